package nlu

import (
	"slices"
	"strconv"
	"sync"
)

// sureOfTreatment is the probability under which the table has the last word.
const sureOfTreatment = 0.4

// sureOfSeveral is the probability from which on several treatments are read
// where the table finds no two.
const sureOfSeveral = 0.6

// learnedTreatments is the classifier of treatments, which all clinics share.
var learnedTreatments = sync.OnceValues(learnTreatments)

func learnTreatments() (*Classifier, error) {
	examples, err := TreatmentExamples()
	if err != nil {
		return nil, err
	}
	all := make(lessons, len(examples))
	spread(len(examples), func(i int) {
		text := intentText(normalise(examples[i].Text).text)
		clauses := splitClauses(text)
		all[i].Example = Example{text, examples[i].Label}
		all[i].hints = readTreatment(clauses).hints(readRedFlags(clauses))
	})
	return all.learn()
}

func isTreatmentState(label string) bool {
	return label == Unclear || label == Severe || label == Several || label == NoneSaid
}

// hints are what the table and the red-flag rail found, for the classifier to
// weigh beside the characters.
func (r treatmentReading) hints(flags flagReading) hints {
	return func(g *grams) {
		for _, h := range r.hits {
			if h.past {
				g.hint("past:" + h.treatment)
				continue
			}
			g.hint(string(h.kind) + ":" + h.treatment)
			g.hint("any:" + h.treatment)
		}
		g.hint("table:" + r.state + r.treatment)
		wanted := r.distinct(func(h treatmentHit) bool { return !h.past })
		g.hint("asked:" + strconv.Itoa(min(3, r.distinct(func(h treatmentHit) bool { return !h.past && h.kind == named }))))
		g.hint("found:" + strconv.Itoa(min(3, wanted)))
		for _, s := range flags.signs {
			g.hint("sign:" + s)
		}
		if flags.severe {
			g.hint("severe")
		}
	}
}

// distinct counts the treatments of the hits that fit.
func (r treatmentReading) distinct(fits func(treatmentHit) bool) int {
	var seen []string
	for _, h := range r.hits {
		if fits(h) && h.kind != vaguely && !slices.Contains(seen, h.treatment) {
			seen = append(seen, h.treatment)
		}
	}
	return len(seen)
}

// decideTreatment says what a message asks to have treated: the table says
// what its words mean to a dentist, a classifier that has seen the table's
// findings in thousands of messages which of them the patient means. What the
// red-flag rail calls severe is severe.
func decideTreatment(model *Classifier, text string, table treatmentReading, flags flagReading) treatmentReading {
	s := model.score(intentText(text), table.hints(flags))
	top := argmax(s.one)
	if several, _ := slices.BinarySearch(model.labels, Several); top == several && s.one[top] < sureOfSeveral && table.distinct(func(h treatmentHit) bool { return !h.past }) < 2 {
		s.one[top] = 0 // the table sees one at most
		top = argmax(s.one)
	}
	label := model.labels[top]
	if flags.severe {
		label = Severe
	} else if s.one[top] < sureOfTreatment && table.state != NoneSaid {
		return table
	}
	r := treatmentReading{state: Known, treatment: label, treatments: []string{label}, hits: table.hits}
	if isTreatmentState(label) {
		r.state, r.treatment, r.treatments = label, "", nil
		if label == Several {
			r.treatments = table.treatments
		}
	}
	return r
}
