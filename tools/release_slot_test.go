package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestReleaseSlot_LetsGoOnceOrTwice(t *testing.T) {
	o := open(t)
	var hold molar.AppointmentID
	o.turn("1", func(ctx context.Context, env *tools.Env) { hold = holdFor(t, ctx, env, "p_xu") })
	for _, turn := range []string{"2", "3"} {
		o.turn(turn, func(ctx context.Context, env *tools.Env) {
			_, err := tools.ReleaseSlot.Call(ctx, env, tools.ReleaseSlotArgs{Hold: hold})
			works(t, err)
			_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: hold})
			fails(t, err, molar.CodeConflict)
		})
	}
}

func TestReleaseSlot_LeavesAppointmentsAlone(t *testing.T) {
	o := open(t)
	before := o.books().Appointments
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		_, err := tools.ReleaseSlot.Call(ctx, env, tools.ReleaseSlotArgs{Hold: "a_xu"})
		works(t, err)
	})
	same(t, before, o.books().Appointments)
}
