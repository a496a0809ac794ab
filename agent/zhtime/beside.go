package zhtime

import "time"

// besideDay reads a day that is found from the one just read, at token i:
// 圣诞节前一天, 国庆后第一个周六.
func (p *parser) besideDay(m mention, i int) (d days, next int, ok bool) {
	if p.text(i) == "前两天" && len(m.days) == 1 && len(m.clocks) == 0 && m.days[0].grain <= grainSpan { // which is a word for the other day elsewhere
		return days{from: m.days[0].from.AddDate(0, 0, -2), to: m.days[0].from, grain: grainSpan}, i + 1, true
	}
	back := p.at(i).kind == tBefore
	if !back && p.at(i).kind != tAfter || m.bound != within || len(m.days) != 1 || len(m.clocks) > 0 || m.days[0].grain > grainSpan {
		return d, i, false
	}
	named := m.days[0]
	j := i + 1
	if halves, u, l := p.length(j); u == unitDay && halves == 2 && p.at(l).kind != tAfter && p.at(l).kind != tBefore {
		if back {
			return p.oneDay(named.from.AddDate(0, 0, -1)), l, true
		}
		return p.oneDay(named.to), l, true
	}
	if halves, u, l := p.length(j); back && (u == unitDay || u == unitWeek) && halves > 0 && p.at(l).kind != tAfter && p.at(l).kind != tBefore && p.at(l).kind != tWithin { // 国庆前一周
		return days{from: p.shift(named.from, -halves, u), to: named.from, grain: grainSpan}, l, true
	}
	if back {
		return p.lastBefore(named.from, j)
	}
	return p.firstSince(named.to, j)
}

// lastBefore reads 最后一个周三 or 最后一个周末 at token i: the last that is over
// before a day.
func (p *parser) lastBefore(day time.Time, i int) (d days, next int, ok bool) {
	j := i
	if p.text(j) == "的" {
		j++
	}
	if p.at(j).kind != tNth || p.at(j).n != -1 {
		return d, i, false
	}
	back := func(weekday int) days {
		return p.oneDay(day.AddDate(0, 0, -1-(isoWeekday(day)-weekday+6)%7))
	}
	switch t := p.at(j + 1); {
	case t.kind == tWeekday && t.n <= 7:
		return back(t.n), j + 2, true
	case t.kind == tWeekend:
		d = back(7)
		d.from, d.grain = d.from.AddDate(0, 0, -1), grainSpan
		return d, j + 2, true
	}
	return d, i, false
}

// firstSince reads 第一个周三, 第一个周末 or 第一周 at token i: the first from a day on.
func (p *parser) firstSince(day time.Time, i int) (d days, next int, ok bool) {
	j := i
	if p.text(j) == "的" {
		j++
	}
	switch t := p.at(j); {
	case t.kind == tNth && t.n == 1: // 头一个
		j++
	case t.kind == tNth && t.n == 0 && p.at(j+1).num.value == 1:
		j += 2
	default:
		return d, i, false
	}
	if p.at(j).kind == tPiece {
		j++
	}
	ahead := func(weekday int) days {
		return p.oneDay(day.AddDate(0, 0, (weekday-isoWeekday(day)+7)%7))
	}
	switch t := p.at(j); {
	case t.kind == tWeekday && t.n <= 7:
		return ahead(t.n), j + 1, true
	case t.kind == tWeekend:
		d = ahead(6)
		d.to, d.grain = d.to.AddDate(0, 0, 1), grainSpan
		return d, j + 1, true
	case t.kind == tWeek:
		d = ahead(1)
		d.to, d.grain = d.to.AddDate(0, 0, 6), grainWeek
		return d, j + 1, true
	}
	return d, i, false
}
