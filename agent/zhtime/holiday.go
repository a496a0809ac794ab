package zhtime

// festival reads a holiday; year 0 is the coming one.
func (p *parser) festival(i, year int) ([]days, int, found) {
	from, to, ok := p.cal.coming(p.at(i).n, p.today)
	if year != 0 {
		from, to, ok = p.cal.span(p.at(i).n, year, p.now.Location())
	}
	j := i + 1
	for p.at(j).kind == tFestivalTail || p.oneOf(j, "这几天", "那几天") {
		j++
	}
	if !ok {
		return nil, j, noTime
	}
	if n := p.at(j + 1).num.value; p.at(j).kind == tNth && p.at(j).n == 0 && p.at(j+1).kind == tNum && p.at(j+2).kind == tDays && n >= 1 && n <= 8 { // 国庆第三天
		return []days{p.oneDay(from.AddDate(0, 0, n-1))}, j + 3, good
	}
	if halves, u, k := p.length(j); u == unitDay && halves >= 4 && halves <= 16 && p.at(k).kind != tAfter && p.at(k).kind != tBefore && p.at(k).kind != tWithin { // 国庆七天
		return []days{{from: from, to: from.AddDate(0, 0, halves/2), grain: grainSpan}}, k, good
	}
	if p.oneOf(j, "当天", "当日", "那天") { // the festival itself, not its days off
		return []days{p.oneDay(p.cal.ownDay(p.at(i).n, from, to))}, j + 1, good
	}
	d := days{from: from, to: to, grain: grainSpan}
	if d.length() == 1 {
		d.grain = grainDay
	}
	return []days{d}, j, good
}

// lunarDate reads 正月十五, 腊月二十三, 初八, 农历八月十五.
func (p *parser) lunarDate(i int) ([]days, int, found) {
	month, j := 1, i
	switch t := p.at(i); t.kind {
	case tLunar:
		switch m := p.at(i + 1); {
		case m.kind == tLunarMonth:
			month, j = m.n, i+2
		case m.kind == tNum && p.at(i+2).kind == tMonth && m.num.value >= 1 && m.num.value <= 12:
			month, j = m.num.value, i+3
		case m.kind == tFestival:
			return p.day(i + 1)
		default:
			return nil, i, nothing
		}
	case tLunarMonth:
		month, j = t.n, i+1
	case tLunarDay: // 初二 is also a school year
		if p.runeBefore(i, "上读念升是在最") || p.oneOf(i+1, "学生", "学", "了", "年级", "的学生", "毕") || p.at(i+1).kind == tOther && p.startsWith(i+1, "学") {
			return nil, i + 1, noTime
		}
	}
	if t := p.at(j); t.kind == tLunarDay {
		return p.lunar(month, t.n, j+1)
	} else if t.kind == tNum && t.num.value >= 1 && t.num.value <= 30 && t.num.second == 0 && !p.isUnit(j+1) {
		return p.lunar(month, t.num.value, j+1)
	} else if t.kind == tNum && p.at(j+1).kind == tDayOfMonth {
		return p.lunar(month, t.num.value, j+2)
	}
	if p.text(i) == "大年" {
		return nil, i, nothing
	}
	first, ok := p.cal.comingLunar(month, 1, p.today)
	last, ok2 := p.cal.comingLunar(month, 0, p.today)
	if !ok || !ok2 {
		return nil, j, noTime
	}
	if last.Before(first) { // we are in that month
		first = last.AddDate(0, 0, -29)
	}
	return []days{{from: first, to: last.AddDate(0, 0, 1), grain: grainMonth}}, j, good
}

func (p *parser) lunar(month, day, next int) ([]days, int, found) {
	d, ok := p.cal.comingLunar(month, day, p.today)
	if !ok {
		return nil, next, noTime
	}
	return []days{p.oneDay(d)}, next, good
}
