// Package nlu understands what dental patients write in Chinese, without a
// model and without a network.
//
// A message passes through small parts that each read one thing and live in
// the file named after it:
//
//	normalise.go  width, traditional characters, invisible characters, typos
//	clause.go     where one wish ends and the next begins
//	phone.go      mobile numbers in every spelling; phoneowner.go: whose each is
//	name.go       what can be a name; readname.go, namealone.go, surname.go and
//	              spelling.go: what the words around say of it
//	namemodel.go  … and whose it is
//	people.go     who appears: relatives (relation.go, kin.go), names, staff
//	person.go     … and for whom it is: the writer, one of them, several
//	doctor.go     doctors, resolved against the clinic's vocabulary
//	place.go      stores and cities
//	times.go      the seam to package zhtime
//	timewish.go   … and which of the times are wished
//	treatment.go  problem and treatment words to preset treatments
//	treatmentmodel.go … and which of them the patient means
//	redflag.go    signs that need a person at once
//	act.go        yes, no, the second one, never mind
//	fact.go       what is asked about the stores
//	intent.go     the codes; secondintent.go: two in one message
//	correction.go … and what the definitions of the codes demand
//	classifier.go the linear classifier behind intents, treatments, times and
//	              persons; training.go, timetraining.go, persontraining.go:
//	              what it learns from
//	sound.go      names matched by how they sound
//	stages.go     how long each part took
//
// What a clinic or a dentist may want to read or tune is not in the code but
// in the tables under data/; what the classifiers learn from is under
// training/. Patterns in the tables are explained at [pattern].
//
// An [Understander] never invents: every id in its answer is in the
// [Vocabulary] that it was made with.
package nlu
