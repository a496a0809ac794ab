package agent

import (
	"errors"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// duringHold looks at a message while a person has the conversation: the bot
// is silent, and something urgent notifies again.
func (p *planner) duringHold() error {
	code := p.urgent()
	if code == "" {
		return nil
	}
	h, err := tools.TransferToHuman.Call(p.ctx, p.env, tools.TransferToHumanArgs{Code: code, Repeat: true})
	p.handoff = &h
	return err
}

// failed hands a turn to a person that could not be run.
func (p *planner) failed() error {
	err := p.handOff(molar.RepeatFailure)
	if errors.Is(err, errHandedOff) {
		p.s.Tasks, p.s.Offers, p.s.Expecting = nil, nil, ExpectNothing
		p.s.OfferedBooking, p.s.Misses, p.s.Media = false, 0, 0
		return nil
	}
	return err
}
