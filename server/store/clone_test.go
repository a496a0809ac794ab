package store

import (
	"testing"
	"time"
)

func TestStale_KnowsOnlyItsOwnNames(t *testing.T) {
	now := time.Unix(1_800_000_000, 0)
	for name, want := range map[string]bool{
		"molar_run_1799990000_abc":                         true,
		"molar_run_1799999000_abc":                         false, // minutes old
		"molar_build_1799990000_abc":                       true,
		"molar_template_0123456789ab_1799000000_abc":       true,
		"molar_template_0123456789ab_1799990000_abc":       false, // hours old
		"molar_template_" + schemaHash() + "_1799000000_x": false, // in use
		"molar":                      false,
		"molar_run_mine":             false,
		"molar_run_1799990000":       false,
		"molar_template_mine":        false,
		"molar_archive_1799000000_x": false,
	} {
		if got := stale(name, now); got != want {
			t.Errorf("stale(%q) = %v, want %v", name, got, want)
		}
	}
}

func TestWithDatabase_KeepsTheRest(t *testing.T) {
	for connection, want := range map[string]string{
		"postgres://u:p@db.example:6432/app?sslmode=disable":     "postgres://u:p@db.example:6432/run?sslmode=disable",
		"postgres://u@/app?host=%2Ftmp%2Fpg&port=5432":           "postgres://u@/run?host=%2Ftmp%2Fpg&port=5432",
		"postgresql:///?dbname=app&host=%2Ftmp&pool_max_conns=3": "postgresql:///run?host=%2Ftmp&pool_max_conns=3",
		"host=db.example dbname=app":                             "host=db.example dbname=app dbname=run",
	} {
		got, err := withDatabase(connection, "run")
		if err != nil || got != want {
			t.Errorf("withDatabase(%q) = %q, %v, want %q", connection, got, err, want)
		}
		config, err := parseConnection(got)
		if err != nil || config.ConnConfig.Database != "run" {
			t.Errorf("%q does not connect to the new database: %v", got, err)
		}
	}
}
