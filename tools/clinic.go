package tools

import (
	"context"
	"time"

	"github.com/molarhq/molar"
)

// Clinic is what the tools need of a clinic, inside one transaction: either
// all that a turn wrote stays, or nothing. Postgres (server/store) and the
// in-memory clinic (tools/toolstest) keep the same promises, proven by one
// suite. Lists come in a fixed order, so that a turn can be replayed. Every
// error that is not a [molar.Error] is a fault of the machinery.
type Clinic interface {
	Master
	Records
	Diary
	Bookings
	Desk
}

// Master is the clinic's own data, which changes rarely.
type Master interface {
	// Stores, Doctors and Projects return all of the org's, in the order in
	// which the clinic listed them.
	Stores(ctx context.Context) ([]molar.Store, error)
	Doctors(ctx context.Context) ([]molar.Doctor, error)
	Projects(ctx context.Context) ([]molar.Project, error)
	// Knowledge returns the entries of a category, ordered by id.
	Knowledge(ctx context.Context, category molar.HandoffCode) ([]molar.KnowledgeEntry, error)
}

// Records are the patients and their links to chats.
type Records interface {
	// Links returns the confirmed links of the contacts (never proposed
	// ones), ordered by contact, then as listed.
	Links(ctx context.Context, contacts []molar.ContactID) ([]molar.Link, error)
	// Patients returns the records with these ids, in the order of ids; an
	// id that does not exist is left out.
	Patients(ctx context.Context, ids []molar.PatientID) ([]molar.Patient, error)
	// PatientsByName returns the records with exactly this name and phone,
	// ordered by id.
	PatientsByName(ctx context.Context, name molar.PersonName, phone molar.Phone) ([]molar.Patient, error)
	// History returns a patient's appointments of every status but holds
	// (ordered by start, then id), visits and charges (ordered by time).
	History(ctx context.Context, id molar.PatientID) (molar.History, error)
	// RegisterPatient adds a record.
	RegisterPatient(ctx context.Context, p molar.Patient) error
	// ProposeLink notes a link for staff to accept; an existing link of the
	// same contact and patient stays as it is.
	ProposeLink(ctx context.Context, l molar.Link) error
}

// Diary is the schedule and what is taken of it.
type Diary interface {
	// Shifts returns the working hours of the doctors that overlap the
	// period, ordered by start, doctor, store.
	Shifts(ctx context.Context, doctors []molar.DoctorID, period molar.Interval) ([]molar.Shift, error)
	// Busy returns what takes up the doctors' time in the period: active
	// appointments, and holds that have not expired at now. except, where
	// not empty, leaves out one appointment (that is about to be moved) and
	// the holds of the conversation (which are about to be replaced).
	Busy(ctx context.Context, doctors []molar.DoctorID, period molar.Interval, now time.Time, except Except) ([]molar.Busy, error)
	// PatientBusy is Busy for one patient.
	PatientBusy(ctx context.Context, patient molar.PatientID, period molar.Interval, now time.Time, except Except) ([]molar.Interval, error)
}

// Except is what [Diary] leaves out.
type Except = molar.BusyExcept

// Bookings change the schedule. No two active appointments or live holds of
// one doctor or of one patient ever overlap, whoever asks at the same time.
type Bookings interface {
	// Hold keeps a slot. It first releases the conversation's other holds
	// for the same contact. CodeConflict when the doctor's or the patient's
	// time is taken (Field "doctor" or "patient" says whose); the rest of
	// the transaction stays usable.
	Hold(ctx context.Context, h molar.Hold, now time.Time) error
	// Release lets go of a hold; one that is gone is no error.
	Release(ctx context.Context, id molar.AppointmentID) error
	// Book turns a hold into an appointment. CodeConflict when the hold has
	// expired or was released; booking the same hold again returns the
	// appointment that it became.
	Book(ctx context.Context, hold molar.AppointmentID, now time.Time) (molar.Appointment, error)
	// Move turns a hold with Moves set into the new time of that
	// appointment, in one step. CodeConflict as for Book, or when the
	// appointment can no longer be moved.
	Move(ctx context.Context, hold molar.AppointmentID, now time.Time) (molar.Appointment, error)
	// Confirm marks an appointment as confirmed; see [molar.Appointment.Confirm].
	Confirm(ctx context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error)
	// AskConfirmation notes that a person or a reminder has asked the patient
	// whether they will come.
	AskConfirmation(ctx context.Context, id molar.AppointmentID) error
}

// Desk is where people take over.
type Desk interface {
	// HandOff records a handoff for staff.
	HandOff(ctx context.Context, h molar.Handoff) error
	// Once runs a write and keeps its result under the key; a second call
	// with the same key returns that result without running again.
	Once(ctx context.Context, key string, run func() ([]byte, error)) ([]byte, error)
}
