package tools

import (
	"context"
	_ "embed"
	"slices"

	"github.com/molarhq/molar"
)

//go:embed find_doctors.md
var findDoctorsText string

// FindDoctorsArgs narrows the list; every field may be empty.
type FindDoctorsArgs struct {
	IDs     []molar.DoctorID `json:"ids,omitempty"`
	Store   molar.StoreID    `json:"store,omitempty"`
	Project molar.ProjectID  `json:"project,omitempty"`
}

// FindDoctorsResult lists doctors in the clinic's order.
type FindDoctorsResult struct {
	Doctors []molar.Doctor `json:"doctors"`
}

// FindDoctors lists the doctors that fit all of what is given.
var FindDoctors = Verb[FindDoctorsArgs, FindDoctorsResult]{
	Name: "find_doctors", Text: findDoctorsText, Run: findDoctors,
}

func findDoctors(ctx context.Context, env *Env, args FindDoctorsArgs) (FindDoctorsResult, error) {
	all, err := env.Clinic.Doctors(ctx)
	if err != nil {
		return FindDoctorsResult{}, err
	}
	result := FindDoctorsResult{Doctors: []molar.Doctor{}}
	for _, d := range all {
		if len(args.IDs) > 0 && !slices.Contains(args.IDs, d.ID) ||
			args.Store != "" && !d.WorksAt(args.Store) ||
			args.Project != "" && !d.Does(args.Project) {
			continue
		}
		result.Doctors = append(result.Doctors, d)
	}
	return result, nil
}
