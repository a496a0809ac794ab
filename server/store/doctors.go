package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Doctors returns the org's doctors as listed.
func (tx *Tx) Doctors(ctx context.Context) ([]molar.Doctor, error) {
	return doctors(ctx, tx.tx, tx.org)
}

func doctors(ctx context.Context, q querier, org molar.OrgID) ([]molar.Doctor, error) {
	return all[molar.Doctor](ctx, q, "doctors", `
		SELECT id, name, display_name, store_ids AS stores, project_ids AS projects
		FROM doctors
		WHERE org_id = $1
		ORDER BY listed`, org)
}

func importDoctors(b *pgx.Batch, org molar.OrgID, list []molar.Doctor) {
	queueRows(b, `
		INSERT INTO doctors (org_id, id, name, display_name, store_ids, project_ids)
		SELECT $1, id, name, display_name, nullif(stores, '{}'), nullif(projects, '{}')
		FROM json_to_recordset($2) AS d (id text, name text, display_name text, stores text[], projects text[])
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, name = excluded.name, display_name = excluded.display_name,
			store_ids = excluded.store_ids, project_ids = excluded.project_ids`, org, list)
}
