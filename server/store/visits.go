package store

import (
	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

const selectVisits = `
	SELECT patient_id AS patient, doctor_id AS doctor, store_id AS store, project_id AS project, at
	FROM visits
	WHERE org_id = $1 AND patient_id = $2
	ORDER BY at, listed`

func importVisits(b *pgx.Batch, org molar.OrgID, list []molar.Visit) {
	rows := make([]molar.Visit, len(list))
	for i, v := range list {
		v.At = instant(v.At)
		rows[i] = v
	}
	queueRows(b, `
		INSERT INTO visits (org_id, patient_id, doctor_id, store_id, project_id, at)
		SELECT $1, patient, doctor, store, project, at
		FROM json_to_recordset($2) AS v (patient text, doctor text, store text, project text, at timestamptz)
		ON CONFLICT DO NOTHING`, org, rows)
}
