package molar_test

import (
	"testing"
	"time"

	"github.com/molarhq/molar"
)

func TestBot_ReadyAfterMoreThanADayOnline(t *testing.T) {
	now := at("2026-11-23 10:05")
	tests := []struct {
		since time.Time
		want  bool
	}{
		{time.Time{}, false}, // offline
		{now.Add(-23 * time.Hour), false},
		{now.Add(-24 * time.Hour), false}, // over 24 hours, not exactly
		{now.Add(-24*time.Hour - time.Second), true},
		{now.Add(time.Hour), false},
	}
	for _, tt := range tests {
		if got := (molar.Bot{ID: "bot1", OnlineSince: tt.since}).Ready(now); got != tt.want {
			t.Errorf("online since %s: ready %t", tt.since, got)
		}
	}
}
