// Package prompts holds the texts that patients and staff are sent, and the
// checks that stand between a text and a patient.
//
// scripts.zh.yaml has the scripts that every clinic starts with; [Default]
// reads them, [Scripts.With] lays a clinic's own wordings over them, and
// [Scripts.Render] fills one in:
//
//	text, err := scripts.Render("ask_store", seed, nil, []map[string]string{{"store": "张江店"}})
//
// No receipt, no promise: [Check] refuses a text that says "booked" without
// the receipt of a booking, or states a date, a time, a price or a number that
// is no field of the act. claims.zh.yaml lists the wordings that it knows.
// The same check runs over every script at start-up and over every wording
// that a clinic publishes ([Scripts.CheckScript]), so that a bad one is found
// before a patient meets it.
//
// [Blocked] finds a clinic's blocked words, [Split] cuts long texts into
// messages, and [Scripts.Tag] marks a message as a robot's.
//
// The package reads no clock and no database; everything in it is safe for
// concurrent use.
package prompts
