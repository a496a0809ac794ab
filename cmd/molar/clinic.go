package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/evals"
	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/server/pgdev"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/tools/toolstest"
)

// badInput marks an error as the caller's: flags, a file, a line.
type badInput struct{ error }

func (e badInput) Unwrap() error { return e.error }

func exitStatus(err error) int {
	var bad badInput
	if errors.As(err, &bad) || molar.CodeOf(err) == molar.CodeInvalid {
		return exitBadInput
	}
	return exitFailed
}

// loadWorld reads a fixture, or makes the demo org at the present moment.
func loadWorld(fixture string) (*molar.World, error) {
	if fixture == "" {
		return world.Demo(clock()), nil
	}
	w, err := world.LoadFile(fixture)
	if err != nil {
		return nil, badInput{err}
	}
	return w, nil
}

// loadCalendar reads a clinic's festivals and days off; no file is nil, the
// calendar that is built in.
func loadCalendar(file string) (*zhtime.Calendar, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, badInput{err}
	}
	defer f.Close()
	c, err := zhtime.LoadCalendar(f)
	if err != nil {
		return nil, badInput{fmt.Errorf("%s: %w", file, err)}
	}
	return c, nil
}

// opened is a clinic opened for one run of the program, isolated from every
// other.
type opened struct {
	evals.Store
	close func()
}

// openStore opens a store of the kind that holds the world and nothing else.
// Close it: what it wrote is gone then.
func openStore(ctx context.Context, kind, dataDir string, w *molar.World) (opened, error) {
	if kind == "memory" {
		clinic := toolstest.New(&molar.World{Org: w.Org})
		if err := clinic.Import(ctx, w); err != nil {
			return opened{}, err
		}
		return opened{Store: memoryStore{clinic}, close: func() {}}, nil
	}
	base, stop, err := database(ctx, dataDir)
	if err != nil {
		return opened{}, err
	}
	clone, err := store.CloneDatabase(ctx, base)
	if err != nil {
		stop()
		return opened{}, err
	}
	drop := func() {
		// The run is over, perhaps because ctx is: what it made goes anyway.
		if err := clone.Drop(context.WithoutCancel(ctx)); err != nil {
			fmt.Fprintln(os.Stderr, "molar:", err)
		}
		stop()
	}
	db, err := store.Open(ctx, clone.URL)
	if err != nil {
		drop()
		return opened{}, err
	}
	org := db.Org(w.Org.ID)
	if err := org.Import(ctx, w); err != nil {
		db.Close()
		drop()
		return opened{}, err
	}
	return opened{Store: postgresStore{org}, close: func() { db.Close(); drop() }}, nil
}

// database returns the URL of DATABASE_URL's server, or of the private one,
// which it starts.
func database(ctx context.Context, dataDir string) (url string, stop func(), err error) {
	if url := os.Getenv("DATABASE_URL"); url != "" {
		return url, func() {}, nil
	}
	if dataDir == "" {
		dataDir = pgdev.DefaultDir()
	}
	cluster, err := pgdev.Start(ctx, dataDir, pgdev.Options{Durable: true})
	if err != nil {
		return "", nil, err
	}
	return cluster.URL("postgres"), func() { cluster.Close() }, nil
}

// memoryStore and postgresStore give the two stores the one shape that evals
// plays on.
type memoryStore struct{ *toolstest.Clinic }

func (s memoryStore) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Clinic.InTurn(ctx, conv, func(tx *toolstest.Tx) error { return fn(tx) })
}

type postgresStore struct{ *store.Org }

func (s postgresStore) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Org.InTurn(ctx, conv, func(tx *store.Tx) error { return fn(tx) })
}
