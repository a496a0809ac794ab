package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestFindPatients_LinkedOnesWithTheirRelation(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.FindPatients.Call(ctx, env, tools.FindPatientsArgs{})
		works(t, err)
		same(t, []tools.FoundPatient{ // the link to Wang Yi is only proposed
			{ID: "p_xu", Name: "徐小雨", Phone: "13800000001", Relation: "self", Contact: "u_xu", Linked: true},
			{ID: "p_mum", Name: "李梅", Phone: "13800000002", Relation: "妈妈", Contact: "u_xu", Linked: true},
		}, got.Patients)
	})
}

func TestFindPatients_ByNameAndPhoneTogether(t *testing.T) {
	tests := []struct {
		name  molar.PersonName
		phone molar.Phone
		want  []tools.FoundPatient
		code  molar.Code
	}{
		{"王一", "13800000003", []tools.FoundPatient{{ID: "p_wang", Name: "王一", Phone: "13800000003"}}, ""},
		{"徐小雨", "13800000001", []tools.FoundPatient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001", Linked: true}}, ""},
		{"王一", "13800000001", []tools.FoundPatient{}, ""},
		{"王", "13800000003", []tools.FoundPatient{}, ""},
		{"王一", "", nil, molar.CodeInvalid},
		{"", "13800000003", nil, molar.CodeInvalid},
	}
	o := open(t)
	for _, tt := range tests {
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			got, err := tools.FindPatients.Call(ctx, env, tools.FindPatientsArgs{Name: tt.name, Phone: tt.phone})
			fails(t, err, tt.code)
			same(t, tt.want, got.Patients)
		})
	}
}

func TestFindPatients_AMatchMayBeBookedForAndNothingMore(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		if env.Bookable("p_wang") {
			t.Fatal("Wang Yi may be booked for before anybody typed the phone")
		}
		_, err := tools.FindPatients.Call(ctx, env, tools.FindPatientsArgs{Name: "王一", Phone: "13800000003"})
		works(t, err)
		if !env.Bookable("p_wang") || env.Linked("p_wang") {
			t.Errorf("bookable %t, linked %t", env.Bookable("p_wang"), env.Linked("p_wang"))
		}
	})
}
