package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestConfirmAppointment(t *testing.T) {
	o := open(t, func(w *molar.World) { w.Appointments[0].ConfirmationAsked = true })
	for _, turn := range []string{"1", "1", "2"} { // confirmed stays confirmed
		o.turn(turn, func(ctx context.Context, env *tools.Env) {
			got, err := tools.ConfirmAppointment.Call(ctx, env, tools.ConfirmAppointmentArgs{Appointment: "a_xu", Patient: "p_xu"})
			works(t, err)
			a := got.Appointment
			if got.Action != molar.ActionConfirmed || a.ID != "a_xu" || a.Status != molar.Confirmed || a.ConfirmationAsked {
				t.Errorf("receipt %+v", got)
			}
		})
	}
}

func TestConfirmAppointment_Refuses(t *testing.T) {
	tests := []struct {
		name string
		args tools.ConfirmAppointmentArgs
		code molar.Code
	}{
		{"a patient who only typed", tools.ConfirmAppointmentArgs{Appointment: "a_wang", Patient: "p_wang"}, molar.CodeForbidden},
		{"a stranger", tools.ConfirmAppointmentArgs{Appointment: "a_wang", Patient: "p_nobody"}, molar.CodeForbidden},
		{"another patient's", tools.ConfirmAppointmentArgs{Appointment: "a_wang", Patient: "p_xu"}, molar.CodeNotFound},
		{"one that there is not", tools.ConfirmAppointmentArgs{Appointment: "a_none", Patient: "p_xu"}, molar.CodeNotFound},
		{"one that is cancelled", tools.ConfirmAppointmentArgs{Appointment: "a_off", Patient: "p_xu"}, molar.CodeNotFound},
		{"one that is over", tools.ConfirmAppointmentArgs{Appointment: "a_past", Patient: "p_xu"}, molar.CodeNotFound},
	}
	o := open(t, func(w *molar.World) {
		off, past := w.Appointments[0], w.Appointments[0]
		off.ID, off.Status = "a_off", molar.Cancelled
		past.ID, past.Interval = "a_past", hours(23, 9, 10)
		w.Appointments = append(w.Appointments, off, past)
	})
	before := o.books()
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		env.Typed = []molar.PatientID{"p_wang"}
		for _, tt := range tests {
			t.Log(tt.name)
			_, err := tools.ConfirmAppointment.Call(ctx, env, tt.args)
			fails(t, err, tt.code)
		}
	})
	same(t, before, o.books())
}
