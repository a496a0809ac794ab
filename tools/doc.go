// Package tools holds what the agent can do to a clinic and learn from it: one
// verb is one .go file, one .md file (the text that a model reads) and one
// test.
//
// A [Verb] has typed arguments and a typed result. The planner calls verbs
// from Go; [All] lists the same verbs with JSON Schemas for whoever wants them
// by name. Every call goes through [Verb.Call], which traces it, keeps writes
// idempotent and, during a replay, answers from the record instead of the
// clinic.
//
// Reading: [FindStores], [FindDoctors], [MapTreatment], [FindPatients],
// [ListAppointments], [SearchSlots], [SearchKnowledge].
//
// Writing: [HoldSlot], [ReleaseSlot], [BookAppointment],
// [RescheduleAppointment], [ConfirmAppointment], [RegisterPatient],
// [TransferToHuman].
//
// What a chat may see is checked here and not by the callers: a patient who is
// not linked to the chat has no appointments that [ListAppointments] would
// show. [Clinic] is what the verbs need of the world; package toolstest has
// one in memory.
package tools
