package tools_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
	"github.com/molarhq/molar/tools/toolstest"
)

// shanghai is the test clinic's zone.
var shanghai = time.FixedZone("Asia/Shanghai", 8*60*60)

// now is a Monday morning; schedules are known from Tuesday.
var now = at(23, 10, 5)

// at is a moment of November 2026.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, time.November, day, hour, minute, 0, 0, shanghai)
}

// hours is a stretch of one day: hours(24, 9, 12) is Tuesday from 9 to 12.
func hours(day, from, to int) molar.Interval {
	return molar.Interval{Start: at(day, from, 0), End: at(day, to, 0)}
}

// testWorld is a chain of two stores. Xu Xiaoyu writes as u_xu, for herself or
// her mother; Wang Yi is on record and linked to no chat.
func testWorld() *molar.World {
	shift := func(doctor molar.DoctorID, store molar.StoreID, when molar.Interval) molar.Shift {
		return molar.Shift{Doctor: doctor, Store: store, Interval: when}
	}
	appointment := func(id molar.AppointmentID, p molar.PatientID, d molar.DoctorID, start time.Time, minutes int) molar.Appointment {
		return molar.Appointment{
			ID: id, Patient: p, Store: "zhangjiang", Doctor: d, Project: "filling", Status: molar.Unconfirmed, By: molar.ByStaff,
			Interval: molar.Interval{Start: start, End: start.Add(time.Duration(minutes) * time.Minute)},
		}
	}
	w := &molar.World{
		Org: molar.Org{ID: "smile", Name: "微笑口腔", Zone: shanghai},
		Stores: []molar.Store{
			{ID: "hq", Name: "总部", Kind: molar.KindHeadquarters},
			{ID: "zhangjiang", Name: "张江店", Kind: molar.KindStore, City: "上海", District: "浦东新区", Address: "祖冲之路1000号2楼"},
			{ID: "jingan", Name: "静安店", Kind: molar.KindStore, City: "上海", District: "静安区", Address: "南京西路200号"},
		},
		Projects: []molar.Project{
			{ID: "exam", Name: "初诊检查", DisplayName: "口腔检查", Minutes: 30},
			{ID: "filling", Name: "树脂充填", DisplayName: "补牙", Minutes: 60},
		},
		Doctors: []molar.Doctor{
			{ID: "zhang", Name: "张三", DisplayName: "张三博士", Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"exam", "filling"}},
			{ID: "li", Name: "李四", Stores: []molar.StoreID{"zhangjiang", "jingan"}, Projects: []molar.ProjectID{"exam", "filling"}},
			{ID: "zhou", Name: "周五", Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"exam", "filling"}},
			{ID: "wu", Name: "吴六", Stores: []molar.StoreID{"jingan"}, Projects: []molar.ProjectID{"exam"}},
		},
		Patients: []molar.Patient{
			{ID: "p_xu", Name: "徐小雨", Phone: "13800000001"},
			{ID: "p_mum", Name: "李梅", Phone: "13800000002", HomeStore: "jingan"},
			{ID: "p_wang", Name: "王一", Phone: "13800000003", HomeStore: "zhangjiang"},
		},
		Links: []molar.Link{
			{Contact: "u_xu", Patient: "p_xu", Relation: molar.RelationSelf}, {Contact: "u_xu", Patient: "p_mum", Relation: "妈妈"},
			{Contact: "u_xu", Patient: "p_wang", Relation: "同事", Proposed: true},
		},
		Appointments: []molar.Appointment{
			appointment("a_xu", "p_xu", "zhang", at(24, 9, 0), 60),
			appointment("a_wang", "p_wang", "zhou", at(24, 10, 0), 60),
		},
		Visits: []molar.Visit{
			{Patient: "p_xu", Doctor: "li", Store: "jingan", Project: "filling", At: time.Date(2026, 10, 20, 10, 0, 0, 0, shanghai)},
			{Patient: "p_wang", Doctor: "li", Store: "jingan", Project: "filling", At: time.Date(2026, 10, 20, 14, 0, 0, 0, shanghai)},
		},
		Charges: []molar.Charge{
			{Patient: "p_xu", Category: molar.Endodontics, Treatment: "充填治疗", Doctor: "li", Store: "jingan", At: time.Date(2026, 10, 20, 11, 0, 0, 0, shanghai)},
			{Patient: "p_wang", Category: molar.Endodontics, Treatment: "充填治疗", Doctor: "li", Store: "jingan", At: time.Date(2026, 10, 20, 15, 0, 0, 0, shanghai)},
		},
		Knowledge: questionsOfProcess(),
		Ruleset:   molar.DefaultRuleset(),
	}
	for _, day := range []int{24, 25, 26} {
		w.Shifts = append(w.Shifts,
			shift("zhang", "zhangjiang", hours(day, 9, 12)), shift("zhang", "zhangjiang", hours(day, 14, 17)),
			shift("zhou", "zhangjiang", hours(day, 9, 12)), shift("wu", "jingan", hours(day, 9, 12)),
		)
	}
	w.Shifts = append(w.Shifts, shift("li", "zhangjiang", hours(24, 9, 12)), shift("li", "jingan", hours(25, 9, 12)))
	for _, t := range molar.Treatments() {
		w.Ruleset.Mapping[t] = "exam"
	}
	w.Ruleset.Mapping["充填治疗"] = "filling"
	return w
}

// office runs turns on a clinic in memory.
type office struct {
	t      testing.TB
	clinic *toolstest.Clinic
	rules  molar.Ruleset
	ids    int
}

// open returns the test world, with some of it changed.
func open(t testing.TB, change ...func(*molar.World)) *office {
	w := testWorld()
	for _, c := range change {
		c(w)
	}
	return &office{t: t, clinic: toolstest.New(w), rules: w.Ruleset}
}

// turn runs one turn of u_xu's chat c1 and keeps what it wrote, whatever its
// calls returned.
func (o *office) turn(name string, fn func(ctx context.Context, env *tools.Env)) {
	o.t.Helper()
	o.turnOf("c1", "u_xu", name, fn)
}

func (o *office) turnOf(conv molar.ConversationID, speaker molar.ContactID, name string, fn func(ctx context.Context, env *tools.Env)) {
	o.t.Helper()
	err := o.clinic.InTurn(context.Background(), conv, func(tx *toolstest.Tx) error {
		o.run(tx, conv, speaker, name, fn)
		return nil
	})
	works(o.t, err)
}

// run gives fn the environment of a turn.
func (o *office) run(tx *toolstest.Tx, conv molar.ConversationID, speaker molar.ContactID, turn string, fn func(ctx context.Context, env *tools.Env)) {
	o.t.Helper()
	ctx := context.Background()
	links, err := tx.Links(ctx, []molar.ContactID{speaker})
	works(o.t, err)
	fn(ctx, &tools.Env{
		Clinic: tx, Rules: &o.rules, Zone: shanghai, Now: now, Conversation: conv, Speaker: speaker, Links: links,
		Seed: "7/" + string(conv), Turn: string(conv) + "/" + turn,
		NewID: func() string { o.ids++; return fmt.Sprintf("id%d", o.ids) },
	})
}

func (o *office) books() molar.Books {
	o.t.Helper()
	books, err := o.clinic.Books(context.Background())
	if err != nil {
		o.t.Fatal(err)
	}
	return books
}

// offerOf puts an offer before the speaker, as a search would have.
func offerOf(env *tools.Env, token string, doctor molar.DoctorID, when molar.Interval) {
	env.Offers = append(env.Offers, tools.Offer{
		Token: token, Project: "filling", Slot: molar.Slot{Doctor: doctor, Store: "zhangjiang", Interval: when},
	})
}

func fails(t testing.TB, err error, want molar.Code) {
	t.Helper()
	if got := molar.CodeOf(err); got != want {
		t.Errorf("error %v has code %q, want %q", err, got, want)
	}
}

func works(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +:\n%s", diff)
	}
}
