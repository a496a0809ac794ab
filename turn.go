package molar

import (
	"encoding/json"
	"time"
)

// Message is one text on its way to a patient or to staff: a row of the outbox.
type Message struct {
	ID           string         `json:"id"`
	Conversation ConversationID `json:"conversation"`
	Turn         int            `json:"turn"` // of the conversation; 0 for none
	To           string         `json:"to"`   // a contact or a member of staff
	Script       string         `json:"script"`
	Knowledge    string         `json:"knowledge,omitempty"` // id of the entry it quotes
	Text         string         `json:"text"`
	At           time.Time      `json:"at"` // not to be sent before
}

// Turn is the record of one conversation turn: enough to show why the bot said
// what it said, and to run it again with the same outcome. The JSON parts are
// written by the package that owns their form.
type Turn struct {
	Conversation ConversationID  `json:"conversation"`
	Number       int             `json:"turn"` // counts from 1 in its conversation
	Speaker      ContactID       `json:"speaker"`
	At           time.Time       `json:"at"`
	Ruleset      int             `json:"ruleset"` // version it ran under
	Brain        string          `json:"brain"`   // embedded or llm
	Input        json.RawMessage `json:"input"`   // burst, conversation and session before
	Commands     json.RawMessage `json:"commands"`
	Plan         json.RawMessage `json:"plan"`  // the acts that were to be said
	Tools        json.RawMessage `json:"tools"` // calls with arguments and results, in order
	Outcome      json.RawMessage `json:"outcome"`
	Took         time.Duration   `json:"took"`
}

// History is what a clinic knows of one patient's past and future.
type History struct {
	Appointments []Appointment `json:"appointments,omitempty"`
	Visits       []Visit       `json:"visits,omitempty"`
	Charges      []Charge      `json:"charges,omitempty"`
}

// BusyExcept names what a search for free time leaves out of what is taken.
type BusyExcept struct {
	Appointment  AppointmentID  // about to be moved
	Conversation ConversationID // whose holds for Contact are about to be replaced
	Contact      ContactID
}
