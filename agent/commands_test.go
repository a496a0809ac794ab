package agent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

// TestCommands_Order puts answers before facts before wishes, whatever order
// they were said in, and keeps the writer's order within each.
func TestCommands_Order(t *testing.T) {
	t.Parallel()
	got := Commands(nlu.Understanding{
		Text:        "你好，洗牙多少钱？我叫徐小雨，13800000001，第二个，好的，明天约",
		Acts:        []nlu.Act{nlu.ActAffirm, nlu.ActAny},
		Ordinals:    []int{2},
		ForWhom:     nlu.Self,
		PatientName: "徐小雨", Phone: "13800000001",
		Projects:  []nlu.Mention{{Text: "洗牙", IDs: []string{"cleaning"}}},
		Treatment: "基础治疗", TreatmentState: nlu.Known,
		Stores:  []nlu.Mention{{Text: "张江", IDs: []string{"zhangjiang"}, Refused: true}},
		Doctors: []nlu.Mention{{Text: "张三博士", IDs: []string{"zhang"}, FullName: true}},
		Times:   zhtime.Result{Wishes: []zhtime.Wish{wholeDay(24)}},
		Intents: []nlu.Intent{{Code: "greet", Confidence: 0.9}, {Code: "price", Confidence: 0.95}, {Code: "book", Confidence: 0.9}, {Code: "praise", Confidence: 0.49}},
	})
	want := []Command{
		{Kind: Affirm},
		{Kind: Fill, Slot: SlotAny},
		{Kind: Choose, Offer: 2},
		{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 1},
		{Kind: Fill, Slot: SlotName, Value: "徐小雨"},
		{Kind: Fill, Slot: SlotPhone, Value: "13800000001"},
		{Kind: Fill, Slot: SlotProject, IDs: []string{"cleaning"}, Text: "洗牙"},
		{Kind: Fill, Slot: SlotTreatment, Value: "基础治疗"},
		{Kind: Fill, Slot: SlotStore, Value: "refused", IDs: []string{"zhangjiang"}, Text: "张江"},
		{Kind: Fill, Slot: SlotDoctor, IDs: []string{"zhang"}, Text: "张三博士", FullName: true},
		{Kind: Fill, Slot: SlotTime, Time: &TimeSaid{Wishes: []zhtime.Wish{wholeDay(24)}}},
		{Kind: Greet, Confidence: 0.9},
		{Kind: Ask, Category: molar.Price, Question: "你好，洗牙多少钱？我叫徐小雨，13800000001，第二个，好的，明天约", Confidence: 0.95},
		{Kind: Start, Flow: FlowBook, Confidence: 0.9},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestCommands_Unclear(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		u    nlu.Understanding
		want []Command
	}{
		{"nothing at all", nlu.Understanding{}, []Command{{Kind: Unclear, Value: "unsure"}}},
		{"noise", nlu.Understanding{Noise: true, None: true}, []Command{{Kind: Unclear, Value: "noise"}}},
		{"an intent that is too doubtful", nlu.Understanding{Intents: []nlu.Intent{{Code: "book", Confidence: 0.3}}}, []Command{{Kind: Unclear, Value: "unsure"}}},
		{"no intent, but an answer", nlu.Understanding{None: true, Acts: []nlu.Act{nlu.ActAck}}, []Command{{Kind: Ack}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Commands(c.u)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestCommands_WeakAndStrongSelf tells 我想约, which says who writes, from
// 我自己看, which says who is the patient.
func TestCommands_WeakAndStrongSelf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, forWhom, relation string
		want                    []Command
	}{
		{"想约个洗牙", nlu.Self, "", nil},
		{"我想约个洗牙", nlu.Self, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 0.5}}},
		{"俺想约个洗牙", nlu.Self, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 0.5}}},
		{"我自己看", nlu.Self, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 1}}},
		{"我牙疼", nlu.Self, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 1}}},
		{"给我约一个", nlu.Self, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 1}}},
		{"给我妈约", nlu.Other, "妈妈", []Command{{Kind: Fill, Slot: SlotWho, Value: "other", Relation: "妈妈"}}},
		{"给家里人约", nlu.Family, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "family"}}},
		{"两个人一起", nlu.Multiple, "", []Command{{Kind: Fill, Slot: SlotWho, Value: "multiple"}}},
		{"想约个洗牙", nlu.Unknown, "", nil},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			var got []Command
			for _, command := range Commands(nlu.Understanding{Text: c.text, ForWhom: c.forWhom, Relation: c.relation}) {
				if command.Slot == SlotWho {
					got = append(got, command)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestCommands_WhatAStartIsAbout notes whether a yes says in full that the
// patient comes, and whether a move speaks of an appointment that there is.
func TestCommands_WhatAStartIsAbout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, code, want string }{
		{"好的", "confirm", ""},
		{"收到", "confirm", ""},
		{"明天九点我会准时到", "confirm", "coming"},
		{"好的我会来的", "confirm", "coming"},
		{"没问题，到时见", "confirm", "coming"},
		{"改到周五", "reschedule", ""},
		{"之前约的那个改到周五", "reschedule", "existing"},
		{"我的预约想改期", "reschedule", "existing"},
		{"约了周三，想再约一个", "book", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			got := Commands(nlu.Understanding{Text: c.text, Intents: []nlu.Intent{{Code: c.code, Confidence: 0.9}}})
			want := []Command{{Kind: Start, Flow: flows[c.code], Value: c.want, Confidence: 0.9}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestCommands_Questions(t *testing.T) {
	t.Parallel()
	text := "洗牙多少钱，疼不疼"
	for _, c := range []struct {
		name string
		u    nlu.Understanding
		want []Command
	}{
		{"the clause of a question", nlu.Understanding{Text: text, Intents: []nlu.Intent{{Code: "price", Confidence: 0.9, Span: [2]int{0, len("洗牙多少钱")}}}},
			[]Command{{Kind: Ask, Category: molar.Price, Question: "洗牙多少钱", Confidence: 0.9}}},
		{"a span that does not lie in the text", nlu.Understanding{Text: text, Intents: []nlu.Intent{{Code: "price", Confidence: 0.9, Span: [2]int{3, 99}}}},
			[]Command{{Kind: Ask, Category: molar.Price, Question: text, Confidence: 0.9}}},
		{"each fact of the stores", nlu.Understanding{StoreFacts: []string{"address", "hours"}, Intents: []nlu.Intent{{Code: "store_info", Confidence: 0.9}}},
			[]Command{{Kind: StoreFacts, Value: "address", Confidence: 0.9}, {Kind: StoreFacts, Value: "hours", Confidence: 0.9}}},
		{"the stores, no fact named", nlu.Understanding{Intents: []nlu.Intent{{Code: "store_info", Confidence: 0.9}}},
			[]Command{{Kind: StoreFacts, Value: "list", Confidence: 0.9}}},
		{"digits that are no phone", nlu.Understanding{BadPhone: "1380000"}, []Command{{Kind: Fill, Slot: SlotPhone, Text: "1380000"}}},
		{"a refused project", nlu.Understanding{Acts: []nlu.Act{nlu.ActDeny}, Projects: []nlu.Mention{{Text: "洗牙", IDs: []string{"cleaning"}, Refused: true}}},
			[]Command{{Kind: Deny}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Commands(c.u)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
