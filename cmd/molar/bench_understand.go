package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

// benchUnderstandCmd measures the understander on labelled messages that it
// never learned from.
type benchUnderstandCmd struct {
	Dev      string `default:"evals/understand/dev" type:"path" help:"Folder with files of labelled messages (*.jsonl) and clinic.yaml."`
	Only     string `placeholder:"FILE" help:"Measure one file of the folder only."`
	Mistakes bool   `help:"Print every message that was misread to standard error."`
	JSON     bool   `help:"Print JSON."`
}

// labelled is a line of any of the development files; absent labels are not
// looked at.
type labelled struct {
	ID             string          `json:"id"`
	Text           string          `json:"text"`
	Now            time.Time       `json:"now"` // zero: the clinic's
	Times          *[]zhtime.Wish  `json:"times"`
	Expecting      string          `json:"expecting"`
	Intents        []string        `json:"intents"`
	PatientName    json.RawMessage `json:"patient_name"`
	Phone          json.RawMessage `json:"phone"`
	ForWhom        string          `json:"for_whom"`
	Relation       json.RawMessage `json:"relation"`
	Doctor         json.RawMessage `json:"doctor"`
	Store          json.RawMessage `json:"store"`
	Treatment      json.RawMessage `json:"treatment"`
	TreatmentState string          `json:"treatment_state"`
	Act            string          `json:"act"`
	Ordinal        int             `json:"ordinal"`
}

// confusedPairs is how many of the commonest confusions are printed.
const confusedPairs = 15

// Run prints the accuracy of each part for each file, what is confused with
// what, and the time of each stage.
func (c *benchUnderstandCmd) Run(ctx context.Context) error {
	w, err := loadWorld(filepath.Join(c.Dev, "clinic.yaml"))
	if err != nil {
		return err
	}
	pattern := "*.jsonl"
	if c.Only != "" {
		pattern = c.Only
	}
	files, err := filepath.Glob(filepath.Join(c.Dev, pattern))
	if err != nil || len(files) == 0 {
		return badInput{fmt.Errorf("no %s in %s", pattern, c.Dev)}
	}
	began := time.Now()
	u, err := nlu.New(agent.Vocabulary(w))
	if err != nil {
		return err
	}
	start := time.Since(began)
	misread := io.Discard
	if c.Mistakes {
		misread = os.Stderr
	}
	var all []figures
	var stages nlu.Stages
	var everything []time.Duration
	pairs := map[[2]string]int{}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".jsonl")
		score := newScore(misread)
		var took []time.Duration
		err := eachLabelled(file, func(m labelled) {
			now := w.Now
			if !m.Now.IsZero() {
				now = m.Now.In(w.Org.Zone)
			}
			began := time.Now()
			got := u.UnderstandTimed(m.Text, nlu.Context{Now: now, Expecting: m.Expecting}, &stages)
			took = append(took, time.Since(began))
			score.judge(m, got)
		})
		if err != nil {
			return err
		}
		if len(took) == 0 {
			continue
		}
		f := timings("understand "+name, took)
		f.Counts = score.counts()
		all = append(all, f)
		everything = append(everything, took...)
		for pair, n := range score.intents.mistakes {
			pairs[pair] += n
		}
	}
	f := timings("understand, all", everything)
	n := float64(len(everything))
	each := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / n }
	f.Counts = map[string]float64{
		"start_seconds": start.Seconds(), "normalise_ms": each(stages.Normalise), "times_ms": each(stages.Times),
		"names_ms": each(stages.Names), "treatments_ms": each(stages.Treatments), "intents_ms": each(stages.Intents),
	}
	all = append(all, f, confusions(pairs))
	return print(all, c.JSON)
}

// confusions are the commonest pairs of the code that is right and the code
// that was read.
func confusions(pairs map[[2]string]int) figures {
	f := figures{Name: "right > read", Counts: map[string]float64{}}
	worst := slices.SortedFunc(maps.Keys(pairs), func(a, b [2]string) int {
		return cmp.Or(pairs[b]-pairs[a], strings.Compare(a[0]+a[1], b[0]+b[1]))
	})
	for i, pair := range worst {
		f.N += pairs[pair]
		if i < confusedPairs {
			f.Counts[pair[0]+" > "+pair[1]] = float64(pairs[pair])
		}
	}
	return f
}

// share counts what is right of all.
type share struct{ right, all int }

// found counts what a part finds of what there is to find.
type found struct{ right, said, there int }

func (f found) f1() float64 { return 2 * float64(f.right) / float64(max(1, f.said+f.there)) }

// score is what was right of one file.
type score struct {
	intents *confusion
	shares  map[string]*share
	founds  map[string]*found
	misread io.Writer
}

func newScore(misread io.Writer) *score {
	return &score{newConfusion(), map[string]*share{}, map[string]*found{}, misread}
}

func (s *score) counts() map[string]float64 {
	counts := map[string]float64{}
	if s.intents.total > 0 {
		counts["one_intent_accuracy"], counts["one_intent_macro_f1"] = s.intents.accuracy(), s.intents.macroF1()
	}
	for name, t := range s.shares {
		counts[name] = float64(t.right) / float64(t.all)
	}
	for name, t := range s.founds {
		counts[name+"_f1"] = t.f1()
	}
	return counts
}

func (s *score) share(m labelled, name, got, want string) {
	t := s.shares[name]
	if t == nil {
		t = &share{}
		s.shares[name] = t
	}
	t.all++
	if got == want {
		t.right++
		return
	}
	s.complain(m, name, got, want)
}

func (s *score) found(m labelled, name, got string, raw json.RawMessage, same func(a, b string) bool) {
	if raw == nil {
		return
	}
	t := s.founds[name]
	if t == nil {
		t = &found{}
		s.founds[name] = t
	}
	want := wordOf(raw)
	if got != "" {
		t.said++
	}
	if want != "" {
		t.there++
	}
	switch {
	case got != "" && want != "" && same(got, want):
		t.right++
	case got != want:
		s.complain(m, name, got, want)
	}
}

func (s *score) complain(m labelled, part, got, want string) {
	fmt.Fprintf(s.misread, "%s\t%s\tread %q, right %q\t%s\n", m.ID, part, got, want, m.Text)
}

// judge compares a message's labels with what was read.
func (s *score) judge(m labelled, u nlu.Understanding) {
	got := agent.Describe(u)
	if m.Intents != nil {
		codes := make([]string, len(got.Intents))
		for i, in := range got.Intents {
			codes[i] = in.Code
		}
		read, right := strings.Join(codes, " "), strings.Join(m.Intents, " ")
		if len(m.Intents) == 1 {
			// The code counted is the one raised first; that there is no
			// other is counted on its own.
			s.intents.add(right, cmp.Or(strings.Join(codes[:min(1, len(codes))], ""), "none"))
			s.share(m, "one_intent_exact", read, right)
		} else {
			s.share(m, "two_intents", read, right)
		}
	}
	if m.ForWhom != "" {
		s.share(m, "phone", wordIn(got.Phone), wordOf(m.Phone))
		s.share(m, "for_whom", got.ForWhom, m.ForWhom)
		equal := func(a, b string) bool { return a == b }
		s.found(m, "patient_name", wordIn(got.PatientName), m.PatientName, equal)
		s.found(m, "doctor", wordIn(got.Doctor), m.Doctor, sameMention)
		s.found(m, "store", wordIn(got.Store), m.Store, sameMention)
		if m.ForWhom != nlu.Family && m.ForWhom != nlu.Multiple {
			s.found(m, "relation", wordIn(got.Relation), m.Relation, equal)
		}
	}
	if m.Times != nil {
		part := "times"
		if len(*m.Times) == 0 {
			part = "no_time"
		}
		s.share(m, part, timesText(got.Times), timesText(*m.Times))
	}
	if m.TreatmentState != "" {
		read, right := got.TreatmentState, m.TreatmentState
		if read == nlu.Known {
			read = wordIn(got.Treatment)
		}
		if right == nlu.Known {
			right = wordOf(m.Treatment)
		}
		s.share(m, "treatment", read, right)
		if right == nlu.Severe || right == nlu.Several {
			s.share(m, "treatment_"+right, read, right)
		}
	}
	if m.Act != "" {
		act := "none"
		if len(u.Acts) > 0 {
			act = string(u.Acts[0])
		}
		ordinal := 0
		if len(u.Ordinals) > 0 {
			ordinal = u.Ordinals[0]
		}
		s.share(m, "act_or_ordinal", fmt.Sprint(act, ordinal), fmt.Sprint(m.Act, m.Ordinal))
	}
}

// timesText writes a set of wishes so that equal sets are written alike.
func timesText(wishes []zhtime.Wish) string {
	var all []string
	for _, w := range wishes {
		line := string(w.Kind)
		for _, t := range []time.Time{w.Start, w.End} {
			if t.IsZero() {
				line += " -"
			} else {
				line += " " + t.Format("2006-01-02T15:04")
			}
		}
		all = append(all, strings.TrimSpace(line+" "+w.RRule+" "+w.From+"-"+w.To))
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// sameMention takes 李慧敏 for 李慧敏医生 and 徐汇 for 徐汇店.
func sameMention(got, want string) bool {
	got, want = nlu.Fold(got), nlu.Fold(want)
	return strings.Contains(want, got) || strings.Contains(got, want)
}

func wordIn(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// wordOf is a label's word, "" for null.
func wordOf(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s)
	return s
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
			return badInput{fmt.Errorf("%s:%d: %w", path, n, fieldError(err, "now"))}
		}
		do(m)
	}
}
