package molar_test

import (
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

func TestHold_ExpiresAtItsMoment(t *testing.T) {
	expires := at("2026-11-23 10:15")
	h := molar.Hold{Expires: expires}
	for now, want := range map[time.Time]bool{expires.Add(-time.Nanosecond): false, expires: true, expires.Add(time.Hour): true} {
		if h.Expired(now) != want {
			t.Errorf("at %s expired is %t", now, !want)
		}
	}
}

func TestHold_BecomesAnUnconfirmedAppointmentByTheBot(t *testing.T) {
	when := span(tuesday, "09:00", "10:00")
	h := molar.Hold{
		ID: "h1", Conversation: "c1", Contact: "u_xu", Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
		Interval: when, Expires: at("2026-11-23 10:15"),
	}
	want := molar.Appointment{
		ID: "h1", Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
		Interval: when, Status: molar.Unconfirmed, By: molar.ByBot,
	}
	if diff := gocmp.Diff(want, h.Book()); diff != "" {
		t.Error(diff)
	}
}
