package toolstest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/molarhq/molar"
)

// chat is one conversation with what its turns left.
type chat struct {
	molar.Conversation
	sessions map[molar.ContactID]json.RawMessage
	turns    []molar.Turn // ordered by number
}

// open finds the turn's conversation, or begins it as a single chat.
func (tx *Tx) open(id molar.ConversationID) {
	known := tx.state.conversations
	if known[id] == nil {
		known[id] = &chat{Conversation: molar.Conversation{ID: id, Kind: molar.Single}}
		tx.onRollback(func() { delete(known, id) })
	}
	tx.chat = known[id]
}

// Conversation returns the locked conversation.
func (tx *Tx) Conversation(context.Context) (molar.Conversation, error) {
	return tx.chat.copy(), nil
}

func (c *chat) copy() molar.Conversation {
	conv := c.Conversation
	conv.Members = maps.Clone(conv.Members)
	return conv
}

// SaveConversation stores the kind, hold, yield and turn count of the locked
// conversation, and adds members that are new.
func (tx *Tx) SaveConversation(_ context.Context, c molar.Conversation) error {
	chat, old := tx.chat, tx.chat.Conversation
	if c.ID != old.ID {
		return fmt.Errorf("save conversation %s: the turn is of %s", c.ID, old.ID)
	}
	chat.Kind, chat.HoldUntil, chat.YieldUntil, chat.Turns = c.Kind, instant(c.HoldUntil), instant(c.YieldUntil), c.Turns
	chat.Members = maps.Clone(chat.Members)
	if chat.Members == nil && len(c.Members) > 0 {
		chat.Members = make(map[string]molar.Role, len(c.Members))
	}
	for id, role := range c.Members {
		if _, known := chat.Members[id]; !known {
			chat.Members[id] = role
		}
	}
	tx.onRollback(func() { chat.Conversation = old })
	return nil
}

// Session returns what SaveSession last stored for the speaker, or nil.
func (tx *Tx) Session(_ context.Context, speaker molar.ContactID) (json.RawMessage, error) {
	return bytes.Clone(tx.chat.sessions[speaker]), nil
}

// SaveSession stores the speaker's dialogue state; nil forgets it.
func (tx *Tx) SaveSession(_ context.Context, speaker molar.ContactID, state json.RawMessage) error {
	if state != nil && !json.Valid(state) {
		return fmt.Errorf("save session of %s: invalid JSON", speaker)
	}
	chat := tx.chat
	old, had := chat.sessions[speaker]
	tx.onRollback(func() {
		if had {
			chat.sessions[speaker] = old
		} else {
			delete(chat.sessions, speaker)
		}
	})
	if state == nil {
		delete(chat.sessions, speaker)
		return nil
	}
	if chat.sessions == nil {
		chat.sessions = make(map[molar.ContactID]json.RawMessage)
	}
	chat.sessions[speaker] = bytes.Clone(state)
	return nil
}

// ForgetSessions drops the dialogue state of every speaker.
func (tx *Tx) ForgetSessions(context.Context) error {
	chat, old := tx.chat, tx.chat.sessions
	chat.sessions = nil
	tx.onRollback(func() { chat.sessions = old })
	return nil
}

// Enqueue puts messages into the outbox, in order.
func (tx *Tx) Enqueue(_ context.Context, messages []molar.Message) error {
	s, n := tx.state, len(tx.state.outbox)
	tx.onRollback(func() {
		for _, m := range s.outbox[n:] {
			delete(s.queued, m.ID)
		}
		s.outbox = s.outbox[:n]
	})
	for _, m := range messages {
		if s.queued[m.ID] {
			return fmt.Errorf("enqueue: message %s is in the outbox already", m.ID)
		}
		m.At = instant(m.At)
		s.queued[m.ID] = true
		s.outbox = append(s.outbox, m)
	}
	return nil
}

// Record keeps the turn's trace.
func (tx *Tx) Record(_ context.Context, t molar.Turn) error {
	conv := tx.state.conversations[t.Conversation]
	if conv != tx.chat {
		return fmt.Errorf("record turn of %s: the turn is of %s", t.Conversation, tx.chat.ID)
	}
	i, found := slices.BinarySearchFunc(conv.turns, t.Number, func(t molar.Turn, n int) int { return t.Number - n })
	if found {
		return fmt.Errorf("record turn %d of %s: it is on record", t.Number, t.Conversation)
	}
	t.At = instant(t.At)
	conv.turns = slices.Insert(conv.turns, i, t)
	tx.onRollback(func() { conv.turns = slices.Delete(conv.turns, i, i+1) })
	return nil
}

// Conversation returns a conversation as the last turn left it. CodeNotFound
// when there is none.
func (c *Clinic) Conversation(_ context.Context, id molar.ConversationID) (molar.Conversation, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if conv := c.state.conversations[id]; conv != nil {
		return conv.copy(), nil
	}
	return molar.Conversation{}, molar.Errorf(molar.CodeNotFound, "there is no conversation %s", id)
}

// Turns returns the traces of a conversation, ordered by number.
func (c *Clinic) Turns(_ context.Context, conv molar.ConversationID) ([]molar.Turn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.state.conversations[conv]; known != nil {
		return list(known.turns), nil
	}
	return []molar.Turn{}, nil
}
