package world

import (
	"cmp"
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

func (r *reading) appointments(v strictyaml.Value) []molar.Appointment {
	seen := map[molar.AppointmentID]int{}
	values := v.List()
	all := make([]molar.Appointment, len(values))
	for i, v := range values {
		all[i] = r.appointment(v, seen)
	}
	byDoctor := func(a molar.Appointment) string { return string(a.Doctor) }
	byPatient := func(a molar.Appointment) string { return string(a.Patient) }
	checkOverlap(values, all, "doctor", byDoctor)
	checkOverlap(values, all, "patient", byPatient)
	return all
}

func (r *reading) appointment(v strictyaml.Value, seen map[molar.AppointmentID]int) molar.Appointment {
	m := v.Map("id", "patient", "doctor", "store", "project", "start", "end", "status", "by", "confirmation_asked")
	a := molar.Appointment{
		ID:                newID(m.Need("id"), seen),
		Patient:           reference(m.Need("patient"), "patient", r.patients),
		Doctor:            reference(m.Need("doctor"), "doctor", r.doctors),
		Store:             reference(m.Need("store"), "store", r.stores),
		Project:           reference(m.Need("project"), "project", r.projects),
		Status:            word(m.Get("status"), molar.Unconfirmed, molar.Confirmed, molar.Arrived, molar.Cancelled, molar.NoShow),
		By:                word(m.Get("by"), molar.ByStaff, molar.ByBot),
		ConfirmationAsked: m.Get("confirmation_asked").Bool(),
	}
	a.Start = r.time(m.Need("start"))
	a.End = a.Start.Add(r.projects[a.Project].Duration())
	if end := m.Get("end"); end.Written() {
		a.End = r.time(end)
		if !a.End.After(a.Start) {
			end.Fail("the appointment ends before it begins")
		}
	}
	return a
}

// checkOverlap faults the first appointment, by start, that overlaps another
// active one of the same doctor or patient.
func checkOverlap(values []strictyaml.Value, all []molar.Appointment, what string, of func(molar.Appointment) string) {
	var order []int
	for i, a := range all {
		if a.Active() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(of(all[i]), of(all[j])), all[i].Start.Compare(all[j].Start))
	})
	// latest is the one of the same owner that ends last so far: an overlap
	// may be with an appointment further back than the one before.
	latest := -1
	for _, i := range order {
		if latest >= 0 && of(all[latest]) == of(all[i]) {
			if all[latest].Overlaps(all[i].Interval) {
				values[max(latest, i)].Fail("overlaps appointment %s of the same %s, %s", all[min(latest, i)].ID, what, of(all[i]))
			}
			if !all[i].End.After(all[latest].End) {
				continue
			}
		}
		latest = i
	}
}
