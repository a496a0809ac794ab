package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Whose a full name is, as the classifier of names says it.
const (
	namePatients = "patient"
	nameOthers   = "other"
	nameNobodys  = "none" // no name at all
)

// nameSpot is a stretch of a message that may be a full name.
type nameSpot struct {
	start, end int
	name       string
	surname    int  // its bytes, 0 where there is none
	found      bool // by the rules
}

// maxNameSpots is more than a message of a patient has.
const maxNameSpots = 200

// nameSpots are what the rules found, every surname with one or two characters
// behind it, and what stands alone between two marks or behind 叫 and 是.
func (p people) nameSpots() []nameSpot {
	var spots []nameSpot
	add := func(start, end int, found bool) {
		name := p.text[start:end]
		if len(spots) < maxNameSpots && (found || !halfName(name) && !inSpans(p.staff, start, end) && !p.names.inExplanation(name, start) && !denied(p.text, name, start)) && !slices.ContainsFunc(spots, func(s nameSpot) bool { return s.start == start && s.end == end }) {
			_, size := surnameAt(name, strong)
			spots = append(spots, nameSpot{start, end, name, size, found})
		}
	}
	for _, s := range p.names.spans {
		add(s[0], s[1], true)
	}
	for start, end := range hanRuns(p.text) {
		run := p.text[start:end]
		for _, lead := range []string{"", "叫", "是"} {
			if at := strings.LastIndex(run, lead); at >= 0 && mayBeName(run[at+len(lead):]) && (lead != "" || at+len(lead) == 0) {
				add(start+at+len(lead), end, false)
			}
		}
		for i := start; i < end; {
			_, one := utf8.DecodeRuneInString(p.text[i:])
			_, size := surnameAt(p.text[i:end], strong)
			to, usual := i+size, true
			for n := 0; n < 2 && size > 0 && to < end; n++ {
				r, w := utf8.DecodeRuneInString(p.text[to:])
				if strings.ContainsRune(neverGiven, r) {
					break
				}
				to += w
				usual = usual && nameData().given[r]
				if next, _ := utf8.DecodeRuneInString(p.text[to:]); (usual || to == end || !isHan(next)) && !becomes(p.text, i) {
					add(i, to, false)
				}
			}
			i += one
		}
	}
	return spots
}

// becomes reports that the 成 at byte i belongs to the verb before it: 写成章伟.
func becomes(text string, i int) bool {
	return strings.HasPrefix(text[i:], "成") && hasAnySuffix(text[:i], []string{"写", "改", "换", "变", "录", "登记", "输", "打", "读", "叫", "念", "看", "听", "当", "填", "弄", "搞", "印"})
}

// halfName reports that words are a surname alone or with a title, or a pet
// name: 欧阳, 李先生, 小雅.
func halfName(name string) bool {
	_, size := surnameAt(name, strong)
	pet := hasAnyPrefix(name, []string{"小", "阿"}) && utf8.RuneCountInString(name) == 2
	return pet || nameData().compound[name] || slices.Contains(nameTitles, name[size:])
}

// mayBeName reports whether words that stand alone have the size of a name.
func mayBeName(s string) bool {
	n := utf8.RuneCountInString(s)
	switch {
	case n < 2 || n > 6 || strings.ContainsAny(s, neverGiven):
		return false
	case n > 3:
		return foreign(s) || n == 4 && nameData().compound[string([]rune(s)[:2])]
	}
	return true
}

// hanRuns are the stretches of Chinese characters of a text.
func hanRuns(text string) func(func(int, int) bool) {
	return func(yield func(int, int) bool) {
		start := -1
		for i, r := range text + " " {
			if isHan(r) {
				if start < 0 {
					start = i
				}
				continue
			}
			if start >= 0 && !yield(start, i) {
				return
			}
			start = -1
		}
	}
}

// foreign reports that all characters but one at most write sounds.
func foreign(s string) bool {
	other := 0
	for _, r := range s {
		if !sounding(r) {
			other++
		}
	}
	return other <= 1
}

// nameReach is how many characters around a spot the classifier sees.
const nameReach = 10

// nameView is a spot and the words around it for the classifier of names.
func (p people) nameView(s nameSpot) string {
	return p.around(s.start, s.end, nameReach, p.withoutNames)
}

// nameHints are what is known of a spot beside the words around it.
func (p people) nameHints(s nameSpot, view string) hints {
	return func(g *grams) {
		data := nameData()
		surname, given := s.name[:s.surname], []rune(s.name[s.surname:])
		kind := "odd"
		switch {
		case strings.Contains(s.name, "·"):
			kind = "dotted"
		case data.compound[surname]:
			kind = "compound"
		case data.common[surname]:
			kind = "common"
		case data.rare[surname]:
			kind = "rare"
		}
		g.hint("surname:" + kind)
		g.hint("surname:" + surname)
		usual := 0
		for i, r := range given {
			if data.given[r] {
				usual++
			}
			g.hint("given:", r)
			g.hint("given", rune('0'+i), r)
		}
		size := string(rune('0'+len(given))) + string(rune('0'+usual))
		g.hint("size:" + size)
		g.hint("size:" + size + kind)
		if data.not[s.name] {
			g.hint("word")
		}
		explained := 0
		for _, e := range p.names.explained {
			if strings.ContainsRune(s.name, e.char) {
				explained++
			}
		}
		g.hint("explained:", rune('0'+min(2, explained)))
		if strings.Count(p.text, s.name) > 1 {
			g.hint("said again")
		}
		if s.name == p.names.given {
			g.hint("no full name")
		}
		switch {
		case s.found && s.name == p.names.full:
			g.hint("found patient's")
			g.hint("found patient's:" + kind)
			g.hint("found")
		case s.found:
			g.hint("found")
		case p.names.full != "":
			g.hint("found another")
		}
		addSides(view, g)
	}
}

// How sure the classifier must be that a name is the patient's, and that what
// the rules found is none.
const (
	sureOfPatient   = 0.3
	sureDespiteWord = 0.8 // of a word that is the clinic's own, or usually no name
	sureOfNobody    = 0.9
)

// judgeNames lets the classifier say which name is the patient's. What the
// rules put together from pieces, patients known to the chat or by their kin,
// and all that was found beside a question for something else, stand. A word
// that is the clinic's own, or usually no name, is one only beside a phone or
// where a name was asked for.
func judgeNames(model *Classifier, p people, known []string, isOurs func(string) bool) nameReading {
	n := p.names
	if p.asksOtherwise() || n.full != "" && (!strings.Contains(p.text, n.full) || slices.Contains(known, n.full) || p.kinOf(n.full)) {
		return n
	}
	announced := len(p.phones.spans) > 0 || asksName(p.expecting)
	patient, _ := slices.BinarySearch(model.labels, namePatients)
	nobodys, _ := slices.BinarySearch(model.labels, nameNobodys)
	best, enough := nameSpot{}, sureOfPatient
	for _, s := range p.nameSpots() {
		word := !s.found && (isOurs(s.name) || nameData().not[s.name]) // 找李慧敏, 徐汇, 白天打这个号
		if word && !announced {
			continue
		}
		view := p.nameView(s)
		sure := model.score("", p.nameHints(s, view)).one
		if s.found && sure[nobodys] > sureOfNobody {
			n.drop(s)
		}
		if sure[patient] > enough && (!word || sure[patient] > sureDespiteWord) {
			best, enough = s, sure[patient]
		}
	}
	if best.name == n.full {
		return n
	}
	n.full, n.whose = best.name, anyone
	if best.name != "" && !best.found {
		n.all = append(slices.Clone(n.all), best.name)
		n.spans = append(slices.Clone(n.spans), [2]int{best.start, best.end})
	}
	return n
}

// kinOf reports that the writer says what he or she is to somebody of a name:
// 我是王一诺的妈妈.
func (p people) kinOf(name string) bool {
	return slices.ContainsFunc(p.relatives, func(r relative) bool { return r.kin && strings.Contains(p.text[r.start:r.end], name) })
}

// drop forgets what was found at a spot.
func (n *nameReading) drop(s nameSpot) {
	n.all = slices.DeleteFunc(slices.Clone(n.all), func(name string) bool { return name == s.name })
	n.spans = slices.DeleteFunc(slices.Clone(n.spans), func(at [2]int) bool { return at == [2]int{s.start, s.end} })
	if n.full == s.name {
		n.full = ""
	}
}
