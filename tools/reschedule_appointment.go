package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed reschedule_appointment.md
var rescheduleAppointmentText string

// RescheduleAppointmentArgs names a hold that was made with moves set.
type RescheduleAppointmentArgs struct {
	Hold molar.AppointmentID `json:"hold"`
}

// RescheduleAppointment moves an appointment to the held time in one step: it
// keeps its id and is unconfirmed again. CodeConflict when the hold has lapsed
// or the appointment can no longer be moved; nothing has changed then. Whose
// appointment it is was checked when the hold was made.
var RescheduleAppointment = Verb[RescheduleAppointmentArgs, molar.Receipt]{
	Name: "reschedule_appointment", Text: rescheduleAppointmentText, Write: true, Run: rescheduleAppointment,
}

func rescheduleAppointment(ctx context.Context, env *Env, args RescheduleAppointmentArgs) (molar.Receipt, error) {
	appointment, err := env.Clinic.Move(ctx, args.Hold, env.Now)
	if err != nil {
		return molar.Receipt{}, err
	}
	return molar.Receipt{Action: molar.ActionMoved, Appointment: appointment}, nil
}
