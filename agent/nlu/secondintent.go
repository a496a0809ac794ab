package nlu

import (
	"math"
	"strings"
	"unicode/utf8"
)

// What speaks for a second code, as a logistic regression weighs it. Fitted on
// a quarter of the training messages, read by a classifier that had learned
// from the others only.
const (
	secondBase    = -7.08
	secondWhole   = 0.70 // log-odds of the second code in the whole message
	secondTop     = 0.21 // log-odds of the likeliest
	secondApart   = 2.26 // the least of both probabilities where each is its half's likeliest
	secondClause  = 0.92 // the most probability in a clause of its own
	secondLength  = 1.11 // logarithm of the characters
	secondEnough  = 0.45 // probability from which on there is a second code
	secondNoHope  = 0.03 // probability in the whole message under which it is not looked for
	secondScanned = 3000 // bytes that the search for the seam may read
	maxSeams      = 12
)

// second returns a second code that the message raises beside its likeliest,
// or -1, and whether it is raised first. The message is parted wherever a wish
// may end; two codes are likely where each is at home in its half.
func (r *intentReader) second(whole scores, parts []scores, top int) (label int, before bool) {
	label = -1
	for k, p := range whole.any {
		if k != top && (label < 0 || p > whole.any[label]) {
			label = k
		}
	}
	if whole.any[label] < secondNoHope {
		return -1, false
	}
	best, apart, clause := 0.0, 0.0, 0.0
	text, seams := r.seams()
	for _, at := range seams {
		left, right := r.score(text[:at]), r.score(strings.TrimLeft(text[at:], ","))
		p, turned := min(left.one[top], right.one[label]), min(left.one[label], right.one[top])
		if m := max(p, turned); m > best {
			best, before = m, turned > p
		}
		if a, b := argmax(left.one), argmax(right.one); a == top && b == label || a == label && b == top {
			apart = max(apart, p, turned)
		}
	}
	for _, s := range parts {
		clause = max(clause, s.one[label])
	}
	z := secondBase + secondWhole*logit(whole.any[label]) + secondTop*logit(whole.any[top]) +
		secondApart*apart + secondClause*clause + secondLength*math.Log(float64(utf8.RuneCountInString(text)))
	if 1/(1+math.Exp(-z)) < secondEnough {
		return -1, false
	}
	return label, before
}

func logit(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}

// wishEnds are particles that a wish may end with, wishBegins words that one
// may begin with, without a mark between them.
const wishEnds = "吗呢吧嘛"

var wishBegins = []string{"你们", "顺便", "另外", "还有", "再", "然后", "多少", "怎么", "能不能", "有没有", "我想", "帮我", "想", "能"}

// seams returns the text with content and the bytes at which a second wish may
// begin, fewer of them the longer the text.
func (r *intentReader) seams() (text string, at []int) {
	text = joined(r.clauses)
	start := 0
	for n, c := range r.clauses {
		if n > 0 {
			at = append(at, start)
		}
		for i, char := range c.text {
			if i < 6 || len(c.text)-i < 6 {
				continue
			}
			last, _ := utf8.DecodeLastRuneInString(c.text[:i])
			if strings.ContainsRune(wishEnds, last) && isHan(char) || hasAnyPrefix(c.text[i:], wishBegins) {
				at = append(at, start+i)
			}
		}
		start += len(c.text) + 1
	}
	most := min(maxSeams, secondScanned/max(1, len(text)))
	if len(at) <= most {
		return text, at
	}
	few := make([]int, most)
	for i := range few {
		few[i] = at[i*len(at)/most]
	}
	return text, few
}
