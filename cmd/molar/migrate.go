package main

import (
	"context"
	"fmt"

	"github.com/molarhq/molar/server/store"
)

// migrateCmd brings the database to this program's schema.
type migrateCmd struct {
	DataDir string `placeholder:"DIR" help:"Where the private Postgres lives when DATABASE_URL is not set."`
}

// Run migrates and says to which version.
func (c *migrateCmd) Run(ctx context.Context) error {
	return withDatabase(ctx, c.DataDir, func(db *store.DB) error { return nil })
}

// withDatabase opens the program's own database, migrated.
func withDatabase(ctx context.Context, dataDir string, fn func(*store.DB) error) error {
	url, stop, err := database(ctx, dataDir)
	if err != nil {
		return err
	}
	defer stop()
	db, err := store.Open(ctx, url)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.Migrate(ctx); err != nil {
		return err
	}
	version, err := db.SchemaVersion(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("schema version %d\n", version)
	return fn(db)
}
