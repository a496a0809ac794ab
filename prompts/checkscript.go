package prompts

import (
	"slices"
	"strings"

	"github.com/molarhq/molar"
)

var _ molar.ScriptChecker = (*Scripts)(nil)

// CheckScript tells whether a text can be a wording of the script: its fields
// are known, those that must be stated are, and it promises nothing and states
// no figure of its own. "category.<code>" stands for the fixed reply of a
// question category, which is sent as it is: it has no fields, and its figures
// are the clinic's.
func (s *Scripts) CheckScript(key, text string) error {
	if code, ok := strings.CutPrefix(key, "category."); ok {
		if !molar.HandoffCode(code).IsQuestion() {
			return molar.Errorf(molar.CodeInvalid, "no question category is called %s", code)
		}
		return Check(text, Claims{Quoted: true})
	}
	script, err := s.known(key)
	if err != nil {
		return err
	}
	_, err = script.wording(text)
	return err
}

// known returns a script that a clinic may word: one that there is, or any
// handoff's.
func (s *Scripts) known(key string) (Script, error) {
	if script, ok := s.byKey[key]; ok {
		return script, nil
	}
	if code, ok := strings.CutPrefix(key, handoff+"."); ok && molar.HandoffCode(code).Name() != "" {
		return s.byKey[handoff], nil
	}
	return Script{}, molar.Errorf(molar.CodeInvalid, "no script is called %s", key)
}

// wording reads a text as a wording of the script and checks it.
func (s *Script) wording(text string) (template, error) {
	t, err := parseTemplate(text)
	if err != nil {
		return t, err
	}
	if strings.TrimSpace(text) == "" {
		return t, molar.Errorf(molar.CodeInvalid, "the text is empty")
	}
	bare, optional := t.fields()
	must := s.Must
	if s.Row != "" {
		must = append(slices.Clone(must), list)
	}
	for _, field := range append(slices.Clone(bare), optional...) {
		if !slices.Contains(s.Vars, field) && !slices.Contains(must, field) {
			return t, molar.Errorf(molar.CodeInvalid, "{%s} is not known here; known are %s", field, names(s.Vars, must))
		}
	}
	for _, field := range bare {
		if !slices.Contains(must, field) {
			return t, molar.Errorf(molar.CodeInvalid, "{%s} may be missing: write [[…{%s}…]]", field, field)
		}
	}
	for _, field := range must {
		if !slices.Contains(bare, field) && !slices.Contains(optional, field) {
			return t, molar.Errorf(molar.CodeInvalid, "{%s} has to be stated", field)
		}
	}
	return t, s.checkClaims(t)
}

// checkClaims runs the claim check over the words of a template, with and
// without its optional parts.
func (s *Script) checkClaims(t template) error {
	var claims Claims
	if s.Needs != "" {
		claims.Receipts = []molar.ReceiptAction{s.Needs}
	}
	for _, with := range []bool{true, false} {
		if err := Check(t.words(with), claims); err != nil {
			return err
		}
	}
	return nil
}

// words are the template's own words, with a mark for every field.
func (t template) words(optional bool) string {
	var b strings.Builder
	write := func(parts []part) {
		for _, p := range parts {
			b.WriteString(p.text)
			if p.field != "" {
				b.WriteString(blank)
			}
		}
	}
	for _, line := range t.lines {
		for _, p := range line {
			switch {
			case !p.optional:
				write([]part{p})
			case optional:
				write(p.then)
			default:
				write(p.or)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// names joins names of fields for a sentence.
func names(lists ...[]string) string {
	all := slices.Concat(lists...)
	slices.Sort(all)
	all = slices.Compact(all)
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, ", ")
}
