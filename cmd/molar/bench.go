package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"time"
)

// benchCmd measures what docs/benchmarks.md promises.
type benchCmd struct {
	All        benchAllCmd        `cmd:"" default:"withargs" help:"Slot search, booking, one whole turn."`
	Understand benchUnderstandCmd `cmd:"" help:"Accuracy of the understander on the development sets, and its time."`
	NLU        benchNLUCmd        `cmd:"" name:"nlu" help:"Train the intent classifier on any labelled messages and test it."`
}

// figures are the results of one benchmark.
type figures struct {
	Name      string             `json:"name"`
	N         int                `json:"n"`
	PerSecond float64            `json:"per_second,omitempty"`
	MeanMS    float64            `json:"mean_ms,omitempty"`
	P50MS     float64            `json:"p50_ms,omitempty"`
	P99MS     float64            `json:"p99_ms,omitempty"`
	Counts    map[string]float64 `json:"counts,omitempty"`
}

// timings turns the durations of n operations into figures.
func timings(name string, took []time.Duration) figures {
	slices.Sort(took)
	var sum time.Duration
	for _, d := range took {
		sum += d
	}
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	n := len(took)
	return figures{
		Name: name, N: n, MeanMS: ms(sum / time.Duration(n)), P50MS: ms(took[n/2]), P99MS: ms(took[min(n-1, n*99/100)]),
	}
}

// benchAllCmd runs the benchmarks of the conversation and the schedule.
type benchAllCmd struct {
	JSON    bool   `help:"Print JSON."`
	DataDir string `placeholder:"DIR" help:"Where the private Postgres lives when DATABASE_URL is not set."`
}

// Run prints one line a benchmark.
func (c *benchAllCmd) Run(ctx context.Context) error {
	var all []figures
	turn, err := benchTurn(ctx)
	if err != nil {
		return err
	}
	all = append(all, turn)
	inDatabase, err := benchDatabase(ctx, c.DataDir)
	if err != nil {
		return err
	}
	return print(append(all, inDatabase...), c.JSON)
}

func print(all []figures, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(all)
	}
	for _, f := range all {
		fmt.Printf("%-28s n=%-6d", f.Name, f.N)
		if f.PerSecond > 0 {
			fmt.Printf(" %.0f/s", f.PerSecond)
		}
		if f.MeanMS > 0 {
			fmt.Printf(" mean %.3f ms, p50 %.3f ms, p99 %.3f ms", f.MeanMS, f.P50MS, f.P99MS)
		}
		keys := make([]string, 0, len(f.Counts))
		for k := range f.Counts {
			keys = append(keys, k)
		}
		slices.Sort(keys)
		for _, k := range keys {
			fmt.Printf(" %s=%g", k, f.Counts[k])
		}
		fmt.Println()
	}
	return nil
}
