package molar_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
)

// first is the doctor whom the order puts first.
func first(o molar.DoctorOrder, doctors ...molar.DoctorID) molar.DoctorID {
	return slices.MinFunc(doctors, func(a, b molar.DoctorID) int {
		if o.Rank(a) < o.Rank(b) {
			return -1
		}
		return 1
	})
}

func TestDoctorOrder_NoDoctorIsAlwaysFirst(t *testing.T) {
	const chats = 3000
	for _, doctors := range [][]molar.DoctorID{{"zhang", "li", "wang"}, {"d1", "d2", "d3"}, {"王一", "王二", "王三"}} {
		count := map[molar.DoctorID]int{}
		for i := range chats {
			count[first(molar.DoctorOrder{Seed: fmt.Sprintf("7/c%d", i)}, doctors...)]++
		}
		for _, d := range doctors {
			if n := count[d]; n < chats/3-chats/20 || n > chats/3+chats/20 {
				t.Errorf("of %v, %s is first in %d of %d chats", doctors, d, n, chats)
			}
		}
	}
}

func TestDoctorOrder_StaysTheSameFromReleaseToRelease(t *testing.T) {
	// A turn on record has to choose the same doctor when it is run again.
	for seed, want := range map[string]molar.DoctorID{"7/c1": "zhang", "7/c2": "li", "7/c3": "wang", "": "li"} {
		if got := first(molar.DoctorOrder{Seed: seed}, "zhang", "li", "wang"); got != want {
			t.Errorf("seed %q: %s comes first, want %s", seed, got, want)
		}
	}
}

func slot(doctor molar.DoctorID, clock string) molar.Slot {
	start := at(tuesday + " " + clock)
	return molar.Slot{Doctor: doctor, Store: "zhangjiang", Interval: molar.Interval{Start: start, End: start.Add(time.Hour)}}
}

func TestOneDoctorPerStart_PreferredDoctorFirst(t *testing.T) {
	slots := []molar.Slot{slot("wang", "10:00"), slot("zhang", "10:00"), slot("li", "10:00"), slot("li", "09:00"), slot("wang", "11:00")}
	given := slices.Clone(slots)
	for i := range 50 {
		got := molar.DoctorOrder{Seed: fmt.Sprint(i)}.OneDoctorPerStart(slots, "zhang")
		if diff := gocmp.Diff([]molar.Slot{slot("li", "09:00"), slot("zhang", "10:00"), slot("wang", "11:00")}, got); diff != "" {
			t.Fatal(diff)
		}
	}
	if diff := gocmp.Diff(given, slots); diff != "" {
		t.Error("the slots given were changed", diff)
	}
}

// genSlots draws slots of four doctors on half hours of one day, a doctor's at
// most once a start, in any order.
func genSlots() *rapid.Generator[[]molar.Slot] {
	return rapid.Custom(func(t *rapid.T) []molar.Slot {
		all := rapid.SliceOfDistinct(rapid.IntRange(0, 39), rapid.ID[int]).Draw(t, "slots")
		var slots []molar.Slot
		for _, n := range all {
			half := n / 4
			slots = append(slots, slot([]molar.DoctorID{"zhang", "li", "wang", "chen"}[n%4], fmt.Sprintf("%02d:%02d", 9+half/2, half%2*30)))
		}
		return slots
	})
}

func TestOneDoctorPerStart_EveryStartOnceInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := genSlots().Draw(t, "slots")
		order := molar.DoctorOrder{Seed: rapid.String().Draw(t, "seed")}
		got := order.OneDoctorPerStart(slots, "")
		starts := map[time.Time]bool{}
		for i, s := range got {
			if !slices.Contains(slots, s) {
				t.Fatalf("%v is none of the slots", s)
			}
			if i > 0 && !got[i-1].Start.Before(s.Start) {
				t.Fatalf("%v does not come after %v", s, got[i-1])
			}
			starts[s.Start] = true
		}
		for _, s := range slots {
			if !starts[s.Start] {
				t.Fatalf("nothing at %s", s.Start)
			}
		}
		shuffled := rapid.Permutation(slots).Draw(t, "shuffled")
		if diff := gocmp.Diff(got, order.OneDoctorPerStart(shuffled, "")); diff != "" {
			t.Fatal("it depends on the order of the slots", diff)
		}
	})
}

func TestNearest(t *testing.T) {
	slots := []molar.Slot{slot("a", "09:00"), slot("b", "10:00"), slot("c", "11:00"), slot("d", "14:00")}
	tests := []struct {
		wish string
		n    int
		want []molar.DoctorID
	}{
		{"10:10", 2, []molar.DoctorID{"b", "c"}},
		{"10:30", 2, []molar.DoctorID{"b", "c"}}, // as far from both: the earlier one first
		{"10:30", 1, []molar.DoctorID{"b"}},
		{"23:00", 2, []molar.DoctorID{"d", "c"}},
		{"10:00", 9, []molar.DoctorID{"b", "a", "c", "d"}},
		{"10:00", 0, nil},
	}
	for _, tt := range tests {
		var got []molar.DoctorID
		for _, s := range molar.Nearest(slots, at(tuesday+" "+tt.wish), tt.n) {
			got = append(got, s.Doctor)
		}
		if diff := gocmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%d nearest to %s: %s", tt.n, tt.wish, diff)
		}
	}
}

func TestNearest_NothingNearerIsLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slots := genSlots().Draw(t, "slots")
		wish := at(tuesday + " 00:00").Add(time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minute")) * time.Minute)
		near := molar.Nearest(slots, wish, rapid.IntRange(0, 5).Draw(t, "n"))
		for _, s := range slots {
			if slices.Contains(near, s) {
				continue
			}
			for _, chosen := range near {
				if s.Start.Sub(wish).Abs() < chosen.Start.Sub(wish).Abs() {
					t.Fatalf("%v is nearer than %v", s, chosen)
				}
			}
		}
	})
}

func ExampleDoctorOrder_OneDoctorPerStart() {
	nine := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	hour := func(doctor molar.DoctorID, h int) molar.Slot {
		start := nine.Add(time.Duration(h) * time.Hour)
		return molar.Slot{Doctor: doctor, Interval: molar.Interval{Start: start, End: start.Add(time.Hour)}}
	}
	slots := []molar.Slot{hour("zhang", 0), hour("li", 0), hour("zhang", 1)}
	for _, s := range (molar.DoctorOrder{Seed: "7/c1"}).OneDoctorPerStart(slots, "li") {
		fmt.Println(s.Start.Format("15:04"), s.Doctor)
	}
	// Output:
	// 09:00 li
	// 10:00 zhang
}
