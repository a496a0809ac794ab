package tools_test

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestHoldSlot_KeepsTheOffer(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		offerOf(env, "o1", "zhang", hours(24, 14, 15))
		got, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "o1", Patient: "p_mum"})
		works(t, err)
		same(t, molar.Hold{
			ID: "id1", Conversation: "c1", Contact: "u_xu", Patient: "p_mum", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
			Interval: hours(24, 14, 15), Expires: now.Add(10 * time.Minute),
		}, got.Hold)
	})
	o.turnOf("c2", "u_else", "1", func(ctx context.Context, env *tools.Env) {
		env.Typed = []molar.PatientID{"p_wang"}
		offerOf(env, "o1", "zhang", hours(24, 14, 15))
		_, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "o1", Patient: "p_wang"})
		fails(t, err, molar.CodeConflict)
		env.Now, env.Turn = now.Add(10*time.Minute), "c2/2" // it has lapsed
		_, err = tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "o1", Patient: "p_wang"})
		works(t, err)
	})
}

func TestHoldSlot_Refuses(t *testing.T) {
	tests := []struct {
		name string
		args tools.HoldSlotArgs
		code molar.Code
	}{
		{"a token that was not offered", tools.HoldSlotArgs{Offer: "o9", Patient: "p_mum"}, molar.CodeNotFound},
		{"a patient of nobody here", tools.HoldSlotArgs{Offer: "free", Patient: "p_nobody"}, molar.CodeForbidden},
		{"no patient", tools.HoldSlotArgs{Offer: "free"}, molar.CodeForbidden},
		{"a slot that is taken", tools.HoldSlotArgs{Offer: "taken", Patient: "p_mum"}, molar.CodeConflict},
		{"a time at which the patient is elsewhere", tools.HoldSlotArgs{Offer: "clash", Patient: "p_xu"}, molar.CodeConflict},
		{"moving for a patient who only typed", tools.HoldSlotArgs{Offer: "free", Patient: "p_wang", Moves: "a_wang"}, molar.CodeForbidden},
		{"moving another patient's appointment", tools.HoldSlotArgs{Offer: "free", Patient: "p_mum", Moves: "a_xu"}, molar.CodeNotFound},
		{"moving a stranger's appointment", tools.HoldSlotArgs{Offer: "free", Patient: "p_xu", Moves: "a_wang"}, molar.CodeNotFound},
		{"moving what there is not", tools.HoldSlotArgs{Offer: "free", Patient: "p_xu", Moves: "a_none"}, molar.CodeNotFound},
	}
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		env.Typed = []molar.PatientID{"p_wang"}
		offerOf(env, "free", "zhang", hours(24, 14, 15))
		offerOf(env, "taken", "zhang", hours(24, 9, 10))
		offerOf(env, "clash", "li", hours(24, 9, 10))
		for _, tt := range tests {
			t.Log(tt.name)
			_, err := tools.HoldSlot.Call(ctx, env, tt.args)
			fails(t, err, tt.code)
		}
		_, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "free", Patient: "p_wang"})
		works(t, err) // what was typed is enough to book
	})
}

func TestHoldSlot_LetsTheEarlierHoldGo(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		offerOf(env, "o1", "zhang", hours(24, 14, 15))
		offerOf(env, "o2", "zhang", hours(24, 15, 16))
		first, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "o1", Patient: "p_xu"})
		works(t, err)
		second, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: "o2", Patient: "p_xu"})
		works(t, err)
		_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: first.Hold.ID})
		fails(t, err, molar.CodeConflict)
		_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: second.Hold.ID})
		works(t, err)
	})
}
