package suite

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

var masterPromises = []promise{
	{"ListsAreInTheClinicsOrder", func(t *testing.T, c *clinic) {
		w := world("")
		same(t, read(c, func(ctx context.Context, tx agent.Ledger) ([]molar.Store, error) { return tx.Stores(ctx) }), w.Stores)
		same(t, read(c, func(ctx context.Context, tx agent.Ledger) ([]molar.Doctor, error) { return tx.Doctors(ctx) }), w.Doctors)
		same(t, read(c, func(ctx context.Context, tx agent.Ledger) ([]molar.Project, error) { return tx.Projects(ctx) }), w.Projects)
	}},
	{"KnowledgeIsOrderedById", func(t *testing.T, c *clinic) {
		k := world("").Knowledge
		same(t, read(c, knowledge(molar.Process)), []molar.KnowledgeEntry{k[1], k[0]})
		same(t, read(c, knowledge(molar.Price)), []molar.KnowledgeEntry{})
	}},
	{"WorldHasMasterData", func(t *testing.T, c *clinic) {
		got, err := c.World(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		w := world("")
		same(t, got.Org.Name, w.Org.Name)
		same(t, got.Org.Zone.String(), "Asia/Shanghai")
		same(t, got.Stores, w.Stores)
		same(t, got.Doctors, w.Doctors)
		same(t, got.Projects, w.Projects)
		same(t, got.Staff, w.Staff)
		same(t, got.Bots, w.Bots)
		same(t, got.Ruleset, w.Ruleset, emptyIsNil)
	}},
	{"Bots", func(t *testing.T, c *clinic) {
		got, err := c.Bots(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, world("").Bots)
		if !got[1].OnlineSince.IsZero() {
			t.Errorf("an account that is offline is online since %v", got[1].OnlineSince)
		}
	}},
	{"UnknownContactHasNoTags", func(t *testing.T, c *clinic) {
		for _, want := range []molar.Contact{{ID: "u_vip", Tags: []string{"高端VIP"}}, {ID: "u_nobody"}} {
			got, err := c.Contact(t.Context(), want.ID)
			if err != nil {
				t.Fatal(err)
			}
			same(t, got, want)
		}
	}},
}

var recordPromises = []promise{
	{"LinksAreByContactAndNeverProposed", func(t *testing.T, c *clinic) {
		l := world("").Links
		same(t, read(c, links("u_xu", "u_dad", "u_xu", "u_nobody")), []molar.Link{l[1], l[0], l[2]})
		same(t, read(c, links()), []molar.Link{})
	}},
	{"ProposedLinkWaitsForStaff", func(t *testing.T, c *clinic) {
		proposal := molar.Link{Contact: "u_new", Patient: "p_xu", Relation: "妈妈"}
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.ProposeLink(t.Context(), proposal); err != nil {
				return err
			}
			proposal.Relation = "姐姐"
			return tx.ProposeLink(t.Context(), proposal)
		})
		same(t, read(c, links("u_new")), []molar.Link{})
		got := c.books().Links
		same(t, got[len(got)-1], molar.Link{Contact: "u_new", Patient: "p_xu", Relation: "妈妈", Proposed: true})
	}},
	{"ProposalLeavesALinkAlone", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			return tx.ProposeLink(t.Context(), molar.Link{Contact: "u_xu", Patient: "p_xu", Relation: "朋友"})
		})
		same(t, c.books().Links, world("").Links)
	}},
	{"PatientsAreInTheOrderAskedFor", func(t *testing.T, c *clinic) {
		p := world("").Patients
		got := read(c, func(ctx context.Context, tx agent.Ledger) ([]molar.Patient, error) {
			return tx.Patients(ctx, []molar.PatientID{"p_twin", "nobody", "p_xu"})
		})
		same(t, got, []molar.Patient{p[2], p[0]})
	}},
	{"PatientsByNameNeedsNameAndPhone", func(t *testing.T, c *clinic) {
		p := world("").Patients
		same(t, read(c, patientsByName("陈晨", "13800000002")), []molar.Patient{p[3], p[2]}) // bytewise: T before t
		same(t, read(c, patientsByName("徐小雨", "13800000002")), []molar.Patient{})
		same(t, read(c, patientsByName("徐", "13800000001")), []molar.Patient{})
	}},
	{"HistoryIsOrderedByTime", func(t *testing.T, c *clinic) {
		w := world("")
		same(t, read(c, history("p_xu")), molar.History{
			Appointments: []molar.Appointment{w.Appointments[3], w.Appointments[1], w.Appointments[2]},
			Visits:       []molar.Visit{w.Visits[1], w.Visits[0]},
			Charges:      []molar.Charge{w.Charges[1], w.Charges[0]},
		})
		same(t, read(c, history("nobody")), molar.History{
			Appointments: []molar.Appointment{}, Visits: []molar.Visit{}, Charges: []molar.Charge{},
		})
	}},
	{"HistoryHasNoHolds", func(t *testing.T, c *clinic) {
		c.turn("c1", func(tx agent.Ledger) error {
			h := hold("h1", span(24, 14, 0, 60))
			h.Patient = "p_twin"
			if err := tx.Hold(t.Context(), h, now); err != nil {
				return err
			}
			got, err := tx.History(t.Context(), "p_twin")
			same(t, got.Appointments, []molar.Appointment{})
			return err
		})
	}},
	{"RegisteredPatientIsListedLast", func(t *testing.T, c *clinic) {
		p := molar.Patient{ID: "p_new", Name: "孙新", Phone: "13800000009", HomeStore: "jingan"}
		c.turn("c1", func(tx agent.Ledger) error {
			if err := tx.RegisterPatient(t.Context(), p); err != nil {
				return err
			}
			fails(t, tx.RegisterPatient(t.Context(), p), molar.CodeConflict, "")
			return nil
		})
		same(t, c.books().Patients, append(world("").Patients, p))
		same(t, read(c, patientsByName("孙新", "13800000009")), []molar.Patient{p})
	}},
}

func knowledge(category molar.HandoffCode) func(context.Context, agent.Ledger) ([]molar.KnowledgeEntry, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.KnowledgeEntry, error) {
		return tx.Knowledge(ctx, category)
	}
}

func links(contacts ...molar.ContactID) func(context.Context, agent.Ledger) ([]molar.Link, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.Link, error) { return tx.Links(ctx, contacts) }
}

func patientsByName(name molar.PersonName, phone molar.Phone) func(context.Context, agent.Ledger) ([]molar.Patient, error) {
	return func(ctx context.Context, tx agent.Ledger) ([]molar.Patient, error) {
		return tx.PatientsByName(ctx, name, phone)
	}
}

func history(id molar.PatientID) func(context.Context, agent.Ledger) (molar.History, error) {
	return func(ctx context.Context, tx agent.Ledger) (molar.History, error) { return tx.History(ctx, id) }
}
