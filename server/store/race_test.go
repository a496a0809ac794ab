package store_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
)

var monday = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func after(minutes, length int) molar.Interval {
	start := monday.Add(time.Duration(minutes) * time.Minute)
	return molar.Interval{Start: start, End: start.Add(time.Duration(length) * time.Minute)}
}

// booker is somebody with a chat, a record and a hold id of their own.
func booker(name string, doctor molar.DoctorID, when molar.Interval) molar.Hold {
	return molar.Hold{
		ID: molar.AppointmentID(name), Conversation: molar.ConversationID(name), Contact: molar.ContactID(name),
		Patient: molar.PatientID(name), Store: "s", Doctor: doctor, Project: "p",
		Interval: when, Expires: monday.Add(10 * time.Minute),
	}
}

// book holds and books in one turn.
func book(t testing.TB, org *store.Org, h molar.Hold) error {
	return org.InTurn(t.Context(), h.Conversation, func(tx *store.Tx) error {
		if err := tx.Hold(t.Context(), h, monday); err != nil {
			return err
		}
		_, err := tx.Book(t.Context(), h.ID, monday)
		return err
	})
}

func deadlocks(t *testing.T, db *store.DB) int64 {
	t.Helper()
	return scanOne[int64](t, db, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
}

func TestBook_OneOf64GetsTheSlot(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	for round := range 20 {
		var won atomic.Int64
		var start, done sync.WaitGroup
		start.Add(1)
		for n := range 64 {
			h := booker(fmt.Sprintf("r%d b%d", round, n), "d", after(round*30, 30))
			done.Go(func() {
				start.Wait()
				switch err := book(t, org, h); {
				case err == nil:
					won.Add(1)
				case molar.CodeOf(err) != molar.CodeConflict:
					t.Error(err)
				}
			})
		}
		start.Done()
		done.Wait()
		if won.Load() != 1 {
			t.Errorf("round %d: %d got the slot", round, won.Load())
		}
	}
}

func TestBook_OverlappingTriesNeitherOverlapNorDeadlock(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	const tries, workers = 2000, 16
	began := time.Now()
	var next, booked atomic.Int64
	var wg sync.WaitGroup
	for worker := range workers {
		wg.Go(func() {
			random := rand.New(rand.NewPCG(7, uint64(worker)))
			for {
				n := next.Add(1)
				if n > tries {
					return
				}
				// Few chats, so that a hold often replaces another; few
				// patients and doctors, so that both kinds of overlap occur.
				h := booker(fmt.Sprint(n), molar.DoctorID(fmt.Sprint("d", random.IntN(3))), after(random.IntN(600), 15+random.IntN(75)))
				h.Conversation = molar.ConversationID(fmt.Sprint("c", random.IntN(24)))
				h.Contact, h.Patient = "u", molar.PatientID(fmt.Sprint("p", random.IntN(8)))
				err := org.InTurn(t.Context(), h.Conversation, func(tx *store.Tx) error {
					if err := tx.Hold(t.Context(), h, monday); err != nil || n%4 != 0 {
						return err
					}
					_, err := tx.Book(t.Context(), h.ID, monday)
					return err
				})
				if err == nil {
					booked.Add(1)
				} else if molar.CodeOf(err) != molar.CodeConflict {
					t.Errorf("try %d: %v", n, err)
				}
			}
		})
	}
	wg.Wait()
	t.Logf("%d tries in %v, %d kept the slot", tries, time.Since(began), booked.Load()) // how fast: molar bench
	if n := deadlocks(t, db); n > 0 {
		t.Errorf("%d deadlocks", n)
	}
	overlaps := scanOne[int64](t, db, `
		SELECT count(*)
		FROM appointments a JOIN appointments b ON a.id < b.id
			AND (a.doctor_id = b.doctor_id OR a.patient_id = b.patient_id)
			AND a.start_at < b.end_at AND b.start_at < a.end_at`)
	if overlaps > 0 {
		t.Errorf("%d pairs overlap", overlaps)
	}
}

// Two chats that each hold what the other wants next, at the same moment.
func TestHold_SwapsDoNotDeadlock(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	var wg sync.WaitGroup
	for who := range 2 {
		wg.Go(func() {
			for n := range 100 {
				h := booker(fmt.Sprintf("w%d n%d", who, n), molar.DoctorID(fmt.Sprint("d", (who+n)%2)), after(0, 30))
				h.Conversation, h.Contact = molar.ConversationID(fmt.Sprint("c", who)), "u"
				err := org.InTurn(t.Context(), h.Conversation, func(tx *store.Tx) error { return tx.Hold(t.Context(), h, monday) })
				if err != nil && molar.CodeOf(err) != molar.CodeConflict {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := deadlocks(t, db); n > 0 {
		t.Errorf("%d deadlocks", n)
	}
}

// Appointments of one doctor that all move at once, by half their length, into
// times that others have or leave.
func TestMove_ManyAtOnce(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	const appointments = 12
	for n := range appointments {
		if err := book(t, org, booker(fmt.Sprint("a", n), "d", after(60+n*90, 60))); err != nil {
			t.Fatal(err)
		}
	}
	var moved atomic.Int64
	var wg sync.WaitGroup
	for n := range appointments {
		wg.Go(func() {
			for round := range 20 {
				h := booker(fmt.Sprint("a", n), "d", after(60+n*90+30*(round%4-1), 60))
				h.ID, h.Moves = molar.AppointmentID(fmt.Sprintf("m%d %d", n, round)), h.ID
				err := org.InTurn(t.Context(), h.Conversation, func(tx *store.Tx) error {
					if err := tx.Hold(t.Context(), h, monday); err != nil {
						return err
					}
					_, err := tx.Move(t.Context(), h.ID, monday)
					return err
				})
				if err == nil {
					moved.Add(1)
				} else if molar.CodeOf(err) != molar.CodeConflict {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n := deadlocks(t, db); n > 0 {
		t.Errorf("%d deadlocks", n)
	}
	books, err := org.Books(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(books.Appointments) != appointments || moved.Load() == 0 {
		t.Errorf("%d appointments, %d moves", len(books.Appointments), moved.Load())
	}
	for i := 1; i < len(books.Appointments); i++ {
		if books.Appointments[i-1].Overlaps(books.Appointments[i].Interval) {
			t.Errorf("%v overlaps %v", books.Appointments[i-1], books.Appointments[i])
		}
	}
}

func TestBook_KilledConnectionLeavesNothing(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	h := booker("a", "d", after(0, 30))
	err := org.InTurn(t.Context(), "a", func(tx *store.Tx) error {
		if err := tx.Hold(t.Context(), h, monday); err != nil {
			return err
		}
		if _, err := tx.Book(t.Context(), "a", monday); err != nil {
			return err
		}
		// The other end dies: every connection of this database that is in a
		// transaction.
		exec(t, db, `
			SELECT pg_terminate_backend(pid)
			FROM pg_stat_activity
			WHERE datname = current_database() AND state = 'idle in transaction'`)
		return tx.HandOff(t.Context(), molar.Handoff{Conversation: "a", Code: molar.Price, At: monday})
	})
	if code := molar.CodeOf(err); code != molar.CodeUnavailable && code != molar.CodeInternal {
		t.Errorf("got %v", err)
	}
	books, err := org.Books(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(books.Appointments)+len(books.Handoffs) > 0 {
		t.Errorf("a turn that died left %+v", books)
	}
	if _, err := org.Conversation(t.Context(), "a"); molar.CodeOf(err) != molar.CodeNotFound {
		t.Errorf("the conversation stayed: %v", err)
	}
	// The slot is free and the same turn goes through at once.
	if err := book(t, org, h); err != nil {
		t.Error(err)
	}
}

func TestInTurn_WaitsForTheOtherTurnOfTheChat(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	inside, leave := make(chan struct{}), make(chan struct{})
	first := make(chan error, 1)
	go func() {
		first <- org.InTurn(t.Context(), "c", func(tx *store.Tx) error {
			close(inside)
			<-leave
			return tx.SaveSession(t.Context(), "u", []byte(`"first"`))
		})
	}()
	<-inside
	second := make(chan string, 1)
	go func() {
		_ = org.InTurn(t.Context(), "c", func(tx *store.Tx) error {
			state, err := tx.Session(t.Context(), "u")
			second <- string(state)
			return err
		})
	}()
	if err := org.InTurn(t.Context(), "another", func(*store.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
	select {
	case <-second:
		t.Error("two turns of one chat at once")
	case <-time.After(50 * time.Millisecond):
	}
	close(leave)
	if err := <-first; err != nil {
		t.Error(err)
	}
	if got := <-second; got != `"first"` {
		t.Errorf("the second turn read %s", got)
	}
}

func TestPublish_TwoAtOnceMakeTwoVersions(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	if err := org.Import(t.Context(), &molar.World{Org: molar.Org{Name: "微笑口腔", Zone: time.UTC}}); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := org.Publish(t.Context(), func(*molar.Ruleset, *molar.World) []*molar.Error { return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, version, err := org.Live(t.Context()); version != 9 || err != nil {
		t.Errorf("live version %d, %v; want 9", version, err)
	}
}

func TestLive_KnowsNeitherPastNorFutureSettings(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	org := db.Org("o")
	if err := org.Import(t.Context(), &molar.World{Org: molar.Org{Name: "微笑口腔", Zone: time.UTC}}); err != nil {
		t.Fatal(err)
	}
	exec(t, db, `
		UPDATE rulesets
		SET document = (document - 'offers') || '{"from_the_future": {"a": [1]}, "categories": {"price": {"mode": "knowledge", "tone": "warm"}}}'`)
	live, _, err := org.Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if live.Offers != 3 {
		t.Errorf("a setting that the document lacks is %d, not its default", live.Offers)
	}
	if live.Categories[molar.Price].Mode != molar.ModeKnowledge || len(live.Categories) != 1 {
		t.Errorf("categories are %v", live.Categories)
	}
}

func TestOrg_SeesItsOwnAlone(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	slot := after(0, 30)
	for _, org := range []molar.OrgID{"o1", "o2"} {
		if err := book(t, db.Org(org), booker("a", "d", slot)); err != nil {
			t.Errorf("%s: %v", org, err)
		}
	}
	books, err := db.Org("o1").Books(t.Context())
	if err != nil || len(books.Appointments) != 1 {
		t.Errorf("%d appointments, %v", len(books.Appointments), err)
	}
	if _, err := db.Org("o3").World(t.Context()); molar.CodeOf(err) != molar.CodeNotFound {
		t.Errorf("an org that does not exist: %v", err)
	}
}
