package zhtime

// meaning says what a writer does with a time.
type meaning uint8

const (
	wanted meaning = iota
	refused
	mentioned // past, already booked, a reason
	dropped   // corrected, or said more exactly later
)

// judge gives every group of linked mentions its meaning, from the words
// around it.
func (p *parser) judge(ms []mention) {
	for a := 0; a < len(ms); {
		b := a + 1
		for b < len(ms) && ms[b].linked {
			b++
		}
		g := p.surroundings(ms, a, b)
		if p.has(g.head, tUnwanted, tNot, tExcept) { // 不要周三，周四可以
			for n := a + 1; n < b; n++ {
				gap := tokens{ms[n-1].end, ms[n].start}
				if p.has(gap, tComma) || p.has(g.head, tNot) && p.text(gap.to-1) == "是" {
					b = n
					g = p.surroundings(ms, a, b)
				}
			}
		}
		if p.has(g.head, tBooked) { // 本来约周四的还是周五吧
			for n := a + 1; n < b; n++ {
				if gap := (tokens{ms[n-1].end, ms[n].start}); p.text(gap.from) == "的" && p.oneOf(gap.to-1, "还是", "那就") {
					b = n
					g = p.surroundings(ms, a, b)
				}
			}
		}
		verdict := g.verdict()
		if n := g.lastClause(); verdict == mentioned && n > a { // 下周一吧，这周全是盘点
			b = n
			g = p.surroundings(ms, a, b)
			verdict = g.verdict()
		}
		for k := a; k < b; k++ {
			ms[k].meaning = verdict
			if ms[k].past() && verdict != dropped {
				ms[k].meaning = mentioned
			}
			ms[k].taste = g.taste(ms[k])
		}
		a = b
	}
}

func (m mention) past() bool { return len(m.days) > 0 && m.days[0].past }

// group is what stands around the mentions [a, b): the clause before and the
// clauses behind, as far as the neighbouring times.
type group struct {
	p       *parser
	ms      []mention
	a, b    int
	head    tokens // from the start of the clause, or from the time before
	headCut bool   // head starts behind another time
	tail    tokens // to the end of the clause, or to the next time
	next    tokens // the clause after, where only a comma lies between
	rest    tokens // everything up to the next time
}

// lastClause is the first mention behind the group's last comma, unless what
// follows is said of all of them: 明天，后天我都要开会.
func (g group) lastClause() int {
	p := g.p
	for n := g.b - 1; n > g.a; n-- {
		if p.has(tokens{g.ms[n-1].end, g.ms[n].start}, tComma) {
			if p.oneOf(g.tail.from, "都") || p.oneOf(g.tail.from+1, "都") {
				return g.a
			}
			return n
		}
	}
	return g.a
}

// tokens is a stretch of the message: [from, to).
type tokens struct{ from, to int }

func (p *parser) surroundings(ms []mention, a, b int) group {
	g := group{p: p, ms: ms, a: a, b: b}
	from, to := 0, len(p.toks)
	if a > 0 {
		from = ms[a-1].end
	}
	if b < len(ms) {
		to = ms[b].start
	}
	start, end := ms[a].start, ms[b-1].end
	g.head = tokens{start, start}
	for g.head.from > from && !p.endsClause(g.head.from-1) {
		g.head.from--
	}
	g.headCut = a > 0 && g.head.from == from
	g.rest = tokens{end, to}
	g.tail = tokens{end, end}
	for g.tail.to < to && !p.endsClause(g.tail.to) {
		g.tail.to++
	}
	g.next = tokens{g.tail.to, g.tail.to}
	if p.at(g.tail.to).kind == tComma && g.tail.to < to {
		g.next = tokens{g.tail.to + 1, g.tail.to + 1}
		for g.next.to < to && !p.endsClause(g.next.to) {
			g.next.to++
		}
	}
	return g
}

func (p *parser) endsClause(i int) bool {
	if i < 0 || i >= len(p.toks) {
		return false
	}
	t := &p.toks[i]
	return t.kind == tComma || t.kind == tStop || t.kind == tCorrect && t.n == 1
}

// first is the first token of one of the kinds, or -1.
func (p *parser) first(in tokens, kinds ...kind) int {
	for i := in.from; i < in.to; i++ {
		for _, k := range kinds {
			if p.toks[i].kind == k {
				return i
			}
		}
	}
	return -1
}

func (p *parser) has(in tokens, kinds ...kind) bool { return p.first(in, kinds...) >= 0 }

// last is the stretch's end, at most n tokens of it.
func (in tokens) last(n int) tokens { return tokens{max(in.from, in.to-n), in.to} }

func (in tokens) firstN(n int) tokens { return tokens{in.from, min(in.to, in.from+n)} }

// verdict weighs the cues, the strongest first.
func (g group) verdict() meaning {
	p := g.p
	switch {
	case g.corrected():
		return dropped
	case p.has(g.head, tExcept) || p.at(g.tail.from).kind == tExcepted:
		return refused
	case p.has(g.rest, tConfirm) && !p.has(g.rest, tChange, tChangeTo, tCannot):
		return wanted
	case g.booked():
		return mentioned
	case p.has(g.head.last(2), tChangeTo), g.changedTo():
		return wanted // 那天有事，换成周五; 改28号
	case g.refusal():
		return refused
	case p.has(g.head, tCancel) || p.has(g.tail, tCancel):
		return mentioned
	case g.denied():
		if g.b < len(g.ms) || g.a > 0 {
			return dropped
		}
		return mentioned
	case g.moved():
		return mentioned
	}
	if verdict := g.circumstance(); verdict != mentioned {
		return verdict
	}
	return g.takenUp()
}

// takenUp says what a later clause does with a time that was only told: wanted
// for 月底才回国，就那几天能来; 元旦回老家，到时候约个洗牙, refused for
// 周六婚礼，那天别给我排.
func (g group) takenUp() meaning {
	p := g.p
	i := min(g.tail.from+1, g.rest.to)
	for i < g.rest.to && !p.takesUp(i) {
		i++
	}
	if i == g.rest.to || p.startsWith(i+1, "再") { // 到时候再说
		return mentioned
	}
	use := mentioned
	for k := i + 1; k < g.rest.to && !p.endsClause(k); k++ {
		switch t := p.toks[k]; {
		case t.kind == tCannot, t.kind == tUnwanted:
			return refused
		case t.kind == tReason, t.kind == tSymptom, p.oneOf(k, "提醒", "通知", "联系", "电话", "回复"):
			return mentioned
		case t.kind == tWant && !p.oneOf(k, "想", "希望", "打算", "准备", "去"),
			t.kind == tCan && (k == i+1 && !p.oneOf(k, "能", "可") || p.oneOf(k, "能来", "能去", "能到", "有空", "有时间", "方便", "得空", "得闲")),
			p.startsWith(k, "给我"), p.startsWith(k, "帮我"):
			use = wanted
		}
	}
	return use
}

// takesUp is true for the words that point at a time that was told: 到时候, or
// 那天 at the head of a clause.
func (p *parser) takesUp(i int) bool {
	switch p.at(i).kind {
	case tThat:
		return true
	case tFiller, tOldNoun, tApprox:
	default:
		return false
	}
	if !p.oneOf(i, "那天", "那会儿") && !p.startsWith(i, "那个时") {
		return false
	}
	for k := i - 1; k >= i-3; k-- {
		if p.endsClause(k) {
			return true
		}
		if p.at(k).kind != tFiller {
			break
		}
	}
	return false
}

// corrected is true where the writer takes the time back: "明天，不对，后天".
func (g group) corrected() bool {
	if g.b >= len(g.ms) {
		return false
	}
	p := g.p
	if i := p.first(g.rest, tCorrect); i >= 0 && (p.at(i).n != 1 || p.text(i) != "不," || p.endsClause(i-1)) && (p.text(i) != "应该是" || p.skipFiller(i+1) == g.rest.to) { // and not 周三应该是可以
		return true
	}
	if p.waits(g.rest) {
		return true
	}
	if i := p.first(g.rest, tNot); i >= 0 && p.endsClause(i-1) && p.endsClause(i+1) { // 周二！不是，周三
		return true
	}
	// 三点。四点吧还是
	if k := g.ms[g.b].end; p.at(k+1).kind == tOr && p.text(k) == "吧" && p.text(k+1) == "还是" && (p.endsClause(k+2) || p.at(k+2).kind == tEnd) && p.has(g.rest, tComma, tStop) {
		return true
	}
	// 明天下午吧……还是后天吧
	at := g.rest.to - 1
	if at <= g.rest.from || !p.oneOf(at, "还是", "那还是", "要不还是", "干脆") || !p.has(tokens{g.rest.from, at}, tComma, tStop) {
		return false
	}
	after := p.surroundings(g.ms, g.b, g.b+1).tail
	for i := after.from; i < after.to; i++ {
		if p.oneOf(i, "吧", "好了") {
			return true
		}
	}
	return false
}

// waits is true for a clause that is nothing but 等下 or 哦等一下, also before
// 是: 周四，哦等下，是周五.
func (p *parser) waits(in tokens) bool {
	for i := in.from; i < in.to; i++ {
		if p.toks[i].kind != tGlance || !p.startsWith(i, "等") {
			continue
		}
		from, to := i-1, p.skipFiller(i+1)
		for p.at(from).kind == tFiller || p.oneOf(from, "诶", "欸", "哎", "唉", "呃", "额") {
			from--
		}
		if p.endsClause(from) && (p.endsClause(to) || to == in.to && p.text(to-1) == "是") {
			return true
		}
	}
	return false
}

// changedTo is true for 改28号, and not for 改28号的.
func (g group) changedTo() bool {
	if p, i := g.p, g.ms[g.a].start; p.at(i-1).to < p.at(i).from || p.text(i-1) == " " { // 改期 周三没空
		return false
	}
	return g.p.has(g.head.last(1), tChange) && g.p.text(g.tail.from) != "的" && !g.p.has(g.tail, tChange, tChangeTo)
}

// denied is true for 不是周三.
func (g group) denied() bool {
	i := g.p.first(g.head.last(2), tNot)
	return i >= 0 && g.p.text(i-1) != "是"
}

// refusal is true only for an explicit cannot or will not.
func (g group) refusal() bool {
	p := g.p
	if i := p.first(g.head.last(4), tUnwanted); i >= 0 && !p.has(tokens{i, g.head.to}, tReason) { // 不约周三, and not 别约太早，十点以后
		return true
	}
	if !g.headCut && p.has(g.head.last(2), tCannot) && !p.has(g.tail.firstN(2), tAsk, tCan) {
		return true // 来不了周五, and not 来不了，周五行吗
	}
	if p.has(g.head, tIf) {
		return false
	}
	if i := p.first(g.tail, tCannot); i >= 0 {
		return !p.oneOf(i+1, "吗", "么", "嘛")
	}
	// 周三要开会，来不了
	if i := p.first(g.next.firstN(4), tCannot); i >= 0 {
		return !p.has(g.tail, tCan, tAsk) && !p.oneOf(i+1, "吗", "么", "嘛")
	}
	return false
}

// booked is true for the time of an appointment that exists.
func (g group) booked() bool {
	p := g.p
	if i := p.first(g.head, tBooked); i >= 0 && !p.has(tokens{i, g.head.to}.last(2), tChangeTo) { // 周三约的想改到周四
		before := p.at(i - 1)
		return before.kind != tWant && !p.oneOf(i-1, "要", "能", "可以")
	}
	if i := p.first(g.tail, tBooked); i >= 0 && !p.has(tokens{g.tail.from, i}, tCan, tWant) {
		return true
	}
	if i := g.tail.from; p.text(i) == "那个" && (p.has(g.rest, tCannot, tChange, tChangeTo, tCancel, tEarlier, tLater) || p.has(tokens{max(0, g.head.from-6), g.head.to}, tCancel, tChange)) || p.text(i) == "的" && p.oneOf(g.head.to-1, "约在", "订在", "定在", "在") && p.endsWith(g.head.to, "约在") {
		return true // 下午两点那个赶不上了
	}
	if p.text(g.tail.from) != "的" || p.has(g.head, tWant, tCan) || p.endsWith(g.ms[g.a].start, "有") {
		return false
	}
	noun := p.at(g.tail.from + 1)
	return noun.kind == tOldNoun || noun.kind == tWant && noun.n == 1 && !p.has(tokens{g.tail.from + 2, g.tail.to}, tCan)
}

// moved is true for the time that an appointment is moved away from.
func (g group) moved() bool {
	p := g.p
	if p.has(g.head, tChangeTo) {
		return false
	}
	ofIt := p.text(g.tail.from) == "的"
	if i := p.first(g.tail, tChange, tChangeTo); i >= 0 && !p.has(tokens{max(g.tail.from, i-4), min(g.tail.to, i+3)}, tThing) {
		return true // and not 换一下弓丝
	}
	if i := p.first(g.tail, tLater, tEarlier); i >= 0 && (ofIt || p.oneOf(i, "推迟", "推后", "延后", "往后推", "往后挪", "提前", "提早", "往前挪")) {
		return true
	}
	if ofIt && p.has(g.head, tChange) {
		return true
	}
	if g.b == len(g.ms) {
		return false
	}
	i := p.first(g.rest, tChangeTo)
	if i < 0 && p.surroundings(g.ms, g.b, g.b+1).changedTo() {
		i = g.rest.to
	}
	return i >= 0 && !p.has(g.tail, tCan, tAsk) && !p.has(tokens{g.rest.from, i}, tStop)
}

// circumstance weighs what is said to happen at the time.
func (g group) circumstance() meaning {
	p := g.p
	ahead := g.ahead()
	if !ahead && p.has(g.head, tPast) && !p.has(g.head, tWant) {
		return mentioned
	}
	asks := g.asks()
	if p.has(g.head.last(3), tOnly) { // 只有周末才有人替我看店
		return wanted
	}
	if g.routine() || g.striking() || g.ongoing() {
		return mentioned
	}
	bareClock := len(g.ms[g.a].days) == 0
	ofEarlier := g.headCut && p.at(g.head.to-1).kind != tTo // 周五加班周六吧, and not 今天值班到八点
	if bareClock && p.has(g.head, tOpening) || !ofEarlier && p.has(g.head.last(3), tReason) && !p.has(g.head, tUnwanted) && !p.has(g.tail, tCan) {
		return mentioned
	}
	for i := g.tail.from; i < g.tail.to; i++ {
		switch p.toks[i].kind {
		case tWant:
			if r := p.first(tokens{i, g.tail.to}, tReason); r >= 0 && !asks && !p.has(tokens{r, g.tail.to}, tCan, tWant) { // 想去旅游
				return mentioned
			}
			return wanted
		case tCan:
			if next := p.at(i + 1).kind; next == tCare || next == tSymptom { // 能喝酒吗, 能疼醒
				return mentioned
			}
			return wanted
		case tReason, tOffWork:
			if asks || p.has(tokens{i, g.tail.to}, tWant) || p.oneOf(i, "放学", "下班", "下课") && p.at(g.next.from).kind == tCan {
				return wanted // 三点半放学，能看吗
			}
			return mentioned
		case tSymptom, tCare:
			return mentioned
		case tOpening:
			if bareClock {
				return mentioned
			}
		case tPast:
			if !ahead && !(p.endsWith(i+1, "了") && (p.text(i+1) == "吧" || g.demanded(i))) { // 14号给补了吧
				return mentioned
			}
		case tJudgement:
			if !ahead && g.begun() {
				return mentioned
			}
		}
	}
	return wanted
}

// routine is true for 每天 beside something that is done every day and no word
// of coming: 每天刷两次牙, 每天得戴满22小时.
func (g group) routine() bool {
	m := g.ms[g.a]
	if len(m.days) == 0 || m.days[0].mask != everyDayMask || len(m.clocks) > 0 || m.bound != within {
		return false
	}
	p := g.p
	if g.b < len(g.ms) && g.tail.to == g.ms[g.b].start { // 每天都得五点以后
		return false
	}
	return g.tail.to-g.tail.from > 1 && !p.has(g.tail, tCan, tWant, tThen, tCannot, tReason) && !p.has(g.head, tCan, tWant, tOnly)
}

// ongoing is true for the start of what has gone on since: 从十月开始的,
// 打那周起就这样.
func (g group) ongoing() bool {
	p := g.p
	m := g.ms[g.b-1]
	if m.bound != since || p.at(m.start).kind != tFrom {
		return false
	}
	i := g.tail.from
	if p.text(i) == "的" {
		return p.endsClause(i+1) || p.at(i+1).kind == tEnd
	}
	return p.oneOf(i, "就", "一直") && !p.has(g.tail, tCan, tWant, tThen)
}

// striking is true for the hour that it is: 十一点半了还没叫到我.
func (g group) striking() bool {
	m := g.ms[g.b-1]
	if len(m.clocks) == 0 || !m.clocks[0].point() {
		return false
	}
	p := g.p
	i := g.tail.from
	return p.text(i) == "了" && (g.tail.to-i > 1 || p.oneOf(g.head.to-1, "都", "已经")) && !p.has(g.tail, tCan, tWant)
}

// demanded is true for what is to be done by then: 月底前得把牙换了.
func (g group) demanded(verb int) bool {
	for k := g.tail.from; k < verb; k++ {
		if g.p.oneOf(k, "要", "把", "得", "必须") {
			return true
		}
	}
	return false
}

// asks is true where the clause is a question: 你们周日上班吗.
func (g group) asks() bool {
	p := g.p
	return g.tail.to > g.tail.from && p.oneOf(g.tail.to-1, "吗", "么", "嘛", "不", "没", "没有") || p.oneOf(g.tail.to, "?", "不,")
}

// ahead is true where the words can only mean the future.
func (g group) ahead() bool {
	m := g.ms[g.a]
	return len(m.days) > 0 && m.days[0].ahead
}

// begun is true where the day is today or lies behind.
func (g group) begun() bool {
	m := g.ms[g.a]
	return len(m.days) > 0 && !m.days[0].from.After(g.p.today)
}

// lookBack is how many words away a cue may stand; it keeps the work linear.
const lookBack = 40
