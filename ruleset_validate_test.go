package molar_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// oneVariable knows the script greeting, the fixed replies, and {name} in them.
type oneVariable struct{}

func (oneVariable) CheckScript(key, text string) error {
	if key != "greeting" && !strings.HasPrefix(key, "category.") {
		return errors.New("there is no script " + key)
	}
	if rest := strings.ReplaceAll(text, "{name}", ""); strings.Contains(rest, "{") {
		return errors.New("unknown variable in " + rest)
	}
	return nil
}

// publishable is a ruleset that the clinic of it can publish.
func publishable() (*molar.Ruleset, *molar.World) {
	w := &molar.World{
		Stores:   chain(),
		Projects: []molar.Project{{ID: "exam"}, {ID: "filling"}, {ID: "root"}, {ID: "scaling"}},
		Staff:    []molar.Staff{{ID: "s_chen"}, {ID: "s_wu"}},
	}
	r := customRuleset()
	r.Mapping = mapping()
	return &r, w
}

// fields are the fields at fault.
func fields(errs []*molar.Error) []string {
	var out []string
	for _, e := range errs {
		out = append(out, e.Field)
	}
	return out
}

func TestValidate_NothingAtFault(t *testing.T) {
	r, w := publishable()
	if errs := r.Validate(w, oneVariable{}); len(errs) > 0 {
		t.Error(errs)
	}
	byDefault := molar.DefaultRuleset()
	byDefault.Mapping, byDefault.Notify.Default = r.Mapping, r.Notify.Default
	if errs := byDefault.Validate(w, oneVariable{}); len(errs) > 0 {
		t.Error("the defaults with a mapping and somebody to notify:", errs)
	}
}

func TestValidate_NamesTheField(t *testing.T) {
	tests := []struct {
		field string
		spoil func(*molar.Ruleset)
	}{
		{"reply_delay", func(r *molar.Ruleset) { r.ReplyDelay = molar.DelayRange{Min: -time.Second} }},
		{"reply_delay", func(r *molar.Ruleset) { r.ReplyDelay = molar.DelayRange{Min: 2 * time.Second, Max: time.Second} }},
		{"reply_delay", func(r *molar.Ruleset) { r.ReplyDelay = molar.DelayRange{Min: -time.Second, Max: -2 * time.Second} }},
		{"coverage.mode", func(r *molar.Ruleset) { r.Coverage.Mode = "everywhere" }},
		{"coverage.mode", func(r *molar.Ruleset) { r.Coverage.Mode = "" }},
		{"new_patient", func(r *molar.Ruleset) { r.NewPatient = "ignore" }},
		{"horizon_days", func(r *molar.Ruleset) { r.HorizonDays = 0 }},
		{"horizon_days", func(r *molar.Ruleset) { r.HorizonDays = 91 }},
		{"lead_time", func(r *molar.Ruleset) { r.LeadTime = -1 }},
		{"slot_step", func(r *molar.Ruleset) { r.SlotStep = 0 }},
		{"hold_for", func(r *molar.Ruleset) { r.HoldFor = 0 }},
		{"offers", func(r *molar.Ruleset) { r.Offers = 0 }},
		{"offers", func(r *molar.Ruleset) { r.Offers = 10 }},
		{"rounds", func(r *molar.Ruleset) { r.Rounds = 0 }},
		{"follow_up_months.种植", func(r *molar.Ruleset) { r.FollowUpMonths[molar.Implant] = -1 }},
		{"follow_up_months.种植", func(r *molar.Ruleset) { r.FollowUpMonths[molar.Implant] = 61 }},
		{"follow_up_months.种牙", func(r *molar.Ruleset) { r.FollowUpMonths["种牙"] = 3 }},
		{"yield_for", func(r *molar.Ruleset) { r.YieldFor = -1 }},
		{"categories.prices", func(r *molar.Ruleset) { r.Categories["prices"] = molar.CategoryRule{Mode: molar.ModeHandoff} }},
		{"categories.cancel_request", func(r *molar.Ruleset) {
			r.Categories[molar.CancelRequest] = molar.CategoryRule{Mode: molar.ModeHandoff}
		}},
		{"categories.price.mode", func(r *molar.Ruleset) { r.Categories[molar.Price] = molar.CategoryRule{Mode: "ignore"} }},
		{"categories.price.script", func(r *molar.Ruleset) {
			r.Categories[molar.Price] = molar.CategoryRule{Mode: molar.ModeReplyAndHandoff}
		}},
		{"categories.price.script", func(r *molar.Ruleset) {
			r.Categories[molar.Price] = molar.CategoryRule{Mode: molar.ModeReplyAndHandoff, Script: "{amount}元"}
		}},
		{"notify.default", func(r *molar.Ruleset) { // each question has somebody, a cancellation has not
			for _, code := range molar.QuestionCategories() {
				r.Notify.Codes[code] = r.Notify.Default
			}
			r.Notify.Default = nil
		}},
		{"notify.default[1]", func(r *molar.Ruleset) { r.Notify.Default = []molar.StaffID{"s_chen", "s_gone"} }},
		{"notify.booked[0]", func(r *molar.Ruleset) { r.Notify.Booked = []molar.StaffID{"s_gone"} }},
		{"notify.codes.complaint[0]", func(r *molar.Ruleset) { r.Notify.Codes[molar.Complaint] = []molar.StaffID{"s_gone"} }},
		{"notify.codes.complaint", func(r *molar.Ruleset) { r.Notify.Codes[molar.Complaint] = nil }},
		{"notify.codes.nonsense", func(r *molar.Ruleset) { r.Notify.Codes["nonsense"] = r.Notify.Default }},
		{"notify.by", func(r *molar.Ruleset) { r.Notify.By = "email" }},
		{"blocked_words[1]", func(r *molar.Ruleset) { r.BlockedWords = []string{"包治", ""} }},
		{"limits.per_minute", func(r *molar.Ruleset) { r.Limits.PerMinute = 0 }},
		{"limits.per_day", func(r *molar.Ruleset) { r.Limits.PerDay = 0 }},
		{"scripts.greeting[1]", func(r *molar.Ruleset) { r.Scripts["greeting"] = molar.Variants{"您好，{name}", "您好，{doctor}"} }},
		{"scripts.greeting", func(r *molar.Ruleset) { r.Scripts["greeting"] = molar.Variants{} }},
		{"scripts.nonsense[0]", func(r *molar.Ruleset) { r.Scripts["nonsense"] = molar.Variants{"您好"} }},
		{"mapping.种植手术", func(r *molar.Ruleset) { delete(r.Mapping, "种植手术") }},
		{"mapping.种植手术", func(r *molar.Ruleset) { r.Mapping["种植手术"] = "gone" }},
		{"mapping.补牙", func(r *molar.Ruleset) { r.Mapping["补牙"] = "filling" }},
		{"store_mapping.gone", func(r *molar.Ruleset) { r.StoreMapping["gone"] = molar.Mapping{"充填治疗": "filling"} }},
		{"store_mapping.jingan.充填治疗", func(r *molar.Ruleset) { r.StoreMapping["jingan"]["充填治疗"] = "gone" }},
		{"store_mapping.jingan.补牙", func(r *molar.Ruleset) { r.StoreMapping["jingan"]["补牙"] = "filling" }},
		{"confidence_needed", func(r *molar.Ruleset) { r.ConfidenceNeeded = 1.1 }},
		{"confidence_needed", func(r *molar.Ruleset) { r.ConfidenceNeeded = -0.1 }},
	}
	for _, tt := range tests {
		r, w := publishable()
		tt.spoil(r)
		errs := r.Validate(w, oneVariable{})
		if diff := gocmp.Diff([]string{tt.field}, fields(errs)); diff != "" {
			t.Errorf("%s: %s", tt.field, diff)
		}
		for _, e := range errs {
			if e.Code != molar.CodeInvalid || e.Message == "" {
				t.Errorf("%s: code %q, message %q", tt.field, e.Code, e.Message)
			}
		}
	}
}

func TestValidate_EveryTreatmentAndCategoryOfAnEmptyRuleset(t *testing.T) {
	_, w := publishable()
	got := map[string]bool{}
	for _, field := range fields((&molar.Ruleset{}).Validate(w, oneVariable{})) {
		if got[field] {
			t.Errorf("%s is named twice", field)
		}
		got[field] = true
	}
	for _, treatment := range molar.Treatments() {
		if !got["mapping."+string(treatment)] {
			t.Errorf("nothing about the mapping of %s", treatment)
		}
	}
	for _, code := range molar.QuestionCategories() {
		if !got["notify.codes."+string(code)] {
			t.Errorf("nothing about who is notified of %s", code)
		}
	}
}

func TestValidate_InTheOrderOfTheDocument(t *testing.T) {
	r, w := publishable()
	r.ConfidenceNeeded, r.Limits.PerDay, r.Rounds, r.YieldFor, r.BlockedWords = 2, 0, 0, -1, []string{""}
	r.Notify.By, r.Mapping["补牙"], r.Scripts["greeting"], r.ReplyDelay.Min = "", "filling", nil, -1
	want := []string{"reply_delay", "rounds", "yield_for", "notify.by", "blocked_words[0]", "limits.per_day", "scripts.greeting", "mapping.补牙", "confidence_needed"}
	if diff := gocmp.Diff(want, fields(r.Validate(w, oneVariable{}))); diff != "" {
		t.Error(diff)
	}
}

func ExampleRuleset_Validate() {
	r := molar.DefaultRuleset()
	r.Offers = 0
	r.Notify.Default = []molar.StaffID{"s_chen"}
	for _, t := range molar.Treatments() {
		r.Mapping[t] = "exam"
	}
	w := &molar.World{Projects: []molar.Project{{ID: "exam"}}, Staff: []molar.Staff{{ID: "s_chen"}}}
	for _, err := range r.Validate(w, nil) {
		fmt.Println(err)
	}
	// Output: offers: 0 is not between 1 and 9
}
