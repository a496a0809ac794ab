// Package strictyaml reads YAML that people write by hand, where a slip must
// not pass: worlds ([github.com/molarhq/molar/evals/world]) and golden
// conversations.
//
// A [Reader] walks the nodes of a document. Its first fault names the file,
// the line and the path of the field; after it everything reads as zero, so
// that code which reads a form needs no error check at each field:
//
//	r := strictyaml.NewReader("stores.yaml")
//	m := r.Value(node).Map("name", "city") // any other key is a fault
//	store := Store{Name: m.Need("name").Text(), City: m.Get("city").Text()}
//	return store, r.Err()
//
// Text that YAML would take for a number, a date or a truth value must stand
// in quotes; keys written twice, empty values, anchors and aliases are faults.
package strictyaml
