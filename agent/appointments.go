package agent

import (
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// upcoming lists the appointments to come of the chat's linked patients; with
// a task, of those patients that it can mean.
func (p *planner) upcoming(t *Task) ([]Booked, error) {
	linked, err := p.linked()
	if err != nil {
		return nil, err
	}
	if t != nil {
		if t.Patient != nil {
			linked = []tools.FoundPatient{*t.Patient}
		} else if t.Name != "" || t.Given != "" || t.For == "self" && t.named() || t.Relation != "" {
			linked = whoFits(t, linked, p.env.Speaker)
		}
	}
	var all []Booked
	for _, f := range linked {
		if !f.Linked || slices.ContainsFunc(all, func(b Booked) bool { return b.Patient == f.ID }) {
			continue
		}
		listed, err := tools.ListAppointments.Call(p.ctx, p.env, tools.ListAppointmentsArgs{Patient: f.ID})
		if err != nil {
			return nil, err
		}
		for _, a := range listed.Appointments {
			b, err := p.describe(a, f.Name)
			if err != nil {
				return nil, err
			}
			all = append(all, b)
		}
	}
	slices.SortStableFunc(all, func(a, b Booked) int { return a.Start.Compare(b.Start) })
	return all, nil
}

// describe adds the names by which a patient knows an appointment.
func (p *planner) describe(a molar.Appointment, name molar.PersonName) (Booked, error) {
	b := Booked{Appointment: a, PatientName: name}
	stores, err := p.stores()
	if err != nil {
		return b, err
	}
	for _, s := range stores {
		if s.ID == a.Store {
			b.StoreName, b.Address = s.Name, storeAddress(s)
		}
	}
	doctors, err := p.doctorsCached()
	if err != nil {
		return b, err
	}
	for _, d := range doctors {
		if d.ID == a.Doctor {
			b.DoctorName = d.Title()
		}
	}
	project, err := tools.MapTreatment.Call(p.ctx, p.env, tools.MapTreatmentArgs{Project: a.Project})
	if err != nil {
		return b, err
	}
	b.ProjectName = project.Project.Title()
	return b, nil
}

// doctorsCached lists all doctors, once a turn.
func (p *planner) doctorsCached() ([]molar.Doctor, error) {
	if p.allDoctors != nil {
		return p.allDoctors, nil
	}
	found, err := tools.FindDoctors.Call(p.ctx, p.env, tools.FindDoctorsArgs{})
	p.allDoctors = found.Doctors
	return found.Doctors, err
}

// meant narrows a list to the appointments that the task's words can mean: an
// old time, a doctor, a store, a project, an ordinal when it was listed.
func (p *planner) meant(t *Task, all []Booked) []Booked {
	narrowed := all
	keep := func(fits func(Booked) bool) {
		var left []Booked
		for _, b := range narrowed {
			if fits(b) {
				left = append(left, b)
			}
		}
		if len(left) > 0 {
			narrowed = left
		}
	}
	if p.s.Expecting == ExpectAppointment && len(p.said.choose) == 1 {
		if i := ordinal(p.said.choose[0], len(t.Listed)); i >= 0 {
			return t.Listed[i : i+1]
		}
	}
	old := slices.Clone(t.Mentioned)
	for _, w := range t.Wishes {
		if w.Kind == zhtime.Refusal && w.RRule == "" {
			w.Kind = zhtime.Range // 周六下午三点那个来不了 names it
			if w.Start.Equal(w.End) {
				w.Kind = zhtime.Point
			}
			old = append(old, w)
		}
	}
	if len(old) > 0 {
		keep(func(b Booked) bool {
			return slices.ContainsFunc(old, func(w zhtime.Wish) bool { return namesStart(w, b.Interval) })
		})
	}
	if len(t.DoctorIDs) > 0 {
		keep(func(b Booked) bool { return slices.Contains(t.DoctorIDs, b.Doctor) })
	}
	if len(t.StoreIDs) > 0 {
		keep(func(b Booked) bool { return slices.Contains(t.StoreIDs, b.Store) })
	}
	if id := p.saidProject(); id != "" {
		keep(func(b Booked) bool { return b.Project == id })
	}
	return narrowed
}

// saidProject is the project that the burst names, directly or by treatment.
func (p *planner) saidProject() molar.ProjectID {
	if c, ok := p.said.first(SlotProject); ok && len(c.IDs) > 0 {
		return molar.ProjectID(c.IDs[0])
	}
	if c, ok := p.said.first(SlotTreatment); ok {
		id, _ := p.env.Rules.ProjectFor(molar.Treatment(c.Value), "")
		return id
	}
	return ""
}

// askWhich lists appointments and asks which is meant.
func (p *planner) askWhich(t *Task, among []Booked) error {
	if t.Asks[ExpectAppointment] >= 2 {
		return p.handOff(molar.NotUnderstood)
	}
	p.asks(t, ExpectAppointment)
	t.Listed = among
	act := Act{Script: "ask_appointment"}
	for _, b := range among {
		act.List = append(act.List, p.bookedFields(b))
	}
	p.ask(ExpectAppointment, act)
	return nil
}

// existing finds the appointment that a task is about. ok is false when the
// turn is done: the patient was asked, told that there is none, or handed off.
func (p *planner) existing(t *Task) (ok bool, err error) {
	if t.Appointment != nil {
		return true, nil
	}
	linked, err := p.linked()
	if err != nil {
		return false, err
	}
	foreign := t.Phone != "" && !slices.ContainsFunc(linked, func(f tools.FoundPatient) bool { return string(f.Phone) == t.Phone })
	stranger := len(linked) == 0 || foreign && t.Patient == nil ||
		(t.Name != "" || t.Relation != "" || t.Given != "") && t.Patient == nil && len(whoFits(t, linked, p.env.Speaker)) == 0
	if stranger {
		// Name and phone are asked for; a match is no proof and goes to a
		// person (product.md §5).
		if len(p.s.Typed) > 0 && t.Name == "" && t.Relation == "" {
			return false, p.handOff(molar.IdentityUnverified) // matched before in this chat
		}
		if t.Name != "" && t.Phone != "" {
			_, err := p.matchTyped(t, linked)
			return false, err
		}
		_, err := p.askNamePhone(t)
		return false, err
	}
	all, err := p.upcoming(t)
	if err != nil {
		return false, err
	}
	switch fits := p.meant(t, all); len(fits) {
	case 0:
		p.noAppointment(t)
		return false, nil
	case 1:
		t.Appointment = &fits[0]
		return true, nil
	default:
		return false, p.askWhich(t, fits)
	}
}

// noAppointment says that there is nothing to move or confirm, and offers to
// book.
func (p *planner) noAppointment(t *Task) {
	p.s.OfferedBooking = true
	p.ask(ExpectConfirm, Act{Script: "no_appointment"})
}

// named reports whether the task says in words of its own whom it is for.
func (t *Task) named() bool { return t.Name != "" || t.Given != "" }
