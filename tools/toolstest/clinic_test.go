package toolstest_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools"
	"github.com/molarhq/molar/tools/toolstest"
	"github.com/molarhq/molar/tools/toolstest/suite"
)

var _ agent.Ledger = (*toolstest.Tx)(nil)

func TestClinic(t *testing.T) {
	suite.Run(t, func(_ *testing.T, w *molar.World) suite.Subject { return suite.InMemory(toolstest.New(w)) })
}

// BenchmarkTurn is what the clinic itself costs of a turn that searches, holds
// and books, in a clinic of 50 doctors.
func BenchmarkTurn(b *testing.B) {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		b.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, zone)
	w := &molar.World{Org: molar.Org{ID: "o", Name: "微笑口腔", Zone: zone}}
	var doctors []molar.DoctorID
	for d := range 50 {
		id := molar.DoctorID(fmt.Sprintf("d%02d", d))
		doctors = append(doctors, id)
		for day := range 15 {
			start := now.AddDate(0, 0, day).Add(time.Hour)
			w.Shifts = append(w.Shifts, molar.Shift{Doctor: id, Store: "s", Interval: molar.Interval{Start: start, End: start.Add(8 * time.Hour)}})
		}
	}
	clinic := toolstest.New(w)
	ctx := context.Background()
	period := molar.Interval{Start: now, End: now.AddDate(0, 0, 15)}
	n := 0
	for b.Loop() {
		n++
		hold := molar.Hold{ID: molar.AppointmentID(fmt.Sprintf("a%d", n)), Conversation: "c", Contact: "u", Patient: "p", Doctor: doctors[n%50], Expires: now.Add(time.Hour)}
		hold.Start = now.Add(time.Duration(n) * 30 * time.Minute)
		hold.End = hold.Start.Add(30 * time.Minute)
		err := clinic.InTurn(ctx, "c", func(tx *toolstest.Tx) error {
			one := doctors[n%50 : n%50+1]
			if _, err := tx.Shifts(ctx, one, period); err != nil {
				return err
			}
			if _, err := tx.Busy(ctx, one, period, now, tools.Except{}); err != nil {
				return err
			}
			if err := tx.Hold(ctx, hold, now); err != nil {
				return err
			}
			if _, err := tx.Book(ctx, hold.ID, now); err != nil {
				return err
			}
			if err := tx.SaveSession(ctx, "u", []byte(`{"stack":[]}`)); err != nil {
				return err
			}
			return tx.Record(ctx, molar.Turn{Conversation: "c", Number: n})
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
