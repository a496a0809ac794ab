package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"runtime"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals"
)

// evalCmd groups what proves that the agent behaves.
type evalCmd struct {
	Golden evalRunCmd `cmd:"" name:"run" help:"Run golden conversations. Exit status: 0 all pass, 1 some fail, 2 bad input."`
}

// evalRunCmd runs golden conversations.
type evalRunCmd struct {
	Paths    []string `arg:"" name:"path" help:"Goldens, or folders of them."`
	Brain    string   `enum:"embedded,llm" default:"embedded" help:"Who understands: embedded or llm."`
	Store    string   `enum:"memory,postgres,both" default:"memory" help:"Where the clinics live: memory, postgres or both."`
	Repeat   int      `placeholder:"K" help:"Run each golden at least K times; the lines must be the same."`
	Variants int      `placeholder:"N" help:"Also run up to N variants of each golden in each way of writing."`
	JUnit    string   `name:"junit" placeholder:"FILE" help:"Write JUnit XML."`
	JSON     string   `name:"json" placeholder:"FILE" help:"Write the report as JSON."`
	HTML     string   `name:"html" placeholder:"FILE" help:"Write the report as one page."`
	Baseline string   `placeholder:"FILE" help:"An earlier --json: only failures that are new since then count."`
	DataDir  string   `placeholder:"DIR" help:"Where the private Postgres lives when DATABASE_URL is not set."`
}

// Run plays the goldens and writes the reports.
func (c *evalRunCmd) Run(ctx context.Context) error {
	if c.Brain == "llm" {
		return badInput{fmt.Errorf("brain: no model is configured; embedded needs none")}
	}
	if c.Repeat < 0 || c.Variants < 0 {
		return badInput{fmt.Errorf("repeat and variants are not negative")}
	}
	goldens, err := evals.LoadSuite(c.Paths...)
	if err != nil {
		return badInput{err}
	}
	var baseline evals.Report
	if c.Baseline != "" {
		if baseline, err = readBaseline(c.Baseline); err != nil {
			return badInput{err}
		}
	}
	stores, stop, err := c.stores(ctx)
	if err != nil {
		return err
	}
	defer stop()
	report := evals.RunSuite(ctx, goldens, evals.Options{
		Stores: stores, Brain: c.Brain, Repeat: c.Repeat, Variants: c.Variants,
		Parallel: runtime.GOMAXPROCS(0), Now: clock(),
	})
	if err := ctx.Err(); err != nil {
		return err
	}
	if c.Baseline != "" {
		report.Compare(baseline)
	}
	report.WriteText(os.Stdout)
	if err := c.write(&report); err != nil {
		return err
	}
	if report.Failed(c.Baseline != "") > 0 {
		return errFailed
	}
	return nil
}

// stores are the kinds of clinic to run on. The private Postgres is started
// once for all goldens.
func (c *evalRunCmd) stores(ctx context.Context) ([]evals.NamedStore, func(), error) {
	open := func(kind string) evals.NamedStore {
		return evals.NamedStore{Name: kind, Open: func(ctx context.Context, w *molar.World) (evals.Store, func(), error) {
			o, err := openStore(ctx, kind, c.DataDir, w)
			return o.Store, o.close, err
		}}
	}
	switch c.Store {
	case "memory":
		return []evals.NamedStore{open("memory")}, func() {}, nil
	case "postgres":
		_, stop, err := database(ctx, c.DataDir)
		return []evals.NamedStore{open("postgres")}, stop, err
	}
	_, stop, err := database(ctx, c.DataDir)
	return []evals.NamedStore{open("memory"), open("postgres")}, stop, err
}

func readBaseline(path string) (evals.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return evals.Report{}, err
	}
	defer f.Close()
	report, err := evals.ReadReport(f)
	if err != nil {
		return report, fmt.Errorf("%s: %w", path, err)
	}
	return report, nil
}

// write writes the reports that were asked for.
func (c *evalRunCmd) write(report *evals.Report) error {
	for _, out := range []struct {
		path  string
		write func(io.Writer) error
	}{{c.JSON, report.WriteJSON}, {c.JUnit, report.WriteJUnit}, {c.HTML, report.WriteHTML}} {
		if out.path == "" {
			continue
		}
		var content bytes.Buffer
		if err := out.write(&content); err != nil {
			return err
		}
		if err := writeFile(out.path, content.Bytes()); err != nil {
			return err
		}
	}
	return nil
}
