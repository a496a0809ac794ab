package nlu

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// sureEnough is the probability of the likeliest code below which there is
// none.
const sureEnough = 0.22

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
	if strings.Trim(c.text, "0123456789") == "" {
		return true
	}
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
	"就是", "", "姓", "", "那位", "", "这位", "", "做", "", "给", "", "帮", "", "到", "", "来", "", "吗", "", "比较", "", "最", "", "一下", "", "、", "", "或者", "", "或", "", "和", "", "时间", "", "改", "", "定", "",
)

func (r *intentReader) read() []Intent {
	if len(r.clauses) == 0 {
		return nil
	}
	if n := len(r.clauses); n > maxClauses {
		r.clauses = append(slices.Clone(r.clauses[:maxClauses/2]), r.clauses[n-maxClauses/2:]...)
	}
	whole := r.score(joined(r.clauses))
	top := argmax(whole.any)
	if whole.one[top] < sureEnough {
		return nil
	}
	parts := []scores{whole}
	if len(r.clauses) > 1 {
		parts = parts[:0]
		for _, c := range r.clauses {
			parts = append(parts, r.score(c.text))
		}
	}
	kept := []int{top}
	if second, before := r.second(whole, parts, top); second >= 0 {
		kept = append(kept, second)
		if before {
			kept[0], kept[1] = second, top
		}
	}
	var out []Intent
	for _, k := range kept {
		best := 0
		for i := range parts {
			if parts[i].one[k] > parts[best].one[k] {
				best = i
			}
		}
		c := r.clauses[best]
		out = append(out, Intent{Code: r.model.labels[k], Confidence: max(whole.any[k], whole.one[k]), Span: [2]int{c.start, c.end}})
	}
	return out
}

func (r *intentReader) score(text string) scores {
	return r.model.score(intentText(text), nil)
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
