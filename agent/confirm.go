package agent

import (
	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// confirm goes on with the answer to "can you come?" (product.md §8). A bare
// yes confirms only what was asked for; a full one the appointment that it
// fits.
func (p *planner) confirm(t *Task) error {
	s := &p.said
	if s.cannot || !t.ReadBack && s.deny && !s.affirm {
		t.Flow, t.Mentioned = FlowMove, nil
		p.s.Expecting = ExpectNothing
		if s.time != nil {
			p.takeTime(t)
		}
		return p.move(t)
	}
	if t.ReadBack {
		return p.answerReadBack(t)
	}
	if ok, err := p.toConfirm(t); !ok || err != nil {
		return err
	}
	if s.wrong || p.doubted || !p.timeFits(t) {
		t.ReadBack = true
		p.ask(ExpectConfirm, Act{Script: "read_appointment", Fields: p.bookedFields(*t.Appointment)})
		return nil
	}
	return p.confirmNow(t)
}

// toConfirm finds the appointment that the yes is for.
func (p *planner) toConfirm(t *Task) (bool, error) {
	if t.Appointment != nil {
		return true, nil
	}
	asked, err := p.confirmationAsked()
	if err != nil {
		return false, err
	}
	if len(asked) == 1 && len(t.Mentioned) == 0 && t.Name == "" && t.Relation == "" && p.s.Expecting != ExpectAppointment {
		t.Appointment = &asked[0]
		return true, nil
	}
	return p.existing(t)
}

// timeFits reports whether every time that the patient named is the
// appointment's.
func (p *planner) timeFits(t *Task) bool {
	return timesFit(t.Mentioned, t.Appointment.Interval)
}

// answerReadBack takes the answer after the appointment was read back.
func (p *planner) answerReadBack(t *Task) error {
	s := &p.said
	asked := t.Appointment.ConfirmationAsked && t.Appointment.Status == molar.Unconfirmed
	switch {
	case s.wrong, s.deny:
		return p.handOff(molar.ConfirmMismatch)
	case t.Told && !asked && (s.affirm || s.ack) && !s.wishes():
		p.say("ack", nil) // who asked when it is has heard it
		p.finish()
		return nil
	case s.wishes() && !timesFit(s.time.Wishes, t.Appointment.Interval):
		return p.handOff(molar.ConfirmMismatch)
	case s.wishes():
		return p.confirmNow(t)
	case s.affirm, s.starting(FlowConfirm):
		return p.confirmNow(t)
	}
	if p.spent(t, ExpectConfirm) {
		return p.handOff(molar.ConfirmMismatch)
	}
	p.asks(t, ExpectConfirm)
	p.ask(ExpectConfirm, Act{Script: "read_appointment", Fields: p.bookedFields(*t.Appointment)})
	return nil
}

func (p *planner) confirmNow(t *Task) error {
	a := t.Appointment
	receipt, err := tools.ConfirmAppointment.Call(p.ctx, p.env, tools.ConfirmAppointmentArgs{Appointment: a.ID, Patient: a.Patient})
	if code := molar.CodeOf(err); code == molar.CodeConflict || code == molar.CodeNotFound {
		p.noAppointment(t)
		return nil
	}
	if err != nil {
		return err
	}
	p.receipts = append(p.receipts, receipt)
	p.say("confirmed", p.bookedFields(*a))
	p.finish()
	return nil
}
