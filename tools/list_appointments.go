package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed list_appointments.md
var listAppointmentsText string

// ListAppointmentsArgs names a patient who is linked to the chat.
type ListAppointmentsArgs struct {
	Patient molar.PatientID `json:"patient"`
}

// ListAppointmentsResult lists what is still to come, earliest first.
type ListAppointmentsResult struct {
	Appointments []molar.Appointment `json:"appointments"`
}

// ListAppointments lists a patient's appointments to come. CodeForbidden when
// the patient is not linked to the chat, whether or not there is such a
// patient.
var ListAppointments = Verb[ListAppointmentsArgs, ListAppointmentsResult]{
	Name: "list_appointments", Text: listAppointmentsText, Run: listAppointments,
}

func listAppointments(ctx context.Context, env *Env, args ListAppointmentsArgs) (ListAppointmentsResult, error) {
	if !env.Linked(args.Patient) {
		return ListAppointmentsResult{}, molar.Errorf(molar.CodeForbidden, "that patient is not linked to this chat")
	}
	history, err := env.Clinic.History(ctx, args.Patient)
	if err != nil {
		return ListAppointmentsResult{}, err
	}
	upcoming := molar.UpcomingAppointments(env.Now, history.Appointments)
	if upcoming == nil {
		upcoming = []molar.Appointment{}
	}
	return ListAppointmentsResult{Appointments: upcoming}, nil
}
