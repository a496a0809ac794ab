package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/molarhq/molar/agent/nlu"
)

// benchNLUCmd trains the intent classifier on files of {"text","label"} lines,
// so that it can be compared with others on any data.
type benchNLUCmd struct {
	Train string `required:"" placeholder:"FILE" help:"JSON lines of {text, label} to learn from."`
	Test  string `required:"" placeholder:"FILE" help:"JSON lines of {text, label} to be tested on."`
	JSON  bool   `help:"Print JSON."`
}

// Run prints accuracy, macro-F1, training time and time per message.
func (c *benchNLUCmd) Run(ctx context.Context) error {
	train, err := readExamples(c.Train)
	if err != nil {
		return err
	}
	test, err := readExamples(c.Test)
	if err != nil {
		return err
	}
	began := time.Now()
	classifier, err := nlu.Train(train)
	if err != nil {
		return badInput{err}
	}
	trained := time.Since(began)
	var took []time.Duration
	score := newConfusion()
	for _, e := range test {
		began := time.Now()
		found := classifier.Predict(e.Text)
		took = append(took, time.Since(began))
		score.add(e.Label, found[0].Label)
	}
	f := timings("nlu", took)
	f.Counts = map[string]float64{
		"train": float64(len(train)), "accuracy": score.accuracy(), "macro_f1": score.macroF1(),
		"train_seconds": trained.Seconds(),
	}
	return print([]figures{f}, c.JSON)
}

func readExamples(path string) ([]nlu.Example, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, badInput{err}
	}
	defer f.Close()
	var out []nlu.Example
	lines := newLineReader(f)
	for {
		raw, n, err := lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		var e nlu.Example
		if err := json.Unmarshal(raw, &e); err != nil {
			return nil, badInput{fmt.Errorf("%s:%d: %w", path, n, fieldError(err, ""))}
		}
		if e.Label == "" {
			return nil, badInput{fmt.Errorf("%s:%d: label: is missing", path, n)}
		}
		out = append(out, e)
	}
	if len(out) == 0 {
		return nil, badInput{fmt.Errorf("%s: there is no line in it", path)}
	}
	return out, nil
}

// confusion counts what was taken for what.
type confusion struct {
	labels       map[string]bool
	right, total int
	hit          map[string]int
	gold, said   map[string]int
	mistakes     map[[2]string]int
}

func newConfusion() *confusion {
	return &confusion{labels: map[string]bool{}, hit: map[string]int{}, gold: map[string]int{}, said: map[string]int{}, mistakes: map[[2]string]int{}}
}

func (c *confusion) add(gold, said string) {
	c.labels[gold] = true
	c.total++
	c.gold[gold]++
	c.said[said]++
	if gold == said {
		c.right++
		c.hit[gold]++
	} else {
		c.mistakes[[2]string{gold, said}]++
	}
}

func (c *confusion) accuracy() float64 { return float64(c.right) / float64(max(1, c.total)) }

// macroF1 is the mean F1 over the labels that the test set has.
func (c *confusion) macroF1() float64 {
	var sum float64
	for label := range c.labels {
		if c.hit[label] > 0 {
			sum += 2 * float64(c.hit[label]) / float64(c.gold[label]+c.said[label])
		}
	}
	return sum / float64(max(1, len(c.labels)))
}
