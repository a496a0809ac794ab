package tools

import (
	"context"
	_ "embed"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

//go:embed hold_slot.md
var holdSlotText string

// HoldSlotArgs names an offer that stands, and for whom.
type HoldSlotArgs struct {
	Offer   string              `json:"offer" jsonschema_description:"token of an offer of search_slots"`
	Patient molar.PatientID     `json:"patient"`
	Moves   molar.AppointmentID `json:"moves,omitempty" jsonschema_description:"the appointment that is to be moved here"`
}

// HoldSlotResult is the hold; it lapses at Hold.Expires.
type HoldSlotResult struct {
	Hold molar.Hold `json:"hold"`
}

// HoldSlot keeps an offered slot while a plan is read back. The speaker's
// earlier hold in this chat is let go. CodeNotFound for a token that does not
// stand offered, CodeForbidden for a patient the chat may not book for,
// CodeConflict when the slot was taken meanwhile. To hold a new time for an
// appointment, the patient has to be linked and the appointment theirs.
var HoldSlot = Verb[HoldSlotArgs, HoldSlotResult]{
	Name: "hold_slot", Text: holdSlotText, Write: true, Run: holdSlot,
}

func holdSlot(ctx context.Context, env *Env, args HoldSlotArgs) (HoldSlotResult, error) {
	i := slices.IndexFunc(env.Offers, func(o Offer) bool { return o.Token == args.Offer })
	if i < 0 {
		return HoldSlotResult{}, molar.Errorf(molar.CodeNotFound, "that slot does not stand offered")
	}
	if !env.Bookable(args.Patient) {
		return HoldSlotResult{}, molar.Errorf(molar.CodeForbidden, "this chat may not book for that patient")
	}
	if err := checkMoves(ctx, env, args); err != nil {
		return HoldSlotResult{}, err
	}
	offer := env.Offers[i]
	hold := molar.Hold{
		ID: molar.AppointmentID(env.NewID()), Conversation: env.Conversation, Contact: env.Speaker,
		Patient: args.Patient, Store: offer.Store, Doctor: offer.Doctor, Project: offer.Project,
		Interval: offer.Interval, Moves: args.Moves, Expires: env.Now.Add(time.Duration(env.Rules.HoldFor)),
	}
	if err := env.Clinic.Hold(ctx, hold, env.Now); err != nil {
		return HoldSlotResult{}, err
	}
	return HoldSlotResult{Hold: hold}, nil
}

func checkMoves(ctx context.Context, env *Env, args HoldSlotArgs) error {
	if args.Moves == "" {
		return nil
	}
	own, err := listAppointments(ctx, env, ListAppointmentsArgs{Patient: args.Patient})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(own.Appointments, func(a molar.Appointment) bool { return a.ID == args.Moves }) {
		return molar.Errorf(molar.CodeNotFound, "that appointment is not to come, or not this patient's")
	}
	return nil
}
