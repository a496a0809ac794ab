package nlu

import (
	"cmp"
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Classifier is a linear text classifier over hashed character n-grams:
// one-against-the-rest support vector machines on normalised tf-idf, with
// probabilities calibrated on the training examples. It knows nothing of
// dentistry and can be trained on any labelled short texts.
// It is immutable once trained and safe for concurrent use.
type Classifier struct {
	labels   []string
	features map[uint64]int32
	idf      []float32
	weights  []float32 // one row of len(labels) for each feature, bias last
	// scale turns margins into a softmax for "which one"; slope and offset
	// turn one margin into the probability that the label applies at all.
	scale, slope, offset float64
}

// Prediction is one label and the probability that it is the label.
type Prediction struct {
	Label string
	Prob  float64
}

// Tuning of the learner, on the training files and the development sets. Twice
// or half of svmCost, or longer runs of characters, change little.
const (
	maxGram      = 3
	hintWeight   = 0.7 // of a hint, beside a run of characters
	svmCost      = 1.0
	svmRounds    = 6 // fewer depend on the order of the examples
	largeRounds  = 4 // of sets beyond largeSet: more gain nothing and start-up waits for them
	largeSet     = 20_000
	svmTolerance = 0.02

	calibrateEvery  = 8   // one example in so many calibrates
	leastCalibrated = 400 // examples
	// ownShare is how much of an example's own weights nobody would replace.
	// It gives the calibration that learning without an eighth of the
	// examples and looking at those gives, at half the time.
	ownShare = 0.3
)

// Train learns from labelled texts. A label of several codes joined by "+"
// counts as an example of each.
func Train(examples []Example) (*Classifier, error) {
	all := make(lessons, len(examples))
	for i, e := range examples {
		all[i].Example = e
	}
	return all.learn()
}

// hints adds features of its own to those of a text's characters.
type hints func(add func(feature string))

// lesson is an example with the hints that go with it, if any.
type lesson struct {
	Example
	hints hints
}

type lessons []lesson

func (l *lessons) add(text, label string, h hints) {
	*l = append(*l, lesson{Example{text, label}, h})
}

// learn trains a classifier.
func (l lessons) learn() (*Classifier, error) {
	if len(l) == 0 {
		return nil, errors.New("nlu: no training examples")
	}
	c := &Classifier{features: map[uint64]int32{}}
	for _, e := range l {
		for label := range strings.SplitSeq(e.Label, "+") {
			if !slices.Contains(c.labels, label) {
				c.labels = append(c.labels, label)
			}
		}
	}
	slices.Sort(c.labels)

	grams := make([][]uint64, len(l))
	spread(len(l), func(i int) { grams[i] = gramsOf(l[i].Text, l[i].hints) })
	least := int32(1)
	if n := len(l); n > 10_000 {
		least = 3
	} else if n > 2000 {
		least = 2
	}
	docs := countGrams(grams, least)
	kept := make([]uint64, 0, len(docs))
	for g, n := range docs {
		if n >= least {
			kept = append(kept, g)
		}
	}
	slices.Sort(kept)
	for i, g := range kept {
		c.features[g] = int32(i)
		c.idf = append(c.idf, float32(math.Log(float64(1+len(l))/float64(1+docs[g]))+1))
	}

	set := make([]sample, len(l))
	spread(len(l), func(i int) {
		set[i] = sample{x: c.vector(grams[i])}
		for label := range strings.SplitSeq(l[i].Label, "+") {
			k, _ := slices.BinarySearch(c.labels, label)
			set[i].labels = append(set[i].labels, k)
		}
	})
	svm := newLearner(set, len(c.idf), len(c.labels))
	svm.run()
	c.weights = svm.weights
	c.scale, c.slope, c.offset = 2, 3, 0
	if len(set) >= leastCalibrated {
		c.calibrate(svm)
	}
	return c, nil
}

// countGrams counts in how many of the texts a gram stands, for those that
// stand in least or more. Most stand in one: a coarse count leaves them out
// before they cost a place in the map.
func countGrams(grams [][]uint64, least int32) map[uint64]int32 {
	const buckets = 1 << 22
	coarse := make([]uint8, buckets)
	each := func(do func(g uint64)) {
		for _, text := range grams {
			for i, g := range text {
				if i == 0 || g != text[i-1] {
					do(g)
				}
			}
		}
	}
	each(func(g uint64) { coarse[g%buckets] = min(coarse[g%buckets], 254) + 1 })
	docs := map[uint64]int32{}
	each(func(g uint64) {
		if int32(coarse[g%buckets]) >= least {
			docs[g]++
		}
	})
	return docs
}

// spread calls do for 0..n-1 on all processors.
func spread(n int, do func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	all.Wait()
}

// feature is one non-zero entry of a text's vector.
type feature struct {
	index int32
	value float32
}

type sample struct {
	x      []feature
	labels []int
}

// hintBit is the bit that marks the hash of a hint.
const hintBit = uint64(1) << 63

// gramsOf returns the hashes of a text's character n-grams and of its hints,
// sorted.
func gramsOf(text string, hint hints) []uint64 {
	const prime = 1099511628211
	runes := make([]rune, 0, len(text)/2+2)
	runes = append(runes, '^')
	for _, r := range text {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		runes = append(runes, r)
	}
	runes = append(runes, '$')
	out := make([]uint64, 0, len(runes)*maxGram)
	for i := range runes {
		h := uint64(14695981039346656037)
		for n := 0; n < maxGram && i+n < len(runes); n++ {
			h = (h ^ uint64(runes[i+n])) * prime
			if n == 0 && (runes[i] == '^' || runes[i] == '$') {
				continue
			}
			out = append(out, (h^uint64(n+1)<<56)&^hintBit)
		}
	}
	if hint != nil {
		hint(func(f string) {
			h := uint64(7)
			for i := 0; i < len(f); i++ {
				h = (h ^ uint64(f[i])) * prime
			}
			out = append(out, h|hintBit)
		})
	}
	slices.Sort(out)
	return out
}

// vector weighs sorted hashes by tf-idf and brings them to unit length.
func (c *Classifier) vector(grams []uint64) []feature {
	x := make([]feature, 0, len(grams))
	norm := 0.0
	for i := 0; i < len(grams); {
		j := i
		for j < len(grams) && grams[j] == grams[i] {
			j++
		}
		if k, ok := c.features[grams[i]]; ok {
			v := float32(1+math.Log(float64(j-i))) * c.idf[k]
			if grams[i]&hintBit != 0 {
				v *= hintWeight
			}
			x = append(x, feature{k, v})
			norm += float64(v) * float64(v)
		}
		i = j
	}
	if norm > 0 {
		scale := float32(1 / math.Sqrt(norm))
		for i := range x {
			x[i].value *= scale
		}
	}
	return x
}

// learner solves the L2-loss SVM duals of all labels at once by coordinate
// descent (Hsieh et al., 2008). The order of the samples is shuffled by a
// fixed seed, so the same examples give the same weights.
type learner struct {
	set      []sample
	labels   int
	weights  []float32 // one row of labels for each feature, bias last
	alpha    []float32 // one row of labels for each sample
	diagonal []float32 // of each sample
}

func newLearner(set []sample, features, labels int) *learner {
	l := &learner{
		set: set, labels: labels, weights: make([]float32, (features+1)*labels),
		alpha: make([]float32, len(set)*labels), diagonal: make([]float32, len(set)),
	}
	for i := range set {
		l.diagonal[i] = 1
		for _, f := range set[i].x {
			l.diagonal[i] += f.value * f.value
		}
	}
	return l
}

func (l *learner) run() {
	order := make([]int32, len(l.set))
	for i := range order {
		order[i] = int32(i)
	}
	const damp = float32(1 / (2 * svmCost))
	rng := rand.New(rand.NewPCG(1, 2))
	margin := make([]float32, l.labels)
	step := make([]float32, l.labels)
	moved := make([]int32, 0, l.labels)
	bias := l.weights[len(l.weights)-l.labels:]
	rounds := svmRounds
	if len(l.set) > largeSet {
		rounds = largeRounds
	}
	for range rounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		worst := float32(0)
		for _, i := range order {
			s := &l.set[i]
			copy(margin, bias)
			for _, f := range s.x {
				addScaled(margin, l.row(f), f.value)
			}
			a := l.alpha[int(i)*l.labels:][:l.labels]
			moved = moved[:0]
			for k := range margin {
				y := float32(-1)
				if slices.Contains(s.labels, k) {
					y = 1
				}
				g := y*margin[k] - 1 + damp*a[k]
				if a[k] == 0 && g >= 0 {
					continue
				}
				worst = max(worst, max(g, -g))
				old := a[k]
				a[k] = max(old-g/(l.diagonal[i]+damp), 0)
				if a[k] != old {
					step[k] = (a[k] - old) * y
					moved = append(moved, int32(k))
				}
			}
			for _, k := range moved {
				bias[k] += step[k]
			}
			for _, f := range s.x {
				row := l.row(f)
				for _, k := range moved {
					row[k] += step[k] * f.value
				}
			}
		}
		if worst < svmTolerance {
			break
		}
	}
}

func (l *learner) row(f feature) []float32 {
	return l.weights[int(f.index)*l.labels:][:l.labels]
}

// addScaled adds a row, scaled, to sums of the same length. Four at a time
// and without bounds checks it is faster than the plain loop.
func addScaled(sums, row []float32, scale float32) {
	row = row[:len(sums)]
	for len(sums) >= 4 && len(row) >= 4 {
		sums[0] += row[0] * scale
		sums[1] += row[1] * scale
		sums[2] += row[2] * scale
		sums[3] += row[3] * scale
		sums, row = sums[4:], row[4:]
	}
	for k := range row {
		sums[k] += row[k] * scale
	}
}

// margins returns the distance of a text from each label's plane.
func margins(w []float32, x []feature, labels int) []float32 {
	m := make([]float32, labels)
	copy(m, w[len(w)-labels:])
	for _, f := range x {
		addScaled(m, w[int(f.index)*labels:][:labels], f.value)
	}
	return m
}

// calibrate fits scale, slope and offset on margins as they would be, about,
// had the example not been learned from: without its own share of the weights.
func (c *Classifier) calibrate(l *learner) {
	var found [][]float32
	var labels [][]int
	for i := 0; i < len(l.set); i += calibrateEvery {
		s := &l.set[i]
		m := margins(c.weights, s.x, l.labels)
		for k := range m {
			own := l.alpha[i*l.labels+k] * l.diagonal[i] * ownShare
			if slices.Contains(s.labels, k) {
				m[k] -= own
			} else {
				m[k] += own
			}
		}
		found, labels = append(found, m), append(labels, s.labels)
	}
	c.scale = minimise(0.5, 12, func(scale float64) float64 {
		loss := 0.0
		for i, right := range labels {
			if len(right) == 1 {
				loss -= math.Log(softmax(found[i], scale)[right[0]] + 1e-9)
			}
		}
		return loss
	})
	c.slope, c.offset = platt(found, labels)
}

func softmax(m []float32, scale float64) []float64 {
	top := float64(slices.Max(m))
	p := make([]float64, len(m))
	sum := 0.0
	for i, v := range m {
		p[i] = math.Exp(scale * (float64(v) - top))
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
	return p
}

// minimise finds the lowest point of a function with one valley.
func minimise(low, high float64, f func(float64) float64) float64 {
	const golden = 0.6180339887498949
	a, b := high-golden*(high-low), low+golden*(high-low)
	fa, fb := f(a), f(b)
	for high-low > 0.01 {
		if fa < fb {
			high, b, fb = b, a, fa
			a = high - golden*(high-low)
			fa = f(a)
		} else {
			low, a, fa = a, b, fb
			b = low + golden*(high-low)
			fb = f(b)
		}
	}
	return (low + high) / 2
}

// platt fits a logistic curve to margins by Newton's method.
func platt(found [][]float32, labels [][]int) (slope, offset float64) {
	slope = 3
	for range 20 {
		var g0, g1, h00, h01, h11 float64
		for i, right := range labels {
			for k, m := range found[i] {
				x := float64(m)
				p := 1 / (1 + math.Exp(-slope*x-offset))
				y := 0.0
				if slices.Contains(right, k) {
					y = 1
				}
				g0 += (p - y) * x
				g1 += p - y
				q := p * (1 - p)
				h00 += q * x * x
				h01 += q * x
				h11 += q
			}
		}
		det := h00*h11 - h01*h01
		if det < 1e-9 {
			break
		}
		d0, d1 := (h11*g0-h01*g1)/det, (h00*g1-h01*g0)/det
		slope, offset = slope-d0, offset-d1
		if math.Abs(d0)+math.Abs(d1) < 1e-4 {
			break
		}
	}
	return slope, offset
}

// Labels returns the labels that the classifier knows, sorted.
func (c *Classifier) Labels() []string { return slices.Clone(c.labels) }

// Predict returns every label with its probability, the likeliest first.
func (c *Classifier) Predict(text string) []Prediction {
	return c.rank(c.score(text, nil).one)
}

func (c *Classifier) rank(p []float64) []Prediction {
	out := make([]Prediction, len(p))
	for i := range p {
		out[i] = Prediction{c.labels[i], p[i]}
	}
	slices.SortStableFunc(out, func(a, b Prediction) int { return cmp.Compare(b.Prob, a.Prob) })
	return out
}

// scores are a text's probabilities by label index: one that it is the label
// among all, any that the label applies, whatever else does.
type scores struct {
	one, any []float64
}

func (c *Classifier) score(text string, hint hints) scores {
	m := margins(c.weights, c.vector(gramsOf(text, hint)), len(c.labels))
	s := scores{one: softmax(m, c.scale), any: make([]float64, len(m))}
	for k, v := range m {
		s.any[k] = 1 / (1 + math.Exp(-c.slope*float64(v)-c.offset))
	}
	return s
}
