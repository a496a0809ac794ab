package nlu

import "time"

// Stages are the times that the stages of reading took, summed over all
// messages read with it. Not safe for concurrent use.
type Stages struct {
	Normalise  time.Duration // width, characters, typos, clauses
	Names      time.Duration // phones, names, doctors, stores, for whom
	Times      time.Duration
	Treatments time.Duration // problems, treatments, red flags
	Intents    time.Duration // acts, facts, codes
}

// stopwatch tells the time since it was last read.
type stopwatch struct{ last time.Time }

// lap adds the time since the last lap to a stage.
func (w *stopwatch) lap(stage *time.Duration) {
	now := time.Now()
	*stage += now.Sub(w.last)
	w.last = now
}
