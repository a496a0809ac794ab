package evals

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// The keys of each part of a golden, as schema/golden.v1.json lists them too.
var (
	headerKeys = []string{"schema", "id", "title", "owner", "severity", "status", "source", "covers", "brains", "world", "chat", "turns", "final", "variants"}
	chatKeys   = []string{"kind", "conversation", "people"}
	turnKeys   = []string{"id", "at", "advance", "in", "say", "event", "by", "expect"}
	sayKeys    = []string{"text", "voice", "asr", "image", "file", "location", "recall", "gap", "more", "mentions"}
	expectKeys = []string{"none", "intent", "intents", "expecting", "offers", "replies", "script", "knowledge", "facts",
		"say_all", "say_any", "say_none", "silent", "handoff", "appointments", "tools"}
	finalKeys = []string{"db", "handoff", "messages_out", "notified", "accept_also"}
)

// goldenReader reads everything of a golden but its world.
type goldenReader struct{ golden *Golden }

func (r *goldenReader) read(v strictyaml.Value) {
	m := v.Map(headerKeys...)
	g := r.golden
	if schema := m.Need("schema"); schema.Text() != Schema {
		schema.Fail("this program reads %s", Schema)
	}
	g.ID = m.Need("id").Text()
	if name := strings.TrimSuffix(filepath.Base(g.File), filepath.Ext(g.File)); g.ID != name {
		m.Get("id").Fail("the id is the file's name, %s", name)
	}
	g.Title = m.Need("title").Text()
	g.Owner = m.Need("owner").Text()
	g.Severity = oneWord(m.Need("severity"), P0, P1, P2)
	r.status(m.Need("status"))
	source := m.Get("source").Map("kind", "trace", "redacted_by", "reviewed_by")
	oneWord(source.Get("kind"), "written", "recorded", "incident")
	for _, key := range []string{"trace", "redacted_by", "reviewed_by"} {
		source.Get(key).Text()
	}
	r.covers(m.Get("covers"))
	r.brains(m.Get("brains"))
	r.chat(m.Get("chat"))
	r.turns(m.Need("turns"))
	g.Final = r.final(m.Get("final"))
	r.variants(m.Get("variants"))
}

func (r *goldenReader) status(v strictyaml.Value) {
	if !v.IsMap() {
		r.golden.Status = oneWord(v, Active, Draft)
		return
	}
	q := v.Map("quarantined").Need("quarantined").Map("until", "why")
	r.golden.Status = Quarantined
	q.Need("why").Text()
	day, err := time.ParseInLocation(time.DateOnly, q.Need("until").Quoted("date"), r.golden.World.Org.Zone)
	if err != nil {
		q.Get("until").Fail("a date such as 2026-12-05 is needed")
	}
	r.golden.Until = day.AddDate(0, 0, 1)
}

func (r *goldenReader) covers(v strictyaml.Value) {
	m := v.Map("flows", "tools", "policies")
	texts(m.Get("flows"))
	texts(m.Get("policies"))
	if called := m.Get("tools"); called.Written() {
		r.golden.Tools = []string{}
		for _, item := range called.List() {
			r.golden.Tools = append(r.golden.Tools, toolName(item, item.Text()))
		}
	}
}

func (r *goldenReader) brains(v strictyaml.Value) {
	r.golden.Runs = map[string]int{"embedded": 1}
	if !v.Written() {
		return
	}
	r.golden.Runs = map[string]int{}
	for _, f := range v.Fields() {
		if !oneOf(f.Name, "embedded", "llm") {
			f.Key.Fail("the brains are embedded and llm")
		}
		runs := 1
		if n := f.Value.Map("runs").Get("runs"); n.Written() {
			runs = n.Int(1, 100)
		}
		r.golden.Runs[f.Name] = runs
	}
}

func (r *goldenReader) chat(v strictyaml.Value) {
	g := r.golden
	m := v.Map(chatKeys...)
	g.Conversation, g.Kind = "c1", molar.Single
	g.People = map[string]molar.Role{}
	if conv := m.Get("conversation"); conv.Written() {
		g.Conversation = molar.ConversationID(conv.Text())
	}
	for _, c := range g.World.Conversations {
		if c.ID == g.Conversation {
			g.Kind = c.Kind
		}
		for id, role := range c.Members {
			g.People[id] = role
		}
	}
	if kind := m.Get("kind"); kind.Written() {
		k := oneWord(kind, molar.Single, molar.Group)
		if r.worldHas(g.Conversation) && k != g.Kind {
			kind.Fail("the world says that %s is a %s chat", g.Conversation, g.Kind)
		}
		g.Kind = k
	}
	for _, s := range g.World.Staff {
		g.People[string(s.ID)] = molar.RoleStaff
	}
	for _, f := range m.Get("people").Fields() {
		p := f.Value.Map("role", "note")
		p.Get("note").Text()
		g.People[f.Name] = oneWord(p.Need("role"), molar.RoleCustomer, molar.RoleStaff, molar.RoleBot)
	}
}

func (r *goldenReader) worldHas(id molar.ConversationID) bool {
	return slices.ContainsFunc(r.golden.World.Conversations, func(c molar.Conversation) bool { return c.ID == id })
}

// role is what somebody is in the chat; who is not listed is a customer.
func (r *goldenReader) role(id string) molar.Role {
	if role, ok := r.golden.People[id]; ok {
		return role
	}
	return molar.RoleCustomer
}

func (r *goldenReader) turns(v strictyaml.Value) {
	ids := map[string]bool{}
	for i, item := range v.List() {
		t := r.turn(i, item)
		if ids[t.ID] {
			item.Fail("the id %s is written twice", t.ID)
		}
		ids[t.ID] = true
		r.golden.Turns = append(r.golden.Turns, t)
	}
	if v.Written() && len(r.golden.Turns) == 0 {
		v.Fail("there is no turn")
	}
}

func (r *goldenReader) turn(i int, v strictyaml.Value) Turn {
	m := v.Map(turnKeys...)
	t := Turn{ID: "t" + itoa(i+1), Line: v.Line()}
	if id := m.Get("id"); id.Written() {
		t.ID = id.Text()
	}
	r.when(m, &t)
	conv := r.golden.Conversation
	kind := r.golden.Kind
	if in := m.Get("in"); in.Written() {
		conv, kind = molar.ConversationID(in.Text()), molar.Single
		for _, c := range r.golden.World.Conversations {
			if c.ID == conv {
				kind = c.Kind
			}
		}
	}
	switch {
	case m.Get("event").Written():
		if m.Get("say").Written() {
			v.Fail("a turn is either say or event")
		}
		oneWord(m.Get("event"), "handback")
		by := m.Need("by").Text()
		if r.role(by) != molar.RoleStaff {
			m.Get("by").Fail("%s is no member of staff", by)
		}
		t.Events = []GoldenEvent{{Event: Event{Conversation: conv, Kind: kind, From: by, Role: molar.RoleStaff, Event: "handback"}}}
	case m.Get("say").Written():
		t.Events = r.say(m.Get("say"), conv, kind)
	case !m.Get("at").Written() && !m.Get("advance").Written():
		v.Fail("nothing happens in this turn: say, event or advance is needed")
	}
	if expect := m.Get("expect"); expect.Written() {
		if !m.Get("say").Written() {
			expect.Fail("expect belongs to a turn with say")
		}
		t.Expect = r.expect(expect)
	} else if slices.ContainsFunc(t.Events, func(e GoldenEvent) bool { return e.Role == molar.RoleCustomer }) {
		v.Fail("expect is missing: say what must come of this turn, or expect: {none: why}")
	}
	return t
}

func (r *goldenReader) when(m strictyaml.Map, t *Turn) {
	at, advance := m.Get("at"), m.Get("advance")
	switch {
	case at.Written() && advance.Written():
		advance.Fail("at says when already")
	case advance.Written():
		t.After = duration(advance, advance.Text())
	case at.Written():
		text := at.Text()
		if after, ok := strings.CutPrefix(text, "+"); ok {
			t.After = duration(at, after)
			return
		}
		moment, ok := asTime(at.Quoted("time"))
		if !ok {
			at.Fail(`%q is neither "+40s" nor a time such as "2026-11-23T10:05:00+08:00"`, text)
		}
		t.At = moment
	}
}

func duration(v strictyaml.Value, text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		v.Fail("%q is no duration such as 40s or 2h30m", text)
	}
	return d
}

// say reads what is said in a turn. All entries of one speaker are one burst,
// so each but the speaker's last goes on.
func (r *goldenReader) say(v strictyaml.Value, conv molar.ConversationID, kind molar.ConversationKind) []GoldenEvent {
	var events []GoldenEvent
	var cut []bool // more is written out
	for _, item := range v.List() {
		fields := item.Fields()
		if len(fields) != 1 {
			item.Fail("an entry is one speaker and what they say, u_xu: 你好")
			return nil
		}
		f := fields[0]
		ev := GoldenEvent{Event: Event{Conversation: conv, Kind: kind, From: f.Name, Role: r.role(f.Name)}}
		written := false
		if f.Value.IsMap() {
			written = said(f.Value, &ev)
		} else {
			ev.Text = f.Value.Text()
		}
		events, cut = append(events, ev), append(cut, written)
	}
	for i := range events {
		later := slices.ContainsFunc(events[i+1:], func(e GoldenEvent) bool { return e.From == events[i].From && e.Event.Event == "" })
		if !cut[i] && events[i].Role == molar.RoleCustomer && events[i].Event.Event == "" {
			events[i].More = later
		}
	}
	if v.Written() && len(events) == 0 {
		v.Fail("nobody says anything")
	}
	return events
}

// said reads an entry of say that is a map, and reports whether more is
// written.
func said(v strictyaml.Value, ev *GoldenEvent) (cut bool) {
	m := v.Map(sayKeys...)
	kinds := 0
	for _, key := range []string{"text", "voice", "image", "file", "location", "recall"} {
		content := m.Get(key)
		if !content.Written() {
			continue
		}
		kinds++
		text := content.Text()
		switch key {
		case "text":
			ev.Text = text
		case "voice":
			ev.Media, ev.Text = key, text
		case "recall":
			ev.Event.Event, ev.Text = key, text
		default: // what is in a picture is for the golden's reader
			ev.Media = key
		}
	}
	if kinds != 1 {
		v.Fail("one of text, voice, image, file, location, recall is needed")
	}
	m.Get("asr").Float()
	if gap := m.Get("gap"); gap.Written() {
		ev.Gap = duration(gap, gap.Text())
	}
	ev.Mentions = texts(m.Get("mentions"))
	ev.More = m.Get("more").Bool()
	return m.Get("more").Written()
}

func (r *goldenReader) variants(v strictyaml.Value) {
	if !v.Written() {
		return
	}
	r.golden.Variants = map[string]int{}
	for _, item := range v.List() {
		m := item.Map("gen", "n")
		gen := m.Need("gen").Text()
		if !slices.Contains(Generators(), gen) {
			m.Get("gen").Fail("the generators are %s", strings.Join(Generators(), ", "))
		}
		r.golden.Variants[gen] = 1
		if n := m.Get("n"); n.Written() {
			r.golden.Variants[gen] = n.Int(1, 100)
		}
	}
}

func texts(v strictyaml.Value) []string {
	var all []string
	for _, item := range v.List() {
		all = append(all, item.Text())
	}
	return all
}

// oneWord reads one of a few words; "" where none is written.
func oneWord[K ~string](v strictyaml.Value, allowed ...K) K {
	if !v.Written() {
		return ""
	}
	word := K(v.Text())
	if !slices.Contains(allowed, word) {
		v.Fail("%q is none of %q", word, allowed)
	}
	return word
}
