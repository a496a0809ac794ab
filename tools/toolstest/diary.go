package toolstest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// longest is how long a shift or an appointment may last: what overlaps a
// period started at most so long before it.
const longest = 24 * time.Hour

// Shifts returns the working hours of the doctors that overlap the period,
// ordered by start, doctor, store.
func (tx *Tx) Shifts(_ context.Context, doctors []molar.DoctorID, period molar.Interval) ([]molar.Shift, error) {
	period = instants(period)
	found := []molar.Shift{}
	schedule := tx.clinic.master.Load().shifts
	for _, d := range distinct(doctors) {
		shifts := schedule[d]
		for _, s := range shifts[firstAfter(shifts, period.Start.Add(-longest), func(s molar.Shift) time.Time { return s.Start }):] {
			if !s.Start.Before(period.End) {
				break
			}
			if s.Overlaps(period) {
				found = append(found, s)
			}
		}
	}
	slices.SortFunc(found, func(a, b molar.Shift) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Doctor, b.Doctor), cmp.Compare(a.Store, b.Store))
	})
	return found, nil
}

// Busy returns what takes up the doctors' time in the period, ordered by
// doctor, start, end.
func (tx *Tx) Busy(_ context.Context, doctors []molar.DoctorID, period molar.Interval, now time.Time, except molar.BusyExcept) ([]molar.Busy, error) {
	found := []molar.Busy{}
	for _, d := range distinct(doctors) {
		tx.state.bookings.byDoctor[d].busy(instants(period), instant(now), except, func(i molar.Interval) {
			found = append(found, molar.Busy{Doctor: d, Interval: i})
		})
	}
	slices.SortFunc(found, func(a, b molar.Busy) int {
		return cmp.Or(cmp.Compare(a.Doctor, b.Doctor), a.Start.Compare(b.Start), a.End.Compare(b.End))
	})
	return found, nil
}

// PatientBusy returns what takes up the patient's time in the period, ordered
// by start, end.
func (tx *Tx) PatientBusy(_ context.Context, patient molar.PatientID, period molar.Interval, now time.Time, except molar.BusyExcept) ([]molar.Interval, error) {
	found := []molar.Interval{}
	tx.state.bookings.byPatient[patient].busy(instants(period), instant(now), except, func(i molar.Interval) {
		found = append(found, i)
	})
	slices.SortFunc(found, func(a, b molar.Interval) int {
		return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End))
	})
	return found, nil
}

// busy reports every stretch of the agenda that is taken in the period.
func (a agenda) busy(period molar.Interval, now time.Time, except molar.BusyExcept, taken func(molar.Interval)) {
	for _, b := range a[firstAfter(a, period.Start.Add(-longest), func(b *booking) time.Time { return b.Start }):] {
		if !b.Start.Before(period.End) {
			return
		}
		if b.Overlaps(period) && b.live(now) && !b.exceptedBy(except) {
			taken(b.Interval)
		}
	}
}

func distinct(doctors []molar.DoctorID) []molar.DoctorID {
	sorted := slices.Clone(doctors)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// firstAfter returns the index of the first element that starts at t or later.
func firstAfter[T any](sorted []T, t time.Time, start func(T) time.Time) int {
	i, _ := slices.BinarySearchFunc(sorted, t, func(e T, t time.Time) int { return start(e).Compare(t) })
	return i
}
