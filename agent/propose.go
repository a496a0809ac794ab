package agent

import (
	"slices"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// agreeTime brings the patient and the schedule together: it takes a choice
// among what stands offered, counts what is turned down, asks when once, and
// proposes.
func (p *planner) agreeTime(t *Task) error {
	if p.s.Expecting == ExpectChoice && len(p.s.Offers) > 0 {
		if offer, ok := p.chosen(t); ok {
			return p.readBack(t, offer)
		}
		if done, err := p.answerOffers(t); done || err != nil {
			return err
		}
	} else if t.Proposed && p.said.wishes() {
		// A plan was read back and another time wished.
		p.shift(t)
		if err := p.countRound(t); err != nil {
			return err
		}
	}
	if ok, err := p.settleTime(t); !ok || err != nil {
		return err
	}
	return p.propose(t)
}

// shift turns "later" and "earlier" into wishes about what stands offered.
func (p *planner) shift(t *Task) {
	said := p.said.time
	if len(p.s.Offers) == 0 || len(said.Wishes) > 0 {
		return
	}
	first, last := p.s.Offers[0].Start.In(p.env.Zone), p.s.Offers[len(p.s.Offers)-1].Start.In(p.env.Zone)
	switch {
	case said.Later:
		t.Wishes = keepLimits(t.Wishes)
		t.Wishes = append(t.Wishes, zhtime.Wish{Kind: zhtime.After, Start: last.Add(time.Minute), DayGiven: true})
	case said.Earlier:
		t.Wishes = keepLimits(t.Wishes)
		t.Wishes = append(t.Wishes, zhtime.Wish{Kind: zhtime.Before, End: first, DayGiven: true})
	}
}

// keepLimits keeps what never suits and what always does.
func keepLimits(wishes []zhtime.Wish) []zhtime.Wish {
	return slices.DeleteFunc(slices.Clone(wishes), func(w zhtime.Wish) bool {
		return w.Kind != zhtime.Refusal && w.Kind != zhtime.Recurring
	})
}

// settleTime asks when, once; after that the earliest slots are offered.
func (p *planner) settleTime(t *Task) (bool, error) {
	if p.said.time != nil && len(p.said.time.Impossible) > 0 && len(p.said.time.Wishes) == 0 {
		p.ask(ExpectTime, Act{Script: "time_impossible"})
		return false, nil
	}
	if p.s.Expecting == ExpectTime && t.Rounds > 0 && p.said.deny && !p.said.wishes() {
		return false, p.handOff(p.disagreement(t)) // 也不行: nothing that was proposed, and nothing else
	}
	if beyond(t.Wishes, p.horizon()) {
		return false, p.handOff(molar.NoSlot) // for that time no schedule is known
	}
	if t.hasWish() || t.AnyTime || t.Soonest {
		return true, nil
	}
	if p.s.Expecting == ExpectTime && (p.said.any || p.said.unknown || !p.moved && !p.said.has(SlotStore, SlotDoctor, SlotProject, SlotTreatment, SlotName, SlotPhone)) {
		t.AnyTime = true
		return true, nil
	}
	p.asks(t, ExpectTime)
	script := "ask_time"
	if t.Flow == FlowMove {
		script = "ask_new_time"
	}
	p.ask(ExpectTime, Act{Script: script, Fields: p.taskFields(t)})
	return false, nil
}

// hasWish reports whether there is anything to search by. That the present time
// does not suit says nothing of a new one.
func (t *Task) hasWish() bool {
	if t.Flow == FlowMove {
		return slices.ContainsFunc(t.Wishes, func(w zhtime.Wish) bool { return w.Kind != zhtime.Refusal })
	}
	return len(t.Wishes) > 0
}

// horizon is the first moment for which no schedule is known.
func (p *planner) horizon() time.Time {
	return molar.StartOfDay(p.env.Now, p.env.Zone).AddDate(0, 0, p.env.Rules.HorizonDays+1)
}

// propose searches the schedule and either reads one slot back or offers a
// few.
func (p *planner) propose(t *Task) error {
	if offer, ok, err := p.firstChoice(t); ok || err != nil {
		if err != nil {
			return err
		}
		return p.readBack(t, offer)
	}
	found, err := p.search(t)
	if err != nil {
		return err
	}
	if len(found.Offers) == 0 && len(t.NotStarts) > 0 {
		// Only what was turned down is left.
		t.NotStarts = nil
		if found, err = p.search(t); err != nil {
			return err
		}
	}
	p.s.Offers = found.Offers
	switch {
	case len(found.Offers) == 0:
		return p.handOff(molar.NoSlot)
	case found.Exact && found.Matching == 1:
		return p.readBack(t, found.Offers[0])
	case !found.Exact:
		p.offer(t, "offers_nearest", found.Offers)
	case t.AnyTime || !t.hasWish():
		p.offer(t, "offers_earliest", found.Offers)
	default:
		p.offer(t, "offers", found.Offers)
	}
	return nil
}

// elseWords part what is wished from what will do otherwise.
var elseWords = []string{"要是没有", "如果没有", "没有的话", "没有就", "没号就", "没号的话", "不行的话", "实在不行", "要不然就"}

// firstChoice is the slot of an exact time that goes before whatever else the
// burst would take: 周一九点，要是没有就下午.
func (p *planner) firstChoice(t *Task) (offer tools.Offer, ok bool, err error) {
	if wanted := keepWanted(t.Wishes); len(wanted) < 2 || wanted[0].Kind != zhtime.Point || !containsAny(p.text, elseWords) {
		return offer, false, nil
	}
	probe := *t
	probe.Wishes = append(keepLimits(t.Wishes), keepWanted(t.Wishes)[0])
	found, err := p.search(&probe)
	if err != nil || !found.Exact || found.Matching != 1 {
		return offer, false, err
	}
	return found.Offers[0], true, nil
}

func (p *planner) search(t *Task) (tools.SearchSlotsResult, error) {
	args := tools.SearchSlotsArgs{
		Project: t.Project.ID, Store: t.Store.ID, Patient: t.Patient.ID, Prefer: t.Prefer, NotStarts: t.NotStarts,
		NotDoctors: t.RefuseDoctor,
	}
	if t.Doctor != nil {
		args.Doctor = t.Doctor.ID
	}
	if t.Flow == FlowMove {
		args.Moves = t.Appointment.ID
		args.NotStarts = append(slices.Clone(args.NotStarts), t.Appointment.Start)
	}
	limit(&args, t.Wishes, p.env.Now, p.horizon(), p.env.Zone)
	if args.Near != nil {
		// The wished start itself may have been turned down in a list and be
		// wished for all the same now.
		args.NotStarts = slices.DeleteFunc(slices.Clone(args.NotStarts), func(s time.Time) bool {
			return s.Equal(*args.Near) && !(t.Appointment != nil && s.Equal(t.Appointment.Start))
		})
	}
	return tools.SearchSlots.Call(p.ctx, p.env, args)
}

// offer lists slots and asks which.
func (p *planner) offer(t *Task, script string, offers []tools.Offer) {
	act := Act{Script: script, Fields: p.taskFields(t)}
	for _, o := range offers {
		act.List = append(act.List, p.slotFields(o.Slot))
	}
	t.Proposed = true
	p.ask(ExpectChoice, act)
}

// readBack holds the slot and reads the whole plan back for a yes. A slot that
// was taken meanwhile is said to be, and others are offered.
func (p *planner) readBack(t *Task, offer tools.Offer) error {
	args := tools.HoldSlotArgs{Offer: offer.Token, Patient: t.Patient.ID}
	if t.Flow == FlowMove {
		args.Moves = t.Appointment.ID
	}
	p.env.Offers = append(p.env.Offers, offer)
	held, err := tools.HoldSlot.Call(p.ctx, p.env, args)
	if molar.CodeOf(err) == molar.CodeConflict {
		return p.slotTaken(t)
	}
	if err != nil {
		return err
	}
	doctors, err := p.doctorsByID(offer.Doctor)
	if err != nil {
		return err
	}
	t.Plan = &Plan{Hold: held.Hold, Offer: offer, Doctor: doctors[0], From: p.s.Offers}
	t.Proposed = true
	delete(t.Asks, ExpectConfirm)
	t.count(ExpectConfirm)
	p.s.Offers = []tools.Offer{offer}
	script := "plan"
	if t.Flow == FlowMove {
		script = "plan_move"
	}
	p.ask(ExpectConfirm, Act{Script: script, Fields: p.planFields(t)})
	return nil
}

// slotTaken tells that somebody else was faster and offers what is nearest.
func (p *planner) slotTaken(t *Task) error {
	p.say("slot_taken", nil)
	t.Plan, t.Proposed = nil, false
	return p.propose(t)
}

// commit books or moves what was read back. A hold that lapsed while the
// patient thought is taken again where the slot is still free: the yes was to
// this very plan.
func (p *planner) commit(t *Task) error {
	receipt, err := p.write(t)
	if molar.CodeOf(err) == molar.CodeConflict {
		args := tools.HoldSlotArgs{Offer: t.Plan.Offer.Token, Patient: t.Patient.ID}
		if t.Flow == FlowMove {
			args.Moves = t.Appointment.ID
		}
		p.env.Offers = append(p.env.Offers, t.Plan.Offer)
		var held tools.HoldSlotResult
		held, err = tools.HoldSlot.Call(p.ctx, p.env, args)
		if err == nil {
			t.Plan.Hold = held.Hold
			receipt, err = p.write(t)
		}
	}
	if code := molar.CodeOf(err); code == molar.CodeConflict || code == molar.CodeNotFound {
		return p.slotTaken(t)
	}
	if err != nil {
		return err
	}
	p.receipts = append(p.receipts, receipt)
	script := "booked"
	if t.Flow == FlowMove {
		script = "moved"
	}
	p.say(script, p.planFields(t))
	t.Plan = nil
	p.finish()
	return nil
}

func (p *planner) write(t *Task) (molar.Receipt, error) {
	if t.Flow == FlowMove {
		return tools.RescheduleAppointment.Call(p.ctx, p.env, tools.RescheduleAppointmentArgs{Hold: t.Plan.Hold.ID})
	}
	return tools.BookAppointment.Call(p.ctx, p.env, tools.BookAppointmentArgs{Hold: t.Plan.Hold.ID})
}

func (p *planner) doctorsByID(ids ...molar.DoctorID) ([]molar.Doctor, error) {
	found, err := tools.FindDoctors.Call(p.ctx, p.env, tools.FindDoctorsArgs{IDs: ids})
	if err == nil && len(found.Doctors) != len(ids) {
		err = molar.Errorf(molar.CodeNotFound, "doctors %v are not all there", ids)
	}
	return found.Doctors, err
}
