// Package suite holds the promises of a clinic's storage as tests. The
// in-memory clinic and the database pass the same ones:
//
//	suite.Run(t, func(t *testing.T, w *molar.World) suite.Subject { … })
package suite

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

// Subject is one org whose promises are tested.
type Subject interface {
	InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error
	Records
	Rulesets
}

// Records are what a clinic shows outside a turn.
type Records interface {
	Import(ctx context.Context, w *molar.World) error
	World(ctx context.Context) (*molar.World, error)
	Books(ctx context.Context) (molar.Books, error)
	Conversation(ctx context.Context, id molar.ConversationID) (molar.Conversation, error)
	Turns(ctx context.Context, conv molar.ConversationID) ([]molar.Turn, error)
	Contact(ctx context.Context, id molar.ContactID) (molar.Contact, error)
	Bots(ctx context.Context) ([]molar.Bot, error)
}

// Rulesets are the versions of an org's rules.
type Rulesets interface {
	Live(ctx context.Context) (molar.Ruleset, int, error)
	Version(ctx context.Context, n int) (molar.Ruleset, error)
	Versions(ctx context.Context) ([]molar.Publication, error)
	Draft(ctx context.Context) (molar.Ruleset, error)
	SaveDraft(ctx context.Context, r molar.Ruleset) error
	Publish(ctx context.Context, check func(*molar.Ruleset, *molar.World) []*molar.Error) (int, error)
	Rollback(ctx context.Context, version int) error
}

// Run tests every promise. open returns a subject that holds the world, whose
// org id no other call has.
func Run(t *testing.T, open func(t *testing.T, w *molar.World) Subject) {
	for _, group := range []struct {
		name  string
		tests []promise
	}{
		{"Import", importPromises},
		{"Master", masterPromises},
		{"Records", recordPromises},
		{"Diary", diaryPromises},
		{"Bookings", bookingPromises},
		{"Move", movePromises},
		{"Desk", deskPromises},
		{"Chats", chatPromises},
		{"Turn", turnPromises},
		{"Rulesets", rulesetPromises},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, p := range group.tests {
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					p.test(t, &clinic{Subject: open(t, world(molar.OrgID(t.Name()))), t: t})
				})
			}
		})
	}
	t.Run("Differential", func(t *testing.T) {
		t.Parallel()
		differential(t, open)
	})
}

// promise is one test, on a clinic that holds [world].
type promise struct {
	name string
	test func(t *testing.T, c *clinic)
}

// clinic is the subject with shorthands.
type clinic struct {
	Subject
	t *testing.T
}

// turn runs fn in a turn of the conversation, and fails the test on an error.
func (c *clinic) turn(conv molar.ConversationID, fn func(tx agent.Ledger) error) {
	c.t.Helper()
	if err := c.InTurn(c.t.Context(), conv, fn); err != nil {
		c.t.Fatalf("turn of %s: %v", conv, err)
	}
}

// read returns what a call returns in a turn of its own.
func read[T any](c *clinic, call func(ctx context.Context, tx agent.Ledger) (T, error)) T {
	c.t.Helper()
	var got T
	c.turn("reader", func(tx agent.Ledger) (err error) {
		got, err = call(c.t.Context(), tx)
		return err
	})
	return got
}

func (c *clinic) books() molar.Books {
	c.t.Helper()
	books, err := c.Books(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return books
}

func (c *clinic) appointment(id molar.AppointmentID) molar.Appointment {
	c.t.Helper()
	for _, a := range c.books().Appointments {
		if a.ID == id {
			return a
		}
	}
	c.t.Fatalf("there is no appointment %s", id)
	return molar.Appointment{}
}

// same fails the test where got differs. An empty list is not nil.
func same(t *testing.T, got, want any, options ...cmp.Option) {
	t.Helper()
	if diff := cmp.Diff(want, got, options...); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

var emptyIsNil = cmpopts.EquateEmpty()

// fails fails the test unless err has the code and the field.
func fails(t *testing.T, err error, code molar.Code, field string) {
	t.Helper()
	var e *molar.Error
	if !errors.As(err, &e) || e.Code != code || e.Field != field {
		t.Errorf("got error %v, want one with code %s and field %q", err, code, field)
	}
}

var shanghai = func() *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return zone
}()

// now is the moment of the world: a Monday.
var now = time.Date(2026, 11, 23, 10, 5, 0, 0, shanghai)

// at is a time on a day of November 2026.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, shanghai)
}

// span is from a time on a day of November 2026, for a number of minutes.
func span(day, hour, minute, minutes int) molar.Interval {
	start := at(day, hour, minute)
	return molar.Interval{Start: start, End: start.Add(time.Duration(minutes) * time.Minute)}
}

// world is a small chain: two stores, three doctors and four records.
func world(org molar.OrgID) *molar.World {
	rules := molar.DefaultRuleset()
	rules.Coverage.Mode = molar.CoverageAllExcept
	for _, t := range molar.Treatments() {
		rules.Mapping[t] = "exam"
	}
	return &molar.World{
		Org: molar.Org{ID: org, Name: "微笑口腔", Zone: shanghai},
		Stores: []molar.Store{
			{ID: "zhangjiang", Name: "张江店", Aliases: []string{"张江", "浦东店"}, Kind: molar.KindStore, City: "上海", District: "浦东新区", Address: "祖冲之路1000号2楼", Phone: "021-50000001", Hours: "09:00-18:00"},
			{ID: "hq", Name: "总部", Kind: molar.KindHeadquarters},
			{ID: "jingan", Name: "静安店", Kind: molar.KindStore},
		},
		Projects: []molar.Project{
			{ID: "filling", Name: "树脂充填", DisplayName: "补牙", Minutes: 60},
			{ID: "exam", Name: "初诊检查", DisplayName: "口腔检查", Minutes: 30},
		},
		Doctors: []molar.Doctor{
			{ID: "zhang", Name: "张三", DisplayName: "张三博士", Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"exam", "filling"}},
			{ID: "li", Name: "李四", Stores: []molar.StoreID{"zhangjiang", "jingan"}, Projects: []molar.ProjectID{"exam"}},
			{ID: "Wu", Name: "吴五"},
		},
		Shifts: []molar.Shift{
			{Doctor: "zhang", Store: "zhangjiang", Interval: span(24, 13, 30, 240)},
			{Doctor: "zhang", Store: "zhangjiang", Interval: span(24, 9, 0, 180)},
			{Doctor: "li", Store: "jingan", Interval: span(24, 9, 0, 180)},
			{Doctor: "li", Store: "jingan", Interval: span(25, 9, 0, 180)},
			{Doctor: "Wu", Store: "jingan", Interval: span(24, 9, 0, 180)},
		},
		Patients: []molar.Patient{
			{ID: "p_xu", Name: "徐小雨", Phone: "13800000001", HomeStore: "zhangjiang"},
			{ID: "p_kid", Name: "徐一诺", Phone: "13800000001"},
			{ID: "p_twin", Name: "陈晨", Phone: "13800000002"},
			{ID: "p_TWIN", Name: "陈晨", Phone: "13800000002"},
		},
		Links: []molar.Link{
			{Contact: "u_xu", Patient: "p_xu", Relation: molar.RelationSelf},
			{Contact: "u_dad", Patient: "p_kid", Relation: "孩子"},
			{Contact: "u_xu", Patient: "p_kid", Relation: "孩子"},
			{Contact: "u_xu", Patient: "p_twin", Relation: "妈妈", Proposed: true},
		},
		Contacts: []molar.Contact{{ID: "u_vip", Tags: []string{"高端VIP"}}},
		Appointments: []molar.Appointment{
			{ID: "a2", Patient: "p_kid", Doctor: "li", Store: "jingan", Project: "exam", Interval: span(25, 9, 0, 30), Status: molar.Confirmed, By: molar.ByStaff},
			{ID: "a1", Patient: "p_xu", Doctor: "zhang", Store: "zhangjiang", Project: "filling", Interval: span(24, 9, 0, 60), Status: molar.Unconfirmed, By: molar.ByStaff, ConfirmationAsked: true},
			{ID: "a0", Patient: "p_xu", Doctor: "zhang", Store: "zhangjiang", Project: "filling", Interval: span(24, 9, 30, 60), Status: molar.Cancelled, By: molar.ByStaff},
			{ID: "a3", Patient: "p_xu", Doctor: "zhang", Store: "zhangjiang", Project: "exam", Interval: span(20, 9, 0, 30), Status: molar.Arrived, By: molar.ByBot},
		},
		Visits: []molar.Visit{
			{Patient: "p_xu", Doctor: "zhang", Store: "zhangjiang", Project: "exam", At: at(20, 9, 0)},
			{Patient: "p_xu", Doctor: "li", Store: "zhangjiang", Project: "exam", At: at(2, 9, 0)},
		},
		Charges: []molar.Charge{
			{Patient: "p_xu", Category: molar.Endodontics, Treatment: "充填治疗", Doctor: "zhang", Store: "zhangjiang", At: at(20, 11, 0), Amount: "480.00"},
			{Patient: "p_xu", Category: molar.Implant, At: at(2, 11, 0)},
		},
		Knowledge: []molar.KnowledgeEntry{
			{ID: "k2", Category: molar.Process, Question: "拔牙后多久能吃饭", Answer: "两小时后。"},
			{ID: "k1", Category: molar.Process, Question: "洗牙前要空腹吗", Similar: []string{"洗牙能吃饭吗"}, Answer: "不需要空腹。"},
			{ID: "k3", Category: molar.Directions, Question: "怎么停车", Answer: "地下车库。"},
		},
		Staff: []molar.Staff{
			{ID: "s_chen", Name: "陈晨", Role: "front_desk", Stores: []molar.StoreID{"zhangjiang"}},
			{ID: "s_bo", Name: "薄荷", Role: "manager"},
		},
		Bots: []molar.Bot{
			{ID: "bot2", Staff: "s_chen", OnlineSince: at(20, 9, 0)},
			{ID: "bot1", Staff: "s_bo"},
		},
		Conversations: []molar.Conversation{
			{ID: "g1", Kind: molar.Group, Bot: "bot2", Owner: "bot2", Category: "普通患者",
				Members: map[string]molar.Role{"u_xu": molar.RoleCustomer, "s_chen": molar.RoleStaff}},
		},
		Ruleset: rules,
	}
}
