package prompts

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/molarhq/molar"
)

// template is one wording, line by line. A line with an optional part is left
// out when nothing of it is said.
type template struct {
	lines [][]part
}

// part is a piece of a line: words, a field, or an optional part.
type part struct {
	text     string
	field    string
	optional bool
	then     []part // said when every field in it has a value
	or       []part // said otherwise
}

var fieldName = regexp.MustCompile(`^[a-z][a-z_]*$`)

// parseTemplate reads a wording. Its errors speak to whoever wrote it.
func parseTemplate(text string) (template, error) {
	var t template
	for line := range strings.SplitSeq(text, "\n") {
		parts, err := parseLine(line)
		if err != nil {
			return template{}, err
		}
		t.lines = append(t.lines, parts)
	}
	return t, nil
}

func parseLine(line string) ([]part, error) {
	var parts []part
	for {
		before, rest, found := strings.Cut(line, "[[")
		words, err := parseFields(before)
		if err != nil {
			return nil, err
		}
		parts = append(parts, words...)
		if !found {
			return parts, nil
		}
		inside, after, closed := strings.Cut(rest, "]]")
		if !closed {
			return nil, molar.Errorf(molar.CodeInvalid, "[[ without ]] on its line")
		}
		then, or, _ := strings.Cut(inside, "|")
		p := part{optional: true}
		if p.then, err = parseFields(then); err != nil {
			return nil, err
		}
		if p.or, err = parseFields(or); err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(p.then, func(q part) bool { return q.field != "" }) {
			return nil, molar.Errorf(molar.CodeInvalid, "[[%s]] depends on no field", inside)
		}
		parts = append(parts, p)
		line = after
	}
}

// parseFields reads words with fields and without optional parts.
func parseFields(text string) ([]part, error) {
	if strings.Contains(text, "]]") || strings.Contains(text, "[[") {
		return nil, molar.Errorf(molar.CodeInvalid, "[[ and ]] do not match")
	}
	var parts []part
	for text != "" {
		open := strings.IndexAny(text, "{}")
		if open < 0 {
			return append(parts, part{text: text}), nil
		}
		end := strings.IndexByte(text, '}')
		if text[open] == '}' || end < 0 {
			return nil, molar.Errorf(molar.CodeInvalid, "{ and } do not match")
		}
		name := text[open+1 : end]
		if !fieldName.MatchString(name) {
			return nil, molar.Errorf(molar.CodeInvalid, "{%s} is no name of a field", name)
		}
		if open > 0 {
			parts = append(parts, part{text: text[:open]})
		}
		parts = append(parts, part{field: name})
		text = text[end+1:]
	}
	return parts, nil
}

// fields lists the fields of the template: those that it cannot be said
// without, and those in optional parts.
func (t template) fields() (bare, optional []string) {
	for _, line := range t.lines {
		for _, p := range line {
			if p.field != "" {
				bare = append(bare, p.field)
			}
			for _, q := range p.then {
				if q.field != "" {
					optional = append(optional, q.field)
				}
			}
			for _, q := range p.or {
				if q.field != "" {
					bare = append(bare, q.field)
				}
			}
		}
	}
	return bare, optional
}

// render fills the template in. value returns a field's value, "" for none.
func (t template) render(value func(field string) string) (string, error) {
	var lines []string
	for _, parts := range t.lines {
		var b strings.Builder
		depends := false
		for _, p := range parts {
			depends = depends || p.optional
			for _, q := range p.said(value) {
				if q.field == "" {
					b.WriteString(q.text)
					continue
				}
				v := value(q.field)
				if v == "" {
					return "", molar.Errorf(molar.CodeInvalid, "the field %s is missing", q.field)
				}
				b.WriteString(v)
			}
		}
		line := strings.TrimSpace(b.String())
		if line != "" || !depends {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n"), nil
}

// said chooses what an optional part says; any other part says itself.
func (p part) said(value func(string) string) []part {
	if !p.optional {
		return []part{p}
	}
	for _, q := range p.then {
		if q.field != "" && value(q.field) == "" {
			return p.or
		}
	}
	return p.then
}

// cleanValue makes a value fit to stand in a text: no control characters, and
// no braces that could be taken for a field left open.
func cleanValue(v string) string {
	if !strings.ContainsFunc(v, func(r rune) bool {
		return r == '{' || r == '}' || r == unicode.ReplacementChar || unicode.IsControl(r)
	}) {
		return strings.TrimSpace(v)
	}
	v = strings.Map(func(r rune) rune {
		switch {
		case r == '{':
			return '｛'
		case r == '}':
			return '｝'
		case r != '\n' && unicode.IsControl(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(v, "\uFFFD"))
	return strings.TrimSpace(v)
}
