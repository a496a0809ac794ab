package toolstest

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// Import brings a world in, all of it or, on an error, nothing. What has an id
// replaces what had it before, so an import can be repeated; shifts replace by
// doctor and start, visits and charges that are known already are not added
// again. In lists, what the world names comes last, in its order. A
// conversation keeps its hold, yield and turns. Holds that an imported
// appointment overlaps are released. The world's ruleset goes live where the
// org has none.
//
// CodeInvalid when two active appointments of a doctor or a patient overlap
// (the error names both), a stretch of time is empty or longer than a day, or
// the org's zone is unknown.
func (c *Clinic) Import(_ context.Context, w *molar.World) error {
	if err := checkWorld(w); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	booked, err := c.state.bookings.withImported(w.Appointments)
	if err != nil {
		return err
	}
	if err := c.rules.begin(w.Ruleset); err != nil {
		return err
	}
	c.master.Store(c.master.Load().withImported(w))
	s := &c.state
	s.bookings = booked
	s.patients = newRegistry(relist(s.patients.all, w.Patients, func(p molar.Patient) molar.PatientID { return p.ID })...)
	type pair struct {
		contact molar.ContactID
		patient molar.PatientID
	}
	s.links = newLinkbook(relist(s.links.all, w.Links, func(l molar.Link) pair { return pair{l.Contact, l.Patient} })...)
	for _, v := range w.Visits {
		v.At = instant(v.At)
		addOnce(s.visits, v.Patient, v, func(v molar.Visit) time.Time { return v.At })
	}
	for _, ch := range w.Charges {
		ch.At = instant(ch.At)
		addOnce(s.charges, ch.Patient, ch, func(c molar.Charge) time.Time { return c.At })
	}
	for _, conv := range w.Conversations {
		conv.HoldUntil, conv.YieldUntil = instant(conv.HoldUntil), instant(conv.YieldUntil)
		if conv.Members = maps.Clone(conv.Members); len(conv.Members) == 0 {
			conv.Members = nil
		}
		if known := s.conversations[conv.ID]; known != nil {
			conv.HoldUntil, conv.YieldUntil, conv.Turns = known.HoldUntil, known.YieldUntil, known.Turns
			known.Conversation = conv
		} else {
			s.conversations[conv.ID] = &chat{Conversation: conv}
		}
	}
	return nil
}

func checkWorld(w *molar.World) error {
	zone := w.Org.Zone
	if zone == nil {
		return molar.FieldErrorf("org.zone", "an org has a zone in which its days are meant")
	}
	if _, err := time.LoadLocation(zone.String()); err != nil {
		return molar.FieldErrorf("org.zone", "no zone is called %s", zone)
	}
	for _, s := range w.Shifts {
		if err := checkLength(instants(s.Interval)); err != nil {
			return molar.FieldErrorf("schedule", "the shift of %s at %s: %s", s.Doctor, s.Start.Format(time.RFC3339), err.(*molar.Error).Message)
		}
	}
	for _, a := range w.Appointments {
		if err := checkLength(instants(a.Interval)); err != nil {
			return molar.FieldErrorf("appointments."+string(a.ID), "%s", err.(*molar.Error).Message)
		}
	}
	return nil
}

func (m *master) withImported(w *molar.World) *master {
	contacts := maps.Clone(m.contacts)
	if contacts == nil {
		contacts = make(map[molar.ContactID]molar.Contact, len(w.Contacts))
	}
	for _, c := range w.Contacts {
		contacts[c.ID] = molar.Contact{ID: c.ID, Tags: orNil(c.Tags)}
	}
	stores, doctors, staff := slices.Clone(w.Stores), slices.Clone(w.Doctors), slices.Clone(w.Staff)
	for i := range stores {
		stores[i].Aliases = orNil(stores[i].Aliases)
	}
	for i := range doctors {
		doctors[i].Stores, doctors[i].Projects = orNil(doctors[i].Stores), orNil(doctors[i].Projects)
	}
	for i := range staff {
		staff[i].Stores = orNil(staff[i].Stores)
	}
	entries := slices.Clone(w.Knowledge)
	for i := range entries {
		entries[i].Similar = orNil(entries[i].Similar)
	}
	bots := slices.Clone(w.Bots)
	for i := range bots {
		bots[i].OnlineSince = instant(bots[i].OnlineSince)
	}
	knowledge := relist(m.knowledge, entries, func(e molar.KnowledgeEntry) string { return e.ID })
	slices.SortFunc(knowledge, byID)
	return &master{
		org:       w.Org,
		stores:    relist(m.stores, stores, func(s molar.Store) molar.StoreID { return s.ID }),
		doctors:   relist(m.doctors, doctors, func(d molar.Doctor) molar.DoctorID { return d.ID }),
		projects:  relist(m.projects, w.Projects, func(p molar.Project) molar.ProjectID { return p.ID }),
		staff:     relist(m.staff, staff, func(s molar.Staff) molar.StaffID { return s.ID }),
		bots:      relist(m.bots, bots, func(b molar.Bot) molar.BotID { return b.ID }),
		contacts:  contacts,
		knowledge: knowledge,
		shifts:    withShifts(m.shifts, w.Shifts),
	}
}

// orNil makes an empty list nil, as one read from the database is.
func orNil[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return slices.Clone(s)
}

// withImported returns the bookings together with the imported appointments.
func (s *bookings) withImported(appointments []molar.Appointment) (bookings, error) {
	named := make(map[molar.AppointmentID]bool, len(appointments))
	for _, a := range appointments {
		named[a.ID] = true
	}
	merged := newBookings()
	var holds []*booking
	for _, b := range s.byID {
		switch {
		case named[b.ID]:
		case b.held:
			holds = append(holds, b)
		default:
			merged.insert(b)
		}
	}
	for _, a := range appointments {
		a.Interval = instants(a.Interval)
		b := &booking{Appointment: a, blocks: []molar.Interval{a.Interval}}
		if a.Active() {
			if whose, other := merged.clash(b); other != nil {
				return bookings{}, molar.FieldErrorf("appointments."+string(a.ID), "overlaps appointment %s: the same %s twice at %s",
					other.ID, whose, a.Start.Format(time.RFC3339))
			}
		}
		merged.insert(b)
	}
	for _, h := range holds {
		if _, other := merged.clash(h); other == nil {
			merged.insert(h)
		}
	}
	return merged, nil
}

// addOnce adds an event to a patient's, ordered by time and then as listed,
// unless it is there.
func addOnce[E comparable](all map[molar.PatientID][]E, id molar.PatientID, e E, at func(E) time.Time) {
	known := all[id]
	if slices.Contains(known, e) {
		return
	}
	i := firstAfter(known, at(e).Add(time.Nanosecond), at)
	all[id] = slices.Insert(known, i, e)
}

// Books returns what the business tables hold. Holds are no part of them.
func (c *Clinic) Books(context.Context) (molar.Books, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := &c.state
	books := molar.Books{
		Appointments: make([]molar.Appointment, 0, len(s.bookings.byID)),
		Patients:     list(s.patients.all),
		Links:        list(s.links.all),
		Handoffs:     list(s.handoffs),
		Outbox:       list(s.outbox),
	}
	all := slices.SortedFunc(maps.Values(s.bookings.byID), inOrder)
	for _, b := range all {
		if !b.held {
			books.Appointments = append(books.Appointments, b.Appointment)
		}
	}
	return books, nil
}
