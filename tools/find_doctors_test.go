package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestFindDoctors(t *testing.T) {
	tests := []struct {
		name string
		args tools.FindDoctorsArgs
		want []molar.DoctorID
	}{
		{"all, in the clinic's order", tools.FindDoctorsArgs{}, []molar.DoctorID{"zhang", "li", "zhou", "wu"}},
		{"at a store", tools.FindDoctorsArgs{Store: "jingan"}, []molar.DoctorID{"li", "wu"}},
		{"who do a project", tools.FindDoctorsArgs{Project: "filling"}, []molar.DoctorID{"zhang", "li", "zhou"}},
		{"all of what is given", tools.FindDoctorsArgs{Store: "jingan", Project: "filling"}, []molar.DoctorID{"li"}},
		{"by id, in the clinic's order", tools.FindDoctorsArgs{IDs: []molar.DoctorID{"wu", "zhang", "nobody"}}, []molar.DoctorID{"zhang", "wu"}},
		{"by id where they do not work", tools.FindDoctorsArgs{IDs: []molar.DoctorID{"zhang"}, Store: "jingan"}, []molar.DoctorID{}},
	}
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, tt := range tests {
			got, err := tools.FindDoctors.Call(ctx, env, tt.args)
			works(t, err)
			ids := []molar.DoctorID{}
			for _, d := range got.Doctors {
				ids = append(ids, d.ID)
			}
			t.Log(tt.name)
			same(t, tt.want, ids)
		}
	})
}
