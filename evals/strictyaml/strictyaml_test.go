package strictyaml_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

func value(t testing.TB, text string) (strictyaml.Value, *strictyaml.Reader) {
	t.Helper()
	node, err := strictyaml.Parse(strings.NewReader(text), "file.yaml")
	if err != nil {
		t.Fatal(err)
	}
	r := strictyaml.NewReader("file.yaml")
	return r.Value(node), r
}

type form struct {
	Name   string         `json:"name"`
	Share  float64        `json:"share"`
	Count  int            `json:"count,omitempty"`
	On     bool           `json:"on"`
	Wait   molar.Duration `json:"wait"`
	Words  []string       `json:"words"`
	Limits map[string]int `json:"limits"`
	Hidden string         `json:"-"`
	Delay  molar.DelayRange
}

func TestInto_KeepsWhatIsNotWritten(t *testing.T) {
	got := form{Name: "a", Count: 3, Words: []string{"x", "y"}, Limits: map[string]int{"day": 1, "hour": 2}}
	v, r := value(t, "share: 0.5\non: true\nwait: 90s\nwords: [z]\nlimits: {hour: 5}\n")
	v.Into(&got)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	want := form{
		Name: "a", Share: 0.5, Count: 3, On: true, Wait: molar.Duration(90 * time.Second), Words: []string{"z"},
		Limits: map[string]int{"day": 1, "hour": 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestInto_Faults(t *testing.T) {
	for text, want := range map[string]string{
		"name: 5":                 "file.yaml:1: name: YAML reads this as a number",
		"name: yes\nname: no":     "file.yaml:2: name: this key is written twice, first on line 1",
		"name: 2026-11-24":        "file.yaml:1: name: YAML reads this as a date",
		"name: true":              "file.yaml:1: name: YAML reads this as true or false",
		"name:":                   "file.yaml:1: name: nothing is written here; text is needed",
		"share: half":             `file.yaml:1: share: a number is needed, not "half"`,
		"share: 0x10":             `file.yaml:1: share: a number is needed, not "0x10"`,
		"count: 1_000":            `file.yaml:1: count: a whole number is needed, not "1_000"`,
		"on: yes":                 `file.yaml:1: on: true or false is needed, not "yes"`,
		"wait: 1.5":               "file.yaml:1: wait: a duration is text",
		"wait: true":              "file.yaml:1: wait: a duration is text",
		"wait: [1s, ~]":           "file.yaml:1: wait[1]: nothing is written here",
		"wait: {for: 1s}":         "file.yaml:1: wait: a molar.Duration cannot be read from YAML",
		"words: [a, [b]]":         "file.yaml:1: words[1]: text is needed here, not a list",
		"words: !set [a]":         "file.yaml:1: words: the tag !set is not known",
		"limits: !!set {a: 1}":    "file.yaml:1: limits: the tag !!set is not known",
		"limits:\n  day: many":    `file.yaml:2: limits.day: a whole number is needed, not "many"`,
		"- name: a":               "file.yaml:1: a map is needed here, not a list",
		"Hidden: a":               "file.yaml:1: Hidden: this key is not known here; known are name, share",
		"limits: &l {a: 1}":       "file.yaml:1: limits: anchors and aliases are not read",
		"limits: {? [a] : 1}":     "file.yaml:1: limits: text is needed here, not a list",
		"name: \"a\\u0007\"":      "file.yaml:1: name: there is a control character",
		"count: 9999999999999999": "file.yaml:1: count: 9999999999999999 is not between",
	} {
		v, r := value(t, text)
		v.Into(&form{})
		if err := r.Err(); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q\ngot  %v\nwant %s", text, err, want)
		}
	}
}

func TestInto_MapForATypeThatIsNone(t *testing.T) {
	v, r := value(t, "{min: 1s}")
	v.Into(&molar.DelayRange{})
	if err := r.Err(); err == nil || err.Error() != "file.yaml:1: a map is not possible here" {
		t.Errorf("got %v", err)
	}
}

func TestReader_KeepsTheFirstFault(t *testing.T) {
	v, r := value(t, "b: [x]\na: 1\n")
	m := v.Map("a", "b")
	m.Get("a").Text()
	m.Get("b").Text()
	if len(m.Get("b").List()) != 0 {
		t.Error("a document with a fault still reads")
	}
	if err := r.Err(); !strings.HasPrefix(err.Error(), "file.yaml:2: a: ") {
		t.Errorf("got %v", err)
	}
}

func TestValue_NotWrittenReadsAsZero(t *testing.T) {
	v, r := value(t, "a: 1\n")
	none := v.Map("a").Get("b")
	none.Fail("nobody hears this")
	if none.Written() || none.Text() != "" || none.Int(5, 6) != 0 || none.Bool() || none.List() != nil || none.Lines() != nil || none.Map().Need("x").Written() {
		t.Error("what is not written has a value")
	}
	if err := r.Err(); err != nil {
		t.Error(err)
	}
}

func TestLines(t *testing.T) {
	v, r := value(t, "plan: |  # a table\n\n  one  # first\n\n    two\n  # none\n  three\n")
	var got []string
	for _, line := range v.Map("plan").Get("plan").Lines() {
		got = append(got, fmt.Sprintf("%d %s", line.Line(), line.Text()))
	}
	if diff := cmp.Diff([]string{"3 one", "5 two", "7 three"}, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if err := r.Err(); err != nil {
		t.Error(err)
	}
}

func TestParse_Faults(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "file.yaml:1: nothing is written here",
		"a: 1\nb: 1\nc: [1, }\nd: 1\n": "file.yaml:3: this is no YAML: ",
		"a: 1\nb: {c: d e: f}\n":       "file.yaml:2: this is no YAML: ",
		"a: 1\nb: {\n  c: 1\nd: [\n":   "file.yaml:2: this is no YAML: ", // where the open map begins
		"a: 1\nb: 2\n- c\n":            "file.yaml:3: this is no YAML: ",
		"a: 1\n  b: 2\n":               "file.yaml:2: this is no YAML: ",
		"a: }\n":                       "file.yaml:1: this is no YAML: ",
		"a: 'b\n":                      "file.yaml:2: this is no YAML: ",
		"a: 1\n\tb: 2\n":               "file.yaml:2: this is no YAML: ",
		"a: 1\nb: \"\\q\"\n":           "file.yaml:2: this is no YAML: ",
		"a: 1\nb: 1\nc: *d\n":          "file.yaml:3: this is no YAML: unknown anchor 'd' referenced",
		"a: 1\nb: \xff\n":              "file.yaml:2: there are bytes here that are no text",
		"a: 1\nb: \x00\n":              "file.yaml:2: there are bytes here that are no text",
		"a: 1\n---\nb: 1\n":            "file.yaml:2: a second document begins here",
		"a: 1\n---\n\"b\n":             "file.yaml:3: this is no YAML: ",
		strings.Repeat("[", 2e5):       "file.yaml:1: this is no YAML: ",
		strings.Repeat("- ", 2e5):      "file.yaml:1: this is no YAML: ",
		strings.Repeat(" ", strictyaml.MaxBytes+1): "file.yaml: is larger than 32 MiB",
	} {
		start := time.Now()
		_, err := strictyaml.Parse(strings.NewReader(text), "file.yaml")
		if err == nil || !strings.HasPrefix(err.Error(), want) || molar.CodeOf(err) != molar.CodeInvalid {
			t.Errorf("%.20q\ngot  %v\nwant %s", text, err, want)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%.20q took %s", text, took)
		}
	}
}

func TestParse_UnreadableInput(t *testing.T) {
	_, err := strictyaml.Parse(iotest.ErrReader(errors.New("disk gone")), "")
	if err == nil || err.Error() != "cannot be read: disk gone" {
		t.Errorf("got %v", err)
	}
}
