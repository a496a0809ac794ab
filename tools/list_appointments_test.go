package tools_test

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestListAppointments_ToComeEarliestFirst(t *testing.T) {
	o := open(t, func(w *molar.World) {
		add := func(id molar.AppointmentID, start time.Time, status molar.AppointmentStatus) {
			a := w.Appointments[0]
			a.ID, a.Status, a.Interval = id, status, molar.Interval{Start: start, End: start.Add(time.Hour)}
			w.Appointments = append(w.Appointments, a)
		}
		add("a_past", at(23, 9, 0), molar.Confirmed)
		add("a_off", at(25, 9, 0), molar.Cancelled)
		add("a_later", at(26, 9, 0), molar.Confirmed)
	})
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.ListAppointments.Call(ctx, env, tools.ListAppointmentsArgs{Patient: "p_xu"})
		works(t, err)
		var ids []molar.AppointmentID
		for _, a := range got.Appointments {
			ids = append(ids, a.ID)
		}
		same(t, []molar.AppointmentID{"a_xu", "a_later"}, ids)
		got, err = tools.ListAppointments.Call(ctx, env, tools.ListAppointmentsArgs{Patient: "p_mum"})
		works(t, err)
		same(t, []molar.Appointment{}, got.Appointments)
	})
}

func TestListAppointments_OnlyOfLinkedPatients(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		env.Clinic = noHistory{env.Clinic, t}
		env.Typed = []molar.PatientID{"p_wang"}
		var told []string
		for _, id := range []molar.PatientID{"p_wang", "p_nobody", ""} {
			_, err := tools.ListAppointments.Call(ctx, env, tools.ListAppointmentsArgs{Patient: id})
			fails(t, err, molar.CodeForbidden)
			told = append(told, err.Error())
		}
		if told[0] != told[1] { // whether there is such a patient must not show
			t.Errorf("%q for a patient, %q for none", told[0], told[1])
		}
	})
}
