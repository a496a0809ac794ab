package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed map_treatment.md
var mapTreatmentText string

// MapTreatmentArgs names a preset treatment or a project.
type MapTreatmentArgs struct {
	Treatment molar.Treatment `json:"treatment,omitempty"`
	Project   molar.ProjectID `json:"project,omitempty" jsonschema_description:"to look a project up by its id instead"`
	Store     molar.StoreID   `json:"store,omitempty" jsonschema_description:"a store may map treatments in its own way"`
}

// MapTreatmentResult is the project that is booked.
type MapTreatmentResult struct {
	Project molar.Project `json:"project"`
}

// MapTreatment finds the project that a preset treatment is booked as.
// CodeNotFound when the clinic has mapped it to none.
var MapTreatment = Verb[MapTreatmentArgs, MapTreatmentResult]{
	Name: "map_treatment", Text: mapTreatmentText, Run: mapTreatment,
}

func mapTreatment(ctx context.Context, env *Env, args MapTreatmentArgs) (MapTreatmentResult, error) {
	id := args.Project
	if args.Treatment != "" {
		mapped, ok := env.Rules.ProjectFor(args.Treatment, args.Store)
		if !ok {
			return MapTreatmentResult{}, molar.Errorf(molar.CodeNotFound, "%s is mapped to no project", args.Treatment)
		}
		id = mapped
	}
	projects, err := env.Clinic.Projects(ctx)
	if err != nil {
		return MapTreatmentResult{}, err
	}
	for _, p := range projects {
		if p.ID == id {
			return MapTreatmentResult{Project: p}, nil
		}
	}
	return MapTreatmentResult{}, molar.Errorf(molar.CodeNotFound, "no project is called %s", id)
}
