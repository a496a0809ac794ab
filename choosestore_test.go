package molar_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// chain is a headquarters, a region and three stores.
func chain() []molar.Store {
	return []molar.Store{
		{ID: "hq", Name: "总部", Kind: molar.KindHeadquarters}, {ID: "east", Name: "华东区", Kind: molar.KindRegion},
		{ID: "zhangjiang", Name: "张江店", Kind: molar.KindStore}, {ID: "lujiazui", Name: "陆家嘴店", Kind: molar.KindStore},
		{ID: "jingan", Name: "静安店", Kind: molar.KindStore},
	}
}

// everyRule is a patient for whom each of the rules 1 to 5 finds something.
func everyRule(now time.Time) molar.StoreFacts {
	return molar.StoreFacts{
		Now: now, Stores: chain(), Named: "zhangjiang",
		FollowUp:     &molar.FollowUp{Category: molar.Endodontics, Store: "lujiazui"},
		Appointments: []molar.Appointment{appointment("a1", molar.Unconfirmed, now.Add(24*time.Hour), "jingan")},
		Visits:       []molar.Visit{visit("zhang", "zhangjiang", "exam", now.Add(-24*time.Hour))},
		HomeStore:    "lujiazui",
	}
}

func appointment(id molar.AppointmentID, status molar.AppointmentStatus, start time.Time, store molar.StoreID) molar.Appointment {
	return molar.Appointment{ID: id, Patient: "p_xu", Store: store, Doctor: "zhang", Project: "filling", Interval: molar.Interval{Start: start, End: start.Add(time.Hour)}, Status: status, By: molar.ByStaff}
}

func TestChooseStore(t *testing.T) {
	now := at("2026-11-23 10:05")
	tests := []struct {
		name       string
		change     func(*molar.StoreFacts)
		store      molar.StoreID
		rule       molar.StoreRule
		candidates []molar.StoreID
	}{
		{"1: the store that the patient names", func(f *molar.StoreFacts) {}, "zhangjiang", molar.RuleNamed, nil},
		{"1: a named headquarters is no store", func(f *molar.StoreFacts) { f.Named = "hq" }, "lujiazui", molar.RuleFollowUp, nil},
		{"1: a store that there is not", func(f *molar.StoreFacts) { f.Named = "hongqiao" }, "lujiazui", molar.RuleFollowUp, nil},
		{"1: the named store stands against the doctor's", func(f *molar.StoreFacts) { f.DoctorStores = []molar.StoreID{"jingan"} }, "zhangjiang", molar.RuleNamed, nil},

		{"a named doctor outranks 2 to 5", func(f *molar.StoreFacts) { f.Named, f.DoctorStores = "", []molar.StoreID{"jingan"} }, "jingan", molar.RuleDoctor, nil},
		{"a doctor of several stores: ask among them", func(f *molar.StoreFacts) { f.Named, f.DoctorStores = "", []molar.StoreID{"jingan", "zhangjiang"} }, "", molar.RuleAskPatient, []molar.StoreID{"zhangjiang", "jingan"}},
		{"of the doctor's stores only those that see patients", func(f *molar.StoreFacts) { f.Named, f.DoctorStores = "", []molar.StoreID{"hq", "jingan"} }, "jingan", molar.RuleDoctor, nil},

		{"2: the store of the last visit of a follow-up", func(f *molar.StoreFacts) { f.Named = "" }, "lujiazui", molar.RuleFollowUp, nil},
		{"2: a follow-up at a store that has closed", func(f *molar.StoreFacts) { f.Named, f.FollowUp.Store = "", "closed" }, "jingan", molar.RuleNextVisit, nil},
		{"2: a follow-up without a store", func(f *molar.StoreFacts) { f.Named, f.FollowUp.Store = "", "" }, "jingan", molar.RuleNextVisit, nil},

		{"3: the next planned appointment", func(f *molar.StoreFacts) { f.Named, f.FollowUp = "", nil }, "jingan", molar.RuleNextVisit, nil},
		{"3: the earliest of several", func(f *molar.StoreFacts) {
			f.Named, f.FollowUp = "", nil
			f.Appointments = append(f.Appointments, appointment("a2", molar.Confirmed, now.Add(time.Hour), "lujiazui"))
		}, "lujiazui", molar.RuleNextVisit, nil},
		{"3: a cancelled one is not planned", func(f *molar.StoreFacts) {
			f.Named, f.FollowUp = "", nil
			f.Appointments[0].Status = molar.Cancelled
		}, "zhangjiang", molar.RuleLastVisit, nil},
		{"3: one that begins now is not to come", func(f *molar.StoreFacts) {
			f.Named, f.FollowUp = "", nil
			f.Appointments[0].Start = now
		}, "zhangjiang", molar.RuleLastVisit, nil},
		{"3: at a store that has closed", func(f *molar.StoreFacts) {
			f.Named, f.FollowUp = "", nil
			f.Appointments[0].Store = "closed"
		}, "zhangjiang", molar.RuleLastVisit, nil},

		{"4: the last visit", func(f *molar.StoreFacts) { f.Named, f.FollowUp, f.Appointments = "", nil, nil }, "zhangjiang", molar.RuleLastVisit, nil},
		{"4: the latest of several", func(f *molar.StoreFacts) {
			f.Named, f.FollowUp, f.Appointments = "", nil, nil
			f.Visits = append(f.Visits, visit("li", "jingan", "exam", now.Add(-time.Hour)))
		}, "jingan", molar.RuleLastVisit, nil},

		{"5: the home store", func(f *molar.StoreFacts) { f.Named, f.FollowUp, f.Appointments, f.Visits = "", nil, nil, nil }, "lujiazui", molar.RuleHome, nil},
		{"6: a home that is headquarters", func(f *molar.StoreFacts) {
			*f = molar.StoreFacts{Now: now, Stores: chain(), HomeStore: "hq"}
		}, "", molar.RuleAskPatient, []molar.StoreID{"zhangjiang", "lujiazui", "jingan"}},
		{"6: a home that is a region", func(f *molar.StoreFacts) {
			*f = molar.StoreFacts{Now: now, Stores: chain(), HomeStore: "east"}
		}, "", molar.RuleAskPatient, []molar.StoreID{"zhangjiang", "lujiazui", "jingan"}},
		{"6: nothing known", func(f *molar.StoreFacts) { *f = molar.StoreFacts{Now: now, Stores: chain()} }, "", molar.RuleAskPatient, []molar.StoreID{"zhangjiang", "lujiazui", "jingan"}},

		{"a single store, whatever else is known", func(f *molar.StoreFacts) {
			f.Stores, f.DoctorStores = chain()[:3], []molar.StoreID{"jingan"}
		}, "zhangjiang", molar.RuleOnlyStore, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			facts := everyRule(now)
			tt.change(&facts)
			store, rule, candidates := molar.ChooseStore(facts)
			if store != tt.store || rule != tt.rule {
				t.Errorf("chose %q by %q, want %q by %q", store, rule, tt.store, tt.rule)
			}
			var ids []molar.StoreID
			if store == "" {
				for _, s := range candidates {
					ids = append(ids, s.ID)
				}
			}
			if diff := gocmp.Diff(tt.candidates, ids); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestChooseStore_LeavesTheFactsAsTheyAre(t *testing.T) {
	facts := everyRule(at("2026-11-23 10:05"))
	facts.Named, facts.DoctorStores = "", []molar.StoreID{"jingan"}
	molar.ChooseStore(facts)
	if diff := gocmp.Diff(chain(), facts.Stores); diff != "" {
		t.Error(diff)
	}
}

func ExampleChooseStore() {
	stores := []molar.Store{
		{ID: "hq", Kind: molar.KindHeadquarters}, {ID: "zhangjiang", Kind: molar.KindStore}, {ID: "jingan", Kind: molar.KindStore},
	}
	store, rule, _ := molar.ChooseStore(molar.StoreFacts{Stores: stores, HomeStore: "jingan"})
	fmt.Println(store, "by", rule)
	store, rule, candidates := molar.ChooseStore(molar.StoreFacts{Stores: stores, HomeStore: "hq"})
	fmt.Printf("%q by %s among %d\n", store, rule, len(candidates))
	// Output:
	// jingan by home
	// "" by ask among 2
}
