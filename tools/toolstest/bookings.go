package toolstest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// booking is an appointment or a hold, as one row of the database is. It is
// never changed in place: a write puts another in its stead.
type booking struct {
	molar.Appointment
	held bool
	// Of a hold:
	holder  holder
	moves   molar.AppointmentID
	expires time.Time
	// blocks is what nobody else may have. A hold that moves an appointment
	// leaves out that appointment's own time, which is taken already.
	blocks []molar.Interval
}

// holder is who a hold is for.
type holder struct {
	conversation molar.ConversationID
	contact      molar.ContactID
}

// blocking reports whether the booking keeps others out, be it only until
// somebody notices that it has expired.
func (b *booking) blocking() bool { return b.held || b.Active() }

func (b *booking) expired(now time.Time) bool { return b.held && !now.Before(b.expires) }

func (b *booking) live(now time.Time) bool { return b.blocking() && !b.expired(now) }

// exceptedBy reports whether a search leaves the booking out.
func (b *booking) exceptedBy(e molar.BusyExcept) bool {
	return b.ID == e.Appointment ||
		b.held && e.Conversation != "" && b.holder == holder{e.Conversation, e.Contact}
}

func (b *booking) clashes(o *booking) bool {
	for _, x := range b.blocks {
		for _, y := range o.blocks {
			if x.Overlaps(y) {
				return true
			}
		}
	}
	return false
}

// agenda is one doctor's or one patient's bookings, ordered by start, then id.
type agenda []*booking

func inOrder(a, b *booking) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID)) }

// clashes returns the blocking bookings that clash with b, which is none of
// them.
func (a agenda) clashes(b *booking) []*booking {
	var found []*booking
	for _, o := range a[firstAfter(a, b.Start.Add(-longest), func(o *booking) time.Time { return o.Start }):] {
		if !o.Start.Before(b.End) {
			break
		}
		if o.blocking() && o.clashes(b) {
			found = append(found, o)
		}
	}
	return found
}

// bookings is every appointment and hold.
type bookings struct {
	byID      map[molar.AppointmentID]*booking
	byDoctor  map[molar.DoctorID]agenda
	byPatient map[molar.PatientID]agenda
	holds     map[holder]*booking // each holder has one at most
}

func newBookings() bookings {
	return bookings{
		byID:      make(map[molar.AppointmentID]*booking),
		byDoctor:  make(map[molar.DoctorID]agenda),
		byPatient: make(map[molar.PatientID]agenda),
		holds:     make(map[holder]*booking),
	}
}

func (s *bookings) insert(b *booking) {
	s.byID[b.ID] = b
	s.byDoctor[b.Doctor] = s.byDoctor[b.Doctor].with(b)
	s.byPatient[b.Patient] = s.byPatient[b.Patient].with(b)
	if b.held {
		s.holds[b.holder] = b
	}
}

func (s *bookings) remove(b *booking) {
	delete(s.byID, b.ID)
	s.byDoctor[b.Doctor] = s.byDoctor[b.Doctor].without(b)
	s.byPatient[b.Patient] = s.byPatient[b.Patient].without(b)
	if b.held {
		delete(s.holds, b.holder)
	}
}

func (a agenda) with(b *booking) agenda {
	i, _ := slices.BinarySearchFunc(a, b, inOrder)
	return slices.Insert(a, i, b)
}

func (a agenda) without(b *booking) agenda {
	i, _ := slices.BinarySearchFunc(a, b, inOrder)
	return slices.Delete(a, i, i+1)
}

// clash names whose time b would take a second time, "doctor" or "patient", and
// with which booking.
func (s *bookings) clash(b *booking) (whose string, with *booking) {
	if c := s.byDoctor[b.Doctor].clashes(b); len(c) > 0 {
		return "doctor", c[0]
	}
	if c := s.byPatient[b.Patient].clashes(b); len(c) > 0 {
		return "patient", c[0]
	}
	return "", nil
}

func (tx *Tx) insert(b *booking) {
	tx.state.bookings.insert(b)
	tx.onRollback(func() { tx.state.bookings.remove(b) })
}

func (tx *Tx) remove(b *booking) {
	tx.state.bookings.remove(b)
	tx.onRollback(func() { tx.state.bookings.insert(b) })
}

// Hold keeps a slot, in the stead of what the conversation held for the same
// contact.
func (tx *Tx) Hold(_ context.Context, h molar.Hold, now time.Time) error {
	h.Interval, h.Expires, now = instants(h.Interval), instant(h.Expires), instant(now)
	if err := checkLength(h.Interval); err != nil {
		return err
	}
	b := &booking{
		Appointment: h.Book(), held: true, holder: holder{h.Conversation, h.Contact}, moves: h.Moves, expires: h.Expires,
		blocks: []molar.Interval{h.Interval},
	}
	s := &tx.state.bookings
	if h.Moves != "" {
		a, err := tx.appointment(h.Moves)
		if err != nil {
			return err
		}
		if err := h.CheckMove(a.Appointment, now); err != nil {
			return err
		}
		b.blocks = minus(h.Interval, a.Interval)
	}
	if old := s.holds[b.holder]; old != nil {
		tx.remove(old)
	}
	for _, o := range slices.Concat(s.byDoctor[b.Doctor].clashes(b), s.byPatient[b.Patient].clashes(b)) {
		if o.expired(now) && s.byID[o.ID] == o {
			tx.remove(o)
		}
	}
	switch whose, _ := s.clash(b); {
	case whose != "":
		return &molar.Error{Code: molar.CodeConflict, Field: whose, Message: fmt.Sprintf("the %s's time is taken", whose)}
	case s.byID[b.ID] != nil:
		return fmt.Errorf("hold: id %s is in use", b.ID)
	}
	tx.insert(b)
	return nil
}

// Release lets go of a hold; one that is gone is no error.
func (tx *Tx) Release(_ context.Context, id molar.AppointmentID) error {
	if b := tx.state.bookings.byID[id]; b != nil && b.held {
		tx.remove(b)
	}
	return nil
}

// Book turns a hold into an appointment.
func (tx *Tx) Book(_ context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	b := tx.state.bookings.byID[id]
	switch {
	case b == nil || b.expired(instant(now)):
		return molar.Appointment{}, errHoldGone(id)
	case !b.held:
		return b.Appointment, nil
	case b.moves != "":
		return molar.Appointment{}, molar.FieldErrorf("hold", "hold %s moves appointment %s and cannot be booked", id, b.moves)
	}
	return tx.replace(b, b.Appointment), nil
}

// Move turns a hold with Moves set into the new time of that appointment.
func (tx *Tx) Move(_ context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	now = instant(now)
	s := &tx.state.bookings
	b := s.byID[id]
	switch {
	case b == nil || b.expired(now):
		return molar.Appointment{}, errHoldGone(id)
	case b.moves == "":
		return molar.Appointment{}, molar.FieldErrorf("hold", "%s is no hold that moves an appointment", id)
	}
	old := s.byID[b.moves]
	if old == nil || !slices.Equal(minus(b.Interval, old.Interval), b.blocks) {
		return molar.Appointment{}, molar.Errorf(molar.CodeConflict, "appointment %s has changed since hold %s", b.moves, id)
	}
	moved := old.Appointment
	if err := moved.Move(now, b.Start); err != nil {
		return molar.Appointment{}, err
	}
	tx.remove(b)
	return tx.replace(old, moved), nil
}

// Confirm marks an appointment as confirmed.
func (tx *Tx) Confirm(_ context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	b, err := tx.appointment(id)
	if err != nil {
		return molar.Appointment{}, err
	}
	confirmed := b.Appointment
	if err := confirmed.Confirm(instant(now)); err != nil {
		return molar.Appointment{}, err
	}
	return tx.replace(b, confirmed), nil
}

// AskConfirmation notes that the patient has been asked whether they will come.
func (tx *Tx) AskConfirmation(_ context.Context, id molar.AppointmentID) error {
	b, err := tx.appointment(id)
	if err != nil {
		return err
	}
	asked := b.Appointment
	asked.ConfirmationAsked = true
	tx.replace(b, asked)
	return nil
}

// appointment finds an appointment that is no hold.
func (tx *Tx) appointment(id molar.AppointmentID) (*booking, error) {
	b := tx.state.bookings.byID[id]
	if b == nil || b.held {
		return nil, molar.Errorf(molar.CodeNotFound, "there is no appointment %s", id)
	}
	return b, nil
}

// replace puts the appointment in the stead of a booking.
func (tx *Tx) replace(old *booking, a molar.Appointment) molar.Appointment {
	tx.remove(old)
	tx.insert(&booking{Appointment: a, blocks: []molar.Interval{a.Interval}})
	return a
}

func errHoldGone(id molar.AppointmentID) error {
	return molar.Errorf(molar.CodeConflict, "hold %s has expired or was released", id)
}

// checkLength refuses a stretch of time that nobody can be booked for.
func checkLength(i molar.Interval) error {
	if !i.End.After(i.Start) {
		return molar.FieldErrorf("end", "it ends before it begins")
	}
	if i.End.Sub(i.Start) > longest {
		return molar.FieldErrorf("end", "it lasts longer than a day")
	}
	return nil
}

// minus returns what is left of i without o.
func minus(i, o molar.Interval) []molar.Interval {
	if !i.Overlaps(o) {
		return []molar.Interval{i}
	}
	var left []molar.Interval
	if i.Start.Before(o.Start) {
		left = append(left, molar.Interval{Start: i.Start, End: o.Start})
	}
	if o.End.Before(i.End) {
		left = append(left, molar.Interval{Start: o.End, End: i.End})
	}
	return left
}
