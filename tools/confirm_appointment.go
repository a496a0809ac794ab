package tools

import (
	"context"
	_ "embed"
	"slices"

	"github.com/molarhq/molar"
)

//go:embed confirm_appointment.md
var confirmAppointmentText string

// ConfirmAppointmentArgs names an appointment and its patient.
type ConfirmAppointmentArgs struct {
	Appointment molar.AppointmentID `json:"appointment"`
	Patient     molar.PatientID     `json:"patient"`
}

// ConfirmAppointment records that the patient will come. CodeForbidden when
// the patient is not linked to the chat, CodeNotFound when the appointment is
// not theirs, CodeConflict when it is over or cancelled.
var ConfirmAppointment = Verb[ConfirmAppointmentArgs, molar.Receipt]{
	Name: "confirm_appointment", Text: confirmAppointmentText, Write: true, Run: confirmAppointment,
}

func confirmAppointment(ctx context.Context, env *Env, args ConfirmAppointmentArgs) (molar.Receipt, error) {
	own, err := listAppointments(ctx, env, ListAppointmentsArgs{Patient: args.Patient})
	if err != nil {
		return molar.Receipt{}, err
	}
	if !slices.ContainsFunc(own.Appointments, func(a molar.Appointment) bool { return a.ID == args.Appointment }) {
		return molar.Receipt{}, molar.Errorf(molar.CodeNotFound, "that appointment is not to come, or not this patient's")
	}
	appointment, err := env.Clinic.Confirm(ctx, args.Appointment, env.Now)
	if err != nil {
		return molar.Receipt{}, err
	}
	return molar.Receipt{Action: molar.ActionConfirmed, Appointment: appointment}, nil
}
