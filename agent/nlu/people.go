package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// people is who appears in a message: the relatives, names and phones that the
// tables find, before it is decided who of them is the patient.
type people struct {
	text      string
	relatives []relative
	names     nameReading
	phones    phoneReading
	staff     [][2]int // 李医生, 王建国主任
	expecting string

	masked, withoutNames []mask // all of them, in the order of the text; without the names
}

func readPeople(text string, clauses []clause, c Context, isDoctor func(string) bool) people {
	p := people{text: text, phones: readPhones(text, c.Expecting == "name_phone"), staff: staffIn(text), expecting: c.Expecting}
	p.names = readNames(text, clauses, p.phones, c, isDoctor)
	for _, s := range staffNames(text) {
		p.names.drop(nameSpot{start: s[0], end: s[1], name: text[s[0]:s[1]]})
		p.staff = append(p.staff, s)
	}
	hits := slices.DeleteFunc(relationsIn(text), func(h relative) bool {
		return inSpans(p.names.spans, h.start, h.end) || ownTitle(text, h)
	})
	for _, c := range clauses {
		if k, ok := kinIn(c.text); ok {
			at := relative{start: c.start + k.start, end: c.start + k.end, kin: true}
			hits = slices.DeleteFunc(hits, func(h relative) bool { return h.start < at.end && at.start < h.end })
			at.relation = k.relation(text, hits)
			p.relatives = append(p.relatives, at)
			break
		}
	}
	p.relatives = append(p.relatives, hits...)
	slices.SortStableFunc(p.relatives, func(a, b relative) int { return a.start - b.start })
	p.relatives = p.relatives[:min(len(p.relatives), maxRelatives)]
	p.masked, p.withoutNames = p.masks(true), p.masks(false)
	return p
}

// patientName is the patient's full name among those read. Where writers speak
// for themselves, the name of a relative is not it: 付款的是我老板黄永发.
func (p people) patientName(n nameReading, forWhom string) string {
	name := n.patient(forWhom)
	if forWhom != Self || name == "" || !p.relativesName(name) {
		return name
	}
	for _, other := range n.all {
		if !p.relativesName(other) {
			return other // 我叫丁宁，上次来的是我儿子丁一
		}
	}
	return ""
}

// relativesName reports that a name stands right behind a relative, or behind
// a 他叫.
func (p people) relativesName(name string) bool {
	at := strings.Index(p.text, name)
	if at < 0 {
		return false
	}
	if hasAnySuffix(p.text[:at], []string{"他叫", "她叫", "他全名叫", "她全名叫", "他大名叫", "她大名叫", "他名字叫", "她名字叫"}) {
		return true
	}
	return slices.ContainsFunc(p.relatives, func(r relative) bool {
		return !r.kin && r.end <= at && slices.Contains([]string{"", "叫", "是", "名叫"}, p.text[r.end:at])
	})
}

// staffIn finds the clinic's people by their titles: 李医生, 王建国主任.
func staffIn(text string) [][2]int {
	var spans [][2]int
	for _, title := range staffTitles {
		for from := 0; ; {
			at := strings.Index(text[from:], title)
			if at < 0 {
				break
			}
			at += from
			from = at + len(title)
			start := at
			for i, n := at, 0; n < 3; n++ {
				r, size := utf8.DecodeLastRuneInString(text[:i])
				if !isHan(r) {
					break
				}
				i -= size
				if _, is := surnameAt(text[i:at]+" ", fair); is > 0 {
					start = i
				}
			}
			if start < at {
				spans = append(spans, [2]int{start, from})
			}
		}
	}
	return spans
}

// staffNames finds the names of the clinic's people behind what they are:
// 店长是叫马国栋.
func staffNames(text string) [][2]int {
	var spans [][2]int
	for _, title := range staffTitles {
		_, after, said := strings.Cut(text, title)
		if !said {
			continue
		}
		rest := pastFillers(after, []string{"是", "叫", "名叫", "名字", "那个", "那位", "的"})
		if name := nameAt(rest, fair, nobody); rest != after && name != "" {
			at := len(text) - len(rest)
			spans = append(spans, [2]int{at, at + len(name)})
		}
	}
	return spans
}

// maxRelatives is more than a message of a patient speaks of.
const maxRelatives = 12

// asksOtherwise reports that a question for something else than who is open.
func (p people) asksOtherwise() bool { return p.expecting != "" && !asksName(p.expecting) }

// ownTitle reports that a relation is the title by which the writer is called:
// 我是王太太.
func ownTitle(text string, h relative) bool {
	surname, size := utf8.DecodeLastRuneInString(text[:h.start])
	if !nameData().common[string(surname)] || !slices.Contains(nameTitles, text[h.start:h.end]) {
		return false
	}
	return hasAnySuffix(text[:h.start-size], []string{"我是", "叫我", "我姓", "免贵姓"})
}

func inSpans(spans [][2]int, start, end int) bool {
	return slices.ContainsFunc(spans, func(s [2]int) bool { return s[0] <= start && end <= s[1] })
}

// The signs that stand for people and phones in what the classifiers of
// persons see: who they are does not matter to them.
const (
	relativeSign = "㊚"
	kinSign      = "㊛"
	staffSign    = "⚕"
	nameSign     = "㊔"
	phoneSign    = "☎"
)

// mask is a stretch of a text and the sign that stands for it.
type mask struct {
	start, end int
	sign       string
}

// masks are the relatives and phones of a message, and its names where asked
// for, in the order of the text.
func (p people) masks(names bool) []mask {
	var masks []mask
	for _, r := range p.relatives {
		sign := relativeSign
		if r.kin {
			sign = kinSign
		}
		masks = append(masks, mask{r.start, r.end, sign})
	}
	for _, s := range p.phones.spans {
		masks = append(masks, mask{s[0], s[1], phoneSign})
	}
	for _, s := range p.staff {
		masks = append(masks, mask{s[0], s[1], staffSign})
	}
	if names {
		for _, s := range p.names.spans {
			masks = append(masks, mask{s[0], s[1], nameSign})
		}
	}
	slices.SortStableFunc(masks, func(a, b mask) int { return a.start - b.start })
	return masks
}

// withMasks is the text from one byte to another with its masks in place.
func withMasks(text string, from, to int, masks []mask) string {
	var b strings.Builder
	for _, m := range masks {
		if m.start < from || m.end > to {
			continue
		}
		b.WriteString(text[from:m.start])
		b.WriteString(m.sign)
		from = m.end
	}
	b.WriteString(text[from:to])
	return b.String()
}

// around writes a stretch of the message as a sign between so many characters
// before it and behind.
func (p people) around(start, end, reach int, masks []mask) string {
	from, to := max(0, start-aroundBytes), min(len(p.text), end+aroundBytes)
	for from > 0 && !utf8.RuneStart(p.text[from]) {
		from--
	}
	for to < len(p.text) && !utf8.RuneStart(p.text[to]) {
		to++
	}
	before := []rune("^" + blanks.Replace(withMasks(p.text, from, start, masks)))
	behind := []rune(blanks.Replace(withMasks(p.text, end, to, masks)) + "$")
	before = before[max(0, len(before)-reach):]
	behind = behind[:min(len(behind), reach)]
	return string(before) + hereSign + string(behind)
}

// aroundBytes is more text than any view takes in, so that long messages cost
// no more.
const aroundBytes = 200

// hereSign stands for what a view is about.
const hereSign = "⌖"

// addSides adds the characters before and behind the sign of a view, next to
// it in their order and all of them without.
func addSides(view string, g *grams) {
	left, right, _ := strings.Cut(view, hereSign)
	before, behind := []rune(left), []rune(right)
	slices.Reverse(before)
	addSide("<", before, g)
	addSide(">", behind, g)
}

func addSide(tag string, chars []rune, g *grams) {
	addAnchored(tag, chars, g)
	beyond := tag + tag
	for _, r := range chars {
		g.hint(beyond, r)
	}
}

// anchored is how many of the characters next to what a view is about are also
// seen in their order.
const anchored = 4

func addAnchored(tag string, chars []rune, g *grams) {
	for n := 1; n <= min(anchored, len(chars)); n++ {
		g.hint(tag, chars[:n]...)
	}
}
