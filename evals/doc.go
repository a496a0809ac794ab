// Package evals proves that Molar behaves: golden conversations, the player
// that runs them on a virtual clock, and the reports.
//
// A golden ([LoadGolden]) is one YAML file: a clinic, what people write in the
// chat, and what must come of it; README.md is the page for those who write
// one. [Run] plays it on a clinic of its own, in memory or in Postgres, and
// compares: each turn with what the golden expects of it, the clinic before
// and after as rows, closed world, and what holds for every conversation
// whatever the golden says (run_invariants.go). [RunSuite] runs many and
// repeats them; a [Report] is written as JSON, JUnit XML and one HTML page.
//
//	goldens, err := evals.LoadSuite("evals/suites")
//	report := evals.RunSuite(ctx, goldens, evals.Options{Stores: stores, Brain: "embedded"})
//	if report.Failed(false) > 0 { … }
//
// The files: event.go and player.go are the line protocol of `molar chat
// --json`; golden*.go read the format, run*.go play and grade, report*.go
// write. The world fixture is package world below.
package evals
