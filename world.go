package molar

import "time"

// World is the whole of a clinic at one moment: what an import brings in, what
// a golden conversation starts from, what the demo shows. Ids are the
// clinic's own; slices keep the order in which they were written.
type World struct {
	Now           time.Time // the clock at the start; zero where the world has none
	Seed          uint64
	Org           Org
	Stores        []Store
	Projects      []Project
	Doctors       []Doctor
	Shifts        []Shift
	Patients      []Patient
	Links         []Link
	Contacts      []Contact
	Appointments  []Appointment
	Visits        []Visit
	Charges       []Charge
	Knowledge     []KnowledgeEntry
	Staff         []Staff
	Bots          []Bot
	Conversations []Conversation
	Ruleset       Ruleset
}

// Books is what a run leaves behind: the business tables that goldens compare,
// closed world. Appointments come ordered by start, then id; patients and
// links as listed; handoffs and messages in the order in which they arose.
type Books struct {
	Appointments []Appointment
	Patients     []Patient
	Links        []Link
	Handoffs     []Handoff
	Outbox       []Message
}
