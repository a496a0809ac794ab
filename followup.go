package molar

import (
	"slices"
	"time"
)

// FollowUp says where the earlier treatment of a returning patient took place.
type FollowUp struct {
	Category Category `json:"category"`
	Store    StoreID  `json:"store,omitempty"`
	Doctor   DoctorID `json:"doctor,omitempty"`
}

// FindFollowUp reports whether a wish for treatment of the given category is a
// follow-up (复查): the patient has a settled charge of that category within
// the window of months before now, both ends included. The charge alone
// decides; store and doctor come from the patient's last visit in that
// category (the visit's project seen through the mapping, a check-up only where
// there was nothing else), else from the charge (product.md §6). A category without a window has no follow-up. Months
// are of the calendar that now is in: pass it in the clinic's zone.
func FindFollowUp(now time.Time, category Category, months map[Category]int, charges []Charge, visits []Visit, mapping Mapping) (FollowUp, bool) {
	window := months[category]
	if window <= 0 {
		return FollowUp{}, false
	}
	since := AddMonths(now, -window)
	var charge Charge
	for _, c := range charges {
		if c.Category != category || c.At.Before(since) || c.At.After(now) {
			continue
		}
		if charge.At.IsZero() || c.At.After(charge.At) {
			charge = c
		}
	}
	if charge.At.IsZero() {
		return FollowUp{}, false
	}
	f := FollowUp{Category: category, Store: charge.Store, Doctor: charge.Doctor}
	ofCategory := func(v Visit) bool { return slices.Contains(mapping.CategoriesOf(v.Project), category) }
	// What check-ups are booked as stands for whatever has no project of its
	// own: such a visit tells less than one for the treatment itself.
	treated := func(v Visit) bool { return ofCategory(v) && v.Project != mapping[Examination] }
	for _, match := range []func(Visit) bool{treated, ofCategory} {
		if v, ok := LastVisit(now, visits, match); ok {
			f.Store, f.Doctor = v.Store, v.Doctor
			break
		}
	}
	return f, true
}

// LastVisit returns the latest visit up to now that match accepts; a nil match
// accepts all.
func LastVisit(now time.Time, visits []Visit, match func(Visit) bool) (Visit, bool) {
	var last Visit
	for _, v := range visits {
		if v.At.After(now) || match != nil && !match(v) {
			continue
		}
		if last.At.IsZero() || v.At.After(last.At) {
			last = v
		}
	}
	return last, !last.At.IsZero()
}
