package agent

import (
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// settleWhere finds the store, and the doctor where one was named (product.md
// §6). It reports false when it had to ask.
func (p *planner) settleWhere(t *Task) (bool, error) {
	if ok, err := p.settleDoctor(t); !ok || err != nil {
		return false, err
	}
	if t.Store != nil {
		return true, nil
	}
	if ok, err := p.settleCity(t); !ok || err != nil {
		return false, err
	}
	return p.settleStore(t)
}

// settleDoctor resolves a named doctor and checks that they do the project and
// work at the named store.
func (p *planner) settleDoctor(t *Task) (bool, error) {
	if t.Doctor == nil && t.DoctorText == "" && len(t.DoctorIDs) == 0 {
		return true, nil
	}
	if p.s.Expecting == ExpectDoctor && t.DoctorAsked != "" {
		if done, err := p.otherDoctor(t); done || err != nil {
			return err == nil, err
		}
	}
	var candidates []molar.Doctor
	if len(t.DoctorIDs) > 0 {
		found, err := tools.FindDoctors.Call(p.ctx, p.env, tools.FindDoctorsArgs{IDs: t.DoctorIDs})
		if err != nil {
			return false, err
		}
		candidates = found.Doctors
	}
	switch candidates = narrow(candidates, t); len(candidates) {
	case 0:
		return p.doctorTrouble(t, "unknown", molar.Doctor{Name: t.DoctorText})
	case 1:
	default:
		return p.whichDoctor(t, candidates)
	}
	doctor := candidates[0]
	if t.Project != nil && !doctor.Does(t.Project.ID) {
		return p.doctorTrouble(t, "project", doctor)
	}
	if len(t.StoreIDs) == 1 && !doctor.WorksAt(t.StoreIDs[0]) {
		return p.doctorTrouble(t, "store", doctor)
	}
	t.Doctor = &doctor
	return true, nil
}

// narrow leaves out doctors that the rest of the task rules out, as long as
// one is left: of two 王医生 the one at the named store is meant.
func narrow(doctors []molar.Doctor, t *Task) []molar.Doctor {
	keep := func(fits func(molar.Doctor) bool) {
		var left []molar.Doctor
		for _, d := range doctors {
			if fits(d) {
				left = append(left, d)
			}
		}
		if len(left) > 0 {
			doctors = left
		}
	}
	keep(func(d molar.Doctor) bool { return !slices.Contains(t.RefuseDoctor, d.ID) })
	if len(t.StoreIDs) == 1 {
		keep(func(d molar.Doctor) bool { return d.WorksAt(t.StoreIDs[0]) })
	}
	if t.Project != nil {
		keep(func(d molar.Doctor) bool { return d.Does(t.Project.ID) })
	}
	return doctors
}

// whichDoctor clears up a name that fits several doctors: one ask that lists
// them. Doctors of the same full name are for a person to tell apart.
func (p *planner) whichDoctor(t *Task, candidates []molar.Doctor) (bool, error) {
	same := !slices.ContainsFunc(candidates, func(d molar.Doctor) bool { return d.Name != candidates[0].Name })
	if same {
		return false, p.handOff(molar.DoctorAmbiguous)
	}
	if p.s.Expecting == ExpectDoctor && len(p.said.choose) == 1 {
		if i := ordinal(p.said.choose[0], len(candidates)); i >= 0 {
			t.DoctorIDs = []molar.DoctorID{candidates[i].ID}
			return p.settleDoctor(t)
		}
	}
	if p.s.Expecting == ExpectDoctor && p.said.any {
		t.clearDoctor()
		return true, nil
	}
	if t.Asks[ExpectDoctor] > 0 && p.s.Expecting == ExpectDoctor {
		return false, p.handOff(molar.DoctorUnclear)
	}
	p.asks(t, ExpectDoctor)
	act := Act{Script: "ask_doctor"}
	for _, d := range candidates {
		act.List = append(act.List, Fields{"doctor": d.Title(), "stores": p.storeNames(d.Stores)})
	}
	p.ask(ExpectDoctor, act)
	return false, nil
}

// doctorTrouble says once why the named doctor cannot be booked, and asks
// whether another will do.
func (p *planner) doctorTrouble(t *Task, trouble string, d molar.Doctor) (bool, error) {
	if t.DoctorAsked != "" {
		return false, p.handOff(molar.DoctorUnavailable)
	}
	t.DoctorAsked = trouble
	fields := Fields{"doctor": d.Name}
	if d.ID != "" {
		fields["doctor"] = d.Title()
		fields["stores"] = p.storeNames(d.Stores)
	}
	if t.Project != nil {
		fields["project"] = t.Project.Title()
	}
	if len(t.StoreIDs) == 1 {
		fields["store"] = p.storeNames(t.StoreIDs)
	}
	p.ask(ExpectDoctor, Act{Script: "doctor_" + trouble, Fields: fields})
	return false, nil
}

// insistWords want the doctor that was named and nobody else.
var insistWords = []string{"不要别", "不换", "不要换", "就要他", "就要她", "只要他", "只要她", "只认", "非他", "非她", "只找", "就找他", "就找她"}

// otherDoctor takes the answer to doctorTrouble. It reports whether the matter
// is settled.
func (p *planner) otherDoctor(t *Task) (bool, error) {
	s := &p.said
	insists := s.has(SlotDoctor) && !s.other
	for _, c := range s.fills {
		s.other = s.other || c.Slot == SlotChange && c.Value == "doctor" && !insists
	}
	named, storeSaid := s.first(SlotStore)
	sameStore := storeSaid && len(t.StoreIDs) == 1 && slices.Contains(named.IDs, string(t.StoreIDs[0])) && !p.moved
	switch {
	case containsAny(p.text, insistWords):
		return false, p.handOff(molar.DoctorUnavailable)
	case s.deny && !s.other && !s.any, s.wrong:
		return false, p.handOff(molar.DoctorUnavailable)
	case t.DoctorAsked == "store" && s.affirm && !s.other && !s.any && !sameStore:
		// The doctor's own store was offered first.
		t.StoreIDs, t.Store, t.DoctorAsked = nil, nil, ""
		return false, nil
	case s.any, s.other, s.affirm && !insists, s.wishes() && !insists, sameStore && !insists:
		t.clearDoctor()
		return true, nil
	case storeSaid && named.Value != "refused":
		t.DoctorAsked = "" // another store: look again
		return false, nil
	case insists && len(t.DoctorIDs) > 0:
		return false, nil // a new name: doctorTrouble tells, or it fits now
	}
	return false, p.handOff(molar.DoctorUnavailable)
}

// settleCity looks at a city that was named: without a store there, a person
// takes over.
func (p *planner) settleCity(t *Task) (bool, error) {
	if t.City == "" || len(t.StoreIDs) > 0 {
		return true, nil
	}
	stores, err := p.stores()
	if err != nil {
		return false, err
	}
	var here []molar.StoreID
	for _, s := range stores {
		if sameCity(s.City, t.City) {
			here = append(here, s.ID)
		}
	}
	if len(here) == 0 {
		return false, p.handOff(molar.CityWithoutStore)
	}
	t.StoreIDs = here
	return true, nil
}

func sameCity(a, b string) bool {
	return strings.TrimSuffix(a, "市") == strings.TrimSuffix(b, "市")
}

// settleStore applies the rules of the choice of a store.
func (p *planner) settleStore(t *Task) (bool, error) {
	if p.s.Expecting == ExpectStore {
		if err := p.takeStoreChoice(t); err != nil {
			return false, err
		}
	}
	args := tools.FindStoresArgs{Choose: true, Treatment: t.Treatment, Project: t.Project.ID, Refused: t.RefuseStore}
	if t.Patient != nil {
		args.Patient = t.Patient.ID
	}
	if len(t.StoreIDs) == 1 {
		args.Named = t.StoreIDs[0]
	}
	if t.Doctor != nil {
		args.Doctor = t.Doctor.ID
	}
	found, err := tools.FindStores.Call(p.ctx, p.env, args)
	if err != nil {
		return false, err
	}
	candidates := found.Stores
	if len(t.StoreIDs) > 1 { // a city or a word that fits several
		candidates = slices.DeleteFunc(candidates, func(s molar.Store) bool { return !slices.Contains(t.StoreIDs, s.ID) })
		if !slices.Contains(t.StoreIDs, found.Store) {
			found.Store = ""
		}
	}
	if len(candidates) == 0 && len(t.RefuseStore) > 0 {
		t.RefuseStore = nil // there is no other
		return p.settleStore(t)
	}
	if found.Store == "" && len(candidates) == 0 {
		return false, p.handOff(molar.CityWithoutStore)
	}
	if found.Store == "" && (t.AnyStore || len(candidates) == 1) {
		found.Store, err = p.anyStore(t, candidates)
		if err != nil {
			return false, err
		}
	}
	if found.Store == "" {
		return p.askStore(t, candidates)
	}
	i := slices.IndexFunc(found.Stores, func(s molar.Store) bool { return s.ID == found.Store })
	if i < 0 {
		all, err := p.stores()
		if err != nil {
			return false, err
		}
		found.Stores = all
		i = slices.IndexFunc(all, func(s molar.Store) bool { return s.ID == found.Store })
	}
	t.Store = &found.Stores[i]
	if t.Treatment != "" {
		if err := p.mapProject(t); err != nil { // a store may map in its own way
			return false, err
		}
	}
	return true, p.preferDoctor(t, found.FollowUp)
}

// preferDoctor notes who last saw the patient for this category, where they
// can be booked at the store for the project.
func (p *planner) preferDoctor(t *Task, f *molar.FollowUp) error {
	t.Prefer = ""
	if f == nil || f.Doctor == "" || t.Doctor != nil || slices.Contains(t.RefuseDoctor, f.Doctor) {
		return nil
	}
	found, err := tools.FindDoctors.Call(p.ctx, p.env, tools.FindDoctorsArgs{
		IDs: []molar.DoctorID{f.Doctor}, Store: t.Store.ID, Project: t.Project.ID,
	})
	if err == nil && len(found.Doctors) == 1 {
		t.Prefer = f.Doctor
	}
	return err
}

// takeStoreChoice takes 第二家 as an answer to the list of stores.
func (p *planner) takeStoreChoice(t *Task) error {
	if p.said.any {
		t.AnyStore = true
		return nil
	}
	if len(p.said.choose) != 1 || len(t.StoreList) == 0 {
		return nil
	}
	if i := ordinal(p.said.choose[0], len(t.StoreList)); i >= 0 {
		t.StoreIDs = []molar.StoreID{t.StoreList[i]}
		p.moved = true
	}
	return nil
}

// anyStore picks for a patient to whom the store is all one: the first, in the
// clinic's order, that has a doctor for the project.
func (p *planner) anyStore(t *Task, candidates []molar.Store) (molar.StoreID, error) {
	for _, s := range candidates {
		found, err := tools.FindDoctors.Call(p.ctx, p.env, tools.FindDoctorsArgs{Store: s.ID, Project: t.Project.ID})
		if err != nil {
			return "", err
		}
		if len(found.Doctors) > 0 {
			return s.ID, nil
		}
	}
	return candidates[0].ID, nil
}

// askStore lists the stores and asks.
func (p *planner) askStore(t *Task, candidates []molar.Store) (bool, error) {
	if t.Asks[ExpectStore] >= 3 && !p.moved {
		return false, p.handOff(molar.NotUnderstood)
	}
	p.asks(t, ExpectStore)
	act := Act{Script: "ask_store"}
	t.StoreList = nil
	for _, s := range candidates {
		t.StoreList = append(t.StoreList, s.ID)
		act.List = append(act.List, Fields{"store": s.Name, "address": storeAddress(s)})
	}
	p.ask(ExpectStore, act)
	return false, nil
}

// stores lists the stores that see patients.
func (p *planner) stores() ([]molar.Store, error) {
	if p.allStores != nil {
		return p.allStores, nil
	}
	found, err := tools.FindStores.Call(p.ctx, p.env, tools.FindStoresArgs{})
	p.allStores = found.Stores
	return found.Stores, err
}

// storeNames joins the names of stores for a sentence.
func (p *planner) storeNames(ids []molar.StoreID) string {
	stores, err := p.stores()
	if err != nil {
		return ""
	}
	var names []string
	for _, s := range stores {
		if slices.Contains(ids, s.ID) {
			names = append(names, s.Name)
		}
	}
	return strings.Join(names, "、")
}

func storeAddress(s molar.Store) string {
	if s.Address == "" || s.District == "" || strings.Contains(s.Address, s.District) {
		return s.Address
	}
	return s.District + s.Address
}
