package store_test

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
)

// past is a year's worth of appointments that are over, ending before [monday].
func past(doctors []molar.DoctorID, n int) []molar.Appointment {
	var all []molar.Appointment
	for i := range n {
		all = append(all, molar.Appointment{
			ID: molar.AppointmentID(fmt.Sprint("past", i)), Patient: molar.PatientID(fmt.Sprint("p", i%4000)), Store: "s", Project: "p",
			Doctor: doctors[i%len(doctors)], Interval: after(-(i/len(doctors)+1)*60, 30), Status: molar.Arrived,
		})
	}
	return all
}

func manyDoctors(n int) []molar.DoctorID {
	var all []molar.DoctorID
	for i := range n {
		all = append(all, molar.DoctorID(fmt.Sprintf("d%02d", i)))
	}
	return all
}

// open returns an org that holds the world.
func open(b *testing.B, w *molar.World) (*store.DB, *store.Org) {
	db := storetest.New(b)
	w.Org = molar.Org{Name: "微笑口腔", Zone: time.UTC}
	if err := db.Org("o").Import(b.Context(), w); err != nil {
		b.Fatal(err)
	}
	return db, db.Org("o")
}

// BenchmarkBooking has 8 clients hold and book slots of 100 doctors who have
// 20,000 appointments behind them, each booking a turn of its own chat. It says
// whether the server waits for its disk: DATABASE_URL can name one that does.
func BenchmarkBooking(b *testing.B) {
	doctors := manyDoctors(100)
	db, org := open(b, &molar.World{Appointments: past(doctors, 20_000)})
	var durable string
	if err := db.Pool().QueryRow(b.Context(), "SELECT current_setting('fsync')").Scan(&durable); err != nil {
		b.Fatal(err)
	}
	b.Logf("fsync is %s", durable)
	var next atomic.Int64
	b.SetParallelism(max(1, 8/runtime.GOMAXPROCS(0)))
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n := int(next.Add(1))
			h := booker(fmt.Sprint(n), doctors[n%len(doctors)], after(n/len(doctors)*30, 30))
			if err := book(b, org, h); err != nil {
				b.Error(err)
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "bookings/s")
}

// BenchmarkSlotSearch looks for free half hours of 1 and of 50 doctors in 15
// days of which 60 % is booked.
func BenchmarkSlotSearch(b *testing.B) {
	const days, slotsADay = 15, 16
	doctors := manyDoctors(50)
	w := &molar.World{Appointments: past(doctors, 20_000)}
	for d, id := range doctors {
		for day := range days {
			w.Shifts = append(w.Shifts, molar.Shift{Doctor: id, Store: "s", Interval: after(day*24*60, slotsADay*30)})
			for slot := range slotsADay {
				if (d+slot*3+day)%5 < 3 {
					name := fmt.Sprintf("%d-%d-%d", d, day, slot)
					w.Appointments = append(w.Appointments, molar.Appointment{
						ID: molar.AppointmentID(name), Patient: molar.PatientID(name), Store: "s", Doctor: id, Project: "p",
						Interval: after(day*24*60+slot*30, 30), Status: molar.Unconfirmed,
					})
				}
			}
		}
	}
	_, org := open(b, w)
	period := after(0, days*24*60)
	query := molar.SlotQuery{
		Duration: 30 * time.Minute, Step: 30 * time.Minute, Now: monday.Add(-time.Hour), Zone: time.UTC, Horizon: period.End,
	}
	for _, size := range []int{1, len(doctors)} {
		b.Run(fmt.Sprintf("doctors=%d", size), func(b *testing.B) {
			var took []time.Duration
			search := func(tx *store.Tx) error {
				began := time.Now()
				shifts, err := tx.Shifts(b.Context(), doctors[:size], period)
				if err != nil {
					return err
				}
				busy, err := tx.Busy(b.Context(), doctors[:size], period, monday, molar.BusyExcept{})
				if err != nil {
					return err
				}
				free := molar.FreeSlots(shifts, busy, query)
				took = append(took, time.Since(began))
				if want := size * days * slotsADay * 2 / 5; len(free) != want {
					b.Errorf("%d free slots, want %d", len(free), want)
				}
				return nil
			}
			for b.Loop() {
				if err := org.InTurn(b.Context(), "c", search); err != nil {
					b.Fatal(err)
				}
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

// BenchmarkImport brings in 20,000 appointments.
func BenchmarkImport(b *testing.B) {
	db := storetest.New(b)
	w := &molar.World{Org: molar.Org{Name: "微笑口腔", Zone: time.UTC}, Appointments: past(manyDoctors(100), 20_000)}
	n := 0
	for b.Loop() {
		n++
		if err := db.Org(molar.OrgID(fmt.Sprint("o", n))).Import(b.Context(), w); err != nil {
			b.Fatal(err)
		}
	}
}
