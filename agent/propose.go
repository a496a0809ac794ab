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

// chosen finds the one offer that the burst picks: by ordinal, by time, by
// doctor, or with a yes where only one stands.
func (p *planner) chosen(t *Task) (tools.Offer, bool) {
	offers := p.s.Offers
	s := &p.said
	if len(s.choose) == 1 {
		if i := ordinal(s.choose[0], len(offers)); i >= 0 {
			return offers[i], true
		}
	}
	if n := p.chosenByPlace(); n != 0 {
		return offers[ordinal(n, len(offers))], true
	}
	fits := p.chosenByTime()
	if doctor, ok := s.first(SlotDoctor); ok && doctor.Value == "" {
		among := fits
		if len(among) == 0 && !s.wishes() {
			among = offers
		}
		fits = nil
		for _, o := range among {
			if slices.Contains(doctor.IDs, string(o.Doctor)) {
				fits = append(fits, o)
			}
		}
	}
	switch {
	case len(fits) == 1:
		return fits[0], true
	case len(fits) > 1 && (s.affirm || s.any || containsAny(p.text, []string{"最早", "早一点的", "早的"})):
		return fits[0], true // 明天最早的
	case len(fits) > 1 && containsAny(p.text, []string{"最晚", "晚一点的", "晚的"}):
		return fits[len(fits)-1], true
	case s.affirm && len(offers) == 1 && !s.wishes() && !s.deny:
		return offers[0], true
	case s.any && !s.wishes() && !s.deny:
		return offers[0], true
	}
	return tools.Offer{}, false
}

// chosenByPlace is the ordinal of an offer that is picked as the earliest or
// the latest of the list: 最早的, 晚一点的那个. A wish for others (再晚一点) is none.
func (p *planner) chosenByPlace() int {
	s := &p.said
	if s.newTime() || s.other || s.deny || s.has(SlotDoctor) {
		return 0
	}
	one := containsAny(p.text, []string{"那个", "那一个", "这个"})
	switch {
	case containsAny(p.text, []string{"最早的", "最前面的", "最近的"}), one && (s.time != nil && s.time.Earlier || containsAny(p.text, []string{"最早", "最前面"})):
		return 1
	case containsAny(p.text, []string{"最晚的", "最后面的"}), one && (s.time != nil && s.time.Later || containsAny(p.text, []string{"最晚", "最后面"})):
		return -1
	}
	return 0
}

// chosenByTime lists the offers that the times of the burst name.
func (p *planner) chosenByTime() []tools.Offer {
	if p.said.time == nil {
		return nil
	}
	var fits []tools.Offer
	positive := false
	for _, w := range p.said.time.Wishes {
		if w.Kind == zhtime.Refusal || w.Kind == zhtime.Recurring {
			continue
		}
		positive = true
		for _, o := range p.s.Offers {
			if fitsStart(w, o.Interval) && !slices.Contains(fits, o) {
				fits = append(fits, o)
			}
		}
	}
	if p.said.time.Soonest && !positive {
		return p.s.Offers[:1]
	}
	if len(fits) == 0 && positive {
		return p.offersThatDay()
	}
	return fits
}

// offersThatDay is the one offer on the day and half of the day that was
// named: 周四早上那个 is Thursday's at nine, although 早上 ends there.
func (p *planner) offersThatDay() []tools.Offer {
	var fits []tools.Offer
	for _, w := range p.said.time.Wishes {
		if w.Kind != zhtime.Range || !w.DayGiven {
			continue
		}
		for _, o := range p.s.Offers {
			start := o.Start.In(p.env.Zone)
			sameDay := molar.StartOfDay(start, p.env.Zone).Equal(molar.StartOfDay(w.Start, p.env.Zone))
			if sameDay && (start.Hour() < 12) == (w.Start.In(p.env.Zone).Hour() < 12) && !slices.Contains(fits, o) {
				fits = append(fits, o)
			}
		}
	}
	if len(fits) > 1 {
		return nil
	}
	return fits
}

// answerOffers takes an answer to a list of offers that picks none of them. It
// reports whether the turn is done with it.
func (p *planner) answerOffers(t *Task) (bool, error) {
	s := &p.said
	changed := s.has(SlotStore, SlotDoctor, SlotProject, SlotTreatment, SlotName, SlotPhone, SlotWho) && p.moved
	switch {
	case s.wishes() && (p.refined || len(p.chosenByTime()) > 0):
		// 周三吧, of several on Wednesday, or 三点的 after 周三下午: what is
		// there? Nothing was turned down.
		t.Proposed = false
		return false, nil
	case s.wishes():
		p.shift(t)
		return false, p.countRound(t)
	case changed:
		p.s.Offers, t.Proposed = nil, false
		return false, nil // look again with what has changed; no round
	case s.deny, s.other, s.cannot, s.wrong:
		return true, p.turnedDown(t)
	case t.AnyTime && !(s.affirm && t.Asks[ExpectChoice] == 0): // a yes to a list is asked once which
		return true, p.handOff(molar.TimeUnclear)
	case p.spent(t, ExpectChoice):
		return true, p.handOff(p.disagreement(t))
	}
	p.asks(t, ExpectChoice)
	p.offer(t, "offers_again", p.s.Offers)
	return true, nil
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

// otherPick is the offer that the burst picks instead of the plan, from the list
// that the plan came from: 还是第二个吧.
func (p *planner) otherPick(t *Task) (tools.Offer, bool) {
	if len(p.said.choose) != 1 || len(t.Plan.From) < 2 {
		return tools.Offer{}, false
	}
	i := ordinal(p.said.choose[0], len(t.Plan.From))
	if i < 0 || t.Plan.From[i].Start.Equal(t.Plan.Hold.Start) {
		return tools.Offer{}, false
	}
	return t.Plan.From[i], true
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
