package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Bots returns the org's hosted accounts as listed.
func (o *Org) Bots(ctx context.Context) ([]molar.Bot, error) { return bots(ctx, o.db.pool, o.id) }

func bots(ctx context.Context, q querier, org molar.OrgID) ([]molar.Bot, error) {
	return all[molar.Bot](ctx, q, "bots", `
		SELECT id, staff_id AS staff, coalesce(online_since, '0001-01-01 00:00:00Z') AS online_since
		FROM bots
		WHERE org_id = $1
		ORDER BY listed`, org)
}

func importBots(b *pgx.Batch, org molar.OrgID, list []molar.Bot) {
	rows := make([]molar.Bot, len(list))
	for i, bot := range list {
		bot.OnlineSince = instant(bot.OnlineSince)
		rows[i] = bot
	}
	queueRows(b, `
		INSERT INTO bots (org_id, id, staff_id, online_since)
		SELECT $1, "ID", "Staff", nullif("OnlineSince", '0001-01-01 00:00:00Z')
		FROM json_to_recordset($2) AS b ("ID" text, "Staff" text, "OnlineSince" timestamptz)
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, staff_id = excluded.staff_id, online_since = excluded.online_since`, org, rows)
}
