package world

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// dayOff stands in place of store and hours for a doctor who does not work
// that day: in a patch it takes the base's hours away.
const dayOff = "off"

// schedule reads the block of working hours, a line for each date, doctor and
// store: 2026-11-24 zhang zhangjiang 09:00-12:00 13:30-17:30.
func (r *reading) schedule(v strictyaml.Value) []molar.Shift {
	var all []molar.Shift
	lines := map[string][]line{} // by date and doctor
	for _, v := range v.Lines() {
		words := strings.Fields(v.Text())
		if len(words) < 3 {
			v.Fail("a line is a date, a doctor, a store and hours such as 09:00-12:00 13:30-17:30")
			return nil
		}
		date, err := time.ParseInLocation("2006-01-02", words[0], r.world.Org.Zone)
		if err != nil {
			v.Fail("there is no date %s; write it like 2026-11-24", words[0])
			return nil
		}
		doctor, ok := r.doctors[molar.DoctorID(words[1])]
		if !ok {
			v.Fail("no doctor is called %s", words[1])
			return nil
		}
		l := line{number: v.Line(), off: len(words) == 3 && words[2] == dayOff}
		if !l.off {
			l.shifts = r.shifts(v, date, doctor, words[2:])
		}
		day := words[0] + " " + words[1]
		for _, before := range lines[day] {
			if problem := l.beside(before); problem != "" {
				v.Fail("%s line %d", problem, before.number)
				return nil
			}
		}
		lines[day] = append(lines[day], l)
		all = append(all, l.shifts...)
	}
	return all
}

// shifts reads the store and the hours of one line.
func (r *reading) shifts(v strictyaml.Value, date time.Time, doctor molar.Doctor, words []string) []molar.Shift {
	store, ok := r.stores[molar.StoreID(words[0])]
	switch {
	case !ok:
		v.Fail("no store is called %s", words[0])
	case !store.SeesPatients():
		v.Fail("%s is no store that sees patients", store.ID)
	case !doctor.WorksAt(store.ID):
		v.Fail("doctor %s does not work at %s", doctor.ID, store.ID)
	case len(words) == 1:
		v.Fail("the hours are missing, such as 09:00-12:00 13:30-17:30")
	}
	var shifts []molar.Shift
	for _, w := range words[1:] {
		from, to, _ := strings.Cut(w, "-")
		start, ok1 := timeOfDay(from)
		end, ok2 := timeOfDay(to)
		if !ok1 || !ok2 || start >= end {
			v.Fail("%s are no hours such as 09:00-12:00", w)
			return nil
		}
		s := molar.Shift{Doctor: doctor.ID, Store: store.ID, Interval: molar.Interval{Start: onClock(date, start), End: onClock(date, end)}}
		if slices.ContainsFunc(shifts, func(t molar.Shift) bool { return t.Overlaps(s.Interval) }) {
			v.Fail("the hours %s overlap others of this line", w)
		}
		shifts = append(shifts, s)
	}
	slices.SortFunc(shifts, func(a, b molar.Shift) int { return cmp.Compare(a.Start.Unix(), b.Start.Unix()) })
	return shifts
}

// onClock is the moment at which the clock shows the time on that day.
func onClock(date time.Time, sinceMidnight time.Duration) time.Time {
	y, m, d := date.Date()
	return time.Date(y, m, d, 0, int(sinceMidnight.Minutes()), 0, 0, date.Location())
}

// line is one line of the schedule: shifts, or a day off.
type line struct {
	number int
	off    bool
	shifts []molar.Shift
}

// beside says what keeps a line from standing beside another of the same date
// and doctor, for nobody is in two places at once; "" for nothing.
func (l line) beside(before line) string {
	if l.off || before.off {
		return "a day off stands beside another line of that day,"
	}
	for _, a := range l.shifts {
		for _, b := range before.shifts {
			if a.Overlaps(b.Interval) {
				return "the hours overlap those on"
			}
		}
	}
	return ""
}
