package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Import brings a world in, all of it or, on an error, nothing, and creates the
// org. What has an id replaces what had it before, so an import can be
// repeated; shifts replace by doctor and start, visits and charges that are
// known already are not added again. In lists, what the world names comes
// last, in its order. A conversation keeps its hold, yield and turns. Holds
// that an imported appointment overlaps are released. The world's ruleset goes
// live where the org has none.
//
// CodeInvalid when two active appointments of a doctor or a patient overlap
// (the error names both), a stretch of time is empty or longer than a day, or
// the org's zone is unknown.
func (o *Org) Import(ctx context.Context, w *molar.World) error {
	b := &pgx.Batch{}
	if err := o.queueWorld(b, w); err != nil {
		return err
	}
	// After a bulk load the planner's statistics are wrong until autovacuum
	// comes by, and with them the plans: every index begins with the org.
	if len(w.Patients)+len(w.Appointments)+len(w.Shifts) > bulk {
		b.Queue(`ANALYZE patients, links, visits, charges, shifts, appointments`)
	}
	err := o.db.InTx(ctx, func(tx pgx.Tx) error { return tx.SendBatch(ctx, b).Close() })
	if sqlState(err) == exclusionViolation {
		return o.explainOverlap(ctx, w.Appointments)
	}
	if err != nil {
		return fmt.Errorf("import %s: %w", o.id, err)
	}
	return nil
}

const exclusionViolation = "23P01"

// bulk is how many rows make an import a bulk load.
const bulk = 1000

func (o *Org) queueWorld(b *pgx.Batch, w *molar.World) error {
	zone := w.Org.Zone
	if zone == nil {
		return molar.FieldErrorf("org.zone", "an org has a zone in which its days are meant")
	}
	if _, err := time.LoadLocation(zone.String()); err != nil {
		return molar.FieldErrorf("org.zone", "no zone is called %s", zone)
	}
	// The org's row comes first: two imports take turns on it.
	b.Queue(`
		INSERT INTO orgs (id, name, zone)
		VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone`, o.id, w.Org.Name, zone.String())
	importStores(b, o.id, w.Stores)
	importProjects(b, o.id, w.Projects)
	importDoctors(b, o.id, w.Doctors)
	importStaff(b, o.id, w.Staff)
	importBots(b, o.id, w.Bots)
	importContacts(b, o.id, w.Contacts)
	importKnowledge(b, o.id, w.Knowledge)
	importPatients(b, o.id, w.Patients)
	importLinks(b, o.id, w.Links)
	importVisits(b, o.id, w.Visits)
	importCharges(b, o.id, w.Charges)
	importConversations(b, o.id, w.Conversations)
	if err := importShifts(b, o.id, w.Shifts); err != nil {
		return err
	}
	if err := importAppointments(b, o.id, w.Appointments); err != nil {
		return err
	}
	return importRuleset(b, o.id, w.Ruleset)
}

// rowsAtOnce bounds the text of one statement's rows to a few megabytes.
const rowsAtOnce = 10_000

// queueRows adds a statement with the org as $1 and the rows, as a JSON list,
// as $2. Many rows make several statements.
func queueRows[T any](b *pgx.Batch, sql string, org molar.OrgID, rows []T) {
	for part := range slices.Chunk(rows, rowsAtOnce) {
		b.Queue(sql, org, asJSON(part))
	}
}

func asJSON(rows any) []byte {
	text, err := json.Marshal(rows)
	if err != nil {
		panic(err) // rows are structs of texts, numbers and times
	}
	return text
}

// World returns the master data and the live ruleset: stores, doctors,
// projects, staff and bots, without patients, schedule and bookings.
// CodeNotFound when the org does not exist.
func (o *Org) World(ctx context.Context) (*molar.World, error) {
	var w *molar.World
	err := o.db.InTx(ctx, func(tx pgx.Tx) (err error) {
		w, err = world(ctx, tx, o.id)
		return err
	})
	return w, err
}

func world(ctx context.Context, q querier, id molar.OrgID) (*molar.World, error) {
	w := &molar.World{}
	var err error
	if w.Org, err = org(ctx, q, id); err != nil {
		return nil, err
	}
	if w.Stores, err = stores(ctx, q, id); err != nil {
		return nil, err
	}
	if w.Doctors, err = doctors(ctx, q, id); err != nil {
		return nil, err
	}
	if w.Projects, err = projects(ctx, q, id); err != nil {
		return nil, err
	}
	if w.Staff, err = staff(ctx, q, id); err != nil {
		return nil, err
	}
	if w.Bots, err = bots(ctx, q, id); err != nil {
		return nil, err
	}
	w.Ruleset, _, err = live(ctx, q, id)
	return w, err
}

func org(ctx context.Context, q querier, id molar.OrgID) (molar.Org, error) {
	rows, _ := q.Query(ctx, `
		SELECT name, zone
		FROM orgs
		WHERE id = $1`, id)
	found, err := pgx.CollectExactlyOneRow(rows, func(row pgx.CollectableRow) (molar.Org, error) {
		org := molar.Org{ID: id}
		var zone string
		if err := row.Scan(&org.Name, &zone); err != nil {
			return org, err
		}
		var err error
		org.Zone, err = time.LoadLocation(zone)
		return org, err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return found, molar.Errorf(molar.CodeNotFound, "there is no org %s", id)
	}
	if err != nil {
		return found, fmt.Errorf("read org %s: %w", id, explain(err))
	}
	return found, nil
}

// Books returns what the business tables hold, all of it as at one moment.
// Holds are no part of them.
func (o *Org) Books(ctx context.Context) (molar.Books, error) {
	var books molar.Books
	err := o.db.InTx(ctx, func(tx pgx.Tx) error {
		// One snapshot for all five queries.
		if _, err := tx.Exec(ctx, `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`); err != nil {
			return err
		}
		b := &pgx.Batch{}
		queueInto(b, &books.Appointments, `
			SELECT `+appointmentColumns+`
			FROM appointments
			WHERE org_id = $1 AND status <> 'held'
			ORDER BY start_at, id`, o.id)
		queueInto(b, &books.Patients, `
			SELECT id, name, phone, home_store
			FROM patients
			WHERE org_id = $1
			ORDER BY listed`, o.id)
		queueInto(b, &books.Links, `
			SELECT contact_id AS contact, patient_id AS patient, relation, proposed
			FROM links
			WHERE org_id = $1
			ORDER BY listed`, o.id)
		queueInto(b, &books.Handoffs, `
			SELECT conversation_id AS conversation, code, urgent, repeat, silent,
				contact_id AS contact, patient_id AS patient, at
			FROM handoffs
			WHERE org_id = $1
			ORDER BY seq`, o.id)
		queueInto(b, &books.Outbox, `
			SELECT id, conversation_id AS conversation, turn, recipient AS to, script, knowledge, text, at
			FROM outbox
			WHERE org_id = $1
			ORDER BY seq`, o.id)
		return tx.SendBatch(ctx, b).Close()
	})
	if err != nil {
		return molar.Books{}, fmt.Errorf("read books of %s: %w", o.id, err)
	}
	return books, nil
}
