// Package storetest gives each test a database of its own.
//
//	func TestBook_TakenSlotConflicts(t *testing.T) {
//		t.Parallel()
//		db := storetest.New(t)
//		…
//	}
//
// The databases are on the server of DATABASE_URL, whose user must be allowed
// to create them; without it on a private one under the temporary directory,
// which all test binaries of the user share. The first of them starts it and it
// stops after the last; its files stay, and make the next run quick.
package storetest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/molarhq/molar/server/pgdev"
	"github.com/molarhq/molar/server/store"
)

// New returns a database with the current schema and no rows, which is dropped
// when the test ends. With -short it skips the test. Tests that use it may run
// in parallel.
func New(t testing.TB) *store.DB {
	t.Helper()
	clone := newClone(t)
	db, err := store.Open(t.Context(), clone.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// URL is like [New], for a test of a program that opens the database itself.
func URL(t testing.TB) string {
	t.Helper()
	return newClone(t).URL
}

// AdminURL is a connection string of the server that the databases are on, for
// a test that makes its own there. With -short it skips the test.
func AdminURL(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("needs PostgreSQL")
	}
	url, err := adminURL()
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func newClone(t testing.TB) *store.Clone {
	t.Helper()
	clone, err := store.CloneDatabase(t.Context(), AdminURL(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		// t.Context is over by now.
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if err := clone.Drop(ctx); err != nil {
			t.Error(err)
		}
	})
	return clone
}

// shared is held here so that it lives, and with it the claim on the server, as
// long as the process. The end of the process gives it up; pgdev sees to the
// rest.
var shared *pgdev.Cluster

// adminURL starts or joins the shared cluster, once per test binary.
var adminURL = sync.OnceValues(func() (string, error) {
	if url := os.Getenv("DATABASE_URL"); url != "" {
		return url, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("molar-test-%d", os.Getuid()))
	var err error
	if shared, err = pgdev.Start(ctx, dir, pgdev.Options{}); err != nil {
		return "", err
	}
	return shared.URL("postgres"), nil
})
