package evals

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals/strictyaml"
	"github.com/molarhq/molar/prompts"
	"github.com/molarhq/molar/tools"
)

// Expect is what a turn must come to. What is nil is not checked.
type Expect struct {
	Intent       string // among the intents
	Intents      []string
	Expecting    *string // "" no question is open
	Offers       *OffersWanted
	Replies      *Range
	Script       *ScriptWanted
	Knowledge    string
	Facts        map[string]Matcher
	SayAll       []string
	SayAny       []string
	SayNone      []string
	Silent       *string // a reason; "true" for any, "false" for none
	Handoff      *HandoffWanted
	Appointments []map[string]Matcher
	Tools        *ToolsWanted
}

// Range is a count within bounds.
type Range struct{ Low, High int }

// OffersWanted is what stands offered after a turn; nil lists are not checked.
type OffersWanted struct {
	Count                   *Range
	Starts, Doctors, Stores []Matcher
}

// ScriptWanted names the scripts of the replies.
type ScriptWanted struct {
	Mode string // last, any, or all in order
	Keys []string
}

// HandoffWanted is a handoff of a turn; code "" for none.
type HandoffWanted struct {
	Code           molar.HandoffCode
	Urgent, Repeat *bool
}

// ToolsWanted are the calls of a turn.
type ToolsWanted struct {
	Mode  string // subsequence, exact, set, none; "" not checked
	Calls []CallWanted
	Never []CallWanted
}

// CallWanted is one call, by its arguments as far as they are written.
type CallWanted struct {
	Name string
	Args Matcher
}

// factNames are what expect.facts may speak of.
var factNames = []string{"patient", "store", "address", "doctor", "project", "start", "phone"}

// questions are the open questions that expecting may name.
var questions = []agent.Expecting{
	agent.ExpectWho, agent.ExpectNamePhone, agent.ExpectProject, agent.ExpectProblem, agent.ExpectStore, agent.ExpectDoctor,
	agent.ExpectTime, agent.ExpectChoice, agent.ExpectConfirm, agent.ExpectAppointment,
}

// silences are the reasons that silent may name.
var silences = []string{
	string(molar.SilentCoverage), string(molar.SilentHold), string(molar.SilentYield), string(molar.SilentStaff),
	string(molar.SilentMention), string(molar.SilentNotOwner), string(molar.SilentOffline), string(molar.SilentMore),
}

// flowIntents are the intents beside the question categories.
var flowIntents = []string{"book", "reschedule", "confirm", "cancel", "store_info", "greet", "thanks", "bye", "human_request"}

func (r *goldenReader) expect(v strictyaml.Value) Expect {
	m := v.Map(expectKeys...)
	fields := v.Fields()
	if len(fields) == 0 {
		v.Fail("an empty expect checks nothing: write {none: why}")
	}
	if none := m.Get("none"); none.Written() {
		none.Text()
		if len(fields) > 1 {
			none.Fail("none stands alone")
		}
		return Expect{}
	}
	e := Expect{
		SayAll: texts(m.Get("say_all")), SayAny: texts(m.Get("say_any")), SayNone: texts(m.Get("say_none")),
		Offers: readOffers(m.Get("offers")), Replies: readRange(m.Get("replies")), Script: readScript(m.Get("script")),
		Handoff: readHandoff(m.Get("handoff")), Tools: readTools(m.Get("tools")),
	}
	if one := m.Get("intent"); one.Written() {
		e.Intent = intentCode(one)
	}
	if all := m.Get("intents"); all.Written() {
		e.Intents = []string{}
		for _, item := range all.List() {
			e.Intents = append(e.Intents, intentCode(item))
		}
	}
	if q := m.Get("expecting"); q.Written() {
		word := q.Text()
		if word != "none" && !slices.Contains(questions, agent.Expecting(word)) {
			q.Fail("no question is called %s; they are %v, and none", word, questions)
		}
		word = strings.TrimPrefix(word, "none")
		e.Expecting = &word
	}
	if k := m.Get("knowledge"); k.Written() {
		e.Knowledge = k.Text()
		if !slices.ContainsFunc(r.golden.World.Knowledge, func(k molar.KnowledgeEntry) bool { return k.ID == e.Knowledge }) {
			k.Fail("no knowledge entry is called %s", e.Knowledge)
		}
	}
	if s := m.Get("silent"); s.Written() {
		e.Silent = readSilent(s)
	}
	if facts := m.Get("facts"); facts.Written() {
		e.Facts = r.row(facts, factNames)
	}
	e.Appointments = r.rows(m.Get("appointments"), "action", "id", "patient", "store", "doctor", "project", "start", "status")
	return e
}

func intentCode(v strictyaml.Value) string {
	code := v.Text()
	if !slices.Contains(flowIntents, code) && !molar.HandoffCode(code).IsQuestion() {
		v.Fail("no intent is called %s", code)
	}
	return code
}

func readSilent(v strictyaml.Value) *string {
	var s scalar
	v.Into(&s)
	word := show(s.value)
	if word != "true" && word != "false" && !slices.Contains(silences, word) {
		v.Fail("no silence is called %s; they are %v, true and false", word, silences)
	}
	return &word
}

// readRange reads 2 or 1..4, with none for 0.
func readRange(v strictyaml.Value) *Range {
	if !v.Written() {
		return nil
	}
	var s scalar
	v.Into(&s)
	text := show(s.value)
	if text == "none" {
		return &Range{}
	}
	low, high, both := strings.Cut(text, "..")
	if !both {
		high = low
	}
	var out Range
	if json.Unmarshal([]byte(low), &out.Low) != nil || json.Unmarshal([]byte(high), &out.High) != nil || out.Low > out.High || out.Low < 0 {
		v.Fail("%q is no count such as 2 or 1..4", text)
	}
	return &out
}

func readOffers(v strictyaml.Value) *OffersWanted {
	if !v.Written() {
		return nil
	}
	if !v.IsMap() {
		return &OffersWanted{Count: readRange(v)}
	}
	m := v.Map("count", "starts", "doctors", "stores")
	return &OffersWanted{
		Count: readRange(m.Get("count")), Starts: readMatchers(m.Get("starts")),
		Doctors: readMatchers(m.Get("doctors")), Stores: readMatchers(m.Get("stores")),
	}
}

func readMatchers(v strictyaml.Value) []Matcher {
	if !v.Written() {
		return nil
	}
	all := []Matcher{}
	for _, item := range v.List() {
		all = append(all, readMatcher(item))
	}
	return all
}

func readScript(v strictyaml.Value) *ScriptWanted {
	switch {
	case !v.Written():
		return nil
	case v.IsList():
		s := &ScriptWanted{Mode: "all", Keys: []string{}}
		for _, item := range v.List() {
			s.Keys = append(s.Keys, scriptKey(item))
		}
		return s
	case v.IsMap():
		return &ScriptWanted{Mode: "any", Keys: []string{scriptKey(v.Map("any").Need("any"))}}
	}
	return &ScriptWanted{Mode: "last", Keys: []string{scriptKey(v)}}
}

func scriptKey(v strictyaml.Value) string {
	key := v.Text()
	if !prompts.Default().Has(key) {
		v.Fail("no script is called %s", key)
	}
	return key
}

func readHandoff(v strictyaml.Value) *HandoffWanted {
	switch {
	case !v.Written():
		return nil
	case !v.IsMap():
		if v.Text() == "none" {
			return &HandoffWanted{}
		}
		return &HandoffWanted{Code: handoffCode(v)}
	}
	m := v.Map("code", "urgent", "repeat")
	h := &HandoffWanted{Code: handoffCode(m.Need("code"))}
	for _, flag := range []struct {
		key string
		to  **bool
	}{{"urgent", &h.Urgent}, {"repeat", &h.Repeat}} {
		if f := m.Get(flag.key); f.Written() {
			is := f.Bool()
			*flag.to = &is
		}
	}
	return h
}

func handoffCode(v strictyaml.Value) molar.HandoffCode {
	code := molar.HandoffCode(v.Text())
	if code != "" && code.Name() == "" {
		v.Fail("no handoff is called %s", code)
	}
	return code
}

func readTools(v strictyaml.Value) *ToolsWanted {
	switch {
	case !v.Written():
		return nil
	case !v.IsMap():
		oneWord(v, "none")
		return &ToolsWanted{Mode: "none"}
	}
	m := v.Map("mode", "calls", "never")
	t := &ToolsWanted{Mode: oneWord(m.Get("mode"), "subsequence", "exact", "set", "none")}
	t.Calls, t.Never = readCalls(m.Get("calls")), readCalls(m.Get("never"))
	switch {
	case t.Mode == "none" && t.Calls != nil:
		m.Get("mode").Fail("mode none has no calls")
	case t.Mode == "" && t.Calls != nil:
		t.Mode = "subsequence"
	case t.Mode != "" && t.Mode != "none" && t.Calls == nil:
		m.Get("mode").Fail("mode %s needs calls", t.Mode)
	case t.Mode == "" && t.Never == nil:
		v.Fail("calls, never or mode: none is needed")
	}
	return t
}

// readCalls reads calls such as find_doctors or search_slots: {store: main}.
func readCalls(v strictyaml.Value) []CallWanted {
	if !v.Written() {
		return nil
	}
	calls := []CallWanted{}
	for _, item := range v.List() {
		if !item.IsMap() {
			calls = append(calls, CallWanted{Name: toolName(item, item.Text()), Args: Matcher{op: "any"}})
			continue
		}
		fields := item.Fields()
		if len(fields) != 1 {
			item.Fail("an entry is one call, search_slots: {store: main}")
			return nil
		}
		calls = append(calls, CallWanted{Name: toolName(fields[0].Key, fields[0].Name), Args: readMatcher(fields[0].Value)})
	}
	return calls
}

func toolName(v strictyaml.Value, name string) string {
	if !slices.ContainsFunc(tools.All(), func(t tools.Tool) bool { return t.Name == name }) {
		v.Fail("no tool is called %s", name)
	}
	return name
}

// rows reads a list of rows; none, or an empty list, is no row, and nil is
// not written.
func (r *goldenReader) rows(v strictyaml.Value, columns ...string) []map[string]Matcher {
	if !v.Written() {
		return nil
	}
	rows := []map[string]Matcher{}
	if !v.IsList() {
		oneWord(v, "none")
		return rows
	}
	for _, item := range v.List() {
		rows = append(rows, r.row(item, columns))
	}
	return rows
}

// row reads a row's matchers by column. An id that the world does not have is
// a fault: nothing would ever match it.
func (r *goldenReader) row(v strictyaml.Value, columns []string) map[string]Matcher {
	row := map[string]Matcher{}
	v.Map(columns...)
	for _, f := range v.Fields() {
		m := readMatcher(f.Value)
		row[f.Name] = m
		if id, ok := m.literal.(string); ok && m.op == "" && !r.knows(f.Name, id) {
			f.Value.Fail("the world has no %s %s", f.Name, id)
		}
	}
	return row
}

func (r *goldenReader) knows(column, id string) bool {
	w := r.golden.World
	switch column {
	case "patient":
		return slices.ContainsFunc(w.Patients, func(p molar.Patient) bool { return string(p.ID) == id })
	case "store", "home_store", "address":
		return slices.ContainsFunc(w.Stores, func(s molar.Store) bool { return string(s.ID) == id })
	case "doctor":
		return slices.ContainsFunc(w.Doctors, func(d molar.Doctor) bool { return string(d.ID) == id })
	case "project":
		return slices.ContainsFunc(w.Projects, func(p molar.Project) bool { return string(p.ID) == id })
	case "start", "end":
		_, ok := asTime(id)
		return ok
	case "status":
		return oneOf(id, "unconfirmed", "confirmed", "arrived", "cancelled", "no_show")
	case "action":
		return oneOf(id, "booked", "moved", "confirmed")
	case "by":
		return oneOf(id, "bot", "staff")
	}
	return true
}
