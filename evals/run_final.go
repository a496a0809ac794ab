package evals

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/molarhq/molar"
)

// consequences are columns that change by themselves with others: they are
// compared only where a golden writes them.
var consequences = []string{"end", "by", "confirmation_asked"}

// Change is one row that a run inserted, updated or deleted.
type Change struct {
	Table string
	Kind  string
	Row   map[string]any // the new row; for a delete the old one
	Old   map[string]any // of an update
}

// String shows the change as a row of a diff.
func (c Change) String() string {
	if c.Kind != "update" {
		return fmt.Sprintf("%s %s %s", c.Table, c.Kind, showRow(c.Row))
	}
	key := c.Row["id"]
	if c.Table == "links" {
		key = show(c.Row["contact"]) + "/" + show(c.Row["patient"])
	}
	parts := make([]string, 0, len(c.Row))
	for _, column := range c.changed() {
		parts = append(parts, fmt.Sprintf("%s: %s → %s", column, show(c.Old[column]), show(c.Row[column])))
	}
	return fmt.Sprintf("%s update %s %s", c.Table, key, strings.Join(parts, ", "))
}

// changed are the columns of an update that changed, sorted.
func (c Change) changed() []string {
	var all []string
	for column, v := range c.Row {
		if !same(c.Old[column], v) {
			all = append(all, column)
		}
	}
	slices.Sort(all)
	return all
}

// String shows the wanted change as a row of a diff.
func (c ChangeWanted) String() string {
	switch c.Kind {
	case "insert":
		return fmt.Sprintf("%s insert %s", c.Table, showFields(c.Set))
	case "update":
		return fmt.Sprintf("%s update where %s set %s", c.Table, showFields(c.Where), showFields(c.Set))
	}
	return fmt.Sprintf("%s delete %s", c.Table, showFields(c.Where))
}

// Changes lists what a run did to the business tables, by table and in the
// order of the rows.
func Changes(before, after molar.Books) []Change {
	was, is := rowsOf(before), rowsOf(after)
	var all []Change
	for _, table := range tables {
		old := map[string]map[string]any{}
		for _, row := range was[table] {
			old[rowKey(table, row)] = row
		}
		for _, row := range is[table] {
			key := rowKey(table, row)
			before, existed := old[key]
			delete(old, key)
			if !existed {
				all = append(all, Change{Table: table, Kind: "insert", Row: row})
			} else if c := (Change{Table: table, Kind: "update", Row: row, Old: before}); len(c.changed()) > 0 {
				all = append(all, c)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(old)) {
			all = append(all, Change{Table: table, Kind: "delete", Row: old[key]})
		}
	}
	return all
}

func rowKey(table string, row map[string]any) string {
	if table == "links" {
		return show(row["contact"]) + "\x00" + show(row["patient"])
	}
	return show(row["id"])
}

// rowsOf lays the books out as rows by table.
func rowsOf(b molar.Books) map[string][]map[string]any {
	rows := map[string][]map[string]any{}
	for _, a := range b.Appointments {
		rows["appointments"] = append(rows["appointments"], map[string]any{
			"id": string(a.ID), "patient": string(a.Patient), "store": string(a.Store), "doctor": string(a.Doctor),
			"project": string(a.Project), "start": a.Start, "end": a.End, "status": string(a.Status), "by": string(a.By),
			"confirmation_asked": a.ConfirmationAsked,
		})
	}
	for _, p := range b.Patients {
		rows["patients"] = append(rows["patients"], map[string]any{
			"id": string(p.ID), "name": string(p.Name), "phone": string(p.Phone), "home_store": string(p.HomeStore),
		})
	}
	for _, l := range b.Links {
		rows["links"] = append(rows["links"], map[string]any{
			"contact": string(l.Contact), "patient": string(l.Patient), "relation": l.Relation, "proposed": l.Proposed,
		})
	}
	return rows
}

func gradeFinal(g *Golden, played Played, names bindings) []Problem {
	changes := Changes(played.Before, played.After)
	for i := range changes {
		inZone(changes[i].Row, g)
		inZone(changes[i].Old, g)
	}
	handoffs := played.After.Handoffs[min(len(played.Before.Handoffs), len(played.After.Handoffs)):]
	problems := gradeEnd(g.Final.End, changes, handoffs, maps.Clone(names))
	for _, other := range g.Final.AcceptAlso {
		if len(problems) == 0 {
			break
		}
		if len(gradeEnd(other, changes, handoffs, maps.Clone(names))) == 0 {
			problems = nil
		}
	}
	return append(problems, gradeOutbox(g, played)...)
}

// inZone shows a row's times in the org's zone, as goldens write them.
func inZone(row map[string]any, g *Golden) {
	for _, column := range []string{"start", "end"} {
		if t, ok := asTime(show(row[column])); ok {
			row[column] = t.In(g.World.Org.Zone)
		}
	}
}

func gradeEnd(want End, changes []Change, handoffs []molar.Handoff, names bindings) []Problem {
	var problems []Problem
	left := slices.Clone(changes)
	for _, w := range want.Changes {
		i := slices.IndexFunc(left, func(c Change) bool { return w.matches(c, names) })
		if i < 0 {
			problems = append(problems, Problem{Field: "final.db", Want: "- " + w.String()})
			continue
		}
		if w.As != "" {
			names[w.As] = left[i].Row["id"]
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, c := range left {
		problems = append(problems, Problem{Field: "final.db", Got: "+ " + c.String()})
	}
	wanted, got := map[molar.HandoffCode]int{}, map[molar.HandoffCode]int{}
	for _, h := range want.Handoffs {
		wanted[h.Code] += h.Count
	}
	for _, h := range handoffs {
		if !h.Repeat {
			got[h.Code]++
		}
	}
	if !maps.Equal(wanted, got) {
		problems = append(problems, Problem{Field: "final.handoff", Want: orNone(showFields(byText(wanted))), Got: orNone(showFields(byText(got)))})
	}
	return problems
}

func byText(counts map[molar.HandoffCode]int) map[string]int {
	out := map[string]int{}
	for code, n := range counts {
		out[string(code)] = n
	}
	return out
}

// matches compares a wanted change with an actual one. A trial that fails
// leaves no name bound.
func (w ChangeWanted) matches(c Change, names bindings) bool {
	if w.Table != c.Table || w.Kind != c.Kind {
		return false
	}
	trial := maps.Clone(names)
	old := c.Old
	if old == nil {
		old = c.Row
	}
	if !matchRow(w.Where, old, trial) || !matchRow(w.Set, c.Row, trial) {
		return false
	}
	if w.Kind == "update" {
		for _, column := range c.changed() {
			if _, written := w.Set[column]; !written && !slices.Contains(consequences, column) {
				return false
			}
		}
	}
	maps.Copy(names, trial)
	return true
}

// gradeOutbox compares the messages to patients and who of the staff was told.
func gradeOutbox(g *Golden, played Played) []Problem {
	var problems []Problem
	staff := map[string]bool{}
	for _, s := range g.World.Staff {
		staff[string(s.ID)] = true
	}
	out, told := 0, []string{}
	for _, m := range played.After.Outbox[min(len(played.Before.Outbox), len(played.After.Outbox)):] {
		if staff[m.To] {
			told = append(told, m.To)
		} else {
			out++
		}
	}
	slices.Sort(told)
	told = slices.Compact(told)
	if r := g.Final.MessagesOut; r != nil && !r.holds(out) {
		problems = append(problems, Problem{Field: "final.messages_out", Want: r.String(), Got: itoa(out)})
	}
	if want := g.Final.Notified; want != nil && !slices.Equal(want, told) {
		problems = append(problems, Problem{Field: "final.notified", Want: orNone(strings.Join(want, " ")), Got: orNone(strings.Join(told, " "))})
	}
	return problems
}
