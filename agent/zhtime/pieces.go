package zhtime

// pieces joins a message that is nothing but the parts of one time, in any
// order, with marks at most between them, as a voice transcript has them:
// 七号。下个月。上午; 下午。三点。明天. It wants a day, inside the month or week
// where one is named, and no part twice.
func (p *parser) pieces(ms []mention) (whole mention, ok bool) {
	if len(ms) < 2 || len(ms) > 4 {
		return whole, false
	}
	var frame, day *days
	var part, hour *clock
	for k := range ms {
		m := &ms[k]
		if m.bound != within || !m.from.IsZero() || len(m.days) > 1 || len(m.clocks) > 1 {
			return whole, false
		}
		for n := range m.days {
			slot := &day
			if d := m.days[n]; d.grain == grainWeek || d.grain == grainMonth {
				slot = &frame
			} else if d.grain != grainDay || d.every || d.past {
				return whole, false
			}
			if *slot != nil {
				return whole, false
			}
			*slot = &m.days[n]
		}
		for n := range m.clocks {
			slot := &hour
			if m.clocks[n].partOnly() {
				slot = &part
			}
			if *slot != nil {
				return whole, false
			}
			*slot = &m.clocks[n]
		}
	}
	if day == nil || !p.marksOnly(ms) {
		return whole, false
	}
	in := *day
	if frame != nil {
		if in, ok = p.dayIn(*frame, *day); !ok {
			return whole, false
		}
	}
	whole = mention{days: []days{in}, start: ms[0].start, end: ms[len(ms)-1].end}
	switch {
	case hour != nil && part != nil:
		whole.clocks = []clock{hour.within(part.part)}
	case hour != nil:
		whole.clocks = []clock{*hour}
	case part != nil:
		whole.clocks = []clock{*part}
	}
	return whole, true
}

// marksOnly is true where nothing is said around the mentions.
func (p *parser) marksOnly(ms []mention) bool {
	for i, k := 0, 0; i < len(p.toks); i++ {
		if k < len(ms) && i == ms[k].start {
			i, k = ms[k].end-1, k+1
			continue
		}
		switch p.toks[i].kind {
		case tStop, tComma, tFiller, tBracket:
		default:
			return false
		}
	}
	return true
}

// dayIn is a bare weekday or day of the month inside a week or month. ok is
// false where that lacks it or it is over.
func (p *parser) dayIn(frame, day days) (days, bool) {
	n := day.weekday
	if frame.grain == grainMonth {
		n = day.dayOfMonth
	}
	if n < 1 || n > frame.length() {
		return day, false
	}
	in := p.oneDay(frame.from.AddDate(0, 0, n-1))
	return in, !in.from.Before(p.today)
}
