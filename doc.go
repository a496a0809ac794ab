// Package molar is the domain of Molar, the agent that answers a dental
// clinic's patients in WeCom: what a clinic is, what may be booked, when, by
// whom, and what is handed to a person. It knows no database, no network and
// no language model, and imports the standard library alone.
//
// Read it in this order:
//
//   - org.go, doctor.go, treatment.go, patient.go: the clinic and its people,
//     gathered in [World], the whole of a clinic at one moment
//   - schedule.go, slot.go: working hours, and the free slots that are left of
//     them ([FreeSlots])
//   - followup.go, choosestore.go, choosedoctor.go, identity.go: the rules by
//     which code decides where, with whom and for whom
//   - appointment.go, hold.go: what may happen to an appointment
//   - handoff.go, conversation.go, coverage.go: when the bot speaks, and when a
//     person does
//   - ruleset.go: what a clinic may tune, and its validation
//   - errors.go, mask.go: how failures and personal data are told
//
// Times are instants; wherever a rule speaks of days or hours it means the
// clinic's own zone, [Org.Zone].
package molar
