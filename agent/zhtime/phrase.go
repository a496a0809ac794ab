package zhtime

import "time"

// parser holds one message while it is read.
type parser struct {
	s     *script
	toks  []token
	now   time.Time // whole seconds, in the clinic's zone
	today time.Time // midnight of now
	cal   *Calendar
	// broken are the dates and hours that do not exist, as runes.
	broken [][2]int
}

// bound says on which side of a time the wish lies.
type bound uint8

const (
	within   bound = iota
	after          // 之后: what is named is excluded
	since          // 起: what is named is included
	before         // 之前: excluded
	notAfter       // 最晚: included
)

// mention is one expression of time with everything that was said about it.
type mention struct {
	days   []days // none: the day was not said
	clocks []clock
	// from and to are set where two full moments make a range: 今天下午到
	// 明天上午. They replace days and clocks.
	from, to time.Time
	bound    bound

	start, end int // tokens
	// linked: nothing but joints lies between the mention before and this.
	linked bool
	// dayInherited: the day was said elsewhere in the message.
	dayInherited bool

	// clockShared: the clocks were said of a later day of the same list.
	clockShared bool

	// absorbed: the mention after says this one too.
	absorbed bool
	meaning  meaning
	taste    bool // recurring: 只有…, 平时…
}

// mentions reads every expression of time, in order.
func (p *parser) mentions() []mention {
	var ms []mention
	for i := 0; i < len(p.toks); {
		m, next, f := p.phrase(i)
		switch f {
		case good:
			m.start, m.end = i, next
			if p.anyPart(m) {
				ms = withoutParts(append(ms, m))
			} else {
				ms = append(ms, m)
			}
		case impossible:
			next = p.restOfImpossible(next)
			p.broken = append(p.broken, [2]int{p.toks[i].from, p.toks[next-1].to})
		}
		i = max(next, i+1)
	}
	return ms
}

// anyPart is true where parts of day end with this one that are named to say
// that any will do: 每个周日，上午下午不论.
func (p *parser) anyPart(m mention) bool {
	if !partsOnly(m) {
		return false
	}
	for _, w := range []string{"不论", "不限", "不拘", "无所谓", "都无所谓"} {
		if p.startsWith(m.end, w) {
			return true
		}
	}
	return false
}

func partsOnly(m mention) bool {
	for _, c := range m.clocks {
		if !c.partOnly() {
			return false
		}
	}
	return len(m.clocks) > 0
}

// withoutParts takes away the parts of day that the last mentions are: those
// without a day go, a day before them stays whole.
func withoutParts(ms []mention) []mention {
	next := ms[len(ms)-1].start
	for len(ms) > 0 {
		last := &ms[len(ms)-1]
		if !partsOnly(*last) || last.end < next-1 {
			break
		}
		if len(last.days) > 0 {
			last.clocks = nil
			break
		}
		next = last.start
		ms = ms[:len(ms)-1]
	}
	return ms
}

// restOfImpossible steps over the clock behind a day that does not exist, so
// that "2月30号下午三点" leaves no time at all.
func (p *parser) restOfImpossible(i int) int {
	if _, j, f := p.clocks(i, true); f == good {
		return j
	}
	return i
}

// phrase reads one expression: [最早|从] when [到 when] [左右] [之后].
func (p *parser) phrase(i int) (m mention, next int, f found) {
	j := i
	switch p.at(i).kind {
	case tNotBefore:
		m.bound, j = since, i+1
	case tNotAfter:
		m.bound, j = notAfter, i+1
	case tPastOf:
		m.bound, j = after, i+1
	case tFrom:
		j = i + 1
	case tNewYear:
		return p.newYear(i)
	}
	if j > i && !p.opensTime(j) {
		return m, i, nothing
	}
	m, k, f := p.when(j, m)
	if f != good {
		if f == nothing {
			return m, i, nothing
		}
		return m, k, f
	}
	if p.at(k).kind == tTo {
		if joined, l, f2 := p.to(m, k+1); f2 == good {
			m, k = joined, l
		} else if f2 == impossible {
			return m, l, impossible
		}
	} else if p.at(k).kind == tOr && len(m.days) == 1 && len(m.clocks) == 1 { // 1号4点和2号9点之间
		if joined, l, f2 := p.to(m, k+1); f2 == good && p.at(l).kind == tBetween {
			m, k = joined, l+1
		}
	}
	for p.at(k).kind == tApprox || p.at(k).kind == tBetween {
		k++
	}
	if p.at(k).kind == tOffWork && (p.at(k+1).kind == tAfter || p.at(k+1).kind == tBefore) {
		k++
		if len(m.clocks) == 0 || m.clocks[0].hour < 0 { // 周五放学后, 晚上下班后: on that day or evening, at an hour nobody said
			return m, k + 1, good
		}
	}
	if d, l, ok := p.besideDay(m, k); ok {
		m.days, k = []days{d}, l
		if cs, l, f := p.clocks(k, true); f == good {
			m.clocks, k = cs, l
		}
	}
	if m.bound == within {
		switch p.at(k).kind {
		case tAfter:
			m.bound, k = after, k+1
		case tSince:
			m.bound, k = since, k+1
		case tBefore:
			m.bound = before
			if p.at(k).n == 1 {
				m.bound = notAfter
			}
			k++
		case tPastOf: // 国庆过完
			if len(m.days) > 0 && len(m.clocks) == 0 && !p.opensTime(k+1) {
				m.bound, k = after, k+1
			}
		}
	} else if p.at(k).kind == tAfter || p.at(k).kind == tBefore { // 最早三点以后, 过了周三以后
		k++
	}
	if m.bound == since && len(m.days) == 1 && len(m.clocks) == 0 {
		l := k
		if p.oneOf(l, "连续", "连着") {
			l++
		}
		if halves, u, next := p.length(l); u.wholeDays() && next > l && p.at(next).kind != tAfter { // 下周一开始连着三天
			m.days[0] = days{from: m.days[0].from, to: p.shift(m.days[0].from, halves, u), grain: grainSpan}
			m.bound, k = within, next
		}
	}
	if p.at(k-1).kind == tAfter && p.at(k).kind == tSince { // 三点以后起
		k++
	}
	return m, k, good
}

// opensTime is true where an expression may start: a cheap look ahead for the
// words that only sometimes introduce one.
func (p *parser) opensTime(i int) bool {
	_, _, f := p.when(i, mention{})
	return f == good || f == impossible
}

// when reads a day, a clock, or both in either order.
func (p *parser) when(i int, m mention) (mention, int, found) {
	ds, j, f := p.day(i)
	if f == impossible || f == noTime {
		return m, j, f
	}
	if f == nothing {
		cs, k, f := p.clocks(i, false)
		if f != good {
			return m, k, f
		}
		m.clocks = cs
		return m, k, good
	}
	m.days = ds
	part := 0
	if t := p.at(i); t.kind == tRelPart || t.kind == tEveryDay {
		part = t.m // 今晚, 每晚
	}
	if part != 0 {
		if c, k, f := p.hour(p.skipFiller(j), part); f == good {
			m.clocks = []clock{c}
			if end, l, f := p.clock(k+1, false); f == good && p.at(k).kind == tTo {
				m.clocks[0], k = span(c, end), l
			}
			return m, k, good
		} else if f == impossible {
			return m, k, f
		}
		m.clocks = []clock{partClock(part)}
		return m, j, good
	}
	if len(ds) == 1 && ds[0].grain == grainDay && p.oneOf(j, "当天", "当日") { // 初六当天
		j++
	}
	if len(ds) == 1 && ds[0].mask != 0 && p.at(j).kind == tEveryDay && p.at(j).m == 0 { // 周一至周五每天下午
		ds[0].every = true
		j++
	}
	j = p.apposition(ds, j)
	k := j
	for p.at(k).kind == tFiller || p.at(k).kind == tBracket || p.at(k).kind == tApprox || p.at(k).kind == tFrom {
		k++
	}
	cs, l, f := p.clocks(k, k == j)
	if f == impossible {
		return m, l, impossible
	}
	if f == good {
		m.clocks, j = cs, l
	}
	return m, j, good
}

// skipFiller is the first token from i on that says something.
func (p *parser) skipFiller(i int) int {
	for p.at(i).kind == tFiller || p.at(i).kind == tBracket {
		i++
	}
	return i
}

// apposition steps over a second name of the same day: 12月3号（周四）.
func (p *parser) apposition(ds []days, j int) int {
	if len(ds) != 1 || ds[0].grain != grainDay {
		return j
	}
	k := j
	for p.at(k).kind == tBracket || p.at(k).kind == tFiller && p.text(k) != "或" || p.at(k).kind == tComma && p.at(k+1).kind == tWeekday {
		k++
	}
	others, l, f := p.day(k)
	if f != good || len(others) != 1 || others[0].grain != grainDay {
		return j
	}
	o := others[0]
	same := o.from.Equal(ds[0].from) ||
		o.weekday > 0 && isoWeekday(ds[0].from) == o.weekday && ds[0].weekday == 0 ||
		o.dayOfMonth > 0 && ds[0].from.Day() == o.dayOfMonth
	if !same && ds[0].weekday > 0 && isoWeekday(o.from) == ds[0].weekday && o.weekday == 0 { // 周四12月3号
		ds[0] = o
		same = true
	}
	if !same {
		return j
	}
	for p.at(l).kind == tBracket || p.at(l).kind == tComma && p.opensClock(l+1) {
		l++
	}
	return l
}

// opensClock is true where an hour or a part of day begins.
func (p *parser) opensClock(i int) bool {
	_, _, f := p.clocks(i, false)
	return f == good
}

// to reads the far end of a range of days or moments.
func (p *parser) to(m mention, i int) (mention, int, found) {
	right, k, f := p.when(i, mention{})
	if f != good {
		return m, k, f
	}
	if len(right.days) != 1 {
		return m, i, nothing
	}
	if len(m.days) == 0 {
		if len(m.clocks) == 0 {
			return m, i, nothing
		}
		m.days = []days{p.oneDay(p.today)}
	}
	left, d := m.days[len(m.days)-1], right.days[0]
	var ok bool
	if d, ok = p.anchored(d, left); !ok {
		return m, k, impossible
	}
	if d.weekday > 0 && !d.from.After(left.from) || d.weekday > 0 && left.weekday > 0 && left.weekday != d.weekday {
		// The range runs on from its start: on a Wednesday, 周一到周五 is
		// next Monday to the Friday after it.
		d = p.oneDay(left.from.AddDate(0, 0, (d.weekday-isoWeekday(left.from)+7)%7))
		d.weekday = right.days[0].weekday
	}
	if d.to.Before(left.from) && d.from.Before(left.from) {
		if d.from = addMonths(d.from, 12); d.from.Before(left.from) {
			return m, i, nothing
		}
		d.to = addMonths(d.to, 12)
	}
	if len(m.clocks) == 0 {
		joined := days{from: left.from, to: d.to, grain: grainSpan, past: left.past, every: left.every}
		if left.weekday > 0 && d.weekday >= left.weekday {
			for n := left.weekday; n <= d.weekday; n++ {
				joined.mask |= 1 << (n - 1)
			}
		} else if left.every && right.days[0].weekday > 0 {
			joined.mask = left.mask
		}
		m.days, m.clocks = []days{joined}, right.clocks
		return m, k, good
	}
	m.from = onDay(left.from, m.clocks[0].from)
	m.to = d.to
	if len(right.clocks) > 0 {
		c := right.clocks[0]
		m.to = onDay(d.from, c.to)
	}
	if !m.to.After(m.from) {
		return m, i, nothing
	}
	return m, k, good
}

// newYear reads 年前 and 年后: the bounds of Spring Festival.
func (p *parser) newYear(i int) (mention, int, found) {
	for n, f := range p.cal.festivals {
		if f.name != "春节" {
			continue
		}
		from, to, ok := p.cal.coming(n, p.today)
		if !ok {
			break
		}
		m := mention{days: []days{{from: from, to: to, grain: grainSpan}}, bound: before}
		if p.at(i).n > 0 {
			m.bound = after
			if d, k, ok := p.firstSince(to, i+1); ok { // 年后第一个周六
				return mention{days: []days{d}}, k, good
			}
		} else if d, k, ok := p.lastBefore(from, i+1); ok {
			return mention{days: []days{d}}, k, good
		}
		return m, i + 1, good
	}
	return mention{}, i, nothing
}

// onDay is so many minutes after a day's midnight, by the clock on the wall.
func onDay(day time.Time, minutes int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, day.Location())
}

// at is the token at i; beyond the ends it is an empty tEnd.
func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.toks) {
		return token{lexeme: lexeme{kind: tEnd}}
	}
	return p.toks[i]
}

// text is the folded word at token i.
func (p *parser) text(i int) string {
	t := p.at(i)
	return string(p.s.runes[t.from:t.to])
}

func (p *parser) oneOf(i int, list ...string) bool {
	for _, w := range list {
		if p.text(i) == w {
			return true
		}
	}
	return false
}

// startsWith compares the runes from token i on.
func (p *parser) startsWith(i int, w string) bool {
	at := p.at(i)
	if at.kind == tEnd {
		return false
	}
	for k, r := range []rune(w) {
		if at.from+k >= len(p.s.runes) || p.s.runes[at.from+k] != r {
			return false
		}
	}
	return true
}

// endsWith compares the runes that come just before token i.
func (p *parser) endsWith(i int, w string) bool {
	rs := []rune(w)
	from := p.at(i).from - len(rs)
	if p.at(i).kind == tEnd || from < 0 {
		return false
	}
	for k, r := range rs {
		if p.s.runes[from+k] != r {
			return false
		}
	}
	return true
}

// runeBefore is true where the rune just before token i is one of set.
func (p *parser) runeBefore(i int, set string) bool {
	at := p.at(i).from - 1
	if p.at(i).kind == tEnd || at < 0 {
		return false
	}
	for _, r := range set {
		if p.s.runes[at] == r {
			return true
		}
	}
	return false
}

// numberBefore is true where another number touches this one.
func (p *parser) numberBefore(i int) bool {
	return p.at(i-1).kind == tNum && p.at(i-1).to == p.at(i).from
}

// isUnit is true where the token counts things, so that the number before it
// is taken.
func (p *parser) isUnit(i int) bool {
	switch p.at(i).kind {
	case tHour, tMonth, tDayOfMonth, tPiece, tMeasure, tMinute, tDays, tHours, tMonths, tYear, tWeek, tMonthPart, tSeconds, tQuarter:
		return true
	}
	return false
}

// isPlace is true for what follows the number of a house, a room or a tooth.
func (p *parser) isPlace(i int) bool {
	return p.at(i).kind == tPlace || p.startsWith(i, "那颗") || p.startsWith(i, "这颗") || p.startsWith(i, "口") && !p.startsWith(i, "口腔") || p.oneOf(i, "颗", "排", "栋", "室", "层", "楼")
}

// timeBefore is true where the token before i speaks of days or parts of day.
func (p *parser) timeBefore(i int) bool {
	switch p.at(i - 1).kind {
	case tRelDay, tRelPart, tWeekday, tWeekend, tDayOfMonth, tPart, tPartShort, tFestival, tDate, tWeek, tWorkdays, tEveryDay, tApprox:
		return true
	case tBracket, tFiller:
		switch p.at(i - 2).kind {
		case tRelDay, tWeekday, tDayOfMonth, tPart:
			return true
		}
	}
	return false
}
