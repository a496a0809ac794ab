package agent

import (
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

// take puts what the burst says into the task at hand. A change to something
// that a plan was read back for makes the plan void: the next yes has to be to
// a plan that says so.
func (p *planner) take() error {
	t := p.s.Top()
	if t == nil || p.s.OfferedBooking {
		return nil
	}
	p.correctToSelf(t)
	if t.Plan != nil && p.changesPlan(t) {
		if err := p.release(t); err != nil {
			return err
		}
		p.s.Expecting = ExpectNothing
	}
	for _, c := range p.said.fills {
		if p.takeFill(t, c) {
			p.moved = true
		}
	}
	p.takeTime(t)
	return nil
}

// correctToSelf makes the writer the patient where that corrects whom the task
// is for: 不对，给我; 不是乐乐，是我.
func (p *planner) correctToSelf(t *Task) {
	s := &p.said
	said := strings.TrimRight(p.text, "。！!.~ 的啊呀哈")
	me := slices.ContainsFunc([]string{"给我", "是我", "我自己", "我本人"}, func(w string) bool { return strings.HasSuffix(said, w) })
	if !t.forAnother() || !me || !s.wrong && !strings.Contains(p.text, "不是") {
		return
	}
	s.fills = slices.DeleteFunc(s.fills, func(c Command) bool { return c.Slot == SlotWho || c.Slot == SlotName || c.Slot == SlotGivenName })
	s.fills = append(s.fills, Command{Kind: Fill, Slot: SlotWho, Value: "self", Confidence: 1})
	s.wrong, s.deny, s.asks = false, false, nil
}

// forAnother reports that the task is for a patient who is not the writer.
func (t *Task) forAnother() bool {
	return t.For == "other" || t.Patient != nil && t.Patient.Linked && t.Patient.Relation != molar.RelationSelf
}

// takeFill stores one fact and reports whether it is news.
func (p *planner) takeFill(t *Task, c Command) bool {
	switch c.Slot {
	case SlotWho:
		return t.takeWho(c)
	case SlotName:
		if t.Name == c.Value {
			return false
		}
		t.Name, t.Given, t.Patient = c.Value, "", nil
	case SlotGivenName:
		if t.Given == c.Value || t.Patient != nil && p.s.Expecting != ExpectWho {
			return false
		}
		t.Given, t.Patient = c.Value, nil
	case SlotPhone:
		if c.Value == "" || t.Phone == c.Value {
			return false
		}
		t.Phone = c.Value
		if t.Patient != nil && !t.Patient.Linked {
			t.Patient = nil
		}
	case SlotProject:
		return t.takeProject(c)
	case SlotTreatment:
		if t.ProjectID != "" && p.said.has(SlotProject) || t.Flow != FlowBook || t.Treatment == molar.Treatment(c.Value) {
			return false // the project by its own name says it more exactly
		}
		if mapped, ok := p.env.Rules.ProjectFor(molar.Treatment(c.Value), t.storeID()); ok && t.Project != nil && mapped == t.Project.ID {
			return false // another word for what is settled
		}
		t.Treatment, t.ProjectID, t.Project, t.Problem = molar.Treatment(c.Value), "", nil, ""
	case SlotProblem:
		if t.Flow != FlowBook {
			return false
		}
		if c.Value == "unclear" && (t.Project != nil || t.ProjectID != "") {
			return p.s.Expecting == ExpectTime // told in more detail, and settled already
		}
		news := t.Problem == ""
		t.Problem = c.Value
		return news
	case SlotCity:
		t.City = c.Value
	case SlotStore:
		return t.takeStore(c)
	case SlotDoctor:
		return t.takeDoctor(c)
	case SlotChange:
		if slices.Contains(t.Changes, c.Value) {
			return false
		}
		t.Changes = append(t.Changes, c.Value)
	default:
		return false
	}
	return true
}

func (t *Task) takeWho(c Command) bool {
	if c.Value == "" && c.Relation == "" {
		return false
	}
	weak := c.Value == "self" && c.Confidence < 1
	if weak && t.For != "" || t.For == c.Value && t.Relation == c.Relation && (weak || c.Value != "self" || t.SureSelf) {
		return false
	}
	if t.Patient != nil && c.Value == "self" && t.Patient.Relation == molar.RelationSelf {
		return false
	}
	if t.Patient != nil && c.Relation != "" && t.Patient.Relation == c.Relation {
		return false
	}
	t.For, t.Relation, t.SureSelf = c.Value, c.Relation, c.Value == "self" && !weak
	if t.Patient != nil && (t.Patient.Linked || c.Value != "self") {
		// A new person: what was known of the other one does not carry over.
		t.Patient, t.Name, t.Given, t.Phone = nil, "", "", ""
	}
	return true
}

func (t *Task) takeProject(c Command) bool {
	if len(c.IDs) == 0 {
		return false
	}
	ids := c.IDs
	if t.Flow != FlowBook {
		return false
	}
	if len(ids) > 1 {
		ids = ids[:1]
	}
	id := molar.ProjectID(ids[0])
	if t.ProjectID == id {
		return false
	}
	t.ProjectID, t.Treatment, t.Project, t.Problem = id, "", nil, ""
	return true
}

func (t *Task) takeStore(c Command) bool {
	if c.Value == "any" {
		t.AnyStore = true
		return true
	}
	ids := make([]molar.StoreID, len(c.IDs))
	for i, id := range c.IDs {
		ids[i] = molar.StoreID(id)
	}
	if c.Value == "refused" {
		t.RefuseStore = append(t.RefuseStore, ids...)
		t.StoreIDs = slices.DeleteFunc(t.StoreIDs, func(id molar.StoreID) bool { return slices.Contains(ids, id) })
		if t.Store != nil && slices.Contains(ids, t.Store.ID) {
			t.Store = nil
		}
		return true
	}
	settled := t.Store != nil && len(ids) == 1 && ids[0] == t.Store.ID
	if len(ids) == 0 || slices.Equal(ids, t.StoreIDs) || settled {
		return false
	}
	t.StoreIDs, t.Store, t.AnyStore = ids, nil, false
	return true
}

func (t *Task) takeDoctor(c Command) bool {
	ids := make([]molar.DoctorID, len(c.IDs))
	for i, id := range c.IDs {
		ids[i] = molar.DoctorID(id)
	}
	switch c.Value {
	case "any":
		t.clearDoctor()
		return true
	case "refused":
		t.RefuseDoctor = append(t.RefuseDoctor, ids...)
		if t.Doctor != nil && slices.Contains(ids, t.Doctor.ID) || slices.Equal(ids, t.DoctorIDs) {
			t.clearDoctor()
		}
		return true
	}
	if len(ids) > 0 && slices.Equal(ids, t.DoctorIDs) {
		return false
	}
	if len(ids) == 0 && (c.Text == t.DoctorText || len(t.DoctorIDs) == 0 && t.DoctorAsked == "unknown") {
		return false // the same unknown doctor again
	}
	t.clearDoctor()
	t.DoctorIDs, t.DoctorText, t.DoctorExact = ids, c.Text, c.FullName
	return true
}

// storeID is the settled store, or "".
func (t *Task) storeID() molar.StoreID {
	if t.Store == nil {
		return ""
	}
	return t.Store.ID
}

// clearDoctor forgets which doctor was wished.
func (t *Task) clearDoctor() {
	t.Doctor, t.DoctorIDs, t.DoctorText, t.DoctorExact, t.DoctorAsked = nil, nil, "", false, ""
	if len(t.StoreIDs) == 0 {
		t.Store = nil // it may have been the doctor's
	}
}

// takeTime joins what the burst says about when to the task. While offers
// stand, a time that fits just one of them is a choice and is left to the
// choosing.
func (p *planner) takeTime(t *Task) {
	said := p.said.time
	if said == nil {
		return
	}
	t.Mentioned = append(t.Mentioned, said.Mentioned...)
	if t.Flow == FlowConfirm {
		t.Mentioned = append(t.Mentioned, said.Wishes...)
		return
	}
	if t.Flow == FlowMove && t.Appointment == nil && p.s.Expecting == ExpectAppointment {
		t.Mentioned = append(t.Mentioned, said.Wishes...)
		return
	}
	if p.s.Expecting == ExpectChoice && len(p.chosenByTime()) == 1 {
		return
	}
	if len(said.Wishes) > 0 {
		before := t.Wishes
		t.Wishes = addWishes(before, said.Wishes, p.env.Zone)
		p.refined = refines(before, t.Wishes)
		t.AnyTime, t.Soonest = false, false
		p.moved = true
	}
	if said.Soonest {
		t.Soonest = true
		p.moved = true
	}
	if t.Flow == FlowMove && said.Shift != (zhtime.Shift{}) {
		t.Shift = said.Shift
		p.moved = true
	}
}

// changesPlan reports whether the burst changes anything of the plan that was
// read back. Facts that only repeat the plan do not.
func (p *planner) changesPlan(t *Task) bool {
	hold := t.Plan.Hold
	for _, c := range p.said.fills {
		switch c.Slot {
		case SlotDoctor:
			if c.Value == "any" {
				continue
			}
			if c.Value == "refused" || !slices.Contains(c.IDs, string(hold.Doctor)) {
				return true
			}
		case SlotStore:
			if c.Value == "refused" == slices.Contains(c.IDs, string(hold.Store)) && c.Value != "any" {
				return true
			}
		case SlotProject:
			if !slices.Contains(c.IDs, string(hold.Project)) {
				return true
			}
		case SlotTreatment:
			if mapped, ok := p.env.Rules.ProjectFor(molar.Treatment(c.Value), hold.Store); ok && mapped != hold.Project && !p.said.has(SlotProject) {
				return true
			}
		case SlotName:
			if c.Value != string(t.Patient.Name) {
				return true
			}
		case SlotPhone:
			if c.Value != "" && c.Value != string(t.Patient.Phone) {
				return true
			}
		case SlotWho:
			probe := *t
			if probe.takeWho(c) && (c.Value != "self" || t.forAnother()) {
				return true
			}
		}
	}
	if p.said.time == nil {
		return false
	}
	if p.said.time.Later || p.said.time.Earlier {
		return true
	}
	for _, w := range p.said.time.Wishes {
		if !namesStart(w, hold.Interval) {
			return true
		}
	}
	return false
}

// timesFit reports whether every time is a way to name the stretch's start.
func timesFit(times []zhtime.Wish, i molar.Interval) bool {
	return !slices.ContainsFunc(times, func(w zhtime.Wish) bool { return !namesStart(w, i) })
}

// namesStart is fitsStart for a stretch that both know of: 周五 is its Friday,
// this week or next.
func namesStart(w zhtime.Wish, i molar.Interval) bool {
	for by := time.Duration(0); by <= 3*week; by += week {
		if fitsStart(shifted(w, by), i) {
			return true
		}
		if !w.AnyWeek {
			break
		}
	}
	return false
}

// fitsStart reports whether a time that was said is a way to name the start of
// the stretch.
func fitsStart(w zhtime.Wish, i molar.Interval) bool {
	switch w.Kind {
	case zhtime.Point:
		if w.DayGiven {
			return w.Start.Equal(i.Start)
		}
		return w.Start.Hour() == i.Start.In(w.Start.Location()).Hour() && w.Start.Minute() == i.Start.In(w.Start.Location()).Minute()
	case zhtime.Range:
		if w.DayGiven {
			return !i.Start.Before(w.Start) && i.Start.Before(w.End)
		}
		start := i.Start.In(w.Start.Location())
		from, length := clockOf(w.Start, w.Start.Location()), w.End.Sub(w.Start)
		at := clockOf(start, start.Location())
		return at >= from && at < from+length
	case zhtime.After:
		return !i.Start.Before(w.Start)
	case zhtime.Before:
		return i.Start.Before(w.End)
	}
	return false
}
