package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
)

func exec(t *testing.T, db *store.DB, sql string) {
	t.Helper()
	if _, err := db.Pool().Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func scanOne[T any](t *testing.T, db *store.DB, sql string, args ...any) T {
	t.Helper()
	rows, _ := db.Pool().Query(t.Context(), sql, args...)
	value, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[T])
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestInTx_CommitsOrRollsBack(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	exec(t, db, "CREATE TABLE note (id int PRIMARY KEY)")
	insert := func(id int, result error) error {
		return db.InTx(t.Context(), func(tx pgx.Tx) error {
			if _, err := tx.Exec(t.Context(), "INSERT INTO note VALUES ($1)", id); err != nil {
				return err
			}
			return result
		})
	}

	if err := insert(1, nil); err != nil {
		t.Fatal(err)
	}
	refused := molar.Errorf(molar.CodeConflict, "taken")
	if err := insert(2, refused); !errors.Is(err, refused) {
		t.Errorf("InTx returned %v, want fn's own error", err)
	}
	var pg *pgconn.PgError
	if err := insert(1, nil); !errors.As(err, &pg) || pg.Code != "23505" {
		t.Errorf("InTx returned %v, want the unique violation", err)
	}
	if got := scanOne[int](t, db, "SELECT count(*)::int FROM note"); got != 1 {
		t.Errorf("%d notes, want the committed one", got)
	}
}

func TestInTx_RollsBackWhenFnPanics(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	exec(t, db, "CREATE TABLE note (id int PRIMARY KEY)")
	func() {
		defer func() { recover() }()
		db.InTx(t.Context(), func(tx pgx.Tx) error {
			tx.Exec(t.Context(), "INSERT INTO note VALUES (1)")
			panic("boom")
		})
	}()
	if got := scanOne[int](t, db, "SELECT count(*)::int FROM note"); got != 0 {
		t.Errorf("%d notes after a panic", got)
	}
}

func TestInTx_RunsADeadlockedTransactionAgain(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	exec(t, db, "CREATE TABLE account (id int PRIMARY KEY, n int)")
	exec(t, db, "INSERT INTO account VALUES (1, 0), (2, 0)")

	// Each takes one row, waits until the other has too, and wants the other's.
	var both sync.WaitGroup
	both.Add(2)
	var runs atomic.Int32
	raise := func(first, second int) error {
		met := false
		return db.InTx(t.Context(), func(tx pgx.Tx) error {
			runs.Add(1)
			if _, err := tx.Exec(t.Context(), "UPDATE account SET n = n + 1 WHERE id = $1", first); err != nil {
				return err
			}
			if !met {
				met = true
				both.Done()
				both.Wait()
			}
			_, err := tx.Exec(t.Context(), "UPDATE account SET n = n + 1 WHERE id = $1", second)
			return err
		})
	}
	var done sync.WaitGroup
	for _, order := range [][2]int{{1, 2}, {2, 1}} {
		done.Go(func() {
			if err := raise(order[0], order[1]); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	if runs.Load() < 3 {
		t.Errorf("%d runs: nothing deadlocked", runs.Load())
	}
	if got := scanOne[int](t, db, "SELECT sum(n)::int FROM account"); got != 4 {
		t.Errorf("sum %d, want every raise once", got)
	}
}

func TestInTx_GivesUpOnEndlessConflict(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	runs := 0
	err := db.InTx(t.Context(), func(pgx.Tx) error {
		runs++
		return fmt.Errorf("read: %w", &pgconn.PgError{Code: "40001"})
	})
	if molar.CodeOf(err) != molar.CodeUnavailable || runs != 5 {
		t.Errorf("after %d runs: %v, want 5 and code unavailable", runs, err)
	}
}

func TestInTx_KeepsTheConnectionWhenItsContextEnds(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := db.InTx(ctx, func(pgx.Tx) error {
		cancel()
		return ctx.Err()
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("InTx returned %v", err)
	}
	if n := db.Pool().Stat().TotalConns(); n != 1 {
		t.Errorf("%d connections, want the one that was rolled back", n)
	}
}

func TestOpen_ExplainsWhyItCannot(t *testing.T) {
	t.Parallel()
	admin := storetest.AdminURL(t)
	readOnly := storetest.New(t)
	exec(t, readOnly, `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$`)
	newer := storetest.New(t)
	exec(t, newer, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)")

	for name, test := range map[string]struct {
		url  string
		code molar.Code
	}{
		"no connection string": {"postgres://%zz", molar.CodeInvalid},
		"no server":            {"postgres://postgres@127.0.0.1:1/molar?connect_timeout=2", molar.CodeUnavailable},
		"no database":          {admin + "&dbname=molar_no_such", molar.CodeUnavailable},
		"read-only":            {readOnly.Pool().Config().ConnString(), molar.CodeUnavailable},
		"newer schema":         {newer.Pool().Config().ConnString(), molar.CodeUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			db, err := store.Open(t.Context(), test.url)
			if err == nil {
				db.Close()
			}
			if molar.CodeOf(err) != test.code {
				t.Errorf("Open returned %v, want code %s", err, test.code)
			}
			t.Log(err)
		})
	}
}

func TestOpen_ReadsTimesInUTC(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	got := scanOne[time.Time](t, db, "SELECT '2026-11-24T09:00:00+08:00'::timestamptz")
	if want := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestMigrate_IsDoneOnceByMany(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	before, err := db.SchemaVersion(t.Context())
	if err != nil || before == 0 {
		t.Fatalf("a clone has schema version %d, %v", before, err)
	}
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			if n, err := db.Migrate(t.Context()); n != 0 || err != nil {
				t.Errorf("Migrate applied %d to a migrated database, %v", n, err)
			}
		})
	}
	wait.Wait()
}

func TestCloneDatabase_ManyAtOnceAreApart(t *testing.T) {
	t.Parallel()
	admin := storetest.AdminURL(t)
	var wait sync.WaitGroup
	for range 6 {
		wait.Go(func() {
			clone, err := store.CloneDatabase(t.Context(), admin)
			if err != nil {
				t.Error(err)
				return
			}
			db, err := store.Open(t.Context(), clone.URL)
			if err != nil {
				t.Error(err)
				return
			}
			// The same name in each would clash if they were one.
			if _, err := db.Pool().Exec(t.Context(), "CREATE TABLE note (id int)"); err != nil {
				t.Error(err)
			}
			// Drop must not wait for a pool that is still open.
			if err := clone.Drop(t.Context()); err != nil {
				t.Error(err)
			}
			db.Close()
		})
	}
	wait.Wait()
}

func TestCloneDatabase_SweepsWhatKilledRunsLeft(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	old := fmt.Sprintf("molar_run_%d_%d", time.Now().Add(-2*time.Hour).Unix(), time.Now().UnixNano())
	exec(t, db, "CREATE DATABASE "+old)
	storetest.New(t)
	if scanOne[bool](t, db, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", old) {
		t.Errorf("%s is still there", old)
	}
}

func BenchmarkCloneDatabase(b *testing.B) {
	admin := storetest.AdminURL(b)
	for b.Loop() {
		clone, err := store.CloneDatabase(b.Context(), admin)
		if err != nil {
			b.Fatal(err)
		}
		if err := clone.Drop(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
