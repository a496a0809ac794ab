package zhtime

// clock is what one expression says about the time of day, in minutes from
// midnight; 1440 and more lie in the night that follows.
type clock struct {
	from, to int // equal: a point
	part     int // the part of day that was said, or 0
	// hour and minute as written, and bare where nothing said which half of
	// the day, so that a neighbour may supply it.
	hour, minute int
	bare         bool
}

func (c clock) point() bool { return c.from == c.to }

// partOnly is true for 下午 without an hour.
func (c clock) partOnly() bool { return c.part != 0 && !c.point() && c.hour < 0 }

func partClock(part int) clock {
	h := partHours[part]
	return clock{from: h[0] * 60, to: h[1] * 60, part: part, hour: -1}
}

// clocks reads an expression of the time of day at token i: a part, an hour,
// a range of either, or 3、4点. afterDay says that a day stands just before.
func (p *parser) clocks(i int, afterDay bool) (cs []clock, next int, f found) {
	c, j, f := p.clock(i, afterDay)
	if f != good {
		return nil, j, f
	}
	if p.at(j).kind == tBracket && p.at(i-1).kind == tBracket {
		return []clock{c}, j, good
	}
	joint := p.at(j).kind
	if joint != tTo && joint != tOr {
		return []clock{c}, j, good
	}
	end, k, f2 := p.clock(j+1, false)
	if f2 == impossible {
		return nil, k, impossible
	}
	if f2 != good || joint == tOr && p.at(k).kind != tBetween {
		return []clock{c}, j, good
	}
	if p.at(k).kind == tBetween {
		k++
	}
	return []clock{span(c, end)}, k, good
}

// span joins two clocks to a range; an end that names no half of the day goes
// to the first that lies behind the start.
func span(a, b clock) clock {
	to := b.to
	if b.bare {
		to = b.hour*60 + b.minute
		if a.part == 0 || a.from >= 12*60 {
			to = b.from
		}
		if to <= a.from {
			to = b.hour*60 + b.minute
		}
		if to <= a.from && b.hour <= 12 {
			to += 12 * 60
		}
	}
	if to <= a.from {
		to += 24 * 60
	}
	return clock{from: a.from, to: to, part: a.part, hour: max(a.hour, 0), bare: a.bare}
}

// clock reads one part of day or one hour.
func (p *parser) clock(i int, afterDay bool) (c clock, next int, f found) {
	part, j := 0, i
	switch t := p.at(i); {
	case t.kind == tPart:
		part, j = t.n, i+1
	case t.kind == tPartShort && (afterDay || p.isHour(i+1)) && p.at(i-1).kind != tOffWork: // and not 放学早，三点
		part, j = t.n, i+1
	case t.kind == tEveryDay && t.m > 0:
		part, j = t.m, i+1
	}
	if part != 0 {
		k := j
		for k-j < 4 && (p.at(k).kind == tFiller || p.at(k).kind == tBracket || p.at(k).kind == tPart && p.at(k).n == part) {
			k++
		}
		if c, next, f := p.hour(k, part); f != nothing && f != noTime {
			return c, next, f
		}
		return partClock(part), j, good
	}
	return p.hour(i, 0)
}

// isHour is true where the tokens from i on look like an hour.
func (p *parser) isHour(i int) bool {
	switch p.at(i).kind {
	case tClock:
		return true
	case tNum:
		return p.at(i+1).kind == tHour || p.at(i+1).kind == tMeridiem ||
			(p.at(i+1).kind == tTo || p.at(i+1).kind == tOr) && p.at(i+2).kind == tNum && p.at(i+3).kind == tHour
	}
	return false
}

// hour reads the hour and minute of a clock.
func (p *parser) hour(i, part int) (c clock, next int, f found) {
	t := p.at(i)
	switch t.kind {
	case tClock:
		j := i + 1
		if t.n > 24 || t.m > 59 || t.n == 24 && t.m > 0 {
			if part == 0 && !p.timeBefore(i) {
				return c, j, noTime // a ratio, a score
			}
			return c, j, impossible
		}
		return p.meridiem(t.n, t.m, j, part, t.num.zeroLed)
	case tDecimal: // 下午3.30
		if (part != 0 || p.timeBefore(i)) && t.num.digits == 2 && t.num.value < 60 && t.n <= 24 && p.at(i+1).kind != tMeasure {
			return p.meridiem(t.n, t.m, i+1, part, false)
		}
		return c, i, nothing
	case tLacking: // 差五分三点
		lack, j, ok := p.minutes(i + 1)
		if p.at(j).kind == tTo {
			j++
		}
		if n := p.at(j); ok && n.kind == tNum && n.num.second == 0 && n.num.value <= 24 && p.at(j+1).kind == tHour {
			at := n.num.value*60 - lack
			return p.meridiem(at/60, at%60, j+2, part, false)
		}
		return c, i, nothing
	case tNum:
	default:
		return c, i, nothing
	}
	n := t.num
	switch u := p.at(i + 1); u.kind {
	case tMeridiem:
		if n.value > 12 || n.value < 1 {
			return c, i + 2, noTime
		}
		return p.meridiem(n.value, 0, i+1, part, false)
	case tTo, tOr: // 3-5点, 3、4点: 点 is said once
		m := p.at(i + 2)
		if m.kind != tNum || p.at(i+3).kind != tHour || n.second > 0 || m.num.second > 0 || n.value > 24 || m.num.value > 24 ||
			u.kind == tOr && m.num.value != n.value+1 {
			return c, i, nothing
		}
		first := at(n.value, 0, part, false)
		end, j, f := p.hour(i+2, 0)
		if f != good {
			return c, j, f
		}
		return span(first, end), j, good
	case tHour:
	default:
		return c, i, nothing
	}
	j := i + 2
	if p.notClock(i, part) {
		return c, j, noTime
	}
	if n.second > 0 { // 三四点
		if n.second > 24 {
			return c, j, impossible
		}
		return span(at(n.value, 0, part, false), at(n.second, 0, part, false)), j, good
	}
	if n.value > 24 {
		if n.digits > 2 && n.ascii || n.value > 99 {
			return c, j, noTime // points of a bonus card
		}
		return c, j, impossible
	}
	minute := 0
	switch m := p.at(j); m.kind {
	case tHalf:
		if p.at(j+1).kind == tHours || p.at(j+1).kind == tPiece {
			break
		}
		minute, j = 30, j+1
	case tSharp:
		j++
	case tFives:
		if n := p.at(j + 1).num; p.at(j+1).kind == tNum && n.second == 0 && n.value >= 1 && n.value <= 11 {
			minute, j = 5*n.value, j+2
		}
	case tNum:
		got, k, ok := p.minutes(j)
		if !ok && m.num.digits == 1 && !m.num.ascii && !p.isUnit(j+1) && (p.at(j+1).kind != tOther || p.startsWith(j+1, "了")) && p.at(j+1).kind != tEnd { // 血糖降到六点八了
			return c, j + 1, noTime
		}
		if !ok && m.num.digits == 1 && (p.at(j+1).kind == tEnd || p.at(j+1).kind == tMeasure && p.at(i).num.value < 10 && p.wideMeasure(j+1)) {
			return c, j + 1, noTime // 三点五: a decimal
		}
		if ok {
			minute, j = got, k
			if p.at(j).kind == tNum && p.at(j+1).kind == tSeconds {
				j += 2
			}
		}
	case tLacking, tPassing: // 三点差五分, 三点过五分
		if got, k, ok := p.minutes(j + 1); ok {
			minute, j = got, k
			if m.kind == tLacking {
				total := n.value*60 - got
				return p.meridiem(total/60, total%60, j, part, false)
			}
		}
	}
	if p.text(j) == "几" { // 九点几
		j++
	}
	if minute > 59 || n.value == 24 && minute > 0 {
		return c, j, impossible
	}
	return p.meridiem(n.value, minute, j, part, false)
}

// minutes reads 十五分, 零五, 一刻, 30 behind 点; a single numeral needs 分.
func (p *parser) minutes(i int) (n, next int, ok bool) {
	t := p.at(i)
	if t.kind != tNum || t.num.second > 0 && p.at(i+1).kind != tMinute {
		return 0, i, false
	}
	switch p.at(i + 1).kind {
	case tQuarter:
		return t.num.value * 15, i + 2, t.num.value <= 3
	case tMinute, tMinutes:
		return t.num.value, i + 2, true
	case tPiece: // 三点三个字: a 字 is five minutes
		if p.text(i+2) == "字" && t.num.value >= 1 && t.num.value <= 11 {
			return 5 * t.num.value, i + 3, true
		}
	}
	if t.num.digits < 2 && t.num.value != 10 || t.num.digits > 3 || p.isUnit(i+1) {
		return 0, i, false
	}
	return t.num.value, i + 1, true
}

// notClock is true for "一点" as "a little", "第三点" and "三点建议".
func (p *parser) notClock(i, part int) bool {
	n := p.at(i).num
	j := i + 2
	if p.at(j).kind == tPointNoun || p.runeBefore(i, "第以如") || p.endsWith(i, "以下") || p.startsWith(j, "钱") {
		return true
	}
	if p.text(i+1) == "时" && n.value == 1 || p.endsWith(i, "零") {
		return true
	}
	if p.text(i+1) == "点" && n.value <= 3 && p.endsWith(i, "有") && (p.at(j).kind == tComma || p.at(j).kind == tStop || p.at(j).kind == tEnd) && p.at(i-2).kind != tCan {
		return true
	}
	if n.value != 1 || n.digits != 1 || part != 0 {
		return false
	}
	switch p.at(j).kind {
	case tHalf, tSharp, tApprox, tQuarter, tAfter, tBefore, tTo:
		return p.at(j).kind == tApprox && p.runeBefore(i, "有快慢早晚多少大小")
	case tNum, tMeridiem:
		return false
	}
	if p.timeBefore(i) {
		return false
	}
	switch p.at(i - 1).kind {
	case tComma, tStop, tEnd, tTo, tFrom, tOr, tChangeTo, tWant, tFiller, tNotBefore, tNotAfter, tChange, tNot, tCorrect, tRather, tApprox:
		return p.oneOf(j, "都", "也") || p.at(j).kind == tOther && p.at(j).from < p.at(j).to && p.at(i-1).kind != tChangeTo
	}
	return true
}

// wideMeasure is true for what a decimal counts: 三点五万.
func (p *parser) wideMeasure(i int) bool {
	return p.oneOf(i, "万", "千", "厘米", "毫米", "公分", "折", "倍", "元", "块", "mm", "cm", "k", "w", "%", "度", "克")
}

// meridiem finishes a clock: am or pm behind it, the part before it.
func (p *parser) meridiem(hour, minute, j, part int, zeroLed bool) (clock, int, found) {
	if t := p.at(j); t.kind == tMeridiem {
		if t.n == 12 {
			part = partAfternoon
		} else {
			part = partMorning
			hour %= 12
		}
		j++
	} else if t.kind == tPart && part == 0 && t.n == partEvening { // 8点晚上
		part, j = t.n, j+1
	}
	if p.at(j).kind == tSharp {
		j++
	}
	return at(hour, minute, part, zeroLed), j, good
}

// at places an hour in a part of the day; without a part, 1–7 are afternoon.
func at(hour, minute, part int, zeroLed bool) clock {
	h := hour
	bare := false
	switch part {
	case 0:
		bare = hour >= 1 && hour <= 12 && !zeroLed
		if hour >= 1 && hour <= 7 && !zeroLed {
			h += 12
		}
	case partDawn:
		h %= 24
		if h == 12 {
			h = 0
		}
	case partNoon:
		if hour <= 3 {
			h += 12
		}
	case partAfternoon, partDusk:
		if hour < 12 {
			h += 12
		}
	case partDaytime:
		if hour <= 6 {
			h += 12
		}
	case partEvening, partMidnight:
		switch {
		case hour <= 4 || hour == 12:
			h = hour%12 + 24
		case hour < 12:
			h += 12
		}
	}
	m := h*60 + minute
	return clock{from: m, to: m, part: part, hour: hour, minute: minute, bare: bare}
}

// within gives a bare clock the part of day that its neighbour said.
func (c clock) within(part int) clock {
	if !c.bare || !c.point() || part == 0 {
		return c
	}
	moved := at(c.hour, c.minute, part, false)
	if part == partMorning || part == partEarly || part == partDaytime { // 上午九点或三点
		if c.hour < 6 {
			return c
		}
	}
	moved.part = part
	return moved
}
