package nlu

import (
	"cmp"
	"slices"
	"sync"
)

// grams are the features of a text, hashed: its characters and pairs of them,
// and hints about it. None is 0.
type grams []uint32

// hints adds features of its own to those of a text's characters.
type hints func(*grams)

// hintBit marks the hash of a hint, solidBit keeps a hash from being 0.
const (
	hintBit  = uint32(1) << 31
	solidBit = uint32(1) << 30
)

const (
	hashStart = 14695981039346656037 // FNV-1a
	hashPrime = 1099511628211
)

// folded is a hash in the width of a feature. A million features share fewer
// than two thousandths of their places.
func folded(hash uint64) uint32 { return uint32(hash>>32) ^ uint32(hash) }

// gramsOf returns the features of a text and its hints, sorted.
func gramsOf(text string, h hints) grams {
	var chars [64]rune // most texts fit
	runes := append(chars[:0], '^')
	out := gramsAtHand.Get().(*grams)
	defer gramsAtHand.Put(out)
	*out = (*out)[:0]
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			r = '0'
		case r == ' ' || r == '\n':
			r = ',' // which they stand for in chat
		}
		runes = append(runes, r)
	}
	runes = append(runes, '$')
	for i := range runes {
		hash := uint64(hashStart)
		for n := 0; n < maxGram && i+n < len(runes); n++ {
			hash = (hash ^ uint64(runes[i+n])) * hashPrime
			if n == 0 && (runes[i] == '^' || runes[i] == '$') {
				continue
			}
			*out = append(*out, folded(hash)&^hintBit|solidBit)
		}
	}
	if h != nil {
		h(out)
	}
	slices.Sort(*out)
	return slices.Clone(*out)
}

// gramsAtHand are used again and again, so that a text costs no more memory
// than its features.
var gramsAtHand = sync.Pool{New: func() any { return new(grams) }}

// hint adds a feature that is no run of the text's own characters: words, and
// characters behind them.
func (g *grams) hint(words string, chars ...rune) {
	hash := uint64(hashStart)
	for i := 0; i < len(words); i++ {
		hash = (hash ^ uint64(words[i])) * hashPrime
	}
	for _, r := range chars {
		hash = (hash ^ uint64(r)) * hashPrime
	}
	*g = append(*g, folded(hash)|hintBit|solidBit)
}

// distinct calls visit with each feature once.
func (g grams) distinct(visit func(gram uint32)) {
	for i, gram := range g {
		if i == 0 || gram != g[i-1] {
			visit(gram)
		}
	}
}

// gramCount is a feature and in how many texts it stands.
type gramCount struct {
	gram  uint32
	texts int32
}

// countGrams returns the features that stand in least texts or more. The most
// frequent come first, so that what is looked at most lies together. Most
// features stand in one text: a coarse count leaves them out before they cost
// a place in a table.
func countGrams(texts []grams, least int32) []gramCount {
	const buckets = 1 << 21
	coarse := make([]uint8, buckets)
	for _, text := range texts {
		text.distinct(func(g uint32) { coarse[g%buckets] = min(coarse[g%buckets], 254) + 1 })
	}
	counts := newGramTable(len(texts))
	for _, text := range texts {
		text.distinct(func(g uint32) {
			if int32(coarse[g%buckets]) >= least {
				*counts.slot(g)++
			}
		})
	}
	var kept []gramCount
	for i, n := range counts.values {
		if n >= least {
			kept = append(kept, gramCount{counts.keys[i], n})
		}
	}
	slices.SortFunc(kept, func(a, b gramCount) int {
		return cmp.Or(cmp.Compare(b.texts, a.texts), cmp.Compare(a.gram, b.gram))
	})
	return kept
}

// gramTable numbers features. They are hashes already, which makes it several
// times as fast as a map.
type gramTable struct {
	keys   []uint32 // a power of two of places, 0 where one is free
	values []int32
	used   int
}

func newGramTable(atLeast int) *gramTable {
	places := 16
	for places < 2*atLeast {
		places *= 2
	}
	return &gramTable{keys: make([]uint32, places), values: make([]int32, places)}
}

// at returns the place of a feature, or the free one where it belongs.
func (t *gramTable) at(gram uint32) int {
	last := uint32(len(t.keys) - 1)
	i := (gram ^ gram>>15) & last
	for t.keys[i] != 0 && t.keys[i] != gram {
		i = (i + 1) & last
	}
	return int(i)
}

func (t *gramTable) get(gram uint32) (value int32, ok bool) {
	i := t.at(gram)
	return t.values[i], t.keys[i] != 0
}

// slot returns the value of a feature to be changed, 0 at first.
func (t *gramTable) slot(gram uint32) *int32 {
	i := t.at(gram)
	if t.keys[i] == 0 {
		if t.used++; 2*t.used > len(t.keys) {
			old := *t
			*t = *newGramTable(old.used)
			for k, key := range old.keys {
				if key != 0 {
					*t.slot(key) = old.values[k]
				}
			}
			return t.slot(gram)
		}
		t.keys[i] = gram
	}
	return &t.values[i]
}
