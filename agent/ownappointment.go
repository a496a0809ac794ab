package agent

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/molarhq/molar/tools"
)

// Words of a patient who asks about an appointment that is his or hers: 我约的
// 几点, 我后天几点来着, 看下我有没有约上.
var (
	ownWords    = []string{"我约的", "约的是", "预约的", "那个号", "我的号", "我那个号", "来着", "忘了", "记不清", "记不得", "不记得"}
	slotWords   = []string{"能", "可以", "有", "行", "方便", "想", "要"} // ask for a slot instead
	rightWords  = []string{"对吧", "是吧", "对不对", "对吗", "没错吧", "是不是"}
	bookedWords = []string{"有没有约上", "约上了吗", "约上没", "约好了吗", "约好没", "约到了吗", "约了没", "有没有约"}
)

// asksOwn takes the burst as a question for an appointment that the writer
// has, to be read back, where it names nothing that would be new.
func (p *planner) asksOwn() error {
	s := &p.said
	tells := containsAny(p.text, tellWords)
	asks := containsAny(p.text, ownWords) && (tells || strings.Contains(p.text, "还是")) ||
		containsAny(p.text, bookedWords) || containsAny(p.text, []string{"约了", "约的"}) && containsAny(p.text, rightWords)
	dayOnly := tells && strings.HasPrefix(p.text, "我") && !containsAny(p.text, slotWords) // 我后天几点
	if p.s.Top() != nil || !asks && !dayOnly || utf8.RuneCountInString(p.text) > 20 ||
		s.wrong || s.cannot || s.abandon || s.has(SlotChange) || containsAny(p.text, changeWords) || len(s.starts) > 0 && s.starts[0].Flow == FlowCancel {
		return nil
	}
	own, err := p.speakersOwn()
	if err != nil || len(own) == 0 {
		return err
	}
	if !asks && !(len(own) == 1 && s.time != nil && len(s.time.Wishes)+len(s.time.Mentioned) > 0 && timesFit(append(slices.Clone(s.time.Wishes), s.time.Mentioned...), own[0].Interval)) {
		return nil
	}
	t := &Task{Flow: FlowConfirm, Told: true}
	if len(own) == 1 {
		t.Appointment = &own[0]
	} else if all, err := p.upcoming(nil); err != nil || len(all) > len(own) {
		return err // in a group, others' would be told
	}
	s.facts, s.asks, s.starts = nil, nil, nil
	p.doubted = true
	p.push(t)
	return nil
}

// speakersOwn lists the appointments of the patients who are linked to the
// speaker: in a group, not those of its other members.
func (p *planner) speakersOwn() ([]Booked, error) {
	all, err := p.upcoming(nil)
	if err != nil {
		return nil, err
	}
	linked, err := p.linked()
	return slices.DeleteFunc(all, func(b Booked) bool {
		return !slices.ContainsFunc(linked, func(f tools.FoundPatient) bool { return f.ID == b.Patient && f.Contact == p.env.Speaker })
	}), err
}
