package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/nlu"
)

// benchUnderstandCmd measures the understander on labelled messages that it
// never learned from.
type benchUnderstandCmd struct {
	Dev  string `default:"evals/understand/dev" type:"path" help:"Folder with intents.jsonl, entities.jsonl, treatments.jsonl and clinic.yaml."`
	JSON bool   `help:"Print JSON."`
}

// labelled is a line of any of the development files; absent labels are not
// looked at.
type labelled struct {
	Text           string          `json:"text"`
	Expecting      string          `json:"expecting"`
	Intents        []string        `json:"intents"`
	PatientName    json.RawMessage `json:"patient_name"`
	Phone          json.RawMessage `json:"phone"`
	ForWhom        string          `json:"for_whom"`
	Treatment      json.RawMessage `json:"treatment"`
	TreatmentState string          `json:"treatment_state"`
}

// Run prints the accuracy of each part and the time per message.
func (c *benchUnderstandCmd) Run(ctx context.Context) error {
	w, err := loadWorld(filepath.Join(c.Dev, "clinic.yaml"))
	if err != nil {
		return err
	}
	began := time.Now()
	u, err := nlu.New(agent.Vocabulary(w))
	if err != nil {
		return err
	}
	start := time.Since(began)
	intents, parts := newConfusion(), map[string]*tally{}
	var took []time.Duration
	for _, file := range []string{"intents.jsonl", "entities.jsonl", "treatments.jsonl"} {
		err := eachLabelled(filepath.Join(c.Dev, file), func(m labelled) {
			began := time.Now()
			got := u.Understand(m.Text, nlu.Context{Now: w.Now, Expecting: m.Expecting})
			took = append(took, time.Since(began))
			judge(m, got, intents, parts)
		})
		if err != nil {
			return err
		}
	}
	f := timings("understand", took)
	f.Counts = map[string]float64{
		"start_seconds": start.Seconds(), "intent_accuracy": intents.accuracy(), "intent_macro_f1": intents.macroF1(),
	}
	for name, t := range parts {
		f.Counts[name] = t.share()
	}
	return print([]figures{f}, c.JSON)
}

// tally counts what is right of all.
type tally struct{ right, all int }

func (t *tally) share() float64 { return float64(t.right) / float64(max(1, t.all)) }

func judge(m labelled, got nlu.Understanding, intents *confusion, parts map[string]*tally) {
	part := func(name string, right bool) {
		t := parts[name]
		if t == nil {
			t = &tally{}
			parts[name] = t
		}
		t.all++
		if right {
			t.right++
		}
	}
	var codes []string
	for _, i := range got.Intents {
		codes = append(codes, i.Code)
	}
	switch {
	case len(m.Intents) == 1:
		first := "none"
		if len(codes) > 0 {
			first = codes[0]
		}
		intents.add(m.Intents[0], first)
	case len(m.Intents) > 1:
		part("two_intents", strings.Join(codes, " ") == strings.Join(m.Intents, " "))
	}
	text := func(raw json.RawMessage) string {
		var s string
		_ = json.Unmarshal(raw, &s) // null is ""
		return s
	}
	if m.PatientName != nil {
		part("patient_name", got.PatientName == text(m.PatientName))
		part("phone", got.Phone == text(m.Phone))
		part("for_whom", got.ForWhom == m.ForWhom)
	}
	if m.TreatmentState != "" {
		right := got.TreatmentState == m.TreatmentState && (m.TreatmentState != nlu.Known || got.Treatment == text(m.Treatment))
		part("treatment", right)
		if m.TreatmentState == nlu.Severe || m.TreatmentState == nlu.Several {
			part("treatment_"+m.TreatmentState, right)
		}
	}
}

func eachLabelled(path string, do func(labelled)) error {
	f, err := os.Open(path)
	if err != nil {
		return badInput{err}
	}
	defer f.Close()
	lines := newLineReader(f)
	for {
		raw, n, err := lines.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var m labelled
		if err := json.Unmarshal(raw, &m); err != nil {
			return badInput{fmt.Errorf("%s:%d: %w", path, n, fieldError(err))}
		}
		do(m)
	}
}
