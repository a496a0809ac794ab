package nlu

import (
	"math"
	"math/rand/v2"
	"slices"
)

// learner solves the L2-loss SVM dual of each label by coordinate descent
// (Hsieh et al., 2008). The order of the samples is shuffled by a fixed seed,
// so the same examples give the same weights.
type learner struct {
	set      []sample    // in the order in which they are looked at
	members  [][]int32   // of each label: its samples
	diagonal []float32   // of each sample
	alpha    [][]float32 // of each label, by sample
	planes   planes
}

func newLearner(set []sample, features, labels int) *learner {
	l := &learner{
		set: slices.Clone(set), members: make([][]int32, labels), diagonal: make([]float32, len(set)),
		alpha: make([][]float32, labels), planes: newPlanes(features, labels),
	}
	rng := rand.New(rand.NewPCG(1, 2))
	rng.Shuffle(len(set), func(a, b int) { l.set[a], l.set[b] = l.set[b], l.set[a] })
	total := 0
	for _, s := range set {
		total += len(s.x)
	}
	side := make([]feature, 0, total) // side by side, to be read in one go
	for i := range l.set {
		s := &l.set[i]
		from := len(side)
		side = append(side, s.x...)
		s.x = side[from:]
		for _, k := range s.labels {
			l.members[k] = append(l.members[k], int32(i))
		}
		l.diagonal[i] = 1
		for _, f := range s.x {
			l.diagonal[i] += f.value * f.value
		}
	}
	return l
}

// run learns one label after the other: the weights of one stay in a
// processor's cache.
func (l *learner) run() {
	spread(len(l.alpha), func(k int) {
		l.alpha[k] = make([]float32, len(l.set))
		l.planes.set(k, l.solve(k, l.alpha[k]))
	})
}

// solve returns the weights of a label, the bias last, and fills in its alpha.
// The weights are those of the whole last round on average, so that the order
// of the samples hardly tells: what came late counts for as little.
func (l *learner) solve(label int, alpha []float32) []float32 {
	// Its own examples cost the more, the fewer they are among the others.
	own := float64(len(l.members[label]))
	rarity := math.Pow(max(1, (float64(len(l.set))-own)/own), rareCosts)
	dampOthers, dampOwn := float32(1/(2*svmCost)), float32(1/(2*svmCost*rarity))
	weights := make([]float32, len(l.planes.weights)/l.planes.width)
	late := make([]float32, len(weights))
	bias := len(weights) - 1
	open := make([]int32, len(l.set))
	sides := make([]float32, len(l.set))
	for i := range open {
		open[i], sides[i] = int32(i), -1
	}
	for _, i := range l.members[label] {
		sides[i] = 1
	}
	for round := range svmRounds {
		left := 0
		for n, i := range open {
			s := &l.set[i]
			margin := weights[bias]
			for _, f := range s.x {
				margin += weights[f.index] * f.value
			}
			y, old, damp := sides[i], alpha[i], dampOthers
			if y > 0 {
				damp = dampOwn
			}
			g := y*margin - 1 + damp*old
			if old > 0 || g < settled {
				open[left] = i
				left++
			}
			if old == 0 && g >= 0 {
				continue
			}
			alpha[i] = max(old-g/(l.diagonal[i]+damp), 0)
			step := (alpha[i] - old) * y
			weights[bias] += step
			for _, f := range s.x {
				weights[f.index] += step * f.value
			}
			if round == svmRounds-1 {
				step *= float32(n) / float32(len(open))
				late[bias] += step
				for _, f := range s.x {
					late[f.index] += step * f.value
				}
			}
		}
		open = open[:left]
	}
	for i, w := range late {
		weights[i] -= w
	}
	return weights
}
