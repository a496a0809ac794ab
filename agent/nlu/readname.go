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
}

// nameReader looks for names in one message.
type nameReader struct {
	nameReading
	text      string
	phones    phoneReading
	expecting bool
	people    []string
	isDoctor  func(string) bool
}

// readNames finds the patient's name. isDoctor tells the clinic's own doctors
// apart.
func readNames(text string, clauses []clause, phones phoneReading, c Context, isDoctor func(string) bool) nameReading {
	n := nameReader{text: text, phones: phones, expecting: c.Expecting == "name_phone" || c.Expecting == "who" || c.Expecting == "name", people: c.People, isDoctor: isDoctor}
	for i, cl := range clauses {
		n.clause(cl, i, clauses)
	}
	n.linked()
	return n.nameReading
}

func (n *nameReader) put(name string, at int, corrected, self bool) {
	if n.full != "" && (corrected || n.full == name) {
		n.all = slices.DeleteFunc(n.all, func(x string) bool { return x == n.full })
		n.full = ""
	}
	if slices.Contains(n.all, name) {
		return
	}
	n.all = append(n.all, name)
	n.spans = append(n.spans, [2]int{at, at + len(name)})
	if n.full == "" {
		n.full, n.self = name, self
	}
}

// afterRelation finds the name of a relative: 我妈王秀英, 给我女儿曹心怡约. It
// is the patient's rather than the writer's own.
func (n *nameReader) afterRelation(c clause, corrected bool) bool {
	for _, h := range relationsIn(c.text) {
		rest := c.text[h.end:]
		t := weak
		for _, w := range []string{"的名字是", "的名字叫", "的名字", "名字叫", "名字是", "的姓名是", "名字", "名叫", "叫做", "叫", "是", "姓名", ","} {
			if after, ok := strings.CutPrefix(rest, w); ok {
				rest, t = after, fair
				if strings.Contains(w, "叫") || strings.Contains(w, "名") {
					t = strong
				}
				break
			}
		}
		rest = strings.TrimLeft(rest, " :")
		name := nameAt(rest, t, n.isDoctor)
		if name == "" || t == fair && !n.fits(c, rest, name) {
			continue
		}
		if n.self {
			n.full, n.self = "", false
		}
		n.put(name, c.start+len(c.text)-len(rest), corrected, false)
		return true
	}
	return false
}

// clause looks at one clause: frames first, then a name that stands alone.
func (n *nameReader) clause(c clause, i int, all []clause) {
	text := c.text
	corrected := anyMatch(nameCorrected, text) || i > 0 && anyMatch(nameCorrected, all[i-1].text)
	self := anyMatch(nameSelf, text)
	none := func(string) bool { return false }
	if n.afterRelation(c, corrected) {
		return
	}
	if n.frames(c, nameStrong, strong, none, corrected, self) {
		return
	}
	if start, end, ok := firstMatch(surnameSaid, text); ok && !negated(text, start) {
		if s, size := surnameAt(text[end:]+" ", strong); size == len(text[end:]) && size > 0 {
			n.given, n.self = s, n.self || self
			return
		} else if size > 0 && !strings.HasPrefix(text[end:], "名") {
			if name := nameAt(text[end:], fair, n.isDoctor); name == "" || utf8.RuneCountInString(name) > 3 {
				n.given, n.self = s, n.self || self
				return
			}
		}
	}
	if n.alone(c, i, all, corrected) {
		return
	}
	if n.frames(c, nameFair, fair, n.isDoctor, corrected, self) {
		return
	}
	n.beforePhone(c, corrected, self)
	n.inside(c, corrected)
}

func (n *nameReader) frames(c clause, set patterns, t trust, not func(string) bool, corrected, self bool) bool {
	found := false
	for _, id := range set.matching(c.text) {
		for from := 0; from < len(c.text); {
			start, end, ok := set.all[id].findFrom(c.text, from)
			if !ok || end > len(c.text) {
				break
			}
			from = max(end, start+1)
			rest := strings.TrimLeft(c.text[end:], " :\"(")
			if negated(c.text, start) || rest == "" {
				continue
			}
			if name := nameAt(rest, t, not); name != "" {
				if t == fair && !n.fits(c, rest, name) {
					continue
				}
				n.put(name, c.start+len(c.text)-len(rest), corrected, self)
				found = true
				from = max(from, len(c.text)-len(rest)+len(name))
				continue
			}
			if given := givenAt(rest, t); given != "" && n.given == "" {
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
func (n *nameReader) fits(c clause, rest, name string) bool {
	data := nameData()
	after := strings.TrimLeft(rest[len(name):], " ")
	if after == "" || isDigit(rune(after[0])) {
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

// alone takes a clause that is nothing but a name, with or without a phone:
// the answer to the question for it, or the line that people send unasked.
func (n *nameReader) alone(c clause, i int, all []clause, corrected bool) bool {
	bare := n.withoutPhones(c)
	hadPhone := bare != c.text
	near := hadPhone || i > 0 && nameLabels[all[i-1].text] || i+1 < len(all) && n.onlyPhone(all[i+1]) || i > 0 && n.onlyPhone(all[i-1])
	bare, _, _ = strings.Cut(bare, "(")
	bare = strings.Trim(bare, " ,:-/()\"·+_|")
	for _, w := range []string{"不是", "应该是", "就是", "是", "叫"} {
		if rest, ok := strings.CutPrefix(bare, w); ok && w == "不是" {
			return false
		} else if ok && utf8.RuneCountInString(rest) >= 2 {
			bare = rest
			break
		}
	}
	for _, w := range []string{"哈", "呢", "啊", "哦", "呀", "的"} {
		if cut, ok := strings.CutSuffix(bare, w); ok && utf8.RuneCountInString(cut) >= 2 && !near {
			bare = cut
			break
		}
	}
	for _, w := range []string{"先生", "女士", "小姐", "本人", "电话", "手机号", "手机", "男", "女", "号码", "tel", ":"} {
		if cut, ok := strings.CutSuffix(bare, w); ok && utf8.RuneCountInString(cut) >= 2 {
			bare = strings.Trim(cut, " ,:-/()")
		}
	}
	if !near && !n.expecting {
		return false
	}
	if _, act := acts().whole[bare]; act || courtesies[bare] {
		return false
	}
	if hits := relationsIn(bare); hits != nil && (hits[0].start == 0 || !near) {
		return false // 周小宝 beside a phone is a name all the same
	}
	t := fair
	if near || n.expecting && !timeWord(bare) {
		t = strong
	}
	not := func(string) bool { return false }
	if !near {
		not = n.isDoctor
	}
	name := nameAt(bare, t, not)
	if name == "" || len(name) != len(bare) {
		if g := givenAt(bare, fair); g == bare && g != "" && n.given == "" {
			n.given = g
			return true
		}
		return false
	}
	if i := strings.Index(n.text[c.start:c.end], name); i >= 0 {
		n.put(name, c.start+i, corrected, false)
		return true
	}
	return false
}

// nameLabels stand alone before the clause that has the name.
var nameLabels = map[string]bool{"姓名": true, "名字": true, "患者": true, "患者姓名": true, "就诊人": true, "患者名字": true, "预约人": true}

// timeWord keeps 周日 from being taken for a name only because one was asked
// for.
func timeWord(s string) bool {
	for _, w := range []string{"周一", "周二", "周三", "周四", "周五", "周六", "周日", "周末", "周天", "明天", "后天", "明早", "明晚", "上午", "晚上", "时间"} {
		if s == w {
			return true
		}
	}
	return nameData().not[s] && (strings.HasPrefix(s, "明") || strings.HasPrefix(s, "周"))
}

func (n *nameReader) withoutPhones(c clause) string {
	text := c.text
	for i := len(n.phones.spans) - 1; i >= 0; i-- {
		a, b := n.phones.spans[i][0]-c.start, n.phones.spans[i][1]-c.start
		if a >= 0 && b <= len(c.text) && b <= len(text) {
			text = text[:a] + text[b:]
		}
	}
	return text
}

func (n *nameReader) onlyPhone(c clause) bool {
	rest := n.withoutPhones(c)
	return rest != c.text && len(strings.Trim(rest, " :-()+")) <= len("电话号码是:")
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
				n.put(name, c.start+strings.Index(c.text, after), corrected, self)
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
				n.put(name, c.start+len(before)-len(tail), corrected, self)
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
			n.put(name, c.start+i, corrected, false)
			return
		}
		name := nameAt(rest, weak, n.isDoctor)
		if name == "" || !anyMatch(namedThing, rest[len(name):]) {
			continue
		}
		if i > 0 && !hasAnySuffix(c.text[:i], []string{"是", "下", "查", "给", "帮", "为", "替", "改", "把", "妈", "女儿", "儿子", "孩子", "老公", "老婆", " ", "朋友", "同事", "一下", "看"}) {
			continue
		}
		n.put(name, c.start+i, corrected, false)
		return
	}
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
			n.put(person, at, false, n.self)
			continue
		}
		if utf8.RuneCountInString(given) < 2 {
			continue
		}
		if at := strings.Index(n.text, given); at >= 0 && n.full == "" {
			n.put(person, at, false, n.self)
		}
	}
}
