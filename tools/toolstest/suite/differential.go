package suite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools"
	"github.com/molarhq/molar/tools/toolstest"
)

// InMemory makes an in-memory clinic a subject.
func InMemory(c *toolstest.Clinic) Subject { return inMemory{c} }

type inMemory struct{ *toolstest.Clinic }

func (m inMemory) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return m.Clinic.InTurn(ctx, conv, func(tx *toolstest.Tx) error { return fn(tx) })
}

// step is one call in a turn, and what it returned.
type step struct {
	name string
	call func(ctx context.Context, tx agent.Ledger) (any, error)
}

// differential runs the same random turns on the subject and on the in-memory
// clinic: every call returns the same, and so do the books in the end.
func differential(t *testing.T, open func(t *testing.T, w *molar.World) Subject) {
	var checks atomic.Int64
	rapid.Check(t, func(r *rapid.T) {
		w := world(molar.OrgID(fmt.Sprintf("differential %d", checks.Add(1))))
		subjects := [2]Subject{InMemory(toolstest.New(w)), open(t, w)}
		draw := &drawer{T: r, clock: now}
		for range rapid.IntRange(1, 12).Draw(r, "turns") {
			conv := rapid.SampledFrom([]molar.ConversationID{"c1", "c2", "g1"}).Draw(r, "conversation")
			var steps []step
			for range rapid.IntRange(1, 6).Draw(r, "steps") {
				steps = append(steps, draw.step(conv))
			}
			fail := rapid.IntRange(0, 4).Draw(r, "fail") == 0
			var logs [2][]string
			for i, s := range subjects {
				logs[i] = runTurn(t.Context(), s, conv, steps, fail)
			}
			if diff := cmp.Diff(logs[0], logs[1]); diff != "" {
				r.Fatalf("turn of %s: -memory +subject:\n%s", conv, diff)
			}
		}
		var books [2]molar.Books
		for i, s := range subjects {
			var err error
			if books[i], err = s.Books(t.Context()); err != nil {
				r.Fatal(err)
			}
		}
		if diff := cmp.Diff(books[0], books[1]); diff != "" {
			r.Fatalf("books: -memory +subject:\n%s", diff)
		}
		noOverlap(r, books[0].Appointments)
	})
}

// runTurn returns what each step answered, as text.
func runTurn(ctx context.Context, s Subject, conv molar.ConversationID, steps []step, fail bool) []string {
	var log []string
	err := s.InTurn(ctx, conv, func(tx agent.Ledger) error {
		log = nil
		for _, step := range steps {
			result, err := step.call(ctx, tx)
			text, jsonErr := json.Marshal(result)
			if jsonErr != nil {
				return jsonErr
			}
			var known *molar.Error
			switch {
			case err == nil:
				log = append(log, fmt.Sprintf("%s: %s", step.name, text))
			case errors.As(err, &known):
				log = append(log, fmt.Sprintf("%s: %s %s", step.name, known.Code, known))
			default:
				return err
			}
		}
		if fail {
			return errGiveUp
		}
		return nil
	})
	return append(log, fmt.Sprint("turn: ", err))
}

func noOverlap(r *rapid.T, all []molar.Appointment) {
	for i, a := range all {
		for _, b := range all[:i] {
			if a.Active() && b.Active() && (a.Doctor == b.Doctor || a.Patient == b.Patient) && a.Overlaps(b.Interval) {
				r.Fatalf("%s and %s overlap", a.ID, b.ID)
			}
		}
	}
}

// drawer draws steps. Time only goes forward; ids of holds are never used
// twice.
type drawer struct {
	*rapid.T
	clock time.Time
	holds []molar.AppointmentID
}

func (d *drawer) step(conv molar.ConversationID) step {
	if rapid.IntRange(0, 9).Draw(d.T, "tick") == 0 {
		d.clock = d.clock.Add(rapid.SampledFrom([]time.Duration{time.Minute, 10 * time.Minute, 24 * time.Hour}).Draw(d.T, "by"))
	}
	now, n := d.clock, len(d.holds)
	kinds := []func() step{
		func() step { return d.hold(conv, "") },
		func() step { return d.hold(conv, d.appointment()) },
		func() step {
			id := d.held()
			return step{"book " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return tx.Book(ctx, id, now) }}
		},
		func() step {
			id := d.held()
			return step{"move " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return tx.Move(ctx, id, now) }}
		},
		func() step {
			id := d.held()
			return step{"release " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return nil, tx.Release(ctx, id) }}
		},
		func() step {
			id := d.appointment()
			return step{"confirm " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return tx.Confirm(ctx, id, now) }}
		},
		func() step {
			id := d.appointment()
			return step{"ask " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return nil, tx.AskConfirmation(ctx, id) }}
		},
		func() step {
			period, except := d.period(), tools.Except{}
			if rapid.Bool().Draw(d.T, "except") {
				except = tools.Except{Appointment: d.appointment(), Conversation: conv, Contact: d.contact()}
			}
			return step{"busy", func(ctx context.Context, tx agent.Ledger) (any, error) {
				of, err := tx.Busy(ctx, []molar.DoctorID{"zhang", "li", "Wu"}, period, now, except)
				if err != nil {
					return nil, err
				}
				own, err := tx.PatientBusy(ctx, "p_xu", period, now, except)
				return []any{of, own}, err
			}}
		},
		func() step {
			id := d.patient()
			return step{"history " + string(id), func(ctx context.Context, tx agent.Ledger) (any, error) { return tx.History(ctx, id) }}
		},
		func() step {
			p := molar.Patient{ID: molar.PatientID(fmt.Sprintf("p%d", rapid.IntRange(0, 3).Draw(d.T, "new"))), Name: "孙新", Phone: "13800000009"}
			return step{"register", func(ctx context.Context, tx agent.Ledger) (any, error) {
				if err := tx.RegisterPatient(ctx, p); err != nil {
					return nil, err
				}
				return tx.PatientsByName(ctx, p.Name, p.Phone)
			}}
		},
		func() step {
			l := molar.Link{Contact: d.contact(), Patient: d.patient(), Relation: "朋友"}
			return step{"link", func(ctx context.Context, tx agent.Ledger) (any, error) {
				if err := tx.ProposeLink(ctx, l); err != nil {
					return nil, err
				}
				return tx.Links(ctx, []molar.ContactID{"u_xu", "u_dad"})
			}}
		},
		func() step {
			speaker, state := d.contact(), json.RawMessage(fmt.Sprintf(`{"n": %d}`, n))
			return step{"session", func(ctx context.Context, tx agent.Ledger) (any, error) {
				old, err := tx.Session(ctx, speaker)
				if err != nil {
					return nil, err
				}
				return old, tx.SaveSession(ctx, speaker, state)
			}}
		},
		func() step {
			key := fmt.Sprint("key ", rapid.IntRange(0, 3).Draw(d.T, "key"))
			result := fmt.Sprint(n)
			return step{key, func(ctx context.Context, tx agent.Ledger) (any, error) {
				return tx.Once(ctx, key, func() ([]byte, error) {
					return []byte(result), tx.HandOff(ctx, molar.Handoff{Conversation: conv, Code: molar.Price, At: now})
				})
			}}
		},
		func() step {
			return step{"turns", func(ctx context.Context, tx agent.Ledger) (any, error) {
				c, err := tx.Conversation(ctx)
				if err != nil {
					return nil, err
				}
				c.Turns++
				if err := tx.Record(ctx, molar.Turn{Conversation: conv, Number: c.Turns, At: now}); err != nil {
					return nil, err
				}
				message := molar.Message{ID: fmt.Sprint(conv, " ", c.Turns), Conversation: conv, At: now}
				if err := tx.Enqueue(ctx, []molar.Message{message}); err != nil {
					return nil, err
				}
				return c, tx.SaveConversation(ctx, c)
			}}
		},
	}
	// Bookings are what is most worth drawing.
	kinds = append(kinds, kinds[0], kinds[0], kinds[0], kinds[1], kinds[1], kinds[2], kinds[2], kinds[3])
	return rapid.SampledFrom(kinds).Draw(d.T, "kind")()
}

func (d *drawer) hold(conv molar.ConversationID, moves molar.AppointmentID) step {
	h := molar.Hold{
		ID: molar.AppointmentID(fmt.Sprintf("h%d", len(d.holds)+1)), Conversation: conv, Contact: d.contact(), Patient: d.patient(),
		Store: "zhangjiang", Doctor: rapid.SampledFrom([]molar.DoctorID{"zhang", "li"}).Draw(d.T, "doctor"), Project: "filling",
		Interval: d.period(), Moves: moves, Expires: d.clock.Add(5 * time.Minute),
	}
	d.holds = append(d.holds, h.ID)
	like := moves != "" && rapid.IntRange(0, 9).Draw(d.T, "like") > 0
	now := d.clock
	return step{fmt.Sprintf("hold %s moves %q", h.ID, moves), func(ctx context.Context, tx agent.Ledger) (any, error) {
		h := h
		if like { // a move is refused out of hand unless the rest is as it was
			if err := takeAfter(ctx, tx, &h); err != nil {
				return nil, err
			}
		}
		return nil, tx.Hold(ctx, h, now)
	}}
}

// takeAfter gives the hold all of its appointment but the start.
func takeAfter(ctx context.Context, tx agent.Ledger, h *molar.Hold) error {
	for _, p := range []molar.PatientID{"p_xu", "p_kid", "p_twin"} {
		history, err := tx.History(ctx, p)
		if err != nil {
			return err
		}
		for _, a := range history.Appointments {
			if a.ID == h.Moves {
				h.Patient, h.Store, h.Doctor, h.Project = a.Patient, a.Store, a.Doctor, a.Project
				h.End = h.Start.Add(a.End.Sub(a.Start))
			}
		}
	}
	return nil
}

// held draws a hold's id, or one that is none.
func (d *drawer) held() molar.AppointmentID {
	if len(d.holds) == 0 {
		return "a1"
	}
	recent := d.holds[max(0, len(d.holds)-4):]
	return rapid.SampledFrom(recent).Draw(d.T, "hold")
}

func (d *drawer) appointment() molar.AppointmentID {
	return rapid.SampledFrom(append([]molar.AppointmentID{"a1", "a1", "a2", "a0"}, d.holds...)).Draw(d.T, "appointment")
}

func (d *drawer) patient() molar.PatientID {
	return rapid.SampledFrom([]molar.PatientID{"p_xu", "p_kid", "p_twin"}).Draw(d.T, "patient")
}

func (d *drawer) contact() molar.ContactID {
	return rapid.SampledFrom([]molar.ContactID{"u_xu", "u_dad"}).Draw(d.T, "contact")
}

func (d *drawer) period() molar.Interval {
	quarter := rapid.IntRange(0, 16).Draw(d.T, "quarter")
	return span(24, 8, 15*quarter, rapid.SampledFrom([]int{15, 30, 60, 90}).Draw(d.T, "minutes"))
}
