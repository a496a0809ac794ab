package agent

import (
	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

// Kind is what a command does. The set is closed: whatever a patient writes,
// and whatever a model makes of it, nothing else can reach the planner.
type Kind string

const (
	Start      Kind = "start"       // begin Flow
	Fill       Kind = "fill"        // Slot has Value
	Correct    Kind = "correct"     // what was read back is wrong; a Fill beside it says how
	Choose     Kind = "choose"      // the Offer-th of what was listed; -1 the last
	Affirm     Kind = "affirm"      // an unambiguous yes
	Deny       Kind = "deny"        // no
	Abandon    Kind = "abandon"     // gives the task up
	Ask        Kind = "ask"         // Question of Category
	StoreFacts Kind = "store_facts" // Value is one of count, list, address, hours, phone, city
	Greet      Kind = "greet"
	Thank      Kind = "thank"
	Bye        Kind = "bye"
	Ack        Kind = "ack" // heard, no consent
	WantsHuman Kind = "wants_human"
	Repeat     Kind = "repeat"  // what did you say
	Unclear    Kind = "unclear" // Value: noise, or unsure (with Candidates)
)

// Flow is a task that the bot can do, or at least begin.
type Flow string

const (
	FlowBook    Flow = "book"
	FlowMove    Flow = "reschedule"
	FlowConfirm Flow = "confirm"
	FlowCancel  Flow = "cancel" // always handed off
)

// Slot is a thing to settle that a patient can speak of.
type Slot string

const (
	SlotWho       Slot = "who"       // Value: self, other, family, multiple; Relation
	SlotName      Slot = "name"      // Value: full name
	SlotGivenName Slot = "given"     // Value: part of a name
	SlotPhone     Slot = "phone"     // Value: 11 digits; "" with Text for digits that are none
	SlotProject   Slot = "project"   // IDs
	SlotTreatment Slot = "treatment" // Value: preset treatment; "" for several or a severe problem
	SlotProblem   Slot = "problem"   // Value: unclear, severe, multiple
	SlotStore     Slot = "store"     // IDs; Value "any" for no preference, "refused"
	SlotCity      Slot = "city"      // Value
	SlotDoctor    Slot = "doctor"    // IDs, Text; Value "any" for no preference, "refused"
	SlotTime      Slot = "time"      // Time
	SlotChange    Slot = "change"    // Value: store, doctor, project, time of an existing appointment
	SlotAny       Slot = "any"       // no preference about what was asked
	SlotUnknown   Slot = "unknown"   // cannot answer what was asked
	SlotOther     Slot = "other"     // another one than offered
	SlotCannot    Slot = "cannot"    // cannot come to the appointment
	SlotFollowUp  Slot = "follow_up" // says that it is a 复查
)

// Command is one thing understood. Only the fields of its kind are set.
type Command struct {
	Kind       Kind              `json:"kind"`
	Flow       Flow              `json:"flow,omitempty"`
	Slot       Slot              `json:"slot,omitempty"`
	Value      string            `json:"value,omitempty"`
	IDs        []string          `json:"ids,omitempty"`
	Text       string            `json:"text,omitempty"` // the words, as written
	FullName   bool              `json:"full_name,omitempty"`
	Relation   string            `json:"relation,omitempty"`
	Time       *TimeSaid         `json:"time,omitempty"`
	Category   molar.HandoffCode `json:"category,omitempty"`
	Question   string            `json:"question,omitempty"`
	Offer      int               `json:"offer,omitempty"`
	Confidence float64           `json:"confidence,omitempty"`
}

// TimeSaid is what a burst says about when.
type TimeSaid struct {
	Wishes     []zhtime.Wish `json:"wishes,omitempty"`
	Mentioned  []zhtime.Wish `json:"mentioned,omitempty"` // of an existing appointment
	Impossible []string      `json:"impossible,omitempty"`
	Soonest    bool          `json:"soonest,omitempty"`
	Later      bool          `json:"later,omitempty"`
	Earlier    bool          `json:"earlier,omitempty"`
	Shift      zhtime.Shift  `json:"shift,omitzero"`
}
