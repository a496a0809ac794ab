package evals

import (
	"context"
	"errors"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

// Fault makes a tool fail: its calls number Call to Call+Times-1, counted over
// the whole run, tries of a turn that is repeated included.
type Fault struct {
	Tool  string
	Call  int
	Times int
	Kind  string // timeout: the machinery fails; conflict: the time was taken this very moment
}

// faultKinds are the ways in which a tool can fail.
var faultKinds = []string{"timeout", "conflict"}

// faultyTools are the tools that can be made to fail.
var faultyTools = []string{
	"search_slots", "search_knowledge", "find_patients", "register_patient", "hold_slot", "book_appointment",
	"reschedule_appointment", "confirm_appointment", "transfer_to_human",
}

// faultyStore is a store whose tools fail as a golden says.
type faultyStore struct {
	Store
	faults []Fault
	calls  map[string]int
}

func (s *faultyStore) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Store.InTurn(ctx, conv, func(l agent.Ledger) error { return fn(faultyLedger{l, s}) })
}

// hit counts a call of the tool and returns the error that it has to fail
// with, or nil.
func (s *faultyStore) hit(tool string) error {
	s.calls[tool]++
	for _, f := range s.faults {
		if n := s.calls[tool]; f.Tool == tool && f.Call <= n && n < f.Call+f.Times {
			if f.Kind == "conflict" {
				return &molar.Error{Code: molar.CodeConflict, Field: "doctor", Message: "the time was taken"}
			}
			return errors.New("timeout, as the golden says")
		}
	}
	return nil
}

// unused are problems of faults that never struck: the golden does not test
// what it says.
func (s *faultyStore) unused() []Problem {
	var problems []Problem
	for _, f := range s.faults {
		if last := f.Call + f.Times - 1; s.calls[f.Tool] < last {
			problems = append(problems, Problem{Field: "world.faults", Want: itoa(last) + " calls of " + f.Tool, Got: itoa(s.calls[f.Tool])})
		}
	}
	return problems
}

// faultyLedger fails in the one call that each tool lives by.
type faultyLedger struct {
	agent.Ledger
	store *faultyStore
}

// after makes a call unless the tool has to fail.
func after[R any](l faultyLedger, tool string, call func() (R, error)) (R, error) {
	if err := l.store.hit(tool); err != nil {
		var none R
		return none, err
	}
	return call()
}

func (l faultyLedger) Shifts(ctx context.Context, doctors []molar.DoctorID, period molar.Interval) ([]molar.Shift, error) {
	return after(l, "search_slots", func() ([]molar.Shift, error) { return l.Ledger.Shifts(ctx, doctors, period) })
}

func (l faultyLedger) Knowledge(ctx context.Context, category molar.HandoffCode) ([]molar.KnowledgeEntry, error) {
	return after(l, "search_knowledge", func() ([]molar.KnowledgeEntry, error) { return l.Ledger.Knowledge(ctx, category) })
}

func (l faultyLedger) PatientsByName(ctx context.Context, name molar.PersonName, phone molar.Phone) ([]molar.Patient, error) {
	return after(l, "find_patients", func() ([]molar.Patient, error) { return l.Ledger.PatientsByName(ctx, name, phone) })
}

func (l faultyLedger) Book(ctx context.Context, hold molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	return after(l, "book_appointment", func() (molar.Appointment, error) { return l.Ledger.Book(ctx, hold, now) })
}

func (l faultyLedger) Move(ctx context.Context, hold molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	return after(l, "reschedule_appointment", func() (molar.Appointment, error) { return l.Ledger.Move(ctx, hold, now) })
}

func (l faultyLedger) Confirm(ctx context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	return after(l, "confirm_appointment", func() (molar.Appointment, error) { return l.Ledger.Confirm(ctx, id, now) })
}

func (l faultyLedger) Hold(ctx context.Context, h molar.Hold, now time.Time) error {
	return unless(l.store.hit("hold_slot"), func() error { return l.Ledger.Hold(ctx, h, now) })
}

func (l faultyLedger) RegisterPatient(ctx context.Context, p molar.Patient) error {
	return unless(l.store.hit("register_patient"), func() error { return l.Ledger.RegisterPatient(ctx, p) })
}

func (l faultyLedger) HandOff(ctx context.Context, h molar.Handoff) error {
	return unless(l.store.hit("transfer_to_human"), func() error { return l.Ledger.HandOff(ctx, h) })
}

// unless makes a call unless there is an error already.
func unless(err error, call func() error) error {
	if err != nil {
		return err
	}
	return call()
}
