package nlu

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Thresholds of the intents, on calibrated probabilities. They were chosen on
// a fifth of the training messages, read by a classifier that had learned from
// the others only: lower ones find more second codes and invent more.
const (
	sureEnough   = 0.22 // the likeliest code, below which there is none
	alsoEnough   = 0.90 // a second code, from the whole message
	alsoPossible = 0.45 // a second code that a clause of its own speaks for
	clauseEnough = 0.85 // that clause
)

// maxClauses bounds what the intents are read from: the beginning and the end
// of a message.
const maxClauses = 40

func checkLabel(label string) error {
	for code := range strings.SplitSeq(label, "+") {
		if !slices.Contains(Codes, code) {
			return fmt.Errorf("unknown intent %q", code)
		}
	}
	return nil
}

// intentText is a text as the classifier sees it: numbers that differ from
// message to message are made alike.
func intentText(text string) string {
	p := readPhones(text, false)
	for i := len(p.spans) - 1; i >= 0; i-- {
		text = text[:p.spans[i][0]] + "☎" + text[p.spans[i][1]:]
	}
	return text
}

// intentHints are what the characters alone do not say: the findings of the
// other parts, so that what holds of 洗牙 holds of 涂氟 too.
func intentHints(text string, add func(string)) {
	clauses := splitClauses(text)
	cues := cueData()
	for _, c := range clauses {
		for _, h := range treatmentHits(nil, c.text, 0, 0) {
			add("treatment:" + string(h.kind))
			if h.past {
				add("treatment:past")
			}
		}
		for _, id := range cues.patterns.matching(c.text) {
			add("cue:" + cues.names[id])
		}
	}
	for _, s := range readRedFlags(clauses).signs {
		add("sign:" + s)
	}
	for _, f := range readFacts(clauses, "") {
		add("fact:" + f)
	}
	if len(relationsIn(text)) > 0 {
		add("relation")
	}
	if slices.ContainsFunc(doctorTitles, func(t string) bool { return strings.Contains(text, t) }) {
		add("doctor")
	}
}

// cueTable is data/cues.tsv.
type cueTable struct {
	patterns patterns
	names    []string // of each pattern
}

var cueData = sync.OnceValue(func() cueTable {
	var t cueTable
	var sources []string
	for _, row := range readRows("cues.tsv", 2) {
		for p := range strings.FieldsSeq(row[1]) {
			sources = append(sources, p)
			t.names = append(t.names, row[0])
		}
	}
	t.patterns = mustPatterns(sources...)
	return t
})

// intentReader decides the codes of one message.
type intentReader struct {
	model   *Classifier
	clauses []clause // with content only
}

// contentClauses drops what is no wish by itself: courtesies, names, phones
// and, where a question is open, bare answers.
func contentClauses(clauses []clause, acts actReading, names nameReading, phones phoneReading, expecting string, answers [][2]int) []clause {
	var out []clause
	courteous := true // nothing but courtesies so far
	for i, c := range clauses {
		bare := strings.Trim(c.text, " ")
		if courtesies[strings.TrimRight(bare, particles)] || courtesies[bare] {
			continue
		}
		courteous = false
		if expecting != "" && (acts.whole[i] || bareAnswer(c, answers, expecting)) {
			continue
		}
		rest := bare
		for _, s := range append(slices.Clone(names.spans), phones.spans...) {
			if s[0] >= c.start && s[1] <= c.end {
				rest = strings.Replace(rest, bare[s[0]-c.start:s[1]-c.start], "", 1)
			}
		}
		rest = strings.Replace(rest, names.given, "", 1)
		if rest != bare && utf8.RuneCountInString(rest) <= 4 && !strings.ContainsAny(rest, "约洗补拔种改疼痛消") {
			continue
		}
		out = append(out, c)
	}
	if courteous {
		return clauses // courtesies alone are what the message is about
	}
	return out
}

// bareAnswer reports that a clause only answers the open question: the thing
// asked for and small words around it.
func bareAnswer(c clause, answers [][2]int, expecting string) bool {
	if c.question {
		return false
	}
	rest := []byte(c.text)
	for _, s := range answers {
		for i := max(s[0], c.start); i < min(s[1], c.end); i++ {
			rest[i-c.start] = ' '
		}
	}
	left := strings.ReplaceAll(string(rest), " ", "")
	if (expecting == "project" || expecting == "problem") && len(treatmentHits(nil, c.text, 0, 0)) > 0 {
		return true
	}
	if isChoice(expecting) && len(readOrdinals(c.text, []clause{c}, true)) > 0 {
		return utf8.RuneCountInString(left) <= 10
	}
	if len(left) == len(c.text) {
		return false
	}
	return strings.Trim(answerFillers.Replace(left), particles+"-/") == ""
}

// answerFillers surround an answer and add nothing to it.
var answerFillers = strings.NewReplacer(
	"那就", "", "就", "", "那", "", "我想", "", "我要", "", "我", "", "想要", "", "想", "", "要", "", "去", "", "在", "", "选", "", "约", "", "可以", "", "行", "", "好", "",
	"嗯", "", "是", "", "这个", "", "个", "", "店", "", "家", "", "医生", "", "找", "", "看", "", "都", "", "有空", "", "方便", "", "有时间", "", "左右", "", "之前那", "", "边", "",
	"做", "", "给", "", "帮", "", "到", "", "来", "", "吗", "", "比较", "", "最", "", "一下", "", "、", "", "或者", "", "或", "", "和", "", "时间", "", "改", "", "定", "",
)

func (r *intentReader) read() []Intent {
	if len(r.clauses) == 0 {
		return nil
	}
	if n := len(r.clauses); n > maxClauses {
		r.clauses = append(slices.Clone(r.clauses[:maxClauses/2]), r.clauses[n-maxClauses/2:]...)
	}
	whole := r.model.score(intentText(joined(r.clauses)), intentHints)
	parts := []scores{whole}
	if len(r.clauses) > 1 {
		parts = parts[:0]
		for _, c := range r.clauses {
			parts = append(parts, r.model.score(intentText(c.text), intentHints))
		}
	}
	top := argmax(whole.any)
	if whole.one[top] < sureEnough {
		return nil
	}
	kept := []int{top}
	if second := r.second(whole, parts, top); second >= 0 {
		kept = append(kept, second)
	}
	at := func(label int) int {
		best := 0
		for i := range parts {
			if parts[i].one[label] > parts[best].one[label] {
				best = i
			}
		}
		return best
	}
	slices.SortStableFunc(kept, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
	var out []Intent
	for _, k := range kept {
		c := r.clauses[at(k)]
		out = append(out, Intent{Code: r.model.labels[k], Confidence: max(whole.any[k], whole.one[k]), Span: [2]int{c.start, c.end}})
	}
	return out
}

// second returns a second code that the message raises beside its likeliest,
// or -1: either the message as a whole says so clearly, or a clause of its own
// does and the whole does not speak against it.
func (r *intentReader) second(whole scores, parts []scores, top int) int {
	best := -1
	for k, p := range whole.any {
		if k != top && (best < 0 || p > whole.any[best]) {
			best = k
		}
	}
	if whole.any[best] > alsoEnough {
		return best
	}
	others := slices.ContainsFunc(parts, func(s scores) bool { return argmax(s.one) == top })
	for k, p := range whole.any {
		if k == top || p < alsoPossible || !others {
			continue
		}
		for _, s := range parts {
			if argmax(s.one) == k && s.one[k] > clauseEnough {
				return k
			}
		}
	}
	return -1
}

func argmax(p []float64) int {
	best := 0
	for k, v := range p {
		if v > p[best] {
			best = k
		}
	}
	return best
}
