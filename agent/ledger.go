package agent

import (
	"context"
	"encoding/json"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// Ledger is one turn's transaction, with the conversation locked against every
// other turn of the same chat. State, bookings, replies and trace are written
// through it and commit together or not at all.
type Ledger interface {
	tools.Clinic
	Chats
	// Enqueue puts messages into the outbox, in order.
	Enqueue(ctx context.Context, messages []molar.Message) error
	// Record keeps the turn's trace.
	Record(ctx context.Context, t molar.Turn) error
}

// Chats is the state of the locked conversation.
type Chats interface {
	// Conversation returns the locked conversation.
	Conversation(ctx context.Context) (molar.Conversation, error)
	// SaveConversation stores its kind, hold, yield and turn count, and adds
	// members that are new.
	SaveConversation(ctx context.Context, c molar.Conversation) error
	// Session returns what SaveSession last stored for the speaker, or nil.
	Session(ctx context.Context, speaker molar.ContactID) (json.RawMessage, error)
	// SaveSession stores the speaker's dialogue state; nil forgets it.
	SaveSession(ctx context.Context, speaker molar.ContactID, state json.RawMessage) error
	// ForgetSessions drops the dialogue state of every speaker.
	ForgetSessions(ctx context.Context) error
}
