package prompts

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
)

//go:embed claims.zh.yaml
var claimsFile []byte

// Claims are what a text may rest on.
type Claims struct {
	// Receipts are what was done in this turn.
	Receipts []molar.ReceiptAction
	// Facts are the values that the text may state.
	Facts []string
	// Quoted says that the text is the clinic's own entry or rule: its figures
	// are the clinic's. It may promise no more than any other text.
	Quoted bool
}

// Check refuses a text that claims what nothing backs: a booking, a move or a
// confirmation without its receipt, a figure that is none of the facts, a
// medical opinion of the bot's own, or something of the program's inside. The
// error, CodeInvalid, names what it found; nil means that the text may be
// sent.
func Check(text string, c Claims) error {
	r := claimRules()
	if err := r.checkInside(text, c.Quoted); err != nil {
		return err
	}
	plain := r.simplify(text)
	for s := range sentences(plain) {
		if err := r.checkPromises(s, c.Receipts); err != nil {
			return err
		}
		if c.Quoted {
			continue
		}
		if err := r.checkOpinions(s); err != nil {
			return err
		}
	}
	if c.Quoted {
		return nil
	}
	return r.checkFigures(text, c.Facts)
}

// blank stands for a field or for words that are passed over.
const blank = "□"

// claims are the tables of claims.zh.yaml, compiled.
type claims struct {
	simple    *strings.Replacer // traditional to simplified
	idioms    *strings.Replacer
	promises  []promise
	proposals []promise
	opinions  []promise

	excusedBefore *regexp.Regexp // ends in a negation or an opening, and fillers
	joined        *regexp.Regexp // ends in a joint, and fillers
	condition     *regexp.Regexp
	negated       *regexp.Regexp
	excusedAfter  *regexp.Regexp // begins with what makes a condition or a question of it
	askedAfter    *regexp.Regexp // is nothing but a particle, before a question mark
	asking        *regexp.Regexp

	internals []string
	kinds     []figureKind
}

// promise is a group of phrases that rest on the same receipts.
type promise struct {
	about    string
	receipts []molar.ReceiptAction
	phrases  []*regexp.Regexp
}

// claimRules reads claims.zh.yaml. It panics when the file that is built in is
// bad, which a test keeps from happening.
var claimRules = sync.OnceValue(func() *claims {
	var doc struct {
		Traditional string
		Idioms      []string
		Promises    []phraseGroup
		Proposals   []phraseGroup
		Opinions    []phraseGroup
		Fillers     []string
		Negations   []string
		Openings    []string
		Conditions  []string
		Joints      []string
		Afterwards  []string
		Asked       []string
		Asking      []string
		Internals   []string
		PriceWords  []string          `yaml:"price_words"`
		DayWords    map[string]string `yaml:"day_words"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(claimsFile))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err != nil {
		panic(fmt.Sprintf("claims.zh.yaml: %v", err))
	}
	pairs := make([]string, 0, 256)
	for _, pair := range strings.Fields(doc.Traditional) {
		_, size := utf8.DecodeRuneInString(pair)
		pairs = append(pairs, pair[:size], pair[size:])
	}
	var idioms []string
	for _, w := range longestFirst(doc.Idioms) {
		idioms = append(idioms, w, strings.Repeat(blank, utf8.RuneCountInString(w)))
	}
	fillers := "(?:" + oneOf(doc.Fillers) + "|" + blank + ")*$"
	return &claims{
		simple:        strings.NewReplacer(pairs...),
		idioms:        strings.NewReplacer(idioms...),
		promises:      compileGroups(doc.Promises),
		proposals:     compileGroups(doc.Proposals),
		opinions:      compileGroups(doc.Opinions),
		excusedBefore: regexp.MustCompile("(?:" + oneOf(doc.Negations) + "|" + oneOf(doc.Openings) + ")" + fillers),
		joined:        regexp.MustCompile("(?:" + oneOf(doc.Joints) + ")" + fillers),
		condition:     regexp.MustCompile(oneOf(doc.Conditions)),
		negated:       regexp.MustCompile(oneOf(doc.Negations)),
		excusedAfter:  regexp.MustCompile("^(?:(?:" + oneOf(doc.Afterwards) + ")|(?:" + oneOf(doc.Asked) + ")$|的[^哦呢呀啊哈啦嘛])"),
		askedAfter:    regexp.MustCompile("^(?:了|的|吧|呢)?$"),
		asking:        regexp.MustCompile(oneOf(doc.Asking)),
		internals:     doc.Internals,
		kinds:         figureKinds(doc.PriceWords, doc.DayWords),
	}
})

// phraseGroup is a promise as the file has it.
type phraseGroup struct {
	About    string
	Receipts []molar.ReceiptAction
	Phrases  []string
}

// gaps turns the notation of the file into a pattern.
var gaps = strings.NewReplacer("(", "(?:", "……", "(?:[您你]的|[^的有收]){0,12}?", "…", "[^的有收]{0,12}?")

func compileGroups(groups []phraseGroup) []promise {
	out := make([]promise, len(groups))
	for i, g := range groups {
		out[i] = promise{about: g.About, receipts: g.Receipts}
		for _, phrase := range g.Phrases {
			for _, one := range beginnings(phrase) {
				out[i].phrases = append(out[i].phrases, regexp.MustCompile(gaps.Replace(one)))
			}
		}
	}
	return out
}

// beginnings takes the choice that a phrase begins with apart: a pattern that
// begins with plain characters is looked for many times faster.
func beginnings(phrase string) []string {
	first, rest, ok := strings.Cut(strings.TrimPrefix(phrase, "("), ")")
	if !ok || !strings.HasPrefix(phrase, "(") || strings.HasPrefix(rest, "?") {
		return []string{phrase}
	}
	var out []string
	for one := range strings.SplitSeq(first, "|") {
		out = append(out, one+rest)
	}
	return out
}

// oneOf is the pattern of any of the words, longer ones first.
func oneOf(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range longestFirst(words) {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return strings.Join(quoted, "|")
}

func longestFirst(words []string) []string {
	sorted := slices.Sorted(slices.Values(words))
	slices.SortStableFunc(sorted, func(a, b string) int { return len(b) - len(a) })
	return sorted
}

// simplify brings a text to the form in which it is searched for phrases.
func (r *claims) simplify(text string) string {
	return r.idioms.Replace(r.simple.Replace(fold(text)))
}

// sentence is a sentence with the clauses in it, without spaces and marks.
type sentence struct {
	clauses []string
	asks    bool // ends in a question mark or asks in words
}

const (
	sentenceMarks = "。.!?;…\n"
	clauseMarks   = ",、:()[]【】“”\"'「」~—·"
)

// sentences goes through the sentences of a simplified text.
func sentences(text string) func(yield func(sentence) bool) {
	return func(yield func(sentence) bool) {
		var s sentence
		var clause strings.Builder
		endClause := func() {
			if clause.Len() > 0 {
				s.clauses = append(s.clauses, clause.String())
				clause.Reset()
			}
		}
		for _, r := range text {
			switch {
			case strings.ContainsRune(sentenceMarks, r):
				endClause()
				s.asks = r == '?'
				if len(s.clauses) > 0 && !yield(s) {
					return
				}
				s = sentence{}
			case strings.ContainsRune(clauseMarks, r):
				endClause()
			case r != ' ' && r != '\t' && r != '\u3000':
				clause.WriteRune(r)
			}
		}
		endClause()
		if len(s.clauses) > 0 {
			yield(s)
		}
	}
}

func (r *claims) checkPromises(s sentence, receipts []molar.ReceiptAction) error {
	before := "" // the sentence up to the clause
	for i, clause := range s.clauses {
		ends := s.asks && i == len(s.clauses)-1 // in the question mark
		for _, p := range r.promises {
			if found := p.unbacked(clause, receipts, func(m []int) bool {
				return r.excused(before, clause, m) || ends && r.askedAfter.MatchString(clause[m[1]:])
			}); found != "" {
				return p.refusal(found)
			}
		}
		for _, p := range r.proposals {
			if found := p.unbacked(clause, receipts, func(m []int) bool {
				rest := clause[m[1]:] + strings.Join(s.clauses[i+1:], "")
				return r.excused(before, clause, m) || s.asks || r.asking.MatchString(rest)
			}); found != "" {
				return p.refusal(found)
			}
		}
		before += clause
	}
	return nil
}

// checkOpinions refuses what the bot has no business to say; a question may
// hold the same words.
func (r *claims) checkOpinions(s sentence) error {
	if s.asks {
		return nil
	}
	for _, clause := range s.clauses {
		for _, o := range r.opinions {
			for _, phrase := range o.phrases {
				if found := phrase.FindString(clause); found != "" {
					return molar.Errorf(molar.CodeInvalid, "%q is %s, which is not the bot's to give", found, o.about)
				}
			}
		}
	}
	return nil
}

// unbacked finds a phrase of the group that has neither a receipt nor an
// excuse.
func (p promise) unbacked(clause string, receipts []molar.ReceiptAction, excused func(match []int) bool) string {
	if slices.ContainsFunc(receipts, func(a molar.ReceiptAction) bool { return slices.Contains(p.receipts, a) }) {
		return ""
	}
	for _, phrase := range p.phrases {
		for _, m := range phrase.FindAllStringIndex(clause, -1) {
			if !excused(m) {
				return clause[m[0]:m[1]]
			}
		}
	}
	return ""
}

func (p promise) refusal(found string) error {
	if len(p.receipts) == 0 {
		return molar.Errorf(molar.CodeInvalid, "%q promises %s", found, p.about)
	}
	return molar.Errorf(molar.CodeInvalid, "%q says that something is %s, which nothing in this turn backs", found, p.about)
}

// excused reports whether the words around a phrase take its promise back.
func (r *claims) excused(before, clause string, m []int) bool {
	lead := clause[:m[0]]
	switch {
	case r.excusedBefore.MatchString(lead), r.negated.MatchString(clause[m[0]:m[1]]), r.excusedAfter.MatchString(clause[m[1]:]):
		return true
	}
	return r.joined.MatchString(lead) && r.condition.MatchString(before+lead)
}

// snakeCase is what ids and tool names look like.
var snakeCase = regexp.MustCompile(`(?i)\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b`)

// checkInside refuses what belongs to the program and not to a patient. A
// clinic's own entry may name an account such as smile_dental.
func (r *claims) checkInside(text string, quoted bool) error {
	for _, w := range r.internals {
		if strings.Contains(text, w) {
			return molar.Errorf(molar.CodeInvalid, "%q is not for patients", w)
		}
	}
	if id := snakeCase.FindString(text); id != "" && !quoted {
		return molar.Errorf(molar.CodeInvalid, "%q is not for patients", id)
	}
	return nil
}
