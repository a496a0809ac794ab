package toolstest

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/molarhq/molar"
)

// Clinic is one org in memory. It is safe for concurrent use: turns run one
// after another, whatever their conversation. Lists that it returns belong to
// the caller; the values inside (a doctor's projects, a ruleset's maps) are
// shared and only to be read.
type Clinic struct {
	master atomic.Pointer[master] // replaced as a whole by an import

	mu    sync.Mutex // guards what turns change
	state state

	rules rulebook
}

// state is what turns change.
type state struct {
	conversations map[molar.ConversationID]*chat
	patients      registry
	links         linkbook
	bookings      bookings
	visits        map[molar.PatientID][]molar.Visit
	charges       map[molar.PatientID][]molar.Charge
	handoffs      []molar.Handoff
	outbox        []molar.Message
	queued        map[string]bool // ids of the outbox
	done          map[string][]byte
}

// New returns a clinic that holds the world. It panics where [Clinic.Import]
// would fail; for a world that may be at fault start from an empty one and
// import.
func New(w *molar.World) *Clinic {
	c := &Clinic{state: state{
		conversations: make(map[molar.ConversationID]*chat),
		patients:      newRegistry(),
		links:         newLinkbook(),
		bookings:      newBookings(),
		visits:        make(map[molar.PatientID][]molar.Visit),
		charges:       make(map[molar.PatientID][]molar.Charge),
		queued:        make(map[string]bool),
		done:          make(map[string][]byte),
	}}
	c.master.Store(&master{})
	if err := c.Import(context.Background(), w); err != nil {
		panic(fmt.Sprintf("toolstest: %v", err))
	}
	return c
}

// Tx is one turn's transaction. It is valid until the function that received
// it returns.
type Tx struct {
	clinic *Clinic
	state  *state
	chat   *chat
	undo   []func()
}

// InTurn runs fn in a transaction on the conversation, which becomes a single
// chat where it does not exist yet. When fn returns an error, or panics, or ctx
// ends, nothing that it wrote stays. fn must not call the clinic's own methods
// that read what turns write (Books, Turns, Conversation, Import); its rulesets
// and master data it may read.
func (c *Clinic) InTurn(ctx context.Context, conv molar.ConversationID, fn func(*Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	tx := &Tx{clinic: c, state: &c.state}
	committed := false
	defer func() {
		if !committed {
			tx.rollback()
		}
	}()
	tx.open(conv)
	if err := fn(tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	committed = true
	return nil
}

// onRollback notes how to take back what is about to be written.
func (tx *Tx) onRollback(f func()) { tx.undo = append(tx.undo, f) }

func (tx *Tx) rollback() {
	for i := len(tx.undo) - 1; i >= 0; i-- {
		tx.undo[i]()
	}
}

// instant is t as the database keeps it: UTC, to the microsecond.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func instants(i molar.Interval) molar.Interval {
	return molar.Interval{Start: instant(i.Start), End: instant(i.End)}
}
