package molar_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// customRuleset has a value of its own in every field.
func customRuleset() molar.Ruleset {
	return molar.Ruleset{
		ReplyDelay: molar.DelayRange{Min: 10 * time.Second, Max: 20 * time.Second},
		RobotTag:   true,
		Coverage: molar.Coverage{
			Mode: molar.CoverageAllExcept, Contacts: []molar.ContactID{"u_xu"}, Conversations: []molar.ConversationID{"g1"},
			ContactTags: []string{"高端VIP"}, GroupCategories: []string{"正畸群"},
		},
		NewPatient: molar.NewPatientRegister, HorizonDays: 30,
		LeadTime: molar.Duration(90 * time.Minute), SlotStep: molar.Duration(15 * time.Minute), HoldFor: molar.Duration(5 * time.Minute),
		Offers: 4, Rounds: 3, FollowUpMonths: map[molar.Category]int{molar.Implant: 9},
		YieldFor: molar.Duration(time.Minute), HandoffHold: molar.HandoffHold{For: 4 * time.Hour},
		Categories: map[molar.HandoffCode]molar.CategoryRule{
			molar.Process: {Mode: molar.ModeKnowledge}, molar.Directions: {Mode: molar.ModeReplyAndHandoff, Script: "地铁2号线张江站。"},
		},
		Notify: molar.Notify{
			Default: []molar.StaffID{"s_chen"}, Booked: []molar.StaffID{"s_chen"},
			Codes: map[molar.HandoffCode][]molar.StaffID{molar.Complaint: {"s_wu"}}, By: molar.NotifyApplication,
		},
		BlockedWords: []string{"包治"}, Limits: molar.Limits{PerMinute: 5, PerDay: 100},
		Scripts:  map[string]molar.Variants{"greeting": {"您好", "你好呀"}},
		Examples: []molar.Example{{Text: "想看牙", Intent: "book"}},
		Mapping:  molar.Mapping{"充填治疗": "filling"}, StoreMapping: map[molar.StoreID]molar.Mapping{"jingan": {"充填治疗": "exam"}},
		ConfidenceNeeded: 0.7,
	}
}

func TestRuleset_JSONRoundTrip(t *testing.T) {
	for name, want := range map[string]molar.Ruleset{"default": molar.DefaultRuleset(), "custom": customRuleset()} {
		document, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got molar.Ruleset
		if err := json.Unmarshal(document, &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestRuleset_ReadsWhatTheContractWrites(t *testing.T) {
	const document = `{
		"reply_delay": "15s", "robot_tag": true, "coverage": {"mode": "off"}, "new_patient": "handoff",
		"horizon_days": 15, "lead_time": "60m", "slot_step": "30m", "hold_for": "10m", "offers": 3, "rounds": 2,
		"follow_up_months": {"种植": 6, "正畸": 12, "修复": 3, "牙体牙髓": 3, "牙周": 3, "美学": 3, "口腔外科": 3},
		"yield_for": "10m", "handoff_hold": "next 08:00",
		"notify": {"by": "private"}, "limits": {"per_minute": 20, "per_day": 1000}
	}`
	var got molar.Ruleset
	if err := json.Unmarshal([]byte(document), &got); err != nil {
		t.Fatal(err)
	}
	want := molar.DefaultRuleset()
	want.Categories, want.Scripts, want.Mapping, want.ConfidenceNeeded = nil, nil, nil, 0
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDefaultRuleset_CoversNothingAndHandsEveryQuestionOff(t *testing.T) {
	r := molar.DefaultRuleset()
	if r.Coverage.Covers(molar.Conversation{ID: "c1", Kind: molar.Single}, molar.Contact{ID: "u_xu"}) {
		t.Error("a clinic that has changed nothing is covered")
	}
	for _, code := range molar.QuestionCategories() {
		if mode := r.Category(code).Mode; mode != molar.ModeHandoff {
			t.Errorf("%s: %s", code, mode)
		}
	}
	if mode := (&molar.Ruleset{}).Category(molar.Price).Mode; mode != molar.ModeHandoff {
		t.Errorf("a category that is left out: %q", mode)
	}
	r.Offers, r.Categories[molar.Price] = 9, molar.CategoryRule{Mode: molar.ModeKnowledge}
	if again := molar.DefaultRuleset(); again.Offers != 3 || again.Category(molar.Price).Mode != molar.ModeHandoff {
		t.Error("defaults are shared between callers")
	}
}

func TestProjectFor_StoreThenHeadquarters(t *testing.T) {
	r := customRuleset()
	tests := []struct {
		treatment molar.Treatment
		store     molar.StoreID
		want      molar.ProjectID
	}{
		{"充填治疗", "", "filling"}, {"充填治疗", "zhangjiang", "filling"}, {"充填治疗", "jingan", "exam"}, {"种植治疗", "jingan", ""},
	}
	for _, tt := range tests {
		if got, ok := r.ProjectFor(tt.treatment, tt.store); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s at %q is %q, %t", tt.treatment, tt.store, got, ok)
		}
	}
}

func TestNotify_CodeBeforeDefault(t *testing.T) {
	n := customRuleset().Notify
	if got := fmt.Sprint(n.For(molar.Complaint), n.For(molar.Price)); got != "[s_wu] [s_chen]" {
		t.Error(got)
	}
}
