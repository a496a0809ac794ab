package zhtime

import "time"

// bareWeekdays reads 周三, 周一三五, 周六日: the next such days after today.
func (p *parser) bareWeekdays(i int) ([]days, int, found) {
	if p.at(i).n > 7 {
		return nil, i + 1, impossible
	}
	one := p.at(i-1).num.value == 1 && p.s.runes[p.at(i).from] == '个'            // 约一个周六
	if p.numberBefore(i) && !one || p.countBehind(i+1) || p.runeBefore(i, "叫") { // 一周三次, 每周三次, 我叫周六福
		return nil, i + 1, noTime
	}
	list, next := p.weekdayList(i)
	var ds []days
	for _, n := range list {
		ds = append(ds, p.bareWeekday(n))
	}
	return ds, next, good
}

// pairOfWeekdays tells 二四 for Tuesday and Thursday from the number 24.
func (p *parser) pairOfWeekdays(i int) bool {
	switch p.at(i + 1).kind {
	case tPart:
		return true
	case tReason, tCan, tCannot:
		return p.at(i-1).kind == tEnd || p.endsClause(i-1)
	}
	return false
}

// countBehind is true for what is counted per week: 每周三次.
func (p *parser) countBehind(i int) bool {
	return p.oneOf(i, "次", "回", "遍", "趟", "节", "天", "个") && p.at(i).from == p.at(i-1).to
}

// weekdaysOf reads weekdays at token i in the week that starts at monday.
func (p *parser) weekdaysOf(monday time.Time, i int) ([]days, int, found) {
	if p.at(i).n > 7 {
		return nil, i + 1, impossible
	}
	list, next := p.weekdayList(i)
	var ds []days
	for _, n := range list {
		ds = append(ds, p.oneDay(monday.AddDate(0, 0, n-1)))
	}
	return ds, next, good
}

// weekdayList reads the weekday at token i and those that lean on it:
// 周一三五, 周六日, 周一、三.
func (p *parser) weekdayList(i int) (list []int, next int) {
	list, next = []int{p.at(i).n}, i+1
	for {
		j := next
		if p.at(j).kind == tOr && p.text(j) == "、" {
			j++
		}
		last := list[len(list)-1]
		if t := p.at(j); t.kind == tDayOfMonth && p.text(j) == "日" && last == 6 {
			list, next = append(list, 7), j+1
			continue
		}
		t := p.at(j)
		if t.from == t.to || t.kind != tNum && t.kind != tOther && t.kind != tWeekdaySet || p.isUnit(j+1) && p.text(j+1) != "日" {
			return list, next
		}
		var more []int
		for _, r := range p.s.runes[t.from:t.to] {
			n := numerals[r]
			if n < 1 || n > 6 || n <= last {
				return list, next
			}
			more, last = append(more, n), n
		}
		list, next = append(list, more...), j+1
	}
}

func (p *parser) bareWeekday(n int) days {
	ahead := (n - isoWeekday(p.today) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	d := p.oneDay(p.today.AddDate(0, 0, ahead))
	d.weekday, d.mask = n, 1<<(n-1)
	return d
}

// week is the Monday–Sunday week n weeks from this one.
func (p *parser) week(n int) days {
	from := p.today.AddDate(0, 0, 1-isoWeekday(p.today)+7*n)
	return days{from: from, to: from.AddDate(0, 0, 7), grain: grainWeek}
}

func (p *parser) weekend(n int) days {
	from := p.week(n).from.AddDate(0, 0, 5)
	return days{from: from, to: from.AddDate(0, 0, 2), grain: grainSpan}
}

// weekendsIn are the weekends that lie in a month and are still to come.
func (p *parser) weekendsIn(month days) (ds []days) {
	for sat := month.from.AddDate(0, 0, 6-isoWeekday(month.from)); sat.Before(month.to); sat = sat.AddDate(0, 0, 7) {
		d := days{from: sat, to: sat.AddDate(0, 0, 2), grain: grainSpan, mask: weekendMask}
		if !d.from.Before(month.from) && !d.from.Before(p.today) {
			ds = append(ds, d)
		}
	}
	return ds
}

// weekdaysIn are the days of that name that lie in a stretch of time and are
// still to come.
func (p *parser) weekdaysIn(whole days, weekday int) (ds []days) {
	for day := whole.from.AddDate(0, 0, (weekday-isoWeekday(whole.from)+7)%7); day.Before(whole.to); day = day.AddDate(0, 0, 7) {
		if !day.Before(p.today) {
			ds = append(ds, p.oneDay(day))
		}
	}
	return ds
}

// partOfWeek reads what follows a week at token i: 前三天, 后两天, 前半周 (to
// Wednesday), 后半周 (from Thursday). next == i where there is nothing of it.
func (p *parser) partOfWeek(week days, i int) (part days, next int) {
	front := p.at(i).kind == tBefore || p.oneOf(i, "头", "上")
	if !front && p.at(i).kind != tAfter && p.text(i) != "下" {
		return week, i
	}
	part = week
	part.grain = grainSpan
	if p.at(i+1).kind == tHalf && (p.at(i+2).kind == tWeek || p.text(i+2) == "段") {
		if front {
			part.to = week.from.AddDate(0, 0, 3)
		} else {
			part.from = week.from.AddDate(0, 0, 3)
		}
		return part, i + 3
	}
	halves, u, next := p.length(i + 1)
	if u != unitDay || halves > 2*6 || p.at(next).kind == tAfter {
		return week, i
	}
	if front {
		part.to = week.from.AddDate(0, 0, halves/2)
	} else {
		part.from = week.to.AddDate(0, 0, -halves/2)
	}
	return part, next
}

// isoWeekday is 1 for Monday … 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }
