package molar

import (
	"cmp"
	"hash/fnv"
	"slices"
	"time"
)

// DoctorOrder puts doctors in an order that is random to patients and fixed
// for one seed (the conversation), so that a replay gives the same choice and
// no doctor is always first.
type DoctorOrder struct{ Seed string }

// Rank returns the doctor's place: smaller comes first.
func (o DoctorOrder) Rank(id DoctorID) uint64 {
	h := fnv.New64a()
	h.Write([]byte(o.Seed))
	h.Write([]byte{0})
	h.Write([]byte(id))
	sum := h.Sum64() // FNV alone leaves ids that differ in the last letter close together
	sum ^= sum >> 33
	sum *= 0xff51afd7ed558ccd
	sum ^= sum >> 33
	return sum
}

// OneDoctorPerStart keeps, of the slots that start at the same moment, the
// preferred doctor's, else the first by the order: a list of offers then holds
// different times. The result is ordered by start.
func (o DoctorOrder) OneDoctorPerStart(slots []Slot, preferred DoctorID) []Slot {
	best := slices.Clone(slots)
	slices.SortStableFunc(best, func(a, b Slot) int {
		return cmp.Or(
			a.Start.Compare(b.Start),
			cmp.Compare(notPreferred(a.Doctor, preferred), notPreferred(b.Doctor, preferred)),
			cmp.Compare(o.Rank(a.Doctor), o.Rank(b.Doctor)),
		)
	})
	return slices.CompactFunc(best, func(a, b Slot) bool { return a.Start.Equal(b.Start) })
}

func notPreferred(id, preferred DoctorID) int {
	if id == preferred {
		return 0
	}
	return 1
}

// Nearest returns up to n of the slots that start closest to the moment t, the
// closest first; of two at the same distance the earlier one.
func Nearest(slots []Slot, t time.Time, n int) []Slot {
	near := slices.Clone(slots)
	slices.SortStableFunc(near, func(a, b Slot) int {
		return cmp.Or(
			cmp.Compare(a.Start.Sub(t).Abs(), b.Start.Sub(t).Abs()),
			a.Start.Compare(b.Start),
		)
	})
	return near[:min(n, len(near))]
}
