package agent

import (
	"slices"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

// said is a burst's commands laid out by what the planner looks for.
type said struct {
	affirm, deny, ack, wrong, abandon, repeat bool
	any, unknown, other, cannot               bool
	human, humanSure, greet, thank, bye       bool
	noise, unsure                             bool
	choose                                    []int
	starts, asks, facts                       []Command
	fills                                     []Command
	time                                      *TimeSaid
}

func layOut(commands []Command) said {
	var s said
	for _, c := range commands {
		switch c.Kind {
		case Start:
			s.starts = append(s.starts, c)
		case Correct:
			s.wrong = true
		case Choose:
			s.choose = append(s.choose, c.Offer)
		case Affirm:
			s.affirm = true
		case Deny:
			s.deny = true
		case Abandon:
			s.abandon = true
		case Ask:
			s.asks = append(s.asks, c)
		case StoreFacts:
			s.facts = append(s.facts, c)
		case Greet:
			s.greet = true
		case Thank:
			s.thank = true
		case Bye:
			s.bye = true
		case Ack:
			s.ack = true
		case WantsHuman:
			s.human, s.humanSure = true, c.Confidence >= sureEnough
		case Repeat:
			s.repeat = true
		case Unclear:
			if c.Value == "noise" {
				s.noise = true
			} else {
				s.unsure = true
			}
		case Fill:
			s.fill(c)
		}
	}
	s.oneStart()
	return s
}

// oneStart leaves out what is much less sure than the flow that the burst
// surely begins: another flow, since the words for booking and for moving are
// often the same, and a question that may be part of the wish.
func (s *said) oneStart() {
	var best float64
	for _, c := range s.starts {
		best = max(best, c.Confidence)
	}
	s.starts = slices.DeleteFunc(s.starts, func(c Command) bool { return c.Confidence < best-0.15 })
	if best >= 0.9 { // 能做隐适美吗，想约个面诊 is a booking before it is a doubtful question
		s.asks = slices.DeleteFunc(s.asks, func(c Command) bool { return c.Confidence < 0.7 && !c.Category.Urgent() })
	}
	old := s.has(SlotChange) || s.time != nil && len(s.time.Mentioned) > 0
	if old && s.starting(FlowMove) {
		s.starts = slices.DeleteFunc(s.starts, func(c Command) bool { return c.Flow == FlowBook })
	}
}

func (s *said) fill(c Command) {
	switch c.Slot {
	case SlotAny:
		s.any = true
	case SlotUnknown:
		s.unknown = true
	case SlotOther:
		s.other = true
	case SlotCannot:
		s.cannot = true
	case SlotTime:
		s.time = c.Time
	default:
		s.fills = append(s.fills, c)
	}
}

// has reports whether the burst fills the slot.
func (s *said) has(slots ...Slot) bool {
	return slices.ContainsFunc(s.fills, func(c Command) bool { return slices.Contains(slots, c.Slot) })
}

// first returns the first fill of the slot.
func (s *said) first(slot Slot) (Command, bool) {
	i := slices.IndexFunc(s.fills, func(c Command) bool { return c.Slot == slot })
	if i < 0 {
		return Command{}, false
	}
	return s.fills[i], true
}

// starting reports whether the burst begins the flow.
func (s *said) starting(f Flow) bool {
	return slices.ContainsFunc(s.starts, func(c Command) bool { return c.Flow == f })
}

// coming reports whether the patient says in full that they will come.
func (s *said) coming() bool {
	return slices.ContainsFunc(s.starts, func(c Command) bool { return c.Flow == FlowConfirm && c.Value == "coming" })
}

// newTime reports whether the burst names a time that would suit.
func (s *said) newTime() bool {
	return s.time != nil && slices.ContainsFunc(s.time.Wishes, func(w zhtime.Wish) bool { return w.Kind != zhtime.Refusal })
}

// refuses reports whether the burst says of this very time that it does not
// suit; 平时没空 in general says nothing about one appointment.
func (s *said) refuses(i molar.Interval) bool {
	return s.time != nil && slices.ContainsFunc(s.time.Wishes, func(w zhtime.Wish) bool {
		if w.Kind != zhtime.Refusal || w.RRule != "" {
			return false
		}
		w.Kind = zhtime.Range
		if w.Start.Equal(w.End) {
			w.Kind = zhtime.Point
		}
		return namesStart(w, i)
	})
}

// wishes reports whether the burst says anything about when.
func (s *said) wishes() bool {
	return s.time != nil && (len(s.time.Wishes) > 0 || s.time.Soonest || s.time.Later || s.time.Earlier || s.time.Shift != (zhtime.Shift{}))
}
