package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/molarhq/molar"
)

// SQLSTATE codes that are handled by name.
const (
	serializationFailure  = "40001"
	deadlockDetected      = "40P01"
	readOnlyTransaction   = "25006"
	insufficientPrivilege = "42501"
	undefinedTable        = "42P01"
	undefinedDatabase     = "3D000"
	invalidPassword       = "28P01"
	invalidAuthorization  = "28000"
)

// DB is a pool of connections to Molar's database. Its methods may be called
// from several goroutines.
type DB struct {
	pool *pgxpool.Pool
}

// Open connects to the database of a connection string (a URL, or key=value
// words; pool_max_conns and the other pool settings of pgx count). It does not
// migrate: an older or empty schema is for [DB.Migrate].
//
// A string that cannot be read is an error with code invalid. A database that
// does not answer, refuses the login or is read-only, and one whose schema is
// newer than this program, are unavailable.
func Open(ctx context.Context, connection string) (*DB, error) {
	config, err := parseConnection(connection)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		readTimesInUTC(conn.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := &DB{pool: pool}
	if err := db.check(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return db, nil
}

func parseConnection(connection string) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(connection)
	if err != nil {
		// pgx leaves the password out of this text.
		return nil, molar.Errorf(molar.CodeInvalid, "the connection string cannot be read: %v", err)
	}
	return config, nil
}

// check makes sure that the database answers, can be written to and has no
// schema from a later program.
func (db *DB) check(ctx context.Context) error {
	var readOnly string
	if err := db.pool.QueryRow(ctx, "SHOW transaction_read_only").Scan(&readOnly); err != nil {
		return explain(err)
	}
	if readOnly == "on" {
		return molar.Errorf(molar.CodeUnavailable, "the database is read-only: a standby, or default_transaction_read_only is set")
	}
	version, err := db.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	if known := latestVersion(); version > known {
		return molar.Errorf(molar.CodeUnavailable,
			"the database has schema version %d and this program knows only %d: run a newer molar", version, known)
	}
	return nil
}

// Close waits for connections in use and closes them all.
func (db *DB) Close() { db.pool.Close() }

// Pool is the pool itself, for the job queue and other parts of the server
// that bring their own queries.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// maxAttempts is how often InTx runs a transaction that others get in the way
// of, the first time included.
const maxAttempts = 5

// InTx runs fn in a transaction and commits it if fn returns nil; an error or
// a panic of fn rolls it back, and the error comes back with nothing added.
//
// A deadlock or a serialization failure, in fn or at the commit, runs the whole
// of fn again a few times, so fn must do nothing outside the transaction that
// it may not do twice. When that does not help, or the database does not
// answer or is read-only, the error has code unavailable.
func (db *DB) InTx(ctx context.Context, fn func(tx pgx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := db.inTxOnce(ctx, fn)
		if !retryable(err) {
			return err
		}
		if attempt == maxAttempts {
			return fmt.Errorf("%w: %w", molar.Errorf(molar.CodeUnavailable, "the database is too busy for this just now"), err)
		}
		// 5 to 10 ms, then twice as much each time; the chance in it keeps two
		// that collided from colliding again.
		pause := 5 * time.Millisecond << (attempt - 1)
		pause += rand.N(pause)
		select {
		case <-ctx.Done():
			return errors.Join(err, context.Cause(ctx))
		case <-time.After(pause):
		}
	}
}

func (db *DB) inTxOnce(ctx context.Context, fn func(tx pgx.Tx) error) error {
	tx, err := db.pool.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", explain(err))
	}
	// After a commit this does nothing. ctx may be over already, and the
	// connection is worth keeping.
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		tx.Rollback(ctx)
	}()
	if err := fn(tx); err != nil {
		return explain(err)
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit transaction: %w", explain(err))
	}
	return nil
}

func retryable(err error) bool {
	code := sqlState(err)
	return code == serializationFailure || code == deadlockDetected
}

// sqlState is the SQLSTATE of the server's error in err's chain, or empty.
func sqlState(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

// explain puts the domain's words in front of an error that says that the
// database as a whole cannot serve; other errors it returns as they are. The
// cause stays in the chain, for the log.
func explain(err error) error {
	var known *molar.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	var connect *pgconn.ConnectError
	var sentence string
	switch code := sqlState(err); {
	case code == readOnlyTransaction:
		sentence = "the database is read-only"
	case code == undefinedDatabase:
		sentence = "the server has no database of this name"
	case code == invalidPassword || code == invalidAuthorization:
		sentence = "the database refuses this user or password"
	case errors.As(err, &connect), strings.HasPrefix(code, "08"), strings.HasPrefix(code, "53"), strings.HasPrefix(code, "57P"):
		// Classes: connection exception, insufficient resources, and the
		// shutdown part of operator intervention.
		sentence = "the database does not answer"
	default:
		return err
	}
	return fmt.Errorf("%w: %w", molar.Errorf(molar.CodeUnavailable, "%s", sentence), err)
}

// readTimesInUTC makes timestamptz and its ranges scan as UTC, not as the
// zone of the machine.
func readTimesInUTC(types *pgtype.Map) {
	point := &pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}}
	span := &pgtype.Type{Name: "tstzrange", OID: pgtype.TstzrangeOID, Codec: &pgtype.RangeCodec{ElementType: point}}
	types.RegisterType(point)
	types.RegisterType(span)
	types.RegisterType(&pgtype.Type{Name: "_timestamptz", OID: pgtype.TimestamptzArrayOID, Codec: &pgtype.ArrayCodec{ElementType: point}})
	types.RegisterType(&pgtype.Type{Name: "_tstzrange", OID: pgtype.TstzrangeArrayOID, Codec: &pgtype.ArrayCodec{ElementType: span}})
	types.RegisterType(&pgtype.Type{Name: "tstzmultirange", OID: pgtype.TstzmultirangeOID, Codec: &pgtype.MultirangeCodec{ElementType: span}})
}
