package evals_test

import (
	"context"
	"crypto/rand"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
	"github.com/molarhq/molar/tools/toolstest"
)

// TestSuites plays every golden in memory and in Postgres. Those that count
// must pass, and all must come to the same lines on both.
func TestSuites(t *testing.T) {
	t.Parallel()
	goldens := loadSuites(t)
	memory := run(t, goldens, openMemory)
	for _, r := range memory.Results {
		if r.Counts && r.Verdict != evals.Always {
			t.Errorf("%s: %s %s\n%v", r.File, r.Verdict, r.Error, r.Problems)
		}
	}
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		postgres := run(t, goldens, openPostgres(storetest.New(t)))
		for i, r := range postgres.Results {
			if diff := cmp.Diff(memory.Results[i].Transcript, r.Transcript); diff != "" {
				t.Errorf("%s differs on Postgres (-memory +postgres): %s\n%s", r.File, r.Error, diff)
			}
		}
	})
}

// TestSuites_SameTwice plays every golden twice, side by side: neither chance
// nor the neighbours may show.
func TestSuites_SameTwice(t *testing.T) {
	t.Parallel()
	goldens := loadSuites(t)
	first, second := run(t, goldens, openMemory), run(t, goldens, openMemory)
	for i, r := range second.Results {
		if diff := cmp.Diff(first.Results[i].Transcript, r.Transcript); diff != "" {
			t.Errorf("%s came to something else the second time:\n%s", r.File, diff)
		}
	}
}

func loadSuites(t *testing.T) []*evals.Golden {
	t.Helper()
	goldens, err := evals.LoadSuite("suites")
	if err != nil {
		t.Fatal(err)
	}
	return goldens
}

func run(t *testing.T, goldens []*evals.Golden, open evals.Open) evals.Report {
	t.Helper()
	return evals.RunSuite(t.Context(), goldens, evals.Options{
		Stores: []evals.NamedStore{{Name: "test", Open: open}}, Brain: agent.Brain, Parallel: 4, Now: time.Now(),
	})
}

// memoryStore and postgresStore give the stores the shape of [evals.Store].
type memoryStore struct{ *toolstest.Clinic }

func (s memoryStore) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Clinic.InTurn(ctx, conv, func(tx *toolstest.Tx) error { return fn(tx) })
}

type postgresStore struct{ *store.Org }

func (s postgresStore) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Org.InTurn(ctx, conv, func(tx *store.Tx) error { return fn(tx) })
}

func openMemory(_ context.Context, w *molar.World) (evals.Store, func(), error) {
	return memoryStore{toolstest.New(w)}, func() {}, nil
}

// openPostgres gives each golden an org of its own in one database: what
// belongs to one org must not show in another.
func openPostgres(db *store.DB) evals.Open {
	return func(ctx context.Context, w *molar.World) (evals.Store, func(), error) {
		own := *w
		own.Org.ID = molar.OrgID(rand.Text())
		org := db.Org(own.Org.ID)
		return postgresStore{org}, func() {}, org.Import(ctx, &own)
	}
}
