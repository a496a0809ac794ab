package toolstest

import (
	"cmp"
	"context"
	"slices"

	"github.com/molarhq/molar"
)

// master is the clinic's own data. It is never changed in place.
type master struct {
	org       molar.Org
	stores    []molar.Store
	doctors   []molar.Doctor
	projects  []molar.Project
	staff     []molar.Staff
	bots      []molar.Bot
	contacts  map[molar.ContactID]molar.Contact
	knowledge []molar.KnowledgeEntry // ordered by id
	shifts    map[molar.DoctorID][]molar.Shift
}

// Stores returns the org's stores as listed.
func (tx *Tx) Stores(context.Context) ([]molar.Store, error) {
	return list(tx.clinic.master.Load().stores), nil
}

// Doctors returns the org's doctors as listed.
func (tx *Tx) Doctors(context.Context) ([]molar.Doctor, error) {
	return list(tx.clinic.master.Load().doctors), nil
}

// Projects returns the org's projects as listed.
func (tx *Tx) Projects(context.Context) ([]molar.Project, error) {
	return list(tx.clinic.master.Load().projects), nil
}

// Knowledge returns the entries of a category, ordered by id.
func (tx *Tx) Knowledge(_ context.Context, category molar.HandoffCode) ([]molar.KnowledgeEntry, error) {
	found := []molar.KnowledgeEntry{}
	for _, e := range tx.clinic.master.Load().knowledge {
		if e.Category == category {
			found = append(found, e)
		}
	}
	return found, nil
}

// World returns the master data and the live ruleset: stores, doctors,
// projects, staff and bots, without patients, schedule and bookings.
func (c *Clinic) World(ctx context.Context) (*molar.World, error) {
	live, _, err := c.Live(ctx)
	if err != nil {
		return nil, err
	}
	m := c.master.Load()
	return &molar.World{
		Org: m.org, Stores: list(m.stores), Projects: list(m.projects), Doctors: list(m.doctors),
		Staff: list(m.staff), Bots: list(m.bots), Ruleset: live,
	}, nil
}

// Bots returns the org's accounts as listed.
func (c *Clinic) Bots(context.Context) ([]molar.Bot, error) { return list(c.master.Load().bots), nil }

// Contact returns what is known of a contact; of one who never was imported,
// that is the id alone.
func (c *Clinic) Contact(_ context.Context, id molar.ContactID) (molar.Contact, error) {
	contact := c.master.Load().contacts[id]
	contact.ID = id
	return contact, nil
}

// list copies what a caller may sort or append to. It is never nil, as rows
// from the database are not.
func list[T any](s []T) []T { return append(make([]T, 0, len(s)), s...) }

// relist puts what an import names at the end, in the import's order, and
// drops the earlier form of the same.
func relist[T any, K comparable](old, new []T, key func(T) K) []T {
	named := make(map[K]bool, len(new))
	for _, n := range new {
		named[key(n)] = true
	}
	kept := slices.DeleteFunc(slices.Clone(old), func(o T) bool { return named[key(o)] })
	return append(kept, new...)
}

// withShifts returns the schedule with the shifts added, one per doctor and
// start.
func withShifts(old map[molar.DoctorID][]molar.Shift, shifts []molar.Shift) map[molar.DoctorID][]molar.Shift {
	all := make(map[molar.DoctorID][]molar.Shift, len(old))
	for doctor, s := range old {
		all[doctor] = slices.Clone(s)
	}
	for _, s := range shifts {
		s.Interval = instants(s.Interval)
		day := all[s.Doctor]
		i, found := slices.BinarySearchFunc(day, s, func(a, b molar.Shift) int { return a.Start.Compare(b.Start) })
		if found {
			day[i] = s
		} else {
			all[s.Doctor] = slices.Insert(day, i, s)
		}
	}
	return all
}

func byID(a, b molar.KnowledgeEntry) int { return cmp.Compare(a.ID, b.ID) }
