package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/nlu"
)

// understandCmd reads single messages, without a dialogue.
type understandCmd struct {
	Fixture  string `placeholder:"FILE" help:"The clinic whose names are known. Default: the demo chain."`
	Calendar string `placeholder:"FILE" help:"Festivals and days off, in place of the built-in calendar."`
	Brain    string `enum:"embedded" default:"embedded" help:"Who understands: embedded."`
}

// Run prints one line for each line of standard input.
func (c *understandCmd) Run(ctx context.Context) error {
	w, err := loadWorld(c.Fixture)
	if err != nil {
		return err
	}
	vocabulary := agent.Vocabulary(w)
	if vocabulary.Calendar, err = loadCalendar(c.Calendar); err != nil {
		return err
	}
	u, err := nlu.New(vocabulary)
	if err != nil {
		return err
	}
	lines := newLineReader(os.Stdin)
	enc := json.NewEncoder(os.Stdout)
	enc.SetEscapeHTML(false)
	for {
		raw, n, err := lines.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		var m message
		if err := json.Unmarshal(raw, &m); err != nil {
			return badInput{fmt.Errorf("line %d: %w", n, fieldError(err, "now"))}
		}
		if m.Now.IsZero() {
			return badInput{fmt.Errorf("line %d: now: the moment of speaking is missing", n)}
		}
		began := time.Now()
		understood := u.Understand(m.Text, nlu.Context{Now: m.Now.In(w.Org.Zone), Expecting: m.Expecting})
		out := agent.Describe(understood)
		out.ID = m.ID
		out.MS = float64(time.Since(began).Nanoseconds()/1000) / 1000
		if err := enc.Encode(out); err != nil {
			return err
		}
	}
}

// message is an input line.
type message struct {
	ID        json.RawMessage `json:"id"`
	Text      string          `json:"text"`
	Now       time.Time       `json:"now"`
	Expecting string          `json:"expecting"`
}
