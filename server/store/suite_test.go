package store_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
	"github.com/molarhq/molar/tools/toolstest/suite"
)

var _ agent.Ledger = (*store.Tx)(nil)

// subject makes an org a subject of the suite.
type subject struct{ *store.Org }

func (s subject) InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error {
	return s.Org.InTurn(ctx, conv, func(tx *store.Tx) error { return fn(tx) })
}

// TestOrg runs every promise in an org of its own, all in one database.
func TestOrg(t *testing.T) {
	t.Parallel()
	db := storetest.New(t)
	suite.Run(t, func(t *testing.T, w *molar.World) suite.Subject {
		org := db.Org(w.Org.ID)
		if err := org.Import(t.Context(), w); err != nil {
			t.Fatal(err)
		}
		return subject{org}
	})
}
