package nlu

// planes are what a classifier has learned: for every label the weight of each
// feature, and its bias. A row has the weights of one feature, the last the
// biases; rows are filled up to fours, which are added fastest.
type planes struct {
	weights []float32
	labels  int
	width   int // of a row
}

func newPlanes(features, labels int) planes {
	width := (labels + 3) &^ 3
	return planes{make([]float32, (features+1)*width), labels, width}
}

func (p *planes) row(index int32) []float32 {
	return p.weights[int(index)*p.width:][:p.width]
}

func (p *planes) bias() []float32 { return p.weights[len(p.weights)-p.width:] }

// margins returns the distance of a text from each label's plane.
func (p *planes) margins(x []feature) []float32 {
	m := make([]float32, p.width)
	copy(m, p.bias())
	p.add(m, x)
	return m[:p.labels]
}

// add adds to sums, which has the width of a row, what features give.
func (p *planes) add(sums []float32, x []feature) {
	for _, f := range x {
		addScaled(sums, p.row(f.index), f.value)
	}
}

// set writes the weights of a label, the bias last.
func (p *planes) set(label int, weights []float32) {
	for i, w := range weights {
		p.weights[i*p.width+label] = w
	}
}

// addScaled adds a row, scaled, to sums. Both have the same length in fours.
func addScaled(sums, row []float32, scale float32) {
	for len(sums) >= 4 && len(row) >= 4 { // spares the bounds checks
		sums[0] += row[0] * scale
		sums[1] += row[1] * scale
		sums[2] += row[2] * scale
		sums[3] += row[3] * scale
		sums, row = sums[4:], row[4:]
	}
}
