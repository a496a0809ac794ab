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
	if p.text(j) == "第二天" { // which is a word for tomorrow elsewhere
		return []days{p.oneDay(from.AddDate(0, 0, 1))}, j + 1, good
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
