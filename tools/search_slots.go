package tools

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

//go:embed search_slots.md
var searchSlotsText string

// SearchSlotsArgs says what to look for. Times are the wishes of a patient as
// stretches of time: Near and Within are tastes (the nearest is offered where
// they are taken), Only and Refused are limits that every slot respects.
type SearchSlotsArgs struct {
	Project    molar.ProjectID     `json:"project"`
	Store      molar.StoreID       `json:"store"`
	Doctor     molar.DoctorID      `json:"doctor,omitempty" jsonschema_description:"only this doctor"`
	Prefer     molar.DoctorID      `json:"prefer,omitempty" jsonschema_description:"this doctor where free, else others"`
	Patient    molar.PatientID     `json:"patient,omitempty"`
	Moves      molar.AppointmentID `json:"moves,omitempty" jsonschema_description:"the appointment that is to be moved"`
	Near       *time.Time          `json:"near,omitempty" jsonschema_description:"the exact start that is wished"`
	Within     []molar.Interval    `json:"within,omitempty"`
	Only       []molar.Interval    `json:"only,omitempty"`
	Refused    []molar.Interval    `json:"refused,omitempty"`
	NotDoctors []molar.DoctorID    `json:"not_doctors,omitempty" jsonschema_description:"doctors that the patient does not want"`
	// NotStarts are starts that were offered and turned down.
	NotStarts []time.Time `json:"not_starts,omitempty"`
}

// Offer is a free slot with the token by which it can be held.
type Offer struct {
	Token   string          `json:"token"`
	Project molar.ProjectID `json:"project"`
	molar.Slot
}

// SearchSlotsResult holds the offers: the wished slots when Exact, else the
// nearest to the wish. Empty means that nothing is free within the limits;
// Anything then tells whether there is a slot at all before the horizon.
type SearchSlotsResult struct {
	Exact    bool      `json:"exact"`
	Offers   []Offer   `json:"offers"`
	Matching int       `json:"matching"` // how many different starts fit the wish
	Anything bool      `json:"anything"`
	Horizon  time.Time `json:"horizon"` // schedules are known until here
}

// SearchSlots looks for free slots, at most as many as the ruleset offers at
// once, ordered by start. Different offers have different starts. A slot that
// overlaps another appointment of the patient is not offered. CodeNotFound for
// an unknown project.
var SearchSlots = Verb[SearchSlotsArgs, SearchSlotsResult]{
	Name: "search_slots", Text: searchSlotsText, Run: searchSlots,
}

func searchSlots(ctx context.Context, env *Env, args SearchSlotsArgs) (SearchSlotsResult, error) {
	project, err := mapTreatment(ctx, env, MapTreatmentArgs{Project: args.Project})
	if err != nil {
		return SearchSlotsResult{}, err
	}
	horizon := molar.StartOfDay(env.Now, env.Zone).AddDate(0, 0, env.Rules.HorizonDays+1)
	free, err := freeSlots(ctx, env, args, project.Project.Duration(), horizon)
	if err != nil {
		return SearchSlotsResult{}, err
	}
	result := SearchSlotsResult{Offers: []Offer{}, Anything: len(free) > 0, Horizon: horizon}
	free = slices.DeleteFunc(free, func(s molar.Slot) bool {
		return len(args.Only) > 0 && !within(args.Only, s.Start) ||
			within(args.Refused, s.Start) ||
			slices.ContainsFunc(args.NotStarts, s.Start.Equal)
	})
	order := molar.DoctorOrder{Seed: env.Seed}
	prefer := args.Doctor
	if prefer == "" {
		prefer = args.Prefer
	}
	free = order.OneDoctorPerStart(free, prefer)
	chosen, exact, matching := choose(free, args, env.Rules.Offers, env.Zone)
	result.Exact, result.Matching = exact, matching
	for _, s := range chosen {
		result.Offers = append(result.Offers, Offer{Token: env.NewID(), Project: args.Project, Slot: s})
	}
	env.Offers = result.Offers
	return result, nil
}

// freeSlots finds all that is free for the doctors in question and for the
// patient.
func freeSlots(ctx context.Context, env *Env, args SearchSlotsArgs, duration time.Duration, horizon time.Time) ([]molar.Slot, error) {
	doctors, err := findDoctors(ctx, env, FindDoctorsArgs{Store: args.Store, Project: args.Project})
	if err != nil {
		return nil, err
	}
	var ids []molar.DoctorID
	for _, d := range doctors.Doctors {
		if (args.Doctor == "" || d.ID == args.Doctor) && !slices.Contains(args.NotDoctors, d.ID) {
			ids = append(ids, d.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	period := molar.Interval{Start: env.Now, End: horizon.AddDate(0, 0, 1)}
	except := molar.BusyExcept{Appointment: args.Moves, Conversation: env.Conversation, Contact: env.Speaker}
	shifts, err := env.Clinic.Shifts(ctx, ids, period)
	if err != nil {
		return nil, err
	}
	shifts = slices.DeleteFunc(shifts, func(s molar.Shift) bool { return s.Store != args.Store })
	busy, err := env.Clinic.Busy(ctx, ids, period, env.Now, except)
	if err != nil {
		return nil, err
	}
	free := molar.FreeSlots(shifts, busy, molar.SlotQuery{
		Duration: duration, Now: env.Now, Lead: time.Duration(env.Rules.LeadTime),
		Step: time.Duration(env.Rules.SlotStep), Zone: env.Zone, Horizon: horizon,
	})
	if args.Patient == "" {
		return free, nil
	}
	own, err := env.Clinic.PatientBusy(ctx, args.Patient, period, env.Now, except)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(free, func(s molar.Slot) bool {
		return slices.ContainsFunc(own, s.Overlaps)
	}), nil
}

// choose picks what to offer of the free slots: the wished start; else, of
// wished stretches, the earliest starts in them; else the nearest around.
func choose(free []molar.Slot, args SearchSlotsArgs, n int, zone *time.Location) (chosen []molar.Slot, exact bool, matching int) {
	if args.Near != nil {
		i := slices.IndexFunc(free, func(s molar.Slot) bool { return s.Start.Equal(*args.Near) })
		if i >= 0 && (args.Prefer == "" || free[i].Doctor == args.Prefer) {
			return free[i : i+1], true, 1
		}
		return byStart(nearestSameDayFirst(free, *args.Near, n, zone)), false, 0
	}
	var fits []molar.Slot
	for _, s := range free {
		if len(args.Within) == 0 || within(args.Within, s.Start) {
			fits = append(fits, s)
		}
	}
	fits = preferred(fits, args.Prefer)
	if len(args.Within) == 0 {
		return fits[:min(n, len(fits))], true, len(fits)
	}
	if len(fits) > 0 {
		return spread(fits, args.Within, n), true, len(fits)
	}
	return byStart(nearestSameDayFirst(free, middle(args.Within[0]), n, zone)), false, 0
}

// middle is where a wished stretch is looked at from when nothing in it is
// free: of one without an end, its start.
func middle(i molar.Interval) time.Time {
	if i.End.IsZero() {
		return i.Start
	}
	return i.Start.Add(i.End.Sub(i.Start) / 2)
}

// preferred keeps the preferred doctor's slots where there are any.
func preferred(slots []molar.Slot, doctor molar.DoctorID) []molar.Slot {
	var own []molar.Slot
	for _, s := range slots {
		if s.Doctor == doctor {
			own = append(own, s)
		}
	}
	if len(own) > 0 {
		return own
	}
	return slots
}

// spread takes the earliest fits, a fair share from each wished stretch, so
// that 周三或周四 shows both days.
func spread(fits []molar.Slot, stretches []molar.Interval, n int) []molar.Slot {
	groups := make([][]molar.Slot, len(stretches))
	for _, s := range fits {
		i := slices.IndexFunc(stretches, func(w molar.Interval) bool { return within([]molar.Interval{w}, s.Start) })
		groups[i] = append(groups[i], s)
	}
	var chosen []molar.Slot
	for round := 0; len(chosen) < min(n, len(fits)); round++ {
		for _, g := range groups {
			if round < len(g) && len(chosen) < n {
				chosen = append(chosen, g[round])
			}
		}
	}
	return byStart(chosen)
}

// nearestSameDayFirst prefers the wished day, then distance: who asked for
// Tuesday at three would rather have Tuesday at ten than Monday at five.
func nearestSameDayFirst(free []molar.Slot, t time.Time, n int, zone *time.Location) []molar.Slot {
	day := molar.StartOfDay(t, zone)
	var same, rest []molar.Slot
	for _, s := range free {
		if molar.StartOfDay(s.Start, zone).Equal(day) {
			same = append(same, s)
		} else {
			rest = append(rest, s)
		}
	}
	near := molar.Nearest(same, t, n)
	return append(near, molar.Nearest(rest, t, n-len(near))...)
}

func byStart(slots []molar.Slot) []molar.Slot {
	slices.SortFunc(slots, func(a, b molar.Slot) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Doctor, b.Doctor))
	})
	return slots
}

// within reports whether t lies in any of the stretches. A stretch with a zero
// end is open.
func within(list []molar.Interval, t time.Time) bool {
	return slices.ContainsFunc(list, func(i molar.Interval) bool {
		return !t.Before(i.Start) && (i.End.IsZero() || t.Before(i.End) || i.Start.Equal(i.End) && t.Equal(i.Start))
	})
}
