package main

import (
	"context"
	"fmt"

	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/server/store"
)

// importCmd brings a clinic's data in.
type importCmd struct {
	File    string `arg:"" type:"path" help:"The world as a YAML fixture."`
	DataDir string `placeholder:"DIR" help:"Where the private Postgres lives when DATABASE_URL is not set."`
}

// Run imports all of the file, or nothing.
func (c *importCmd) Run(ctx context.Context) error {
	w, err := world.LoadFile(c.File)
	if err != nil {
		return badInput{err}
	}
	return withDatabase(ctx, c.DataDir, func(db *store.DB) error {
		if err := db.Org(w.Org.ID).Import(ctx, w); err != nil {
			return err
		}
		fmt.Printf("imported %s: %d stores, %d doctors, %d patients, %d appointments\n",
			w.Org.Name, len(w.Stores), len(w.Doctors), len(w.Patients), len(w.Appointments))
		return nil
	})
}
