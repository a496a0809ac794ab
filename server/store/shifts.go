package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Shifts returns the working hours of the doctors that overlap the period,
// ordered by start, doctor, store.
func (tx *Tx) Shifts(ctx context.Context, doctors []molar.DoctorID, period molar.Interval) ([]molar.Shift, error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT doctor_id, store_id, start_at, end_at
		FROM shifts
		WHERE org_id = $1 AND doctor_id = ANY($2)
			AND start_at >= $3 AND start_at < $5 AND end_at > $4
		ORDER BY start_at, doctor_id, store_id`,
		tx.org, doctors, period.Start.Add(-longest), period.Start, period.End)
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (s molar.Shift, err error) {
		err = row.Scan((*string)(&s.Doctor), (*string)(&s.Store), &s.Start, &s.End)
		return s, err
	})
	if err != nil {
		return nil, fmt.Errorf("read shifts: %w", err)
	}
	return found, nil
}

func importShifts(b *pgx.Batch, org molar.OrgID, list []molar.Shift) error {
	rows := make([]molar.Shift, len(list))
	for i, s := range list {
		s.Interval = instants(s.Interval)
		if err := checkLength(s.Interval); err != nil {
			return molar.FieldErrorf("schedule", "the shift of %s at %s: %s", s.Doctor, s.Start.Format(time.RFC3339), err.(*molar.Error).Message)
		}
		rows[i] = s
	}
	queueRows(b, `
		INSERT INTO shifts (org_id, doctor_id, start_at, end_at, store_id)
		SELECT $1, doctor, start, "end", store
		FROM json_to_recordset($2) AS s (doctor text, start timestamptz, "end" timestamptz, store text)
		ON CONFLICT (org_id, doctor_id, start_at) DO UPDATE SET
			end_at = excluded.end_at, store_id = excluded.store_id`, org, rows)
	return nil
}
