package tools_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// recorded is a turn of four calls, one of which is refused, with its results.
func recorded(t *testing.T) (trace []tools.Record, hold molar.Hold, receipt molar.Receipt) {
	t.Helper()
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		var err error
		hold, receipt, err = bookTuesdayAtTwo(ctx, env)
		works(t, err)
		trace = env.Trace
	})
	return trace, hold, receipt
}

func bookTuesdayAtTwo(ctx context.Context, env *tools.Env) (hold molar.Hold, receipt molar.Receipt, err error) {
	found, err := tools.SearchSlots.Call(ctx, env, tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang", Near: near(24, 14, 0)})
	if err != nil {
		return hold, receipt, err
	}
	_, err = tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: found.Offers[0].Token, Patient: "p_wang"})
	if molar.CodeOf(err) != molar.CodeForbidden {
		return hold, receipt, err
	}
	held, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: found.Offers[0].Token, Patient: "p_mum"})
	if err != nil {
		return hold, receipt, err
	}
	receipt, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: held.Hold.ID})
	return held.Hold, receipt, err
}

func TestReplay_TheRecordAnswers(t *testing.T) {
	trace, hold, receipt := recorded(t)
	left := indented(t, trace)
	env := &tools.Env{Replay: &left} // no clinic, no ids
	gotHold, gotReceipt, err := bookTuesdayAtTwo(t.Context(), env)
	works(t, err)
	same(t, hold, gotHold)
	same(t, receipt, gotReceipt)
	if len(left) > 0 {
		t.Errorf("%d calls are left over", len(left))
	}
	if len(env.Trace) != len(trace) {
		t.Errorf("%d calls are traced, %d were recorded", len(env.Trace), len(trace))
	}
}

// indented is a trace as a database may give it back: the same JSON, written
// differently.
func indented(t *testing.T, trace []tools.Record) []tools.Record {
	document, err := json.MarshalIndent(trace, "", "\t")
	works(t, err)
	var again []tools.Record
	works(t, json.Unmarshal(document, &again))
	return again
}

func TestReplay_AnotherCallFails(t *testing.T) {
	tests := []struct {
		name string
		call func(env *tools.Env) error
		says string
	}{
		{"another tool", func(env *tools.Env) error {
			_, err := tools.FindStores.Call(t.Context(), env, tools.FindStoresArgs{})
			return err
		}, "the record has search_slots"},
		{"other arguments", func(env *tools.Env) error {
			_, err := tools.SearchSlots.Call(t.Context(), env, tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang", Near: near(24, 15, 0)})
			return err
		}, "the record has search_slots"},
		{"one call too many", func(env *tools.Env) error {
			if _, _, err := bookTuesdayAtTwo(t.Context(), env); err != nil {
				return err
			}
			_, err := tools.FindStores.Call(t.Context(), env, tools.FindStoresArgs{})
			return err
		}, "unexpected call of find_stores"},
	}
	for _, tt := range tests {
		trace, _, _ := recorded(t)
		err := tt.call(&tools.Env{Replay: &trace})
		if molar.CodeOf(err) != molar.CodeInternal || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestReplay_ErrorsComeBackWithCodeAndField(t *testing.T) {
	record := tools.Record{
		Name: "transfer_to_human", Args: json.RawMessage(`{"code":"nonsense"}`),
		Error: &tools.RecordedError{Code: molar.CodeInvalid, Field: "code", Message: "there is no handoff"},
	}
	_, err := tools.TransferToHuman.Call(t.Context(), &tools.Env{Replay: &[]tools.Record{record}}, tools.TransferToHumanArgs{Code: "nonsense"})
	fails(t, err, molar.CodeInvalid)
	if want := "transfer_to_human: code: there is no handoff"; err.Error() != want {
		t.Errorf("%q, want %q", err, want)
	}
}

func TestSameJSON(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{`{"a": 1, "b": [2, 3]}`, `{"b":[2,3],"a":1}`, true},
		{`{"a": 12345678901234567890}`, `{"a": 12345678901234567891}`, false},
		{`[1, 2]`, `[2, 1]`, false},
		{`{"a": null}`, `{}`, false},
		{`"牙"`, `"\u7259"`, true},
		{`"<"`, `"\u003c"`, true},
	}
	for _, tt := range tests {
		if got := tools.SameJSON(json.RawMessage(tt.a), json.RawMessage(tt.b)); got != tt.want {
			t.Errorf("%s and %s: %t", tt.a, tt.b, got)
		}
	}
}
