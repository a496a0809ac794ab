package zhtime

import "time"

// lunarDate reads 正月十五, 腊月二十三, 初八, 农历八月十五, 农历十五.
func (p *parser) lunarDate(i int) ([]days, int, found) {
	month, j := 1, i
	switch t := p.at(i); t.kind {
	case tLunar:
		j = i + 1
		if p.text(j) == "的" || p.text(j) == "是" {
			j++
		}
		switch m := p.at(j); {
		case m.kind == tLunarMonth:
			month, j = m.n, j+1
		case m.kind == tNum && p.at(j+1).kind == tMonth && m.num.value >= 1 && m.num.value <= 12:
			month, j = m.num.value, j+2
		case m.kind == tFestival:
			return p.day(j)
		case m.kind == tLunarDay:
			return p.anyLunarDay(m.n, j+1)
		case m.kind == tNum && m.num.value > 10 && m.num.value <= 30 && m.num.second == 0 && !p.isUnit(j+1) && p.at(j+1).kind != tMeasure:
			return p.anyLunarDay(m.num.value, j+1)
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
	if day, next := p.lunarDayAt(j); next > j {
		ds, next, f := p.lunar(month, day, next)
		if f == good && j == i {
			ds[0].lunarDay = day
		}
		return ds, next, f
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

// lunarDayAt reads the day of a lunar month: 初八, 十六, 二十号. next == i where
// there is none.
func (p *parser) lunarDayAt(i int) (day, next int) {
	switch t := p.at(i); {
	case t.kind == tLunarDay:
		return t.n, i + 1
	case t.kind == tNum && t.num.value >= 1 && t.num.value <= 30 && t.num.second == 0 && !p.isUnit(i+1):
		return t.num.value, i + 1
	case t.kind == tNum && p.at(i+1).kind == tDayOfMonth:
		return t.num.value, i + 2
	}
	return 0, i
}

func (p *parser) lunar(month, day, next int) ([]days, int, found) {
	d, ok := p.cal.comingLunar(month, day, p.today)
	return p.lunarFound(d, ok, next)
}

// anyLunarDay is the coming such day of any lunar month.
func (p *parser) anyLunarDay(day, next int) ([]days, int, found) {
	d, ok := p.cal.lunarDayFrom(p.today, day)
	return p.lunarFound(d, ok, next)
}

// lunarOf reads a lunar date behind its year: 明年正月初八.
func (p *parser) lunarOf(year, i int) ([]days, int, found) {
	j, month := i, p.at(i).n
	if p.at(j).kind == tLunar {
		j++
		month = p.at(j).n
	}
	switch {
	case p.at(j).kind == tLunarMonth:
		j++
	case p.at(j).kind == tNum && p.at(j+1).kind == tMonth:
		month, j = p.at(j).num.value, j+2
	default:
		return nil, i, nothing
	}
	day, next := p.lunarDayAt(j)
	if next == j {
		return nil, i, nothing
	}
	d, ok := p.cal.lunarDay(year, month, day, p.now.Location())
	return p.lunarFound(d, ok, next)
}

func (p *parser) lunarFound(d time.Time, ok bool, next int) ([]days, int, found) {
	if !ok {
		return nil, next, noTime
	}
	day := p.oneDay(d)
	day.lunar = true
	return []days{day}, next, good
}
