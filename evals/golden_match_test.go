package evals

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/molarhq/molar/evals/strictyaml"
)

func TestMatcher(t *testing.T) {
	t.Parallel()
	nine := time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		matcher string
		actual  any
		want    bool
	}{
		{`main`, "main", true},
		{`main`, "mains", false},
		{`"2026-11-24T09:00:00+08:00"`, nine, true},
		{`"2026-11-24T09:00+08:00"`, "2026-11-24T01:00:00Z", true},
		{`"2026-11-24T09:30:00+08:00"`, nine, false},
		{`25`, json.Number("25.0"), true},
		{`"25"`, "25.0", false},
		{`true`, true, true},
		{`any`, nil, true},
		{`present`, "x", true},
		{`present`, nil, false},
		{`absent`, nil, true},
		{`absent`, "x", false},
		{`"any"`, "x", false}, // in quotes it is a word like others
		{`masked`, "138****0001", true},
		{`masked`, "13800000001", false},
		{`{contains: 洗牙}`, "我想洗牙", true},
		{`{contains: "28"}`, "280元", false},
		{`{contains: "28"}`, "128元，28元", true},
		{`{re: "^周"}`, "周三", true},
		{`{range: 3..12}`, json.Number("12"), true},
		{`{range: 3..12}`, json.Number("13"), false},
		{`{range: 3s..12s}`, 4 * time.Second, true},
		{`{range: 3s..}`, 2 * time.Second, false},
		{`{range: "2026-11-24T00:00:00+08:00..2026-11-25T00:00:00+08:00"}`, nine, true},
		{`{range: "2026-11-24T10:00:00+08:00..2026-11-25T00:00:00+08:00"}`, nine, false},
		{`{near: "2026-11-24T09:20:00+08:00", within: 30m}`, nine, true},
		{`{near: "2026-11-24T09:40:00+08:00", within: 30m}`, nine, false},
		{`{near: "268.00", within: 1}`, json.Number("267.5"), true},
		{`{any: [li, wang]}`, "wang", true},
		{`{any: [li, wang]}`, "chen", false},
		{`{store: main, only: present}`, map[string]any{"store": "main", "only": []any{"x"}, "near": "y"}, true},
		{`{store: main}`, map[string]any{"doctor": "wang"}, false},
		{`[li, any]`, []any{"li", "wang"}, true},
		{`[li]`, []any{"li", "wang"}, false},
		{`$a`, "a1", true},
		{`$b`, "a1", false},
	} {
		if got := parseMatcher(t, c.matcher).Match(c.actual, bindings{"$b": "b1"}); got != c.want {
			t.Errorf("%s on %v: got %v", c.matcher, c.actual, got)
		}
	}
}

func TestMatcher_ANameStandsForWhatItMetFirst(t *testing.T) {
	t.Parallel()
	names := bindings{}
	a := parseMatcher(t, "$a")
	if !a.Match("a1", names) || a.Match("a2", names) || !a.Match("a1", names) {
		t.Error("$a stands for different values")
	}
}

func parseMatcher(t *testing.T, text string) Matcher {
	t.Helper()
	node, err := strictyaml.Parse(strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err)
	}
	reader := strictyaml.NewReader("")
	m := readMatcher(reader.Value(node))
	if err := reader.Err(); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return m
}
