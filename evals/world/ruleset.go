package world

import (
	"strconv"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// ruleset reads the rules over the defaults. A fixture is there to see the
// bot answer, so unless it says otherwise coverage is everywhere and there is
// no delay.
func (r *reading) ruleset(m strictyaml.Map) {
	rules := molar.DefaultRuleset()
	rules.Coverage = molar.Coverage{Mode: molar.CoverageAllExcept}
	rules.ReplyDelay = molar.DelayRange{}
	r.mapping(m, rules.Mapping)
	v := m.Get("ruleset")
	v.Into(&rules)
	r.world.Ruleset = rules
	// A fixture need not be fit to publish: of what validation finds, the
	// fields that the document itself has are its faults.
	for _, problem := range rules.Validate(r.world, anyScript{}) {
		if field, ok := find(v, problem.Field); ok {
			field.Fail("%s", problem.Message)
		}
	}
}

// mapping reads treatments and default_project, which stand at the top of a
// world; the ruleset's own mapping goes over them.
func (r *reading) mapping(m strictyaml.Map, mapping molar.Mapping) {
	if v := m.Get("default_project"); v.Written() {
		project := reference(v, "project", r.projects)
		for _, t := range molar.Treatments() {
			mapping[t] = project
		}
	}
	for _, f := range m.Get("treatments").Fields() {
		mapping[preset(f.Key, f.Name)] = reference(f.Value, "project", r.projects)
	}
}

// find follows a path such as "notify.default[0]" or "limits.per_day" from v;
// false where the document has nothing there.
func find(v strictyaml.Value, path string) (strictyaml.Value, bool) {
	for step := range strings.SplitSeq(path, ".") {
		name, index, isItem := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		if name == "mode" && !v.IsMap() { // a category's bare word is its mode
			break
		}
		v = field(v, name)
		if isItem && v.IsList() { // a single text stands for a list of one
			v = item(v, index)
		}
	}
	return v, v.Written()
}

func field(v strictyaml.Value, name string) strictyaml.Value {
	if v.IsMap() {
		for _, f := range v.Fields() {
			if f.Name == name {
				return f.Value
			}
		}
	}
	return strictyaml.Value{}
}

func item(v strictyaml.Value, index string) strictyaml.Value {
	items := v.List()
	if i, err := strconv.Atoi(index); err == nil && i < len(items) {
		return items[i]
	}
	return strictyaml.Value{}
}

// anyScript lets every script pass: whether one can be rendered is for the
// package that renders, when the ruleset is published.
type anyScript struct{}

func (anyScript) CheckScript(string, string) error { return nil }
