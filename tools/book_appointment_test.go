package tools_test

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// holdFor holds Tuesday at two with Doctor Zhang for the patient.
func holdFor(t testing.TB, ctx context.Context, env *tools.Env, patient molar.PatientID) molar.AppointmentID {
	t.Helper()
	offerOf(env, "two", "zhang", hours(24, 14, 15))
	got, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "two", Patient: patient})
	works(t, err)
	return got.Hold.ID
}

func TestBookAppointment_GivesAReceipt(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		hold := holdFor(t, ctx, env, "p_mum")
		got, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: hold})
		works(t, err)
		want := molar.Receipt{Action: molar.ActionBooked, Appointment: molar.Appointment{
			ID: hold, Patient: "p_mum", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
			Interval: hours(24, 14, 15), Status: molar.Unconfirmed, By: molar.ByBot,
		}}
		same(t, want, got)
	})
	if n := len(o.books().Links); n != 3 {
		t.Errorf("%d links; booking for a linked patient proposes none", n)
	}
}

func TestBookAppointment_OfOneHoldIsOneAppointment(t *testing.T) {
	o := open(t)
	var hold molar.AppointmentID
	o.turn("1", func(ctx context.Context, env *tools.Env) { hold = holdFor(t, ctx, env, "p_mum") })
	var receipts []molar.Receipt
	for _, turn := range []string{"2", "2", "3"} { // a retry of the turn, and a second yes
		o.turn(turn, func(ctx context.Context, env *tools.Env) {
			got, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: hold})
			works(t, err)
			receipts = append(receipts, got)
		})
	}
	same(t, receipts[0], receipts[1])
	same(t, receipts[0], receipts[2])
	if n := len(o.books().Appointments); n != 3 {
		t.Errorf("%d appointments, want the two of before and one", n)
	}
}

func TestBookAppointment_NotOfAHoldThatLapsed(t *testing.T) {
	o := open(t)
	var hold molar.AppointmentID
	o.turn("1", func(ctx context.Context, env *tools.Env) { hold = holdFor(t, ctx, env, "p_mum") })
	o.turn("2", func(ctx context.Context, env *tools.Env) {
		env.Now = now.Add(10 * time.Minute)
		_, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: hold})
		fails(t, err, molar.CodeConflict)
		_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: "nothing"})
		fails(t, err, molar.CodeConflict)
	})
}

func TestBookAppointment_ProposesTheLinkOfATypedPatient(t *testing.T) {
	o := open(t)
	o.turnOf("c2", "u_new", "1", func(ctx context.Context, env *tools.Env) {
		_, err := tools.FindPatients.Call(ctx, env, tools.FindPatientsArgs{Name: "王一", Phone: "13800000003"})
		works(t, err)
		_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: holdFor(t, ctx, env, "p_wang")})
		works(t, err)
	})
	links := o.books().Links
	same(t, molar.Link{Contact: "u_new", Patient: "p_wang", Proposed: true}, links[len(links)-1])
	o.turnOf("c2", "u_new", "2", func(ctx context.Context, env *tools.Env) {
		_, err := tools.ListAppointments.Call(ctx, env, tools.ListAppointmentsArgs{Patient: "p_wang"})
		fails(t, err, molar.CodeForbidden) // a proposal proves nothing
	})
}

func TestBookAppointment_TellsNothingOfOtherPatients(t *testing.T) {
	o := open(t)
	before := o.books()
	o.turnOf("c2", "u_new", "1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: "a_xu"})
		fails(t, err, molar.CodeForbidden)
		same(t, molar.Receipt{}, got)
	})
	same(t, before, o.books())
}
