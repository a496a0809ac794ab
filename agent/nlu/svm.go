package nlu

import (
	"math/rand/v2"
	"slices"
)

// learner solves the L2-loss SVM duals of all labels at once by coordinate
// descent (Hsieh et al., 2008). The order of the samples is shuffled by a
// fixed seed, so the same examples give the same weights.
type learner struct {
	set      []sample
	planes   planes
	alpha    []float32 // one row of labels for each sample
	diagonal []float32 // of each sample
}

func newLearner(set []sample, features, labels int) *learner {
	l := &learner{
		set: set, planes: newPlanes(features, labels),
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
	const damp = float32(1 / (2 * svmCost))
	rng := rand.New(rand.NewPCG(1, 2))
	order := make([]int32, len(l.set))
	for i := range order {
		order[i] = int32(i)
	}
	labels := l.planes.labels
	open := newOpenLabels(len(l.set), labels)
	margin := make([]float32, l.planes.width)
	step := make([]float32, labels)
	moved := make([]int32, 0, labels)
	bias := l.planes.bias()
	late := newPlanes(len(l.planes.weights)/l.planes.width-1, labels)
	for round := range svmRounds {
		rng.Shuffle(len(order), func(a, b int) { order[a], order[b] = order[b], order[a] })
		for n, i := range order {
			s, near := &l.set[i], open.of(i)
			copy(margin, bias)
			l.addMargins(margin, s.x, near)
			a := l.alpha[int(i)*labels:][:labels]
			moved = moved[:0]
			left := 0
			for _, k := range near {
				y := float32(-1)
				if slices.Contains(s.labels, int(k)) {
					y = 1
				}
				g := y*margin[k] - 1 + damp*a[k]
				if a[k] > 0 || g < settled || labels <= fewLabels {
					near[left] = k
					left++
				}
				if a[k] == 0 && g >= 0 {
					continue
				}
				old := a[k]
				a[k] = max(old-g/(l.diagonal[i]+damp), 0)
				if a[k] != old {
					step[k] = (a[k] - old) * y
					moved = append(moved, k)
				}
			}
			open.keep(i, left)
			l.planes.move(s.x, moved, step, 1)
			if round == svmRounds-1 {
				late.move(s.x, moved, step, float32(n)/float32(len(order)))
			}
		}
	}
	// The planes are those of the whole last round on average, so that the
	// order of the samples hardly tells: what came late counts for as little.
	for i, w := range late.weights {
		l.planes.weights[i] -= w
	}
}

// addMargins adds what the features give for some of the labels at least.
func (l *learner) addMargins(sums []float32, x []feature, labels []int32) {
	if 3*len(labels) > l.planes.labels {
		l.planes.add(sums, x)
		return
	}
	for _, f := range x {
		row := l.planes.row(f.index)
		for _, k := range labels {
			sums[k] += row[k] * f.value
		}
	}
}

// openLabels are the labels that still move for each sample. A sample soon
// lies far behind the planes of most labels and is not looked at for them any
// more.
type openLabels struct {
	labels []int32 // a row for each sample, of which the first few are open
	count  []int32
}

func newOpenLabels(samples, labels int) openLabels {
	o := openLabels{make([]int32, samples*labels), make([]int32, samples)}
	for i := range o.labels {
		o.labels[i] = int32(i % labels)
	}
	for i := range o.count {
		o.count[i] = int32(labels)
	}
	return o
}

func (o openLabels) of(sample int32) []int32 {
	width := len(o.labels) / len(o.count)
	return o.labels[int(sample)*width:][:o.count[sample]]
}

// keep closes all labels of a sample but the first so many.
func (o openLabels) keep(sample int32, n int) { o.count[sample] = int32(n) }
