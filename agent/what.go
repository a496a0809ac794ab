package agent

import (
	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// settleWhat finds the project to book: named, or by way of the problem and
// the treatment (product.md §4). It reports false when it had to ask.
func (p *planner) settleWhat(t *Task) (bool, error) {
	if t.Problem == "multiple" {
		return false, p.handOff(molar.MultipleTreatments)
	}
	if t.Project != nil {
		return true, nil
	}
	if t.ProjectID == "" && t.Treatment == "" {
		if ok, err := p.settleProblem(t); !ok {
			return false, err
		}
	}
	return true, p.mapProject(t)
}

// settleProblem asks what the patient wants, and once more when the problem is
// unclear; after that the patient is invited to an examination.
func (p *planner) settleProblem(t *Task) (bool, error) {
	unclear := t.Problem == "unclear"
	answered := p.s.Expecting == ExpectProject || p.s.Expecting == ExpectProblem
	switch {
	case unclear && t.Asks[ExpectProblem] == 0:
		p.asks(t, ExpectProblem)
		p.ask(ExpectProblem, Act{Script: "ask_problem"})
		return false, nil
	case unclear, answered && (p.said.unknown || p.said.any || !p.moved):
		t.Treatment = molar.Examination
		return true, nil
	}
	p.asks(t, ExpectProject)
	p.ask(ExpectProject, Act{Script: "ask_project"})
	return false, nil
}

// mapProject looks the project up, for the store where one is settled.
func (p *planner) mapProject(t *Task) error {
	args := tools.MapTreatmentArgs{Treatment: t.Treatment, Project: t.ProjectID, Store: t.storeID()}
	mapped, err := tools.MapTreatment.Call(p.ctx, p.env, args)
	if molar.CodeOf(err) == molar.CodeNotFound && t.Treatment != molar.Examination {
		// What a clinic has not mapped it does not do: examine first.
		t.Treatment, t.ProjectID = molar.Examination, ""
		return p.mapProject(t)
	}
	if err != nil {
		return err
	}
	t.Project = &mapped.Project
	return nil
}
