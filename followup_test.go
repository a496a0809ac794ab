package molar_test

import (
	"fmt"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// mapping books fillings and root canals as themselves and all else as an
// examination.
func mapping() molar.Mapping {
	m := molar.Mapping{}
	for _, t := range molar.Treatments() {
		m[t] = "exam"
	}
	m["充填治疗"], m["根管治疗"], m["基础治疗"] = "filling", "root", "scaling"
	return m
}

func charge(c molar.Category, at time.Time) molar.Charge {
	return molar.Charge{Patient: "p_xu", Category: c, Doctor: "wang", Store: "jingan", At: at}
}

func visit(doctor molar.DoctorID, store molar.StoreID, project molar.ProjectID, at time.Time) molar.Visit {
	return molar.Visit{Patient: "p_xu", Doctor: doctor, Store: store, Project: project, At: at}
}

func TestFindFollowUp_WindowIsInCalendarMonthsBothEndsIncluded(t *testing.T) {
	now := at("2026-11-23 10:05")
	tests := []struct {
		category molar.Category
		charged  string
		want     bool
	}{
		{molar.Implant, "2026-05-23 10:05", true},
		{molar.Implant, "2026-05-23 10:04:59", false},
		{molar.Orthodontics, "2025-11-23 10:05", true},
		{molar.Orthodontics, "2025-11-23 10:04:59", false},
		{molar.Restoration, "2026-08-23 10:05", true},
		{molar.Restoration, "2026-08-23 10:04:59", false},
		{molar.Endodontics, "2026-08-23 10:05", true},
		{molar.Endodontics, "2026-08-23 10:04:59", false},
		{molar.Periodontics, "2026-08-23 10:05", true},
		{molar.Periodontics, "2026-08-23 10:04:59", false},
		{molar.Aesthetics, "2026-08-23 10:05", true},
		{molar.Aesthetics, "2026-08-23 10:04:59", false},
		{molar.OralSurgery, "2026-08-23 10:05", true},
		{molar.OralSurgery, "2026-08-23 10:04:59", false},
		{molar.Preventive, "2026-11-22 10:00", false}, // no window
		{molar.Implant, "2026-11-23 10:05", true},     // settled this very moment
		{molar.Implant, "2026-11-23 10:05:01", false}, // not yet
	}
	for _, tt := range tests {
		charges := []molar.Charge{charge(tt.category, at(tt.charged))}
		_, got := molar.FindFollowUp(now, tt.category, molar.DefaultRuleset().FollowUpMonths, charges, nil, mapping())
		if got != tt.want {
			t.Errorf("%s charged %s: follow-up %t, want %t", tt.category, tt.charged, got, tt.want)
		}
	}
}

func TestFindFollowUp_WindowEndsOnTheMonthsLastDay(t *testing.T) {
	now := at("2026-05-31 10:00") // three months back is 28 February
	for charged, want := range map[string]bool{"2026-02-28 10:00": true, "2026-02-28 09:59:59": false} {
		_, got := molar.FindFollowUp(now, molar.Periodontics, molar.DefaultRuleset().FollowUpMonths, []molar.Charge{charge(molar.Periodontics, at(charged))}, nil, mapping())
		if got != want {
			t.Errorf("charged %s: follow-up %t", charged, got)
		}
	}
}

func TestFindFollowUp(t *testing.T) {
	now := at("2026-11-23 10:05")
	october, november := at("2026-10-20 11:00"), at("2026-11-10 11:00")
	byCharge := molar.FollowUp{Category: molar.Endodontics, Store: "jingan", Doctor: "wang"}
	filling := visit("zhang", "zhangjiang", "filling", october)
	tests := []struct {
		name    string
		charges []molar.Charge
		visits  []molar.Visit
		months  map[molar.Category]int // nil: the defaults
		want    *molar.FollowUp
	}{
		{name: "nothing", want: nil},
		{name: "the charge alone makes it one", charges: []molar.Charge{charge(molar.Endodontics, october)}, want: &byCharge},
		{name: "a visit alone does not", visits: []molar.Visit{filling}, want: nil},
		{name: "a charge of another category does not", charges: []molar.Charge{charge(molar.Periodontics, october)}, visits: []molar.Visit{filling}, want: nil},
		{
			name: "the visit's doctor and store come before the charge's", charges: []molar.Charge{charge(molar.Endodontics, october)}, visits: []molar.Visit{filling},
			want: &molar.FollowUp{Category: molar.Endodontics, Store: "zhangjiang", Doctor: "zhang"},
		},
		{
			name: "the visit may be older than the window", charges: []molar.Charge{charge(molar.Endodontics, october)},
			visits: []molar.Visit{visit("zhang", "zhangjiang", "filling", at("2024-01-02 09:00"))},
			want:   &molar.FollowUp{Category: molar.Endodontics, Store: "zhangjiang", Doctor: "zhang"},
		},
		{
			name: "the last visit of the category, whichever of its projects", charges: []molar.Charge{charge(molar.Endodontics, october)},
			visits: []molar.Visit{visit("li", "lujiazui", "root", november), filling, visit("chen", "pudong", "scaling", at("2026-11-20 09:00"))},
			want:   &molar.FollowUp{Category: molar.Endodontics, Store: "lujiazui", Doctor: "li"},
		},
		{name: "visits of other categories leave it to the charge", charges: []molar.Charge{charge(molar.Endodontics, october)}, visits: []molar.Visit{visit("chen", "pudong", "scaling", november)}, want: &byCharge},
		{name: "a visit to come does not count", charges: []molar.Charge{charge(molar.Endodontics, october)}, visits: []molar.Visit{visit("li", "lujiazui", "root", now.Add(time.Second))}, want: &byCharge},
		{
			name: "the latest of several charges", charges: []molar.Charge{
				charge(molar.Endodontics, october),
				{Category: molar.Endodontics, Doctor: "li", Store: "lujiazui", At: november},
				{Category: molar.Endodontics, Doctor: "chen", Store: "pudong", At: at("2026-09-01 09:00")},
			},
			want: &molar.FollowUp{Category: molar.Endodontics, Store: "lujiazui", Doctor: "li"},
		},
		{name: "a clinic may set the window to nothing", charges: []molar.Charge{charge(molar.Endodontics, october)}, months: map[molar.Category]int{molar.Endodontics: 0}, want: nil},
		{name: "or longer", charges: []molar.Charge{charge(molar.Endodontics, at("2025-11-24 11:00"))}, months: map[molar.Category]int{molar.Endodontics: 12}, want: &byCharge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			months := tt.months
			if months == nil {
				months = molar.DefaultRuleset().FollowUpMonths
			}
			got, ok := molar.FindFollowUp(now, molar.Endodontics, months, tt.charges, tt.visits, mapping())
			if ok != (tt.want != nil) {
				t.Fatalf("follow-up %t", ok)
			}
			if ok {
				if diff := gocmp.Diff(*tt.want, got); diff != "" {
					t.Error(diff)
				}
			}
		})
	}
}

func TestLastVisit(t *testing.T) {
	now := at("2026-11-23 10:05")
	first, second := visit("li", "lujiazui", "root", at("2026-10-01 09:00")), visit("zhang", "zhangjiang", "filling", now)
	ahead := visit("chen", "pudong", "exam", now.Add(time.Minute))
	if got, ok := molar.LastVisit(now, []molar.Visit{second, first, ahead}, nil); !ok || got != second {
		t.Errorf("LastVisit = %v, %t", got, ok)
	}
	notZhang := func(v molar.Visit) bool { return v.Doctor != "zhang" }
	if got, ok := molar.LastVisit(now, []molar.Visit{first, second, ahead}, notZhang); !ok || got != first {
		t.Errorf("LastVisit but Zhang's = %v, %t", got, ok)
	}
	if got, ok := molar.LastVisit(now, []molar.Visit{ahead}, nil); ok {
		t.Errorf("LastVisit of none = %v", got)
	}
}

func ExampleFindFollowUp() {
	now := time.Date(2026, 11, 23, 10, 5, 0, 0, time.FixedZone("CST", 8*60*60))
	charges := []molar.Charge{{Category: molar.Endodontics, Doctor: "zhang", Store: "zhangjiang", At: now.AddDate(0, -1, 0)}}
	windows := molar.DefaultRuleset().FollowUpMonths
	f, ok := molar.FindFollowUp(now, molar.Treatment("根管治疗").Category(), windows, charges, nil, molar.Mapping{"根管治疗": "root"})
	fmt.Println(ok, f.Store, f.Doctor)
	_, ok = molar.FindFollowUp(now, molar.Implant, windows, charges, nil, nil)
	fmt.Println(ok)
	// Output:
	// true zhangjiang zhang
	// false
}

// A later check-up, which may be for anything, does not hide who treated.
func TestFindFollowUp_CheckUpTellsLessThanTheTreatment(t *testing.T) {
	now := at("2026-11-23 10:05")
	charges := []molar.Charge{charge(molar.Endodontics, at("2026-10-01 10:00"))}
	visits := []molar.Visit{
		visit("zhao", "jingan", "filling", at("2026-10-01 09:00")),
		visit("qian", "xuhui", "exam", at("2026-11-01 09:00")),
	}
	got, _ := molar.FindFollowUp(now, molar.Endodontics, molar.DefaultRuleset().FollowUpMonths, charges, visits, mapping())
	if want := (molar.FollowUp{Category: molar.Endodontics, Store: "jingan", Doctor: "zhao"}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	got, _ = molar.FindFollowUp(now, molar.Endodontics, molar.DefaultRuleset().FollowUpMonths, charges, visits[1:], mapping())
	if got.Doctor != "qian" {
		t.Errorf("a check-up alone: %+v", got)
	}
}
