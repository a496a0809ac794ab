package agent

import (
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// chosen finds the one offer that the burst picks: by ordinal, by time, by
// doctor, or with a yes where only one stands.
func (p *planner) chosen(t *Task) (tools.Offer, bool) {
	offers := p.s.Offers
	s := &p.said
	if len(s.choose) == 1 {
		if i := ordinal(s.choose[0], len(offers)); i >= 0 {
			doctor, named := s.first(SlotDoctor)
			other := named && doctor.Value == "" && len(doctor.IDs) > 0 && !slices.Contains(doctor.IDs, string(offers[i].Doctor))
			return offers[i], !other // 第一个，要赵医生
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
