package toolstest

import (
	"context"
	"slices"

	"github.com/molarhq/molar"
)

// registry is the patients' records.
type registry struct {
	all    []molar.Patient // as listed
	byID   map[molar.PatientID]molar.Patient
	byName map[whois][]molar.PatientID // ordered by id
}

// whois is what a patient gives of themselves in a chat.
type whois struct {
	name  molar.PersonName
	phone molar.Phone
}

func newRegistry(patients ...molar.Patient) registry {
	r := registry{byID: make(map[molar.PatientID]molar.Patient, len(patients)), byName: make(map[whois][]molar.PatientID, len(patients))}
	for _, p := range patients {
		r.add(p)
	}
	return r
}

func (r *registry) add(p molar.Patient) {
	r.all = append(r.all, p)
	r.byID[p.ID] = p
	key := whois{p.Name, p.Phone}
	i, _ := slices.BinarySearch(r.byName[key], p.ID)
	r.byName[key] = slices.Insert(r.byName[key], i, p.ID)
}

// removeLast takes back the last add.
func (r *registry) removeLast() {
	p := r.all[len(r.all)-1]
	r.all = r.all[:len(r.all)-1]
	delete(r.byID, p.ID)
	key := whois{p.Name, p.Phone}
	r.byName[key] = slices.DeleteFunc(r.byName[key], func(id molar.PatientID) bool { return id == p.ID })
}

// linkbook is the links of contacts to patients.
type linkbook struct {
	all       []molar.Link // as listed
	byContact map[molar.ContactID][]molar.Link
}

func newLinkbook(links ...molar.Link) linkbook {
	b := linkbook{byContact: make(map[molar.ContactID][]molar.Link, len(links))}
	for _, l := range links {
		b.add(l)
	}
	return b
}

func (b *linkbook) add(l molar.Link) {
	b.all = append(b.all, l)
	b.byContact[l.Contact] = append(b.byContact[l.Contact], l)
}

// removeLast takes back the last add.
func (b *linkbook) removeLast() {
	l := b.all[len(b.all)-1]
	b.all = b.all[:len(b.all)-1]
	b.byContact[l.Contact] = b.byContact[l.Contact][:len(b.byContact[l.Contact])-1]
}

// Links returns the confirmed links of the contacts, ordered by contact, then
// as listed.
func (tx *Tx) Links(_ context.Context, contacts []molar.ContactID) ([]molar.Link, error) {
	sorted := slices.Clone(contacts)
	slices.Sort(sorted)
	found := []molar.Link{}
	for _, c := range slices.Compact(sorted) {
		for _, l := range tx.state.links.byContact[c] {
			if !l.Proposed {
				found = append(found, l)
			}
		}
	}
	return found, nil
}

// Patients returns the records with these ids, in the order of ids.
func (tx *Tx) Patients(_ context.Context, ids []molar.PatientID) ([]molar.Patient, error) {
	found := []molar.Patient{}
	for _, id := range ids {
		if p, ok := tx.state.patients.byID[id]; ok {
			found = append(found, p)
		}
	}
	return found, nil
}

// PatientsByName returns the records with exactly this name and phone, ordered
// by id.
func (tx *Tx) PatientsByName(ctx context.Context, name molar.PersonName, phone molar.Phone) ([]molar.Patient, error) {
	return tx.Patients(ctx, tx.state.patients.byName[whois{name, phone}])
}

// History returns a patient's appointments, visits and charges.
func (tx *Tx) History(_ context.Context, id molar.PatientID) (molar.History, error) {
	h := molar.History{
		Appointments: []molar.Appointment{},
		Visits:       list(tx.state.visits[id]),
		Charges:      list(tx.state.charges[id]),
	}
	for _, b := range tx.state.bookings.byPatient[id] {
		if !b.held {
			h.Appointments = append(h.Appointments, b.Appointment)
		}
	}
	return h, nil
}

// RegisterPatient adds a record. CodeConflict when the id is taken.
func (tx *Tx) RegisterPatient(_ context.Context, p molar.Patient) error {
	if _, taken := tx.state.patients.byID[p.ID]; taken {
		return molar.Errorf(molar.CodeConflict, "patient %s is already on record", p.ID)
	}
	tx.state.patients.add(p)
	tx.onRollback(tx.state.patients.removeLast)
	return nil
}

// ProposeLink notes a link for staff to accept.
func (tx *Tx) ProposeLink(_ context.Context, l molar.Link) error {
	for _, known := range tx.state.links.byContact[l.Contact] {
		if known.Patient == l.Patient {
			return nil
		}
	}
	l.Proposed = true
	tx.state.links.add(l)
	tx.onRollback(tx.state.links.removeLast)
	return nil
}
