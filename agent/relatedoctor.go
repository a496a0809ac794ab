package agent

import (
	"slices"

	"github.com/molarhq/molar"
)

// relateDoctor takes what the burst says of doctors by what stands: 换个医生
// refuses the one who is proposed, and who asks how good another one is has not
// chosen that one.
func (p *planner) relateDoctor() error {
	t, s := p.s.Top(), &p.said
	if t == nil || t.Flow != FlowBook {
		return nil
	}
	if slices.ContainsFunc(s.asks, func(c Command) bool { return c.Category == molar.Credentials }) || t.Plan != nil && containsAny(p.text, skillWords) {
		s.fills = slices.DeleteFunc(s.fills, func(c Command) bool { return c.Slot == SlotDoctor })
		return nil
	}
	i := slices.IndexFunc(s.fills, func(c Command) bool { return c.Slot == SlotChange && c.Value == "doctor" })
	proposed := p.proposedDoctor(t)
	if i < 0 || s.has(SlotDoctor) || len(proposed) == 0 || p.s.Expecting == ExpectDoctor {
		return nil
	}
	s.fills[i] = Command{Kind: Fill, Slot: SlotDoctor, Value: "refused", IDs: proposed}
	s.other = false
	s.starts = slices.DeleteFunc(s.starts, func(c Command) bool { return c.Flow == FlowMove })
	return nil
}

// skillWords ask how good somebody is.
var skillWords = []string{"技术", "水平", "怎么样", "靠谱", "厉害", "经验"}

// proposedDoctor is the one doctor who is wished or proposed, if it is one.
func (p *planner) proposedDoctor(t *Task) []string {
	var ids []string
	add := func(id molar.DoctorID) {
		if !slices.Contains(ids, string(id)) {
			ids = append(ids, string(id))
		}
	}
	switch {
	case t.Plan != nil:
		add(t.Plan.Hold.Doctor)
	case len(t.DoctorIDs) > 0:
		for _, id := range t.DoctorIDs {
			add(id)
		}
	default:
		for _, o := range p.s.Offers {
			add(o.Doctor)
		}
	}
	if len(ids) != 1 {
		return nil
	}
	return ids
}
