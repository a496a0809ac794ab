package molar

import "time"

// Hold keeps a slot for a plan that was read back to a patient and waits for a
// yes. While it lasts nobody else can take the slot; when it expires the slot
// is free again without anyone doing anything.
type Hold struct {
	ID           AppointmentID  `json:"id"` // the appointment's, once booked
	Conversation ConversationID `json:"conversation"`
	Contact      ContactID      `json:"contact"` // who asked for it: in a group, each has their own
	Patient      PatientID      `json:"patient"`
	Store        StoreID        `json:"store"`
	Doctor       DoctorID       `json:"doctor"`
	Project      ProjectID      `json:"project"`
	Interval
	// Moves is the appointment that a yes would move here; empty for a new one.
	Moves   AppointmentID `json:"moves,omitempty"`
	Expires time.Time     `json:"expires"`
}

// Expired reports whether the hold no longer keeps the slot.
func (h Hold) Expired(now time.Time) bool { return !now.Before(h.Expires) }

// Book turns the hold into an appointment made by the bot.
func (h Hold) Book() Appointment {
	return Appointment{
		ID: h.ID, Patient: h.Patient, Store: h.Store, Doctor: h.Doctor, Project: h.Project,
		Interval: h.Interval, Status: Unconfirmed, By: ByBot,
	}
}

// CheckMove refuses a hold that is more than a new time for the appointment
// that it moves: a move keeps patient, store, doctor, project and length
// (CodeInvalid with the field), and has the errors of [Appointment.Move].
func (h Hold) CheckMove(a Appointment, now time.Time) error {
	for _, keep := range []struct{ field, from, to string }{
		{"patient", string(a.Patient), string(h.Patient)},
		{"store", string(a.Store), string(h.Store)},
		{"doctor", string(a.Doctor), string(h.Doctor)},
		{"project", string(a.Project), string(h.Project)},
		{"end", a.End.Sub(a.Start).String(), h.End.Sub(h.Start).String()},
	} {
		if keep.from != keep.to {
			return FieldErrorf(keep.field, "a move keeps %s, and cannot make it %s", keep.from, keep.to)
		}
	}
	return a.Move(now, h.Start)
}

// Receipt is the proof that something was written. A sentence that promises
// can only be said beside one.
type Receipt struct {
	Action      ReceiptAction `json:"action"`
	Appointment Appointment   `json:"appointment"`
}

// ReceiptAction is what was done to the appointment.
type ReceiptAction string

const (
	ActionBooked    ReceiptAction = "booked"
	ActionMoved     ReceiptAction = "moved"
	ActionConfirmed ReceiptAction = "confirmed"
)
