package tools_test

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// holdMove holds Tuesday at two for Xu Xiaoyu's appointment of nine.
func holdMove(t testing.TB, ctx context.Context, env *tools.Env) molar.AppointmentID {
	t.Helper()
	offerOf(env, "two", "zhang", hours(24, 14, 15))
	got, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "two", Patient: "p_xu", Moves: "a_xu"})
	works(t, err)
	return got.Hold.ID
}

func TestRescheduleAppointment_KeepsItsIdAndIsUnconfirmed(t *testing.T) {
	o := open(t, func(w *molar.World) { w.Appointments[0].Status = molar.Confirmed })
	var receipts []molar.Receipt
	var hold molar.AppointmentID
	o.turn("1", func(ctx context.Context, env *tools.Env) { hold = holdMove(t, ctx, env) })
	for range 2 { // the same turn again has no second effect
		o.turn("2", func(ctx context.Context, env *tools.Env) {
			got, err := tools.RescheduleAppointment.Call(ctx, env, tools.RescheduleAppointmentArgs{Hold: hold})
			works(t, err)
			receipts = append(receipts, got)
		})
	}
	same(t, receipts[0], receipts[1])
	same(t, molar.Receipt{Action: molar.ActionMoved, Appointment: molar.Appointment{
		ID: "a_xu", Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
		Interval: hours(24, 14, 15), Status: molar.Unconfirmed, By: molar.ByStaff,
	}}, receipts[0])
	if n := len(o.books().Appointments); n != 2 {
		t.Errorf("%d appointments, want the two of before", n)
	}
	o.turn("3", func(ctx context.Context, env *tools.Env) { // the old time is free
		offerOf(env, "nine", "zhang", hours(24, 9, 10))
		_, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "nine", Patient: "p_mum"})
		works(t, err)
	})
}

func TestRescheduleAppointment_Conflicts(t *testing.T) {
	tests := []struct {
		name  string
		later time.Duration
		hold  molar.AppointmentID // empty: the hold that was made
	}{
		{"the hold has lapsed", 10 * time.Minute, ""},
		{"there is no hold", 0, "nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := open(t)
			before := o.books().Appointments
			o.turn("1", func(ctx context.Context, env *tools.Env) {
				hold := holdMove(t, ctx, env)
				if tt.hold != "" {
					hold = tt.hold
				}
				env.Now = now.Add(tt.later)
				_, err := tools.RescheduleAppointment.Call(ctx, env, tools.RescheduleAppointmentArgs{Hold: hold})
				fails(t, err, molar.CodeConflict)
			})
			same(t, before, o.books().Appointments)
		})
	}
}

func TestRescheduleAppointment_AHoldIsForOneOfTheTwo(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		_, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: holdMove(t, ctx, env)})
		fails(t, err, molar.CodeInvalid)
	})
	o.turn("2", func(ctx context.Context, env *tools.Env) {
		_, err := tools.RescheduleAppointment.Call(ctx, env, tools.RescheduleAppointmentArgs{Hold: holdFor(t, ctx, env, "p_xu")})
		fails(t, err, molar.CodeInvalid)
	})
}
