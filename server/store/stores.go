package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Stores returns the org's stores as listed.
func (tx *Tx) Stores(ctx context.Context) ([]molar.Store, error) { return stores(ctx, tx.tx, tx.org) }

func stores(ctx context.Context, q querier, org molar.OrgID) ([]molar.Store, error) {
	return all[molar.Store](ctx, q, "stores", `
		SELECT id, name, aliases, kind, city, district, address, phone, hours
		FROM stores
		WHERE org_id = $1
		ORDER BY listed`, org)
}

func importStores(b *pgx.Batch, org molar.OrgID, list []molar.Store) {
	queueRows(b, `
		INSERT INTO stores (org_id, id, name, aliases, kind, city, district, address, phone, hours)
		SELECT $1, id, name, aliases, kind, coalesce(city, ''), coalesce(district, ''), coalesce(address, ''), coalesce(phone, ''), coalesce(hours, '')
		FROM json_to_recordset($2) AS s (
			id text, name text, aliases text[], kind text, city text, district text, address text, phone text, hours text)
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, name = excluded.name, aliases = excluded.aliases, kind = excluded.kind,
			city = excluded.city, district = excluded.district, address = excluded.address,
			phone = excluded.phone, hours = excluded.hours`, org, list)
}
