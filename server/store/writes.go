package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Once runs a write and keeps its result under the key; a second call with the
// same key returns that result without running again. Of two at the same time
// the second waits for the transaction of the first. What a run that fails has
// written is not taken back.
func (tx *Tx) Once(ctx context.Context, key string, run func() ([]byte, error)) ([]byte, error) {
	var result []byte
	claim := &pgx.Batch{}
	claimed := false
	claim.Queue(`
		INSERT INTO writes (org_id, key)
		VALUES ($1, $2)
		ON CONFLICT DO NOTHING
		RETURNING true`, tx.org, key).QueryRow(func(row pgx.Row) error {
		if err := row.Scan(&claimed); !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		return nil
	})
	claim.Queue(`
		SELECT result
		FROM writes
		WHERE org_id = $1 AND key = $2`, tx.org, key).QueryRow(func(row pgx.Row) error { return row.Scan(&result) })
	if err := tx.tx.SendBatch(ctx, claim).Close(); err != nil {
		return nil, fmt.Errorf("claim write %s: %w", key, err)
	}
	if !claimed {
		return result, nil
	}
	result, err := run()
	if err != nil {
		// Where the failure broke the transaction, the claim ends with it.
		_, _ = tx.tx.Exec(ctx, `
			DELETE FROM writes
			WHERE org_id = $1 AND key = $2`, tx.org, key)
		return nil, err
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE writes
		SET result = coalesce($3, ''::bytea)
		WHERE org_id = $1 AND key = $2`, tx.org, key, result)
	if err != nil {
		return nil, fmt.Errorf("keep result of write %s: %w", key, err)
	}
	return result, nil
}
