package molar

import (
	"slices"
	"time"
)

// StoreRule names the rule that settled a store, in the order of product.md §6.
type StoreRule string

const (
	RuleOnlyStore  StoreRule = "only_store"  // the org has a single one
	RuleNamed      StoreRule = "named"       // 1: the patient names it
	RuleDoctor     StoreRule = "doctor"      // the named doctor works there; outranks 2 to 5
	RuleFollowUp   StoreRule = "follow_up"   // 2: last visit of that category
	RuleNextVisit  StoreRule = "appointment" // 3: the next planned appointment
	RuleLastVisit  StoreRule = "last_visit"  // 4: the last visit
	RuleHome       StoreRule = "home"        // 5: the home store, where it sees patients
	RuleAskPatient StoreRule = "ask"         // 6: list them and ask
)

// StoreFacts is what the choice of a store rests on. Leave out what a chat may
// not hear of: an unlinked chat passes no visits, appointments or follow-up.
type StoreFacts struct {
	Now          time.Time
	Stores       []Store
	Named        StoreID   // by the patient, or empty
	DoctorStores []StoreID // where the named doctor works; empty when none is named
	FollowUp     *FollowUp
	Appointments []Appointment
	Visits       []Visit
	HomeStore    StoreID
}

// ChooseStore applies the six rules and returns the store with the rule that
// settled it. Where the patient has to be asked the id is empty and candidates
// holds the stores to choose from.
func ChooseStore(f StoreFacts) (id StoreID, rule StoreRule, candidates []Store) {
	for _, s := range f.Stores {
		if s.SeesPatients() {
			candidates = append(candidates, s)
		}
	}
	open := func(id StoreID) bool {
		return id != "" && slices.ContainsFunc(candidates, func(s Store) bool { return s.ID == id })
	}
	if len(candidates) == 1 {
		return candidates[0].ID, RuleOnlyStore, nil
	}
	if open(f.Named) {
		return f.Named, RuleNamed, nil
	}
	if len(f.DoctorStores) > 0 {
		candidates = slices.DeleteFunc(candidates, func(s Store) bool { return !slices.Contains(f.DoctorStores, s.ID) })
		if len(candidates) == 1 {
			return candidates[0].ID, RuleDoctor, nil
		}
		return "", RuleAskPatient, candidates
	}
	if f.FollowUp != nil && open(f.FollowUp.Store) {
		return f.FollowUp.Store, RuleFollowUp, nil
	}
	if a, ok := NextAppointment(f.Now, f.Appointments); ok && open(a.Store) {
		return a.Store, RuleNextVisit, nil
	}
	if v, ok := LastVisit(f.Now, f.Visits, nil); ok && open(v.Store) {
		return v.Store, RuleLastVisit, nil
	}
	if open(f.HomeStore) {
		return f.HomeStore, RuleHome, nil
	}
	return "", RuleAskPatient, candidates
}
