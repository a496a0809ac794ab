package zhtime

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// maxExpanded bounds how many days a part of day is spread over.
const maxExpanded = 31

// appendWishes turns one mention into entries.
func (p *parser) appendWishes(ws []Wish, ms []mention, k int, text string) []Wish {
	m := ms[k]
	span := p.s.span(p.toks[m.start].from, p.toks[m.end-1].to)
	base := Wish{
		Text: text[span[0]:span[1]], Span: span,
		DayGiven:   len(m.days) > 0 || !m.from.IsZero(),
		ClockGiven: len(m.clocks) > 0 || !m.from.IsZero(),
	}
	if p.recurs(m) {
		return p.appendRecurring(ws, ms, k, base, text)
	}
	add := func(from, to time.Time) {
		w := base
		w.Kind, w.Start, w.End = shape(from, to, m.bound)
		if m.meaning == refused {
			w.Kind = Refusal
		}
		if !slices.ContainsFunc(ws, w.Same) {
			ws = append(ws, w)
		}
	}
	if !m.from.IsZero() {
		add(m.from, m.to)
		return ws
	}
	if len(m.days) == 0 {
		for _, c := range m.clocks {
			add(p.nextSuch(c, m.bound))
		}
		return ws
	}
	for _, d := range m.days {
		base.AnyWeek, base.Beside = d.weekday > 0, d.beside
		if d.grain == grainMoment {
			base.ClockGiven = true
			add(d.from, d.to)
			continue
		}
		if len(m.clocks) == 0 {
			add(d.from, d.to)
			continue
		}
		for day, n := d.from, 0; day.Before(d.to) && n < maxExpanded; day, n = day.AddDate(0, 0, 1), n+1 {
			if d.grain != grainDay && day.Before(p.today) && !d.past {
				continue
			}
			for _, c := range m.clocks {
				add(onDay(day, c.from), onDay(day, c.to))
			}
		}
	}
	return ws
}

// Same reports whether two wishes are for the same time, whatever their words:
// 三点过来，就三点.
func (w Wish) Same(o Wish) bool {
	return w.Kind == o.Kind && w.Start.Equal(o.Start) && w.End.Equal(o.End) && w.RRule == o.RRule && w.From == o.From && w.To == o.To
}

// shape applies a bound to a stretch of time; from == to is a point.
func shape(from, to time.Time, b bound) (Kind, time.Time, time.Time) {
	switch b {
	case after:
		return After, to, time.Time{}
	case since:
		return After, from, time.Time{}
	case before:
		return Before, time.Time{}, from
	case notAfter:
		return Before, time.Time{}, to
	}
	if from.Equal(to) {
		return Point, from, to
	}
	return Range, from, to
}

// nextSuch places a clock without a day: today if it is still ahead, or not
// over in case of a stretch, else tomorrow.
func (p *parser) nextSuch(c clock, b bound) (from, to time.Time) {
	from, to = onDay(p.today, c.from), onDay(p.today, c.to)
	last := to
	if b == before {
		last = from
	}
	if c.from >= 24*60 { // 零点 or 半夜一点 may still be of the night that began yesterday
		if f := onDay(p.today, c.from-24*60); f.After(p.now) {
			return f, onDay(p.today, c.to-24*60)
		}
	}
	if !last.After(p.now) {
		return onDay(p.today.AddDate(0, 0, 1), c.from), onDay(p.today.AddDate(0, 0, 1), c.to)
	}
	return from, to
}

// recurs is true where a mention is a taste rather than a date.
func (p *parser) recurs(m mention) bool {
	if !m.from.IsZero() {
		return false
	}
	if m.meaning == refused && len(m.days) == 1 && m.days[0].mask == workdayMask {
		return true
	}
	if !m.taste {
		return false
	}
	for _, d := range m.days {
		if d.mask == 0 && d.monthly == "" {
			return false
		}
	}
	return true
}

// appendRecurring writes a taste as a rule. Tastes with the same hours in one list
// are one: 只有周二和周四晚上.
func (p *parser) appendRecurring(ws []Wish, ms []mention, k int, base Wish, text string) []Wish {
	m := ms[k]
	var mask uint8
	monthly, fortnightly := "", false
	for _, d := range m.days {
		mask |= d.mask
		fortnightly = fortnightly || d.fortnightly
		monthly = cmp.Or(monthly, d.monthly)
	}
	base.Kind = Recurring
	if m.meaning == refused {
		base.Kind = Refusal
	}
	base.RRule = rule(mask, monthly, fortnightly)
	clocks := m.clocks
	if len(clocks) == 0 {
		clocks = []clock{{from: 0, to: 24 * 60, hour: -1}}
	}
	for _, c := range clocks {
		w := base
		if len(m.clocks) > 0 {
			w.From, w.To = hours(c, m.bound)
		}
		if n := len(ws) - 1; n >= 0 && k > 0 && m.linked && !p.has(tokens{ms[k-1].end, m.start}, tComma) && ws[n].RRule != "" && ws[n].Kind == w.Kind && ws[n].From == w.From && ws[n].To == w.To && monthly == "" && ws[n].Span[1] == p.spanOf(ms[k-1])[1] {
			ws[n].RRule = rule(mask|maskOf(ws[n].RRule), "", fortnightly)
			ws[n].Span[1] = w.Span[1]
			ws[n].Text = text[ws[n].Span[0]:w.Span[1]]
			continue
		}
		// 晚上不行，天天晚上都不行: the habit says what the one evening meant.
		ws = slices.DeleteFunc(ws, func(o Wish) bool {
			return o.Same(w) || !o.DayGiven && o.Kind == w.Kind && o.RRule == "" && sameHours(o, w)
		})
		ws = append(ws, w)
	}
	return ws
}

// sameHours is true where a dated wish lies at the hours of a recurring one.
func sameHours(o, w Wish) bool {
	return o.Start.Format("15:04") == w.From && o.End.Format("15:04") == w.To
}

func (p *parser) spanOf(m mention) [2]int {
	return p.s.span(p.toks[m.start].from, p.toks[m.end-1].to)
}

// rule writes the RFC 5545 rule for days of every month or for a set of
// weekdays; none or all is daily.
func rule(mask uint8, monthly string, fortnightly bool) string {
	if monthly != "" {
		return "FREQ=MONTHLY;" + monthly
	}
	if mask == 0 || mask == everyDayMask {
		return "FREQ=DAILY"
	}
	var names []string
	for n, code := range weekdayCodes {
		if mask&(1<<n) != 0 {
			names = append(names, code)
		}
	}
	if fortnightly {
		return "FREQ=WEEKLY;INTERVAL=2;BYDAY=" + strings.Join(names, ",")
	}
	return "FREQ=WEEKLY;BYDAY=" + strings.Join(names, ",")
}

// maskOf reads a rule that rule wrote.
func maskOf(rrule string) (mask uint8) {
	_, list, weekly := strings.Cut(rrule, "BYDAY=")
	if !weekly {
		return everyDayMask
	}
	for n, code := range weekdayCodes {
		if strings.Contains(list, code) {
			mask |= 1 << n
		}
	}
	return mask
}

// hours gives the From and To of a recurring wish.
func hours(c clock, b bound) (from, to string) {
	switch b {
	case after:
		return hhmm(c.to), ""
	case since:
		return hhmm(c.from), ""
	case before:
		return "", hhmm(c.from)
	case notAfter:
		return "", hhmm(c.to)
	}
	return hhmm(c.from), hhmm(c.to)
}

// hhmm writes minutes from midnight; the end of the day is 24:00.
func hhmm(minutes int) string {
	if minutes > 24*60 {
		minutes -= 24 * 60
	}
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}
