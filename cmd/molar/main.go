// Command molar is the agent that answers a dental clinic's patients: `molar
// chat` talks to it in a terminal, `molar --help` lists the rest.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // a clinic's zone is known on machines without zone files

	"github.com/alecthomas/kong"
)

// cli is the command line: one field a command.
type cli struct {
	Chat       chatCmd       `cmd:"" help:"Talk to the agent in the terminal, or with --json over the line protocol."`
	Understand understandCmd `cmd:"" help:"Read JSON lines of single messages and print what is understood of each."`
	Eval       evalCmd       `cmd:"" help:"Run golden conversations."`
	Bench      benchCmd      `cmd:"" help:"Run the benchmarks of docs/benchmarks.md."`
	Migrate    migrateCmd    `cmd:"" help:"Bring the database to this program's schema."`
	Import     importCmd     `cmd:"" help:"Import a clinic's data from a YAML fixture."`
}

// Exit statuses beside 0.
const (
	exitFailed   = 1 // something that was checked failed
	exitBadInput = 2 // flags, files or lines that cannot be read; nothing was written
)

// errFailed ends the program with exitFailed after the command has said what
// failed.
var errFailed = errors.New("failed")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:])
	stop()
	os.Exit(status)
}

// run executes one command line and returns the exit status.
func run(ctx context.Context, args []string) int {
	var c cli
	parser, err := kong.New(&c,
		kong.Name("molar"),
		kong.Description("Molar answers a dental clinic's patients, and books, moves and confirms their appointments."),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		panic(err) // the struct tags above are wrong
	}
	k, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "molar:", err)
		return exitBadInput
	}
	switch err := k.Run(); {
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return exitFailed
	case ctx.Err() != nil:
		return exitFailed // stopped by a signal, which needs no message
	default:
		fmt.Fprintln(os.Stderr, "molar:", oneLine(err))
		return exitStatus(err)
	}
}

// oneLine makes one sentence of an error that spreads over lines: a database
// that does not answer says so for every address tried.
func oneLine(err error) string {
	var parts []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); line != "" && !slices.Contains(parts, line) {
			parts = append(parts, line)
		}
	}
	return strings.Join(parts, " ")
}
