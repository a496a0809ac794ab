package molar

import (
	"slices"
	"time"
)

// AppointmentID names an appointment within the org. A hold that is booked
// keeps its id as the appointment's.
type AppointmentID string

// AppointmentStatus is a state of docs/states.md.
type AppointmentStatus string

const (
	Unconfirmed AppointmentStatus = "unconfirmed"
	Confirmed   AppointmentStatus = "confirmed"
	Arrived     AppointmentStatus = "arrived"
	Cancelled   AppointmentStatus = "cancelled"
	NoShow      AppointmentStatus = "no_show"
)

// Operator says who made or changed an appointment.
type Operator string

const (
	ByBot   Operator = "bot" // 企微机器人
	ByStaff Operator = "staff"
)

// Appointment is a patient's time with a doctor (预约).
type Appointment struct {
	ID      AppointmentID `json:"id"`
	Patient PatientID     `json:"patient"`
	Store   StoreID       `json:"store"`
	Doctor  DoctorID      `json:"doctor"`
	Project ProjectID     `json:"project"`
	Interval
	Status AppointmentStatus `json:"status"`
	By     Operator          `json:"by"`
	// ConfirmationAsked is true while "can you come?" is asked and not
	// answered.
	ConfirmationAsked bool `json:"confirmation_asked,omitempty"`
}

// Active reports whether the appointment takes up the doctor's and the
// patient's time.
func (a Appointment) Active() bool {
	return a.Status == Unconfirmed || a.Status == Confirmed || a.Status == Arrived
}

// Upcoming reports whether the patient is still expected at a time after now.
func (a Appointment) Upcoming(now time.Time) bool {
	return (a.Status == Unconfirmed || a.Status == Confirmed) && a.Start.After(now)
}

// Confirm records that the patient will come. An appointment that is already
// confirmed stays so. CodeConflict when it is over, cancelled or past.
func (a *Appointment) Confirm(now time.Time) error {
	if !a.Upcoming(now) {
		return Errorf(CodeConflict, "appointment %s is %s and cannot be confirmed", a.ID, a.Status)
	}
	a.Status, a.ConfirmationAsked = Confirmed, false
	return nil
}

// Move gives the appointment a new time. It keeps id, store, doctor, project
// and length, becomes unconfirmed again, and a confirmation asked for the old
// time is void. CodeConflict when it is over, cancelled or past; CodeInvalid
// when the new time is past.
func (a *Appointment) Move(now, start time.Time) error {
	if !a.Upcoming(now) {
		return Errorf(CodeConflict, "appointment %s is %s and cannot be moved", a.ID, a.Status)
	}
	if !start.After(now) {
		return FieldErrorf("start", "%s is past", start.Format(time.RFC3339))
	}
	a.Interval = Interval{start, start.Add(a.End.Sub(a.Start))}
	a.Status, a.ConfirmationAsked = Unconfirmed, false
	return nil
}

// UpcomingAppointments returns the appointments still to come, earliest first.
func UpcomingAppointments(now time.Time, all []Appointment) []Appointment {
	var out []Appointment
	for _, a := range all {
		if a.Upcoming(now) {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b Appointment) int { return a.Start.Compare(b.Start) })
	return out
}

// NextAppointment returns the earliest appointment still to come.
func NextAppointment(now time.Time, all []Appointment) (Appointment, bool) {
	up := UpcomingAppointments(now, all)
	if len(up) == 0 {
		return Appointment{}, false
	}
	return up[0], true
}
