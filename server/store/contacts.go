package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Contact returns what is known of a contact; of one who never was imported,
// that is the id alone.
func (o *Org) Contact(ctx context.Context, id molar.ContactID) (molar.Contact, error) {
	found, err := all[molar.Contact](ctx, o.db.pool, "contact", `
		SELECT id, tags
		FROM contacts
		WHERE org_id = $1 AND id = $2`, o.id, id)
	if err != nil {
		return molar.Contact{}, fmt.Errorf("contact %s: %w", id, err)
	}
	if len(found) == 0 {
		return molar.Contact{ID: id}, nil
	}
	return found[0], nil
}

func importContacts(b *pgx.Batch, org molar.OrgID, list []molar.Contact) {
	queueRows(b, `
		INSERT INTO contacts (org_id, id, tags)
		SELECT $1, "ID", nullif("Tags", '{}')
		FROM json_to_recordset($2) AS c ("ID" text, "Tags" text[])
		ON CONFLICT (org_id, id) DO UPDATE SET tags = excluded.tags`, org, list)
}
