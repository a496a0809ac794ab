package store

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Org is one clinic's part of the database. It costs nothing to make; its
// methods may be called from several goroutines, and each is a transaction of
// its own.
type Org struct {
	db *DB
	id molar.OrgID
}

// Org returns the part of an org, which need not exist yet: [Org.Import]
// creates it.
func (db *DB) Org(id molar.OrgID) *Org { return &Org{db: db, id: id} }

// Tx is one turn's transaction, with its conversation locked against other
// turns. It is valid until the function that received it returns, and for one
// goroutine at a time. Its errors are those of tools.Clinic and agent.Ledger;
// after one that is no [molar.Error] it is of no further use.
type Tx struct {
	tx   pgx.Tx
	org  molar.OrgID
	conv molar.ConversationID
}

// InTurn runs fn in a transaction on the conversation, which becomes a single
// chat where it does not exist yet. Other turns of the conversation wait for
// its end. It commits if fn returns nil, else nothing that fn wrote stays. As
// with [DB.InTx], fn may run more than once.
func (o *Org) InTurn(ctx context.Context, conv molar.ConversationID, fn func(*Tx) error) error {
	return o.db.InTx(ctx, func(pgtx pgx.Tx) error {
		tx := &Tx{tx: pgtx, org: o.id, conv: conv}
		if err := tx.lockConversation(ctx); err != nil {
			return err
		}
		return fn(tx)
	})
}

// querier is a transaction, a connection or the pool.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// all runs a query and returns its rows as structs: a column fills the field of
// its name.
func all[T any](ctx context.Context, q querier, what, sql string, args ...any) ([]T, error) {
	rows, _ := q.Query(ctx, sql, args...) // its error comes with the rows
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[T])
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, explain(err))
	}
	return found, nil
}

// instant is t as it is stored: UTC, to the microsecond.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func instants(i molar.Interval) molar.Interval {
	return molar.Interval{Start: instant(i.Start), End: instant(i.End)}
}

// orNull stores a zero time, or an empty id, as null.
func orNull[T time.Time | molar.AppointmentID | molar.ConversationID | molar.ContactID](v T) *T {
	var zero T
	if v == zero {
		return nil
	}
	return &v
}

// longest is how long a shift or an appointment may last (a constraint of
// their tables): what overlaps a period started at most so long before it, and
// a btree on the start finds it.
const longest = 24 * time.Hour

// checkLength refuses a stretch of time that nobody can be booked for.
func checkLength(i molar.Interval) error {
	if !i.End.After(i.Start) {
		return molar.FieldErrorf("end", "it ends before it begins")
	}
	if i.End.Sub(i.Start) > longest {
		return molar.FieldErrorf("end", "it lasts longer than a day")
	}
	return nil
}
