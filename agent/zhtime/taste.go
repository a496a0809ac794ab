package zhtime

// taste is true where the writer speaks of weeks in general: 每周三, 只有晚上有空,
// 平时周末有空.
func (g group) taste(m mention) bool {
	p := g.p
	if len(m.days) > 0 && m.days[0].every {
		return true
	}
	general := len(m.days) == 0 || m.days[0].mask != 0
	if !general || !m.from.IsZero() {
		return false
	}
	if len(m.days) == 1 && m.days[0].mask == workdayMask && len(m.clocks) > 0 { // 周一到周五晚上
		return true
	}
	onePoint := m.bound == within && len(m.clocks) == 1 && m.clocks[0].point()
	if len(m.days) == 0 && !onePoint && p.has(g.tail, tCannot) && (p.startsWith(g.tail.from, "都") || p.startsWith(g.tail.from+1, "都")) { // 上午我都不行
		return true
	}
	oneWeekday := len(m.days) > 0 && m.days[0].weekday > 0
	switch {
	case p.always(g.head, m), len(m.days) > 0 && p.everyWeek(g.head):
		return true
	case p.has(g.head, tUsually) || p.has(g.tail, tUsually) || p.has(g.next, tUsually):
		return true
	case p.has(g.head, tOnly):
		return (!oneWeekday || g.alone()) && !g.onlyPartOf()
	case p.has(g.tail, tThen):
		return !oneWeekday
	}
	if oneWeekday {
		return false
	}
	return g.generalSentence()
}

// onlyPartOf is true for the part of one day among others: 周日全天，周六只有上午.
func (g group) onlyPartOf() bool {
	m := g.ms[g.a]
	return len(m.days) == 0 && g.a > 1 && g.headCut && g.p.at(g.head.from).kind == tOnly && singleDays(g.ms[g.a-1].days)
}

// always is true for what is to hold from now on: 以后都约周六, 每次都排周二.
func (p *parser) always(head tokens, m mention) bool {
	i := p.skipFiller(head.from)
	switch {
	case len(m.days) == 0 || i >= head.to:
		return false
	case p.oneOf(i, "每次", "每回", "每趟", "往后都"):
		return i+1 < head.to // 每次都排周二, and not 每次周二都
	case !p.oneOf(i, "以后", "往后", "今后", "之后", "将来"):
		return false
	}
	for k := i + 1; k < min(head.to, i+4); k++ {
		if p.oneOf(k, "都", "每次", "每回", "全", "一直") {
			return true
		}
	}
	return false
}

// everyWeek is true where the clause speaks of every week: 每个礼拜只歇周六.
func (p *parser) everyWeek(head tokens) bool {
	for i := head.from; i+1 < head.to; i++ {
		if p.at(i).kind == tEvery && p.at(i).n == 0 && p.at(i+1).kind == tWeek {
			return true
		}
	}
	return false
}

// alone is true where the message names no other day.
func (g group) alone() bool {
	near := g.ms[max(0, g.a-lookBack):min(len(g.ms), g.b+lookBack)]
	for _, m := range near {
		other := m.start < g.ms[g.a].start || m.start > g.ms[g.b-1].start
		if other && len(m.days) > 0 && !m.days[0].every && m.days[0].mask != workdayMask {
			return false
		}
	}
	return true
}

// generalSentence is true where 平时 stands in the same sentence, before.
func (g group) generalSentence() bool {
	start := g.ms[g.a].start
	for i := start - 1; i >= max(0, start-lookBack) && g.p.at(i).kind != tStop; i-- {
		if g.p.at(i).kind == tUsually {
			return true
		}
	}
	return false
}
