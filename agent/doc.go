// Package agent runs one turn of a conversation between a patient and a
// clinic. It tells a turn's life in four steps:
//
//	UNDERSTAND  the burst, the open question and the clinic's vocabulary become
//	            commands of a closed set (command.go, commands.go; package nlu
//	            reads the Chinese, package zhtime the times)
//	PLAN, ACT   the planner holds the commands against the session and calls
//	            tools until it has something to say (planner.go and the files
//	            below)
//	SAY         acts become texts by the clinic's scripts; every claim is
//	            checked against the receipts of this very turn (say.go)
//	KEEP        session, messages and trace are written in the transaction
//	            that the tools wrote in (agent.go, trace.go)
//
// The planner is spread over files named after what they settle: begin.go
// which task a burst is about, take.go what it says of it, what.go the
// project, who.go the patient, where.go store and doctor, when.go and
// propose.go the time; book.go, move.go and confirm.go are the flows,
// questions.go what is answered or handed off, hold.go and staff.go what
// happens while people are at it.
//
// Nothing here writes but through package tools, and nothing promises without
// a receipt. A turn depends on its input, the session and the results of its
// tools alone, so [Agent.Replay] can run any recorded turn again.
package agent
