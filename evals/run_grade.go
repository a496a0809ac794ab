package evals

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/molarhq/molar"
)

// Grade compares what came of a golden with what it expects, turn by turn and
// in the end. It looks at nothing but its arguments.
func Grade(g *Golden, played Played) []Problem {
	names := bindings{}
	var problems []Problem
	for i, t := range g.Turns {
		grader := &turnGrader{golden: g, turn: t, played: played.Turns[i], names: names}
		grader.grade()
		problems = append(problems, grader.problems...)
	}
	problems = append(problems, gradeFinal(g, played, names)...)
	if g.Tools != nil {
		problems = append(problems, gradeCovered(g, played)...)
	}
	return problems
}

// gradeCovered compares the tools that the run called with covers.tools.
func gradeCovered(g *Golden, played Played) []Problem {
	var called []string
	for _, t := range played.Turns {
		for _, line := range t.Lines {
			for _, call := range line.Tools {
				called = append(called, call.Name)
			}
		}
	}
	slices.Sort(called)
	called = slices.Compact(called)
	want := slices.Sorted(slices.Values(g.Tools))
	if slices.Equal(called, want) {
		return nil
	}
	return []Problem{{Field: "covers.tools", Want: fmt.Sprint(want), Got: fmt.Sprint(called)}}
}

// turnGrader grades one turn.
type turnGrader struct {
	golden   *Golden
	turn     Turn
	played   PlayedTurn
	names    bindings
	problems []Problem
}

// wrong notes a problem.
func (t *turnGrader) wrong(field string, want, got any) {
	t.problems = append(t.problems, Problem{Turn: t.turn.ID, Field: field, Want: fmt.Sprint(want), Got: fmt.Sprint(got)})
}

func (t *turnGrader) grade() {
	e := t.turn.Expect
	t.intents(e)
	t.replies(e)
	t.words(e)
	t.state(e)
	if e.Facts != nil {
		t.facts(e.Facts)
	}
	if e.Silent != nil {
		t.silent(*e.Silent)
	}
	if e.Handoff != nil {
		t.handoff(*e.Handoff)
	}
	if e.Appointments != nil {
		t.appointments(e.Appointments)
	}
	if e.Tools != nil {
		t.tools(*e.Tools)
	}
}

func (t *turnGrader) intents(e Expect) {
	var codes []string
	for _, line := range t.played.Lines {
		for _, i := range line.Intents {
			codes = append(codes, i.Code)
		}
	}
	if e.Intent != "" && !slices.Contains(codes, e.Intent) {
		t.wrong("intent", e.Intent, codes)
	}
	if e.Intents != nil && !slices.Equal(codes, e.Intents) {
		t.wrong("intents", e.Intents, codes)
	}
}

func (t *turnGrader) replies(e Expect) {
	var scripts, knowledge []string
	for _, line := range t.played.Lines {
		for _, r := range line.Replies {
			scripts = append(scripts, r.Script)
			if r.Knowledge != "" {
				knowledge = append(knowledge, r.Knowledge)
			}
		}
	}
	if e.Replies != nil && !e.Replies.holds(len(scripts)) {
		t.wrong("replies", e.Replies, t.text())
	}
	if e.Script != nil && !e.Script.holds(scripts) {
		t.wrong("script", e.Script, scripts)
	}
	if e.Knowledge != "" && !slices.Contains(knowledge, e.Knowledge) {
		t.wrong("knowledge", e.Knowledge, knowledge)
	}
}

func (s *ScriptWanted) holds(scripts []string) bool {
	switch s.Mode {
	case "all":
		return slices.Equal(scripts, s.Keys)
	case "any":
		return slices.Contains(scripts, s.Keys[0])
	}
	return len(scripts) > 0 && scripts[len(scripts)-1] == s.Keys[0]
}

// String writes the scripts as a golden would.
func (s *ScriptWanted) String() string {
	if s.Mode == "all" {
		return fmt.Sprint(s.Keys)
	}
	return s.Mode + " " + s.Keys[0]
}

func (r *Range) holds(n int) bool { return r.Low <= n && n <= r.High }

// String writes the range as a golden would.
func (r *Range) String() string {
	if r.Low == r.High {
		return itoa(r.Low)
	}
	return itoa(r.Low) + ".." + itoa(r.High)
}

// text is all that the bot says in the turn.
func (t *turnGrader) text() string {
	var texts []string
	for _, line := range t.played.Lines {
		for _, r := range line.Replies {
			texts = append(texts, r.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func (t *turnGrader) words(e Expect) {
	text := t.text()
	for _, want := range e.SayAll {
		if !containsText(text, want) {
			t.wrong("say_all", want, text)
		}
	}
	contains := func(s string) bool { return containsText(text, s) }
	if e.SayAny != nil && !slices.ContainsFunc(e.SayAny, contains) {
		t.wrong("say_any", e.SayAny, text)
	}
	for _, not := range e.SayNone {
		if containsText(text, not) {
			t.wrong("say_none", "no "+not, text)
		}
	}
}

// state compares the dialogue state after the last customer's line.
func (t *turnGrader) state(e Expect) {
	var state StateLine
	for i, ev := range t.played.Events {
		if ev.Role == molar.RoleCustomer {
			state = t.played.Lines[i].State
		}
	}
	if e.Expecting != nil {
		got := ""
		if state.Expecting != nil {
			got = string(*state.Expecting)
		}
		if got != *e.Expecting {
			t.wrong("expecting", orNone(*e.Expecting), orNone(got))
		}
	}
	if e.Offers == nil {
		return
	}
	if e.Offers.Count != nil && !e.Offers.Count.holds(len(state.Offers)) {
		t.wrong("offers", e.Offers.Count, showOffers(state.Offers))
	}
	var starts, doctors, stores []any
	for _, o := range state.Offers {
		starts = append(starts, o.Start)
		doctors = append(doctors, string(o.Doctor))
		stores = append(stores, string(o.Store))
	}
	for _, list := range []struct {
		field string
		want  []Matcher
		got   []any
	}{{"offers.starts", e.Offers.Starts, starts}, {"offers.doctors", e.Offers.Doctors, doctors}, {"offers.stores", e.Offers.Stores, stores}} {
		if list.want != nil && !(Matcher{op: "list", list: list.want}).Match(list.got, t.names) {
			t.wrong(list.field, list.want, showOffers(state.Offers))
		}
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func showOffers(offers []OfferLine) string {
	parts := make([]string, len(offers))
	for i, o := range offers {
		parts[i] = fmt.Sprintf("%s %s %s", o.Start.Format("01-02 15:04"), o.Doctor, o.Store)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// silent compares the reasons of the customers' lines. A line in the middle of
// a burst says nothing yet and counts only where that is what is asked for.
func (t *turnGrader) silent(want string) {
	for i, ev := range t.played.Events {
		line := t.played.Lines[i]
		if ev.Role != molar.RoleCustomer {
			continue
		}
		got := "false"
		if line.Silent != nil {
			got = string(*line.Silent)
		}
		if got == string(molar.SilentMore) && want != got {
			continue
		}
		quiet := len(line.Replies) == 0
		if want == "false" && got != want || want == "true" && (got == "false" || !quiet) ||
			want != "true" && want != "false" && (got != want || !quiet) {
			if !quiet {
				got += ", says " + t.text()
			}
			t.wrong("silent", want, got)
		}
	}
}

func (t *turnGrader) handoff(want HandoffWanted) {
	var got []string
	matched := false
	for _, line := range t.played.Lines {
		h := line.Handoff
		if h == nil {
			continue
		}
		raw, _ := json.Marshal(h)
		got = append(got, string(raw))
		matched = matched || h.Code == want.Code &&
			(want.Urgent == nil || *want.Urgent == h.Urgent) && (want.Repeat == nil || *want.Repeat == h.Repeat)
	}
	switch {
	case want.Code == "" && len(got) > 0:
		t.wrong("handoff", "none", strings.Join(got, " "))
	case want.Code != "" && !matched:
		t.wrong("handoff", want, orNone(strings.Join(got, " ")))
	}
}

// String writes the handoff as a golden would.
func (h HandoffWanted) String() string {
	s := string(h.Code)
	if h.Urgent != nil {
		s += fmt.Sprintf(" urgent=%v", *h.Urgent)
	}
	if h.Repeat != nil {
		s += fmt.Sprintf(" repeat=%v", *h.Repeat)
	}
	return s
}

func (t *turnGrader) appointments(want []map[string]Matcher) {
	var got []map[string]any
	for _, line := range t.played.Lines {
		for _, a := range line.Appointments {
			got = append(got, map[string]any{
				"action": string(a.Action), "id": string(a.ID), "patient": string(a.Patient), "store": string(a.Store),
				"doctor": string(a.Doctor), "project": string(a.Project), "start": a.Start, "status": string(a.Status),
			})
		}
	}
	for i := range max(len(want), len(got)) {
		switch {
		case i >= len(got):
			t.wrong("appointments", showFields(want[i]), "nothing")
		case i >= len(want):
			t.wrong("appointments", "nothing", showRow(got[i]))
		case !matchRow(want[i], got[i], t.names):
			t.wrong("appointments", showFields(want[i]), showRow(got[i]))
		}
	}
}

// matchRow compares the columns that are written.
func matchRow(want map[string]Matcher, got map[string]any, names bindings) bool {
	for column, m := range want {
		if !m.Match(got[column], names) {
			return false
		}
	}
	return true
}

func showRow(row map[string]any) string {
	shown := make(map[string]string, len(row))
	for column, v := range row {
		if text := show(v); text != "" && text != "false" {
			shown[column] = text
		}
	}
	return showFields(shown)
}

// call is a call as matchers see it.
type call struct {
	name string
	args any
}

func (t *turnGrader) tools(want ToolsWanted) {
	var calls []call
	for _, line := range t.played.Lines {
		for _, record := range line.Tools {
			c := call{name: record.Name}
			dec := json.NewDecoder(bytes.NewReader(record.Args))
			dec.UseNumber()
			if dec.Decode(&c.args) != nil {
				c.args = string(record.Args)
			}
			calls = append(calls, c)
		}
	}
	for _, never := range want.Never {
		for _, c := range calls {
			if never.matches(c, t.names) {
				t.wrong("tools.never", "no "+never.String(), c)
			}
		}
	}
	switch want.Mode {
	case "none":
		if len(calls) > 0 {
			t.wrong("tools", "none", calls)
		}
	case "exact":
		if len(calls) != len(want.Calls) || !t.inOrder(want.Calls, calls) {
			t.wrong("tools", want.Calls, calls)
		}
	case "subsequence":
		if !t.inOrder(want.Calls, calls) {
			t.wrong("tools", want.Calls, calls)
		}
	case "set":
		left := slices.Clone(calls)
		for _, w := range want.Calls {
			i := slices.IndexFunc(left, func(c call) bool { return w.matches(c, t.names) })
			if i < 0 {
				t.wrong("tools", want.Calls, calls)
				return
			}
			left = slices.Delete(left, i, i+1)
		}
		if len(left) > 0 {
			t.wrong("tools", want.Calls, calls)
		}
	}
}

// inOrder reports whether the calls wanted are among the calls, in order.
func (t *turnGrader) inOrder(want []CallWanted, calls []call) bool {
	for _, c := range calls {
		if len(want) > 0 && want[0].matches(c, t.names) {
			want = want[1:]
		}
	}
	return len(want) == 0
}

func (w CallWanted) matches(c call, names bindings) bool {
	return w.Name == c.name && w.Args.Match(c.args, names)
}

// String writes the call as a golden would.
func (w CallWanted) String() string {
	if w.Args.op == "any" {
		return w.Name
	}
	return w.Name + "(" + w.Args.String() + ")"
}

// String shows the call with its arguments.
func (c call) String() string { return c.name + show(c.args) }
