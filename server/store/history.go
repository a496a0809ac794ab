package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// History returns a patient's appointments of every status but holds (ordered
// by start, then id), visits and charges (ordered by time).
func (tx *Tx) History(ctx context.Context, id molar.PatientID) (molar.History, error) {
	var h molar.History
	b := &pgx.Batch{}
	queueInto(b, &h.Appointments, `
		SELECT `+appointmentColumns+`
		FROM appointments
		WHERE org_id = $1 AND patient_id = $2 AND status <> 'held'
		ORDER BY start_at, id`, tx.org, id)
	queueInto(b, &h.Visits, selectVisits, tx.org, id)
	queueInto(b, &h.Charges, selectCharges, tx.org, id)
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return molar.History{}, fmt.Errorf("read history of %s: %w", id, err)
	}
	return h, nil
}

// queueInto adds a query to the batch whose rows become *into.
func queueInto[T any](b *pgx.Batch, into *[]T, sql string, args ...any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, pgx.RowToStructByName[T])
		return err
	})
}
