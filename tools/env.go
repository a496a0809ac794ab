package tools

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// Env is what a turn gives its tools: the clinic inside the turn's
// transaction, who is asking, the rules, the clock and the source of ids. It
// belongs to one turn and is not safe for concurrent use.
type Env struct {
	Clinic       Clinic
	Rules        *molar.Ruleset
	Zone         *time.Location
	Now          time.Time
	Conversation molar.ConversationID
	Speaker      molar.ContactID
	Links        []molar.Link      // the chat's patients: its members' confirmed links
	Typed        []molar.PatientID // matched by name and phone in this chat, no proof of anything
	Offers       []Offer           // what stands offered to the speaker
	Seed         string            // of the conversation: fixes random choices
	Turn         string            // leads the idempotency keys of the turn's writes
	NewID        func() string     // ids for what the turn creates

	// Trace gathers the turn's calls.
	Trace []Record
	// Replay, when set, holds the calls that are still expected, with their
	// results; the clinic is then not touched.
	Replay *[]Record
}

// Record is one traced call.
type Record struct {
	Name   string          `json:"name"`
	Args   json.RawMessage `json:"args"`
	Result json.RawMessage `json:"result"`
	Error  *RecordedError  `json:"error"`
}

// RecordedError is a failed call's error as traced.
type RecordedError struct {
	Code    molar.Code `json:"code"`
	Field   string     `json:"field,omitempty"`
	Message string     `json:"message"`
}

func recordError(err error) *RecordedError {
	if e, ok := asDomain(err); ok {
		return &RecordedError{Code: e.Code, Field: e.Field, Message: e.Message}
	}
	// The detail of an internal fault is for the log, not for a model.
	return &RecordedError{Code: molar.CodeInternal, Message: "temporarily unavailable"}
}

// Linked reports whether a confirmed link ties the patient to the chat.
func (e *Env) Linked(id molar.PatientID) bool {
	return slices.ContainsFunc(e.Links, func(l molar.Link) bool { return l.Patient == id })
}

// Bookable reports whether the chat may book for the patient: linked, or
// matched by name and phone.
func (e *Env) Bookable(id molar.PatientID) bool {
	return e.Linked(id) || slices.Contains(e.Typed, id)
}
