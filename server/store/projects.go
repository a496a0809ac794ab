package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Projects returns the org's projects as listed.
func (tx *Tx) Projects(ctx context.Context) ([]molar.Project, error) {
	return projects(ctx, tx.tx, tx.org)
}

func projects(ctx context.Context, q querier, org molar.OrgID) ([]molar.Project, error) {
	return all[molar.Project](ctx, q, "projects", `
		SELECT id, name, display_name, minutes
		FROM projects
		WHERE org_id = $1
		ORDER BY listed`, org)
}

func importProjects(b *pgx.Batch, org molar.OrgID, list []molar.Project) {
	queueRows(b, `
		INSERT INTO projects (org_id, id, name, display_name, minutes)
		SELECT $1, id, name, display_name, minutes
		FROM json_to_recordset($2) AS p (id text, name text, display_name text, minutes integer)
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, name = excluded.name, display_name = excluded.display_name,
			minutes = excluded.minutes`, org, list)
}
