package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Links returns the confirmed links of the contacts, ordered by contact, then
// as listed.
func (tx *Tx) Links(ctx context.Context, contacts []molar.ContactID) ([]molar.Link, error) {
	return all[molar.Link](ctx, tx.tx, "links", `
		SELECT contact_id AS contact, patient_id AS patient, relation, proposed
		FROM links
		WHERE org_id = $1 AND contact_id = ANY($2) AND NOT proposed
		ORDER BY contact_id, listed`, tx.org, contacts)
}

// ProposeLink notes a link for staff to accept; an existing link of the same
// contact and patient stays as it is.
func (tx *Tx) ProposeLink(ctx context.Context, l molar.Link) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO links (org_id, contact_id, patient_id, relation, proposed)
		VALUES ($1, $2, $3, $4, true)
		ON CONFLICT DO NOTHING`, tx.org, l.Contact, l.Patient, l.Relation)
	if err != nil {
		return fmt.Errorf("propose link of %s to patient %s: %w", l.Contact, l.Patient, err)
	}
	return nil
}

func importLinks(b *pgx.Batch, org molar.OrgID, list []molar.Link) {
	queueRows(b, `
		INSERT INTO links (org_id, contact_id, patient_id, relation, proposed)
		SELECT $1, contact, patient, relation, coalesce(proposed, false)
		FROM json_to_recordset($2) AS l (contact text, patient text, relation text, proposed boolean)
		ON CONFLICT (org_id, contact_id, patient_id) DO UPDATE SET
			listed = excluded.listed, relation = excluded.relation, proposed = excluded.proposed`, org, list)
}
