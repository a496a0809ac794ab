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
	case left.bound == m.bound && short.from == m.clocks[0].from && short.to == m.clocks[0].to: // 六点一刻能到，就明天六点一刻
		return true
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

// dayAgain is true where m names once more the day of the hour before it: 24号
// 下午两点，就24号.
func (p *parser) dayAgain(left, m *mention) bool {
	return left.meaning == wanted && m.meaning == wanted && !m.taste && left.bound == within && m.bound == within &&
		len(left.clocks) > 0 && len(m.clocks) == 0 && len(left.days) == 1 && singleDays(left.days) && singleDays(m.days) && len(m.days) == 1 &&
		left.days[0].from.Equal(m.days[0].from) && !left.days[0].every && !m.days[0].every && !p.another(left, m) && !p.wholeDaySaid(m.end)
}

// afterthought is true where a clause names this day and says nothing else:
// 七点半能开门不，就明天，我还要上工.
func (p *parser) afterthought(m mention) bool {
	from := m.start - 1
	for p.at(from).kind == tFiller || p.at(from).kind == tBracket {
		from--
	}
	return p.endsClause(from) && p.endsClause(p.skipFiller(m.end))
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

// theseDays finds the days that 这两天, 这三天 or 这几天 at mention k takes up,
// from the first of them on: 下周一、下周二，这两天下午都可以. Without that many
// days before it, it means days from today.
func (p *parser) theseDays(ms []mention, k int) (first int, ok bool) {
	m := &ms[k]
	if len(m.days) != 1 || m.days[0].grain != grainSpan || !m.days[0].from.Equal(p.today) || !p.startsWith(m.start, "这") || m.meaning != wanted && m.meaning != refused {
		return k, false
	}
	want, few := m.days[0].length(), p.oneOf(m.start, "这几天", "这几日", "这些天")
	if few {
		want = mostClocks
	}
	n := 0
	for first = k; first > 0 && n < want; first-- {
		left := &ms[first-1]
		told := left.meaning == mentioned && m.meaning == wanted && len(left.days) > 0 && !left.days[0].from.Before(p.today) // 8号到12号停产，这五天随便挑
		if !singleDays(left.days) && !(fewDays(left.days) && p.has(tokens{left.start, left.end}, tTo)) || left.dayInherited || left.meaning == dropped || m.meaning != refused && left.meaning != wanted && !told {
			break
		}
		for _, d := range left.days {
			n += d.length()
		}
	}
	return first, n == want || few && n > 1
}

// takeThese makes mention k speak of the days of the mentions from first on.
func (p *parser) takeThese(ms []mention, first, k int) {
	m := &ms[k]
	whole := true // nothing but the days was said of them
	m.days = nil
	for _, left := range ms[first:k] {
		m.taste = m.taste || left.taste
		m.days = append(m.days, left.days...)
		whole = whole && len(left.clocks) == 0
	}
	switch {
	case m.meaning == refused, len(m.clocks) > 0 && whole:
		for j := first; j < k; j++ {
			if ms[j].meaning == wanted {
				ms[j].meaning = dropped
			}
		}
	case len(m.clocks) == 0 && ms[first].meaning == wanted:
		m.meaning = dropped
	}
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
