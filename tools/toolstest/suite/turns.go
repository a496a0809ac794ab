package suite

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"sync"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

var errGiveUp = errors.New("give up")

var deskPromises = []promise{
	{"HandoffsInOrder", func(t *testing.T, c *clinic) {
		want := []molar.Handoff{
			{Conversation: "c1", Code: molar.Complaint, Urgent: true, Repeat: true, Silent: true, Contact: "u_xu", Patient: "p_xu", At: now},
			{Conversation: "c1", Code: molar.Price, At: now.Add(-time.Hour)},
		}
		for _, h := range want {
			c.turn("c1", func(tx agent.Ledger) error { return tx.HandOff(t.Context(), h) })
		}
		same(t, c.books().Handoffs, want)
	}},
	{"OnceRunsOnce", func(t *testing.T, c *clinic) {
		runs := 0
		write := func() ([]byte, error) { runs++; return []byte("receipt"), nil }
		for _, conv := range []molar.ConversationID{"c1", "c1", "c2"} {
			c.turn(conv, func(tx agent.Ledger) error {
				for range 2 {
					got, err := tx.Once(t.Context(), "key", write)
					if err != nil {
						return err
					}
					same(t, string(got), "receipt")
				}
				return nil
			})
		}
		same(t, runs, 1)
	}},
	{"OnceForgetsWhatFailed", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Once(t.Context(), "key", func() ([]byte, error) { return nil, errGiveUp })
			if !errors.Is(err, errGiveUp) {
				t.Errorf("got %v", err)
			}
			got, err := tx.Once(t.Context(), "key", func() ([]byte, error) { return []byte("second"), nil })
			same(t, string(got), "second")
			return err
		})
	}},
	{"OnceForgetsWithTheTurn", func(t *testing.T, c *clinic) {
		err := c.InTurn(t.Context(), "c1", func(tx agent.Ledger) error {
			if _, err := tx.Once(t.Context(), "key", func() ([]byte, error) { return []byte("first"), nil }); err != nil {
				return err
			}
			return errGiveUp
		})
		if !errors.Is(err, errGiveUp) {
			t.Fatal(err)
		}
		c.turn("c1", func(tx agent.Ledger) error {
			got, err := tx.Once(t.Context(), "key", func() ([]byte, error) { return nil, nil })
			same(t, len(got), 0)
			if err != nil {
				return err
			}
			got, err = tx.Once(t.Context(), "key", func() ([]byte, error) { return nil, errGiveUp })
			same(t, len(got), 0)
			return err
		})
	}},
}

var chatPromises = []promise{
	{"UnknownChatIsSingle", func(t *testing.T, c *clinic) {
		want := molar.Conversation{ID: "c9", Kind: molar.Single}
		c.turn("c9", func(tx agent.Ledger) error {
			got, err := tx.Conversation(t.Context())
			same(t, got, want)
			return err
		})
		got, err := c.Conversation(t.Context(), "c9")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
	}},
	{"KnownChat", func(t *testing.T, c *clinic) {
		c.turn("g1", func(tx agent.Ledger) error {
			got, err := tx.Conversation(t.Context())
			same(t, got, world("").Conversations[0])
			return err
		})
		_, err := c.Conversation(t.Context(), "nowhere")
		fails(t, err, molar.CodeNotFound, "")
	}},
	{"SaveConversation", func(t *testing.T, c *clinic) {
		want := world("").Conversations[0]
		want.HoldUntil, want.YieldUntil, want.Turns = at(24, 8, 0), at(23, 10, 15), 7
		saved := want
		saved.Kind, want.Kind = molar.Single, molar.Single
		saved.Owner = "s_chen" // not the turn's to change
		saved.Members = map[string]molar.Role{"u_new": molar.RoleCustomer}
		want.Members = maps.Clone(want.Members)
		want.Members["u_new"] = molar.RoleCustomer
		c.turn("g1", func(tx agent.Ledger) error { return tx.SaveConversation(t.Context(), saved) })
		got, err := c.Conversation(t.Context(), "g1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, want)
		saved.HoldUntil, saved.YieldUntil = time.Time{}, time.Time{}
		c.turn("g1", func(tx agent.Ledger) error { return tx.SaveConversation(t.Context(), saved) })
		if got, err = c.Conversation(t.Context(), "g1"); err != nil || !got.HoldUntil.IsZero() || !got.YieldUntil.IsZero() {
			t.Errorf("got %+v, %v", got, err)
		}
		err = c.InTurn(t.Context(), "g1", func(tx agent.Ledger) error {
			return tx.SaveConversation(t.Context(), molar.Conversation{ID: "c1"})
		})
		if err == nil {
			t.Error("a turn may save another's conversation")
		}
	}},
	{"SessionsAreOfOneSpeaker", func(t *testing.T, c *clinic) {
		// Neither the order of keys nor spaces nor \u0000 may change.
		state := json.RawMessage(`{"b": 1.50, "a":"徐\u0000", "b2":[]}`)
		c.turn("g1", func(tx agent.Ledger) error {
			got, err := tx.Session(t.Context(), "u_xu")
			if got != nil || err != nil {
				t.Errorf("got %s, %v", got, err)
			}
			if err := tx.SaveSession(t.Context(), "u_xu", json.RawMessage(`{}`)); err != nil {
				return err
			}
			if err := tx.SaveSession(t.Context(), "u_dad", json.RawMessage(`{}`)); err != nil {
				return err
			}
			return tx.SaveSession(t.Context(), "u_xu", state)
		})
		session := func(conv molar.ConversationID, speaker molar.ContactID) (got json.RawMessage) {
			c.turn(conv, func(tx agent.Ledger) (err error) {
				got, err = tx.Session(t.Context(), speaker)
				return err
			})
			return got
		}
		same(t, string(session("g1", "u_xu")), string(state))
		same(t, session("c1", "u_xu"), json.RawMessage(nil))
		c.turn("g1", func(tx agent.Ledger) error { return tx.SaveSession(t.Context(), "u_xu", nil) })
		same(t, session("g1", "u_xu"), json.RawMessage(nil))
		same(t, string(session("g1", "u_dad")), "{}")
		c.turn("c1", func(tx agent.Ledger) error { return tx.ForgetSessions(t.Context()) })
		same(t, string(session("g1", "u_dad")), "{}")
		c.turn("g1", func(tx agent.Ledger) error { return tx.ForgetSessions(t.Context()) })
		same(t, session("g1", "u_dad"), json.RawMessage(nil))
	}},
	{"OutboxKeepsTheOrder", func(t *testing.T, c *clinic) {
		message := func(id string) molar.Message {
			return molar.Message{ID: id, Conversation: "c1", Turn: 1, To: "u_xu", Script: "greet", Knowledge: "k1", Text: "您好", At: now}
		}
		want := []molar.Message{message("m9"), message("m1"), message("m5")}
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.Enqueue(t.Context(), want[:2]); err != nil {
				return err
			}
			return tx.Enqueue(t.Context(), want[2:])
		})
		c.turn("c1", func(tx agent.Ledger) error { return tx.Enqueue(t.Context(), nil) })
		same(t, c.books().Outbox, want)
		if err := c.InTurn(t.Context(), "c1", func(tx agent.Ledger) error {
			return tx.Enqueue(t.Context(), []molar.Message{message("m6"), message("m1")})
		}); err == nil {
			t.Error("a message went into the outbox twice")
		}
		same(t, c.books().Outbox, want)
	}},
	{"TurnsByNumber", func(t *testing.T, c *clinic) {
		first := molar.Turn{Conversation: "c1", Number: 1, Speaker: "u_xu", At: now, Ruleset: 1, Brain: "embedded"}
		second := molar.Turn{
			Conversation: "c1", Number: 2, Speaker: "u_xu", At: now.Add(time.Minute), Ruleset: 2, Brain: "llm",
			Input: json.RawMessage(`{"z":1,"a":"\u0000"}`), Commands: json.RawMessage(`[]`), Plan: json.RawMessage(`[ ]`),
			Tools: json.RawMessage(`null`), Outcome: json.RawMessage(`{}`), Took: 1234567,
		}
		for _, turn := range []molar.Turn{second, first} {
			c.turn("c1", func(tx agent.Ledger) error { return tx.Record(t.Context(), turn) })
		}
		got, err := c.Turns(t.Context(), "c1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, []molar.Turn{first, second})
		if err := c.InTurn(t.Context(), "c1", func(tx agent.Ledger) error { return tx.Record(t.Context(), first) }); err == nil {
			t.Error("a turn was recorded twice")
		}
		if got, err = c.Turns(t.Context(), "c2"); err != nil || got == nil || len(got) != 0 {
			t.Errorf("got %v, %v; want no turns", got, err)
		}
	}},
}

var turnPromises = []promise{
	{"FailedTurnLeavesNothing", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h0", span(24, 16, 0, 60)), now) })
		before := c.books()
		leavesNothing(t, c, before, func() {
			err := c.InTurn(t.Context(), "c2", func(tx agent.Ledger) error { return errors.Join(writeEverything(t, tx, "c2"), errGiveUp) })
			if !errors.Is(err, errGiveUp) {
				t.Fatal(err)
			}
		})
		// What the turn had released is held still.
		c.turn("c1", func(tx agent.Ledger) error { _, err := tx.Book(t.Context(), "h0", now); return err })
	}},
	{"PanicLeavesNothing", func(t *testing.T, c *clinic) {
		leavesNothing(t, c, c.books(), func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = c.InTurn(t.Context(), "c2", func(tx agent.Ledger) error {
				if err := writeEverything(t, tx, "c2"); err != nil {
					t.Error(err)
				}
				panic("a bug")
			})
		})
	}},
	{"TurnsOfOneChatTakeTurns", func(t *testing.T, c *clinic) {
		const workers, each = 4, 5
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for n := range each {
					err := c.InTurn(t.Context(), "c1", func(tx agent.Ledger) error {
						conv, err := tx.Conversation(t.Context())
						if err != nil {
							return err
						}
						conv.Turns++
						return tx.SaveConversation(t.Context(), conv)
					})
					if err != nil {
						t.Errorf("worker %d turn %d: %v", w, n, err)
					}
				}
			})
		}
		wg.Wait()
		conv, err := c.Conversation(t.Context(), "c1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, conv.Turns, workers*each)
	}},
	{"ManyBookersOneSlot", func(t *testing.T, c *clinic) {
		const bookers = 16
		slot := span(26, 9, 0, 30)
		var wg sync.WaitGroup
		for n := range bookers {
			wg.Go(func() {
				conv := molar.ConversationID(fmt.Sprintf("b%d", n))
				h := holdFor(molar.PatientID(conv), molar.ContactID(conv), molar.AppointmentID(conv), slot)
				h.Conversation = conv
				err := c.InTurn(t.Context(), conv, func(tx agent.Ledger) error {
					if err := tx.Hold(t.Context(), h, now); err != nil {
						return err
					}
					_, err := tx.Book(t.Context(), h.ID, now)
					return err
				})
				if err != nil && molar.CodeOf(err) != molar.CodeConflict {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		same(t, len(c.books().Appointments), 5)
	}},
}

// writeEverything writes to every table that a turn can write to.
func writeEverything(t *testing.T, tx agent.Ledger, conv molar.ConversationID) error {
	ctx := t.Context()
	h := holdFor("p_kid", "u_dad", "h1", span(24, 14, 0, 60))
	h.Conversation = conv
	move := moveHold("h2", span(24, 9, 30, 60))
	move.Conversation = conv
	steps := []func() error{
		func() error { return tx.Hold(ctx, h, now) },
		func() error { _, err := tx.Book(ctx, "h1", now); return err },
		func() error { return tx.Hold(ctx, move, now) },
		func() error { _, err := tx.Move(ctx, "h2", now); return err },
		func() error { _, err := tx.Confirm(ctx, "a1", now); return err },
		func() error { return tx.AskConfirmation(ctx, "a2") },
		func() error { return tx.Release(ctx, "h0") },
		func() error {
			return tx.RegisterPatient(ctx, molar.Patient{ID: "p_new", Name: "孙新", Phone: "13800000009"})
		},
		func() error {
			return tx.ProposeLink(ctx, molar.Link{Contact: "u_new", Patient: "p_new", Relation: molar.RelationSelf})
		},
		func() error { return tx.HandOff(ctx, molar.Handoff{Conversation: conv, Code: molar.Price, At: now}) },
		func() error { _, err := tx.Once(ctx, "key", func() ([]byte, error) { return nil, nil }); return err },
		func() error { return tx.SaveSession(ctx, "u_dad", json.RawMessage(`{}`)) },
		func() error { return tx.Enqueue(ctx, []molar.Message{{ID: "m1", Conversation: conv, At: now}}) },
		func() error { return tx.Record(ctx, molar.Turn{Conversation: conv, Number: 1, At: now}) },
		func() error { return tx.SaveConversation(ctx, molar.Conversation{ID: conv, Turns: 1}) },
	}
	for n, step := range steps {
		if err := step(); err != nil {
			return fmt.Errorf("step %d: %w", n, err)
		}
	}
	return nil
}

// leavesNothing runs a turn of c2 that fails, and looks for what it wrote.
func leavesNothing(t *testing.T, c *clinic, before molar.Books, run func()) {
	t.Helper()
	run()
	same(t, c.books(), before)
	_, err := c.Conversation(t.Context(), "c2")
	fails(t, err, molar.CodeNotFound, "")
	if turns, err := c.Turns(t.Context(), "c2"); err != nil || len(turns) != 0 {
		t.Errorf("%d turns stayed, %v", len(turns), err)
	}
	// All of it can be written again: nothing is in the way.
	err = c.InTurn(t.Context(), "c2", func(tx agent.Ledger) error {
		if state, err := tx.Session(t.Context(), "u_dad"); state != nil || err != nil {
			t.Errorf("the session stayed: %s, %v", state, err)
		}
		if err := writeEverything(t, tx, "c2"); err != nil {
			t.Errorf("something stayed: %v", err)
		}
		return errGiveUp
	})
	if !errors.Is(err, errGiveUp) {
		t.Error(err)
	}
}
