package nlu

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// pattern is one entry of the tables: words in order within one clause.
//
//	牙疼            the characters as they stand
//	(补|镶)牙       alternatives of plain words
//	洗(个|下)?牙     the group, or the one character, before ? may be missing
//	牙~(疼|痛)      a gap of up to 6 characters
//	牙~~疼          a gap of up to 16
//	^好的           at the beginning of the clause
//	可以$           at its end
//
// A gap never crosses a punctuation mark that ends a clause.
type pattern struct {
	source     string
	parts      []part
	start, end bool
	tail       int // most bytes between the last part and the end
}

type part struct {
	words []string // longest first
	gap   int      // most bytes between the part before and this one
}

// Gaps are counted in bytes: three for a Chinese character.
const (
	shortGap = 6 * 3
	longGap  = 16 * 3
)

func parsePattern(source string) (pattern, error) {
	p := pattern{source: source}
	rest := source
	if after, ok := strings.CutPrefix(rest, "^"); ok {
		p.start, rest = true, after
	}
	if before, ok := strings.CutSuffix(rest, "$"); ok {
		p.end, rest = true, before
	}
	gap := 0
	for rest != "" {
		var words []string
		switch {
		case rest[0] == '~':
			gap, rest = gap+shortGap, rest[1:]
			if gap > shortGap {
				gap = longGap
			}
			continue
		case rest[0] == '(':
			group, tail, closed := strings.Cut(rest[1:], ")")
			if !closed || strings.ContainsAny(group, "(~?") {
				return p, fmt.Errorf("pattern %q: a group holds plain words and ends with )", source)
			}
			words, rest = strings.Split(group, "|"), tail
		default:
			stop := strings.IndexAny(rest, "(~?)")
			if stop < 0 {
				stop = len(rest)
			}
			if stop < len(rest) && rest[stop] == '?' {
				// Only the last character is optional.
				_, size := utf8.DecodeLastRuneInString(rest[:stop])
				if stop > size {
					stop -= size
				}
			}
			if stop == 0 {
				return p, fmt.Errorf("pattern %q: unexpected %q", source, rest[:1])
			}
			words, rest = []string{rest[:stop]}, rest[stop:]
		}
		if after, ok := strings.CutPrefix(rest, "?"); ok {
			words, rest = append(words, ""), after
		}
		slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
		p.parts = append(p.parts, part{words: words, gap: gap})
		gap = 0
	}
	p.tail = gap
	if !slices.ContainsFunc(p.parts, func(q part) bool { return !slices.Contains(q.words, "") }) {
		return p, fmt.Errorf("pattern %q matches nothing in particular", source)
	}
	return p, nil
}

func mustPattern(source string) pattern {
	p, err := parsePattern(source)
	if err != nil {
		panic(err)
	}
	return p
}

// find returns the bytes of the first match in a clause, or ok == false.
func (p *pattern) find(clause string) (start, end int, ok bool) {
	return p.findFrom(clause, 0)
}

func (p *pattern) findFrom(clause string, from int) (start, end int, ok bool) {
	if p.start {
		if from > 0 {
			return 0, 0, false
		}
		end, ok = p.rest(clause, 0, 0)
		return 0, end, ok
	}
	first := p.parts[0].words
	for at := from; at <= len(clause); at++ {
		next := -1
		for _, w := range first {
			if w == "" {
				next = at
				break
			}
			if i := strings.Index(clause[at:], w); i >= 0 && (next < 0 || at+i < next) {
				next = at + i
			}
		}
		if next < 0 {
			return 0, 0, false
		}
		if end, ok := p.rest(clause, next, 0); ok {
			return next, end, true
		}
		at = next
	}
	return 0, 0, false
}

func (p *pattern) match(clause string) bool {
	_, _, ok := p.findFrom(clause, 0)
	return ok
}

// rest matches the parts from index i on, the gap before it already open at
// position at, and returns where the match ends.
func (p *pattern) rest(clause string, at, i int) (end int, ok bool) {
	if i == len(p.parts) {
		return at, !p.end || at+p.tail >= len(clause)
	}
	part := &p.parts[i]
	limit := min(at+part.gap, len(clause))
	for pos := at; pos <= limit; pos++ {
		if pos > at && isBreak(clause[pos-1]) {
			return 0, false
		}
		if pos < len(clause) && !utf8.RuneStart(clause[pos]) {
			continue
		}
		for _, w := range part.words {
			if strings.HasPrefix(clause[pos:], w) {
				if end, ok := p.rest(clause, pos+len(w), i+1); ok {
					return end, true
				}
			}
		}
	}
	return 0, false
}

// isBreak reports whether a byte is a mark that ends a clause. In normalised
// text all of them are ASCII.
func isBreak(b byte) bool {
	switch b {
	case ',', '.', '!', '?', ';', '\n':
		return true
	}
	return false
}

// patterns is a set of patterns that is searched as one: an index of the words
// that a match cannot do without names the few patterns worth trying.
type patterns struct {
	all []pattern
	one map[rune][]trigger    // by a word of one character
	two map[[2]rune][]trigger // by a longer word's first two
	// may has the bits of the keys above, hashed: most characters of a text
	// begin no word and are passed over without a look into the maps.
	may [64]uint64
}

// bitOf is the place of a key in may.
func bitOf(first, second rune) (word int, bit uint64) {
	h := (uint32(first)*31 + uint32(second)) * 2654435761 >> 20 // 12 bits
	return int(h >> 6), 1 << (h & 63)
}

func (set *patterns) note(first, second rune) {
	word, bit := bitOf(first, second)
	set.may[word] |= bit
}

func (set *patterns) mayHave(first, second rune) bool {
	word, bit := bitOf(first, second)
	return set.may[word]&bit != 0
}

// trigger is a word that a pattern needs.
type trigger struct {
	word  string
	id    int
	first bool // a match begins with it, anywhere
}

func parsePatterns(sources []string) (patterns, error) {
	set := patterns{one: map[rune][]trigger{}, two: map[[2]rune][]trigger{}}
	for id, source := range sources {
		p, err := parsePattern(source)
		if err == nil && id >= maxPatterns {
			err = fmt.Errorf("more than %d patterns in one set", maxPatterns)
		}
		if err != nil {
			return set, err
		}
		set.all = append(set.all, p)
		needed := p.needed()
		for _, w := range p.parts[needed].words {
			t := trigger{w, id, needed == 0 && !p.start}
			first, size := utf8.DecodeRuneInString(w)
			if size == len(w) {
				set.one[first] = append(set.one[first], t)
				set.note(first, 0)
				continue
			}
			second, _ := utf8.DecodeRuneInString(w[size:])
			key := [2]rune{first, second}
			set.two[key] = append(set.two[key], t)
			set.note(first, second)
		}
	}
	return set, nil
}

func mustPatterns(sources ...string) patterns {
	set, err := parsePatterns(sources)
	if err != nil {
		panic(err)
	}
	return set
}

// needed returns the part that is rarest to be met by chance: the one whose
// shortest word is longest.
func (p *pattern) needed() int {
	best, length := 0, 0
	for i, part := range p.parts {
		if shortest := len(part.words[len(part.words)-1]); shortest > length {
			best, length = i, shortest
		}
	}
	return best
}

// each calls visit with the id of every pattern that matches the clause, in
// no particular order, and the bytes of its first match, until visit returns
// false.
func (set *patterns) each(clause string, visit func(id, start, end int) bool) {
	if len(set.all) == 0 {
		return
	}
	var done [maxPatterns / 64]uint64
	try := func(triggers []trigger, at int) bool {
		for _, t := range triggers {
			bit := uint64(1) << (t.id % 64)
			if done[t.id/64]&bit != 0 || !strings.HasPrefix(clause[at:], t.word) {
				continue
			}
			p, start, end, ok := &set.all[t.id], at, 0, false
			if t.first {
				end, ok = p.rest(clause, at, 0)
			} else {
				done[t.id/64] |= bit
				start, end, ok = p.find(clause)
			}
			if !ok {
				continue
			}
			done[t.id/64] |= bit
			if !visit(t.id, start, end) {
				return false
			}
		}
		return true
	}
	last, lastAt := rune(-1), 0
	for at, r := range clause {
		if last >= 0 && set.mayHave(last, r) && !try(set.two[[2]rune{last, r}], lastAt) {
			return
		}
		if set.mayHave(r, 0) && !try(set.one[r], at) {
			return
		}
		last, lastAt = r, at
	}
}

// maxPatterns bounds one set.
const maxPatterns = 1024

// anyMatch reports whether one of the patterns is in the clause.
func anyMatch(set patterns, clause string) bool {
	hit := false
	set.each(clause, func(int, int, int) bool {
		hit = true
		return false
	})
	return hit
}

// matching returns the ids of the patterns that match, in the order in which
// they were given.
func (set *patterns) matching(clause string) []int {
	var ids []int
	set.each(clause, func(id, _, _ int) bool {
		ids = append(ids, id)
		return true
	})
	slices.Sort(ids)
	return ids
}

// firstMatch returns the leftmost match of the set, the longest of those that
// begin together.
func firstMatch(set patterns, clause string) (start, end int, ok bool) {
	set.each(clause, func(_, a, b int) bool {
		if !ok || a < start || a == start && b > end {
			start, end, ok = a, b, true
		}
		return true
	})
	return start, end, ok
}
