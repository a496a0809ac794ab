package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"github.com/molarhq/molar"
)

// migrations are files 00001_name.sql, 00002_name.sql … with a goose Up part
// only: the schema goes forward.
//
//go:embed migrations/*.sql
var migrations embed.FS

// Migrate applies the migrations that the database lacks, each in a
// transaction, and returns how many. Several processes may call it at once: one
// works, the others wait for it (up to five minutes).
//
// An error names the file that failed; those before it stay applied.
func (db *DB) Migrate(ctx context.Context) (int, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return 0, err
	}
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return 0, err
	}
	sql := stdlib.OpenDBFromPool(db.pool)
	defer sql.Close()
	runner, err := goose.NewProvider(goose.DialectPostgres, sql, files,
		goose.WithSessionLocker(locker), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return 0, fmt.Errorf("read migrations: %w", err)
	}
	done, err := runner.Up(ctx)
	if err != nil {
		var partial *goose.PartialError
		if errors.As(err, &partial) {
			return len(partial.Applied), fmt.Errorf("migrate: %s: %w", path.Base(partial.Failed.Source.Path), explainMigration(partial.Err))
		}
		return 0, fmt.Errorf("migrate: %w", explain(err))
	}
	return len(done), nil
}

func explainMigration(err error) error {
	if sqlState(err) == insufficientPrivilege {
		return fmt.Errorf("%w: %w", molar.Errorf(molar.CodeUnavailable,
			"the database user may not do this: let a superuser run CREATE EXTENSION vector; CREATE EXTENSION btree_gist, and give the user the schema"), err)
	}
	if strings.Contains(err.Error(), `extension "vector" is not available`) {
		return fmt.Errorf("%w: %w", molar.Errorf(molar.CodeUnavailable,
			"the PostgreSQL server has no pgvector: make setup installs it on this machine"), err)
	}
	return explain(err)
}

// SchemaVersion is the number of the last migration applied to the database, 0
// if there is none.
func (db *DB) SchemaVersion(ctx context.Context) (int64, error) {
	var version int64
	err := db.pool.QueryRow(ctx, `
		SELECT coalesce(max(version_id), 0)
		FROM goose_db_version
		WHERE is_applied`).Scan(&version)
	if sqlState(err) == undefinedTable {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("read schema version: %w", explain(err))
	}
	return version, nil
}

// latestVersion is the number of the last migration this program has.
func latestVersion() int64 {
	var latest int64
	for _, name := range migrationFiles() {
		number, _, _ := strings.Cut(path.Base(name), "_")
		if v, err := strconv.ParseInt(number, 10, 64); err == nil {
			latest = max(latest, v)
		}
	}
	return latest
}

// schemaHash names the schema by the text of its migrations: databases with
// the same hash have the same tables.
func schemaHash() string {
	sum := sha256.New()
	for _, name := range migrationFiles() {
		text, err := migrations.ReadFile(name)
		if err != nil {
			panic(err) // embedded: cannot be missing
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(text), text)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:6])
}

// migrationFiles lists the embedded migrations in their order.
func migrationFiles() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err) // a constant pattern
	}
	return names
}
