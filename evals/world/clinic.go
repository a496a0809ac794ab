package world

import (
	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

func (r *reading) store(id molar.StoreID, v strictyaml.Value) molar.Store {
	m := v.Map("name", "aliases", "kind", "city", "district", "address", "phone", "hours")
	return molar.Store{
		ID:       id,
		Name:     m.Need("name").Text(),
		Aliases:  texts(m.Get("aliases")),
		Kind:     word(m.Get("kind"), molar.KindStore, molar.KindHeadquarters, molar.KindRegion),
		City:     m.Get("city").Text(),
		District: m.Get("district").Text(),
		Address:  m.Get("address").Text(),
		Phone:    m.Get("phone").Quoted("phone"),
		Hours:    hours(m.Get("hours")),
	}
}

func (r *reading) project(id molar.ProjectID, v strictyaml.Value) molar.Project {
	m := v.Map("name", "display_name", "minutes")
	return molar.Project{
		ID:          id,
		Name:        m.Need("name").Text(),
		DisplayName: m.Get("display_name").Text(),
		Minutes:     m.Need("minutes").Int(1, 24*60),
	}
}

func (r *reading) doctor(id molar.DoctorID, v strictyaml.Value) molar.Doctor {
	m := v.Map("name", "display_name", "stores", "projects")
	return molar.Doctor{
		ID:          id,
		Name:        m.Need("name").Text(),
		DisplayName: m.Get("display_name").Text(),
		Stores:      references(m.Get("stores"), "store", r.stores),
		Projects:    references(m.Get("projects"), "project", r.projects),
	}
}

func (r *reading) knowledge(v strictyaml.Value) []molar.KnowledgeEntry {
	seen := map[string]int{}
	return list(v, func(v strictyaml.Value) molar.KnowledgeEntry {
		m := v.Map("id", "category", "question", "similar", "answer")
		e := molar.KnowledgeEntry{
			ID:       newID(m.Need("id"), seen),
			Category: molar.HandoffCode(m.Need("category").Text()),
			Question: m.Need("question").Text(),
			Similar:  texts(m.Get("similar")),
			Answer:   m.Need("answer").Text(),
		}
		if !e.Category.IsQuestion() {
			m.Get("category").Fail("no question category is called %s", e.Category)
		}
		return e
	})
}

func (r *reading) member(id molar.StaffID, v strictyaml.Value) molar.Staff {
	m := v.Map("name", "role", "stores")
	return molar.Staff{
		ID:     id,
		Name:   molar.PersonName(m.Need("name").Text()),
		Role:   m.Get("role").Text(),
		Stores: references(m.Get("stores"), "store", r.stores),
	}
}

func (r *reading) bot(id molar.BotID, v strictyaml.Value) molar.Bot {
	m := v.Map("staff", "online_since")
	b := molar.Bot{ID: id, OnlineSince: r.time(m.Get("online_since"))}
	if staff := m.Get("staff"); staff.Written() {
		b.Staff = reference(staff, "member of staff", r.staff)
	}
	return b
}
