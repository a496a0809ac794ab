package molar_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
)

const tuesday = "2026-11-24"

// query is a search on Monday evening for 60 minutes, every half hour.
func query(change func(*molar.SlotQuery)) molar.SlotQuery {
	q := molar.SlotQuery{
		Duration: time.Hour, Now: at("2026-11-23 20:00"), Lead: time.Hour, Step: 30 * time.Minute,
		Zone: shanghai, Horizon: at("2026-12-09 00:00"),
	}
	if change != nil {
		change(&q)
	}
	return q
}

func shift(doctor molar.DoctorID, when molar.Interval) molar.Shift {
	return molar.Shift{Doctor: doctor, Store: "zhangjiang", Interval: when}
}

func busy(doctor molar.DoctorID, when molar.Interval) molar.Busy {
	return molar.Busy{Doctor: doctor, Interval: when}
}

func TestFreeSlots(t *testing.T) {
	day := []molar.Shift{shift("zhang", span(tuesday, "09:00", "12:00")), shift("zhang", span(tuesday, "13:30", "15:30"))}
	tests := []struct {
		name   string
		shifts []molar.Shift
		busy   []molar.Busy
		query  molar.SlotQuery
		want   []string // clocks of Tuesday
	}{
		{
			name: "a lunch break is never crossed, and the last slot ends exactly at closing", shifts: day, query: query(nil),
			want: []string{"09:00", "09:30", "10:00", "10:30", "11:00", "13:30", "14:00", "14:30"},
		},
		{
			name: "slots beside a booking touch it", shifts: day[:1],
			busy: []molar.Busy{busy("zhang", span(tuesday, "10:00", "11:00"))}, query: query(nil),
			want: []string{"09:00", "11:00"},
		},
		{
			name: "after a booking that ends off the grid comes the next grid time", shifts: day[:1],
			busy: []molar.Busy{busy("zhang", span(tuesday, "09:00", "09:40"))}, query: query(nil),
			want: []string{"10:00", "10:30", "11:00"},
		},
		{
			name: "stretches that overlap or lie in one another are taken once", shifts: day[:1],
			busy: []molar.Busy{
				busy("zhang", span(tuesday, "09:00", "11:00")), busy("zhang", span(tuesday, "09:15", "09:20")),
				busy("zhang", span(tuesday, "10:30", "11:10")),
			}, query: query(nil),
			want: nil,
		},
		{
			name: "leave of several days covers all of them", shifts: day[:1],
			busy: []molar.Busy{
				busy("zhang", molar.Interval{Start: at("2026-11-20 00:00"), End: at("2026-11-27 00:00")}),
				busy("zhang", span("2026-11-23", "08:00", "08:30")), // begins later, ends long before
			}, query: query(nil),
			want: nil,
		},
		{
			name: "another doctor's bookings take nothing", shifts: day[1:],
			busy: []molar.Busy{busy("li", span(tuesday, "13:30", "15:30"))}, query: query(nil),
			want: []string{"13:30", "14:00", "14:30"},
		},
		{
			name: "a project longer than the gap finds nothing", shifts: day[1:],
			busy:  []molar.Busy{busy("zhang", span(tuesday, "14:00", "14:30"))},
			query: query(func(q *molar.SlotQuery) { q.Duration = 61 * time.Minute }),
			want:  nil,
		},
		{
			name: "a project as long as the shift fits once", shifts: day[1:],
			query: query(func(q *molar.SlotQuery) { q.Duration = 2 * time.Hour }),
			want:  []string{"13:30"},
		},
		{
			name: "a shift that begins off the grid waits for the clock", shifts: []molar.Shift{shift("zhang", span(tuesday, "09:10", "11:00"))},
			query: query(nil), want: []string{"09:30", "10:00"},
		},
		{
			name: "exactly the lead time ahead is soon enough", shifts: day[:1],
			query: query(func(q *molar.SlotQuery) { q.Now = at("2026-11-24 09:00") }),
			want:  []string{"10:00", "10:30", "11:00"},
		},
		{
			name: "a second less is not", shifts: day[:1],
			query: query(func(q *molar.SlotQuery) { q.Now = at("2026-11-24 09:00:01") }),
			want:  []string{"10:30", "11:00"},
		},
		{
			name: "the horizon is a moment before which slots start", shifts: day[:1],
			query: query(func(q *molar.SlotQuery) { q.Horizon = at("2026-11-24 10:00") }),
			want:  []string{"09:00", "09:30"},
		},
		{
			name: "the grid is counted from midnight", shifts: day[:1],
			query: query(func(q *molar.SlotQuery) { q.Step = 50 * time.Minute }),
			want:  []string{"09:10", "10:00", "10:50"},
		},
		{
			name: "a shift that is written twice gives its slots once", shifts: []molar.Shift{day[1], day[1]}, query: query(nil),
			want: []string{"13:30", "14:00", "14:30"},
		},
		{name: "no project length, no slot", shifts: day, query: query(func(q *molar.SlotQuery) { q.Duration = 0 })},
		{name: "no grid, no slot", shifts: day, query: query(func(q *molar.SlotQuery) { q.Step = 0 })},
		{name: "a day off", query: query(nil)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range molar.FreeSlots(tt.shifts, tt.busy, tt.query) {
				if s.End.Sub(s.Start) != tt.query.Duration {
					t.Errorf("slot %v does not last %s", s, tt.query.Duration)
				}
				got = append(got, s.Start.In(shanghai).Format("15:04"))
			}
			if diff := gocmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFreeSlots_OrderedByStartThenDoctor(t *testing.T) {
	shifts := []molar.Shift{shift("zhang", span(tuesday, "09:00", "10:30")), shift("li", span(tuesday, "09:30", "10:30")), shift("chen", span(tuesday, "09:00", "10:00"))}
	var got []string
	for _, s := range molar.FreeSlots(shifts, nil, query(nil)) {
		got = append(got, s.Start.Format("15:04 ")+string(s.Doctor))
	}
	if diff := gocmp.Diff([]string{"09:00 chen", "09:00 zhang", "09:30 li", "09:30 zhang"}, got); diff != "" {
		t.Error(diff)
	}
}

// minuteByMinute is what FreeSlots promises, done slowly: it crosses out busy
// minutes and tries every minute of every shift.
func minuteByMinute(shifts []molar.Shift, busy []molar.Busy, q molar.SlotQuery) []molar.Slot {
	type minute struct {
		doctor molar.DoctorID
		at     int64
	}
	taken := map[minute]bool{}
	for _, b := range busy {
		for t := b.Start; t.Before(b.End); t = t.Add(time.Minute) {
			taken[minute{b.Doctor, t.Unix()}] = true
		}
	}
	seen := map[molar.Slot]bool{}
	var free []molar.Slot
	for _, s := range shifts {
	starts:
		for start := s.Start; start.Before(s.End); start = start.Add(time.Minute) {
			end := start.Add(q.Duration)
			onGrid := start.Sub(molar.StartOfDay(start, q.Zone))%q.Step == 0
			if !onGrid || start.Before(q.Now.Add(q.Lead)) || !start.Before(q.Horizon) || end.After(s.End) {
				continue
			}
			for t := start; t.Before(end); t = t.Add(time.Minute) {
				if taken[minute{s.Doctor, t.Unix()}] {
					continue starts
				}
			}
			slot := molar.Slot{Doctor: s.Doctor, Store: s.Store, Interval: molar.Interval{Start: start, End: end}}
			if !seen[slot] {
				seen[slot] = true
				free = append(free, slot)
			}
		}
	}
	slices.SortFunc(free, func(a, b molar.Slot) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Doctor, b.Doctor), cmp.Compare(a.Store, b.Store))
	})
	return free
}

func TestFreeSlots_AgreesWithMinuteByMinute(t *testing.T) {
	monday := at("2026-11-23 00:00")
	doctors := rapid.SampledFrom([]molar.DoctorID{"zhang", "li"})
	stretch := func(t *rapid.T, longest int, label string) molar.Interval {
		start := monday.Add(time.Duration(rapid.IntRange(0, 4*24*60).Draw(t, label+" start")) * time.Minute)
		return molar.Interval{Start: start, End: start.Add(time.Duration(rapid.IntRange(1, longest).Draw(t, label+" length")) * time.Minute)}
	}
	rapid.Check(t, func(t *rapid.T) {
		var shifts []molar.Shift
		for range rapid.IntRange(0, 5).Draw(t, "shifts") {
			shifts = append(shifts, molar.Shift{
				Doctor: doctors.Draw(t, "doctor"), Interval: stretch(t, 14*60, "shift"),
				Store: rapid.SampledFrom([]molar.StoreID{"zhangjiang", "lujiazui"}).Draw(t, "store"),
			})
		}
		var taken []molar.Busy
		for range rapid.IntRange(0, 8).Draw(t, "busy") {
			longest := rapid.SampledFrom([]int{60, 300, 4 * 24 * 60}).Draw(t, "longest")
			taken = append(taken, busy(doctors.Draw(t, "doctor"), stretch(t, longest, "busy")))
		}
		q := molar.SlotQuery{
			Duration: time.Duration(rapid.IntRange(5, 180).Draw(t, "duration")) * time.Minute,
			Now:      monday.Add(time.Duration(rapid.IntRange(-3600, 3*24*3600).Draw(t, "now")) * time.Second),
			Lead:     time.Duration(rapid.IntRange(0, 180).Draw(t, "lead")) * time.Minute,
			Step:     rapid.SampledFrom([]time.Duration{5 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour}).Draw(t, "step"),
			Zone:     shanghai, Horizon: monday.AddDate(0, 0, rapid.IntRange(0, 5).Draw(t, "horizon")),
		}
		got := molar.FreeSlots(shifts, taken, q)
		if diff := gocmp.Diff(minuteByMinute(shifts, taken, q), got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkFreeSlots(b *testing.B) {
	var shifts []molar.Shift
	var taken []molar.Busy
	for d := range 50 {
		doctor := molar.DoctorID(fmt.Sprintf("d%02d", d))
		for day := range 15 {
			start := at("2026-11-24 09:00").AddDate(0, 0, day)
			shifts = append(shifts, shift(doctor, molar.Interval{Start: start, End: start.Add(8 * time.Hour)}))
			for hour := range 8 { // 60 % booked
				if (hour+d+day)%5 < 3 {
					taken = append(taken, busy(doctor, molar.Interval{Start: start.Add(time.Duration(hour) * time.Hour), End: start.Add(time.Duration(hour+1) * time.Hour)}))
				}
			}
		}
	}
	q := query(nil)
	for b.Loop() {
		molar.FreeSlots(shifts, taken, q)
	}
}

func ExampleFreeSlots() {
	zone := time.FixedZone("CST", 8*60*60)
	clock := func(hour, minute int) time.Time { return time.Date(2026, 11, 24, hour, minute, 0, 0, zone) }
	shifts := []molar.Shift{{Doctor: "zhang", Store: "zhangjiang", Interval: molar.Interval{Start: clock(9, 0), End: clock(12, 0)}}}
	taken := []molar.Busy{{Doctor: "zhang", Interval: molar.Interval{Start: clock(9, 0), End: clock(10, 0)}}}
	free := molar.FreeSlots(shifts, taken, molar.SlotQuery{
		Duration: time.Hour, Step: 30 * time.Minute, Now: clock(8, 0), Lead: time.Hour, Zone: zone, Horizon: clock(24, 0),
	})
	for _, slot := range free {
		fmt.Println(slot.Doctor, slot.Start.Format("15:04"), "to", slot.End.Format("15:04"))
	}
	// Output:
	// zhang 10:00 to 11:00
	// zhang 10:30 to 11:30
	// zhang 11:00 to 12:00
}
