package world

import (
	"regexp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// patient reads a record; the contacts written in it become links.
func (r *reading) patient(id molar.PatientID, v strictyaml.Value) molar.Patient {
	m := v.Map("name", "phone", "home_store", "contacts")
	p := molar.Patient{
		ID:    id,
		Name:  molar.PersonName(m.Need("name").Text()),
		Phone: mobile(m.Get("phone")),
	}
	if home := m.Get("home_store"); home.Written() {
		p.HomeStore = reference(home, "store", r.stores)
	}
	seen := map[molar.ContactID]int{}
	for _, item := range m.Get("contacts").List() {
		c := item.Map("id", "relation")
		link := molar.Link{Contact: newID(c.Need("id"), seen), Patient: id, Relation: molar.RelationSelf}
		if relation := c.Get("relation"); relation.Written() {
			link.Relation = relation.Text()
		}
		r.world.Links = append(r.world.Links, link)
	}
	return p
}

func (r *reading) contact(id molar.ContactID, v strictyaml.Value) molar.Contact {
	return molar.Contact{ID: id, Tags: texts(v.Map("tags").Get("tags"))}
}

func (r *reading) visit(v strictyaml.Value) molar.Visit {
	m := v.Map("patient", "doctor", "store", "project", "at")
	return molar.Visit{
		Patient: reference(m.Need("patient"), "patient", r.patients),
		Doctor:  reference(m.Need("doctor"), "doctor", r.doctors),
		Store:   reference(m.Need("store"), "store", r.stores),
		Project: reference(m.Need("project"), "project", r.projects),
		At:      r.time(m.Need("at")),
	}
}

// yuan is an amount of money as a decimal.
var yuan = regexp.MustCompile(`^\d{1,9}(\.\d{1,2})?$`)

func (r *reading) charge(v strictyaml.Value) molar.Charge {
	m := v.Map("patient", "category", "treatment", "doctor", "store", "at", "amount")
	c := molar.Charge{
		Patient:  reference(m.Need("patient"), "patient", r.patients),
		Category: word(m.Need("category"), molar.Categories()...),
		At:       r.time(m.Need("at")),
		Amount:   m.Get("amount").Quoted("amount"),
	}
	if t := m.Get("treatment"); t.Written() {
		c.Treatment = preset(t, t.Text())
	}
	if d := m.Get("doctor"); d.Written() {
		c.Doctor = reference(d, "doctor", r.doctors)
	}
	if s := m.Get("store"); s.Written() {
		c.Store = reference(s, "store", r.stores)
	}
	if c.Amount != "" && !yuan.MatchString(c.Amount) {
		m.Get("amount").Fail(`%q is no amount such as "480.00"`, c.Amount)
	}
	return c
}

// preset checks the name of a preset treatment.
func preset(v strictyaml.Value, name string) molar.Treatment {
	t := molar.Treatment(name)
	if t.Category() == "" {
		v.Fail("no preset treatment is called %s", name)
	}
	return t
}
