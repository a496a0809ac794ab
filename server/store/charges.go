package store

import (
	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

const selectCharges = `
	SELECT patient_id AS patient, category, treatment, doctor_id AS doctor, store_id AS store, at,
		coalesce(amount::text, '') AS amount
	FROM charges
	WHERE org_id = $1 AND patient_id = $2
	ORDER BY at, listed`

func importCharges(b *pgx.Batch, org molar.OrgID, list []molar.Charge) {
	rows := make([]molar.Charge, len(list))
	for i, c := range list {
		c.At = instant(c.At)
		rows[i] = c
	}
	queueRows(b, `
		INSERT INTO charges (org_id, patient_id, category, treatment, doctor_id, store_id, at, amount)
		SELECT $1, patient, category, coalesce(treatment, ''), coalesce(doctor, ''), coalesce(store, ''), at, amount
		FROM json_to_recordset($2) AS c (
			patient text, category text, treatment text, doctor text, store text, at timestamptz, amount numeric)
		ON CONFLICT DO NOTHING`, org, rows)
}
