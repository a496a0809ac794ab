// Pgshell opens psql on Molar's database: the one of DATABASE_URL, else the
// private one, whose server it starts if need be. What follows on the command
// line is for psql: make db runs it without, and
//
//	go run ./server/pgdev/pgshell -c '\dt'
//
// lists the tables.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"

	"github.com/molarhq/molar/server/pgdev"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "pgshell:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx := context.Background()
	url := os.Getenv("DATABASE_URL")
	if url == "" {
		cluster, err := pgdev.Start(ctx, filepath.Join(pgdev.DefaultDir(), "postgres"), pgdev.Options{Durable: true})
		if err != nil {
			return err
		}
		defer cluster.Close()
		if url, err = cluster.EnsureDatabase(ctx, "molar"); err != nil {
			return err
		}
	}
	// Ctrl-C cancels a query in psql; it must not end this program, and with it
	// the server.
	signal.Ignore(os.Interrupt)
	psql := exec.Command("psql", append([]string{"-d", url}, os.Args[1:]...)...)
	psql.Stdin, psql.Stdout, psql.Stderr = os.Stdin, os.Stdout, os.Stderr
	return psql.Run()
}
