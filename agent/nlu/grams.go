package nlu

import (
	"cmp"
	"slices"
)

// grams are the features of a text, hashed: its characters and pairs of them,
// and hints about it. None is 0.
type grams []uint64

// hints adds features of its own to those of a text's characters.
type hints func(*grams)

// hintBit marks the hash of a hint, solidBit keeps a hash from being 0.
const (
	hintBit  = uint64(1) << 63
	solidBit = uint64(1) << 62
)

const (
	hashStart = 14695981039346656037 // FNV-1a
	hashPrime = 1099511628211
)

// gramsOf returns the features of a text and its hints, sorted.
func gramsOf(text string, h hints) grams {
	runes := make([]rune, 0, len(text)/2+2)
	runes = append(runes, '^')
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
	out := make(grams, 0, len(runes)*maxGram)
	for i := range runes {
		hash := uint64(hashStart)
		for n := 0; n < maxGram && i+n < len(runes); n++ {
			hash = (hash ^ uint64(runes[i+n])) * hashPrime
			if n == 0 && (runes[i] == '^' || runes[i] == '$') {
				continue
			}
			out = append(out, hash&^hintBit|solidBit)
		}
	}
	if h != nil {
		h(&out)
	}
	slices.Sort(out)
	return out
}

// hint adds a feature that is no run of the text's own characters.
func (g *grams) hint(feature string) {
	hash := uint64(hashStart)
	for i := 0; i < len(feature); i++ {
		hash = (hash ^ uint64(feature[i])) * hashPrime
	}
	*g = append(*g, hash|hintBit|solidBit)
}

// distinct calls visit with each feature once.
func (g grams) distinct(visit func(gram uint64)) {
	for i, gram := range g {
		if i == 0 || gram != g[i-1] {
			visit(gram)
		}
	}
}

// gramCount is a feature and in how many texts it stands.
type gramCount struct {
	gram  uint64
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
		text.distinct(func(g uint64) { coarse[g%buckets] = min(coarse[g%buckets], 254) + 1 })
	}
	counts := newGramTable(len(texts))
	for _, text := range texts {
		text.distinct(func(g uint64) {
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
	keys   []uint64 // a power of two of places, 0 where one is free
	values []int32
	used   int
}

func newGramTable(atLeast int) *gramTable {
	places := 16
	for places < 2*atLeast {
		places *= 2
	}
	return &gramTable{keys: make([]uint64, places), values: make([]int32, places)}
}

// at returns the place of a feature, or the free one where it belongs.
func (t *gramTable) at(gram uint64) int {
	last := uint64(len(t.keys) - 1)
	i := (gram ^ gram>>29) & last
	for t.keys[i] != 0 && t.keys[i] != gram {
		i = (i + 1) & last
	}
	return int(i)
}

func (t *gramTable) get(gram uint64) (value int32, ok bool) {
	i := t.at(gram)
	return t.values[i], t.keys[i] != 0
}

// slot returns the value of a feature to be changed, 0 at first.
func (t *gramTable) slot(gram uint64) *int32 {
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
