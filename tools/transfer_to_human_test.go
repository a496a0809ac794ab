package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestTransferToHuman_OncePerTurn(t *testing.T) {
	o := open(t)
	args := tools.TransferToHumanArgs{Code: molar.Complaint, Patient: "p_xu", Silent: true, Repeat: true}
	want := molar.Handoff{
		Conversation: "c1", Code: molar.Complaint, Urgent: true, Repeat: true, Silent: true,
		Contact: "u_xu", Patient: "p_xu", At: now,
	}
	for i, turn := range []string{"1", "1", "2"} {
		o.turn(turn, func(ctx context.Context, env *tools.Env) {
			got, err := tools.TransferToHuman.Call(ctx, env, args)
			works(t, err)
			same(t, want, got)
		})
		if n := len(o.books().Handoffs); n != []int{1, 1, 2}[i] {
			t.Errorf("after call %d: %d handoffs", i+1, n)
		}
	}
}

func TestTransferToHuman_UnknownCode(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		_, err := tools.TransferToHuman.Call(ctx, env, tools.TransferToHumanArgs{Code: "nonsense"})
		fails(t, err, molar.CodeInvalid)
		got, err := tools.TransferToHuman.Call(ctx, env, tools.TransferToHumanArgs{Code: molar.CancelRequest})
		works(t, err)
		if got.Urgent {
			t.Error("a cancellation is urgent")
		}
	})
	if n := len(o.books().Handoffs); n != 1 {
		t.Errorf("%d handoffs", n)
	}
}
