package evals

import (
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// Final is what must be true after the last turn.
type Final struct {
	End
	AcceptAlso  []End // other ends that will do
	MessagesOut *Range
	Notified    []string // staff, in the order of their ids; nil: not checked
}

// End is an end state, closed world: what is not listed did not happen.
type End struct {
	Changes  []ChangeWanted
	Handoffs []HandoffCount
}

// ChangeWanted is one row that a golden inserts, updates or deletes.
type ChangeWanted struct {
	Table string // appointments, patients, links
	Kind  string // insert, update, delete
	As    string // a name for the id of the inserted row
	Where map[string]Matcher
	Set   map[string]Matcher
}

// HandoffCount is how often a conversation was handed off with a code.
type HandoffCount struct {
	Code  molar.HandoffCode
	Count int
}

// columns are the columns of each table that goldens compare.
var columns = map[string][]string{
	"appointments": {"id", "patient", "store", "doctor", "project", "start", "end", "status", "by", "confirmation_asked"},
	"patients":     {"id", "name", "phone", "home_store"},
	"links":        {"contact", "patient", "relation", "proposed"},
}

// tables are the tables of columns, in the order of reports.
var tables = []string{"appointments", "patients", "links"}

func (r *goldenReader) final(v strictyaml.Value) Final {
	m := v.Map(finalKeys...)
	f := Final{
		End:         r.end(m.Get("db"), m.Get("handoff")),
		MessagesOut: readRange(m.Get("messages_out")),
	}
	for _, item := range m.Get("accept_also").List() {
		other := item.Map("db", "handoff")
		f.AcceptAlso = append(f.AcceptAlso, r.end(other.Get("db"), other.Get("handoff")))
	}
	if n := m.Get("notified"); n.Written() {
		f.Notified = []string{}
		if !n.IsList() {
			oneWord(n, "none")
			return f
		}
		for _, item := range n.List() {
			id := item.Text()
			if !slices.ContainsFunc(r.golden.World.Staff, func(s molar.Staff) bool { return string(s.ID) == id }) {
				item.Fail("no member of staff is called %s", id)
			}
			f.Notified = append(f.Notified, id)
		}
		slices.Sort(f.Notified)
	}
	return f
}

func (r *goldenReader) end(db, handoff strictyaml.Value) End {
	var e End
	if db.Written() && !db.IsMap() {
		oneWord(db, "unchanged")
	} else {
		m := db.Map(tables...)
		for _, table := range tables {
			for _, item := range m.Get(table).List() {
				e.Changes = append(e.Changes, r.change(table, item))
			}
		}
	}
	switch {
	case handoff.IsList():
		for _, item := range handoff.List() {
			e.Handoffs = append(e.Handoffs, readHandoffCount(item))
		}
	case handoff.IsMap() || handoff.Written() && handoff.Text() != "none":
		e.Handoffs = []HandoffCount{readHandoffCount(handoff)}
	}
	return e
}

func readHandoffCount(v strictyaml.Value) HandoffCount {
	if !v.IsMap() {
		return HandoffCount{handoffCode(v), 1}
	}
	m := v.Map("code", "count")
	h := HandoffCount{handoffCode(m.Need("code")), 1}
	if n := m.Get("count"); n.Written() {
		h.Count = n.Int(1, 1000)
	}
	return h
}

func (r *goldenReader) change(table string, v strictyaml.Value) ChangeWanted {
	fields := v.Fields()
	if len(fields) != 1 {
		v.Fail("an entry is one of insert, update, delete")
		return ChangeWanted{}
	}
	c := ChangeWanted{Table: table, Kind: fields[0].Name}
	body := fields[0].Value
	switch c.Kind {
	case "insert":
		c.Set = r.row(body, append([]string{"as"}, columns[table]...))
		if as, ok := c.Set["as"]; ok {
			delete(c.Set, "as")
			if as.op != "$" {
				body.Fail("as gives the row a name such as $a1")
			}
			c.As = as.low
		}
	case "update":
		m := body.Map("where", "set")
		c.Where, c.Set = r.row(m.Need("where"), columns[table]), r.row(m.Need("set"), columns[table])
	case "delete":
		c.Where = r.row(body, columns[table])
	default:
		fields[0].Key.Fail("an entry is one of insert, update, delete")
	}
	return c
}
