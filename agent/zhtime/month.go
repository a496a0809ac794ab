package zhtime

import (
	"fmt"
	"time"
)

// numberMonth reads 12月…, with the year that makes it the coming one.
func (p *parser) numberMonth(i int) ([]days, int, found) {
	num := p.at(i).num
	if num.value > 99 || num.second > 0 || p.numberBefore(i) || p.text(i) == "两" { // 俩月 is a length
		return nil, i, nothing
	}
	j := i + 1
	after := p.at(j + 1)
	if after.kind == tNum && p.at(j+2).kind == tMeasure || p.oneOf(j+1, "大", "龄", "了", "孕", "宝宝") || p.runeBefore(i, "孕满第") {
		return nil, j + 1, noTime
	}
	if num.value < 1 || num.value > 12 {
		if after.kind == tNum && p.at(j+2).kind == tDayOfMonth {
			return nil, j + 3, impossible
		}
		if p.text(j) == "月" {
			return nil, j + 1, impossible
		}
		return nil, i, nothing
	}
	if after.kind == tLunarDay { // 九月初九
		return p.lunar(num.value, after.n, j+2)
	}
	year := p.today.Year()
	if !p.months(year, time.Month(num.value)).to.After(p.today) {
		year++
	}
	ds, next, f := p.inMonth(year, time.Month(num.value), j)
	if f == good && ds[len(ds)-1].to.Before(p.today.AddDate(0, 0, 1)) { // this year's is over
		ds, next, f = p.inMonth(year+1, time.Month(num.value), j)
	}
	return ds, next, f
}

// yearDays reads what follows a year at token j. A bare year counts only
// where it looks ahead: 今年 is in most sentences about age.
func (p *parser) yearDays(j, year int, past, bare bool, i int) ([]days, int, found) {
	if p.text(j) == "的" {
		j++
	}
	mark := func(ds []days, next int, f found) ([]days, int, found) {
		for k := range ds {
			ds[k].past = past
		}
		return ds, next, f
	}
	switch t := p.at(j); {
	case t.kind == tNum && (p.at(j+1).kind == tMonth || p.at(j+1).kind == tMonthPart):
		if t.num.value < 1 || t.num.value > 12 {
			return nil, j + 2, impossible
		}
		return mark(p.inMonth(year, time.Month(t.num.value), j+1))
	case t.kind == tNth && p.at(j+1).kind == tNum && p.at(j+2).kind == tMonths: // 明年第九个月
		if n := p.at(j + 1).num.value; n >= 1 && n <= 12 {
			return mark([]days{p.months(year, time.Month(n))}, j+3, good)
		}
	case t.kind == tYearEnd:
		return mark([]days{p.months(year, time.December)}, j+1, good)
	case t.kind == tFestival:
		return mark(p.festival(j, year))
	case t.kind == tLunar, t.kind == tLunarMonth: // 明年正月初八
		if ds, next, f := p.lunarOf(year, j); f != nothing {
			return mark(ds, next, f)
		}
	}
	if !past && !bare {
		return nil, i, nothing
	}
	from := time.Date(year, 1, 1, 0, 0, 0, 0, p.now.Location())
	return []days{{from: from, to: from.AddDate(1, 0, 0), grain: grainYear, past: past}}, j, good
}

// inMonth reads what a named month goes on with; j is at 月 or 月底.
func (p *parser) inMonth(year int, month time.Month, j int) ([]days, int, found) {
	whole := p.months(year, month)
	if p.at(j).kind == tMonthPart {
		return []days{monthPart(whole, p.at(j).n)}, j + 1, good
	}
	k := j + 1
	if p.text(k) == "的" {
		k++
	}
	switch t := p.at(k); t.kind {
	case tMonthPart:
		return []days{monthPart(whole, t.n)}, k + 1, good
	case tNth:
		return p.nthOfMonth(whole, k, j+1)
	case tNum:
		numbered := p.at(k+1).kind == tDayOfMonth && !p.isPlace(k+2)
		if !numbered && (p.isUnit(k+1) || k != j+1 || p.at(k+1).kind == tMonth || p.at(k+1).kind == tTo && p.isUnit(k+3) && p.at(k+3).kind != tDayOfMonth) {
			break
		}
		last := t.num.value
		if t.num.second > 0 {
			last = t.num.second
		}
		end := k + 1
		if numbered {
			end++
		}
		if t.num.value < 1 || last > whole.length() {
			if t.num.value > 31 && !numbered {
				break
			}
			return nil, end, impossible
		}
		d := p.oneDay(whole.from.AddDate(0, 0, t.num.value-1))
		d.to = whole.from.AddDate(0, 0, last)
		return []days{d}, end, good
	}
	if p.at(k).kind == tWithin {
		k++
		return []days{whole}, k, good
	}
	return []days{whole}, j + 1, good
}

// everyMonth reads what follows 每个: 月15号, 月第一个周六, 月最后一天; i is at 月.
func (p *parser) everyMonth(i int) ([]days, int, found) {
	k := i + 1
	if p.text(k) == "的" {
		k++
	}
	if p.at(k).kind == tNum && p.at(k+1).kind == tDayOfMonth {
		d, ok := p.comingDayOfMonth(p.at(k).num.value)
		if !ok {
			return nil, k + 2, impossible
		}
		d.every, d.monthly = true, fmt.Sprintf("BYMONTHDAY=%d", d.dayOfMonth)
		return []days{d}, k + 2, good
	}
	if p.at(k).kind != tNth {
		return nil, i, nothing
	}
	month := p.monthStart()
	for range 12 { // not every month has a fifth Saturday
		ds, next, f := p.nthOfMonth(p.months(month.Year(), month.Month()), k, k)
		if f == good && (ds[0].grain != grainDay || next == k) {
			return nil, i, nothing
		}
		if f == good && !ds[0].from.Before(p.today) {
			ds[0].every, ds[0].monthly = true, p.nthRule(k, next-1, ds[0].from)
			return ds, next, good
		}
		month = month.AddDate(0, 1, 0)
	}
	return nil, i, nothing
}

// nthRule writes 第二个周五 (FR, from token k to last) as a part of a rule, day
// being one such day.
func (p *parser) nthRule(k, last int, day time.Time) string {
	n := (day.Day() + 6) / 7
	if p.at(k).n < 0 {
		n = -1
	}
	if p.at(last).kind == tDays {
		if n > 0 {
			n = day.Day()
		}
		return fmt.Sprintf("BYMONTHDAY=%d", n)
	}
	return fmt.Sprintf("BYDAY=%d%s", n, weekdayCodes[isoWeekday(day)-1])
}

// nthOfMonth reads 第一个周五, 最后一个周五, 第一周 of a month.
func (p *parser) nthOfMonth(whole days, k, back int) ([]days, int, found) {
	n := p.at(k).n
	j := k + 1
	if n == 0 {
		num := p.at(j)
		if num.kind != tNum || num.num.value < 1 || num.num.value > 5 {
			return []days{whole}, back, good
		}
		n = num.num.value
		j++
	}
	if p.at(j).kind == tPiece {
		j++
	}
	zone := p.now.Location()
	switch t := p.at(j); t.kind {
	case tDays: // 最后一天
		if n < 0 {
			return []days{p.oneDay(whole.to.AddDate(0, 0, -1))}, j + 1, good
		}
		return []days{p.oneDay(whole.from.AddDate(0, 0, n-1))}, j + 1, good
	case tWeekday:
		d, ok := nthWeekday(whole.from.Year(), whole.from.Month(), n, time.Weekday(t.n%7), zone)
		if !ok || t.n > 7 {
			return nil, j + 1, impossible
		}
		return []days{p.oneDay(d)}, j + 1, good
	case tWeekend:
		d, ok := nthWeekday(whole.from.Year(), whole.from.Month(), n, time.Saturday, zone)
		if !ok {
			return nil, j + 1, impossible
		}
		return []days{{from: d, to: d.AddDate(0, 0, 2), grain: grainSpan}}, j + 1, good
	case tWeek: // the nth week that starts in the month
		d, ok := nthWeekday(whole.from.Year(), whole.from.Month(), n, time.Monday, zone)
		if !ok {
			return nil, j + 1, impossible
		}
		return []days{{from: d, to: d.AddDate(0, 0, 7), grain: grainWeek}}, j + 1, good
	}
	return []days{whole}, back, good
}

func (p *parser) bareMonthPart(i int) ([]days, int, found) {
	first := p.monthStart()
	d := monthPart(p.months(first.Year(), first.Month()), p.at(i).n)
	if !d.to.After(p.today) {
		first = first.AddDate(0, 1, 0)
		d = monthPart(p.months(first.Year(), first.Month()), p.at(i).n)
	}
	return []days{d}, i + 1, good
}

func monthPart(whole days, part int) days {
	d := days{from: whole.from, to: whole.to, grain: grainSpan}
	switch part {
	case monthBeginning:
		d.to = d.from.AddDate(0, 0, 5)
	case monthFirst:
		d.to = d.from.AddDate(0, 0, 10)
	case monthMiddle:
		d.from, d.to = d.from.AddDate(0, 0, 10), d.from.AddDate(0, 0, 20)
	case monthFirstMiddle:
		d.to = d.from.AddDate(0, 0, 20)
	case monthMiddleLast:
		d.from = d.from.AddDate(0, 0, 10)
	case monthLast:
		d.from = d.from.AddDate(0, 0, 20)
	case monthHalf:
		d.to = d.from.AddDate(0, 0, 15)
	case monthOtherHalf:
		d.from = d.from.AddDate(0, 0, 15)
	case monthEnd:
		d.from = d.to.AddDate(0, 0, -5)
	}
	return d
}

// bareDayOfMonth reads 20号: the coming one, today included.
func (p *parser) bareDayOfMonth(i int) ([]days, int, found) {
	num := p.at(i).num
	tooth := p.runeBefore(i, "牙位颗") && !p.s.spaceAt(p.at(i).from) && !p.opensClock(i+2) // 拔牙26号, and not 补牙 26号, 补牙26号下午
	if p.isPlace(i+2) || tooth || p.runeBefore(i, "路街弄道巷村镇区第拔补种镶左右桥") || num.digits > 4 || num.digits > 3 && num.ascii || p.numberBefore(i) {
		return nil, i + 2, noTime
	}
	if p.text(i+1) == "日" && (p.text(i+2) == "都" || p.at(i+2).kind == tNum && p.at(i+3).kind == tMeasure) {
		return nil, i + 2, noTime // 一日三次, 三日都得
	}
	if num.second > 0 { // 三四号
		first, ok := p.comingDayOfMonth(num.value)
		if !ok {
			return nil, i + 2, impossible
		}
		first.to, first.grain = first.from.AddDate(0, 0, num.second-num.value+1), grainSpan
		return []days{first}, i + 2, good
	}
	if p.toothBehind(i) {
		return nil, i + 2, noTime
	}
	if num.value < 1 || num.value > 31 {
		return nil, i + 2, noTime // a room, a tooth
	}
	d, ok := p.comingDayOfMonth(num.value)
	if !ok {
		return nil, i + 2, impossible
	}
	if n := p.at(i + 3); p.at(i+2).kind == tOr && n.kind == tNum && n.num.second == 0 && n.num.value > 12 && p.saysNoMore(i+4) { // 26号或29都行
		if other, ok := p.comingDayOfMonth(n.num.value); ok {
			if other, ok = p.anchored(other, d); ok {
				return []days{d, other}, i + 4, good
			}
		}
	}
	return []days{d}, i + 2, good
}

// saysNoMore is true where the words at token i ask or assent, or the clause is
// over: no noun stands there for a number before to count.
func (p *parser) saysNoMore(i int) bool {
	switch p.at(i).kind {
	case tEnd, tComma, tStop, tCan, tAsk, tPart:
		return true
	}
	return p.oneOf(i, "都", "吧", "也")
}

// toothBehind is true for the first number of 18号和28号牙.
func (p *parser) toothBehind(i int) bool {
	for j := i + 2; p.at(j).kind == tOr && p.at(j+1).kind == tNum; j += 3 {
		if p.text(j+2) == "号牙" || p.at(j+2).kind == tDayOfMonth && p.isPlace(j+3) {
			return true
		}
	}
	return false
}

// dayOfMonthList reads 20到22号 and 20、21号, where 号 is said once.
func (p *parser) dayOfMonthList(i int) ([]days, int, found) {
	nums := []int{p.at(i).num.value}
	joint := p.at(i + 1).kind
	if joint == tComma && (p.at(i-1).kind == tOther || p.text(i+1) != ",") {
		return nil, i, nothing
	}
	j := i + 1
	for p.at(j).kind == joint && p.at(j+1).kind == tNum && p.at(j+1).num.second == 0 && len(nums) < 8 {
		nums = append(nums, p.at(j+1).num.value)
		j += 2
	}
	if len(nums) < 2 || p.at(j).kind != tDayOfMonth || p.isPlace(j+1) || joint == tTo && len(nums) > 2 {
		return nil, i, nothing
	}
	var ds []days
	for _, n := range nums {
		if n < 1 || n > 31 {
			if joint == tComma {
				return nil, i, nothing
			}
			return nil, j + 1, noTime
		}
		d, ok := p.comingDayOfMonth(n)
		if !ok {
			return nil, j + 1, impossible
		}
		if len(ds) > 0 {
			if d, ok = p.anchored(d, ds[len(ds)-1]); !ok {
				return nil, j + 1, impossible
			}
		}
		ds = append(ds, d)
	}
	if joint == tTo {
		return []days{{from: ds[0].from, to: ds[1].to, grain: grainSpan}}, j + 1, good
	}
	return ds, j + 1, good
}

// comingDayOfMonth is the next day of that number; a month without it is
// passed over.
func (p *parser) comingDayOfMonth(n int) (days, bool) {
	if n < 1 || n > 31 {
		return days{}, false
	}
	for first, k := p.monthStart(), 0; k < 12; first, k = first.AddDate(0, 1, 0), k+1 {
		whole := p.months(first.Year(), first.Month())
		if d := p.oneDay(first.AddDate(0, 0, n-1)); n <= whole.length() && !d.from.Before(p.today) {
			d.dayOfMonth = n
			return d, true
		}
	}
	return days{}, false
}

func (p *parser) months(year int, month time.Month) days {
	from := time.Date(year, month, 1, 0, 0, 0, 0, p.now.Location())
	return days{from: from, to: from.AddDate(0, 1, 0), grain: grainMonth}
}

func (p *parser) monthStart() time.Time { return p.today.AddDate(0, 0, 1-p.today.Day()) }
