package zhtime

import "slices"

// link finds mentions that stand in one list and lets them share what only
// one of them says: 周三或者周四下午, 下周一和周三, 12月3号、5号.
func (p *parser) link(ms []mention) []mention {
	if m, ok := p.pieces(ms); ok {
		return []mention{m}
	}
	for k := 1; k < len(ms); k++ {
		ms[k].linked = p.onlyJoints(ms[k-1].end, ms[k].start)
		if !ms[k].linked || len(ms[k].days) == 0 || len(ms[k-1].days) == 0 {
			continue
		}
		left := ms[k-1].days[len(ms[k-1].days)-1]
		for n, d := range ms[k].days {
			in, ok := p.anchored(d, left)
			if !ok {
				continue
			}
			in.every = in.every || left.every && in.weekday > 0 // 每周二、周四
			ms[k].days[n], left = in, in
		}
	}
	for k := 1; k < len(ms); k++ {
		p.joinBounds(&ms[k-1], &ms[k])
	}
	ms = slices.DeleteFunc(ms, func(m mention) bool { return m.absorbed })
	for k := len(ms) - 1; k > 0; k-- {
		left, right := &ms[k-1], &ms[k]
		if right.linked && len(right.clocks) > 0 && len(right.days) > 0 &&
			len(left.clocks) == 0 && left.bound == within && left.from.IsZero() && singleDays(left.days) {
			left.clocks, left.bound, left.clockShared = right.clocks, right.bound, true
		}
	}
	return ms
}

// joinBounds makes one range of 三点以后五点之前. The right mention
// keeps it, the left one is absorbed.
func (p *parser) joinBounds(left, right *mention) {
	opens := left.bound == after || left.bound == since
	closes := right.bound == before || right.bound == notAfter
	if !right.linked || !opens || !closes || p.joined(left.end, right.start) || len(left.clocks) > 1 || len(right.clocks) > 1 || len(left.days) > 1 || len(right.days) > 1 {
		return
	}
	switch {
	case len(left.clocks) == 1 && len(right.clocks) == 1 && len(right.days) == 0:
		right.clocks = []clock{span(left.clocks[0], right.clocks[0])}
		right.days = left.days
		right.bound = within
	case len(left.clocks) == 0 && len(right.clocks) == 0 && len(left.days) == 1 && len(right.days) == 1:
		from, to := left.days[0].to, right.days[0].from
		if left.bound == since {
			from = left.days[0].from
		}
		if right.bound == notAfter {
			to = right.days[0].to
		}
		if !to.After(from) {
			return
		}
		right.days = []days{{from: from, to: to, grain: grainSpan}}
		right.bound = within
	default:
		return
	}
	right.start = left.start
	left.absorbed = true
}

func singleDays(ds []days) bool {
	for _, d := range ds {
		if d.grain != grainDay {
			return false
		}
	}
	return len(ds) > 0
}

// fewDays is true for days and for spans of them, such as a weekend.
func fewDays(ds []days) bool {
	for _, d := range ds {
		if d.grain > grainSpan || !d.from.Equal(midnight(d.from)) {
			return false
		}
	}
	return len(ds) > 0
}

// onlyJoints is true where the tokens [from, to) say nothing of their own.
func (p *parser) onlyJoints(from, to int) bool {
	if to-from > 4 {
		return false
	}
	for i := from; i < to; i++ {
		switch p.at(i).kind {
		case tOr, tFiller, tBracket, tComma:
		default:
			return false
		}
	}
	return true
}

// settle gives mentions what they take from earlier ones: the day of "明天上午
// 不行，下午可以", the hour of "周三下午三点，不对，周四", the week of "下周可以
// 吗，周三". It runs after judge.
func (p *parser) settle(ms []mention) {
	prev := -1 // the nearest mention with a day to lean on
	for k := range ms {
		if k > 0 && ms[k-1].leanable() {
			prev = k - 1
		}
		m := &ms[k]
		if k > 0 && p.goesOn(&ms[k-1], m) {
			m.meaning = mentioned
		}
		if k > 0 && p.lasts(&ms[k-1], m) {
			ms[k-1].meaning, m.meaning = mentioned, mentioned
		}
		if k > 0 && p.at(m.start-1).kind == tNot && m.meaning == dropped && singleDays(m.days) && singleDays(ms[k-1].days) && m.days[0].from.Equal(ms[k-1].days[0].from) {
			ms[k-1].meaning = dropped // 星期二，不是明天这个，是下个星期二
		}
		if k > 0 && p.oneOf(m.start, "当天", "当日") && singleDays(ms[k-1].days) { // 端午那天我回来，当天下午
			m.days = ms[k-1].days
			if ms[k-1].meaning == wanted && len(ms[k-1].clocks) == 0 {
				ms[k-1].meaning = dropped
			}
		}
		if n := p.daysBehind(ms, k); prev < 0 && n > 0 { // 三点以后，周四周五都行
			clocks, first := p.clocksBefore(ms, k)
			for j := k + 1; j <= k+n; j++ {
				ms[j].clocks, ms[j].bound = clocks, m.bound
			}
			ms[k+1].start = ms[first].start
			for j := first; j <= k; j++ {
				ms[j].meaning = dropped
			}
			for j := first - 1; j >= 0 && ms[j].meaning == refused && len(ms[j].days) == 0; j-- { // 两点不行三点可以，明天
				ms[j].days = ms[k+1].days
			}
			continue
		}
		if k > 0 && p.dayAgain(&ms[k-1], m) {
			m.meaning = dropped
			continue
		}
		if prev < 0 && k > 0 && p.saidAgain(&ms[k-1], m) {
			ms[k-1].meaning = dropped
		}
		if last := p.sameHour(ms, k); last != nil {
			m.clocks, m.bound = last.clocks, last.bound
			if len(last.days) == 0 && last.meaning == wanted { // 两点到四点空，后天就这个空档
				last.meaning = dropped
			}
		}
		if p.monthBehind(ms, k) {
			m.meaning, m.days = dropped, nil
			continue
		}
		if prev < 0 {
			if k > 0 && len(m.days) == 0 {
				p.takePart(&ms[k-1], m)
			}
			continue
		}
		left := &ms[prev]
		if first, ok := p.theseDays(ms, k); ok {
			p.takeThese(ms, first, k)
			continue
		}
		if p.narrowed(left, m) { // 周一到周五的话，我每天都得五点以后
			m.days, m.taste = left.days, true
			left.meaning = dropped
		} else if p.pointsBack(left, m) {
			m.meaning = dropped
		} else if p.sameDay(left, m) || p.dateAgain(left, m) { // 初三营业不，我初三下午想去
			left.meaning = dropped
		}
		switch {
		case len(m.days) == 0 && m.from.IsZero():
			p.takeDay(ms, prev, k)
		case len(m.clocks) == 0 && m.meaning != mentioned && left.meaning == dropped && len(left.clocks) > 0 && singleDays(m.days) && prev == k-1:
			m.clocks, m.bound = left.clocks, left.bound
		case left.meaning == wanted && m.meaning != mentioned && !p.joined(left.end, m.start):
			p.takeWeek(left, m)
		}
	}
}

// narrowed is true for a daily habit that an earlier, wished set of weekdays
// limits.
func (p *parser) narrowed(left, m *mention) bool {
	return left.meaning == wanted && m.meaning == wanted && len(m.days) == 1 && m.days[0].mask == everyDayMask &&
		len(left.days) == 1 && left.days[0].mask != 0 && len(left.clocks) == 0 && left.bound == within
}

// goesOn is true for an hour in the same clause as a past day: 昨晚疼到三点半.
func (p *parser) goesOn(left, m *mention) bool {
	return left.past() && left.meaning == mentioned && m.meaning == wanted && len(m.days) == 0 && m.from.IsZero() &&
		!p.has(tokens{left.end, m.start}, tComma, tStop, tWant, tCan)
}

// lasts is true for the ends of what went on from hour to hour: 八点打到十点.
func (p *parser) lasts(left, m *mention) bool {
	if left.meaning != wanted || m.meaning != wanted || len(left.clocks) == 0 || len(m.clocks) == 0 || len(m.days) > 0 {
		return false
	}
	if next := p.at(m.end).kind; next == tCan || next == tWant {
		return false
	}
	if m.start == left.end && p.text(m.start) == "等到" {
		return true
	}
	if m.start-left.end != 2 || p.text(m.start-1) != "到" {
		return false
	}
	switch p.at(left.end).kind {
	case tOther, tFrom, tSymptom:
		return true
	}
	return false
}

// pointsBack is true for 这三天 behind the three days that it means.
func (p *parser) pointsBack(left, m *mention) bool {
	return left.meaning == wanted && m.meaning == wanted && len(left.days) == 1 && len(m.days) == 1 && len(m.clocks) == 0 &&
		left.days[0].grain == grainSpan && m.days[0].grain == grainSpan && m.days[0].from.Equal(p.today) &&
		left.days[0].length() == m.days[0].length() && p.at(m.start).kind == tFewDays
}

// sameDay is true for a part of a day that was wished whole before.
func (p *parser) sameDay(left, m *mention) bool {
	return left.meaning == wanted && m.meaning == wanted && len(left.days) == 1 && len(m.days) == 1 && len(left.clocks) == 0 && len(m.clocks) > 0 &&
		left.bound == within && left.days[0].grain == grainDay && m.days[0].grain == grainDay && left.days[0].from.Equal(m.days[0].from) && !left.days[0].every
}

// daysBehind counts the days that follow a clock without one, as in "下午三点，
// 明天": those take the clock.
func (p *parser) daysBehind(ms []mention, k int) (n int) {
	m := ms[k]
	if len(m.days) > 0 || !m.from.IsZero() || m.meaning != wanted && m.meaning != refused {
		return 0
	}
	for j := k + 1; j < len(ms); j++ {
		next := ms[j]
		every := len(next.days) > 0 && next.days[0].every
		near := next.linked || m.meaning == wanted && (every || j == k+1 && p.afterthought(next) || j == len(ms)-1 && p.endsMessage(next.end))
		if !near || next.meaning != m.meaning || len(next.clocks) > 0 || !(every && next.linked) && !fewDays(next.days) ||
			j == k+1 && p.joined(m.end, next.start) {
			break
		}
		n++
	}
	return n
}

// endsMessage is true where nothing is said from token i on: 三点半以前到得了，
// 今天的.
func (p *parser) endsMessage(i int) bool {
	for ; i < len(p.toks); i++ {
		switch p.toks[i].kind {
		case tFiller, tStop, tComma, tAsk, tEnd:
		default:
			return false
		}
	}
	return true
}

// takePart gives a bare clock the part of day of the one before it, where
// neither has a day: 晚上七点或八点. An hour inside a part of day replaces it.
func (p *parser) takePart(left, m *mention) {
	part := lastPart(*left)
	if part == 0 || len(left.days) > 0 {
		return
	}
	for n, c := range m.clocks {
		m.clocks[n] = c.within(part)
	}
	if left.meaning == wanted && m.meaning == wanted && insidePart(*left, *m) && !p.joined(left.end, m.start) {
		left.meaning = dropped
		m.taste = m.taste || left.taste // 只有中午能来，十二点到一点
	}
}

// insidePart is true for an hour inside the part of day that left names.
func insidePart(left, m mention) bool {
	if len(left.clocks) != 1 || !left.clocks[0].partOnly() || len(m.clocks) != 1 || m.clocks[0].partOnly() {
		return false
	}
	c := m.clocks[0]
	return c.from >= left.clocks[0].from && c.to <= left.clocks[0].to
}

// leanable is true for a mention whose day a later one may take.
func (m mention) leanable() bool {
	return len(m.days) > 0 && !m.past() && m.days[0].grain != grainMoment && m.days[0].grain < grainYear
}

// joined is true where an "or" or "and" lies between two mentions.
func (p *parser) joined(from, to int) bool { return p.has(tokens{from, max(from, to)}, tOr) }

// takeDay gives a bare clock the day of an earlier mention. Where that one was
// only a day, or a part of day that holds this hour, the two are one wish.
func (p *parser) takeDay(ms []mention, prev, k int) {
	left, m := &ms[prev], &ms[k]
	if part := lastPart(ms[k-1]); part != 0 {
		for n, c := range m.clocks {
			m.clocks[n] = c.within(part)
		}
	}
	if m.taste && left.meaning != wanted {
		return
	}
	if left.bound != within && len(left.clocks) == 0 && len(m.clocks) == 1 && m.clocks[0].partOnly() { // 月底之前，下午都行
		m.taste = true
		return
	}
	wholeDays := len(left.clocks) == 0 && left.from.IsZero()
	if m.taste && left.taste && wholeDays && m.linked && left.days[0].mask&(left.days[0].mask-1) != 0 && p.joined(left.end, m.start) { // 只能周末或者晚上七点以后
		return
	}
	switch {
	case left.meaning == refused && wholeDays && m.meaning == wanted:
		return
	case left.meaning == mentioned && (left.days[0].every || left.days[0].grain != grainDay):
		return
	}
	first := prev
	ofAll := wholeDays && p.saidOfAll(m.start)
	for first > 0 && (ms[first].linked && !p.wholeDaySaid(ms[first-1].end) || ofAll) && wholeDays && len(ms[first-1].clocks) == 0 && len(ms[first-1].days) > 0 && ms[first-1].meaning == wanted {
		first--
	}
	for first > 0 && ms[first].linked && ms[first-1].clockShared && len(ms[first-1].days) > 0 { // 周一或周三 3点或4点
		first--
	}
	for j := first; j <= prev; j++ {
		m.days = append(m.days, ms[j].days...)
	}
	m.dayInherited = true
	m.taste = m.taste || left.taste
	if left.meaning != wanted || m.meaning != wanted || p.joined(left.end, m.start) && !wholeDays {
		return
	}
	if !(wholeDays && left.bound == within) && !insidePart(*left, *m) {
		return
	}
	for j := first; j <= prev; j++ {
		ms[j].meaning = dropped
	}
	if p.onlyJoints(left.end, m.start) {
		m.start = ms[first].start
	}
}

// wholeDaySaid is true where a day is given whole, so that what is said of the
// next is not said of it: 周日全天，周六只有上午.
func (p *parser) wholeDaySaid(i int) bool {
	return p.oneOf(i, "全天", "一整天", "整天") || p.oneOf(i+1, "全天", "一整天", "整天")
}

// saidOfAll is true for a clock that is said of all days before it: 周四满了就
// 周五，都要下午.
func (p *parser) saidOfAll(i int) bool {
	for k := i - 1; k >= max(0, i-3) && !p.endsClause(k); k-- {
		if p.startsWith(k, "都") {
			return true
		}
	}
	return false
}

// lastPart is the part of day that a mention's clock named.
func lastPart(m mention) int {
	if len(m.clocks) == 0 {
		return 0
	}
	return m.clocks[len(m.clocks)-1].part
}

// takeWeek resolves a bare weekday or day of the month inside the week or
// month that was wished before, and lets it replace that.
func (p *parser) takeWeek(left, m *mention) {
	if len(left.days) != 1 || len(left.clocks) > 0 || left.bound != within || left.days[0].every {
		return
	}
	whole := left.days[0]
	long := whole.grain == grainMonth || whole.grain == grainSpan && whole.length() > 7
	if long && len(m.days) == 1 && m.days[0].mask == weekendMask && !m.days[0].every && !m.taste { // 下个月挑个周末
		m.days = p.weekendsIn(whole)
		if m.meaning == wanted {
			left.meaning = dropped
		}
		return
	}
	if long && len(m.days) == 1 && m.days[0].weekday > 0 && (m.meaning == refused || p.text(left.end) == "的") { // 12月除了周三; 上旬的周三
		m.days = p.weekdaysIn(whole, m.days[0].weekday)
		if m.meaning == wanted {
			left.meaning = dropped
		}
		return
	}
	fitted := make([]days, 0, len(m.days))
	for _, d := range m.days {
		var in days
		switch {
		case d.weekday > 0 && (whole.grain == grainWeek || whole.grain == grainSpan && whole.length() < 7):
			in = p.oneDay(whole.from.AddDate(0, 0, (d.weekday-isoWeekday(whole.from)+7)%7))
		case d.dayOfMonth > 0 && whole.grain == grainMonth && d.dayOfMonth <= whole.length():
			in = p.oneDay(whole.from.AddDate(0, 0, d.dayOfMonth-1))
		default:
			return
		}
		if in.from.Before(whole.from) || in.to.After(whole.to) {
			return
		}
		fitted = append(fitted, in)
	}
	m.days = fitted
	if m.meaning == wanted {
		left.meaning = dropped
	}
}
