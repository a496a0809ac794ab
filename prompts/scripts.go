package prompts

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
)

//go:embed scripts.zh.yaml
var scriptsFile []byte

// Script is one thing that the bot says: when, with which facts, in which
// words. scripts.zh.yaml explains the parts.
type Script struct {
	About    string              `yaml:"about"`
	Vars     []string            `yaml:"vars"`
	Must     []string            `yaml:"must"`
	Needs    molar.ReceiptAction `yaml:"needs"`
	Variants []string            `yaml:"variants"`
	Row      string              `yaml:"row"`

	wordings []template
	row      template
}

// list is the field of a wording where the rows go.
const list = "list"

// handoff is the script of every handoff that has no words of its own.
const handoff = "handoff"

// Scripts are the scripts of one clinic. They do not change.
type Scripts struct {
	tag    string
	byKey  map[string]Script
	sorted []string
}

// Default returns the scripts that every clinic starts with. It panics when
// the file that is built in is bad, which a test keeps from happening.
func Default() *Scripts { return builtIn() }

// builtIn reads the file once.
var builtIn = sync.OnceValue(func() *Scripts {
	s, err := parse(scriptsFile)
	if err != nil {
		panic(fmt.Sprintf("scripts.zh.yaml: %v", err))
	}
	return s
})

func parse(file []byte) (*Scripts, error) {
	var doc struct {
		Tag     string            `yaml:"robot_tag"`
		Scripts map[string]Script `yaml:"scripts"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(file))
	dec.KnownFields(true)
	if err := dec.Decode(&doc); err != nil {
		return nil, err
	}
	if n := utf8.RuneCountInString(doc.Tag); n == 0 || n > tagRoom {
		return nil, fmt.Errorf("robot_tag has %d characters, not 1 to %d", n, tagRoom)
	}
	s := &Scripts{tag: doc.Tag, byKey: make(map[string]Script, len(doc.Scripts)), sorted: slices.Sorted(maps.Keys(doc.Scripts))}
	for _, key := range s.sorted {
		script := doc.Scripts[key]
		if err := script.compile(); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		if code, ok := strings.CutPrefix(key, handoff+"."); ok && molar.HandoffCode(code).Name() == "" {
			return nil, fmt.Errorf("%s: no handoff is called %s", key, code)
		}
		s.byKey[key] = script
	}
	if _, ok := s.byKey[handoff]; !ok {
		return nil, fmt.Errorf("%s is missing", handoff)
	}
	return s, nil
}

// compile reads the script's wordings and row, and checks them.
func (s *Script) compile() error {
	for _, field := range s.Must {
		if !slices.Contains(s.Vars, field) {
			return fmt.Errorf("must: %s is not among vars", field)
		}
	}
	switch s.Needs {
	case "", molar.ActionBooked, molar.ActionMoved, molar.ActionConfirmed:
	default:
		return fmt.Errorf("needs: nothing is called %s", s.Needs)
	}
	if s.Row != "" {
		var err error
		if s.row, err = parseTemplate(s.Row); err != nil {
			return fmt.Errorf("row: %w", err)
		}
		if err := s.checkClaims(s.row); err != nil {
			return fmt.Errorf("row: %w", err)
		}
	}
	return s.reword(s.Variants)
}

// reword gives the script other wordings.
func (s *Script) reword(texts []string) error {
	if len(texts) == 0 {
		return molar.Errorf(molar.CodeInvalid, "a script needs a wording")
	}
	s.Variants, s.wordings = texts, make([]template, len(texts))
	for i, text := range texts {
		t, err := s.wording(text)
		if err != nil {
			return molar.FieldErrorf("["+strconv.Itoa(i)+"]", "%s", err)
		}
		s.wordings[i] = t
	}
	return nil
}

// Keys lists the scripts, sorted.
func (s *Scripts) Keys() []string { return slices.Clone(s.sorted) }

// Script returns the script that the key says; a handoff without words of its
// own says the common one.
func (s *Scripts) Script(key string) (Script, bool) {
	if script, ok := s.byKey[key]; ok {
		return script, true
	}
	if strings.HasPrefix(key, handoff+".") || strings.HasPrefix(key, "category.") {
		return s.byKey[handoff], true
	}
	return Script{}, false
}

// Has reports whether the key can be rendered.
func (s *Scripts) Has(key string) bool {
	_, ok := s.Script(key)
	return ok
}

// Needs is what has to have been done in the turn that says the script, "" for
// nothing.
func (s *Scripts) Needs(key string) molar.ReceiptAction {
	script, _ := s.Script(key)
	return script.Needs
}

// With returns the scripts with a clinic's own wordings instead of the default
// ones. CodeInvalid names the wording that cannot be used, as
// "scripts.key[0]".
func (s *Scripts) With(overrides map[string]molar.Variants) (*Scripts, error) {
	if len(overrides) == 0 {
		return s, nil
	}
	own := &Scripts{tag: s.tag, byKey: maps.Clone(s.byKey)}
	for _, key := range slices.Sorted(maps.Keys(overrides)) {
		script, err := s.known(key)
		if err != nil {
			return nil, molar.FieldErrorf("scripts."+key, "%s", err)
		}
		if err := script.reword(overrides[key]); err != nil {
			return nil, fieldBelow("scripts."+key, err)
		}
		own.byKey[key] = script
	}
	own.sorted = slices.Sorted(maps.Keys(own.byKey))
	return own, nil
}

// fieldBelow puts the path of a script before the field of an error about it.
func fieldBelow(path string, err error) error {
	if e, ok := err.(*molar.Error); ok {
		return molar.FieldErrorf(path+e.Field, "%s", e.Message)
	}
	return err
}

// Render says a script: the wording that the seed picks, with fields and rows
// filled in. The same arguments give the same text. CodeNotFound for a key
// that there is not, CodeInvalid when a field is missing that the script
// cannot do without.
func (s *Scripts) Render(key string, seed uint64, fields map[string]string, rows []map[string]string) (string, error) {
	script, ok := s.Script(key)
	if !ok {
		return "", molar.Errorf(molar.CodeNotFound, "no script is called %s", key)
	}
	rendered, err := script.rows(rows)
	if err != nil {
		return "", fmt.Errorf("script %s: %w", key, err)
	}
	text, err := script.wordings[seed%uint64(len(script.wordings))].render(func(field string) string {
		if field == list {
			return rendered
		}
		return cleanValue(fields[field])
	})
	if err != nil {
		return "", fmt.Errorf("script %s: %w", key, err)
	}
	return text, nil
}

func (s *Script) rows(rows []map[string]string) (string, error) {
	if s.Row == "" {
		return "", nil
	}
	lines := make([]string, len(rows))
	for i, fields := range rows {
		line, err := s.row.render(func(field string) string {
			if field == "n" {
				return strconv.Itoa(i + 1)
			}
			return cleanValue(fields[field])
		})
		if err != nil {
			return "", fmt.Errorf("row %d: %w", i+1, err)
		}
		lines[i] = line
	}
	return strings.Join(lines, "\n"), nil
}

// Tag marks a message as a robot's.
func (s *Scripts) Tag(text string) string { return text + s.tag }
