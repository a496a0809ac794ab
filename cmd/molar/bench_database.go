package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/server/store"
)

// benchStart is the moment at which the benchmarks' clinics stand still.
var benchStart = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

// benchDatabase measures booking and slot search on Postgres, in a database of
// its own that is dropped at the end.
func benchDatabase(ctx context.Context, dataDir string) ([]figures, error) {
	base, stop, err := database(ctx, dataDir)
	if err != nil {
		return nil, err
	}
	defer stop()
	clone, err := store.CloneDatabase(ctx, base)
	if err != nil {
		return nil, err
	}
	defer clone.Drop(context.WithoutCancel(ctx))
	db, err := store.Open(ctx, clone.URL)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	var all []figures
	for _, bench := range []func(context.Context, *store.DB) (figures, error){
		benchOneSlot, benchOverlaps, benchBookings, benchSlots,
	} {
		f, err := bench(ctx, db)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// bookNow holds and books in one transaction and reports whether the slot was
// still free.
func bookNow(ctx context.Context, org *store.Org, h molar.Hold) (bool, error) {
	err := org.InTurn(ctx, h.Conversation, func(tx *store.Tx) error {
		if err := tx.Hold(ctx, h, benchStart); err != nil {
			return err
		}
		_, err := tx.Book(ctx, h.ID, benchStart)
		return err
	})
	if molar.CodeOf(err) == molar.CodeConflict {
		return false, nil
	}
	return err == nil, err
}

func benchHold(id string, doctor int, start time.Time, minutes int) molar.Hold {
	return molar.Hold{
		ID: molar.AppointmentID(id), Conversation: molar.ConversationID(id), Contact: molar.ContactID(id),
		Patient: molar.PatientID(id), Store: "s", Doctor: molar.DoctorID(fmt.Sprint("d", doctor)), Project: "p",
		Interval: molar.Interval{Start: start, End: start.Add(time.Duration(minutes) * time.Minute)},
		Expires:  benchStart.Add(10 * time.Minute),
	}
}

// inParallel runs n jobs on so many workers and returns the first error.
func inParallel(workers, n int, job func(i int) error) error {
	var next atomic.Int64
	var first error
	var once sync.Once
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := job(i); err != nil {
					once.Do(func() { first = err })
					return
				}
			}
		})
	}
	wg.Wait()
	return first
}

// benchOneSlot lets 64 bookers go for one slot, 20 times.
func benchOneSlot(ctx context.Context, db *store.DB) (figures, error) {
	org := db.Org("one_slot")
	worst := 0.0
	began := time.Now()
	for round := range 20 {
		var won atomic.Int64
		err := inParallel(64, 64, func(i int) error {
			ok, err := bookNow(ctx, org, benchHold(fmt.Sprintf("r%d-%d", round, i), 0, benchStart.Add(time.Duration(round+2)*time.Hour), 60))
			if ok {
				won.Add(1)
			}
			return err
		})
		if err != nil {
			return figures{}, err
		}
		worst = max(worst, float64(won.Load()))
	}
	return figures{Name: "64 bookers, one slot", N: 20, Counts: map[string]float64{
		"most_winners": worst, "seconds": time.Since(began).Seconds(),
	}}, nil
}

// benchOverlaps tries 2,000 bookings whose times partly overlap.
func benchOverlaps(ctx context.Context, db *store.DB) (figures, error) {
	org := db.Org("overlaps")
	random := rand.New(rand.NewPCG(7, 7))
	starts := make([]int, 2000)
	for i := range starts {
		starts[i] = random.IntN(60 * 20)
	}
	var won atomic.Int64
	began := time.Now()
	err := inParallel(16, len(starts), func(i int) error {
		ok, err := bookNow(ctx, org, benchHold(fmt.Sprint("o", i), i%4, benchStart.Add(time.Duration(120+starts[i])*time.Minute), 45))
		if ok {
			won.Add(1)
		}
		return err
	})
	return figures{Name: "overlapping tries", N: len(starts), Counts: map[string]float64{
		"booked": float64(won.Load()), "seconds": time.Since(began).Seconds(),
	}}, err
}

// benchBookings books different slots with 8 clients, for the doctors of a
// chain that has 20,000 appointments behind it.
func benchBookings(ctx context.Context, db *store.DB) (figures, error) {
	const n = 8000
	w := &molar.World{Org: molar.Org{ID: "bookings", Name: "bookings", Zone: time.UTC}, Ruleset: molar.DefaultRuleset()}
	for i := range 20_000 {
		h := benchHold(fmt.Sprint("past", i), i%50, benchStart.Add(-time.Duration(1+i/50)*time.Hour), 60)
		a := h.Book()
		a.Status = molar.Arrived
		w.Appointments = append(w.Appointments, a)
	}
	org := db.Org("bookings")
	if err := org.Import(ctx, w); err != nil {
		return figures{}, err
	}
	took := make([]time.Duration, n)
	began := time.Now()
	err := inParallel(8, n, func(i int) error {
		start := time.Now()
		ok, err := bookNow(ctx, org, benchHold(fmt.Sprint("b", i), i%50, benchStart.Add(time.Duration(2+i/50)*time.Hour), 60))
		if err == nil && !ok {
			err = fmt.Errorf("booking %d: the slot was taken", i)
		}
		took[i] = time.Since(start)
		return err
	})
	if err != nil {
		return figures{}, err
	}
	rate := n / time.Since(began).Seconds()
	f := timings("bookings, 8 clients", took)
	f.PerSecond = rate
	return f, nil
}

// benchSlots searches 50 doctors' next 15 days, 60 % of which are booked.
func benchSlots(ctx context.Context, db *store.DB) (figures, error) {
	w := &molar.World{Org: molar.Org{ID: "slots", Name: "slots", Zone: time.UTC}, Ruleset: molar.DefaultRuleset()}
	w.Stores = []molar.Store{{ID: "s", Name: "店", Kind: molar.KindStore}}
	w.Projects = []molar.Project{{ID: "p", Name: "洗牙", Minutes: 30}}
	random := rand.New(rand.NewPCG(7, 7))
	var doctors []molar.DoctorID
	for d := range 50 {
		id := molar.DoctorID(fmt.Sprint("d", d))
		doctors = append(doctors, id)
		w.Doctors = append(w.Doctors, molar.Doctor{ID: id, Name: string(id), Stores: []molar.StoreID{"s"}, Projects: []molar.ProjectID{"p"}})
		for day := range 15 {
			open := benchStart.AddDate(0, 0, day+1)
			w.Shifts = append(w.Shifts, molar.Shift{Doctor: id, Store: "s", Interval: molar.Interval{Start: open, End: open.Add(8 * time.Hour)}})
			for slot := range 16 {
				if random.Float64() >= 0.6 {
					continue
				}
				patient := molar.PatientID(fmt.Sprintf("p-%d-%d-%d", d, day, slot))
				w.Patients = append(w.Patients, molar.Patient{ID: patient, Name: "患者", Phone: "13800000000"})
				start := open.Add(time.Duration(slot) * 30 * time.Minute)
				w.Appointments = append(w.Appointments, molar.Appointment{
					ID: molar.AppointmentID("a" + patient), Patient: patient, Store: "s", Doctor: id, Project: "p",
					Interval: molar.Interval{Start: start, End: start.Add(30 * time.Minute)}, Status: molar.Unconfirmed, By: molar.ByStaff,
				})
			}
		}
	}
	org := db.Org("slots")
	if err := org.Import(ctx, w); err != nil {
		return figures{}, err
	}
	period := molar.Interval{Start: benchStart, End: benchStart.AddDate(0, 0, 17)}
	query := molar.SlotQuery{
		Duration: 30 * time.Minute, Now: benchStart, Lead: time.Hour, Step: 30 * time.Minute, Zone: time.UTC, Horizon: period.End,
	}
	var took []time.Duration
	free := 0
	for i := range 300 {
		began := time.Now()
		err := org.InTurn(ctx, "search", func(tx *store.Tx) error {
			shifts, err := tx.Shifts(ctx, doctors, period)
			if err != nil {
				return err
			}
			busy, err := tx.Busy(ctx, doctors, period, benchStart, molar.BusyExcept{})
			if err != nil {
				return err
			}
			free = len(molar.FreeSlots(shifts, busy, query))
			if i >= 20 { // warm
				took = append(took, time.Since(began))
			}
			return nil
		})
		if err != nil {
			return figures{}, err
		}
	}
	f := timings("slot search, 50 doctors", took)
	f.Counts = map[string]float64{"free": float64(free)}
	return f, nil
}
