package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

func TestLoadCalendar(t *testing.T) {
	file := filepath.Join(t.TempDir(), "calendar.txt")
	if err := os.WriteFile(file, []byte("festival 店庆 solar 12-18\noff 店庆 2026-12-18 2026-12-20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	calendar, err := loadCalendar(file)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 10, 5, 0, 0, time.FixedZone("CST", 8*3600))
	got := zhtime.Parse("店庆能约吗", now, calendar).Wishes
	if len(got) != 1 || got[0].Start.Day() != 18 || got[0].End.Day() != 21 {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(file, []byte("feast 店庆\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{file, filepath.Join(t.TempDir(), "none.txt")} {
		if _, err := loadCalendar(bad); exitStatus(err) != exitBadInput {
			t.Errorf("%s: %v", bad, err)
		}
	}
}
