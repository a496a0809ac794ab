package agent

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// planner decides one turn: it holds what was said against the session, calls
// tools, and gathers what to say. It is code over the rules of the clinic; no
// model takes part.
type planner struct {
	ctx   context.Context
	env   *tools.Env
	conv  molar.Conversation
	s     *Session
	said  said
	text  string // the burst as written
	held  bool   // a person has the conversation
	asked bool   // "can you come?" is open for the speaker

	acts     []Act
	withheld []Act // what may not be said; staff read its facts all the same
	receipts []molar.Receipt
	handoff  *molar.Handoff
	patient  molar.PersonName // whom the handoff is about, for staff
	// moved is set when the burst gave the task at hand anything new; a
	// question that is repeated beside such news has not failed.
	moved bool
	// agreed is set when the burst was a yes that has been acted on.
	agreed bool
	// doubted is set when the burst asks whether an appointment is as it is.
	doubted bool
	// refined is set when the times of the burst only narrow what was wished.
	refined bool
	// allStores and allDoctors are asked for once a turn.
	allStores  []molar.Store
	allDoctors []molar.Doctor
}

// errHandedOff stops a turn that a person takes over.
var errHandedOff = errors.New("handed off")

// run plans the turn. The error is a fault of the machinery, never a matter
// for the patient.
func (p *planner) run() error {
	err := p.decide()
	if errors.Is(err, errHandedOff) {
		return p.letGo()
	}
	return err
}

func (p *planner) decide() error {
	if p.said.noise {
		return p.notUnderstood()
	}
	p.dropDoubts()
	for _, step := range []func() error{
		p.relate,       // what the burst says of time by what stands
		p.relateDoctor, // … and of doctors
		p.redFlags,     // what cannot wait
		p.agree,        // a yes to what was read back counts before anything else is done
		p.wantsPerson,  // a person was asked for, or a cancellation
		p.begin,        // which task this is about
		p.take,         // what the burst says of its slots
		p.giveUp,
		p.storeFacts,
		p.questions, // answered, or handed off
		p.advance,   // the task at hand goes on: it acts or asks
	} {
		if err := step(); err != nil {
			return err
		}
	}
	if len(p.acts) == 0 {
		return p.smallTalk()
	}
	p.s.Misses = 0
	return nil
}

// say adds an act to the reply.
func (p *planner) say(script string, fields Fields) {
	p.acts = append(p.acts, Act{Script: script, Fields: fields})
}

// ask says something that leaves a question open.
func (p *planner) ask(open Expecting, act Act) {
	p.acts = append(p.acts, act)
	p.s.Expecting = open
}

// asks counts the question as asked once more, unless this burst brought the
// task forward in another way: who answers something else first is not failing
// to answer.
func (p *planner) asks(t *Task, open Expecting) int {
	n := t.Asks[open]
	if n > 0 && p.moved {
		return n
	}
	t.count(open)
	return t.Asks[open]
}

// count notes that the question was asked.
func (t *Task) count(open Expecting) {
	if t.Asks == nil {
		t.Asks = make(map[Expecting]int)
	}
	t.Asks[open]++
}

// spent reports whether the question was asked twice and this burst has not
// brought the task forward.
func (p *planner) spent(t *Task, open Expecting) bool {
	return t.Asks[open] >= 2 && !p.moved
}

// handOff gives the conversation to a person and ends the turn.
func (p *planner) handOff(code molar.HandoffCode) error {
	return p.handOffWith(code, false, &Act{Script: handoffScript(code)})
}

func (p *planner) handOffWith(code molar.HandoffCode, silent bool, act *Act) error {
	args := tools.TransferToHumanArgs{Code: code, Silent: silent}
	if t := p.s.Top(); t != nil && t.Patient != nil {
		args.Patient, p.patient = t.Patient.ID, t.Patient.Name
	}
	h, err := tools.TransferToHuman.Call(p.ctx, p.env, args)
	if err != nil {
		return err
	}
	p.handoff = &h
	if act != nil {
		// What was done or answered in this turn is still said; questions of
		// a task that a person now takes over are not.
		p.acts = append(slices.DeleteFunc(p.acts, func(a Act) bool { return isQuestion(a.Script) }), *act)
	}
	return errHandedOff
}

// letGo forgets the speaker's tasks and frees what was held for them.
func (p *planner) letGo() error {
	for _, t := range p.s.Tasks {
		if err := p.release(t); err != nil {
			return err
		}
	}
	p.s.Tasks, p.s.Offers, p.s.Expecting = nil, nil, ExpectNothing
	p.s.OfferedBooking, p.s.Misses, p.s.Media = false, 0, 0
	return nil
}

// release lets go of the task's held slot, if any.
func (p *planner) release(t *Task) error {
	if t.Plan == nil {
		return nil
	}
	hold := t.Plan.Hold
	t.Plan = nil
	if hold.Expired(p.env.Now) {
		return nil
	}
	_, err := tools.ReleaseSlot.Call(p.ctx, p.env, tools.ReleaseSlotArgs{Hold: hold.ID})
	return err
}

// finish ends the task at hand; what it interrupted comes back.
func (p *planner) finish() {
	p.s.Tasks = p.s.Tasks[:len(p.s.Tasks)-1]
	p.s.Expecting, p.s.Offers = ExpectNothing, nil
	p.s.OfferedBooking = false
}

// cancelWords ask for an appointment to be undone.
var cancelWords = []string{"取消", "退", "撤", "不去了", "不来了", "销"}

// redFlags hands off what is severe or a complaint, before anything else is
// looked at.
func (p *planner) redFlags() error {
	switch code := p.urgent(); code {
	case "":
		return nil
	case molar.SevereProblem:
		return p.handOff(code)
	default:
		i := slices.IndexFunc(p.said.asks, func(c Command) bool { return c.Category == code })
		return p.question(p.said.asks[i])
	}
}

// urgent is the urgent matter that the burst raises, or "". Trouble after a
// treatment is told from trouble of its own by the words for the treatment; a
// doubtful complaint beside severe signs is a cry for help.
func (p *planner) urgent() molar.HandoffCode {
	problem, ok := p.said.first(SlotProblem)
	severe := ok && problem.Value == "severe"
	needed := doubtful
	if p.held {
		needed = sureEnough // who has been told to wait is not to be taken up on every word
	}
	for _, code := range []molar.HandoffCode{molar.PostopReaction, molar.Complaint} {
		for _, c := range p.said.asks {
			if c.Category == code && c.Confidence >= needed {
				return code
			}
		}
	}
	if severe {
		return molar.SevereProblem
	}
	return ""
}

// agree acts on a yes to the plan that was read back, when nothing in the same
// breath changes it.
func (p *planner) agree() error {
	t := p.s.Top()
	yes := p.said.affirm || p.said.coming()
	no := p.said.deny || p.said.wrong || p.said.abandon || p.said.other || p.said.cannot || p.said.unsure
	more := len(p.said.asks) > 0 || p.said.starting(FlowBook) && p.said.has(SlotWho) // 好的，我妈也想洗个牙
	if t == nil && p.asked && yes && !no && more {
		return p.agreeToCome()
	}
	if t == nil || t.Plan == nil || p.s.Expecting != ExpectConfirm {
		return nil
	}
	if _, other := p.otherPick(t); other || t.Plan.Doubted {
		return nil // it is read back once more before a yes counts
	}
	if !yes || no || p.said.starting(FlowMove) || p.said.starting(FlowCancel) || p.said.has(SlotChange) || p.changesPlan(t) {
		return nil
	}
	p.said.affirm = false
	p.said.starts = slices.DeleteFunc(p.said.starts, func(c Command) bool { return c.Flow != FlowMove })
	p.said.fills, p.said.time = nil, nil // they repeat the plan
	p.agreed = true
	return p.commit(t)
}

// agreeToCome confirms the one appointment that "can you come?" is open for,
// before what was asked in the same breath hands the conversation off.
func (p *planner) agreeToCome() error {
	asked, err := p.confirmationAsked()
	if err != nil || len(asked) != 1 || p.said.newTime() && !timesFit(p.said.time.Wishes, asked[0].Interval) {
		return err
	}
	t := &Task{Flow: FlowConfirm, Appointment: &asked[0]}
	p.push(t)
	p.said.affirm, p.said.time = false, nil
	p.said.starts = slices.DeleteFunc(p.said.starts, func(c Command) bool { return c.Flow != FlowBook })
	p.agreed = len(p.said.starts) == 0
	return p.confirmNow(t)
}

// wantsPerson hands off a wish for a person and a cancellation.
func (p *planner) wantsPerson() error {
	if p.said.human {
		return p.handOff(molar.HumanRequest)
	}
	if !p.said.starting(FlowCancel) {
		return nil
	}
	if p.said.newTime() && containsAny(p.text, changeWords) && !containsAny(p.text, []string{"取消", "退", "撤", "销"}) {
		for i := range p.said.starts { // 周六那个不去了，改周五下午
			p.said.starts[i].Flow = FlowMove
		}
		p.said.abandon = false
		return nil
	}
	if p.said.abandon && !containsAny(p.text, cancelWords) {
		p.said.starts = nil // 算了不用了 gives up what is at hand
		return nil
	}
	if p.s.Expecting == ExpectDoctor && containsAny(p.text, insistWords) {
		p.said.starts = nil // 别的医生不要 is about the doctor
		return nil
	}
	if who, ok := p.said.first(SlotWho); ok && who.Value == "other" && p.said.starting(FlowBook) && p.s.Expecting != ExpectNothing {
		p.said.starts, p.said.abandon = nil, false // 别约我了，给孩子约
		return nil
	}
	if t := p.s.Top(); t != nil && t.Flow == FlowBook && p.s.Expecting != ExpectNothing {
		// 取消吧 in the middle of booking gives the booking up, unless there
		// is something else that could be cancelled.
		existing, err := p.upcoming(t)
		if err != nil {
			return err
		}
		if len(existing) == 0 {
			p.said.abandon = true
			p.said.starts = nil
			return nil
		}
	}
	return p.handOff(molar.CancelRequest)
}

// giveUp ends the task at hand when the patient has had enough of it. A new
// wish in the same breath is a change of mind and not an end.
func (p *planner) giveUp() error {
	t := p.s.Top()
	if !p.said.abandon || p.said.wishes() || p.said.starting(FlowBook) || p.said.has(SlotStore, SlotDoctor, SlotProject, SlotTreatment, SlotProblem) {
		return nil
	}
	if t == nil {
		p.say("goodbye", nil)
		return nil
	}
	if p.s.Expecting == ExpectStore {
		return p.handOff(molar.GaveUp)
	}
	if err := p.letGo(); err != nil {
		return err
	}
	p.say("gave_up", nil)
	return nil
}

// advance lets the task at hand go on.
func (p *planner) advance() error {
	if p.said.repeat && len(p.s.Said) > 0 {
		p.acts = append(p.acts, p.s.Said...)
		return nil
	}
	switch {
	case p.agreed && len(p.receipts) == 0:
		return nil // the slot was lost, and others are offered
	case p.agreed:
		p.said = said{} // said to the task that is done
	case p.idle():
		return nil
	}
	for range 4 { // a finished task uncovers the one below
		t := p.s.Top()
		if t == nil {
			return nil
		}
		before := len(p.s.Tasks)
		var err error
		switch t.Flow {
		case FlowBook:
			err = p.book(t)
		case FlowMove:
			err = p.move(t)
		case FlowConfirm:
			err = p.confirm(t)
		}
		if err != nil || len(p.s.Tasks) >= before {
			return err
		}
		p.said = said{} // said to the task that is done
	}
	return nil
}

// idle reports whether the burst has nothing for the task at hand: a thank-you
// or a greeting on the way leaves the open question open without repeating it,
// and a yes that was just acted on needs no more.
func (p *planner) idle() bool {
	t := p.s.Top()
	if t == nil {
		return true
	}
	s := &p.said
	empty := len(s.fills) == 0 && s.time == nil && len(s.choose) == 0 && len(s.starts) == 0 &&
		!s.affirm && !s.deny && !s.wrong && !s.any && !s.unknown && !s.other && !s.cannot && !s.ack && !s.unsure
	return empty && len(p.receipts) == 0 && len(p.acts) == 0 && (s.greet || s.thank || s.bye)
}

// smallTalk answers courtesies, and says so when nothing was understood.
func (p *planner) smallTalk() error {
	s := &p.said
	switch {
	case s.unsure:
		return p.notUnderstood()
	case s.bye:
		p.say("bye", nil)
	case s.thank:
		p.say("welcome", nil)
	case s.greet:
		p.say("greet", Fields{"daypart": daypart(p.env.Now.In(p.env.Zone))})
	case s.affirm, s.ack, s.any, s.deny:
		p.say("ack", nil)
	default:
		return p.notUnderstood()
	}
	p.s.Misses = 0
	return nil
}

// notUnderstood asks once, and hands off the second time in a row.
func (p *planner) notUnderstood() error {
	p.s.Misses++
	if p.s.Misses >= 2 {
		return p.handOff(molar.NotUnderstood)
	}
	p.say("not_understood", nil)
	return nil
}

// unreadable answers a message that carries no words: a picture, a file.
func (p *planner) unreadable() error {
	p.s.Media++
	if p.s.Media >= 2 {
		err := p.handOff(molar.UnsupportedMedia)
		if errors.Is(err, errHandedOff) {
			return p.letGo()
		}
		return err
	}
	p.say("ask_words", nil)
	return nil
}

func daypart(t time.Time) string {
	switch h := t.Hour(); {
	case h < 5, h >= 18:
		return "晚上"
	case h < 11:
		return "早上"
	case h < 13:
		return "中午"
	}
	return "下午"
}
