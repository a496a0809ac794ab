package agent

import (
	"errors"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/prompts"
)

// questionScripts leave a question open; a handoff in the same turn drops
// them.
var questionScripts = map[string]bool{
	"not_understood": true, "no_appointment": true, "read_appointment": true, "offers": true,
	"offers_earliest": true, "offers_nearest": true, "offers_again": true, "slot_taken": true,
	"plan": true, "plan_again": true, "plan_move": true, "time_impossible": true,
	"doctor_unknown": true, "doctor_project": true, "doctor_store": true,
}

func isQuestion(script string) bool {
	return questionScripts[script] || strings.HasPrefix(script, "ask_")
}

// handoffScript is the key of what the patient is told on a handoff.
func handoffScript(code molar.HandoffCode) string { return "handoff." + string(code) }

// repeatable are the acts that "what did you say?" repeats. What reports an
// effect is not said twice: its receipt belongs to its own turn.
func repeatable(acts []Act) []Act {
	var out []Act
	for _, a := range acts {
		switch a.Script {
		case "booked", "moved", "confirmed", "not_understood":
		default:
			out = append(out, a)
		}
	}
	return out
}

// speak renders the plan into messages, checks every claim, and puts patient's
// and staff's messages into out. A text that may not be sent is withheld and
// the conversation handed to a person.
func (a *Agent) speak(p *planner, conv molar.Conversation, out *after) ([]Reply, error) {
	replies, err := a.render(p, conv)
	if errors.Is(err, errWithheld) {
		// The acts are dropped whole: half an answer can mislead too.
		p.withheld, p.acts = p.acts, nil
		if p.handoff != nil && p.handoff.Urgent {
			// A person comes anyway, and has to know that it cannot wait.
			p.acts = []Act{{Script: handoffScript(molar.BlockedText)}}
		} else {
			p.handoff = nil
			if err := p.handOff(molar.BlockedText); !errors.Is(err, errHandedOff) {
				return nil, err
			}
			if err := p.letGo(); err != nil {
				return nil, err
			}
		}
		if replies, err = a.render(p, conv); errors.Is(err, errWithheld) {
			replies, err = nil, nil // even the handoff's words are blocked: say nothing
		}
	}
	if err != nil {
		return nil, err
	}
	to := string(p.env.Speaker)
	for _, r := range replies {
		out.messages = append(out.messages, molar.Message{
			ID: p.env.NewID(), Conversation: conv.ID, Turn: conv.Turns, To: to, Script: r.Script,
			Knowledge: r.Knowledge, Text: r.Text, At: p.env.Now,
		})
	}
	staff, err := a.notices(p, conv)
	if err != nil {
		return nil, err
	}
	out.messages = append(out.messages, staff...)
	return replies, nil
}

// errWithheld means that a text failed the claim check or holds a blocked word.
var errWithheld = errors.New("text withheld")

// render turns the acts into replies.
func (a *Agent) render(p *planner, conv molar.Conversation) ([]Reply, error) {
	var replies []Reply
	for i, act := range p.acts {
		text, err := a.words(p, conv, i, act)
		if err != nil {
			return nil, err
		}
		for _, part := range prompts.Split(text) {
			if a.Rules.RobotTag {
				part = a.Scripts.Tag(part)
			}
			replies = append(replies, Reply{Text: part, Script: act.Script, Knowledge: act.Knowledge})
		}
	}
	return replies, nil
}

// words renders one act and checks it.
func (a *Agent) words(p *planner, conv molar.Conversation, i int, act Act) (string, error) {
	claims := prompts.Claims{Quoted: act.Quote != ""}
	text := act.Quote
	if text == "" {
		var err error
		text, err = a.Scripts.Render(act.Script, seedOf(p.env.Seed, conv.Turns, i), act.Fields, act.List)
		if err != nil {
			a.Log.Warn("script cannot be rendered", "script", act.Script, "error", err)
			return "", errWithheld
		}
	}
	for _, r := range p.receipts {
		claims.Receipts = append(claims.Receipts, r.Action)
	}
	claims.Facts = facts(act)
	if err := prompts.Check(text, claims); err != nil {
		a.Log.Warn("claim without a receipt", "script", act.Script, "error", err)
		return "", errWithheld
	}
	if _, blocked := prompts.Blocked(text, a.Rules.BlockedWords); blocked {
		return "", errWithheld
	}
	return text, nil
}

// facts are the values that the act's text may state.
func facts(act Act) []string {
	var out []string
	for _, v := range act.Fields {
		out = append(out, v)
	}
	for _, row := range act.List {
		for _, v := range row {
			out = append(out, v)
		}
	}
	return out
}

// notices are the messages to staff: of a handoff, and of what was booked.
func (a *Agent) notices(p *planner, conv molar.Conversation) ([]molar.Message, error) {
	var out []molar.Message
	add := func(script string, to []molar.StaffID, fields Fields) error {
		words, err := a.Scripts.Render(script, 0, fields, nil)
		if err != nil {
			return err
		}
		for _, id := range to {
			out = append(out, molar.Message{
				ID: p.env.NewID(), Conversation: conv.ID, Turn: conv.Turns, To: string(id), Script: script, Text: words, At: p.env.Now,
			})
		}
		return nil
	}
	who := Fields{"contact": string(p.env.Speaker), "bot": string(conv.Bot), "messages": clip(p.text, 200), "link": "/conversations/" + string(conv.ID)}
	if h := p.handoff; h != nil {
		fields := Fields{"code_name": h.Code.Name(), "patient": string(p.patient)}
		if h.Urgent {
			fields["urgent"] = "紧急"
		}
		if err := add("notify_handoff", a.Rules.Notify.For(h.Code), merge(who, fields)); err != nil {
			return nil, err
		}
	}
	for i, r := range p.receipts {
		if r.Action == molar.ActionConfirmed {
			continue
		}
		fields := merge(who, p.receiptFields(i))
		if err := add("notify_booked", a.Rules.Notify.Booked, fields); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// receiptFields are the facts that were told with the n-th receipt, or would
// have been, had the text not been withheld.
func (p *planner) receiptFields(n int) Fields {
	for _, act := range slices.Concat(p.withheld, p.acts) {
		if act.Script == "booked" || act.Script == "moved" || act.Script == "confirmed" {
			if n == 0 {
				return act.Fields
			}
			n--
		}
	}
	return Fields{}
}

func merge(a, b Fields) Fields {
	out := make(Fields, len(a)+len(b))
	for _, m := range []Fields{a, b} {
		for k, v := range m {
			if v != "" {
				out[k] = v
			}
		}
	}
	return out
}

// clip shortens a text to n characters.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}

func seedOf(seed string, turn, act int) uint64 {
	h := fnv.New64a()
	h.Write([]byte(seed))
	h.Write([]byte{byte(turn), byte(turn >> 8), byte(act)})
	return h.Sum64()
}
