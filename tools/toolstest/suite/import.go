package suite

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

var importPromises = []promise{
	{"BooksOfAFreshWorld", func(t *testing.T, c *clinic) {
		w := world("")
		want := molar.Books{
			Appointments: []molar.Appointment{w.Appointments[3], w.Appointments[1], w.Appointments[2], w.Appointments[0]},
			Patients:     w.Patients,
			Links:        w.Links,
			Handoffs:     []molar.Handoff{},
			Outbox:       []molar.Message{},
		}
		same(t, c.books(), want)
	}},
	{"TimesAreUTCToTheMicrosecond", func(t *testing.T, c *clinic) {
		w := emptyWorld(c)
		a := world("").Appointments[0]
		a.ID, a.Start, a.End = "exact", a.Start.Add(24*time.Hour+1999), a.End.Add(24*time.Hour+1999)
		w.Appointments = []molar.Appointment{a}
		mustImport(t, c, w)
		got := c.appointment("exact").Start
		if got.Location() != time.UTC || !got.Equal(a.Start.Truncate(time.Microsecond)) {
			t.Errorf("got %v for %v", got, a.Start)
		}
	}},
	{"RepeatChangesNothing", func(t *testing.T, c *clinic) {
		before := c.books()
		c.turn("g1", func(tx agent.Ledger) error {
			return tx.SaveConversation(t.Context(), molar.Conversation{ID: "g1", Turns: 3, HoldUntil: at(24, 8, 0)})
		})
		w := world("")
		w.Org.ID = emptyWorld(c).Org.ID
		mustImport(t, c, w)
		same(t, c.books(), before)
		history := read(c, history("p_xu"))
		if len(history.Visits) != 2 || len(history.Charges) != 2 {
			t.Errorf("%d visits and %d charges, want 2 and 2", len(history.Visits), len(history.Charges))
		}
		conv, err := c.Conversation(t.Context(), "g1")
		if err != nil || conv.Turns != 3 || !conv.HoldUntil.Equal(at(24, 8, 0)) {
			t.Errorf("the conversation lost what turns left: %+v, %v", conv, err)
		}
		if _, version, err := c.Live(t.Context()); version != 1 || err != nil {
			t.Errorf("live ruleset %d, %v; want 1", version, err)
		}
	}},
	{"UpsertsById", func(t *testing.T, c *clinic) {
		w := emptyWorld(c)
		w.Patients = []molar.Patient{{ID: "p_new", Name: "孙新", Phone: "13800000009"}, {ID: "p_xu", Name: "徐小雪", Phone: "13800000001"}}
		w.Shifts = []molar.Shift{{Doctor: "Wu", Store: "zhangjiang", Interval: span(24, 9, 0, 60)}}
		w.Stores = []molar.Store{{ID: "zhangjiang", Name: "张江新店", Kind: molar.KindStore}}
		w.Conversations = []molar.Conversation{{ID: "g1", Kind: molar.Group, Members: map[string]molar.Role{"u_dad": molar.RoleCustomer}}}
		mustImport(t, c, w)
		var ids []molar.PatientID
		for _, p := range c.books().Patients {
			ids = append(ids, p.ID)
		}
		same(t, ids, []molar.PatientID{"p_kid", "p_twin", "p_TWIN", "p_new", "p_xu"})
		found := read(c, patientsByName("徐小雪", "13800000001"))
		same(t, found, []molar.Patient{w.Patients[1]})
		same(t, read(c, patientsByName("徐小雨", "13800000001")), []molar.Patient{})
		same(t, read(c, shifts([]molar.DoctorID{"Wu"}, span(24, 0, 0, 1440))), w.Shifts)
		got, err := c.World(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		same(t, got.Stores[2], w.Stores[0])
		conv, err := c.Conversation(t.Context(), "g1")
		if err != nil {
			t.Fatal(err)
		}
		same(t, conv, w.Conversations[0])
	}},
	{"MaySwapAppointments", func(t *testing.T, c *clinic) {
		w := emptyWorld(c)
		first := world("").Appointments[1]
		second := first
		second.ID, second.Interval = "a9", span(24, 10, 0, 60)
		w.Appointments = []molar.Appointment{first, second}
		mustImport(t, c, w)
		w.Appointments[0].Interval, w.Appointments[1].Interval = second.Interval, first.Interval
		mustImport(t, c, w)
		same(t, c.appointment("a9").Interval, first.Interval)
	}},
	{"RefusesOverlapOfADoctor", func(t *testing.T, c *clinic) {
		refusesOverlap(t, c, func(a *molar.Appointment) { a.Patient = "p_kid" })
	}},
	{"RefusesOverlapOfAPatient", func(t *testing.T, c *clinic) {
		refusesOverlap(t, c, func(a *molar.Appointment) { a.Doctor = "li" })
	}},
	{"RefusesOverlapWithinTheWorld", func(t *testing.T, c *clinic) {
		w := emptyWorld(c)
		b := world("").Appointments[0]
		b.ID, b.Interval = "b1", span(26, 9, 0, 60)
		b2 := b
		b2.ID, b2.Interval = "b2", span(26, 9, 30, 60)
		w.Appointments = []molar.Appointment{b2, b}
		refused(t, c, w, "b1", "b2")
	}},
	{"RefusesImpossibleTimes", func(t *testing.T, c *clinic) {
		for _, i := range []molar.Interval{span(26, 9, 0, 0), span(26, 9, 0, -30), span(26, 9, 0, 24*60+1)} {
			w := emptyWorld(c)
			a := world("").Appointments[0]
			a.Interval = i
			w.Appointments = []molar.Appointment{a}
			fails(t, c.Import(t.Context(), w), molar.CodeInvalid, "appointments.a2")
			w.Appointments, w.Shifts = nil, []molar.Shift{{Doctor: "li", Store: "jingan", Interval: i}}
			fails(t, c.Import(t.Context(), w), molar.CodeInvalid, "schedule")
		}
	}},
	{"RefusesAnUnknownZone", func(t *testing.T, c *clinic) {
		w := emptyWorld(c)
		w.Org.Zone = time.FixedZone("Utopia", 8*3600)
		fails(t, c.Import(t.Context(), w), molar.CodeInvalid, "org.zone")
		w.Org.Zone = nil
		fails(t, c.Import(t.Context(), w), molar.CodeInvalid, "org.zone")
	}},
	{"ReleasesHoldsInTheWay", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error { return tx.Hold(t.Context(), hold("h1", span(24, 14, 0, 60)), now) })
		w := emptyWorld(c)
		w.Appointments = []molar.Appointment{{ID: "b1", Patient: "p_twin", Doctor: "zhang", Store: "zhangjiang", Project: "exam", Interval: span(24, 14, 30, 30), Status: molar.Confirmed}}
		mustImport(t, c, w)
		c.turn("c1", func(tx agent.Ledger) error {
			_, err := tx.Book(t.Context(), "h1", now)
			fails(t, err, molar.CodeConflict, "")
			return nil
		})
	}},
	{"WithoutARulesetHasTheDefaults", func(t *testing.T, c *clinic) {
		// The subject has one already; a world without one leaves it alone.
		mustImport(t, c, emptyWorld(c))
		live, version, err := c.Live(t.Context())
		if err != nil || version != 1 {
			t.Fatalf("live ruleset %d, %v", version, err)
		}
		same(t, live, world("").Ruleset, emptyIsNil, cmpopts.EquateApprox(0, 1e-9))
	}},
}

// emptyWorld names the subject's org and nothing else.
func emptyWorld(c *clinic) *molar.World {
	w, err := c.World(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return &molar.World{Org: w.Org}
}

func mustImport(t *testing.T, c *clinic, w *molar.World) {
	t.Helper()
	if err := c.Import(t.Context(), w); err != nil {
		t.Fatal(err)
	}
}

// refusesOverlap imports an appointment in the middle of a1, with one of the
// two people changed.
func refusesOverlap(t *testing.T, c *clinic, change func(*molar.Appointment)) {
	t.Helper()
	w := emptyWorld(c)
	b := world("").Appointments[1]
	b.ID, b.Interval = "b1", span(24, 9, 15, 30)
	change(&b)
	w.Appointments = []molar.Appointment{b}
	refused(t, c, w, "a1", "b1")
	w.Appointments[0].Status = molar.Cancelled
	mustImport(t, c, w)
}

// refused imports a world whose appointments overlap, with a patient who must
// not stay.
func refused(t *testing.T, c *clinic, w *molar.World, names ...string) {
	t.Helper()
	before := c.books()
	patients := slices.Clone(w.Patients)
	w.Patients = append(w.Patients, molar.Patient{ID: "p_stray", Name: "路人", Phone: "13800000008"})
	err := c.Import(t.Context(), w)
	w.Patients = patients
	if molar.CodeOf(err) != molar.CodeInvalid {
		t.Fatalf("got %v, want code invalid", err)
	}
	for _, name := range names {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%q does not name %s", err, name)
		}
	}
	same(t, c.books(), before)
}
