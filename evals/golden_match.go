package evals

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/molarhq/molar/evals/strictyaml"
)

// Matcher is what a golden writes where a value is compared: a literal, a list
// of matchers element by element, a map of matchers by key, or one of the
// operators any, contains, re, range, masked, present, absent, near and $name.
type Matcher struct {
	op      string // "" literal, "list", "map", or the operator
	literal any    // string, json.Number or bool
	list    []Matcher
	fields  map[string]Matcher
	re      *regexp.Regexp
	low     string // range, or the middle of near
	high    string // range, or how far from the middle
}

// bindings are the values that names such as $a1 stand for.
type bindings map[string]any

// operatorKeys are the keys that make a map an operator.
var operatorKeys = []string{"any", "contains", "re", "range", "masked", "present", "absent", "near"}

// wordOperators are the operators that stand as a bare word.
var wordOperators = []string{"any", "masked", "present", "absent"}

// scalar is a value as JSON would hold it.
type scalar struct{ value any }

// UnmarshalJSON reads one text, number or truth value.
func (s *scalar) UnmarshalJSON(b []byte) error {
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.UseNumber()
	return dec.Decode(&s.value)
}

// longestNumber is the most digits that a number may have without quotes:
// what is longer is a phone or an id, which YAML would spoil.
const longestNumber = 6

func readMatcher(v strictyaml.Value) Matcher {
	switch {
	case v.IsList():
		m := Matcher{op: "list", list: []Matcher{}}
		for _, item := range v.List() {
			m.list = append(m.list, readMatcher(item))
		}
		return m
	case v.IsMap():
		return readMapMatcher(v)
	}
	var s scalar
	v.Into(&s)
	if n, ok := s.value.(json.Number); ok && len(strings.TrimLeft(n.String(), "-")) > longestNumber {
		v.Fail("put a number this long in quotes: is it a phone?")
	}
	text, _ := s.value.(string)
	switch {
	case slices.Contains(wordOperators, text) && !v.InQuotes():
		return Matcher{op: text}
	case strings.HasPrefix(text, "$") && len(text) > 1:
		return Matcher{op: "$", low: text}
	}
	return Matcher{literal: s.value}
}

func readMapMatcher(v strictyaml.Value) Matcher {
	fields := v.Fields()
	for _, f := range fields {
		if slices.Contains(operatorKeys, f.Name) {
			return readOperator(v, f)
		}
	}
	m := Matcher{op: "map", fields: map[string]Matcher{}}
	for _, f := range fields {
		m.fields[f.Name] = readMatcher(f.Value)
	}
	return m
}

func readOperator(v strictyaml.Value, f strictyaml.Field) Matcher {
	m := Matcher{op: f.Name}
	switch f.Name {
	case "near":
		pair := v.Map("near", "within")
		m.low, m.high = scalarText(pair.Get("near")), scalarText(pair.Need("within"))
		return m
	case "any":
		m.list = []Matcher{}
		for _, item := range f.Value.List() {
			m.list = append(m.list, readMatcher(item))
		}
	case "contains":
		m.low = scalarText(f.Value)
	case "re":
		re, err := regexp.Compile(f.Value.Text())
		if err != nil {
			f.Value.Fail("%v", err)
		}
		m.re = re
	case "range":
		text := f.Value.Text()
		low, high, ok := strings.Cut(text, "..")
		if !ok || low == "" && high == "" {
			f.Value.Fail("%q is no range such as 3..12", text)
		}
		m.low, m.high = low, high
	default:
		if !f.Value.Bool() {
			f.Value.Fail("write %s: true", f.Name)
		}
	}
	v.Map(f.Name)
	return m
}

func scalarText(v strictyaml.Value) string {
	var s scalar
	v.Into(&s)
	return show(s.value)
}

// Match compares an actual value, nil for none: a string, a json.Number, a
// bool, a time, or maps and lists of these.
func (m Matcher) Match(actual any, names bindings) bool {
	text := show(actual)
	switch m.op {
	case "":
		return same(m.literal, actual)
	case "list":
		items, ok := actual.([]any)
		if !ok || len(items) != len(m.list) {
			return false
		}
		for i, item := range m.list {
			if !item.Match(items[i], names) {
				return false
			}
		}
		return true
	case "map":
		fields, ok := actual.(map[string]any)
		for key, want := range m.fields {
			if !ok || !want.Match(fields[key], names) {
				return false
			}
		}
		return ok
	case "any":
		return m.list == nil || slices.ContainsFunc(m.list, func(one Matcher) bool { return one.Match(actual, names) })
	case "present":
		return text != ""
	case "absent":
		return text == ""
	case "masked":
		return strings.Contains(text, "*") && !wholePhone.MatchString(text)
	case "contains":
		return containsText(text, m.low)
	case "re":
		return m.re.MatchString(text)
	case "range":
		return between(text, m.low, m.high)
	case "near":
		return near(text, m.low, m.high)
	}
	if bound, ok := names[m.low]; ok { // $name
		return same(bound, actual)
	}
	names[m.low] = actual
	return text != ""
}

// String writes the matcher as a golden would.
func (m Matcher) String() string {
	switch m.op {
	case "":
		return show(m.literal)
	case "list":
		return fmt.Sprint(m.list)
	case "map":
		return showFields(m.fields)
	case "any":
		if m.list != nil {
			return fmt.Sprintf("any of %v", m.list)
		}
	case "contains":
		return "contains " + m.low
	case "re":
		return "re " + m.re.String()
	case "range":
		return m.low + ".." + m.high
	case "near":
		return "within " + m.high + " of " + m.low
	case "$":
		return m.low
	}
	return m.op
}

// same compares a literal with an actual value: times as moments, numbers by
// value where one of the two is written as a number, all else as text.
func same(want, actual any) bool {
	a, b := show(want), show(actual)
	if a == b {
		return true
	}
	if t, ok := asTime(a); ok {
		u, ok := asTime(b)
		return ok && t.Equal(u)
	}
	_, number1 := want.(json.Number)
	_, number2 := actual.(json.Number)
	if !number1 && !number2 {
		return false
	}
	x, ok1 := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	return ok1 && ok2 && x.Cmp(y) == 0
}

// between compares times, durations or numbers; an empty bound is open.
func between(text, low, high string) bool {
	above, ok1 := compare(text, low)
	below, ok2 := compare(text, high)
	return (low == "" || ok1 && above >= 0) && (high == "" || ok2 && below <= 0)
}

// compare orders two times, two durations or two numbers; false for what
// cannot be compared.
func compare(a, b string) (int, bool) {
	if t, ok := asTime(a); ok {
		u, ok := asTime(b)
		return t.Compare(u), ok
	}
	x, ok1 := new(big.Rat).SetString(a)
	y, ok2 := new(big.Rat).SetString(b)
	if ok1 && ok2 {
		return x.Cmp(y), true
	}
	d, err1 := time.ParseDuration(a)
	e, err2 := time.ParseDuration(b)
	return int(min(max(d-e, -1), 1)), err1 == nil && err2 == nil
}

func near(text, middle, within string) bool {
	if t, ok := asTime(text); ok {
		m, ok := asTime(middle)
		d, err := time.ParseDuration(within)
		return ok && err == nil && t.Sub(m).Abs() <= d
	}
	x, ok1 := new(big.Rat).SetString(text)
	m, ok2 := new(big.Rat).SetString(middle)
	d, ok3 := new(big.Rat).SetString(within)
	return ok1 && ok2 && ok3 && x.Sub(x, m).Abs(x).Cmp(d) <= 0
}

// containsText reports whether text has needle in it, digits only as whole
// numbers: 28 is not in 280.
func containsText(text, needle string) bool {
	if needle == "" {
		return false
	}
	for from := 0; ; {
		i := strings.Index(text[from:], needle)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(needle)
		cutsNumber := isDigit(needle[0]) && start > 0 && isDigit(text[start-1]) ||
			isDigit(needle[len(needle)-1]) && end < len(text) && isDigit(text[end])
		if !cutsNumber {
			return true
		}
		from = start + 1
	}
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// wholePhone finds mainland mobile numbers.
var wholePhone = regexp.MustCompile(`1[3-9]\d{9}`)

// asTime reads RFC 3339, with or without seconds.
func asTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// show writes an actual value on one line.
func show(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case time.Time:
		return v.Format(time.RFC3339)
	case fmt.Stringer: // json.Number, durations
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}

// showFields writes named matchers in the order of their names.
func showFields[V any](fields map[string]V) string {
	keys := make([]string, 0, len(fields))
	for key := range fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	parts := make([]string, len(keys))
	for i, key := range keys {
		parts[i] = fmt.Sprintf("%s=%v", key, fields[key])
	}
	return strings.Join(parts, " ")
}

func itoa(n int) string { return strconv.Itoa(n) }
