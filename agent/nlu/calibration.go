package nlu

import (
	"math"
	"slices"
)

// calibrate fits scale, slope and offset on margins as they would be, about,
// had the example not been learned from: without its own share of the weights.
func (c *Classifier) calibrate(l *learner) {
	var found [][]float32
	var labels [][]int
	for i := 0; i < len(l.set); i += calibrateEvery {
		s := &l.set[i]
		m := c.planes.margins(s.x)
		for k := range m {
			own := l.alpha[k][i] * l.diagonal[i] * ownShare
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
