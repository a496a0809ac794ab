package agent

import (
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// changeCodes are the handoffs for what the bot does not change about an
// existing appointment.
var changeCodes = map[string]molar.HandoffCode{
	"store": molar.RescheduleStore, "doctor": molar.RescheduleDoctor, "project": molar.RescheduleProject,
}

// move goes on with moving an appointment to another time: same store, doctor
// and project (product.md §8).
func (p *planner) move(t *Task) error {
	if t.Plan != nil {
		if err := p.otherChanges(t); err != nil {
			return err
		}
		return p.answerPlan(t)
	}
	// Whose appointment it is comes first: a stranger learns nothing.
	if ok, err := p.existing(t); !ok || err != nil {
		return err
	}
	if err := p.otherChanges(t); err != nil {
		return err
	}
	if err := p.sameTerms(t); err != nil {
		return err
	}
	p.notTheOldTime(t)
	if t.Shift != (zhtime.Shift{}) && len(keepWanted(t.Wishes)) == 0 {
		to := t.Shift.From(t.Appointment.Start.In(p.env.Zone))
		t.Wishes = append(t.Wishes, zhtime.Wish{Kind: zhtime.Point, Start: to, End: to, DayGiven: true, ClockGiven: true})
	}
	t.Shift = zhtime.Shift{}
	return p.agreeTime(t)
}

// otherChanges hands off a wish for another store, doctor or project.
func (p *planner) otherChanges(t *Task) error {
	p.compare(t)
	var wanted []string
	for _, change := range t.Changes {
		if changeCodes[change] != "" && !slices.Contains(wanted, change) {
			wanted = append(wanted, change)
		}
	}
	switch len(wanted) {
	case 0:
		return nil
	case 1:
		return p.handOff(changeCodes[wanted[0]])
	}
	return p.handOff(molar.RescheduleMultiple)
}

// compare notes as changes what the burst names and the appointment has
// otherwise.
func (p *planner) compare(t *Task) {
	note := func(change string) {
		if !slices.Contains(t.Changes, change) {
			t.Changes = append(t.Changes, change)
		}
	}
	a := t.Appointment
	if len(t.StoreIDs) > 0 && !slices.Contains(t.StoreIDs, a.Store) {
		note("store")
	}
	if t.DoctorText != "" && !slices.Contains(t.DoctorIDs, a.Doctor) || slices.Contains(t.RefuseDoctor, a.Doctor) {
		note("doctor")
	}
	if id := p.saidProject(); id != "" && id != a.Project && !slices.ContainsFunc(t.Listed, func(b Booked) bool { return b.Project == id }) {
		note("project")
	}
}

// sameTerms takes store, doctor, project and patient from the appointment.
func (p *planner) sameTerms(t *Task) error {
	if t.Store != nil && t.Doctor != nil && t.Project != nil && t.Patient != nil {
		return nil
	}
	a := t.Appointment
	doctors, err := p.doctorsByID(a.Doctor)
	if err != nil {
		return err
	}
	t.Doctor = &doctors[0]
	stores, err := p.stores()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(stores, func(s molar.Store) bool { return s.ID == a.Store })
	if i < 0 {
		return molar.Errorf(molar.CodeNotFound, "store %s is no longer there", a.Store)
	}
	t.Store = &stores[i]
	project, err := tools.MapTreatment.Call(p.ctx, p.env, tools.MapTreatmentArgs{Project: a.Project})
	if err != nil {
		return err
	}
	t.Project = &project.Project
	t.Patient = &tools.FoundPatient{ID: a.Patient, Name: a.PatientName, Linked: true}
	return nil
}

// notTheOldTime drops a wish that only names the appointment's present time
// (我周三九点那个预约想改 says which one, not when to), and takes a bare hour to
// be on the same day.
func (p *planner) notTheOldTime(t *Task) {
	if t.Plan != nil || t.Proposed {
		return
	}
	t.Wishes = slices.DeleteFunc(t.Wishes, func(w zhtime.Wish) bool {
		return w.Kind == zhtime.Point && fitsStart(w, t.Appointment.Interval)
	})
	if slices.ContainsFunc(t.Wishes, func(w zhtime.Wish) bool { return w.Kind == zhtime.Point && w.DayGiven }) {
		// 周三那个，明天两点有空吗: the present day beside an exact wish.
		t.Wishes = slices.DeleteFunc(t.Wishes, func(w zhtime.Wish) bool {
			return w.Kind == zhtime.Range && !w.ClockGiven && fitsStart(w, t.Appointment.Interval)
		})
	}
	// 改成四点行不行 means four o'clock of the same day.
	for i, w := range t.Wishes {
		if !w.DayGiven && w.ClockGiven && (w.Kind == zhtime.Point || w.Kind == zhtime.Range) {
			length := w.End.Sub(w.Start)
			w.Start = onDay(w.Start, t.Appointment.Start, p.env.Zone)
			w.End, w.DayGiven = w.Start.Add(length), true
			t.Wishes[i] = w
		}
	}
}
