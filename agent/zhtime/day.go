package zhtime

import "time"

// grain is how much of the calendar a day expression names.
type grain uint8

const (
	grainDay  grain = iota + 1
	grainSpan       // several days: a weekend, a holiday, 这几天
	grainWeek
	grainMonth
	grainYear
	grainMoment // 半小时后: from is the moment itself
)

// days is what one expression says about which days: [from, to) at midnight
// in the clinic's zone (grainMoment aside).
type days struct {
	from, to time.Time
	grain    grain
	// weekday (1 Monday … 7 Sunday) and dayOfMonth are set where no week or
	// month was named, so that a neighbour may supply it.
	weekday, dayOfMonth int
	// lunar is true for a date of the lunar calendar, and lunarDay is set
	// where its month was not named: 初八.
	lunar    bool
	lunarDay int
	// mask has the weekdays (bit 0 is Monday) that the words would mean as
	// a taste: 周末, 工作日, a bare 周三.
	mask uint8
	// every is true for 每周三, 每天, 工作日.
	every bool
	// fortnightly is true for 隔周周六.
	fortnightly bool
	// monthly is the part of a rule that says which days of every month:
	// BYMONTHDAY=15 for 每个月15号, BYDAY=-1FR for 每月最后一个周五.
	monthly string
	// beside is as in [Wish].
	beside int
	// past is true for words that only ever look back (昨天, 上周), ahead
	// for words that only ever look forward (明天, 下周, 三天后).
	past, ahead bool
}

const (
	everyDayMask = 1<<7 - 1
	workdayMask  = 1<<5 - 1
	weekendMask  = 1<<5 | 1<<6
)

// found says what a rule made of the tokens.
type found uint8

const (
	nothing    found = iota
	good             // an expression
	impossible       // a date or an hour that does not exist
	noTime           // looks like a time, is none: to be stepped over
)

func (p *parser) oneDay(from time.Time) days {
	return days{from: from, to: from.AddDate(0, 0, 1), grain: grainDay}
}

// day reads one expression of days at token i. A list such as 周一三五 gives
// several.
func (p *parser) day(i int) (ds []days, next int, f found) {
	switch t := p.at(i); t.kind {
	case tRelDay:
		d := p.oneDay(p.today.AddDate(0, 0, t.n))
		d.past, d.ahead = t.n < 0, t.n > 0
		if p.oneOf(i, "第二天", "次日", "隔天") {
			if p.afterTreatment(i) || p.afterIllness(i) {
				return nil, i + 1, noTime
			}
			d.beside = 1
		}
		if w := p.at(i + 1); w.kind == tWeekday && t.n >= 0 && isoWeekday(d.from) == w.n { // 明天周三
			return []days{d}, i + 2, good
		}
		return []days{d}, i + 1, good
	case tTwoDays:
		first, second := p.oneDay(p.today.AddDate(0, 0, t.n)), p.oneDay(p.today.AddDate(0, 0, t.n+1))
		return []days{first, second}, i + 1, good
	case tRelPart:
		d := p.oneDay(p.today.AddDate(0, 0, t.n))
		d.past, d.ahead = t.n < 0, t.n > 0
		return []days{d}, i + 1, good
	case tEvery, tEveryDay:
		return p.everyDays(i)
	case tWhich:
		return p.whichDays(i)
	case tWeekday:
		return p.bareWeekdays(i)
	case tWeekdaySet: // 一三五; 二四 only beside words that a day stands beside
		if t.to-t.from < 3 && !p.pairOfWeekdays(i) {
			return nil, i, nothing
		}
		var ds []days
		for n := 1; n <= 7; n++ {
			if t.n&(1<<(n-1)) != 0 && !p.isUnit(i+1) {
				ds = append(ds, p.bareWeekday(n))
			}
		}
		if len(ds) == 0 {
			return nil, i, nothing
		}
		return ds, i + 1, good
	case tWeekend:
		if p.runeBefore(i, "叫") { // 我叫周末
			return nil, i + 1, noTime
		}
		d := p.weekend(0)
		d.mask = weekendMask
		return []days{d}, i + 1, good
	case tWorkdays:
		d := p.week(0)
		d.to, d.mask, d.every = d.from.AddDate(0, 0, 5), workdayMask, true
		return []days{d}, i + 1, good
	case tWeek: // 周3
		if n := p.at(i + 1); n.kind == tNum && n.num.digits == 1 && n.num.value >= 1 && n.num.value <= 7 && !p.isUnit(i+2) && !p.numberBefore(i) {
			return []days{p.bareWeekday(n.num.value)}, i + 2, good
		}
		return nil, i, nothing
	case tDate:
		return p.writtenDate(i)
	case tDecimal:
		if p.dotIsDate(i) {
			return p.writtenDate(i)
		}
		return nil, i, nothing
	case tRelYear:
		return p.yearDays(i+1, p.today.Year()+t.n, t.n < 0, t.n > 0, i)
	case tYearEnd:
		return []days{p.months(p.today.Year(), time.December)}, i + 1, good
	case tMonthPart:
		return p.bareMonthPart(i)
	case tFestival:
		return p.festival(i, 0)
	case tLunarMonth, tLunarDay, tLunar:
		return p.lunarDate(i)
	case tFewDays:
		return []days{{from: p.today, to: p.today.AddDate(0, 0, t.n), grain: grainSpan}}, i + 1, good
	case tNth: // 第二个周三, of nothing that was named
		if _, next, _ := p.nthOfMonth(p.oneDay(p.today), i, i); next > i {
			return nil, next, noTime
		}
	case tNext, tAfter, tBefore:
		return p.nextDays(i)
	case tPassing:
		if n, unit, j := p.length(i + 1); j > i+1 && p.at(i-1).kind != tEvery && p.at(j).kind != tWithin {
			if p.at(j).kind == tAfter {
				j++
			}
			return p.later(n, unit, j)
		}
	case tNum, tHalf:
		return p.numberDays(i)
	}
	return nil, i, nothing
}

// everyDays reads 每天, 每周三, 每个周末, 每个月15号, 每月最后一个周五.
func (p *parser) everyDays(i int) ([]days, int, found) {
	if p.at(i).kind == tEveryDay {
		d := p.oneDay(p.today)
		d.every, d.mask = true, everyDayMask
		return []days{d}, i + 1, good
	}
	if p.at(i+1).kind == tMonth {
		return p.everyMonth(i + 1)
	}
	j := i + 1
	if p.at(i).n == 2 && p.text(j) == "的" {
		j++
	}
	switch p.at(j).kind {
	case tWeekday, tWeekend, tWorkdays:
		ds, next, f := p.day(j)
		for k := range ds {
			ds[k].every, ds[k].fortnightly = true, p.at(i).n == 2
		}
		return ds, next, f
	}
	return nil, i, nothing
}

// whichDays reads what follows 这, 下, 上: a week, a weekday, a month.
func (p *parser) whichDays(i int) ([]days, int, found) {
	n := p.at(i).n
	j := i + 1
	mark := func(ds []days, next int, f found) ([]days, int, found) {
		for k := range ds {
			ds[k].past, ds[k].ahead = n < 0, n > 0
		}
		return ds, next, f
	}
	switch t := p.at(j); t.kind {
	case tWeek:
		k := j + 1
		if p.text(k) == "的" {
			k++
		}
		switch w := p.at(k); {
		case w.kind == tWeekday:
			return mark(p.weekdaysOf(p.week(n).from, k))
		case w.kind == tWeekend:
			return mark([]days{p.weekend(n)}, k+1, good)
		case w.kind == tRelDay && w.n == 0: // 下周的今天
			return mark([]days{p.oneDay(p.today.AddDate(0, 0, 7*n))}, k+1, good)
		case w.kind == tWorkdays:
			d := p.week(n)
			d.to, d.grain = d.from.AddDate(0, 0, 5), grainSpan
			return mark([]days{d}, k+1, good)
		case w.kind == tNum && w.num.digits == 1 && w.num.value >= 1 && w.num.value <= 7 && !p.isUnit(k+1):
			return mark([]days{p.oneDay(p.week(n).from.AddDate(0, 0, w.num.value-1))}, k+1, good)
		}
		if p.at(k).kind == tWithin {
			return mark([]days{p.week(n)}, k+1, good)
		}
		if d, l := p.partOfWeek(p.week(n), k); l > k {
			return mark([]days{d}, l, good)
		}
		return mark([]days{p.week(n)}, j+1, good)
	case tWeekday:
		return mark(p.weekdaysOf(p.week(n).from, j))
	case tWeekend:
		return mark([]days{p.weekend(n)}, j+1, good)
	case tWorkdays:
		d := p.week(n)
		d.to, d.grain = d.from.AddDate(0, 0, 5), grainSpan
		return mark([]days{d}, j+1, good)
	case tMonth, tMonthPart:
		first := p.monthStart().AddDate(0, n, 0)
		return mark(p.inMonth(first.Year(), first.Month(), j))
	case tNum:
		return p.nextDays(i)
	}
	return nil, i, nothing
}

// nextDays reads a count of days from now: 未来三天, 后三天, 前两天.
func (p *parser) nextDays(i int) ([]days, int, found) {
	n, unit, j := p.length(i + 1)
	if j == i+1 {
		return nil, i, nothing
	}
	t := p.at(i)
	if t.kind == tWhich && !unit.wholeDays() && p.has(tokens{0, i}, tHour) { // 七点到九点，只有这两个小时
		return nil, j, noTime
	}
	if (t.kind == tAfter || t.kind == tNext && t.n == 1) && p.afterTreatment(i) { // 拔牙后三天
		return nil, j, noTime
	}
	if w := p.at(j).kind; w == tAfter || w == tBefore { // 后三天后: not this
		return nil, i, nothing
	} else if w == tWithin {
		j++
	}
	if t.kind == tBefore || t.kind == tWhich && t.n < 0 {
		d := days{from: p.shift(p.now, -n, unit), to: p.now, grain: grainSpan, past: true}
		if unit.wholeDays() {
			d.from, d.to = p.shift(p.today, -n, unit), p.today
		}
		if t.kind == tBefore && unit == unitDay && n == 2 {
			d.beside = -1
		}
		return []days{d}, j, good
	}
	start := p.today
	switch {
	case !unit.wholeDays():
		start = p.now
	case t.kind == tAfter, t.n > 0 && (t.kind == tWhich || t.kind == tNext):
		start = p.today.AddDate(0, 0, 1)
	case t.kind == tWhich && unit == unitWeek: // 这两周
		start = p.week(0).from
	}
	d := days{from: start, to: p.shift(start, n, unit), grain: grainSpan}
	if t.kind == tAfter && unit == unitDay && n == 2 {
		d.beside = 1
	}
	return []days{d}, j, good
}

// numberDays reads what starts with a number: 三天后, 12月3号, 20号, 2026年….
func (p *parser) numberDays(i int) ([]days, int, found) {
	if n, unit, j := p.length(i); j > i {
		switch p.at(j).kind {
		case tAfter:
			if p.afterTreatment(i) {
				return nil, j + 1, noTime
			}
			return p.later(n, unit, j+1)
		case tWithin:
			if p.afterTreatment(i) {
				return nil, j + 1, noTime
			}
			d := days{from: p.today, to: p.shift(p.today, n, unit), grain: grainSpan}
			if !unit.wholeDays() {
				d.from, d.to = p.now, p.shift(p.now, n, unit)
			}
			return []days{d}, j + 1, good
		case tBefore:
			from := p.shift(p.now, -n, unit)
			if unit.wholeDays() {
				from = midnight(from)
			}
			d := p.oneDay(from)
			d.past = true
			return []days{d}, j + 1, good
		}
		if p.at(i+1).kind != tDayOfMonth {
			return nil, i, nothing
		}
	}
	t := p.at(i)
	if t.kind != tNum {
		return nil, i, nothing
	}
	num := t.num
	switch p.at(i + 1).kind {
	case tYear:
		year := num.value
		switch {
		case num.digits == 2 && num.ascii:
			year += 2000
			if year > p.today.Year()+20 {
				year -= 100
			}
		case num.digits != 4:
			return nil, i, nothing
		}
		return p.yearDays(i+2, year, year < p.today.Year(), true, i)
	case tMonth, tMonthPart:
		return p.numberMonth(i)
	case tDayOfMonth:
		return p.bareDayOfMonth(i)
	case tTo, tOr, tComma: // 20-22号, 20、21号
		if p.dashIsDate(i) {
			return p.solarDate(i, date{0, time.Month(num.value), p.at(i + 2).num.value}, i+3)
		}
		return p.dayOfMonthList(i)
	}
	return nil, i, nothing
}

// writtenDate reads 2026-12-03, 12/3 and 12.3.
func (p *parser) writtenDate(i int) ([]days, int, found) {
	return p.solarDate(i, p.at(i).date, i+1)
}

// solarDate reads a date in figures that starts at token i and ends before
// next; year 0 is the one that makes it the coming one.
func (p *parser) solarDate(i int, on date, next int) ([]days, int, found) {
	if p.at(next).kind == tDayOfMonth {
		next++
	}
	if p.at(next).kind == tMeasure {
		return nil, next, noTime
	}
	year := on.year
	if year == 0 {
		year = p.today.Year()
		if d := (date{year, on.month, on.day}); d.in(p.now.Location()).Before(p.today) {
			year++
		}
	}
	if on.month < 1 || on.month > 12 || on.day < 1 || on.day > p.months(year, on.month).length() {
		return nil, next, impossible
	}
	d := p.oneDay(date{year, on.month, on.day}.in(p.now.Location()))
	d.past = on.year != 0 && d.from.Year() < p.today.Year()
	return []days{d}, next, good
}

// dashIsDate decides whether 1-15 is a date: 1-15上午, 12-8号, and not 3-5号,
// 9-10点.
func (p *parser) dashIsDate(i int) bool {
	month, day := p.at(i), p.at(i+2)
	if p.text(i+1) != "-" || !month.num.ascii || !day.num.ascii || month.num.digits > 2 || day.num.digits > 2 || month.num.value < 1 || month.num.value > 12 || day.num.value < 1 || day.num.value > 31 {
		return false
	}
	switch p.at(i - 1).kind {
	case tPart, tPartShort, tTo: // 上午9-10
		return false
	}
	j := i + 3
	if p.at(j).kind == tDayOfMonth {
		return day.num.value <= month.num.value && !p.isPlace(j+1)
	}
	j = p.skipFiller(j)
	return p.at(j).kind == tPart || p.at(j).kind == tWeekday || p.opensClock(j)
}

// dotIsDate decides whether 12.3 is a date: only beside words that a date
// stands beside, never before something counted.
func (p *parser) dotIsDate(i int) bool {
	t := p.at(i)
	if t.n < 1 || t.n > 12 || t.m < 1 || t.m > 31 {
		return false
	}
	if p.runeBefore(i, "本版价格费收共$¥￥") {
		return false
	}
	switch p.at(i + 1).kind {
	case tDayOfMonth, tPart, tPartShort, tWeekday, tAfter, tBefore, tSince, tWant:
		return true
	case tOr: // 12.8或12.10上午
		if o := p.at(i + 2); o.kind == tDecimal && o.n >= 1 && o.n <= 12 && o.m >= 1 && o.m <= 31 {
			switch p.at(i + 3).kind {
			case tDayOfMonth, tPart, tWeekday, tWant, tCan:
				return true
			}
			return p.at(i+3).kind != tMeasure && p.text(i+1) != "和" && p.text(i+1) != "&" && p.text(i+1) != "/"
		}
	case tTo: // 12.1-12.5
		if o := p.at(i + 2); o.kind == tDecimal && o.n == t.n && o.m > t.m && o.m <= 31 && p.at(i+3).kind != tMeasure {
			return true
		}
	case tMeasure:
		return false
	case tNum, tClock:
		return p.at(i+1).kind == tClock || p.at(i+2).kind == tHour
	case tBracket:
		return p.at(i+2).kind == tWeekday
	case tFiller: // 12.5的上午, 12.5就过去, 12.8 14:00
		j := p.skipFiller(i + 1)
		switch p.at(j).kind {
		case tPart, tWeekday, tWant, tCan:
			return true
		}
		if p.text(i+1) == " " && p.opensClock(j) {
			return true
		}
	}
	switch p.at(i - 1).kind {
	case tChangeTo, tBooked:
		return true
	case tTo, tOr:
		return p.at(i-2).kind == tDecimal && p.dotIsDate(i-2)
	case tWant:
		return p.at(i-1).n == 1
	}
	return p.at(i+1).kind == tCan
}

// anchored resolves a day that named no week or month beside one that did:
// 下周一和周三, 12月3号到5号. ok is false where the month lacks the day.
func (p *parser) anchored(d, left days) (days, bool) {
	switch {
	case d.weekday > 0 && left.grain == grainDay && left.weekday == 0 && left.dayOfMonth == 0:
		monday := left.from.AddDate(0, 0, 1-isoWeekday(left.from))
		if in := p.oneDay(monday.AddDate(0, 0, d.weekday-1)); in.from.After(left.from) {
			return in, true
		}
	case d.lunarDay > 0 && left.lunar: // 腊月初六到初八
		if from, ok := p.cal.lunarDayFrom(left.from, d.lunarDay); ok {
			in := p.oneDay(from)
			in.lunar = true
			return in, true
		}
	case d.dayOfMonth > 0 && left.grain == grainDay:
		first := left.from.AddDate(0, 0, 1-left.from.Day())
		if d.dayOfMonth < left.from.Day() {
			first = first.AddDate(0, 1, 0)
		}
		whole := p.months(first.Year(), first.Month())
		if d.dayOfMonth > whole.length() {
			return d, false
		}
		in := p.oneDay(first.AddDate(0, 0, d.dayOfMonth-1))
		in.dayOfMonth = d.dayOfMonth
		return in, true
	}
	return d, true
}

// length counts the days.
func (d days) length() int { return int(d.to.Sub(d.from).Hours()/24 + 0.5) }

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}
