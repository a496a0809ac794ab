package store

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Patients returns the records with these ids, in the order of ids.
func (tx *Tx) Patients(ctx context.Context, ids []molar.PatientID) ([]molar.Patient, error) {
	return all[molar.Patient](ctx, tx.tx, "patients", `
		SELECT p.id, p.name, p.phone, p.home_store
		FROM unnest($2::text[]) WITH ORDINALITY AS wanted (id, n)
		JOIN patients p ON p.org_id = $1 AND p.id = wanted.id
		ORDER BY n`, tx.org, ids)
}

// PatientsByName returns the records with exactly this name and phone, ordered
// by id.
func (tx *Tx) PatientsByName(ctx context.Context, name molar.PersonName, phone molar.Phone) ([]molar.Patient, error) {
	return all[molar.Patient](ctx, tx.tx, "patients", `
		SELECT id, name, phone, home_store
		FROM patients
		WHERE org_id = $1 AND phone = $3 AND name = $2
		ORDER BY id`, tx.org, name, phone)
}

// RegisterPatient adds a record. CodeConflict when the id is taken.
func (tx *Tx) RegisterPatient(ctx context.Context, p molar.Patient) error {
	done, err := tx.tx.Exec(ctx, `
		INSERT INTO patients (org_id, id, name, phone, home_store)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT DO NOTHING`, tx.org, p.ID, p.Name, p.Phone, p.HomeStore)
	if err != nil {
		return fmt.Errorf("register patient %s: %w", p.ID, err)
	}
	if done.RowsAffected() == 0 {
		return molar.Errorf(molar.CodeConflict, "patient %s is already on record", p.ID)
	}
	return nil
}

func importPatients(b *pgx.Batch, org molar.OrgID, list []molar.Patient) {
	queueRows(b, `
		INSERT INTO patients (org_id, id, name, phone, home_store)
		SELECT $1, id, name, phone, coalesce(home_store, '')
		FROM json_to_recordset($2) AS p (id text, name text, phone text, home_store text)
		ON CONFLICT (org_id, id) DO UPDATE SET
			listed = excluded.listed, name = excluded.name, phone = excluded.phone, home_store = excluded.home_store`, org, list)
}
