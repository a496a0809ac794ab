package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

func staff(ctx context.Context, q querier, org molar.OrgID) ([]molar.Staff, error) {
	return all[molar.Staff](ctx, q, "staff", `
		SELECT id, name, role, store_ids AS stores
		FROM staff
		WHERE org_id = $1
		ORDER BY listed`, org)
}

func importStaff(b *pgx.Batch, org molar.OrgID, list []molar.Staff) {
	queueRows(b, `
		INSERT INTO staff (org_id, id, name, role, store_ids)
		SELECT $1, "ID", "Name", "Role", nullif("Stores", '{}')
		FROM json_to_recordset($2) AS s ("ID" text, "Name" text, "Role" text, "Stores" text[])
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, name = excluded.name, role = excluded.role, store_ids = excluded.store_ids`, org, list)
}
