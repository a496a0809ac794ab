package agent

import "github.com/molarhq/molar"

// book goes on with a new appointment: it settles what, for whom, where, with
// whom and when, in the order that the patient speaks of them, and then
// proposes.
func (p *planner) book(t *Task) error {
	if t.Plan != nil {
		return p.answerPlan(t)
	}
	for _, settle := range p.order(t) {
		if ok, err := settle(t); !ok || err != nil {
			return err
		}
	}
	return p.agreeTime(t)
}

// order puts what the burst left unclear first, so that the question asked
// back is about what the patient just said: 给家里人约 is asked "for whom"
// before "what for".
func (p *planner) order(t *Task) []func(*Task) (bool, error) {
	unclearWho := t.Patient == nil && (t.For == "family" || t.For == "multiple" || t.Given != "") &&
		p.said.has(SlotWho, SlotGivenName)
	if unclearWho && t.Problem != "multiple" {
		return []func(*Task) (bool, error){p.settleWho, p.settleWhat, p.settleWhere}
	}
	openDoctor := t.Doctor == nil && t.DoctorText != "" && (p.said.has(SlotDoctor) || p.s.Expecting == ExpectDoctor)
	if openDoctor || t.City != "" && len(t.StoreIDs) == 0 && p.said.has(SlotCity) {
		return []func(*Task) (bool, error){p.settleCity, p.settleDoctor, p.settleWhat, p.settleWho, p.settleWhere}
	}
	return []func(*Task) (bool, error){p.settleWhat, p.settleWho, p.settleWhere}
}

// answerPlan takes the answer to a plan that was read back and that is not a
// plain yes: agree has looked at that. A plan that the burst changed is gone
// by now.
func (p *planner) answerPlan(t *Task) error {
	s := &p.said
	if offer, ok := p.otherPick(t); ok {
		from := t.Plan.From
		if err := p.release(t); err != nil {
			return err
		}
		p.s.Offers = from
		return p.readBack(t, offer)
	}
	switch {
	case p.s.Expecting != ExpectConfirm:
		return p.readAgain(t) // back from a digression
	case s.wrong && !s.affirm:
		t.Plan.Doubted = true
		p.ask(ExpectConfirm, Act{Script: "ask_what_wrong"})
		return nil
	case s.deny, s.other, s.cannot:
		if err := p.release(t); err != nil {
			return err
		}
		return p.turnedDown(t)
	}
	t.count(ExpectConfirm)
	if t.Asks[ExpectConfirm] > 4 {
		return p.handOff(p.disagreement(t))
	}
	return p.readAgain(t)
}

// readAgain repeats the plan that stands.
func (p *planner) readAgain(t *Task) error {
	t.Plan.Doubted = false
	p.ask(ExpectConfirm, Act{Script: "plan_again", Fields: p.planFields(t)})
	return nil
}

// disagreement is the handoff for a time that could not be agreed.
func (p *planner) disagreement(t *Task) molar.HandoffCode {
	if t.Flow == FlowMove {
		return molar.RescheduleNoAgreement
	}
	return molar.NoAgreement
}

// turnedDown counts a proposal that was turned down for its time; after the
// clinic's number of rounds a person takes over. Whoever asked for another
// time gets other offers, else is asked when would suit.
func (p *planner) turnedDown(t *Task) error {
	if err := p.countRound(t); err != nil {
		return err
	}
	if p.said.other || p.said.any {
		return p.propose(t)
	}
	p.s.Offers = nil
	p.ask(ExpectTime, Act{Script: "ask_other_time"})
	return nil
}

// countRound notes that what stood proposed was turned down for its time.
func (p *planner) countRound(t *Task) error {
	for _, o := range p.s.Offers {
		t.NotStarts = append(t.NotStarts, o.Start)
	}
	t.Proposed = false
	t.Rounds++
	if t.Rounds >= p.env.Rules.Rounds {
		return p.handOff(p.disagreement(t))
	}
	return nil
}
