package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Live returns the ruleset that new turns run under, with its version.
// CodeNotFound when the org has none.
func (o *Org) Live(ctx context.Context) (molar.Ruleset, int, error) {
	return live(ctx, o.db.pool, o.id)
}

func live(ctx context.Context, q querier, org molar.OrgID) (molar.Ruleset, int, error) {
	rows, _ := q.Query(ctx, `
		SELECT r.document, r.version
		FROM ruleset_publications p
		JOIN rulesets r ON r.org_id = p.org_id AND r.version = p.version
		WHERE p.org_id = $1
		ORDER BY p.seq DESC
		LIMIT 1`, org)
	var document []byte
	var version int
	found, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (molar.Ruleset, error) {
		if err := row.Scan(&document, &version); err != nil {
			return molar.Ruleset{}, err
		}
		return readRuleset(document)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return found, 0, molar.Errorf(molar.CodeNotFound, "the org has no ruleset")
	}
	if err != nil {
		return found, 0, fmt.Errorf("read live ruleset: %w", explain(err))
	}
	return found, version, nil
}

// Version returns a ruleset that went live once. CodeNotFound when there is no
// such version.
func (o *Org) Version(ctx context.Context, n int) (molar.Ruleset, error) {
	rows, _ := o.db.pool.Query(ctx, `
		SELECT document
		FROM rulesets
		WHERE org_id = $1 AND version = $2`, o.id, n)
	r, err := pgx.CollectExactlyOneRow(rows, rowToRuleset)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, errNoVersion(n)
	}
	if err != nil {
		return r, fmt.Errorf("read ruleset version %d: %w", n, explain(err))
	}
	return r, nil
}

func errNoVersion(n int) error {
	return molar.Errorf(molar.CodeNotFound, "there is no ruleset version %d", n)
}

// Versions returns what went live, the first first; the last is live.
func (o *Org) Versions(ctx context.Context) ([]molar.Publication, error) {
	return all[molar.Publication](ctx, o.db.pool, "ruleset versions", `
		SELECT version, restored, at
		FROM ruleset_publications
		WHERE org_id = $1
		ORDER BY seq`, o.id)
}

// Draft returns the draft, or the live ruleset where nothing was changed since.
func (o *Org) Draft(ctx context.Context) (molar.Ruleset, error) {
	return draft(ctx, o.db.pool, o.id)
}

func draft(ctx context.Context, q querier, org molar.OrgID) (molar.Ruleset, error) {
	rows, _ := q.Query(ctx, `
		SELECT document
		FROM ruleset_drafts
		WHERE org_id = $1`, org)
	r, err := pgx.CollectExactlyOneRow(rows, rowToRuleset)
	if errors.Is(err, pgx.ErrNoRows) {
		r, _, err = live(ctx, q, org)
		return r, err
	}
	if err != nil {
		return r, fmt.Errorf("read ruleset draft: %w", explain(err))
	}
	return r, nil
}

// SaveDraft replaces the draft.
func (o *Org) SaveDraft(ctx context.Context, r molar.Ruleset) error {
	document, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write ruleset: %w", err)
	}
	_, err = o.db.pool.Exec(ctx, `
		INSERT INTO ruleset_drafts (org_id, document)
		VALUES ($1, $2)
		ON CONFLICT (org_id) DO UPDATE SET document = excluded.document`, o.id, document)
	if err != nil {
		return fmt.Errorf("save ruleset draft: %w", explain(err))
	}
	return nil
}

// Publish makes the draft live as the next version. What check finds wrong
// with it comes back as the join of those errors, and nothing changes.
func (o *Org) Publish(ctx context.Context, check func(*molar.Ruleset, *molar.World) []*molar.Error) (version int, err error) {
	err = o.db.InTx(ctx, func(tx pgx.Tx) error {
		if err := lockOrg(ctx, tx, o.id); err != nil {
			return err
		}
		draft, err := draft(ctx, tx, o.id)
		if err != nil {
			return err
		}
		world, err := world(ctx, tx, o.id)
		if err != nil {
			return err
		}
		if wrong := check(&draft, world); len(wrong) > 0 {
			all := make([]error, len(wrong))
			for i, e := range wrong {
				all[i] = e
			}
			return errors.Join(all...)
		}
		document, err := json.Marshal(draft)
		if err != nil {
			return fmt.Errorf("write ruleset: %w", err)
		}
		rows, _ := tx.Query(ctx, `
			WITH next AS (
				INSERT INTO rulesets (org_id, version, document)
				SELECT $1, coalesce(max(version), 0) + 1, $2
				FROM rulesets
				WHERE org_id = $1
				RETURNING version
			), published AS (
				DELETE FROM ruleset_drafts
				WHERE org_id = $1
			)
			INSERT INTO ruleset_publications (org_id, version, restored)
			SELECT $1, version, false
			FROM next
			RETURNING version`, o.id, document)
		version, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[int])
		if err != nil {
			return fmt.Errorf("publish ruleset: %w", err)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return version, nil
}

// Rollback makes an earlier version live again; the draft stays. CodeNotFound
// when there is no such version.
func (o *Org) Rollback(ctx context.Context, version int) error {
	return o.db.InTx(ctx, func(tx pgx.Tx) error {
		if err := lockOrg(ctx, tx, o.id); err != nil {
			return err
		}
		done, err := tx.Exec(ctx, `
			INSERT INTO ruleset_publications (org_id, version, restored)
			SELECT org_id, version, true
			FROM rulesets
			WHERE org_id = $1 AND version = $2`, o.id, version)
		if err != nil {
			return fmt.Errorf("roll back to ruleset version %d: %w", version, err)
		}
		if done.RowsAffected() == 0 {
			return errNoVersion(version)
		}
		return nil
	})
}

// lockOrg makes those who publish, roll back or import take turns.
func lockOrg(ctx context.Context, tx pgx.Tx, org molar.OrgID) error {
	done, err := tx.Exec(ctx, `
		SELECT
		FROM orgs
		WHERE id = $1
		FOR NO KEY UPDATE`, org)
	if err != nil {
		return fmt.Errorf("lock org %s: %w", org, err)
	}
	if done.RowsAffected() == 0 {
		return molar.Errorf(molar.CodeNotFound, "there is no org %s", org)
	}
	return nil
}

// importRuleset makes the ruleset version 1, live, where the org has none. One
// that is empty stands for the defaults.
func importRuleset(b *pgx.Batch, org molar.OrgID, r molar.Ruleset) error {
	if r.HorizonDays == 0 {
		r = molar.DefaultRuleset()
	}
	document, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("write ruleset: %w", err)
	}
	b.Queue(`
		WITH first AS (
			INSERT INTO rulesets (org_id, version, document)
			VALUES ($1, 1, $2)
			ON CONFLICT DO NOTHING
			RETURNING org_id, version
		)
		INSERT INTO ruleset_publications (org_id, version, restored)
		SELECT org_id, version, false
		FROM first`, org, document)
	return nil
}

func rowToRuleset(row pgx.CollectableRow) (molar.Ruleset, error) {
	var document []byte
	if err := row.Scan(&document); err != nil {
		return molar.Ruleset{}, err
	}
	return readRuleset(document)
}

// readRuleset reads a document that an earlier or a later program may have
// written: a setting that it lacks has its default, one that this program does
// not know is passed over.
func readRuleset(document []byte) (molar.Ruleset, error) {
	r := molar.DefaultRuleset()
	settings := map[string]json.RawMessage{}
	for _, text := range [][]byte{asJSON(r), document} {
		if err := json.Unmarshal(text, &settings); err != nil {
			return r, fmt.Errorf("read ruleset: %w", err)
		}
	}
	// A category's rule is read here: by itself it refuses keys that it does
	// not know, for the sake of whoever writes one by hand.
	type rule struct {
		Mode   molar.CategoryMode `json:"mode"`
		Script string             `json:"script"`
	}
	var categories map[molar.HandoffCode]rule
	if err := json.Unmarshal(settings["categories"], &categories); err != nil {
		return r, fmt.Errorf("read ruleset: %w", err)
	}
	delete(settings, "categories")
	r = molar.Ruleset{}
	if err := json.Unmarshal(asJSON(settings), &r); err != nil {
		return r, fmt.Errorf("read ruleset: %w", err)
	}
	if categories != nil {
		r.Categories = make(map[molar.HandoffCode]molar.CategoryRule, len(categories))
		for code, c := range categories {
			r.Categories[code] = molar.CategoryRule{Mode: c.Mode, Script: c.Script}
		}
	}
	return r, nil
}
