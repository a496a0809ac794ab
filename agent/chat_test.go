package agent_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/tools/toolstest"
)

// chat is a conversation of one patient with a clinic in memory.
type chat struct {
	t       *testing.T
	agent   *agent.Agent
	clinic  *toolstest.Clinic
	conv    molar.ConversationID
	speaker molar.ContactID
	now     time.Time
	// through, when not nil, stands between the agent and the clinic.
	through func(agent.Ledger) agent.Ledger
}

// newChat opens a chat of the contact with the goldens' clinic-a, tuned by the
// options. It is Monday, 10:05.
func newChat(t *testing.T, speaker molar.ContactID, tune ...func(*molar.World)) *chat {
	t.Helper()
	w := clinicA(t)
	for _, f := range tune {
		f(w)
	}
	a, err := agent.New(agent.Config{World: w, Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	return &chat{t: t, agent: a, clinic: toolstest.New(w), conv: "c1", speaker: speaker, now: w.Now}
}

func clinicA(t *testing.T) *molar.World {
	t.Helper()
	w, err := world.LoadFile("../evals/suites/fixtures/clinic-a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// in opens the chat's transactions.
func (c *chat) in(fn func(agent.Ledger) error) error {
	return c.clinic.InTurn(c.t.Context(), c.conv, func(tx *toolstest.Tx) error {
		if c.through != nil {
			return fn(c.through(tx))
		}
		return fn(tx)
	})
}

// say runs one burst, a minute after the last.
func (c *chat) say(texts ...string) agent.Result {
	c.t.Helper()
	result, err := c.try(texts...)
	if err != nil {
		c.t.Fatalf("%v: %v", texts, err)
	}
	return result
}

func (c *chat) try(texts ...string) (agent.Result, error) {
	c.now = c.now.Add(time.Minute)
	return c.agent.Turn(c.t.Context(), c.in, agent.Input{Speaker: c.speaker, Texts: texts, Now: c.now})
}

func (c *chat) books() molar.Books {
	c.t.Helper()
	books, err := c.clinic.Books(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return books
}

// byBot lists the appointments that the bot booked.
func (c *chat) byBot() []molar.Appointment {
	c.t.Helper()
	var out []molar.Appointment
	for _, a := range c.books().Appointments {
		if a.By == molar.ByBot {
			out = append(out, a)
		}
	}
	return out
}

func (c *chat) turns() []molar.Turn {
	c.t.Helper()
	turns, err := c.clinic.Turns(c.t.Context(), c.conv)
	if err != nil {
		c.t.Fatal(err)
	}
	return turns
}

// scripts are the keys of what was replied.
func scripts(r agent.Result) []string {
	var keys []string
	for _, reply := range r.Replies {
		keys = append(keys, reply.Script)
	}
	return keys
}

// wantScripts checks what was replied, by the scripts' keys.
func wantScripts(t *testing.T, r agent.Result, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, scripts(r)); diff != "" {
		t.Errorf("scripts (-want +got)\n%s%v", diff, r.Replies)
	}
}

// wantHandoff checks that the turn handed off with the code, or, for "", not.
func wantHandoff(t *testing.T, r agent.Result, want molar.HandoffCode) {
	t.Helper()
	var got molar.HandoffCode
	if r.Handoff != nil {
		got = r.Handoff.Code
	}
	if got != want {
		t.Errorf("handoff %q, want %q; replies %v", got, want, r.Replies)
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// at is a moment of November 2026 in the clinic's zone.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, time.FixedZone("CST", 8*60*60))
}

// long is a conversation that books, digresses, moves, asks and is handed off:
// most of what a turn can come to.
var long = [][]string{
	{"你好"},
	{"我想约洗牙"},
	{"这周三上午"},
	{"第一个"},
	{"洗牙前要空腹吗"},
	{"好的"},
	{"好的"},
	{"改到周四上午九点"},
	{"可以"},
	{"你们几点关门", "谢谢"},
	{"洗牙多少钱"},
	{"在吗"},
	{"我要投诉"},
}

// brokenLedger is a clinic in which one thing does not work.
type brokenLedger struct {
	agent.Ledger
	fail func(call string) error // nil lets the call through
}

func (l brokenLedger) Stores(ctx context.Context) ([]molar.Store, error) {
	return orFail(l, "stores", func() ([]molar.Store, error) { return l.Ledger.Stores(ctx) })
}

func (l brokenLedger) Doctors(ctx context.Context) ([]molar.Doctor, error) {
	return orFail(l, "doctors", func() ([]molar.Doctor, error) { return l.Ledger.Doctors(ctx) })
}

func (l brokenLedger) Projects(ctx context.Context) ([]molar.Project, error) {
	return orFail(l, "projects", func() ([]molar.Project, error) { return l.Ledger.Projects(ctx) })
}

func (l brokenLedger) Knowledge(ctx context.Context, category molar.HandoffCode) ([]molar.KnowledgeEntry, error) {
	return orFail(l, "knowledge", func() ([]molar.KnowledgeEntry, error) { return l.Ledger.Knowledge(ctx, category) })
}

func (l brokenLedger) Patients(ctx context.Context, ids []molar.PatientID) ([]molar.Patient, error) {
	return orFail(l, "patients", func() ([]molar.Patient, error) { return l.Ledger.Patients(ctx, ids) })
}

func (l brokenLedger) History(ctx context.Context, id molar.PatientID) (molar.History, error) {
	return orFail(l, "history", func() (molar.History, error) { return l.Ledger.History(ctx, id) })
}

func (l brokenLedger) Shifts(ctx context.Context, doctors []molar.DoctorID, period molar.Interval) ([]molar.Shift, error) {
	return orFail(l, "shifts", func() ([]molar.Shift, error) { return l.Ledger.Shifts(ctx, doctors, period) })
}

func (l brokenLedger) Book(ctx context.Context, hold molar.AppointmentID, now time.Time) (molar.Appointment, error) {
	return orFail(l, "book", func() (molar.Appointment, error) { return l.Ledger.Book(ctx, hold, now) })
}

func (l brokenLedger) Hold(ctx context.Context, h molar.Hold, now time.Time) error {
	if err := l.fail("hold"); err != nil {
		return err
	}
	return l.Ledger.Hold(ctx, h, now)
}

func (l brokenLedger) HandOff(ctx context.Context, h molar.Handoff) error {
	if err := l.fail("hand off"); err != nil {
		return err
	}
	return l.Ledger.HandOff(ctx, h)
}

func (l brokenLedger) Record(ctx context.Context, t molar.Turn) error {
	// What fails here fails at the end of the turn, with all of it written.
	if err := l.fail("record"); err != nil {
		return err
	}
	return l.Ledger.Record(ctx, t)
}

func orFail[R any](l brokenLedger, call string, then func() (R, error)) (R, error) {
	if err := l.fail(call); err != nil {
		var none R
		return none, err
	}
	return then()
}
