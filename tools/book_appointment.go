package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed book_appointment.md
var bookAppointmentText string

// BookAppointmentArgs names the hold of the plan that got a yes.
type BookAppointmentArgs struct {
	Hold molar.AppointmentID `json:"hold"`
}

// BookAppointment turns a hold into an unconfirmed appointment by the bot and
// gives its receipt. Booking one hold twice gives the same receipt.
// CodeConflict when the hold has expired or was let go, CodeForbidden for a
// patient the chat may not book for. A patient who was matched by name and
// phone is proposed as a link to the chat's contact.
var BookAppointment = Verb[BookAppointmentArgs, molar.Receipt]{
	Name: "book_appointment", Text: bookAppointmentText, Write: true, Run: bookAppointment,
}

func bookAppointment(ctx context.Context, env *Env, args BookAppointmentArgs) (molar.Receipt, error) {
	appointment, err := env.Clinic.Book(ctx, args.Hold, env.Now)
	if err != nil {
		return molar.Receipt{}, err
	}
	// The hold may be any chat's: a receipt would tell of its patient.
	if !env.Bookable(appointment.Patient) {
		return molar.Receipt{}, molar.Errorf(molar.CodeForbidden, "this chat may not book for that patient")
	}
	if !env.Linked(appointment.Patient) {
		link := molar.Link{Contact: env.Speaker, Patient: appointment.Patient, Proposed: true}
		if err := env.Clinic.ProposeLink(ctx, link); err != nil {
			return molar.Receipt{}, err
		}
	}
	return molar.Receipt{Action: molar.ActionBooked, Appointment: appointment}, nil
}
