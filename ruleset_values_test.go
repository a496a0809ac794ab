package molar_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
)

// read decodes JSON into a value of the ruleset.
func read[T any](document string) (T, error) {
	var v T
	err := json.Unmarshal([]byte(document), &v)
	return v, err
}

func TestRulesetValues_BadOnesAreRefused(t *testing.T) {
	for _, document := range []string{
		`{"lead_time": 60}`, `{"lead_time": "60"}`, `{"lead_time": "an hour"}`, `{"lead_time": ""}`, `{"slot_step": null}`,
		`{"reply_delay": 15}`, `{"reply_delay": "soon"}`, `{"reply_delay": ["10s"]}`, `{"reply_delay": ["10s", "20s", "30s"]}`, `{"reply_delay": ["10s", 20]}`,
		`{"handoff_hold": 4}`, `{"handoff_hold": "08:00"}`, `{"handoff_hold": "next 24:00"}`, `{"handoff_hold": "next morning"}`,
		`{"handoff_hold": "-4h"}`, `{"handoff_hold": "0s"}`, `{"handoff_hold": "next 08:60"}`,
		`{"categories": {"price": {"mod": "handoff"}}}`, `{"categories": {"price": 1}}`, `{"categories": {"price": ["handoff"]}}`,
		`{"scripts": {"greeting": 1}}`, `{"scripts": {"greeting": ["您好", 1]}}`,
		`{"offers": "three"}`, `{"robot_tag": "yes"}`, `{"coverage": "off"}`,
	} {
		if r, err := read[molar.Ruleset](document); err == nil {
			t.Errorf("%s was read as %+v", document, r)
		}
	}
}

func TestRulesetValues_GoodOnes(t *testing.T) {
	r, err := read[molar.Ruleset](`{
		"reply_delay": ["10s", "20s"], "lead_time": "1h30m", "handoff_hold": "next 07:30",
		"categories": {"process": "knowledge", "directions": {"mode": "reply_and_handoff", "script": "见地图"}},
		"scripts": {"greeting": "您好", "thanks": ["不客气", "不用谢"]}
	}`)
	if err != nil {
		t.Fatal(err)
	}
	want := molar.Ruleset{
		ReplyDelay: molar.DelayRange{Min: 10 * time.Second, Max: 20 * time.Second}, LeadTime: molar.Duration(90 * time.Minute),
		HandoffHold: molar.HandoffHold{NextClock: 7*time.Hour + 30*time.Minute},
		Categories: map[molar.HandoffCode]molar.CategoryRule{
			molar.Process: {Mode: molar.ModeKnowledge}, molar.Directions: {Mode: molar.ModeReplyAndHandoff, Script: "见地图"},
		},
		Scripts: map[string]molar.Variants{"greeting": {"您好"}, "thanks": {"不客气", "不用谢"}},
	}
	if diff := gocmp.Diff(want, r); diff != "" {
		t.Error(diff)
	}
}

func TestRulesetValues_RoundTrip(t *testing.T) {
	seconds := func(t *rapid.T, low int, label string) time.Duration {
		return time.Duration(rapid.IntRange(low, 100000).Draw(t, label)) * time.Second
	}
	rapid.Check(t, func(t *rapid.T) {
		want := molar.Ruleset{
			LeadTime:    molar.Duration(seconds(t, 0, "lead")),
			ReplyDelay:  molar.DelayRange{Min: seconds(t, 0, "min"), Max: seconds(t, 0, "max")},
			HandoffHold: molar.HandoffHold{NextClock: time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "clock")) * time.Minute},
		}
		if rapid.Bool().Draw(t, "hold for") {
			want.HandoffHold = molar.HandoffHold{For: seconds(t, 1, "for")}
		}
		document, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := read[molar.Ruleset](string(document))
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestHoldEnd(t *testing.T) {
	eight, midnight := molar.HandoffHold{NextClock: 8 * time.Hour}, molar.HandoffHold{}
	tests := []struct {
		hold molar.HandoffHold
		now  string
		want string
	}{
		{eight, "2026-11-23 10:05", "2026-11-24 08:00"},
		{eight, "2026-11-23 23:59", "2026-11-24 08:00"},
		{eight, "2026-11-24 00:00", "2026-11-24 08:00"},
		{eight, "2026-11-24 07:59:59", "2026-11-24 08:00"},
		{eight, "2026-11-24 08:00", "2026-11-25 08:00"}, // at eight, the next one is tomorrow's
		{eight, "2026-12-31 20:00", "2027-01-01 08:00"},
		{midnight, "2026-11-23 10:05", "2026-11-24 00:00"},
		{molar.HandoffHold{For: 4 * time.Hour}, "2026-11-23 22:00", "2026-11-24 02:00"},
		{molar.HandoffHold{For: 90 * time.Minute, NextClock: 8 * time.Hour}, "2026-11-23 10:00", "2026-11-23 11:30"},
	}
	for _, tt := range tests {
		// The instant counts, whatever zone it is told in.
		for _, now := range []time.Time{at(tt.now), at(tt.now).UTC()} {
			if got := tt.hold.HoldEnd(now, shanghai); !got.Equal(at(tt.want)) {
				t.Errorf("%+v from %s ends %s, want %s", tt.hold, now, got, tt.want)
			}
		}
	}
	tokyo := time.FixedZone("JST", 9*60*60)
	if got := eight.HoldEnd(at("2026-11-24 07:30"), tokyo); !got.Equal(at("2026-11-25 07:00")) {
		t.Errorf("half past eight in Tokyo: until %s", got)
	}
}

func ExampleHandoffHold_HoldEnd() {
	zone := time.FixedZone("CST", 8*60*60)
	evening := time.Date(2026, 11, 23, 20, 0, 0, 0, zone)
	var hold molar.HandoffHold
	for _, document := range []string{`"next 08:00"`, `"4h"`} {
		if err := json.Unmarshal([]byte(document), &hold); err != nil {
			fmt.Println(err)
		}
		fmt.Println(document, "ends", hold.HoldEnd(evening, zone).Format("2006-01-02 15:04"))
	}
	// Output:
	// "next 08:00" ends 2026-11-24 08:00
	// "4h" ends 2026-11-24 00:00
}
