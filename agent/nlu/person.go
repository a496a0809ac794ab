package nlu

import (
	"slices"
	"strconv"
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
}

// relative is somebody whom a message calls by what he or she is to the writer.
type relative struct {
	relation   string
	start, end int
	kin        bool // by what the writer is to the patient: 我是王一诺的妈妈
}

func readPeople(text string, clauses []clause, c Context, isDoctor func(string) bool) people {
	p := people{text: text, phones: readPhones(text, c.Expecting == "name_phone"), staff: staffIn(text), expecting: c.Expecting}
	p.names = readNames(text, clauses, p.phones, c, isDoctor)
	hits := slices.DeleteFunc(relationsIn(text), func(h relationHit) bool {
		return inSpans(p.names.spans, h.start, h.end) || ownTitle(text, h)
	})
	for _, c := range clauses {
		if k, ok := kinIn(c.text); ok {
			at := relative{start: c.start + k.start, end: c.start + k.end, kin: true}
			hits = slices.DeleteFunc(hits, func(h relationHit) bool { return h.start < at.end && at.start < h.end })
			at.relation = k.relation(text, hits)
			p.relatives = append(p.relatives, at)
			break
		}
	}
	for _, h := range hits {
		p.relatives = append(p.relatives, relative{relation: h.relation, start: h.start, end: h.end})
	}
	slices.SortStableFunc(p.relatives, func(a, b relative) int { return a.start - b.start })
	p.relatives = p.relatives[:min(len(p.relatives), maxRelatives)]
	return p
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

// maxRelatives is more than a message of a patient speaks of.
const maxRelatives = 12

// asksOtherwise reports that a question for something else than who is open.
func (p people) asksOtherwise() bool { return p.expecting != "" && !asksName(p.expecting) }

// ownTitle reports that a relation is the title by which the writer is called:
// 我是王太太.
func ownTitle(text string, h relationHit) bool {
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

// whomView is a message for the classifier of whom it is for.
func (p people) whomView() string { return withMasks(p.text, 0, len(p.text), p.masks(true)) }

// whomHints are who appears in the message, and the words before the first
// relative and behind the last.
func (p people) whomHints(view string) hints {
	return func(add func(string)) {
		var kinds []string
		for _, r := range p.relatives {
			if r.kin {
				add("kin")
			}
			if !slices.Contains(kinds, r.relation) {
				kinds = append(kinds, r.relation)
				add("relative:" + r.relation)
			}
		}
		add("relatives:" + strconv.Itoa(min(3, len(kinds))))
		add("names:" + strconv.Itoa(min(3, len(p.names.all))))
		if len(p.phones.spans) > 0 {
			add("phone")
		}
		if p.names.self {
			add("own name")
		}
		if asksName(p.expecting) {
			add("asked")
		}
		first, last := strings.Index(view, relativeSign), strings.LastIndex(view, relativeSign)
		if first < 0 {
			return
		}
		for _, r := range view[:first] {
			add("<" + string(r))
		}
		for _, r := range view[last:] {
			add(">" + string(r))
		}
	}
}

// Who a relative is in a message, as the classifier of relatives says it.
const (
	relativeTreated   = "treated"
	relativeMentioned = "mentioned"
)

// relativeReach is how many characters around a relative the classifier sees.
const relativeReach = 14

// relativeView is a relative and the words around for the classifier of
// relatives.
func (p people) relativeView(r relative) string {
	return p.around(r.start, r.end, relativeReach, p.masks(true))
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
	before := []rune("^" + withMasks(p.text, from, start, masks))
	behind := []rune(withMasks(p.text, end, to, masks) + "$")
	before = before[max(0, len(before)-reach):]
	behind = behind[:min(len(behind), reach)]
	return string(before) + hereSign + string(behind)
}

// aroundBytes is more text than any view takes in, so that long messages cost
// no more.
const aroundBytes = 200

// hereSign stands for what a view is about.
const hereSign = "⌖"

// relativeHints are the relation, where the relative stands among the others,
// and the words next to it.
func (p people) relativeHints(r relative, view string) hints {
	return func(add func(string)) {
		add("relation:" + r.relation)
		if r.kin {
			add("kin")
		}
		switch i := slices.Index(p.relatives, r); {
		case len(p.relatives) == 1:
			add("only")
		case i == 0:
			add("first")
		case i == len(p.relatives)-1:
			add("last")
		}
		if slices.ContainsFunc(p.relatives, func(o relative) bool { return o.kin && o != r }) {
			add("beside kin")
		}
		addSides(view, add)
	}
}

// addSides adds the characters before and behind the sign of a view, next to
// it in their order and all of them without.
func addSides(view string, add func(string)) {
	left, right, _ := strings.Cut(view, hereSign)
	before, behind := []rune(left), []rune(right)
	slices.Reverse(before)
	for tag, side := range map[string][]rune{"<": before, ">": behind} {
		for n := 1; n <= min(4, len(side)); n++ {
			add(tag + string(side[:n]))
		}
		for _, r := range side {
			add(tag + tag + string(r))
		}
	}
}

// personReading says for whom a message is, and what the patient is to the
// writer.
type personReading struct {
	forWhom  string
	relation string
}

// readPerson says for whom a message is, and where that is one other person,
// what he or she is to the writer: what a writer says outright (我是王一诺的妈妈),
// else the relative who is most likely the one.
func (m personModels) readPerson(p people) personReading {
	view := p.whomView()
	s := m.whom.score(view, p.whomHints(view))
	top := argmax(s.one)
	r := personReading{forWhom: m.whom.labels[top]}
	if len(p.relatives) == 0 && len(p.names.all) == 0 && s.one[top] < sureOfNobodySaid && r.forWhom != Self {
		return personReading{forWhom: Unknown}
	}
	if r.forWhom != Other {
		return r
	}
	treated, _ := slices.BinarySearch(m.relatives.labels, relativeTreated)
	best := sureOfRelative
	for _, one := range p.relatives {
		if one.kin {
			return personReading{Other, one.relation}
		}
		view := p.relativeView(one)
		if sure := m.relatives.score(view, p.relativeHints(one, view)).one[treated]; sure > best {
			r.relation, best = one.relation, sure
		}
	}
	return r
}

// sureOfNobodySaid is the least probability of a patient other than the writer
// where the message names neither a relative nor anybody else.
const sureOfNobodySaid = 0.7

// sureOfRelative is the least probability of who is treated.
const sureOfRelative = 0.2
