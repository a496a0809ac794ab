package agent

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// begin settles which task the burst is about: the one at hand, a new one on
// top of it, or none.
func (p *planner) begin() error {
	if p.s.OfferedBooking {
		return p.beginOffered()
	}
	if err := p.bareYes(); err != nil {
		return err
	}
	if err := p.tellLate(); err != nil {
		return err
	}
	if err := p.answerToComing(); err != nil {
		return err
	}
	if err := p.asksOwn(); err != nil {
		return err
	}
	for _, start := range p.said.starts {
		about, err := p.about(start)
		if err != nil {
			return err
		}
		if !about {
			p.push(&Task{Flow: start.Flow})
		}
	}
	if p.s.Top() != nil {
		return nil
	}
	return p.beginUnsaid()
}

// bareYes takes 好的 for what it is: it confirms an appointment only where that
// was asked for and is open. Who says in full that they will come, or when,
// confirms asked or not.
func (p *planner) bareYes() error {
	i := slices.IndexFunc(p.said.starts, func(c Command) bool { return c.Flow == FlowConfirm })
	if i < 0 || p.said.starts[i].Value == "coming" || p.said.wishes() || p.s.Top() != nil {
		return nil
	}
	asked, err := p.confirmationAsked()
	if err != nil || len(asked) > 0 {
		return err
	}
	p.said.starts = slices.Delete(p.said.starts, i, i+1)
	p.said.ack = true
	return nil
}

// changeWords ask for another time in so many words.
var changeWords = []string{"改", "换", "挪", "调", "推", "提前", "延", "另约", "重新约"}

// Words of an answer to "can you come?".
var (
	dropWords = []string{"不来了", "不去了", "不做了", "不看了", "不弄了", "不约了", "不要了"}
	lateWords = []string{"晚到", "迟到", "晚点到", "晚一点到", "晚一会", "晚几分钟", "堵车"}
	tellWords = []string{"几点", "几号", "哪天", "什么时候", "啥时候", "什么时间", "哪个医生", "哪位医生", "谁给我看"}
)

// answerToComing takes the burst as the answer to "can you come?" where that
// is open: a doubt about the appointment has to be cleared up first, no or
// another time is a move, 不来了 a cancellation, and 收到，周三见 is a yes.
func (p *planner) answerToComing() error {
	s := &p.said
	if p.s.Top() != nil || !p.asked {
		return nil
	}
	asked, err := p.confirmationAsked()
	if err != nil || len(asked) == 0 {
		return err
	}
	flow := Flow("")
	switch change := containsAny(p.text, changeWords); {
	case s.abandon && containsAny(p.text, dropWords) && !s.wishes():
		return p.handOff(molar.CancelRequest)
	case s.wrong && !s.cannot && !change:
		flow = FlowConfirm
	case containsAny(p.text, []string{"不是", "不对", "错"}) && containsAny(p.text, []string{"记得", "说好", "约的是", "说的是"}) && !change:
		flow, p.doubted = FlowConfirm, true // 不是九点吧，我记得约的是十点
	case len(asked) == 1 && p.asksBack(asked[0]):
		s.facts, s.asks = nil, nil
		flow, p.doubted = FlowConfirm, true
	case s.affirm && p.comesLate():
		flow = FlowConfirm
	case s.abandon, s.cannot, s.refuses(asked[0].Interval), s.deny && (s.newTime() || change):
		flow = FlowMove
	case len(asked) == 1 && len(s.starts) == 0 && p.otherTimeOnly(asked[0]):
		flow = FlowMove
	case (s.affirm || s.ack) && s.newTime() && len(asked) == 1 && timesFit(s.time.Wishes, asked[0].Interval):
		flow = FlowConfirm
	default:
		return nil
	}
	if flow == FlowMove {
		s.abandon = false
		s.asks = slices.DeleteFunc(s.asks, func(c Command) bool { return c.Category == molar.OtherQuestion })
		s.fills = slices.DeleteFunc(s.fills, func(c Command) bool {
			return c.Slot == SlotWho && len(asked) == 1 // 孩子病了，来不了: whoever else is named is the reason
		})
	}
	s.starts = []Command{{Kind: Start, Flow: flow, Confidence: 1}}
	return nil
}

// comesLate reports that the writer comes to an appointment as agreed, if later
// than the hour: 可能晚到十分钟.
func (p *planner) comesLate() bool {
	s := &p.said
	return containsAny(p.text, lateWords) && !s.newTime() && !s.cannot && !s.abandon && !containsAny(p.text, changeWords)
}

// tellLate hands on that somebody comes late: the front desk should know, and
// nothing is to be moved.
func (p *planner) tellLate() error {
	if p.s.Top() != nil || p.said.affirm || !p.said.starting(FlowMove) && !p.said.starting(FlowConfirm) || !p.comesLate() {
		return nil
	}
	return p.handOff(molar.OtherQuestion)
}

// otherTimeOnly reports that the burst names another time than the appointment's
// and nothing that a booking of its own would need: 周四行吗，明天要出差.
func (p *planner) otherTimeOnly(b Booked) bool {
	s := &p.said
	return s.newTime() && !timesFit(s.time.Wishes, b.Interval) && !s.affirm &&
		!s.has(SlotWho, SlotProject, SlotTreatment, SlotProblem, SlotDoctor, SlotStore, SlotName)
}

// asksBack reports that the burst asks whether the appointment is as it says,
// or when it is: 是十点对吧, 是几点.
func (p *planner) asksBack(b Booked) bool {
	s := &p.said
	if s.cannot || s.deny || s.affirm || s.starting(FlowMove) || s.has(SlotChange) {
		return false
	}
	if containsAny(p.text, tellWords) && !s.wishes() && !s.has(SlotProject, SlotTreatment) && utf8.RuneCountInString(p.text) <= 14 {
		return true
	}
	doctor, named := s.first(SlotDoctor)
	if len(s.asks) > 0 && s.asks[0].Category != molar.OtherQuestion || containsAny(p.text, []string{"带", "空腹", "准备", "需要", "注意"}) {
		return false // 明天要空腹吗, 明天带身份证吗
	}
	same := s.newTime() && (strings.HasPrefix(p.text, "是") || timesFit(s.time.Wishes, b.Interval)) || named && slices.Contains(doctor.IDs, string(b.Doctor))
	return same && (containsAny(p.text, questionWords) || strings.Contains(p.text, "吧"))
}

// beginOffered takes the answer to "you have no appointment; shall I book
// one?".
func (p *planner) beginOffered() error {
	t := p.s.Top()
	if p.said.affirm || p.said.starting(FlowBook) || p.said.wishes() || p.said.has(SlotProject, SlotTreatment, SlotProblem) {
		p.s.OfferedBooking, p.s.Expecting = false, ExpectNothing
		*t = Task{Flow: FlowBook, For: t.For, Relation: t.Relation, Patient: t.Patient, Wishes: t.Wishes}
		p.said.affirm = false
		p.moved = true
		return nil
	}
	if p.said.deny || p.said.ack {
		p.finish()
		p.say("ack", nil)
	}
	return nil
}

func (p *planner) push(t *Task) {
	p.s.Tasks = append(p.s.Tasks, t)
	p.s.Expecting, p.s.Offers = ExpectNothing, nil
	p.moved = true
}

// about reports whether a wish to begin the flow speaks of the task at hand:
// 改到周五 while a plan stands changes the plan, and 约周五下午 while an
// appointment is being moved says where to.
func (p *planner) about(start Command) (bool, error) {
	t, flow := p.s.Top(), start.Flow
	if t == nil {
		return false, nil
	}
	if t.Flow == flow {
		return true, nil
	}
	switch {
	case flow == FlowMove && t.Flow == FlowBook:
		if p.s.Expecting == ExpectNothing || start.Value == "existing" {
			return false, nil
		}
		existing, err := p.mentionsAppointment()
		return !existing, err
	case flow == FlowMove && t.Flow == FlowConfirm && t.ReadBack && !t.Told && (p.said.wrong || p.said.deny):
		return true, nil // 不对，我约的是下午 answers what was read back
	case flow == FlowMove && t.Flow == FlowConfirm:
		t.Flow = FlowMove
		if t.Appointment == nil && len(t.Listed) == 1 {
			t.Appointment = &t.Listed[0]
		}
		p.s.Expecting = ExpectNothing
		return true, nil
	case flow == FlowBook && t.Flow != FlowBook:
		return p.s.Expecting != ExpectNothing && !p.said.has(SlotProject, SlotTreatment, SlotProblem), nil
	case flow == FlowConfirm:
		return p.s.Expecting != ExpectNothing, nil
	}
	return false, nil
}

// mentionsAppointment reports that a time which the burst does not wish is
// that of an appointment: 我周三那个改到周五, and not 我上午要开会，改到下午.
func (p *planner) mentionsAppointment() (bool, error) {
	if p.said.time == nil || len(p.said.time.Mentioned) == 0 {
		return false, nil
	}
	all, err := p.upcoming(nil)
	return slices.ContainsFunc(all, func(b Booked) bool {
		return slices.ContainsFunc(p.said.time.Mentioned, func(w zhtime.Wish) bool { return namesStart(w, b.Interval) })
	}), err
}

// beginUnsaid finds the task that a burst without a plain wish belongs to: a
// yes to "can you come?", or facts that only a booking could use.
func (p *planner) beginUnsaid() error {
	s := &p.said
	if p.asked && (s.affirm || s.cannot || s.wrong || s.deny) {
		asked, err := p.confirmationAsked()
		if err != nil {
			return err
		}
		if len(asked) > 0 {
			p.push(&Task{Flow: FlowConfirm})
			return nil
		}
	}
	if s.cannot {
		p.push(&Task{Flow: FlowMove})
		return nil
	}
	if len(s.asks) > 0 || len(s.facts) > 0 || s.abandon {
		return nil
	}
	if s.has(SlotProject, SlotTreatment, SlotProblem, SlotDoctor) || s.wishes() || s.has(SlotName) && s.has(SlotPhone) {
		p.push(&Task{Flow: FlowBook})
	}
	return nil
}

// confirmationAsked lists the speaker's appointments for which "can you come?"
// is still open. In a group nobody's yes counts for another.
func (p *planner) confirmationAsked() ([]Booked, error) {
	own, err := p.speakersOwn()
	return slices.DeleteFunc(own, func(b Booked) bool { return !b.ConfirmationAsked || b.Status != molar.Unconfirmed }), err
}

// linked returns the chat's linked patients; in a group those of the speaker
// come first.
func (p *planner) linked() ([]tools.FoundPatient, error) {
	found, err := tools.FindPatients.Call(p.ctx, p.env, tools.FindPatientsArgs{})
	if err != nil {
		return nil, err
	}
	var own, others []tools.FoundPatient
	for _, f := range found.Patients {
		if f.Contact == p.env.Speaker {
			own = append(own, f)
		} else {
			others = append(others, f)
		}
	}
	return append(own, others...), nil
}
