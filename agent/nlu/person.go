package nlu

import (
	"slices"
	"strconv"
	"strings"
)

// personReading says for whom a message is, and what the patient is to the
// writer.
type personReading struct {
	forWhom  string
	relation string
}

// whomView is a message for the classifier of whom it is for.
func (p people) whomView() string { return blanks.Replace(withMasks(p.text, 0, len(p.text), p.masked)) }

// whomHints are who appears in the message, and the words before the first
// relative and behind the last.
func (p people) whomHints(view string) hints {
	return func(g *grams) {
		var kinds []string
		for _, r := range p.relatives {
			if r.kin {
				g.hint("kin")
			}
			if !slices.Contains(kinds, r.relation) {
				kinds = append(kinds, r.relation)
				g.hint("relative:" + r.relation)
			}
		}
		g.hint("relatives:" + strconv.Itoa(min(3, len(kinds))))
		g.hint("names:" + strconv.Itoa(min(3, len(p.names.all))))
		if len(p.phones.spans) > 0 {
			g.hint("phone")
		}
		if p.names.self {
			g.hint("own name")
		}
		if asksName(p.expecting) {
			g.hint("asked")
		}
		first, last := strings.Index(view, relativeSign), strings.LastIndex(view, relativeSign)
		if first < 0 {
			return
		}
		for _, r := range view[:first] {
			g.hint("<", r)
		}
		for _, r := range view[last:] {
			g.hint(">", r)
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
	return p.around(r.start, r.end, relativeReach, p.masked)
}

// relativeHints are the relation, where the relative stands among the others,
// and the words next to it.
func (p people) relativeHints(r relative, view string) hints {
	return func(g *grams) {
		g.hint("relation:" + r.relation)
		if r.kin {
			g.hint("kin")
		}
		switch i := slices.Index(p.relatives, r); {
		case len(p.relatives) == 1:
			g.hint("only")
		case i == 0:
			g.hint("first")
		case i == len(p.relatives)-1:
			g.hint("last")
		}
		if slices.ContainsFunc(p.relatives, func(o relative) bool { return o.kin && o != r }) {
			g.hint("beside kin")
		}
		addSides(view, g)
	}
}

// readPerson says for whom a message is, and where that is one other person,
// what he or she is to the writer: what a writer says outright (我是王一诺的妈妈),
// else the relative who is most likely the one.
func (m personModels) readPerson(p people) personReading {
	if slices.ContainsFunc(splitClauses(p.text), func(c clause) bool { return anyMatch(treatedIsMe, c.text) }) {
		return personReading{forWhom: Self}
	}
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

// treatedIsMe says outright that the writer is the patient.
var treatedIsMe = mustPatterns("(看牙|看病|看诊|治牙|洗牙|补牙|拔牙|种牙|矫正|做手术|要看|要做)的(人|)是我(自己|本人|)$", "(手术|牙)是我(做|看)$")

// sureOfNobodySaid is the least probability of a patient other than the writer
// where the message names neither a relative nor anybody else.
const sureOfNobodySaid = 0.7

// sureOfRelative is the least probability of who is treated.
const sureOfRelative = 0.2
