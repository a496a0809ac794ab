package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestMapTreatment(t *testing.T) {
	tests := []struct {
		name string
		args tools.MapTreatmentArgs
		want molar.ProjectID
		code molar.Code
	}{
		{"a treatment", tools.MapTreatmentArgs{Treatment: "充填治疗"}, "filling", ""},
		{"what the clinic does not do", tools.MapTreatmentArgs{Treatment: "颌面外科会诊"}, "exam", ""},
		{"a store's own way", tools.MapTreatmentArgs{Treatment: "充填治疗", Store: "jingan"}, "exam", ""},
		{"a store without one", tools.MapTreatmentArgs{Treatment: "充填治疗", Store: "zhangjiang"}, "filling", ""},
		{"a project by id", tools.MapTreatmentArgs{Project: "exam"}, "exam", ""},
		{"no such treatment", tools.MapTreatmentArgs{Treatment: "美甲"}, "", molar.CodeNotFound},
		{"no such project", tools.MapTreatmentArgs{Project: "nails"}, "", molar.CodeNotFound},
		{"mapped to a project that is gone", tools.MapTreatmentArgs{Treatment: "涂氟"}, "", molar.CodeNotFound},
		{"nothing", tools.MapTreatmentArgs{}, "", molar.CodeNotFound},
	}
	o := open(t)
	o.rules.StoreMapping = map[molar.StoreID]molar.Mapping{"jingan": {"充填治疗": "exam"}}
	o.rules.Mapping["涂氟"] = "gone"
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, tt := range tests {
			got, err := tools.MapTreatment.Call(ctx, env, tt.args)
			t.Log(tt.name)
			fails(t, err, tt.code)
			same(t, tt.want, got.Project.ID)
		}
	})
}
