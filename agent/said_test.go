package agent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

func TestLayOut(t *testing.T) {
	t.Parallel()
	fill := func(slot Slot, value string) Command { return Command{Kind: Fill, Slot: slot, Value: value} }
	book := Command{Kind: Start, Flow: FlowBook, Confidence: 0.9}
	price := Command{Kind: Ask, Category: molar.Price, Confidence: 0.9}
	hoursAsked := Command{Kind: StoreFacts, Value: "hours", Confidence: 0.9}
	tomorrow := &TimeSaid{Wishes: []zhtime.Wish{wholeDay(24)}}
	for _, c := range []struct {
		name     string
		commands []Command
		want     said
	}{
		{"nothing", nil, said{}},
		{"answers", []Command{{Kind: Affirm}, {Kind: Deny}, {Kind: Ack}, {Kind: Correct}, {Kind: Abandon}, {Kind: Repeat}},
			said{affirm: true, deny: true, ack: true, wrong: true, abandon: true, repeat: true}},
		{"courtesies", []Command{{Kind: Greet}, {Kind: Thank}, {Kind: Bye}}, said{greet: true, thank: true, bye: true}},
		{"answers that are slots", []Command{fill(SlotAny, ""), fill(SlotUnknown, ""), fill(SlotOther, ""), fill(SlotCannot, "")},
			said{any: true, unknown: true, other: true, cannot: true}},
		{"a person, surely", []Command{{Kind: WantsHuman, Confidence: 0.9}}, said{human: true, humanSure: true}},
		{"a person, perhaps", []Command{{Kind: WantsHuman, Confidence: 0.6}}, said{human: true}},
		{"noise", []Command{{Kind: Unclear, Value: "noise"}}, said{noise: true}},
		{"not sure", []Command{{Kind: Unclear, Value: "unsure"}}, said{unsure: true}},
		{"choices in order", []Command{{Kind: Choose, Offer: 2}, {Kind: Choose, Offer: -1}}, said{choose: []int{2, -1}}},
		{"the rest keeps its order", []Command{fill(SlotName, "徐小雨"), fill(SlotPhone, "13800000001"), {Kind: Fill, Slot: SlotTime, Time: tomorrow}, book, price, hoursAsked},
			said{
				fills: []Command{fill(SlotName, "徐小雨"), fill(SlotPhone, "13800000001")}, time: tomorrow,
				starts: []Command{book}, asks: []Command{price}, facts: []Command{hoursAsked},
			}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, layOut(c.commands), cmp.AllowUnexported(said{})); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestOneStart(t *testing.T) {
	t.Parallel()
	start := func(f Flow, confidence float64) Command {
		return Command{Kind: Start, Flow: f, Confidence: confidence}
	}
	change := Command{Kind: Fill, Slot: SlotChange, Value: "time"}
	mentioned := Command{Kind: Fill, Slot: SlotTime, Time: &TimeSaid{Mentioned: []zhtime.Wish{wholeDay(24)}}}
	wished := Command{Kind: Fill, Slot: SlotTime, Time: &TimeSaid{Wishes: []zhtime.Wish{wholeDay(24)}}}
	for _, c := range []struct {
		name     string
		commands []Command
		want     []Flow
	}{
		{"one", []Command{start(FlowBook, 0.6)}, []Flow{FlowBook}},
		{"two that are about as sure", []Command{start(FlowBook, 0.9), start(FlowMove, 0.8)}, []Flow{FlowBook, FlowMove}},
		{"one much less sure than the other", []Command{start(FlowBook, 0.6), start(FlowMove, 0.9)}, []Flow{FlowMove}},
		{"in the order raised", []Command{start(FlowMove, 0.8), start(FlowBook, 0.9)}, []Flow{FlowMove, FlowBook}},
		{"a change of what there is means a move", []Command{change, start(FlowBook, 0.9), start(FlowMove, 0.85)}, []Flow{FlowMove}},
		{"so does the time of what there is", []Command{mentioned, start(FlowBook, 0.9), start(FlowMove, 0.85)}, []Flow{FlowMove}},
		{"a wished time says neither", []Command{wished, start(FlowBook, 0.9), start(FlowMove, 0.85)}, []Flow{FlowBook, FlowMove}},
		{"a change without a wish to move", []Command{change, start(FlowBook, 0.9)}, []Flow{FlowBook}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := layOut(c.commands)
			var got []Flow
			for _, start := range s.starts {
				got = append(got, start.Flow)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
