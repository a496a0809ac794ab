package zhtime

import "time"

// unit of a length of time, counted in halves so that 半 and 一个半 fit.
type unit uint8

const (
	unitSecond unit = iota + 1
	unitMinute
	unitQuarter
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitYear
)

func (u unit) wholeDays() bool { return u >= unitDay }

// length reads a length of time at token i: 三天, 半个月, 两个半小时. halves
// is twice the count; next == i where there is none.
func (p *parser) length(i int) (halves int, u unit, next int) {
	j := i
	switch t := p.at(j); t.kind {
	case tHalf:
		halves = 1
		j++
	case tNum:
		if t.num.value > 1000 {
			return 0, 0, i
		}
		halves = 2 * t.num.value
		j++
		if p.at(j).kind == tPiece && p.at(j+1).kind == tHalf { // 两个半小时
			halves++
			j += 2
		}
	default:
		return 0, 0, i
	}
	switch t := p.at(j); t.kind {
	case tSeconds:
		u = unitSecond
	case tMinute, tMinutes:
		if p.text(j) == "分" {
			return 0, 0, i
		}
		u = unitMinute
	case tQuarter:
		u = unitQuarter
	case tHours:
		u = unitHour
	case tDays:
		u = unitDay
	case tDayOfMonth:
		if p.text(j) != "日" {
			return 0, 0, i
		}
		u = unitDay
	case tWeek:
		u = unitWeek
	case tMonths:
		u = unitMonth
	case tMonth: // 一个半月, 俩月
		if halves%2 == 0 && p.text(j-1) != "两" {
			return 0, 0, i
		}
		u = unitMonth
	case tYear:
		u = unitYear
		if halves > 100 {
			return 0, 0, i
		}
	default:
		return 0, 0, i
	}
	j++
	if p.at(j).kind == tHalf && halves%2 == 0 { // 三天半
		halves++
		j++
	}
	return halves, u, j
}

// shift moves a moment by a length. Months are clamped to the last day of the
// month they land in: one month after 31 January is 28 February. Half a month
// is 15 days, half a year six months, half a day or week is left away.
func (p *parser) shift(t time.Time, halves int, u unit) time.Time {
	span := func(whole time.Duration) time.Time { return t.Add(time.Duration(halves) * whole / 2) }
	switch u {
	case unitSecond:
		return span(time.Second)
	case unitMinute:
		return span(time.Minute)
	case unitQuarter:
		return span(15 * time.Minute)
	case unitHour:
		return span(time.Hour)
	case unitDay:
		return t.AddDate(0, 0, halves/2)
	case unitWeek:
		return t.AddDate(0, 0, 7*halves/2)
	case unitYear:
		return addMonths(t, 6*halves)
	}
	return addMonths(t, halves/2).AddDate(0, 0, 15*(halves%2))
}

func addMonths(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

// later is the moment, or the day, that lies a length ahead. 两周后的周三 is
// that weekday of the week it falls in.
func (p *parser) later(halves int, u unit, next int) ([]days, int, found) {
	if !u.wholeDays() {
		at := p.shift(p.now, halves, u)
		return []days{{from: at, to: at, grain: grainMoment, ahead: true}}, next, good
	}
	d := p.oneDay(p.shift(p.today, halves, u))
	d.ahead = true
	k := next
	if p.text(k) == "的" {
		k++
	}
	if p.at(k).kind == tWeekday && u >= unitWeek {
		return p.weekdaysOf(d.from.AddDate(0, 0, 1-isoWeekday(d.from)), k)
	}
	if p.oneOf(k, "今天", "今日") { // 三个礼拜后的今天
		return []days{d}, k + 1, good
	}
	return []days{d}, next, good
}

// afterTreatment is true where a length counts from a treatment rather than
// from now: 拔牙三天后能吃饭吗.
func (p *parser) afterTreatment(i int) bool {
	if p.at(i-1).kind == tPast {
		return true
	}
	for _, w := range []string{"拔牙", "拔完", "补牙", "种牙", "洗牙", "术", "治疗", "麻药", "打麻药", "完", "牙后", "完牙", "牙", "戴", "了", "矫正", "根管", "美白", "涂氟", "做完"} {
		if p.endsWith(i, w) {
			return true
		}
	}
	return false
}

// afterIllness is true where a day is counted in an illness or a period: 例假
// 第二天.
func (p *parser) afterIllness(i int) bool {
	for _, w := range []string{"例假", "月经", "姨妈", "生理期", "经期", "发烧", "感冒", "生病", "坐月子"} {
		if p.endsWith(i, w) {
			return true
		}
	}
	return false
}
