package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// appointmentColumns are named as the fields of [molar.Appointment].
const appointmentColumns = `
	id, patient_id AS patient, store_id AS store, doctor_id AS doctor, project_id AS project,
	start_at AS start, end_at AS "end", status, made_by AS by, confirmation_asked`

// Confirm marks an appointment as confirmed; see [molar.Appointment.Confirm].
// CodeNotFound when there is none of this id.
func (tx *Tx) Confirm(ctx context.Context, id molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	a, err := tx.appointment(ctx, id)
	if err != nil {
		return molar.Appointment{}, err
	}
	if err := a.Confirm(instant(now)); err != nil {
		return molar.Appointment{}, err
	}
	_, err = tx.tx.Exec(ctx, `
		UPDATE appointments
		SET status = $3, confirmation_asked = $4
		WHERE org_id = $1 AND id = $2`, tx.org, id, a.Status, a.ConfirmationAsked)
	if err != nil {
		return molar.Appointment{}, fmt.Errorf("confirm appointment %s: %w", id, err)
	}
	return a, nil
}

// AskConfirmation notes that the patient has been asked whether they will come.
// CodeNotFound when there is no such appointment.
func (tx *Tx) AskConfirmation(ctx context.Context, id molar.AppointmentID) error {
	done, err := tx.tx.Exec(ctx, `
		UPDATE appointments
		SET confirmation_asked = true
		WHERE org_id = $1 AND id = $2 AND status <> 'held'`, tx.org, id)
	if err != nil {
		return fmt.Errorf("ask for confirmation of appointment %s: %w", id, err)
	}
	if done.RowsAffected() == 0 {
		return errNoAppointment(id)
	}
	return nil
}

// appointment reads an appointment that is no hold, and locks its row.
func (tx *Tx) appointment(ctx context.Context, id molar.AppointmentID) (molar.Appointment, error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT `+appointmentColumns+`
		FROM appointments
		WHERE org_id = $1 AND id = $2 AND status <> 'held'
		FOR UPDATE`, tx.org, id)
	a, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByName[molar.Appointment])
	if errors.Is(err, pgx.ErrNoRows) {
		return a, errNoAppointment(id)
	}
	if err != nil {
		return a, fmt.Errorf("read appointment %s: %w", id, err)
	}
	return a, nil
}

func errNoAppointment(id molar.AppointmentID) error {
	return molar.Errorf(molar.CodeNotFound, "there is no appointment %s", id)
}

// Busy returns what takes up the doctors' time in the period, ordered by
// doctor, start, end: as the index has it, which saves sorting thousands.
func (tx *Tx) Busy(ctx context.Context, doctors []molar.DoctorID, period molar.Interval, now time.Time, except molar.BusyExcept) ([]molar.Busy, error) {
	// A doctor at a time walks the index in order, where = ANY would sort all
	// rows; and one row a doctor costs less on the way than thousands.
	ordered := slices.Compact(slices.Sorted(slices.Values(doctors)))
	rows, _ := tx.tx.Query(ctx, `
		SELECT n, starts, ends
		FROM unnest(@who::text[]) WITH ORDINALITY AS w (who, n), LATERAL (
			SELECT array_agg(start_at) AS starts, array_agg(end_at) AS ends
			FROM (
				SELECT start_at, end_at
				FROM appointments
				WHERE doctor_id = who AND `+taken+`
				ORDER BY start_at) AS a) AS b`, tx.takenArgs(ordered, period, now, except))
	var (
		found        = []molar.Busy{}
		n            int
		starts, ends []time.Time
	)
	_, err := pgx.ForEachRow(rows, []any{&n, &starts, &ends}, func() error {
		for i := range starts {
			found = append(found, molar.Busy{Doctor: ordered[n-1], Interval: molar.Interval{Start: starts[i], End: ends[i]}})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read doctors' busy time: %w", err)
	}
	if !slices.IsSortedFunc(found, compareBusy) {
		slices.SortFunc(found, compareBusy)
	}
	return found, nil
}

func compareBusy(a, b molar.Busy) int {
	return cmp.Or(cmp.Compare(a.Doctor, b.Doctor), a.Start.Compare(b.Start), a.End.Compare(b.End))
}

// PatientBusy returns what takes up the patient's time in the period, ordered
// by start, end.
func (tx *Tx) PatientBusy(ctx context.Context, patient molar.PatientID, period molar.Interval, now time.Time, except molar.BusyExcept) ([]molar.Interval, error) {
	rows, _ := tx.tx.Query(ctx, `
		SELECT start_at, end_at
		FROM appointments
		WHERE patient_id = @who AND `+taken+`
		ORDER BY start_at, end_at`, tx.takenArgs(patient, period, now, except))
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[molar.Interval])
	if err != nil {
		return nil, fmt.Errorf("read patient's busy time: %w", err)
	}
	return found, nil
}

// taken is the condition of a row that takes up somebody's time in a period.
const taken = `
	org_id = @org AND start_at >= @reach AND start_at < @end AND end_at > @start
	AND status IN ('held', 'unconfirmed', 'confirmed', 'arrived')
	AND id <> @appointment
	AND (status <> 'held'
		OR expires_at > @now AND NOT (@conversation <> '' AND conversation_id = @conversation AND contact_id = @contact))`

func (tx *Tx) takenArgs(who any, period molar.Interval, now time.Time, except molar.BusyExcept) pgx.NamedArgs {
	return pgx.NamedArgs{
		"org": tx.org, "who": who,
		"reach": period.Start.Add(-longest), "start": period.Start, "end": period.End, "now": now,
		"appointment": except.Appointment, "conversation": except.Conversation, "contact": except.Contact,
	}
}

// importAppointments upserts. The rows that it names are cancelled first, so
// that an import may swap two appointments; holds that stand in the way of an
// imported one are let go.
func importAppointments(b *pgx.Batch, org molar.OrgID, list []molar.Appointment) error {
	rows := make([]molar.Appointment, len(list))
	ids := make([]molar.AppointmentID, len(list))
	for i, a := range list {
		a.Interval = instants(a.Interval)
		if err := checkLength(a.Interval); err != nil {
			return molar.FieldErrorf("appointments."+string(a.ID), "%s", err.(*molar.Error).Message)
		}
		rows[i], ids[i] = a, a.ID
	}
	b.Queue(`
		UPDATE appointments
		SET status = 'cancelled', expires_at = NULL, moves = NULL, blocks = 'empty'
		WHERE org_id = $1 AND id = ANY($2)`, org, ids)
	queueRows(b, `
		DELETE FROM appointments h
		USING json_to_recordset($2) AS a (doctor text, patient text, start timestamptz, "end" timestamptz, status text)
		WHERE h.org_id = $1 AND h.status = 'held' AND a.status IN ('unconfirmed', 'confirmed', 'arrived')
			AND (h.doctor_id = a.doctor OR h.patient_id = a.patient)
			AND h.blocks && tstzrange(a.start, a."end")`, org, rows)
	queueRows(b, `
		INSERT INTO appointments (org_id, id, patient_id, store_id, doctor_id, project_id,
			start_at, end_at, status, made_by, confirmation_asked, blocks)
		SELECT $1, id, patient, store, doctor, project,
			start, "end", status, by, coalesce(confirmation_asked, false),
			CASE WHEN status IN ('unconfirmed', 'confirmed', 'arrived') THEN tstzrange(start, "end") ELSE 'empty' END
		FROM json_to_recordset($2) AS a (
			id text, patient text, store text, doctor text, project text,
			start timestamptz, "end" timestamptz, status text, by text, confirmation_asked boolean)
		ON CONFLICT (org_id, id) DO UPDATE SET
			patient_id = excluded.patient_id, store_id = excluded.store_id, doctor_id = excluded.doctor_id,
			project_id = excluded.project_id, start_at = excluded.start_at, end_at = excluded.end_at,
			status = excluded.status, made_by = excluded.made_by, confirmation_asked = excluded.confirmation_asked,
			blocks = excluded.blocks`, org, rows)
	return nil
}

// explainOverlap names the two active appointments that keep an import out.
func (o *Org) explainOverlap(ctx context.Context, list []molar.Appointment) error {
	type overlap struct {
		ID, Other molar.AppointmentID
		Start     time.Time
		Whose     string
	}
	found, err := all[overlap](ctx, o.db.pool, "overlapping appointments", `
		WITH incoming AS (
			SELECT id, doctor, patient, start, "end", status
			FROM json_to_recordset($2) AS a (
				id text, doctor text, patient text, start timestamptz, "end" timestamptz, status text)
		), active AS (
			SELECT id, doctor, patient, start, "end"
			FROM incoming
			WHERE status IN ('unconfirmed', 'confirmed', 'arrived')
			UNION ALL
			SELECT id, doctor_id, patient_id, start_at, end_at
			FROM appointments
			WHERE org_id = $1 AND status IN ('unconfirmed', 'confirmed', 'arrived')
				AND id NOT IN (SELECT id FROM incoming)
		), neighbours AS (
			SELECT id, start, 'doctor' AS whose, lag(id) OVER w AS other, lag("end") OVER w AS other_end
			FROM active
			WINDOW w AS (PARTITION BY doctor ORDER BY start, id)
			UNION ALL
			SELECT id, start, 'patient', lag(id) OVER w, lag("end") OVER w
			FROM active
			WINDOW w AS (PARTITION BY patient ORDER BY start, id)
		)
		SELECT id, other, start, whose
		FROM neighbours
		WHERE other_end > start
		ORDER BY start, id, whose
		LIMIT 1`, o.id, asJSON(list))
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return molar.Errorf(molar.CodeConflict, "a booking came in the way of the import: try again")
	}
	f := found[0]
	return molar.FieldErrorf("appointments."+string(f.ID), "overlaps appointment %s: the same %s twice at %s",
		f.Other, f.Whose, f.Start.Format(time.RFC3339))
}
