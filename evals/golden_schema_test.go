package evals

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSchema_KnowsTheReadersKeys keeps the schema that editors complete from
// in step with the reader that decides.
func TestSchema_KnowsTheReadersKeys(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("schema/golden.v1.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(raw, &schema); err != nil {
		t.Fatal(err)
	}
	turn := at(t, schema, "properties", "turns", "items")
	say := at(t, turn, "properties", "say", "items", "additionalProperties", "oneOf").([]any)[1]
	db := at(t, schema, "$defs", "db", "oneOf").([]any)[1]
	for _, c := range []struct {
		name string
		in   any
		keys []string
	}{
		{"golden", schema, headerKeys},
		{"chat", at(t, schema, "properties", "chat"), chatKeys},
		{"turn", turn, turnKeys},
		{"say", say, sayKeys},
		{"expect", at(t, turn, "properties", "expect"), expectKeys},
		{"final", at(t, schema, "properties", "final"), finalKeys},
		{"db", db, tables},
	} {
		got := slices.Sorted(maps.Keys(at(t, c.in, "properties").(map[string]any)))
		if diff := cmp.Diff(slices.Sorted(slices.Values(c.keys)), got); diff != "" {
			t.Errorf("%s (-reader +schema):\n%s", c.name, diff)
		}
	}
	gens := at(t, schema, "properties", "variants", "items", "properties", "gen", "enum").([]any)
	if len(gens) != len(Generators()) {
		t.Errorf("the schema knows the generators %v, the program %v", gens, Generators())
	}
}

// at follows keys into decoded JSON.
func at(t *testing.T, v any, keys ...string) any {
	t.Helper()
	for _, key := range keys {
		m, ok := v.(map[string]any)
		if !ok || m[key] == nil {
			t.Fatalf("the schema has no %v", keys)
		}
		v = m[key]
	}
	return v
}
