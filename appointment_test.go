package molar_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

func TestAppointment_States(t *testing.T) {
	now := at("2026-11-23 10:05")
	ahead, begun, past := now.Add(time.Hour), now, now.Add(-time.Second)
	tests := []struct {
		status           molar.AppointmentStatus
		start            time.Time
		active, upcoming bool // what is upcoming may be confirmed and moved
	}{
		{molar.Unconfirmed, ahead, true, true},
		{molar.Confirmed, ahead, true, true},
		{molar.Arrived, ahead, true, false},
		{molar.Cancelled, ahead, false, false},
		{molar.NoShow, ahead, false, false},
		{molar.Unconfirmed, begun, true, false},
		{molar.Confirmed, begun, true, false},
		{molar.Unconfirmed, past, true, false},
		{molar.Confirmed, past, true, false},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s %s", tt.status, tt.start.Format(time.TimeOnly)), func(t *testing.T) {
			before := appointment("a1", tt.status, tt.start, "zhangjiang")
			before.ConfirmationAsked = true
			if before.Active() != tt.active || before.Upcoming(now) != tt.upcoming {
				t.Errorf("active %t, upcoming %t", before.Active(), before.Upcoming(now))
			}
			confirmed, moved := before, before
			confirmErr, moveErr := confirmed.Confirm(now), moved.Move(now, now.Add(48*time.Hour))
			if !tt.upcoming {
				for _, err := range []error{confirmErr, moveErr} {
					if molar.CodeOf(err) != molar.CodeConflict {
						t.Errorf("err = %v, want a conflict", err)
					}
				}
				if diff := gocmp.Diff([]molar.Appointment{before, before}, []molar.Appointment{confirmed, moved}); diff != "" {
					t.Error("a refused change left a mark", diff)
				}
				return
			}
			if confirmErr != nil || moveErr != nil {
				t.Fatal(confirmErr, moveErr)
			}
			want := before
			want.Status, want.ConfirmationAsked = molar.Confirmed, false
			if diff := gocmp.Diff(want, confirmed); diff != "" {
				t.Error(diff)
			}
			want.Status = molar.Unconfirmed
			want.Start, want.End = now.Add(48*time.Hour), now.Add(49*time.Hour)
			if diff := gocmp.Diff(want, moved); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMove_NotIntoThePast(t *testing.T) {
	now := at("2026-11-23 10:05")
	for _, start := range []time.Time{now, now.Add(-time.Hour)} {
		a := appointment("a1", molar.Confirmed, now.Add(time.Hour), "zhangjiang")
		if err := a.Move(now, start); molar.CodeOf(err) != molar.CodeInvalid || a.Status != molar.Confirmed {
			t.Errorf("moved to %s: %v, %s", start, err, a.Status)
		}
	}
}

func TestUpcomingAppointments_EarliestFirst(t *testing.T) {
	now := at("2026-11-23 10:05")
	all := []molar.Appointment{
		appointment("late", molar.Confirmed, now.Add(72*time.Hour), "zhangjiang"),
		appointment("past", molar.Confirmed, now.Add(-time.Hour), "zhangjiang"),
		appointment("off", molar.Cancelled, now.Add(time.Hour), "zhangjiang"),
		appointment("soon", molar.Unconfirmed, now.Add(2*time.Hour), "zhangjiang"),
	}
	var ids []molar.AppointmentID
	for _, a := range molar.UpcomingAppointments(now, all) {
		ids = append(ids, a.ID)
	}
	if diff := gocmp.Diff([]molar.AppointmentID{"soon", "late"}, ids); diff != "" {
		t.Error(diff)
	}
	if next, ok := molar.NextAppointment(now, all); !ok || next.ID != "soon" {
		t.Errorf("next is %s, %t", next.ID, ok)
	}
	if _, ok := molar.NextAppointment(now, all[1:3]); ok {
		t.Error("something is next where nothing is to come")
	}
}

func ExampleAppointment_Move() {
	now := time.Date(2026, 11, 23, 10, 5, 0, 0, time.UTC)
	nine := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	a := molar.Appointment{ID: "a1", Status: molar.Confirmed, Interval: molar.Interval{Start: nine, End: nine.Add(time.Hour)}}
	err := a.Move(now, nine.AddDate(0, 0, 3))
	fmt.Println(a.Start.Format("2006-01-02 15:04"), a.End.Format("15:04"), a.Status, err)
	err = a.Move(now.AddDate(0, 1, 0), nine.AddDate(0, 2, 0))
	fmt.Println(molar.CodeOf(err))
	// Output:
	// 2026-11-27 09:00 10:00 unconfirmed <nil>
	// conflict
}
