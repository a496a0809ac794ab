package tools_test

import (
	"context"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func storeIDs(stores []molar.Store) []molar.StoreID {
	ids := []molar.StoreID{}
	for _, s := range stores {
		ids = append(ids, s.ID)
	}
	return ids
}

func TestFindStores_ListsThoseThatSeePatients(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.FindStores.Call(ctx, env, tools.FindStoresArgs{})
		works(t, err)
		same(t, []molar.StoreID{"zhangjiang", "jingan"}, storeIDs(got.Stores))
		if got.Store != "" || got.Rule != "" {
			t.Errorf("it chose %s by %s unasked", got.Store, got.Rule)
		}
	})
}

func TestFindStores_Chooses(t *testing.T) {
	followUp := &molar.FollowUp{Category: molar.Endodontics, Store: "jingan", Doctor: "li"}
	tests := []struct {
		name     string
		args     tools.FindStoresArgs
		store    molar.StoreID
		rule     molar.StoreRule
		followUp *molar.FollowUp
	}{
		{"the named store", tools.FindStoresArgs{Named: "zhangjiang", Patient: "p_xu", Treatment: "充填治疗"}, "zhangjiang", molar.RuleNamed, followUp},
		{"where the named doctor works", tools.FindStoresArgs{Doctor: "zhang", Patient: "p_xu", Treatment: "充填治疗"}, "zhangjiang", molar.RuleDoctor, followUp},
		{"a doctor of two stores", tools.FindStoresArgs{Doctor: "li", Patient: "p_xu"}, "", molar.RuleAskPatient, nil},
		{"a follow-up by treatment", tools.FindStoresArgs{Patient: "p_xu", Treatment: "根管治疗"}, "jingan", molar.RuleFollowUp, followUp},
		{"a follow-up by project", tools.FindStoresArgs{Patient: "p_xu", Project: "filling"}, "jingan", molar.RuleFollowUp, followUp},
		{"another category: the next appointment", tools.FindStoresArgs{Patient: "p_xu", Treatment: "基础治疗"}, "zhangjiang", molar.RuleNextVisit, nil},
		{"the home store", tools.FindStoresArgs{Patient: "p_mum", Treatment: "充填治疗"}, "jingan", molar.RuleHome, nil},
		{"nobody known", tools.FindStoresArgs{Treatment: "充填治疗"}, "", molar.RuleAskPatient, nil},
	}
	o := open(t)
	for _, tt := range tests {
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			tt.args.Choose = true
			got, err := tools.FindStores.Call(ctx, env, tt.args)
			works(t, err)
			if got.Store != tt.store || got.Rule != tt.rule {
				t.Errorf("%s: %q by %s, want %q by %s", tt.name, got.Store, got.Rule, tt.store, tt.rule)
			}
			same(t, tt.followUp, got.FollowUp)
		})
	}
}

func TestFindStores_FollowUpWindowIsInTheClinicsDays(t *testing.T) {
	// In Shanghai it is 1 July, and three months back 1 April. In UTC it is 30
	// June still, three months before which is 30 March.
	o := open(t, func(w *molar.World) {
		w.Charges = []molar.Charge{{Patient: "p_mum", Category: molar.Periodontics, Store: "zhangjiang", At: time.Date(2027, 3, 31, 12, 0, 0, 0, shanghai)}}
	})
	for _, zone := range []*time.Location{shanghai, time.UTC} {
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			env.Now = time.Date(2027, 7, 1, 0, 30, 0, 0, shanghai).In(zone)
			got, err := tools.FindStores.Call(ctx, env, tools.FindStoresArgs{Choose: true, Patient: "p_mum", Treatment: "基础治疗"})
			works(t, err)
			if got.FollowUp != nil {
				t.Errorf("told in %s, 31 March is within three months of 1 July", zone)
			}
		})
	}
}

// noHistory fails the test when anybody looks at appointments, visits or charges.
type noHistory struct {
	tools.Clinic
	t *testing.T
}

func (n noHistory) History(context.Context, molar.PatientID) (molar.History, error) {
	n.t.Error("it looked at the patient's history")
	return molar.History{}, nil
}

func TestFindStores_TypedPatientsHistoryStaysUnread(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		env.Clinic = noHistory{env.Clinic, t}
		env.Typed = []molar.PatientID{"p_wang"}
		got, err := tools.FindStores.Call(ctx, env, tools.FindStoresArgs{Choose: true, Patient: "p_wang", Treatment: "充填治疗"})
		works(t, err)
		if got.Store != "zhangjiang" || got.Rule != molar.RuleHome || got.FollowUp != nil {
			t.Errorf("%s by %s, follow-up %v; want the home store", got.Store, got.Rule, got.FollowUp)
		}
		env.Typed = nil // a stranger's record says nothing at all
		got, err = tools.FindStores.Call(ctx, env, tools.FindStoresArgs{Choose: true, Patient: "p_wang", Treatment: "充填治疗"})
		works(t, err)
		if got.Store != "" || got.Rule != molar.RuleAskPatient {
			t.Errorf("%s by %s for a patient who is not of this chat", got.Store, got.Rule)
		}
	})
}
