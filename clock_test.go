package molar_test

import (
	"time"

	"github.com/molarhq/molar"
)

// shanghai is a zone of its own, so that tests need no zone database.
var shanghai = time.FixedZone("CST", 8*60*60)

// at is a moment in Shanghai, written as 2026-11-24 09:30 or with seconds.
func at(s string) time.Time {
	layout := "2006-01-02 15:04"
	if len(s) > len(layout) {
		layout = time.DateTime
	}
	t, err := time.ParseInLocation(layout, s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// span is a stretch of one day: span("2026-11-24", "09:00", "12:00").
func span(day, from, to string) molar.Interval {
	return molar.Interval{Start: at(day + " " + from), End: at(day + " " + to)}
}
