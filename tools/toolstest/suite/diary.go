package suite

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools"
)

var diaryPromises = []promise{
	{"ShiftsThatOverlapThePeriod", func(t *testing.T, c *clinic) {
		s := world("").Shifts
		everyone := []molar.DoctorID{"zhang", "li", "Wu", "zhang"}
		same(t, read(c, shifts(everyone, span(24, 0, 0, 24*60))), []molar.Shift{s[4], s[2], s[1], s[0]})
		same(t, read(c, shifts(everyone, span(24, 11, 0, 60))), []molar.Shift{s[4], s[2], s[1]})
		same(t, read(c, shifts(everyone, span(24, 12, 0, 90))), []molar.Shift{}) // touches both, overlaps neither
		same(t, read(c, shifts([]molar.DoctorID{"li"}, span(24, 0, 0, 72*60))), []molar.Shift{s[2], s[3]})
		same(t, read(c, shifts(nil, span(24, 0, 0, 72*60))), []molar.Shift{})
	}},
	{"BusyIsActiveOnly", func(t *testing.T, c *clinic) {
		got := read(c, busy([]molar.DoctorID{"zhang", "li"}, span(24, 0, 0, 72*60), now, tools.Except{}))
		same(t, got, []molar.Busy{{Doctor: "li", Interval: span(25, 9, 0, 30)}, {Doctor: "zhang", Interval: span(24, 9, 0, 60)}})
	}},
	{"BusyTouchesThePeriodOnlyWhereItOverlaps", func(t *testing.T, c *clinic) {
		zhang := []molar.DoctorID{"zhang"}
		same(t, read(c, busy(zhang, span(24, 9, 59, 1), now, tools.Except{})), []molar.Busy{{Doctor: "zhang", Interval: span(24, 9, 0, 60)}})
		same(t, read(c, busy(zhang, span(24, 10, 0, 60), now, tools.Except{})), []molar.Busy{})
		same(t, read(c, busy(zhang, span(24, 8, 0, 60), now, tools.Except{})), []molar.Busy{})
	}},
	{"HoldIsBusyUntilItExpires", func(t *testing.T, c *clinic) {
		h := hold("h1", span(24, 14, 0, 60))
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), h, now) })
		zhang, day := []molar.DoctorID{"zhang"}, span(24, 12, 0, 600)
		same(t, read(c, busy(zhang, day, h.Expires.Add(-1000), tools.Except{})), []molar.Busy{{Doctor: "zhang", Interval: h.Interval}})
		same(t, read(c, busy(zhang, day, h.Expires, tools.Except{})), []molar.Busy{})
		same(t, read(c, patientBusy("p_xu", day, now, tools.Except{})), []molar.Interval{h.Interval})
		same(t, read(c, patientBusy("p_xu", day, h.Expires, tools.Except{})), []molar.Interval{})
	}},
	{"BusyLeavesOutWhatIsExcepted", func(t *testing.T, c *clinic) {
		h := hold("h1", span(24, 14, 0, 60))
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), h, now) })
		zhang, day := []molar.DoctorID{"zhang"}, span(24, 0, 0, 24*60)
		booked, held := molar.Busy{Doctor: "zhang", Interval: span(24, 9, 0, 60)}, molar.Busy{Doctor: "zhang", Interval: h.Interval}
		for _, test := range []struct {
			except tools.Except
			want   []molar.Busy
		}{
			{tools.Except{}, []molar.Busy{booked, held}},
			{tools.Except{Appointment: "a1"}, []molar.Busy{held}},
			{tools.Except{Conversation: "c1", Contact: "u_xu"}, []molar.Busy{booked}},
			{tools.Except{Conversation: "c1", Contact: "u_dad"}, []molar.Busy{booked, held}},
			{tools.Except{Conversation: "c2", Contact: "u_xu"}, []molar.Busy{booked, held}},
			{tools.Except{Contact: "u_xu"}, []molar.Busy{booked, held}},
			{tools.Except{Appointment: "a1", Conversation: "c1", Contact: "u_xu"}, []molar.Busy{}},
		} {
			same(t, read(c, busy(zhang, day, now, test.except)), test.want)
			var whole []molar.Interval
			for _, b := range test.want {
				whole = append(whole, b.Interval)
			}
			same(t, read(c, patientBusy("p_xu", day, now, test.except)), whole, emptyIsNil)
		}
	}},
	{"LongestAppointmentIsFound", func(t *testing.T, c *clinic) {
		long := span(26, 8, 0, 24*60)
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h1", long), now) })
		got := read(c, busy([]molar.DoctorID{"zhang"}, span(27, 7, 59, 1), now, tools.Except{}))
		same(t, got, []molar.Busy{{Doctor: "zhang", Interval: long}})
	}},
}

func shifts(doctors []molar.DoctorID, period molar.Interval) func(context.Context, agent.Ledger) ([]molar.Shift, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.Shift, error) {
		return tx.Shifts(ctx, doctors, period)
	}
}

func busy(doctors []molar.DoctorID, period molar.Interval, now time.Time, except tools.Except) func(context.Context, agent.Ledger) ([]molar.Busy, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.Busy, error) {
		return tx.Busy(ctx, doctors, period, now, except)
	}
}

func patientBusy(patient molar.PatientID, period molar.Interval, now time.Time, except tools.Except) func(context.Context, agent.Ledger) ([]molar.Interval, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.Interval, error) {
		return tx.PatientBusy(ctx, patient, period, now, except)
	}
}
