package zhtime

import "time"

// Times that are said twice: first in short, then in full. settle asks here.

// mostClocks bounds how many hours of one list a day takes.
const mostClocks = 8

// clocksBefore are the hours of the list that ends with mention k, where none
// of them has a day: 三点、三点半、四点，周四.
func (p *parser) clocksBefore(ms []mention, k int) (cs []clock, first int) {
	first, cs = k, ms[k].clocks
	for first > 0 && ms[first].linked && ms[k].bound == within && len(cs) < mostClocks {
		m := ms[first-1]
		gap := tokens{m.end, ms[first].start}
		if gap.to > gap.from && !p.has(gap, tOr, tComma) || len(m.days) > 0 || !m.from.IsZero() || m.bound != within || m.meaning != wanted {
			break
		}
		first--
		cs = append(m.clocks[:len(m.clocks):len(m.clocks)], cs...)
	}
	return cs, first
}

// another is true where the mention stands beside an earlier one rather than
// in its place: 后天晚上也行.
func (p *parser) another(left, m *mention) bool {
	return p.joined(left.end, m.start) || p.startsWith(m.end, "也") || p.startsWith(m.end, "都")
}

// saidAgain is true where m says in full what left said without a day: 傍晚可以
// 吗，后天的傍晚; 十点吧，周六上午. m takes the hour that only left has.
func (p *parser) saidAgain(left, m *mention) bool {
	if left.meaning != wanted || m.meaning != wanted || left.taste || len(left.days) > 0 || len(left.clocks) != 1 || len(m.clocks) != 1 || !singleDays(m.days) || p.another(left, m) {
		return false
	}
	short, full := left.clocks[0], m.clocks[0].within(left.clocks[0].part)
	switch {
	case short.partOnly() && full.from >= short.from && full.to <= short.to:
		m.clocks = []clock{full}
	case full.partOnly() && p.asksOnly(tokens{left.end, m.start}):
		if short = short.within(full.part); short.from < full.from || short.to > full.to {
			return false
		}
		m.clocks, m.bound = []clock{short}, left.bound
	default:
		return false
	}
	return true
}

// asksOnly is true where nothing stands between two times but a question or
// an assent: 十点行不，周六上午.
func (p *parser) asksOnly(gap tokens) bool {
	for i := gap.from; i < gap.to; i++ {
		switch p.toks[i].kind {
		case tCan, tAsk, tFiller, tComma, tStop, tBracket:
		default:
			return false
		}
	}
	return true
}

// dateAgain is true where m names the month or the week of the day that left
// named alone: 15号下午，12月15号; 周三，下周三. m takes the hour of left.
func (p *parser) dateAgain(left, m *mention) bool {
	if left.meaning != wanted || m.meaning != wanted || len(left.days) != 1 || len(m.days) != 1 || p.another(left, m) {
		return false
	}
	short, full := left.days[0], m.days[0]
	if full.grain != grainDay || full.dayOfMonth > 0 || full.weekday > 0 ||
		!(short.dayOfMonth > 0 && short.dayOfMonth == full.from.Day() || m.linked && short.weekday > 0 && full.ahead && short.weekday == isoWeekday(full.from)) {
		return false
	}
	if len(m.clocks) == 0 && m.bound == within {
		m.clocks, m.bound = left.clocks, left.bound
	}
	return true
}

// sameHour is the mention whose hour k takes over: 周五三点的，想改到周六同一时间.
func (p *parser) sameHour(ms []mention, k int) *mention {
	m := ms[k]
	if len(m.clocks) > 0 || !singleDays(m.days) {
		return nil
	}
	i := p.skipFiller(m.end)
	for p.endsClause(i) || p.at(i).kind == tAsk {
		i++
	}
	if p.at(i).kind != tSameHour {
		return nil
	}
	for j := k - 1; j >= max(0, k-mostClocks); j-- {
		if len(ms[j].clocks) > 0 {
			return &ms[j]
		}
	}
	return nil
}

// monthBehind gives the days before mention k the month that it names, and is
// true where it says nothing else: 八号可以吗，十二月的.
func (p *parser) monthBehind(ms []mention, k int) bool {
	m := &ms[k]
	if k == 0 || m.meaning != wanted || len(m.days) != 1 || m.days[0].grain != grainMonth || len(m.clocks) > 0 || m.bound != within || p.joined(ms[k-1].end, m.start) {
		return false
	}
	if i := p.skipFiller(m.end); !p.endsClause(i) && p.at(i).kind != tEnd {
		return false
	}
	done := false
	for j := k - 1; j >= 0 && p.moveToMonth(ms[j].days, m.days[0]); j-- {
		done = done || ms[j].meaning == wanted
	}
	return done
}

// moveToMonth puts days that named no month into this one. It is false where
// there are others among them, or the month is over on such a day.
func (p *parser) moveToMonth(ds []days, month days) bool {
	at := func(d days) time.Time { return month.from.AddDate(0, 0, d.dayOfMonth-1) }
	for _, d := range ds {
		if d.dayOfMonth == 0 || d.grain != grainDay || d.dayOfMonth > month.length() || at(d).Before(p.today) {
			return false
		}
	}
	for n, d := range ds {
		ds[n].from, ds[n].to = at(d), at(d).AddDate(0, 0, 1)
	}
	return len(ds) > 0
}
