package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Record keeps the turn's trace. A turn is recorded once.
func (tx *Tx) Record(ctx context.Context, t molar.Turn) error {
	if t.Conversation != tx.conv {
		return fmt.Errorf("record turn of %s: the turn is of %s", t.Conversation, tx.conv)
	}
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO turns (org_id, conversation_id, number, speaker, at, ruleset, brain,
			input, commands, plan, tools, outcome, took_ns)
		VALUES (@org, @conversation, @number, @speaker, @at, @ruleset, @brain,
			@input, @commands, @plan, @tools, @outcome, @took)`,
		pgx.NamedArgs{
			"org": tx.org, "conversation": t.Conversation, "number": t.Number, "speaker": t.Speaker, "at": instant(t.At),
			"ruleset": t.Ruleset, "brain": t.Brain,
			"input": []byte(t.Input), "commands": []byte(t.Commands), "plan": []byte(t.Plan),
			"tools": []byte(t.Tools), "outcome": []byte(t.Outcome), "took": int64(t.Took),
		})
	if err != nil {
		return fmt.Errorf("record turn %d of %s: %w", t.Number, t.Conversation, err)
	}
	return nil
}

// Turns returns the traces of a conversation, ordered by number.
func (o *Org) Turns(ctx context.Context, conv molar.ConversationID) ([]molar.Turn, error) {
	rows, _ := o.db.pool.Query(ctx, `
		SELECT conversation_id, number, speaker, at, ruleset, brain, input, commands, plan, tools, outcome, took_ns
		FROM turns
		WHERE org_id = $1 AND conversation_id = $2
		ORDER BY number`, o.id, conv)
	turns, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (t molar.Turn, err error) {
		err = row.Scan(&t.Conversation, &t.Number, &t.Speaker, &t.At, &t.Ruleset, &t.Brain,
			(*[]byte)(&t.Input), (*[]byte)(&t.Commands), (*[]byte)(&t.Plan), (*[]byte)(&t.Tools), (*[]byte)(&t.Outcome),
			(*int64)(&t.Took))
		return t, err
	})
	if err != nil {
		return nil, fmt.Errorf("read turns of %s: %w", conv, explain(err))
	}
	return turns, nil
}
