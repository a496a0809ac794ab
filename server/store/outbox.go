package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Enqueue puts messages into the outbox, in order. A message whose id is there
// already is an error.
func (tx *Tx) Enqueue(ctx context.Context, messages []molar.Message) error {
	b := &pgx.Batch{}
	for _, m := range messages {
		b.Queue(`
			INSERT INTO outbox (org_id, id, conversation_id, turn, recipient, script, knowledge, text, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			tx.org, m.ID, m.Conversation, m.Turn, m.To, m.Script, m.Knowledge, m.Text, instant(m.At))
	}
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return fmt.Errorf("enqueue %d messages: %w", len(messages), err)
	}
	return nil
}
