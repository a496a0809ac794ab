package tools_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
	"github.com/molarhq/molar/tools/toolstest"
)

// starts are the offers as "24 09:30", with the doctor where there is a choice
// that matters.
func starts(offers []tools.Offer) []string {
	out := []string{}
	for _, o := range offers {
		out = append(out, o.Start.In(shanghai).Format("02 15:04"))
	}
	return out
}

func near(day, hour, minute int) *time.Time {
	t := at(day, hour, minute)
	return &t
}

func TestSearchSlots(t *testing.T) {
	day := func(d int) molar.Interval { return hours(d, 0, 24) }
	tests := []struct {
		name     string
		args     tools.SearchSlotsArgs // of a filling at zhangjiang
		exact    bool
		want     []string
		matching int
	}{
		{"no wish: the earliest", tools.SearchSlotsArgs{}, true, []string{"24 09:00", "24 09:30", "24 10:00"}, 30},
		{"one doctor only", tools.SearchSlotsArgs{Doctor: "zhang"}, true, []string{"24 10:00", "24 10:30", "24 11:00"}, 28},

		{"the wished start", tools.SearchSlotsArgs{Near: near(25, 15, 0)}, true, []string{"25 15:00"}, 1},
		{"the wished start, of the named doctor", tools.SearchSlotsArgs{Near: near(24, 10, 0), Doctor: "zhang"}, true, []string{"24 10:00"}, 1},
		{"taken: the nearest of that day first", tools.SearchSlotsArgs{Near: near(25, 17, 0), Doctor: "zhang"}, false, []string{"25 15:00", "25 15:30", "25 16:00"}, 0},
		{"another day only when the wished one has too few", tools.SearchSlotsArgs{
			Near: near(25, 9, 15), Doctor: "zhang", Refused: []molar.Interval{hours(25, 9, 16)},
		}, false, []string{"24 15:30", "24 16:00", "25 16:00"}, 0},
		{"off the grid: the nearest", tools.SearchSlotsArgs{Near: near(25, 10, 15), Doctor: "zhang"}, false, []string{"25 09:30", "25 10:00", "25 10:30"}, 0},

		{"within a stretch: its earliest", tools.SearchSlotsArgs{Within: []molar.Interval{hours(25, 14, 18)}}, true, []string{"25 14:00", "25 14:30", "25 15:00"}, 5},
		{"alternatives get a fair share", tools.SearchSlotsArgs{Within: []molar.Interval{day(26), day(25)}}, true, []string{"25 09:00", "26 09:00", "26 09:30"}, 20},
		{"an alternative without a slot leaves room to the other", tools.SearchSlotsArgs{Within: []molar.Interval{day(27), day(26)}}, true, []string{"26 09:00", "26 09:30", "26 10:00"}, 10},
		{"nothing within: the nearest, that day first", tools.SearchSlotsArgs{Within: []molar.Interval{hours(25, 18, 20)}}, false, []string{"25 15:00", "25 15:30", "25 16:00"}, 0},
		{"an open stretch", tools.SearchSlotsArgs{Within: []molar.Interval{{Start: at(26, 15, 30)}}}, true, []string{"26 15:30", "26 16:00"}, 2},
		{"nothing within an open stretch: the nearest before it", tools.SearchSlotsArgs{Within: []molar.Interval{{Start: at(28, 9, 0)}}}, false, []string{"26 15:00", "26 15:30", "26 16:00"}, 0},

		{"only", tools.SearchSlotsArgs{Only: []molar.Interval{hours(24, 16, 24), hours(26, 16, 24)}}, true, []string{"24 16:00", "26 16:00"}, 2},
		{"only, and another wish", tools.SearchSlotsArgs{Near: near(25, 10, 0), Only: []molar.Interval{hours(26, 9, 10)}}, false, []string{"26 09:00", "26 09:30"}, 0},
		{"refused", tools.SearchSlotsArgs{Refused: []molar.Interval{day(24), hours(25, 0, 16)}}, true, []string{"25 16:00", "26 09:00", "26 09:30"}, 11},
		{"the wished start refused", tools.SearchSlotsArgs{Near: near(25, 15, 0), Refused: []molar.Interval{hours(25, 15, 16)}}, false, []string{"25 14:00", "25 14:30", "25 16:00"}, 0},
		{"starts that were turned down", tools.SearchSlotsArgs{NotStarts: []time.Time{at(24, 9, 0), at(24, 10, 0).UTC()}}, true, []string{"24 09:30", "24 10:30", "24 11:00"}, 28},
		{"doctors that are not wanted", tools.SearchSlotsArgs{NotDoctors: []molar.DoctorID{"zhou", "li"}}, true, []string{"24 10:00", "24 10:30", "24 11:00"}, 28},

		{"the patient's other appointment", tools.SearchSlotsArgs{Patient: "p_xu"}, true, []string{"24 10:00", "24 10:30", "24 11:00"}, 28},
		{"a move may overlap the appointment it moves", tools.SearchSlotsArgs{Patient: "p_xu", Moves: "a_xu", Doctor: "zhang"}, true, []string{"24 09:00", "24 09:30", "24 10:00"}, 30},
		{"nothing within the limits", tools.SearchSlotsArgs{Only: []molar.Interval{day(27)}}, true, []string{}, 0},
	}
	o := open(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o.turn("1", func(ctx context.Context, env *tools.Env) {
				tt.args.Project, tt.args.Store = "filling", "zhangjiang"
				got, err := tools.SearchSlots.Call(ctx, env, tt.args)
				works(t, err)
				same(t, tt.want, starts(got.Offers))
				if got.Exact != tt.exact || got.Matching != tt.matching || !got.Anything {
					t.Errorf("exact %t, matching %d, anything %t", got.Exact, got.Matching, got.Anything)
				}
				for _, offer := range got.Offers {
					if tt.args.Doctor != "" && offer.Doctor != tt.args.Doctor || slices.Contains(tt.args.NotDoctors, offer.Doctor) || offer.Store != "zhangjiang" || offer.Project != "filling" {
						t.Errorf("offered %+v", offer)
					}
				}
			})
		})
	}
}

func TestSearchSlots_PrefersADoctor(t *testing.T) {
	o := open(t)
	search := func(args tools.SearchSlotsArgs) (result tools.SearchSlotsResult) {
		args.Project, args.Store, args.Prefer = "filling", "zhangjiang", "zhang"
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			var err error
			result, err = tools.SearchSlots.Call(ctx, env, args)
			works(t, err)
		})
		return result
	}
	got := search(tools.SearchSlotsArgs{})
	same(t, []string{"24 10:00", "24 10:30", "24 11:00"}, starts(got.Offers)) // zhang's, though others are free at nine
	for _, offer := range got.Offers {
		same(t, molar.DoctorID("zhang"), offer.Doctor)
	}
	got = search(tools.SearchSlotsArgs{Near: near(24, 9, 0)}) // zhang is taken then: not quite what was wished
	if got.Exact || got.Offers[0].Start != at(24, 9, 0) || got.Offers[0].Doctor == "zhang" {
		t.Errorf("exact %t, first %+v", got.Exact, got.Offers[0])
	}
	got = search(tools.SearchSlotsArgs{Near: near(24, 10, 0)})
	if !got.Exact || got.Offers[0].Doctor != "zhang" {
		t.Errorf("exact %t, first %+v", got.Exact, got.Offers[0])
	}
	got = search(tools.SearchSlotsArgs{NotDoctors: []molar.DoctorID{"zhang"}}) // not there: others
	same(t, []string{"24 09:00", "24 09:30", "24 10:00"}, starts(got.Offers))
}

func TestSearchSlots_AnyDoctorIsDrawnByTheConversation(t *testing.T) {
	o := open(t)
	drawn := map[molar.DoctorID]int{}
	for i := range 60 {
		draw := func() (doctor molar.DoctorID) {
			o.turnOf(molar.ConversationID(fmt.Sprintf("c%d", i)), "u_xu", "1", func(ctx context.Context, env *tools.Env) {
				got, err := tools.SearchSlots.Call(ctx, env, tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang", Near: near(25, 9, 0)})
				works(t, err)
				doctor = got.Offers[0].Doctor
			})
			return doctor
		}
		doctor := draw()
		if again := draw(); again != doctor {
			t.Errorf("c%d was offered %s, then %s", i, doctor, again)
		}
		drawn[doctor]++
	}
	if drawn["zhang"] < 15 || drawn["zhou"] < 15 {
		t.Errorf("drawn: %v", drawn)
	}
}

func TestSearchSlots_HoldsOfOthersAreTakenAndOnesOwnAreNot(t *testing.T) {
	o := open(t)
	wished := tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang", Near: near(24, 14, 0), Doctor: "zhang"}
	exact := func(conv molar.ConversationID, speaker molar.ContactID, patient molar.PatientID, later time.Duration) (exact bool) {
		o.turnOf(conv, speaker, "2", func(ctx context.Context, env *tools.Env) {
			env.Now = now.Add(later)
			args := wished
			args.Patient = patient
			got, err := tools.SearchSlots.Call(ctx, env, args)
			works(t, err)
			exact = got.Exact
		})
		return exact
	}
	o.turn("1", func(ctx context.Context, env *tools.Env) { holdFor(t, ctx, env, "p_xu") })
	if !exact("c1", "u_xu", "p_xu", 0) {
		t.Error("the speaker's own hold is in the way")
	}
	if exact("c1", "u_other", "p_mum", 0) {
		t.Error("another member of the chat is offered the held slot")
	}
	if exact("c2", "u_xu", "p_xu", 0) {
		t.Error("another chat is offered the held slot")
	}
	if !exact("c2", "u_xu", "p_xu", 10*time.Minute) {
		t.Error("a hold that has lapsed is in the way")
	}
}

func TestSearchSlots_LeadTimeAndHorizon(t *testing.T) {
	o := open(t, func(w *molar.World) {
		w.Shifts = []molar.Shift{{Doctor: "zhang", Store: "zhangjiang", Interval: hours(23, 9, 13)}}
		for _, start := range []time.Time{time.Date(2026, 12, 8, 22, 0, 0, 0, shanghai), time.Date(2026, 12, 9, 0, 0, 0, 0, shanghai)} {
			w.Shifts = append(w.Shifts, molar.Shift{Doctor: "zhang", Store: "zhangjiang", Interval: molar.Interval{Start: start, End: start.Add(time.Hour)}})
		}
	})
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.SearchSlots.Call(ctx, env, tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang"})
		works(t, err)
		// Not before an hour from 10:05; fifteen days on is 8 December, all of it.
		want := []time.Time{at(23, 11, 30), at(23, 12, 0), time.Date(2026, 12, 8, 22, 0, 0, 0, shanghai)}
		for i, offer := range got.Offers {
			if i < len(want) && !offer.Start.Equal(want[i]) || i >= len(want) {
				t.Errorf("offer %d starts %s", i, offer.Start)
			}
		}
		if len(got.Offers) != len(want) || got.Matching != len(want) || !got.Horizon.Equal(time.Date(2026, 12, 9, 0, 0, 0, 0, shanghai)) {
			t.Errorf("%d offers of %d, horizon %s", len(got.Offers), got.Matching, got.Horizon)
		}
	})
}

func TestSearchSlots_Nothing(t *testing.T) {
	tests := []struct {
		name string
		args tools.SearchSlotsArgs
		code molar.Code
	}{
		{"an unknown project", tools.SearchSlotsArgs{Project: "nails", Store: "zhangjiang"}, molar.CodeNotFound},
		{"an unknown store", tools.SearchSlotsArgs{Project: "filling", Store: "hongqiao"}, ""},
		{"an unknown doctor", tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang", Doctor: "nobody"}, ""},
		{"a doctor of another store", tools.SearchSlotsArgs{Project: "exam", Store: "zhangjiang", Doctor: "wu"}, ""},
		{"a doctor who does not do it", tools.SearchSlotsArgs{Project: "filling", Store: "jingan", Doctor: "wu"}, ""},
	}
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, tt := range tests {
			got, err := tools.SearchSlots.Call(ctx, env, tt.args)
			t.Log(tt.name)
			fails(t, err, tt.code)
			if len(got.Offers) > 0 || got.Anything {
				t.Errorf("%+v", got)
			}
		}
	})
}

func TestSearchSlots_ADoctorOfTwoStoresIsOfferedWhereTheyWork(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.SearchSlots.Call(ctx, env, tools.SearchSlotsArgs{Project: "filling", Store: "jingan", Doctor: "li"})
		works(t, err)
		same(t, []string{"25 09:00", "25 09:30", "25 10:00"}, starts(got.Offers))
	})
}

// errUndo ends a turn of which nothing is to stay.
var errUndo = errors.New("undo")

func TestSearchSlots_WhateverIsOfferedCanBeHeldAndBooked(t *testing.T) {
	stretch := rapid.Custom(func(t *rapid.T) molar.Interval {
		start := at(23, 0, 0).Add(time.Duration(rapid.IntRange(0, 4*48).Draw(t, "half hour")) * 30 * time.Minute)
		return molar.Interval{Start: start, End: start.Add(time.Duration(rapid.IntRange(1, 48).Draw(t, "halves")) * 30 * time.Minute)}
	})
	stretches := rapid.SliceOfN(stretch, 0, 2)
	rapid.Check(t, func(r *rapid.T) {
		o := open(t)
		for n := range rapid.IntRange(1, 6).Draw(r, "patients") { // each books, so the next finds less
			args := tools.SearchSlotsArgs{
				Project: rapid.SampledFrom([]molar.ProjectID{"exam", "filling"}).Draw(r, "project"),
				Store:   rapid.SampledFrom([]molar.StoreID{"zhangjiang", "jingan"}).Draw(r, "store"),
				Doctor:  rapid.SampledFrom([]molar.DoctorID{"", "", "zhang", "li"}).Draw(r, "doctor"),
				Prefer:  rapid.SampledFrom([]molar.DoctorID{"", "zhou"}).Draw(r, "prefer"),
				Patient: rapid.SampledFrom([]molar.PatientID{"p_xu", "p_mum"}).Draw(r, "patient"),
				Within:  stretches.Draw(r, "within"), Refused: stretches.Draw(r, "refused"),
			}
			if rapid.Bool().Draw(r, "limited") {
				args.Only = []molar.Interval{stretch.Draw(r, "only")}
			}
			if rapid.Bool().Draw(r, "pointed") {
				wish := stretch.Draw(r, "near").Start
				args.Near = &wish
			}
			turn := fmt.Sprint(n)
			var offered int
			o.turn(turn, func(ctx context.Context, env *tools.Env) {
				got, err := tools.SearchSlots.Call(ctx, env, args)
				works(t, err)
				offered = len(got.Offers)
				checkOffers(r, args, got, env)
			})
			for i := range offered {
				book := func(ctx context.Context, env *tools.Env) {
					got, err := tools.SearchSlots.Call(ctx, env, args)
					works(t, err)
					hold, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: got.Offers[i].Token, Patient: args.Patient})
					if err != nil {
						r.Fatalf("offer %+v cannot be held: %v", got.Offers[i], err)
					}
					receipt, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: hold.Hold.ID})
					if err != nil || !receipt.Appointment.Start.Equal(got.Offers[i].Start) {
						r.Fatalf("offer %+v was booked as %+v: %v", got.Offers[i], receipt, err)
					}
				}
				if i < offered-1 { // try it, and take it back
					o.tryTurn(turn, book)
				} else {
					o.turn(turn, book)
				}
			}
		}
		noOverlaps(r, o.books().Appointments)
	})
}

// tryTurn is turn, of which nothing stays.
func (o *office) tryTurn(name string, fn func(ctx context.Context, env *tools.Env)) {
	err := o.clinic.InTurn(context.Background(), "c1", func(tx *toolstest.Tx) error {
		o.run(tx, "c1", "u_xu", name, fn)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		o.t.Fatal(err)
	}
}

func checkOffers(t *rapid.T, args tools.SearchSlotsArgs, got tools.SearchSlotsResult, env *tools.Env) {
	inside := func(list []molar.Interval, s time.Time) bool {
		return slices.ContainsFunc(list, func(i molar.Interval) bool { return !s.Before(i.Start) && s.Before(i.End) })
	}
	if len(got.Offers) > env.Rules.Offers {
		t.Fatalf("%d offers", len(got.Offers))
	}
	for i, o := range got.Offers {
		switch {
		case o.Start.Before(env.Now.Add(time.Hour)) || !o.Start.Before(got.Horizon):
			t.Fatalf("%v is too soon or too far", o)
		case len(args.Only) > 0 && !inside(args.Only, o.Start) || inside(args.Refused, o.Start):
			t.Fatalf("%v is outside the limits", o)
		case args.Doctor != "" && o.Doctor != args.Doctor || o.Store != args.Store:
			t.Fatalf("%v is elsewhere", o)
		case i > 0 && !got.Offers[i-1].Start.Before(o.Start):
			t.Fatalf("%v does not come after %v", o, got.Offers[i-1])
		case got.Exact && args.Near != nil && !o.Start.Equal(*args.Near):
			t.Fatalf("%v is not the start that was wished", o)
		case got.Exact && args.Near == nil && len(args.Within) > 0 && !inside(args.Within, o.Start):
			t.Fatalf("%v is not within the wish", o)
		}
	}
}

func noOverlaps(t *rapid.T, all []molar.Appointment) {
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Overlaps(b.Interval) && (a.Doctor == b.Doctor || a.Patient == b.Patient) {
				t.Fatalf("%+v overlaps %+v", a, b)
			}
		}
	}
}

// BenchmarkSearchSlots searches 15 days of 20 doctors of one store, 60 % booked.
func BenchmarkSearchSlots(b *testing.B) {
	o := open(b, func(w *molar.World) {
		w.Doctors, w.Shifts, w.Appointments = nil, nil, nil
		for d := range 20 {
			id := molar.DoctorID(fmt.Sprintf("d%02d", d))
			w.Doctors = append(w.Doctors, molar.Doctor{ID: id, Name: string(id), Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"exam", "filling"}})
			for day := range 15 {
				start := at(24+day, 9, 0)
				w.Shifts = append(w.Shifts, molar.Shift{Doctor: id, Store: "zhangjiang", Interval: molar.Interval{Start: start, End: start.Add(8 * time.Hour)}})
				for hour := range 8 {
					if (hour+d+day)%5 < 3 {
						from := start.Add(time.Duration(hour) * time.Hour)
						w.Appointments = append(w.Appointments, molar.Appointment{
							ID: molar.AppointmentID(fmt.Sprintf("%s/%d/%d", id, day, hour)), Patient: molar.PatientID(fmt.Sprintf("p%d", len(w.Appointments))),
							Store: "zhangjiang", Doctor: id, Project: "filling", Interval: molar.Interval{Start: from, End: from.Add(time.Hour)}, Status: molar.Confirmed,
						})
					}
				}
			}
		}
	})
	for _, bench := range []struct {
		name string
		args tools.SearchSlotsArgs
	}{
		{"one doctor", tools.SearchSlotsArgs{Doctor: "d07", Near: near(30, 15, 0)}},
		{"20 doctors", tools.SearchSlotsArgs{Within: []molar.Interval{hours(30, 9, 12), hours(31, 9, 12)}}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			bench.args.Project, bench.args.Store, bench.args.Patient = "filling", "zhangjiang", "p_xu"
			o.turn("1", func(ctx context.Context, env *tools.Env) {
				for b.Loop() {
					env.Trace = env.Trace[:0]
					if _, err := tools.SearchSlots.Call(ctx, env, bench.args); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
