package strictyaml

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
)

// Reader keeps the first fault of one document. It is not safe for concurrent
// use.
type Reader struct {
	file  string
	from  map[*yaml.Node]string // files of nodes that are of another one
	fault *Fault
}

// NewReader makes a reader whose faults name the file; the name may be empty.
func NewReader(file string) *Reader {
	return &Reader{file: file, from: map[*yaml.Node]string{}}
}

// From makes faults in the node, and all below it, name another file: the one
// that a merged document took them from.
func (r *Reader) From(file string, node *yaml.Node) {
	r.from[node] = file
	for _, child := range node.Content {
		r.From(file, child)
	}
}

// Value starts reading at a node, whose path is empty.
func (r *Reader) Value(node *yaml.Node) Value { return Value{reader: r, node: node} }

// Err returns the first fault, or nil.
func (r *Reader) Err() error {
	if r.fault == nil {
		return nil
	}
	return r.fault
}

// Value is one value of a document, or none: a [Map.Get] of a key that is not
// written. Reading what is none gives zero and no fault.
type Value struct {
	reader *Reader
	node   *yaml.Node
	path   string // from the top: "patients.p_xu.contacts[0].id"
}

// Written reports whether the document has the value.
func (v Value) Written() bool { return v.node != nil }

// Line is where the value begins, from 1.
func (v Value) Line() int { return v.node.Line }

// Fail records a fault of this value, unless there was one before.
func (v Value) Fail(format string, args ...any) {
	r := v.reader
	if r == nil || r.fault != nil {
		return
	}
	file := r.file
	if other, ok := r.from[v.node]; ok {
		file = other
	}
	r.fault = &Fault{File: file, Line: v.node.Line, Column: v.node.Column, Err: molar.FieldErrorf(v.path, format, args...)}
}

// Text reads text that is not blank and has no control characters but line
// breaks and tabs. What YAML reads as something else needs quotes.
func (v Value) Text() string {
	if !v.scalar("text") {
		return ""
	}
	text := v.node.Value
	switch tag := v.node.ShortTag(); {
	case tag != "!!str":
		v.Fail("YAML reads this as %s: put the text in quotes", tagName(tag))
		return ""
	case strings.TrimSpace(text) == "":
		v.Fail("nothing is written here")
		return ""
	case strings.ContainsFunc(text, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' }):
		v.Fail("there is a control character in the text")
		return ""
	}
	return text
}

// Quoted reads text that must stand in quotes, for what it says (a phone, a
// time) is too easily taken for something else.
func (v Value) Quoted(what string) string {
	if !v.scalar("the " + what + ", in quotes,") {
		return ""
	}
	if !v.InQuotes() {
		v.Fail("put the %s in quotes", what)
		return ""
	}
	return v.Text()
}

// InQuotes reports whether the value is text in single or double quotes.
func (v Value) InQuotes() bool {
	return v.node != nil && v.node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
}

// Int reads a whole number within the bounds. 010 and 0x10 are faults: YAML
// reads them as 8 and 16.
func (v Value) Int(low, high int) int {
	if !v.scalar("a whole number") {
		return 0
	}
	text := v.node.Value
	n, err := strconv.Atoi(text)
	if v.node.ShortTag() != "!!int" || err != nil || strconv.Itoa(n) != text {
		v.Fail("a whole number is needed, not %q", text)
		return 0
	}
	if n < low || n > high {
		v.Fail("%d is not between %d and %d", n, low, high)
		return 0
	}
	return n
}

// Float reads a number.
func (v Value) Float() float64 {
	if !v.scalar("a number") {
		return 0
	}
	f, err := strconv.ParseFloat(v.node.Value, 64)
	if tag := v.node.ShortTag(); tag != "!!int" && tag != "!!float" || err != nil {
		v.Fail("a number is needed, not %q", v.node.Value)
		return 0
	}
	return f
}

// Bool reads true or false.
func (v Value) Bool() bool {
	if !v.scalar("true or false") {
		return false
	}
	if v.node.ShortTag() != "!!bool" {
		v.Fail("true or false is needed, not %q", v.node.Value)
		return false
	}
	return strings.EqualFold(v.node.Value, "true")
}

// List returns the entries of a list.
func (v Value) List() []Value {
	if !v.is(yaml.SequenceNode, "a list") {
		return nil
	}
	items := make([]Value, len(v.node.Content))
	for i, item := range v.node.Content {
		items[i] = v.child(item, fmt.Sprintf("[%d]", i))
	}
	return items
}

// IsMap reports whether the value is a map.
func (v Value) IsMap() bool { return v.node != nil && v.node.Kind == yaml.MappingNode }

// IsList reports whether the value is a list.
func (v Value) IsList() bool { return v.node != nil && v.node.Kind == yaml.SequenceNode }

// Map is a value with named fields.
type Map struct {
	value  Value
	fields []Field
}

// Field is one entry of a map, in the order in which it is written.
type Field struct {
	Name  string
	Key   Value // the name itself, for a fault of it
	Value Value
}

// Map reads a map with these keys and no others.
func (v Value) Map(keys ...string) Map {
	fields := v.Fields()
	for _, f := range fields {
		if !slices.Contains(keys, f.Name) {
			f.Key.Fail("this key is not known here; known are %s", strings.Join(keys, ", "))
		}
	}
	return Map{v, fields}
}

// Fields reads a map whose keys are free, such as ids.
func (v Value) Fields() []Field {
	if !v.is(yaml.MappingNode, "a map") {
		return nil
	}
	fields := make([]Field, 0, len(v.node.Content)/2)
	lines := make(map[string]int, len(v.node.Content)/2)
	for i := 0; i+1 < len(v.node.Content); i += 2 {
		key, value := v.node.Content[i], v.node.Content[i+1]
		name := v.child(key, "").Text()
		f := Field{Name: name, Key: v.child(key, "."+name), Value: v.child(value, "."+name)}
		if line, twice := lines[name]; twice {
			f.Key.Fail("this key is written twice, first on line %d", line)
		}
		lines[name] = key.Line
		fields = append(fields, f)
	}
	return fields
}

// Get returns the value of a key, or none.
func (m Map) Get(key string) Value {
	for _, f := range m.fields {
		if f.Name == key {
			return f.Value
		}
	}
	return Value{}
}

// Need returns the value of a key that must be written.
func (m Map) Need(key string) Value {
	v := m.Get(key)
	if !v.Written() && m.value.Written() {
		m.value.child(m.value.node, "."+key).Fail("this field is missing")
	}
	return v
}

func (v Value) child(node *yaml.Node, step string) Value {
	return Value{reader: v.reader, node: node, path: strings.TrimPrefix(v.path+step, ".")}
}

func (v Value) scalar(what string) bool { return v.is(yaml.ScalarNode, what) }

// is reports whether a written value has the kind. Null is of no kind: a key
// without a value is more often forgotten than meant.
func (v Value) is(kind yaml.Kind, what string) bool {
	switch {
	case v.node == nil || v.reader.fault != nil:
		return false
	case v.node.Kind == yaml.AliasNode || v.node.Anchor != "":
		v.Fail("anchors and aliases are not read: write the value out")
		return false
	case v.node.Kind == yaml.ScalarNode && v.node.ShortTag() == "!!null":
		v.Fail("nothing is written here; %s is needed", what)
		return false
	case v.node.Kind != kind:
		v.Fail("%s is needed here, not %s", what, kindNames[v.node.Kind])
		return false
	case kind == yaml.SequenceNode && v.node.ShortTag() != "!!seq", kind == yaml.MappingNode && v.node.ShortTag() != "!!map":
		v.Fail("the tag %s is not known", v.node.Tag)
		return false
	}
	return true
}

var kindNames = map[yaml.Kind]string{yaml.ScalarNode: "a single value", yaml.SequenceNode: "a list", yaml.MappingNode: "a map"}

func tagName(tag string) string {
	switch tag {
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!timestamp":
		return "a date"
	}
	return tag
}
