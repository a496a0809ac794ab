package nlu

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

// timeMarks are the signs of the training files.
var timeMarks = map[string]string{"+": timeWished, "-": timeRefused, "0": timeAside}

// timeExample is a message with its times marked: ⟦周五|0⟧我值班，⟦周六|+⟧吧.
type timeExample struct {
	text  string
	marks []timeMark
}

type timeMark struct {
	start, end int // bytes of text
	use        string
}

// parseTimeExample takes the marks out of a training message.
func parseTimeExample(marked string) (timeExample, error) {
	var e timeExample
	var text strings.Builder
	for marked != "" {
		before, rest, found := strings.Cut(marked, "⟦")
		text.WriteString(before)
		if !found {
			break
		}
		inside, rest, closed := strings.Cut(rest, "⟧")
		words, mark, parted := strings.Cut(inside, "|")
		use, known := timeMarks[mark]
		if !closed || !parted || !known {
			return e, fmt.Errorf("%q: a mark is ⟦words|+⟧, ⟦words|-⟧ or ⟦words|0⟧", marked)
		}
		e.marks = append(e.marks, timeMark{text.Len(), text.Len() + len(words), use})
		text.WriteString(words)
		marked = rest
	}
	e.text = text.String()
	return e, nil
}

// learnedTimes is the classifier of what a writer does with a time.
var learnedTimes = sync.OnceValues(learnTimes)

// anyMoment stands for the moment of writing where only the words count.
var anyMoment = time.Date(2026, 11, 23, 10, 5, 0, 0, time.FixedZone("CST", 8*3600))

func learnTimes() (*Classifier, error) {
	raw, err := examplesIn("training/times", func(Example) error { return nil })
	if err != nil {
		return nil, err
	}
	found := make([]lessons, len(raw))
	errs := make([]error, len(raw))
	spread(len(raw), func(i int) {
		e, err := parseTimeExample(normalise(raw[i].Text).text)
		if errs[i] = err; err == nil {
			found[i] = e.lessons()
		}
	})
	if i := slices.IndexFunc(errs, func(err error) bool { return err != nil }); i >= 0 {
		return nil, fmt.Errorf("training/times: entry %d: %w", i+1, errs[i])
	}
	return slices.Concat(found...).learn()
}

// lessons are the times of a training message as the classifier sees them.
func (e timeExample) lessons() lessons {
	var out lessons
	all := timesSaid(zhtime.Parse(e.text, anyMoment, nil))
	for i, t := range all {
		for _, m := range e.marks {
			if t.Span[0] < m.end && m.start < t.Span[1] {
				out.add("", m.use, viewTime(e.text, all, i).hints)
				break
			}
		}
	}
	return out
}
