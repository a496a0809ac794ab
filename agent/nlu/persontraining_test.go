package nlu

import (
	"slices"
	"testing"
)

func TestPersonExamples(t *testing.T) {
	lines, err := examplesIn("training/persons", personExample.check)
	if err != nil {
		t.Fatal(err)
	}
	var examples []Example
	for _, e := range lines {
		examples = append(examples, Example{e.Text, e.ForWhom})
		if e.Relation != "" && e.ForWhom != Other {
			t.Errorf("%s: a relation, but for %s", e.Text, e.ForWhom)
		}
		if e.PatientName != "" && slices.Contains(e.Others, e.PatientName) {
			t.Errorf("%s: %s is the patient and is not", e.Text, e.PatientName)
		}
	}
	enough(t, examples, []string{Self, Other, Family, Multiple, Unknown})
	untrained(t, examples)
}
