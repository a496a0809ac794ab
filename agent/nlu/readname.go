package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// nameReading is what a message says about names of patients.
type nameReading struct {
	full  string   // the patient's full name, or ""
	given string   // a name that is not full: 小雨, 王女士, 李 for 姓李
	all   []string // all full names, in order
	// self is true where the name comes as the writer's own (我叫, 我是).
	self  bool
	spans [][2]int

	whose      whose  // of full
	surname    string // 皇甫 for 姓皇甫, said anywhere in the text
	surnameEnd int
	explained  []explanation
}

// patient is the patient's full name: the writer's own is not where the writer
// asks for somebody else (我叫李娜，帮我妈约).
func (n nameReading) patient(forWhom string) string {
	if forWhom == Other && n.whose == own || forWhom == Multiple {
		return ""
	}
	return n.full
}

// nameReader looks for names in one message.
type nameReader struct {
	nameReading
	text      string
	phones    phoneReading
	expecting bool
	people    []string
	otherwise bool // a question for something else than a name is open
	selfNamed bool // 我姓…
	real      bool // the writer assures that an odd name is one
	isDoctor  func(string) bool
}

// readNames finds the patient's name. isDoctor tells the clinic's own doctors
// apart.
func readNames(text string, clauses []clause, phones phoneReading, c Context, isDoctor func(string) bool) nameReading {
	n := nameReader{text: text, phones: phones, expecting: asksName(c.Expecting), people: c.People, isDoctor: isDoctor}
	n.otherwise = c.Expecting != "" && !n.expecting
	n.text = masked(text, phones.spans)
	n.surname, n.surnameEnd = surnameSaid(n.text)
	n.explained = explanations(n.text)
	n.real = anyMatch(assured, text)
	clauses = slices.Clone(clauses)
	for i, c := range clauses {
		clauses[i].text = n.text[c.start:c.end]
	}
	for i, c := range clauses {
		n.clause(c, i, clauses)
	}
	if n.full == "" {
		n.spelled()
	}
	n.linked()
	return n.nameReading
}

// asksName reports that an open question is for a name.
func asksName(expecting string) bool {
	return expecting == "name_phone" || expecting == "who" || expecting == "name"
}

// masked is text with its phones in digits of the same length, so that no name
// runs on into a number that is spoken: 杨康一三八….
func masked(text string, spans [][2]int) string {
	if len(spans) == 0 {
		return text
	}
	b := []byte(text)
	for _, s := range spans {
		for i := s[0]; i < s[1]; i++ {
			if b[i] >= utf8.RuneSelf {
				b[i] = '0'
			}
		}
	}
	return string(b)
}

// assured comes with a name that is also a word.
var assured = mustPatterns("真名", "本名", "(身份证|户口本)上(就|真|是|也)", "别笑", "(没|不是)开玩笑", "不是(外号|昵称|小名|网名)", "真的?(叫|姓|是)这(个|名)")

// put takes note of a name. The first stays the patient's unless it is
// corrected or a later one has more right to be.
func (n *nameReader) put(name string, at int, corrected bool, w whose) {
	if strings.HasPrefix(n.text[at:], name) && (n.inExplanation(name, at) || n.spells(at) || denied(n.text, name, at)) {
		return
	}
	if n.full != "" && (corrected || n.full == name) {
		n.all = slices.DeleteFunc(n.all, func(x string) bool { return x == n.full })
		w = max(w, n.whose)
		n.full = ""
	}
	end := at + len(name)
	if !strings.HasPrefix(n.text[at:], name) { // put together from 姓皇甫 and 单名一个嵩
		end = min(at+len(name)-len(n.surname), len(n.text))
	}
	n.spans = append(n.spans, [2]int{at, end})
	if slices.Contains(n.all, name) {
		return
	}
	n.all = append(n.all, name)
	if n.full == "" || w == patient && n.whose != patient || n.whose == contact {
		n.full, n.whose, n.self = name, w, w == own
	}
}

// denied reports that a name is said not to be one: 是钟毓秀不是钟育秀, and not
// 我不是陈晨本人.
func denied(text, name string, at int) bool {
	before := strings.TrimRight(text[:at], "\" ")
	return strings.HasSuffix(before, "不是") && !strings.HasSuffix(before, "是不是") && !strings.HasPrefix(text[at+len(name):], "本人") && before != "不是"
}

// nameAt is nameAt for a clause of this message: a name with the surname that
// was said is one, whatever word it also is (我是明天，姓明).
func (n *nameReader) nameAt(s string, t trust, not func(string) bool) string {
	if n.surname != "" && t > weak && strings.HasPrefix(s, n.surname) {
		for _, size := range []int{len(n.surname) + 6, len(n.surname) + 3} {
			if size > len(s) || not(s[:size]) || !allHan(s[:size]) || strings.ContainsAny(s[len(n.surname):size], neverGiven) {
				continue
			}
			if r, _ := utf8.DecodeRuneInString(s[size:]); size == len(s) || !isHan(r) {
				return s[:size]
			}
		}
		t = strong
	}
	if n.real && t == strong {
		run := s
		if i := strings.IndexFunc(s, func(r rune) bool { return !isHan(r) }); i >= 0 {
			run = s[:i]
		}
		if _, size := surnameAt(run, fair); size > 0 && utf8.RuneCountInString(run) <= 4 && !strings.ContainsAny(run, neverGiven) {
			return run // 牛奶奶
		}
	}
	return nameAt(s, t, not)
}

// afterRelation finds the name of a relative: 我妈王秀英, 给我女儿曹心怡约. It
// is the patient's rather than the writer's own.
func (n *nameReader) afterRelation(c clause, i int, all []clause, corrected bool) bool {
	k, kin := kinIn(c.text)
	for _, h := range relationsIn(c.text) {
		if kin && h.start < k.end && k.start < h.end {
			continue
		}
		rest := c.text[h.end:]
		t := weak
		asked := anyMatch(onBehalf, before(c.text, h.start))
		sender := anyMatch(sends, rest)
		if asked || sender {
			t = fair
		}
		for _, w := range []string{"的名字是", "的名字叫", "的名字", "名字叫", "名字是", "的姓名是", "名字", "名叫", "叫做", "叫", "是", "姓名", ","} {
			if after, ok := strings.CutPrefix(rest, w); ok {
				rest, t = after, fair
				if strings.Contains(w, "叫") || strings.Contains(w, "名") {
					t = strong
				}
				break
			}
		}
		rest = pastFillers(rest, fillers)
		if i+1 < len(all) && anyMatch(ageFirst, all[i+1].text) && looksNamed(rest) {
			t = strong // 我闺女安静，十三岁
		}
		not := n.isDoctor
		if asked {
			not = nobody // 替我领导刘洋约
		}
		name := n.nameAt(rest, t, not)
		if given := givenAt(rest, fair); name == "" && asked && given != "" && n.given == "" {
			n.given = given // 帮领导汤总约
		}
		if name == "" || t == fair && !n.fits(rest, name) && !((asked || sender) && hasAnyPrefix(rest[len(name):], bookings)) {
			continue
		}
		n.put(name, c.start+len(c.text)-len(rest), corrected, patient)
		return true
	}
	return false
}

// onBehalf stands before a relative for whom the writer asks, bookings behind
// the name.
// sends follows the name of a relative who sent the writer or wants
// something: 室友龙在田让我帮忙约. asksFor stands in a clause about somebody
// else, whatever it says of the writer. ageFirst begins a clause that goes on
// about a patient just named.
var (
	sends    = mustPatterns("^~(让我|叫我|托我|请我|喊我|委托我)")
	asksFor  = mustPatterns("(给|帮|替|代|为)")
	ageFirst = mustPatterns("^(今年|刚|快|)(一|二|两|三|四|五|六|七|八|九|十|1|2|3|4|5|6|7|8|9)~岁")
)

// looksNamed reports that a word is of the size of a name and made of what
// names are made of.
func looksNamed(word string) bool {
	runes := []rune(word)
	if len(runes) < 2 || len(runes) > 3 || !nameData().common[string(runes[:1])] {
		return false
	}
	return !slices.ContainsFunc(runes[1:], func(r rune) bool { return !nameData().given[r] })
}

var (
	onBehalf = mustPatterns("(给|帮|替|代|为)(我|俺|我家|老|我们|)$")
	bookings = []string{"让我", "叫我", "托我", "请我", "喊我", "要我", "委托我", "想", "要", "牙", "约", "预约", "挂", "问", "报", "登记", "看", "取消", "改", "洗", "补", "拔"}
)

// introduced reads the names of a writer who introduces himself by the
// patient: 我是王一诺的妈妈, 我是她老公徐峥.
func (n *nameReader) introduced(c clause, corrected bool) bool {
	k, ok := kinIn(c.text)
	if !ok {
		return false
	}
	found := false
	if k.owner != "" && !someone[k.owner] {
		if name := nameAt(k.owner, strong, nobody); name == k.owner {
			n.put(name, c.start+k.ownerAt, corrected, patient)
			found = true
		} else if given := givenAt(k.owner, strong); given != "" && n.given == "" {
			n.given = given
		}
	}
	rest := c.text[k.end:]
	if name := nameAt(rest, fair, nobody); name != "" && n.fits(rest, name) {
		n.put(name, c.start+k.end, corrected, own)
		found = true
	}
	return found
}

// clause looks at one clause: frames first, then a name that stands alone.
func (n *nameReader) clause(c clause, i int, all []clause) {
	text := c.text
	corrected := anyMatch(nameCorrected, text) || i > 0 && anyMatch(nameCorrected, all[i-1].text)
	self := anyMatch(nameSelf, text) && !anyMatch(asksFor, text)
	if n.introduced(c, corrected) || n.afterRelation(c, i, all, corrected) {
		return
	}
	if name, at, ok := n.assembled(c); ok {
		n.put(name, at, corrected, ownIf(self || n.selfNamed))
		return
	}
	if n.frames(c, frameTable()[0], nobody, corrected, self) {
		return
	}
	if n.surnameEnd > c.start && n.surnameEnd <= c.end {
		n.selfNamed = n.selfNamed || self
		if name := n.nameAt(text[n.surnameEnd-c.start-len(n.surname):], fair, n.isDoctor); name == "" || utf8.RuneCountInString(name) > 3 {
			if n.given == "" && strings.Contains(text, "姓") {
				n.given, n.self = n.surname, n.self || self
			}
			return
		}
	}
	if n.alone(c, i, all, corrected) {
		return
	}
	not := n.isDoctor
	if self && len(n.phones.spans) > 0 {
		not = nobody // 我是王建国，电话…: who gives a phone is no doctor of ours
	}
	if n.frames(c, frameTable()[1], not, corrected, self) {
		return
	}
	n.beforePhone(c, corrected, self)
	if !n.pair(c) {
		n.inside(c, corrected)
	}
}

func ownIf(self bool) whose {
	if self {
		return own
	}
	return anyone
}

func (n *nameReader) frames(c clause, set nameFrames, not func(string) bool, corrected, self bool) bool {
	found := false
	for _, id := range set.patterns.matching(c.text) {
		for from := 0; from < len(c.text); {
			start, end, ok := set.patterns.all[id].findFrom(c.text, from)
			if !ok || end > len(c.text) {
				break
			}
			from = max(end, start+1)
			if becomes(c.text, end) {
				end += len("成")
			}
			rest := pastStutter(pastFillers(c.text[end:], fillers))
			if negated(c.text, start) || rest == "" {
				continue
			}
			if name := n.nameAt(rest, set.trust, not); name != "" && !anyMatch(otherName, before(c.text, end)) {
				if set.trust == fair && !n.fits(rest, name) {
					continue
				}
				w := set.whose[id]
				if w == anyone && self {
					w = own
				}
				n.put(name, c.start+len(c.text)-len(rest), corrected, w)
				found = true
				from = max(from, len(c.text)-len(rest)+len(name))
				continue
			}
			if given := givenAt(rest, set.trust); given != "" && n.given == "" {
				n.given, n.self = given, n.self || self
			}
		}
		if found {
			return true
		}
	}
	return found
}

// fits asks more of a name in a merely fair frame: usual given characters, or
// nothing else behind it.
func (n *nameReader) fits(rest, name string) bool {
	data := nameData()
	if strings.Contains(name, "·") || soundName(name) == name || n.surname != "" && strings.HasPrefix(name, n.surname) {
		return true
	}
	after := strings.TrimLeft(rest[len(name):], " \"")
	if after == "" || isDigit(rune(after[0])) || strings.HasPrefix(after, "不是") {
		s, _ := surnameAt(name, strong)
		return data.common[s] || data.compound[s] || utf8.RuneCountInString(name) == 3
	}
	s, size := surnameAt(name, weak)
	if s == "" {
		return false
	}
	for _, r := range name[size:] {
		if r != '·' && !data.given[r] {
			return false
		}
	}
	return true
}

// givenAt reads what is less than a full name: 王女士, 小雨, 朵朵.
func givenAt(s string, t trust) string {
	if surname, size := surnameAt(s, t); size > 0 {
		for _, title := range nameTitles {
			if strings.HasPrefix(s[size:], title) {
				return surname + title
			}
		}
	}
	runes := []rune(s)
	if len(runes) >= 2 && (runes[0] == '小' || runes[0] == '阿' || runes[0] == runes[1]) && isHan(runes[1]) &&
		nameData().given[runes[1]] && !strings.HasPrefix(s, "小孩") && !strings.HasPrefix(s, "小朋") {
		return string(runes[:2])
	}
	if t == strong && len(runes) >= 1 && len(runes) <= 3 {
		for _, r := range runes {
			if !isHan(r) || !nameData().given[r] {
				return ""
			}
		}
		if len(runes) == 2 && !nameData().not[s] {
			return s
		}
	}
	return ""
}

// beforePhone finds a name that ends where a phone begins, after other words:
// "约个洗牙 张伟13800000001".
func (n *nameReader) beforePhone(c clause, corrected, self bool) {
	for _, span := range n.phones.spans {
		if span[0] < c.start || span[0] >= c.end {
			continue
		}
		if after := strings.TrimLeft(c.text[min(span[1]-c.start, len(c.text)):], " :-/"); after != "" {
			word, _, _ := strings.Cut(after, " ")
			if name := nameAt(word, fair, n.isDoctor); name != "" && name == word {
				n.put(name, c.start+strings.Index(c.text, after), corrected, ownIf(self))
				return
			}
		}
		before := strings.TrimRight(c.text[:span[0]-c.start], " :,-")
		for _, w := range []string{"电话", "手机", "手机号", "号码"} {
			before = strings.TrimRight(strings.TrimSuffix(before, w), " :,-")
		}
		runes := []rune(before)
		for _, k := range []int{4, 3, 2} {
			if len(runes) < k {
				continue
			}
			tail := string(runes[len(runes)-k:])
			t := weak
			if len(runes) == k || runes[len(runes)-k-1] == ' ' {
				t = fair
			}
			if name := nameAt(tail, t, func(string) bool { return false }); name == tail {
				n.put(name, c.start+len(before)-len(tail), corrected, ownIf(self))
				return
			}
		}
	}
}

var namedThing = mustPatterns("^的(电话|手机|号码|预约|号|复诊|牙|病历|片子|单子|账户|卡|妈|爸|家长|父|母|奶奶|爷爷|姥姥|姥爷|外婆|外公|老公|老婆|女儿|儿子|档案)", "^(妈妈|爸爸|家长|奶奶|爷爷)", "^(想|要)(约|预约|洗|补|拔|做|看|改|来|问|咨询|检查|挂|取消|种)", "^(预约|约)(了|的|过|明|今|后|周|下|在|到)", "^(明天|后天|今天|周|下周)")

// inside finds a full name that only its own look and what follows it tell:
// 王小丽的预约, 张伟想约.
func (n *nameReader) inside(c clause, corrected bool) {
	for i := range c.text {
		if !utf8.RuneStart(c.text[i]) {
			continue
		}
		rest := c.text[i:]
		if name := dottedName(rest); name != "" && (i == 0) {
			n.put(name, c.start+i, corrected, anyone)
			return
		}
		name := nameAt(rest, weak, n.isDoctor)
		if name == "" || !anyMatch(namedThing, rest[len(name):]) {
			continue
		}
		if i > 0 && !hasAnySuffix(c.text[:i], []string{"是", "下", "查", "给", "帮", "为", "替", "改", "把", "妈", "女儿", "儿子", "孩子", "老公", "老婆", " ", "朋友", "同事", "一下", "看"}) {
			continue
		}
		n.put(name, c.start+i, corrected, anyone)
		return
	}
	n.described(c, corrected)
}

// described finds a writer known by more than the name: 我是小区群里的李春分.
func (n *nameReader) described(c clause, corrected bool) {
	start, _, ok := firstMatch(iAm, c.text)
	of := strings.LastIndex(c.text, "的")
	if !ok || of < start {
		return
	}
	rest := pastFillers(c.text[of+len("的"):], []string{"那个", "那位"})
	t := weak
	if utf8.RuneCountInString(rest) == 3 {
		t = fair
	}
	if name := nameAt(rest, t, n.isDoctor); name != "" && name == rest {
		n.put(name, c.end-len(rest), corrected, own)
	}
}

var iAm = mustPatterns("我(是|就是)")

// pair finds two patients named in one breath: 张伟和李强，都是我们公司的.
// Neither is the patient before it is said who comes first.
func (n *nameReader) pair(c clause) bool {
	for _, and := range []string{"和", "跟", "、", "还有"} {
		at := strings.Index(c.text, and)
		if at < 0 {
			continue
		}
		first, rest := c.text[:at], c.text[at+len(and):]
		second := nameAt(rest, weak, n.isDoctor)
		if second == "" || nameAt(first, weak, n.isDoctor) != first {
			continue
		}
		n.all = append(n.all, first, second)
		n.spans = append(n.spans, [2]int{c.start, c.start + at}, [2]int{c.start + at + len(and), c.start + at + len(and) + len(second)})
		return true
	}
	return false
}

func hasAnySuffix(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// linked recognises the patients whom the chat already knows, by full or by
// given name.
func (n *nameReader) linked() {
	for _, person := range n.people {
		folded := Fold(person)
		_, size := surnameAt(folded, strong)
		given := folded[size:]
		if at := strings.Index(n.text, folded); at >= 0 {
			n.put(person, at, false, ownIf(n.self))
			continue
		}
		if utf8.RuneCountInString(given) < 2 {
			continue
		}
		if at := strings.Index(n.text, given); at >= 0 && n.full == "" {
			n.put(person, at, false, ownIf(n.self))
		}
	}
}
