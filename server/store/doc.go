// Package store keeps the clinic in PostgreSQL: one file per table, each query
// beside the method that runs it.
//
// [DB] is the way in, [Org] the part of one organisation and [Tx] one turn's
// transaction in it. An exported method is a transaction of its own or runs in
// the one it is called on; [DB.InTx] opens, commits and retries them. What must
// hold when two bookers race is a constraint in the database, and breaking one
// comes back as an error with code conflict. Times are UTC.
//
// The schema is in migrations/, numbered files that only go forward;
// [DB.Migrate] applies those that are missing. [CloneDatabase] makes a migrated
// database in the time of a file copy: each test has one of its own from
// storetest.New, and so has each run of molar chat with a fixture.
package store
