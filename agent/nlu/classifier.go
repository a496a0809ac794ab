package nlu

import (
	"cmp"
	"errors"
	"math"
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
	features *gramTable
	idf      []float32
	planes   planes
	// scale turns margins into a softmax for "which one"; slope and offset
	// turn one margin into the probability that the label applies at all.
	scale, slope, offset float64
}

// Prediction is one label and the probability that it is the label.
type Prediction struct {
	Label string
	Prob  float64
}

// Tuning of the learner, on the training files and the development sets, and
// on the training halves of SMP-ECDT 2017 and KUAKE-QIC. Twice or half of
// svmCost changes little; runs of three characters cost a third more time and
// gain a mistake in three hundred messages.
const (
	maxGram    = 2
	hintWeight = 0.7 // of a hint, beside a run of characters
	svmCost    = 0.5
	rareCosts  = 0.3  // power of how rare a label is that its examples cost more
	svmRounds  = 4    // more gain nothing, and start-up waits for them
	settled    = 0.05 // so far beyond the margin, a label is no longer looked at

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
	c := &Classifier{}
	for _, e := range l {
		for label := range strings.SplitSeq(e.Label, "+") {
			if !slices.Contains(c.labels, label) {
				c.labels = append(c.labels, label)
			}
		}
	}
	slices.Sort(c.labels)

	texts := make([]grams, len(l))
	spread(len(l), func(i int) { texts[i] = gramsOf(l[i].Text, l[i].hints) })
	least := int32(1)
	if n := len(l); n > 10_000 {
		least = 3
	} else if n > 2000 {
		least = 2
	}
	kept := countGrams(texts, least)
	c.features = newGramTable(len(kept))
	for i, k := range kept {
		*c.features.slot(k.gram) = int32(i)
		c.idf = append(c.idf, float32(math.Log(float64(1+len(l))/float64(1+k.texts))+1))
	}

	set := make([]sample, len(l))
	spread(len(l), func(i int) {
		set[i] = sample{x: c.vector(texts[i])}
		for label := range strings.SplitSeq(l[i].Label, "+") {
			k, _ := slices.BinarySearch(c.labels, label)
			set[i].labels = append(set[i].labels, k)
		}
	})
	svm := newLearner(set, len(c.idf), len(c.labels))
	svm.run()
	c.planes = svm.planes
	c.scale, c.slope, c.offset = 2, 3, 0
	if len(set) >= leastCalibrated {
		c.calibrate(svm)
	}
	return c, nil
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

// vector weighs sorted features by tf-idf and brings them to unit length.
func (c *Classifier) vector(text grams) []feature {
	x := make([]feature, 0, len(text))
	norm := 0.0
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && text[j] == text[i] {
			j++
		}
		if k, ok := c.features.get(text[i]); ok {
			v := c.idf[k]
			if j-i > 1 {
				v *= float32(1 + math.Log(float64(j-i)))
			}
			if text[i]&hintBit != 0 {
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
	m := c.planes.margins(c.vector(gramsOf(text, hint)))
	s := scores{one: softmax(m, c.scale), any: make([]float64, len(m))}
	for k, v := range m {
		s.any[k] = 1 / (1 + math.Exp(-c.slope*float64(v)-c.offset))
	}
	return s
}
