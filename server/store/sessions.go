package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Session returns what SaveSession last stored for the speaker, or nil.
func (tx *Tx) Session(ctx context.Context, speaker molar.ContactID) (json.RawMessage, error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT state
		FROM sessions
		WHERE org_id = $1 AND conversation_id = $2 AND contact_id = $3`, tx.org, tx.conv, speaker)
	state, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[[]byte])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read session of %s: %w", speaker, err)
	}
	return state, nil
}

// SaveSession stores the speaker's dialogue state; nil forgets it.
func (tx *Tx) SaveSession(ctx context.Context, speaker molar.ContactID, state json.RawMessage) error {
	var err error
	if state == nil {
		_, err = tx.tx.Exec(ctx, `
			DELETE FROM sessions
			WHERE org_id = $1 AND conversation_id = $2 AND contact_id = $3`, tx.org, tx.conv, speaker)
	} else {
		_, err = tx.tx.Exec(ctx, `
			INSERT INTO sessions (org_id, conversation_id, contact_id, state)
			VALUES ($1, $2, $3, $4)
			ON CONFLICT (org_id, conversation_id, contact_id) DO UPDATE SET state = excluded.state`,
			tx.org, tx.conv, speaker, []byte(state))
	}
	if err != nil {
		return fmt.Errorf("save session of %s: %w", speaker, err)
	}
	return nil
}

// ForgetSessions drops the dialogue state of every speaker.
func (tx *Tx) ForgetSessions(ctx context.Context) error {
	_, err := tx.tx.Exec(ctx, `
		DELETE FROM sessions
		WHERE org_id = $1 AND conversation_id = $2`, tx.org, tx.conv)
	if err != nil {
		return fmt.Errorf("forget sessions of %s: %w", tx.conv, err)
	}
	return nil
}
