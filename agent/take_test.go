package agent

import (
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

func TestFitsStart(t *testing.T) {
	t.Parallel()
	// Tuesday 09:00, as the database gives it: in UTC.
	visit := molar.Interval{Start: at(24, 9, 0).UTC(), End: at(24, 10, 0).UTC()}
	half := zhtime.Wish{Kind: zhtime.Point, Start: at(23, 9, 30), End: at(23, 9, 30), ClockGiven: true}
	for _, c := range []struct {
		name string
		wish zhtime.Wish
		want bool
	}{
		{"the moment", point(24, 9), true},
		{"the hour of another day", point(25, 9), false},
		{"another hour of the day", point(24, 10), false},
		{"the hour alone", noDay(point(23, 9)), true},
		{"another hour alone", noDay(point(23, 10)), false},
		{"half past", half, false},
		{"the day", wholeDay(24), true},
		{"another day", wholeDay(25), false},
		{"its part of the day", hours(24, 8, 12), true},
		{"another part of the day", hours(24, 12, 18), false},
		{"a part that ends as it starts", hours(24, 6, 9), false},
		{"the part of day alone", noDay(hours(23, 8, 12)), true},
		{"another part of day alone", noDay(hours(23, 12, 18)), false},
		{"after a bound", zhtime.Wish{Kind: zhtime.After, Start: at(24, 9, 0)}, true},
		{"not after a bound", zhtime.Wish{Kind: zhtime.After, Start: at(24, 9, 1)}, false},
		{"before a bound", zhtime.Wish{Kind: zhtime.Before, End: at(24, 9, 1)}, true},
		{"not before a bound", zhtime.Wish{Kind: zhtime.Before, End: at(24, 9, 0)}, false},
		{"a refusal names nothing", refusal(wholeDay(24)), false},
		{"a taste names nothing", every("FREQ=DAILY", "08:00", "12:00"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := fitsStart(c.wish, visit); got != c.want {
				t.Errorf("fitsStart = %v, want %v", got, c.want)
			}
		})
	}
}

// TestFitsStart_ClockAcrossMidnight names by the hour an appointment whose day
// is another one in UTC.
func TestFitsStart_ClockAcrossMidnight(t *testing.T) {
	t.Parallel()
	early := molar.Interval{Start: at(24, 7, 0).UTC(), End: at(24, 7, 0).UTC().Add(time.Hour)} // the 23rd, 23:00 in UTC
	if !fitsStart(noDay(point(23, 7)), early) || !fitsStart(noDay(hours(23, 6, 9)), early) || !fitsStart(wholeDay(24), early) {
		t.Error("07:00 is not recognised by its clock in the clinic's zone")
	}
}
