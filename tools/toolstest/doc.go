// Package toolstest is a clinic in memory that keeps the same promises as the
// database: what may overlap, what a rollback leaves, the order of every list.
// Golden conversations and simulated patients run on it by the thousand, since
// a turn costs microseconds. The promises are written down once, as tests, in
// the package suite below it, and server/store passes the same ones.
//
//	clinic := toolstest.New(world)
//	err := clinic.InTurn(ctx, "c1", func(tx *toolstest.Tx) error {
//		return tx.Hold(ctx, hold, now)
//	})
//
// Its parts are named as the interfaces of package tools: master.go,
// records.go, diary.go, bookings.go, desk.go; chats.go is the ledger of package
// agent, and import.go, ruleset.go are the clinic outside a turn.
package toolstest
