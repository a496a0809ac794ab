package world_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/world"
)

type everyScript struct{}

func (everyScript) CheckScript(string, string) error { return nil }

// moments are starts of the demo on every day of a week, at hours before,
// during and after work, and around a turn of the year and a leap day.
func moments(t *testing.T) []time.Time {
	var all []time.Time
	for _, first := range []string{"2026-11-23T00:00:00+08:00", "2026-12-29T00:00:00+08:00", "2028-02-26T00:00:00+08:00"} {
		for day := range 7 {
			for _, hour := range []int{0, 9, 13, 23} {
				all = append(all, at(t, first).AddDate(0, 0, day).Add(time.Duration(hour)*time.Hour+5*time.Minute))
			}
		}
	}
	return all
}

func TestDemo_SameMomentSameWorld(t *testing.T) {
	now := at(t, "2026-11-23T10:05:00+08:00")
	if diff := cmp.Diff(world.Demo(now), world.Demo(now.UTC()), cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Error(diff)
	}
}

func TestDemo_CanBePublished(t *testing.T) {
	w := world.Demo(at(t, "2026-11-23T10:05:00+08:00"))
	for _, problem := range w.Ruleset.Validate(w, everyScript{}) {
		t.Error(problem)
	}
	for _, b := range w.Bots {
		if !b.Ready(w.Now) {
			t.Errorf("bot %s may not answer yet", b.ID)
		}
	}
}

func TestDemo_EveryDoctorWorksInTheHorizon(t *testing.T) {
	for _, now := range moments(t) {
		w := world.Demo(now)
		tomorrow := molar.StartOfDay(w.Now, w.Org.Zone).AddDate(0, 0, 1)
		fortnight := molar.Interval{Start: tomorrow, End: tomorrow.AddDate(0, 0, 14)}
		for _, d := range w.Doctors {
			days := map[string]bool{}
			for _, s := range w.Shifts {
				if s.Doctor != d.ID {
					continue
				}
				if !d.WorksAt(s.Store) {
					t.Errorf("%s has hours at %s", d.ID, s.Store)
				}
				if s.End.Sub(s.Start) < time.Hour || s.End.Sub(s.Start) > 8*time.Hour {
					t.Errorf("%s has a stretch from %s to %s", d.ID, s.Start, s.End)
				}
				if fortnight.Contains(s.Interval) {
					days[s.Start.Format(time.DateOnly)] = true
				}
			}
			if len(days) < 10 || len(days) > 12 { // a day off a week, or two
				t.Errorf("%s: %s works on %d of the coming 14 days", now, d.ID, len(days))
			}
		}
		overlaps(t, now, "shift", w.Shifts, func(s molar.Shift) (string, molar.Interval) { return string(s.Doctor), s.Interval })
	}
}

func TestDemo_AppointmentsCanBe(t *testing.T) {
	for _, now := range moments(t) {
		w := world.Demo(now)
		doctors := map[molar.DoctorID]molar.Doctor{}
		for _, d := range w.Doctors {
			doctors[d.ID] = d
		}
		for _, a := range w.Appointments {
			if !doctors[a.Doctor].Does(a.Project) || !doctors[a.Doctor].WorksAt(a.Store) {
				t.Errorf("%s: %s does no %s at %s", a.ID, a.Doctor, a.Project, a.Store)
			}
			if a.Status == molar.Arrived && a.Start.After(w.Now) {
				t.Errorf("%s: %s has arrived for %s", now, a.ID, a.Start)
			}
			fits := slices.ContainsFunc(w.Shifts, func(s molar.Shift) bool {
				return s.Doctor == a.Doctor && s.Store == a.Store && s.Contains(a.Interval)
			})
			if !a.Start.Before(molar.StartOfDay(w.Now, w.Org.Zone)) && !fits {
				t.Errorf("%s: %s is outside the hours of %s, %s", now, a.ID, a.Doctor, a.Start)
			}
		}
		active := slices.DeleteFunc(slices.Clone(w.Appointments), func(a molar.Appointment) bool { return !a.Active() })
		overlaps(t, now, "appointment", active, func(a molar.Appointment) (string, molar.Interval) { return string(a.Doctor), a.Interval })
		overlaps(t, now, "appointment", active, func(a molar.Appointment) (string, molar.Interval) { return string(a.Patient), a.Interval })
		for _, v := range w.Visits {
			if !doctors[v.Doctor].Does(v.Project) || !v.At.Before(w.Now) {
				t.Errorf("visit of %s to %s for %s at %s", v.Patient, v.Doctor, v.Project, v.At)
			}
		}
		for _, c := range w.Charges {
			if c.Treatment.Category() != c.Category || !c.At.Before(w.Now) {
				t.Errorf("charge %+v", c)
			}
		}
	}
}

func TestDemo_Cast(t *testing.T) {
	w := world.Demo(at(t, "2026-11-23T10:05:00+08:00"))
	if len(w.Stores) != 6 || len(w.Doctors) != 12 || len(w.Patients) != 30 || len(w.Knowledge) < 15 {
		t.Errorf("%d stores, %d doctors, %d patients, %d entries", len(w.Stores), len(w.Doctors), len(w.Patients), len(w.Knowledge))
	}
	var mine []molar.Link
	for _, l := range w.Links {
		if l.Contact == world.DemoContact {
			mine = append(mine, l)
		}
	}
	if diff := cmp.Diff([]molar.Link{{Contact: world.DemoContact, Patient: "p_xu", Relation: molar.RelationSelf}}, mine); diff != "" {
		t.Errorf("links of the demo's contact, -want +got\n%s", diff)
	}
	var own []molar.Charge
	for _, c := range w.Charges {
		if c.Patient == "p_xu" {
			own = append(own, c)
		}
	}
	if len(own) != 2 || own[1].Category != molar.Endodontics || own[1].At.Before(molar.AddMonths(w.Now, -3)) {
		t.Errorf("the demo's patient has no recent filling to follow up: %+v", own)
	}
	if !slices.ContainsFunc(w.Appointments, func(a molar.Appointment) bool {
		return a.ConfirmationAsked && a.Upcoming(w.Now) && a.Patient != "p_xu"
	}) {
		t.Error("nobody is asked to confirm")
	}
	people := map[string]molar.PatientID{}
	for _, p := range w.Patients {
		if !p.Phone.Valid() {
			t.Errorf("%s has the phone %s", p.ID, string(p.Phone))
		}
		key := string(p.Name) + string(p.Phone)
		if other, twice := people[key]; twice {
			t.Errorf("%s and %s cannot be told apart", p.ID, other)
		}
		people[key] = p.ID
	}
}

// overlaps reports any two of one owner that share a moment.
func overlaps[T any](t *testing.T, now time.Time, what string, all []T, of func(T) (string, molar.Interval)) {
	t.Helper()
	for i, a := range all {
		for _, b := range all[:i] {
			ownerA, timeA := of(a)
			ownerB, timeB := of(b)
			if ownerA == ownerB && timeA.Overlaps(timeB) {
				t.Errorf("%s: %s %+v overlaps %+v", now, what, a, b)
			}
		}
	}
}
