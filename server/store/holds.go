package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/molarhq/molar"
)

// holdAttempts is how often Hold tries when what stood in its way is gone by
// the time it looks for it.
const holdAttempts = 3

// Hold keeps a slot, in the stead of what the conversation held for the same
// contact. CodeConflict when the doctor's or the patient's time is taken, with
// Field "doctor" or "patient"; the rest of the transaction stays usable. A hold
// that moves an appointment has its patient, store, doctor, project and length
// (CodeInvalid, with the field), and the appointment can still be moved
// (CodeConflict; CodeNotFound when there is none).
func (tx *Tx) Hold(ctx context.Context, h molar.Hold, now time.Time) error {
	h.Interval, h.Expires, now = instants(h.Interval), instant(h.Expires), instant(now)
	if err := checkLength(h.Interval); err != nil {
		return err
	}
	own := molar.Interval{Start: h.Start, End: h.Start} // the time that is the patient's already: none
	if h.Moves != "" {
		a, err := tx.appointment(ctx, h.Moves)
		if err != nil {
			return err
		}
		own = a.Interval
		if err := h.CheckMove(a, now); err != nil {
			return err
		}
	}
	for range holdAttempts {
		kept, err := tx.tryHold(ctx, h, own, now)
		if err != nil {
			return fmt.Errorf("hold %s: %w", h.ID, err)
		}
		if kept {
			return nil
		}
		whose, err := tx.inTheWay(ctx, h, own)
		if err != nil {
			return fmt.Errorf("hold %s: %w", h.ID, err)
		}
		switch whose {
		case "":
		case "id":
			return fmt.Errorf("hold: id %s is in use", h.ID)
		default:
			return &molar.Error{Code: molar.CodeConflict, Field: whose, Message: fmt.Sprintf("the %s's time is taken", whose)}
		}
	}
	return &molar.Error{Code: molar.CodeConflict, Field: "doctor", Message: "the doctor's time is asked for by many"}
}

// tryHold takes the slot and lets go of the holds that give way to it. It
// reports false when the slot is taken; what gives way is gone then, too.
func (tx *Tx) tryHold(ctx context.Context, h molar.Hold, own molar.Interval, now time.Time) (kept bool, err error) {
	// As a rule nothing has to give way: one round trip.
	var old []replaced
	b := &pgx.Batch{}
	tx.queueReplaced(b, &old, h, now)
	tx.queueInsert(b, &kept, h, own)
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil || len(old) == 0 {
		return kept, err
	}
	b = &pgx.Batch{}
	if !kept {
		// Two that each delete a hold and then want the other's slot would wait
		// for each other. So everybody concerned is locked first.
		people := []person{doctor(h.Doctor), patient(h.Patient)}
		for _, o := range old {
			people = append(people, doctor(o.Doctor), patient(o.Patient))
		}
		tx.queueLock(b, people...)
	}
	ids := make([]molar.AppointmentID, len(old))
	for i, o := range old {
		ids[i] = o.ID
	}
	b.Queue(`
		DELETE FROM appointments
		WHERE org_id = $1 AND id = ANY(ARRAY(
			SELECT id
			FROM appointments
			WHERE org_id = $1 AND id = ANY($2) AND status = 'held'
			ORDER BY id
			FOR UPDATE SKIP LOCKED))`, tx.org, ids)
	if !kept {
		tx.queueInsert(b, &kept, h, own)
	}
	err = tx.tx.SendBatch(ctx, b).Close()
	return kept, err
}

// replaced is a hold that gives way to a new one.
type replaced struct {
	ID      molar.AppointmentID
	Doctor  molar.DoctorID
	Patient molar.PatientID
}

// queueReplaced looks for the conversation's other holds for the contact, and
// for holds in the way of h that have expired.
func (tx *Tx) queueReplaced(b *pgx.Batch, old *[]replaced, h molar.Hold, now time.Time) {
	queueInto(b, old, `
		SELECT id, doctor_id AS doctor, patient_id AS patient
		FROM appointments
		WHERE org_id = $1 AND conversation_id = $2 AND contact_id = $3 AND status = 'held'
		UNION
		SELECT id, doctor_id, patient_id
		FROM appointments
		WHERE org_id = $1 AND doctor_id = $4 AND start_at >= $6 AND start_at < $8 AND end_at > $7
			AND status = 'held' AND expires_at <= $9
		UNION
		SELECT id, doctor_id, patient_id
		FROM appointments
		WHERE org_id = $1 AND patient_id = $5 AND start_at >= $6 AND start_at < $8 AND end_at > $7
			AND status = 'held' AND expires_at <= $9`,
		tx.org, h.Conversation, h.Contact, h.Doctor, h.Patient, h.Start.Add(-longest), h.Start, h.End, now)
}

// queueInsert takes the slot but for the stretch that is the patient's own, and
// reports whether it was free. An insert that does nothing on a conflict waits
// for nobody while it holds something, where one that fails deadlocks.
func (tx *Tx) queueInsert(b *pgx.Batch, kept *bool, h molar.Hold, own molar.Interval) {
	b.Queue(`
		INSERT INTO appointments (org_id, id, patient_id, store_id, doctor_id, project_id, start_at, end_at,
			status, made_by, conversation_id, contact_id, moves, expires_at, blocks)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
			'held', $9, $10, $11, $12, $13, tstzrange($7, $8) - tstzrange($14, $15))
		ON CONFLICT DO NOTHING`,
		tx.org, h.ID, h.Patient, h.Store, h.Doctor, h.Project, h.Start, h.End,
		molar.ByBot, h.Conversation, h.Contact, orNull(h.Moves), h.Expires, own.Start, own.End,
	).Exec(func(done pgconn.CommandTag) error {
		*kept = done.RowsAffected() > 0
		return nil
	})
}

// person names a doctor or a patient for a lock.
type person string

func doctor(id molar.DoctorID) person   { return person("doctor " + id) }
func patient(id molar.PatientID) person { return person("patient " + id) }

// queueLock locks people until the transaction ends, in an order that is the
// same for all. It is no part of what keeps bookings apart: the constraints do
// that. It keeps those who touch several bookings from deadlock.
func (tx *Tx) queueLock(b *pgx.Batch, people ...person) {
	b.Queue(`
		SELECT pg_advisory_xact_lock(hashtext($1), person)
		FROM (
			SELECT DISTINCT hashtext(name) AS person
			FROM unnest($2::text[]) AS name
			ORDER BY person) p`, tx.org, people)
}

// inTheWay says what keeps a hold from being made: the "doctor" or the
// "patient" whose time is taken, the "id", or nothing any more.
func (tx *Tx) inTheWay(ctx context.Context, h molar.Hold, own molar.Interval) (string, error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT CASE WHEN id = @id THEN 'id' WHEN doctor_id = @doctor THEN 'doctor' ELSE 'patient' END AS whose
		FROM appointments
		WHERE org_id = @org AND (
			id = @id
			OR status IN ('held', 'unconfirmed', 'confirmed', 'arrived')
				AND (doctor_id = @doctor OR patient_id = @patient)
				AND blocks && (tstzrange(@start, @end) - tstzrange(@own_start, @own_end)))
		ORDER BY whose
		LIMIT 1`,
		pgx.NamedArgs{
			"org": tx.org, "id": h.ID, "doctor": h.Doctor, "patient": h.Patient,
			"start": h.Start, "end": h.End, "own_start": own.Start, "own_end": own.End,
		})
	whose, err := pgx.CollectExactlyOneRow(rows, pgx.RowTo[string])
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return whose, err
}

// Release lets go of a hold; one that is gone is no error.
func (tx *Tx) Release(ctx context.Context, id molar.AppointmentID) error {
	_, err := tx.tx.Exec(ctx, `
		DELETE FROM appointments
		WHERE org_id = $1 AND id = $2 AND status = 'held'`, tx.org, id)
	if err != nil {
		return fmt.Errorf("release hold %s: %w", id, err)
	}
	return nil
}

// Book turns a hold into an appointment. CodeConflict when the hold has expired
// or was released; booking the same hold again returns the appointment that it
// became. CodeInvalid for a hold that moves an appointment.
func (tx *Tx) Book(ctx context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	rows, _ := tx.tx.Query(ctx, `
		UPDATE appointments
		SET status = $3, expires_at = NULL
		WHERE org_id = $1 AND id = $2 AND status = 'held' AND moves IS NULL AND expires_at > $4
		RETURNING `+appointmentColumns, tx.org, id, molar.Unconfirmed, instant(now))
	a, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[molar.Appointment])
	if err == nil {
		return a, nil
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return a, fmt.Errorf("book hold %s: %w", id, err)
	}
	h, held, err := tx.hold(ctx, id, now)
	if err != nil {
		return a, err
	}
	if held {
		return a, molar.FieldErrorf("hold", "hold %s moves appointment %s and cannot be booked", id, h.Moves)
	}
	return tx.appointment(ctx, id)
}

// Move turns a hold with Moves set into the new time of that appointment, in
// one step. CodeConflict as for Book, or when the appointment can no longer be
// moved or has got another time since the hold was made.
func (tx *Tx) Move(ctx context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	now = instant(now)
	h, held, err := tx.hold(ctx, id, now)
	if err != nil {
		return molar.Appointment{}, err
	}
	if !held || h.Moves == "" {
		return molar.Appointment{}, molar.FieldErrorf("hold", "%s is no hold that moves an appointment", id)
	}
	a, err := tx.freeForMove(ctx, h)
	if err != nil {
		return molar.Appointment{}, err
	}
	if err := a.Move(now, h.Start); err != nil {
		return molar.Appointment{}, err
	}
	b := &pgx.Batch{}
	b.Queue(`
		DELETE FROM appointments
		WHERE org_id = $1 AND id = $2`, tx.org, id)
	b.Queue(`
		UPDATE appointments
		SET start_at = $3, end_at = $4, status = $5, confirmation_asked = $6,
			blocks = tstzrange($3, $4)
		WHERE org_id = $1 AND id = $2`,
		tx.org, a.ID, a.Start, a.End, a.Status, a.ConfirmationAsked)
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return molar.Appointment{}, fmt.Errorf("move appointment %s: %w", a.ID, err)
	}
	return a, nil
}

// freeForMove locks a hold together with the appointment that it moves, and
// makes sure that the two still keep the whole of the new time free.
func (tx *Tx) freeForMove(ctx context.Context, h molar.Hold) (molar.Appointment, error) {
	var found []molar.Appointment
	b := &pgx.Batch{}
	tx.queueLock(b, doctor(h.Doctor), patient(h.Patient))
	queueInto(b, &found, `
		WITH hold AS (
			SELECT org_id, moves, start_at, end_at, blocks
			FROM appointments
			WHERE org_id = $1 AND id = $2
			FOR UPDATE
		)
		SELECT `+appointmentColumns+`
		FROM appointments a
		WHERE org_id = $1 AND id = $3 AND EXISTS (
			SELECT FROM hold
			WHERE tstzmultirange(hold.blocks) =
				tstzmultirange(tstzrange(hold.start_at, hold.end_at)) - tstzmultirange(tstzrange(a.start_at, a.end_at)))
		FOR UPDATE`, tx.org, h.ID, h.Moves)
	if err := tx.tx.SendBatch(ctx, b).Close(); err != nil {
		return molar.Appointment{}, fmt.Errorf("lock hold %s with its appointment: %w", h.ID, err)
	}
	if len(found) == 0 {
		return molar.Appointment{}, molar.Errorf(molar.CodeConflict, "appointment %s has changed since hold %s", h.Moves, h.ID)
	}
	return found[0], nil
}

// hold reads a hold; held is false where the id is an appointment's by now.
// CodeConflict when the hold has expired or is gone.
func (tx *Tx) hold(ctx context.Context, id molar.AppointmentID, now time.Time) (h molar.Hold, held bool, err error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT id, coalesce(conversation_id, '') AS conversation, coalesce(contact_id, '') AS contact,
			patient_id AS patient, store_id AS store, doctor_id AS doctor, project_id AS project,
			start_at AS start, end_at AS "end", coalesce(moves, '') AS moves,
			coalesce(expires_at, '0001-01-01 00:00:00Z') AS expires
		FROM appointments
		WHERE org_id = $1 AND id = $2`, tx.org, id)
	h, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[molar.Hold])
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return h, false, fmt.Errorf("read hold %s: %w", id, err)
	}
	held = !h.Expires.IsZero()
	if err != nil || held && h.Expired(instant(now)) {
		return h, false, molar.Errorf(molar.CodeConflict, "hold %s has expired or was released", id)
	}
	return h, held, nil
}
