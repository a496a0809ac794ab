package pgdev

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// EnsureDatabase makes a database of the cluster where it is missing and
// returns its URL. Several processes may ask for the same one at once.
func (c *Cluster) EnsureDatabase(ctx context.Context, name string) (string, error) {
	conn, err := pgx.Connect(ctx, c.URL("postgres"))
	if err != nil {
		return "", fmt.Errorf("make database %s: %w", name, err)
	}
	defer conn.Close(ctx)

	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	var pg *pgconn.PgError
	if errors.As(err, &pg) && (pg.Code == duplicateDatabase || pg.Code == uniqueViolation) {
		err = nil // there, or made by another process this instant
	}
	if err != nil {
		return "", fmt.Errorf("make database %s: %w", name, err)
	}
	return c.URL(name), nil
}

const (
	duplicateDatabase = "42P04"
	uniqueViolation   = "23505"
)
