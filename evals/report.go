package evals

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// ReportSchema names the form of a JSON report. A baseline of another form is
// refused: verdicts of different graders cannot be compared.
const ReportSchema = "eval-report/v1"

// Verdict is how a golden did over its runs.
type Verdict string

const (
	Always Verdict = "always" // passed every time
	Mixed  Verdict = "mixed"  // passed some times: for the embedded brain a fault of its own
	Never  Verdict = "never"
	Broken Verdict = "error" // the machinery failed
)

// Report is what came of a suite.
type Report struct {
	Schema  string   `json:"schema"`
	Brain   string   `json:"brain"`
	Results []Result `json:"results"`
}

// Result is what came of one golden, or of a variant of one, on one store.
type Result struct {
	Golden   string    `json:"golden"`
	Variant  string    `json:"variant,omitempty"`
	File     string    `json:"file"`
	Title    string    `json:"title"`
	Severity Severity  `json:"severity"`
	Status   Status    `json:"status"`
	Store    string    `json:"store"`
	Counts   bool      `json:"counts"` // a failure fails the suite
	Verdict  Verdict   `json:"verdict"`
	Runs     int       `json:"runs"`
	Passed   int       `json:"passed"`
	Problems []Problem `json:"problems,omitempty"` // of the first run that failed
	Error    string    `json:"error,omitempty"`
	MS       float64   `json:"ms"` // of the agent's turns, mean of the runs
	New      bool      `json:"new,omitempty"`
	Shown    []Bubble  `json:"shown"`
	// Transcript is every line of the first run but its timing, as JSON.
	Transcript string `json:"-"`
}

// Bubble is one message or event of a conversation, for people to read.
type Bubble struct {
	Turn string `json:"turn"`
	From string `json:"from"` // a contact, a member of staff, or "" for the bot
	Role string `json:"role"`
	Text string `json:"text"`
	Note string `json:"note,omitempty"` // script, silence, handoff, what was written
	At   string `json:"at,omitempty"`
}

// NamedStore is a kind of store that goldens run on.
type NamedStore struct {
	Name string
	Open Open
}

// Options say how a suite is run.
type Options struct {
	Stores   []NamedStore
	Brain    string
	Repeat   int // runs of each golden, at least; 0 for what the golden says
	Variants int // of each golden by each generator
	Parallel int // goldens at a time; 0 for one
	Now      time.Time
}

// RunSuite runs every golden on every store, and reports in the order of the
// goldens. Goldens that are not for the brain are left out.
func RunSuite(ctx context.Context, goldens []*Golden, o Options) Report {
	type job struct {
		golden  *Golden
		variant string
		store   NamedStore
		runs    int
	}
	var jobs []job
	for _, g := range goldens {
		runs := g.Runs[o.Brain]
		if runs == 0 {
			continue
		}
		for _, store := range o.Stores {
			jobs = append(jobs, job{g, "", store, max(runs, o.Repeat)})
			for _, v := range Vary(g, o.Variants) {
				jobs = append(jobs, job{v, v.ID, store, 1})
			}
		}
	}
	report := Report{Schema: ReportSchema, Brain: o.Brain, Results: make([]Result, len(jobs))}
	var workers sync.WaitGroup
	free := make(chan struct{}, max(1, o.Parallel))
	for i, j := range jobs {
		free <- struct{}{}
		workers.Go(func() {
			defer func() { <-free }()
			r := runGolden(ctx, j.golden, j.store.Open, j.runs)
			r.Store, r.Variant, r.Counts = j.store.Name, j.variant, j.golden.Counts(o.Now)
			report.Results[i] = r
		})
	}
	workers.Wait()
	return report
}

// runGolden runs one golden several times on fresh clinics.
func runGolden(ctx context.Context, g *Golden, open Open, runs int) Result {
	r := Result{Golden: g.ID, File: g.File, Title: g.Title, Severity: g.Severity, Status: g.Status, Runs: runs}
	for i := range runs {
		played, problems, err := Run(ctx, g, open)
		if err != nil {
			r.Verdict, r.Error = Broken, err.Error()
			return r
		}
		transcript := played.Transcript()
		if i == 0 {
			r.Transcript, r.Shown = transcript, bubbles(g, played)
		} else if transcript != r.Transcript {
			problems = append(problems, Problem{Field: "deterministic", Want: "the same lines as in the first run", Got: firstDifference(r.Transcript, transcript)})
		}
		if len(problems) == 0 {
			r.Passed++
		} else if r.Problems == nil {
			r.Problems = problems
		}
		r.MS += float64(played.Took().Microseconds()) / 1000 / float64(runs)
	}
	switch r.Passed {
	case runs:
		r.Verdict = Always
	case 0:
		r.Verdict = Never
	default:
		r.Verdict = Mixed
	}
	return r
}

// bubbles lays a conversation out for people.
func bubbles(g *Golden, played Played) []Bubble {
	var all []Bubble
	for i, t := range played.Turns {
		for j, ev := range t.Events {
			all = append(all, sayBubble(g.Turns[i].ID, g, ev))
			line := t.Lines[j]
			for _, r := range line.Replies {
				all = append(all, Bubble{Turn: g.Turns[i].ID, Role: "bot", Text: r.Text, Note: noteOf(r.Script, r.Knowledge)})
			}
			if note := outcome(line); note != "" {
				all = append(all, Bubble{Turn: g.Turns[i].ID, Role: "note", Note: note})
			}
		}
	}
	return all
}

func sayBubble(turn string, g *Golden, ev Event) Bubble {
	b := Bubble{Turn: turn, From: ev.From, Role: string(ev.Role), Text: ev.Text, At: ev.At.In(g.World.Org.Zone).Format("01-02 15:04:05")}
	switch {
	case ev.Event != "":
		b.Note = ev.Event
	case ev.Media != "":
		b.Note = ev.Media
	}
	if ev.Conversation != g.Conversation {
		b.Note = noteOf(b.Note, string(ev.Conversation))
	}
	return b
}

func noteOf(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// outcome tells what a line did beside talking.
func outcome(line Line) string {
	note := ""
	if line.Silent != nil && *line.Silent != "more" && *line.Silent != "staff" {
		note = noteOf(note, "silent: "+string(*line.Silent))
	}
	if h := line.Handoff; h != nil {
		note = noteOf(note, "handoff: "+string(h.Code))
	}
	for _, a := range line.Appointments {
		note = noteOf(note, fmt.Sprintf("%s %s: %s %s %s %s %s", a.Action, a.ID, a.Patient, a.Store, a.Doctor, a.Project, a.Start.Format("01-02 15:04")))
	}
	return note
}

// Failed counts the results that fail the suite: those that count, and where
// a baseline was compared, those new since then.
func (r *Report) Failed(newOnly bool) int {
	n := 0
	for _, result := range r.Results {
		if result.Counts && result.Verdict != Always && (!newOnly || result.New) {
			n++
		}
	}
	return n
}

// Compare marks the failures that an earlier report does not have.
func (r *Report) Compare(baseline Report) {
	failed := map[string]bool{}
	for _, old := range baseline.Results {
		failed[old.key()] = old.Verdict != Always
	}
	for i, result := range r.Results {
		r.Results[i].New = result.Verdict != Always && !failed[result.key()]
	}
}

func (r Result) key() string { return r.Golden + " " + r.Store }

// ReadReport reads a JSON report, to be compared with.
func ReadReport(from io.Reader) (Report, error) {
	var r Report
	if err := json.NewDecoder(from).Decode(&r); err != nil {
		return r, fmt.Errorf("this is no report: %w", err)
	}
	if r.Schema != ReportSchema {
		return r, fmt.Errorf("this is a report of the form %q; %s is needed", r.Schema, ReportSchema)
	}
	return r, nil
}

// WriteText tells the results on a terminal: a line for each, and what is
// wrong below it.
func (r *Report) WriteText(w io.Writer) {
	counts := map[string]int{}
	for _, result := range r.Results {
		word := result.word()
		counts[word]++
		fmt.Fprintf(w, "%-5s %s  %s  %s", word, result.Severity, result.Golden, result.Store)
		if result.Runs > 1 {
			fmt.Fprintf(w, "  %d/%d", result.Passed, result.Runs)
		}
		if result.Status != Active {
			fmt.Fprintf(w, "  (%s)", result.Status)
		}
		fmt.Fprintln(w)
		if result.Error != "" {
			fmt.Fprintf(w, "      %s\n", result.Error)
		}
		for _, p := range result.Problems {
			fmt.Fprintf(w, "      %s\n", p)
		}
	}
	noun := "goldens"
	if len(r.Results) == 1 {
		noun = "golden"
	}
	fmt.Fprintf(w, "%d %s: %d passed", len(r.Results), noun, counts["pass"])
	for _, word := range []string{"FAIL", "MIXED", "ERROR", "known"} {
		if counts[word] > 0 {
			fmt.Fprintf(w, ", %d %s", counts[word], word)
		}
	}
	fmt.Fprintln(w)
}

// word is the verdict in a word; known is a failure that does not count.
func (r Result) word() string {
	switch {
	case r.Verdict == Always:
		return "pass"
	case !r.Counts:
		return "known"
	case r.Verdict == Mixed:
		return "MIXED"
	case r.Verdict == Broken:
		return "ERROR"
	}
	return "FAIL"
}

// firstDifference shows the first line in which two transcripts differ.
func firstDifference(a, b string) string {
	for a != "" || b != "" {
		var x, y string
		x, a = cutLine(a)
		y, b = cutLine(b)
		if x != y {
			return fmt.Sprintf("%q instead of %q", y, x)
		}
	}
	return ""
}

func cutLine(s string) (line, rest string) {
	line, rest, _ = strings.Cut(s, "\n")
	return line, rest
}
