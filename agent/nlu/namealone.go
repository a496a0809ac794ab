package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// alone takes a clause that is nothing but a name, with or without a phone:
// the answer to the question for it, or the line that people send unasked.
func (n *nameReader) alone(c clause, i int, all []clause, corrected bool) bool {
	bare := n.withoutPhones(c)
	hadPhone := bare != c.text
	w, announced := announcedBy(all[:i])
	near := announced || hadPhone || i+1 < len(all) && n.onlyPhone(all[i+1]) || i > 0 && n.onlyPhone(all[i-1])
	bare = strings.Trim(onlyField(withoutNote(bare)), " ,:-/()\"·+_|=")
	if hadPhone {
		bare = pastFillers(bare, phoneLabels)
	}
	if strings.HasPrefix(bare, "不是") {
		return false
	}
	for _, lead := range answerLeads {
		if rest, ok := strings.CutPrefix(bare, lead); ok && utf8.RuneCountInString(rest) >= 2 {
			bare = rest
			break
		}
	}
	for _, w := range []string{"哈", "呢", "啊", "哦", "呀", "的", "吧"} {
		if cut, ok := strings.CutSuffix(bare, w); ok && utf8.RuneCountInString(cut) >= 2 && !near {
			bare = cut
			break
		}
	}
	here := false
	for _, tail := range []string{"先生", "女士", "小姐", "本人", "电话", "手机号", "手机", "男", "女", "号码", "tel", ":", "这边", "这里"} {
		if cut, ok := strings.CutSuffix(bare, tail); ok && utf8.RuneCountInString(cut) >= 2 {
			bare = strings.Trim(cut, " ,:-/()")
			here = here || tail == "这边" || tail == "这里"
		}
	}
	if n.surname != "" && n.surnameEnd < c.start && strings.HasPrefix(bare, n.surname) && !timeWord(bare) {
		near = true // 我姓章，章若楠
		if n.whose <= own && !n.selfNamed {
			w = patient
		}
	}
	if title := strings.TrimPrefix(n.given, bare[:min(3, len(bare))]); title != n.given && slices.Contains(nameTitles, title) {
		near, w = true, patient // 帮汤总约，汤国栋
	}
	if here {
		w = own // 唐嫣然这边
	}
	unasked := !near && !n.expecting && !here
	if unasked && (n.otherwise || hasAnySuffix(bare, roadSuffixes) || hasAnySuffix(bare, []string{"山", "江", "渡", "寺"})) {
		return false
	}
	if _, act := acts().whole[bare]; act || courtesies[bare] {
		return false
	}
	if hits := relationsIn(bare); hits != nil && (hits[0].start == 0 || !near) {
		return false // 周小宝 beside a phone is a name all the same
	}
	t := fair
	switch {
	case unasked:
		t = weak
	case near || n.expecting && !timeWord(bare):
		t = strong
	}
	not := nobody
	if !near {
		not = n.isDoctor
	}
	name := n.nameAt(bare, t, not)
	if unasked && (len(all) < 2 || utf8.RuneCountInString(name) < 3 || strings.Contains(name, "·")) {
		return false // 曹云金，预约明天洗牙 is somebody, 曹云 may be a word
	}
	if name == "" && near && soundsForeign(bare) {
		name = bare
	}
	if name == "" || len(name) != len(bare) {
		if g := givenAt(bare, fair); g == bare && g != "" && n.given == "" && !unasked {
			n.given = g
			return true
		}
		return false
	}
	if i := strings.Index(n.text[c.start:c.end], name); i >= 0 {
		if n.selfNamed && w == anyone {
			w = own
		}
		n.put(name, c.start+i, corrected, w)
		return true
	}
	return false
}

// phoneLabels may stand before a phone, and so before the name behind it.
var phoneLabels = []string{"电话", "手机号", "手机", "号码", " ", ":", ","}

// answerLeads may stand before a name that is an answer.
var answerLeads = []string{"应该是", "应该写", "应该叫", "那就写", "就写", "那就填", "就填", "写", "填", "就叫", "就是", "名字", "姓名", "是", "叫"}

// onlyField is what is left of a line of fields, as 褚时健/男/68, once age and
// sex are dropped; a line without fields, or with several left, comes back whole.
func onlyField(s string) string {
	if !strings.ContainsAny(s, "/|") {
		return s
	}
	left := ""
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == '|' }) {
		f = strings.Trim(f, " ")
		if f == "" || f == "男" || f == "女" || strings.Trim(strings.TrimSuffix(f, "岁"), "0123456789一二三四五六七八九十") == "" {
			continue
		}
		if left != "" {
			return s
		}
		left = f
	}
	return left
}

// withoutNote drops what stands in brackets: 单小英(读善).
func withoutNote(s string) string {
	head, rest, open := strings.Cut(s, "(")
	if !open {
		return s
	}
	_, tail, closed := strings.Cut(rest, ")")
	if !closed || strings.Trim(head, " ") == "" && strings.Trim(tail, " ") == "" {
		return head
	}
	return head + tail
}

// announcedBy reports that the clauses before one let a name be expected, and
// whose: a label that stands alone, 登记一下, 还是我.
func announcedBy(before []clause) (w whose, ok bool) {
	i := len(before) - 1
	for i >= 0 && (pastFillers(before[i].text, fillers) == "" || before[i].text == "吧") {
		i--
	}
	if i < 0 {
		return anyone, false
	}
	text := before[i].text
	switch {
	case nameLabels[text]:
		return anyone, true
	case anyMatch(writerNext, text):
		return own, true
	case anyMatch(nameNext, text):
		if relationsIn(text) != nil {
			return patient, true
		}
		return anyone, true
	}
	return anyone, false
}

var (
	writerNext = mustPatterns("^(还是|是|在吗|联系人是|联系人|)我$")
	nameNext   = mustPatterns("^(姓名|名字)(的话|是|呢|啊|嘛|写|填|)$", "(记|登记|写|报|留|填|备注)(一下|下)(名字|姓名|)$", "(写|用|填|登记|报|留)~(的名字|的名)(哈|吧|啊|呀|就行|)$", "(的名字|的名义|名下)(约|挂|登记|预约|报|)(吧|的|)$", "(我|给你|给您|我来)报(一下|下|个)?(名字|姓名)(哈|啊|)$")
)

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
