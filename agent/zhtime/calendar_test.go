package zhtime

import (
	"strings"
	"testing"
	"time"
)

func TestLunarDates(t *testing.T) {
	cal := defaultCalendar()
	for _, tt := range []struct {
		year, month, day int
		want             string
	}{
		{2026, 1, 1, "2026-02-17"},
		{2027, 1, 1, "2027-02-06"}, // not the 7th
		{2026, 12, 0, "2027-02-05"},
		{2026, 8, 15, "2026-09-25"},
		{2027, 5, 5, "2027-06-09"},
		{2025, -6, 1, "2025-07-25"}, // leap month
		{2028, 1, 1, "2028-01-26"},
	} {
		got, ok := cal.lunarDay(tt.year, tt.month, tt.day, time.UTC)
		if !ok || got.Format(time.DateOnly) != tt.want {
			t.Errorf("lunar %d-%d-%d = %s, want %s", tt.year, tt.month, tt.day, got.Format(time.DateOnly), tt.want)
		}
	}
	if _, ok := cal.lunarDay(2026, 2, 30, time.UTC); ok {
		t.Error("the second month of 2026 has 29 days")
	}
}

// Months of 29 or 30 days without a gap: a wrong digit in the table shows.
func TestLunarMonthsFollowEachOther(t *testing.T) {
	months := defaultCalendar().months
	for i := 1; i < len(months); i++ {
		if days := months[i].first.in(time.UTC).Sub(months[i-1].first.in(time.UTC)).Hours() / 24; days != 29 && days != 30 {
			t.Errorf("lunar %d-%d has %v days", months[i-1].year, months[i-1].month, days)
		}
	}
}

func TestLoadCalendar(t *testing.T) {
	cal, err := LoadCalendar(strings.NewReader("festival 店庆,周年庆 solar 06-18\noff 店庆 2027-06-18 2027-06-20\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := list(Parse("周年庆之后", monday, cal).Wishes), "[after 2027-06-21 00:00/·]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestLoadCalendarNamesTheLine(t *testing.T) {
	for text, want := range map[string]string{
		"# ok\nfestival 店庆 solar 13-01": "line 2",
		"off 国庆 2026-10-07":             "line 1",
		"off 国庆 2026-10-07 2026-10-01":  "line 1",
		"lunar 2026 13=2026-02-17":      "line 1",
		"holiday 国庆":                    "line 1",
		"festival 母亲节 nth 05 2 XX":      "line 1",
		"off 店庆 2026-10-01 2026-10-07":  "店庆",
		"usual 国庆":                      "line 1",
		"usual 国庆 0":                    "line 1",
		"usual 店庆 3":                    "店庆",
	} {
		if _, err := LoadCalendar(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one that names %q", text, err, want)
		}
	}
}
