package molar

import (
	"time"
)

// Ruleset is everything that a clinic tunes (规则), as one document: rules,
// scripts, mapping, coverage, notifications. An org has one draft and one live
// version; every turn records the version it ran under. [DefaultRuleset] fills
// what a clinic leaves out.
type Ruleset struct {
	ReplyDelay       DelayRange                   `json:"reply_delay"`
	RobotTag         bool                         `json:"robot_tag"`
	Coverage         Coverage                     `json:"coverage"`
	NewPatient       NewPatientMode               `json:"new_patient"`
	HorizonDays      int                          `json:"horizon_days"` // how many days ahead schedules are known
	LeadTime         Duration                     `json:"lead_time"`    // a slot starts at least this long from now
	SlotStep         Duration                     `json:"slot_step"`    // slots start on the clock at multiples of it
	HoldFor          Duration                     `json:"hold_for"`     // how long a slot is kept for a plan that was read back
	Offers           int                          `json:"offers"`       // slots offered at once
	Rounds           int                          `json:"rounds"`       // proposals turned down for their time before a person takes over
	FollowUpMonths   map[Category]int             `json:"follow_up_months"`
	YieldFor         Duration                     `json:"yield_for"` // how long the bot keeps out after a staff member wrote
	HandoffHold      HandoffHold                  `json:"handoff_hold"`
	Categories       map[HandoffCode]CategoryRule `json:"categories"`
	Notify           Notify                       `json:"notify"`
	BlockedWords     []string                     `json:"blocked_words"`
	Limits           Limits                       `json:"limits"`
	Scripts          map[string]Variants          `json:"scripts"`  // overrides of the default scripts, by key
	Examples         []Example                    `json:"examples"` // the clinic's own training messages
	Mapping          Mapping                      `json:"mapping"`  // headquarters' mapping
	StoreMapping     map[StoreID]Mapping          `json:"store_mapping,omitempty"`
	ConfidenceNeeded float64                      `json:"confidence_needed"` // of a knowledge answer, 0 to 1
}

// Publication is one moment at which a version of the ruleset went live: for
// the first time, or restored by a rollback.
type Publication struct {
	Version  int       `json:"version"`
	Restored bool      `json:"restored,omitempty"`
	At       time.Time `json:"at"`
}

// NewPatientMode says what happens when no record carries the name and phone.
type NewPatientMode string

const (
	NewPatientHandoff  NewPatientMode = "handoff"
	NewPatientRegister NewPatientMode = "register"
)

// CategoryMode says how a question category is answered.
type CategoryMode string

const (
	ModeHandoff         CategoryMode = "handoff"
	ModeKnowledge       CategoryMode = "knowledge"         // answer when an entry is confident, else hand off
	ModeReplyAndHandoff CategoryMode = "reply_and_handoff" // the rule's script, then hand off
	ModeSilentHandoff   CategoryMode = "silent_handoff"
)

// CategoryRule is a clinic's choice for one question category. In the document
// a bare word stands for the mode alone.
type CategoryRule struct {
	Mode   CategoryMode `json:"mode"`
	Script string       `json:"script,omitempty"` // for reply_and_handoff
}

// NotifyBy says how staff are told.
type NotifyBy string

const (
	NotifyPrivate     NotifyBy = "private"     // a private message from the bot's account
	NotifyApplication NotifyBy = "application" // a WeCom application notification
)

// Notify lists the staff who are told of handoffs and bookings.
type Notify struct {
	Default []StaffID                 `json:"default,omitempty"`
	Booked  []StaffID                 `json:"booked,omitempty"`
	Codes   map[HandoffCode][]StaffID `json:"codes,omitempty"` // instead of default, by handoff code
	By      NotifyBy                  `json:"by"`
}

// For returns who is told of a handoff.
func (n Notify) For(code HandoffCode) []StaffID {
	if staff, ok := n.Codes[code]; ok {
		return staff
	}
	return n.Default
}

// Limits bound what one account sends, so that WeCom does not ban it.
type Limits struct {
	PerMinute int `json:"per_minute"`
	PerDay    int `json:"per_day"`
}

// Example is one labelled message for the understander.
type Example struct {
	Text   string `json:"text"`
	Intent string `json:"intent"`
}

// DefaultRuleset returns the rules of a clinic that has changed nothing: it
// covers no chat, and hands every question category to a person.
func DefaultRuleset() Ruleset {
	r := Ruleset{
		ReplyDelay:  DelayRange{15 * time.Second, 15 * time.Second},
		RobotTag:    true,
		Coverage:    Coverage{Mode: CoverageOff},
		NewPatient:  NewPatientHandoff,
		HorizonDays: 15,
		LeadTime:    Duration(60 * time.Minute),
		SlotStep:    Duration(30 * time.Minute),
		HoldFor:     Duration(10 * time.Minute),
		Offers:      3,
		Rounds:      2,
		FollowUpMonths: map[Category]int{
			Implant: 6, Orthodontics: 12, Restoration: 3, Endodontics: 3, Periodontics: 3, Aesthetics: 3, OralSurgery: 3,
		},
		YieldFor:         Duration(10 * time.Minute),
		HandoffHold:      HandoffHold{NextClock: 8 * time.Hour},
		Categories:       map[HandoffCode]CategoryRule{},
		Notify:           Notify{By: NotifyPrivate},
		Limits:           Limits{PerMinute: 20, PerDay: 1000},
		Scripts:          map[string]Variants{},
		Mapping:          Mapping{},
		ConfidenceNeeded: 0.6,
	}
	for _, c := range QuestionCategories() {
		r.Categories[c] = CategoryRule{Mode: ModeHandoff}
	}
	return r
}

// Category returns the rule for a question category.
func (r *Ruleset) Category(code HandoffCode) CategoryRule {
	if rule, ok := r.Categories[code]; ok && rule.Mode != "" {
		return rule
	}
	return CategoryRule{Mode: ModeHandoff}
}

// ProjectFor maps a treatment for a store: the store's own mapping first, then
// headquarters'. store may be empty.
func (r *Ruleset) ProjectFor(t Treatment, store StoreID) (ProjectID, bool) {
	if p, ok := r.StoreMapping[store][t]; ok {
		return p, true
	}
	p, ok := r.Mapping[t]
	return p, ok
}
