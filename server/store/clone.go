package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// Prefixes of the databases made here; the Unix time of the making and some
// chance follow. Only databases of these names are ever dropped.
const (
	templatePrefix = "molar_template_" // + hash of the migrations + "_"
	buildPrefix    = "molar_build_"    // a template being made
	runPrefix      = "molar_run_"
)

const (
	// runStale is the age from which a run's database that nobody is connected
	// to is taken for the leftover of a killed process.
	runStale = time.Hour
	// templateStale is the age from which the template of another schema is
	// taken for one of the past. Who still needs it makes it anew.
	templateStale = 24 * time.Hour
	// templateLock is the advisory lock under which a template is made.
	templateLock = 0x6d6f6c6172 // "molar"
)

// Clone is a database of its own with the current schema and no rows, for a
// test or one run of the program. Drop it at the end.
type Clone struct {
	URL string // for Open

	name  string
	admin string
	// holder is connected to the clone all along, so that nobody takes an
	// idle one for a leftover.
	holder *pgx.Conn
}

// CloneDatabase makes a database on the server of adminURL, whose own database
// it leaves as it is. It copies a template, which the first call for a schema
// migrates and which stays on the server; many calls, from several processes
// too, may run at once. Leftovers of killed runs are dropped on the way.
//
// The user of adminURL needs the right to create databases (code forbidden
// without it).
func CloneDatabase(ctx context.Context, adminURL string) (*Clone, error) {
	clone, err := cloneDatabase(ctx, adminURL)
	if err != nil {
		return nil, fmt.Errorf("make a database for this run: %w", err)
	}
	return clone, nil
}

func cloneDatabase(ctx context.Context, adminURL string) (*Clone, error) {
	admin, err := connect(ctx, adminURL)
	if err != nil {
		return nil, err
	}
	defer admin.Close(context.WithoutCancel(ctx))
	sweep(ctx, admin)

	clone := &Clone{admin: adminURL, name: newName(runPrefix)}
	template, err := ensureTemplate(ctx, admin, adminURL)
	if err != nil {
		return nil, err
	}
	if err := createDatabase(ctx, admin, clone.name, template); err != nil {
		return nil, err
	}
	clone.URL, err = withDatabase(adminURL, clone.name)
	if err == nil {
		clone.holder, err = connect(ctx, clone.URL)
	}
	if err != nil {
		dropDatabase(context.WithoutCancel(ctx), admin, clone.name)
		return nil, err
	}
	return clone, nil
}

// Drop removes the database, cutting connections to it that are still open.
func (c *Clone) Drop(ctx context.Context) error {
	c.holder.Close(ctx)
	admin, err := connect(ctx, c.admin)
	if err != nil {
		return fmt.Errorf("drop database %s: %w", c.name, err)
	}
	defer admin.Close(ctx)
	return dropDatabase(ctx, admin, c.name)
}

// ensureTemplate returns the name of the template for this schema, making it
// where it is missing. It is made under another name and renamed when it is
// migrated, so that a template is never half made.
func ensureTemplate(ctx context.Context, admin *pgx.Conn, adminURL string) (string, error) {
	prefix := templatePrefix + schemaHash() + "_"
	if name, err := findDatabase(ctx, admin, prefix); name != "" || err != nil {
		return name, err
	}
	if _, err := admin.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(templateLock)); err != nil {
		return "", fmt.Errorf("lock the template: %w", err)
	}
	defer admin.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(templateLock))
	if name, err := findDatabase(ctx, admin, prefix); name != "" || err != nil {
		return name, err
	}

	building, name := newName(buildPrefix), newName(prefix)
	if err := createDatabase(ctx, admin, building, "template1"); err != nil {
		return "", err
	}
	connection, err := withDatabase(adminURL, building)
	if err == nil {
		err = migrateTemplate(ctx, connection)
	}
	if err == nil {
		err = finishTemplate(ctx, admin, building, name)
	}
	if err != nil {
		dropDatabase(context.WithoutCancel(ctx), admin, building)
		return "", fmt.Errorf("make template %s: %w", name, err)
	}
	return name, nil
}

func migrateTemplate(ctx context.Context, connection string) error {
	db, err := Open(ctx, connection)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Migrate(ctx)
	return err
}

// finishTemplate closes a database to connections, because CREATE DATABASE
// cannot copy one that somebody is connected to, and gives it its name.
func finishTemplate(ctx context.Context, admin *pgx.Conn, building, name string) error {
	for _, sql := range []string{
		"ALTER DATABASE " + identifier(building) + " WITH ALLOW_CONNECTIONS false IS_TEMPLATE true",
		"ALTER DATABASE " + identifier(building) + " RENAME TO " + identifier(name),
	} {
		if _, err := admin.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// sweep drops what killed processes left, databases of runs and half-made
// templates, and templates of the past. It is a courtesy, so its failures are
// nobody's error.
func sweep(ctx context.Context, admin *pgx.Conn) {
	rows, _ := admin.Query(ctx, `
		SELECT datname::text
		FROM pg_database AS d
		WHERE starts_with(datname::text, 'molar_')
		  AND NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.datid = d.oid)`)
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return
	}
	for _, name := range names {
		if stale(name, time.Now()) {
			dropDatabase(ctx, admin, name)
		}
	}
}

// stale reports whether a database was made here, by its name, and so long ago
// that nobody will come back for it.
func stale(name string, now time.Time) bool {
	limit := runStale
	rest, ok := strings.CutPrefix(name, runPrefix)
	if !ok {
		rest, ok = strings.CutPrefix(name, buildPrefix)
	}
	if !ok {
		limit = templateStale
		if rest, ok = strings.CutPrefix(name, templatePrefix); ok {
			var hash string
			hash, rest, ok = strings.Cut(rest, "_")
			ok = ok && hash != schemaHash()
		}
	}
	seconds, _, dated := strings.Cut(rest, "_")
	unix, err := strconv.ParseInt(seconds, 10, 64)
	return ok && dated && err == nil && now.Sub(time.Unix(unix, 0)) > limit
}

// newName is a database name that tells when it was made.
func newName(prefix string) string {
	return prefix + strconv.FormatInt(time.Now().Unix(), 10) + "_" + strings.ToLower(rand.Text()[:12])
}

// connect opens one connection. It reads the string as Open does, so that
// settings meant for the pool do no harm.
func connect(ctx context.Context, connection string) (*pgx.Conn, error) {
	config, err := parseConnection(connection)
	if err != nil {
		return nil, err
	}
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return nil, explain(err)
	}
	return conn, nil
}

// withDatabase is a connection string with another database's name.
func withDatabase(connection, name string) (string, error) {
	if !strings.HasPrefix(connection, "postgres://") && !strings.HasPrefix(connection, "postgresql://") {
		return connection + " dbname=" + name, nil // the last of several counts
	}
	u, err := url.Parse(connection)
	if err != nil {
		return "", molar.Errorf(molar.CodeInvalid, "the database URL cannot be read")
	}
	query := u.Query()
	query.Del("dbname")
	query.Del("database")
	u.Path, u.RawPath, u.RawQuery = "/"+name, "", query.Encode()
	return u.String(), nil
}

// findDatabase returns the name of a database that begins so, or "".
func findDatabase(ctx context.Context, admin *pgx.Conn, prefix string) (string, error) {
	var name string
	err := admin.QueryRow(ctx, `
		SELECT coalesce(max(datname::text), '')
		FROM pg_database
		WHERE starts_with(datname::text, $1)`, prefix).Scan(&name)
	if err != nil {
		return "", fmt.Errorf("look for a template: %w", explain(err))
	}
	return name, nil
}

func createDatabase(ctx context.Context, admin *pgx.Conn, name, template string) error {
	_, err := admin.Exec(ctx, "CREATE DATABASE "+identifier(name)+" TEMPLATE "+identifier(template))
	if sqlState(err) == insufficientPrivilege {
		return fmt.Errorf("%w: %w", molar.Errorf(molar.CodeForbidden, "the database user may not create databases: give it CREATEDB"), err)
	}
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, explain(err))
	}
	return nil
}

// dropDatabase drops a database, a template included.
func dropDatabase(ctx context.Context, admin *pgx.Conn, name string) error {
	if !strings.HasPrefix(name, runPrefix) {
		admin.Exec(ctx, "ALTER DATABASE "+identifier(name)+" WITH IS_TEMPLATE false")
	}
	if _, err := admin.Exec(ctx, "DROP DATABASE IF EXISTS "+identifier(name)+" WITH (FORCE)"); err != nil {
		return fmt.Errorf("drop database %s: %w", name, err)
	}
	return nil
}

func identifier(name string) string { return pgx.Identifier{name}.Sanitize() }
