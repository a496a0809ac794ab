package evals_test

import (
	"slices"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
)

// mutant is an agent that is wrong in one way: what it makes of a golden. A
// golden that it passes proves nothing about that way of being wrong.
type mutant struct {
	name string
	play func(g *evals.Golden) evals.Played
}

var mutants = []mutant{
	{"silent", lineByLine(func(_ *evals.Golden, _ evals.Event, line *evals.Line) {
		silence := molar.SilentHold
		line.Silent = &silence
	})},
	{"hands everything off", handsOff},
	{"echo", lineByLine(func(_ *evals.Golden, ev evals.Event, line *evals.Line) {
		line.Replies = []agent.Reply{{Text: ev.Text, Script: "echo"}}
	})},
	{"books at once", booksAtOnce},
	{"leaks", lineByLine(func(g *evals.Golden, _ evals.Event, line *evals.Line) {
		for _, p := range g.World.Patients {
			line.Replies = append(line.Replies, agent.Reply{Text: string(p.Name) + string(p.Phone), Script: "greet"})
		}
	})},
}

// TestGoldens_WrongAgentsFail runs wrong agents against the suites, graded by
// the goldens alone, without the invariants that would catch them anyway.
func TestGoldens_WrongAgentsFail(t *testing.T) {
	t.Parallel()
	goldens := loadSuites(t)
	caught := map[string]int{}
	passedP0, p0 := map[string][]string{}, 0
	for _, g := range goldens {
		if g.Severity == evals.P0 {
			p0++
		}
		for _, m := range mutants {
			if len(evals.Grade(g, m.play(g))) > 0 {
				caught[g.ID]++
			} else if g.Severity == evals.P0 {
				passedP0[m.name] = append(passedP0[m.name], g.ID)
			}
		}
		if caught[g.ID] == 0 {
			t.Errorf("%s passes for every wrong agent: it proves nothing", g.ID)
		}
	}
	for _, m := range mutants {
		n := len(passedP0[m.name])
		t.Logf("%-20s passes %d of %d p0 goldens %v", m.name, n, p0, passedP0[m.name])
		if n*20 >= p0 && n > 1 {
			t.Errorf("the agent that %s passes %d of %d p0 goldens; less than 5 %% may: %v", m.name, n, p0, passedP0[m.name])
		}
	}
}

// lineByLine makes a mutant of what it makes of each customer's message; the
// clinic stays as it is.
func lineByLine(answer func(*evals.Golden, evals.Event, *evals.Line)) func(*evals.Golden) evals.Played {
	return func(g *evals.Golden) evals.Played {
		books := booksOf(g.World)
		played := evals.Played{Before: books, After: books}
		for _, t := range g.Turns {
			var turn evals.PlayedTurn
			for _, e := range t.Events {
				line := evals.Line{Conversation: e.Conversation}
				if e.Role == molar.RoleCustomer && e.Event.Event == "" && !e.More {
					answer(g, e.Event, &line)
				}
				turn.Events = append(turn.Events, e.Event)
				turn.Lines = append(turn.Lines, line)
			}
			played.Turns = append(played.Turns, turn)
		}
		return played
	}
}

func booksOf(w *molar.World) molar.Books {
	return molar.Books{Appointments: w.Appointments, Patients: w.Patients, Links: w.Links}
}

func handsOff(g *evals.Golden) evals.Played {
	first := true
	played := lineByLine(func(_ *evals.Golden, _ evals.Event, line *evals.Line) {
		if first {
			line.Handoff = &evals.HandoffLine{Code: molar.OtherQuestion}
			line.Replies = []agent.Reply{{Text: "让同事来回复您。", Script: "handoff.other"}}
			first = false
			return
		}
		silence := molar.SilentHold
		line.Silent = &silence
	})(g)
	played.After.Handoffs = []molar.Handoff{{Conversation: g.Conversation, Code: molar.OtherQuestion}}
	return played
}

// booksAtOnce takes the first free hour for whoever is linked, and says so.
func booksAtOnce(g *evals.Golden) evals.Played {
	var made *molar.Appointment
	played := lineByLine(func(g *evals.Golden, ev evals.Event, line *evals.Line) {
		line.Replies = []agent.Reply{{Text: "帮您约好了。", Script: "booked"}}
		if made != nil {
			return
		}
		a := molar.Appointment{
			ID: "eager", Patient: g.World.Patients[0].ID, Store: g.World.Shifts[0].Store, Doctor: g.World.Shifts[0].Doctor,
			Project: g.World.Projects[0].ID, Status: molar.Unconfirmed, By: molar.ByBot,
			Interval: molar.Interval{Start: g.World.Shifts[0].Start, End: g.World.Shifts[0].Start.Add(time.Hour)},
		}
		for _, l := range g.World.Links {
			if string(l.Contact) == ev.From {
				a.Patient = l.Patient
			}
		}
		made = &a
		line.Appointments = []evals.AppointmentLine{{Action: molar.ActionBooked, ID: a.ID, Patient: a.Patient, Store: a.Store, Doctor: a.Doctor, Project: a.Project, Start: a.Start, Status: a.Status}}
	})(g)
	if made != nil {
		played.After.Appointments = append(slices.Clone(played.After.Appointments), *made)
	}
	return played
}
