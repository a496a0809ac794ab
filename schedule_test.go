package molar_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/molarhq/molar"
)

func TestAddMonths_KeepsTheDayOrTakesTheMonthsLast(t *testing.T) {
	tests := []struct {
		from   string
		months int
		want   string
	}{
		{"2026-01-31 10:00", 1, "2026-02-28 10:00"},
		{"2028-01-31 10:00", 1, "2028-02-29 10:00"}, // a leap year
		{"2100-01-31 10:00", 1, "2100-02-28 10:00"}, // a century that is none
		{"2026-05-31 10:00", -3, "2026-02-28 10:00"},
		{"2028-05-31 10:00", -3, "2028-02-29 10:00"},
		{"2028-02-29 10:00", -12, "2027-02-28 10:00"},
		{"2028-02-29 10:00", 48, "2032-02-29 10:00"},
		{"2026-03-31 10:00", -1, "2026-02-28 10:00"},
		{"2026-08-31 10:00", -6, "2026-02-28 10:00"},
		{"2026-12-31 23:59:59", 2, "2027-02-28 23:59:59"},
		{"2026-01-15 00:00", -6, "2025-07-15 00:00"},
		{"2026-11-23 10:05", 0, "2026-11-23 10:05"},
		{"2026-02-28 10:00", 1, "2026-03-28 10:00"}, // the last day of a month is not remembered
		{"2026-10-15 10:00", 30, "2029-04-15 10:00"},
	}
	for _, tt := range tests {
		if got := molar.AddMonths(at(tt.from), tt.months); !got.Equal(at(tt.want)) {
			t.Errorf("%s %+d months = %s, want %s", tt.from, tt.months, got.Format(time.DateTime), tt.want)
		}
	}
}

func TestAddMonths_CountsMonthsAndKeepsTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "from"), 0).In(shanghai)
		n := rapid.IntRange(-60, 60).Draw(t, "months")
		got := molar.AddMonths(from, n)
		if passed := months(got) - months(from); passed != n {
			t.Fatalf("%s: %d months passed", got, passed)
		}
		if got.Format(time.TimeOnly) != from.Format(time.TimeOnly) {
			t.Fatalf("%s: the clock changed", got)
		}
		tomorrow := got.AddDate(0, 0, 1)
		if got.Day() != from.Day() && (got.Day() > from.Day() || tomorrow.Month() == got.Month()) {
			t.Fatalf("%s: neither the same day nor the month's last", got)
		}
	})
}

func months(t time.Time) int { return t.Year()*12 + int(t.Month()) }

func TestStartOfDay_IsOfTheClinicsZone(t *testing.T) {
	evening := time.Date(2026, 11, 23, 16, 30, 0, 0, time.UTC) // 00:30 on the 24th in Shanghai
	if got := molar.StartOfDay(evening, shanghai); !got.Equal(at("2026-11-24 00:00")) {
		t.Errorf("StartOfDay = %s", got)
	}
	if got := molar.StartOfDay(at("2026-11-24 00:00"), shanghai); !got.Equal(at("2026-11-24 00:00")) {
		t.Errorf("StartOfDay of midnight = %s", got)
	}
}

func TestInterval_IsHalfOpen(t *testing.T) {
	morning := span("2026-11-24", "09:00", "12:00")
	tests := []struct {
		other              molar.Interval
		overlaps, contains bool
	}{
		{span("2026-11-24", "08:00", "09:00"), false, false}, // ends where it begins
		{span("2026-11-24", "12:00", "13:00"), false, false}, // begins where it ends
		{span("2026-11-24", "08:00", "09:01"), true, false},
		{span("2026-11-24", "11:59", "13:00"), true, false},
		{span("2026-11-24", "09:00", "12:00"), true, true},
		{span("2026-11-24", "10:00", "11:00"), true, true},
		{span("2026-11-24", "08:00", "13:00"), true, false},
		{span("2026-11-25", "09:00", "12:00"), false, false},
	}
	for _, tt := range tests {
		if got := morning.Overlaps(tt.other); got != tt.overlaps || tt.other.Overlaps(morning) != got {
			t.Errorf("%v overlaps: %t", tt.other, got)
		}
		if got := morning.Contains(tt.other); got != tt.contains {
			t.Errorf("%v contained: %t", tt.other, got)
		}
	}
}

func ExampleAddMonths() {
	may := time.Date(2026, 5, 31, 10, 0, 0, 0, time.UTC)
	fmt.Println(molar.AddMonths(may, -3).Format(time.DateOnly))
	fmt.Println(may.AddDate(0, -3, 0).Format(time.DateOnly), "by the standard library")
	// Output:
	// 2026-02-28
	// 2026-03-03 by the standard library
}
