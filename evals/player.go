package evals

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/nlu"
)

// Clinic is the store behind a player: Postgres or the in-memory clinic.
type Clinic interface {
	// InTurn opens a turn's transaction, with the conversation locked.
	InTurn(ctx context.Context, conv molar.ConversationID, fn func(agent.Ledger) error) error
	Conversation(ctx context.Context, id molar.ConversationID) (molar.Conversation, error)
	Contact(ctx context.Context, id molar.ContactID) (molar.Contact, error)
	Bots(ctx context.Context) ([]molar.Bot, error)
}

// Store is a clinic with what is looked at after a run.
type Store interface {
	Clinic
	Books(ctx context.Context) (molar.Books, error)
	Turns(ctx context.Context, conv molar.ConversationID) ([]molar.Turn, error)
}

// Player plays events through an agent on a virtual clock. It decides which
// messages make one burst and whether the bot speaks at all. It serves one
// goroutine.
type Player struct {
	Agent  *agent.Agent
	Clinic Clinic
	now    time.Time
	bursts map[burstKey]*agent.Input
	// asked are questions whether the patient can come, put in a chat whose
	// patient has not written yet.
	asked map[molar.ConversationID]string
}

// burstKey tells bursts apart: members of a group never mix.
type burstKey struct {
	conversation molar.ConversationID
	from         string
}

func compareKeys(a, b burstKey) int {
	return cmp.Or(cmp.Compare(a.conversation, b.conversation), cmp.Compare(a.from, b.from))
}

// NewPlayer starts a player whose clock shows now.
func NewPlayer(a *agent.Agent, c Clinic, now time.Time) *Player {
	return &Player{Agent: a, Clinic: c, now: now, bursts: make(map[burstKey]*agent.Input), asked: make(map[molar.ConversationID]string)}
}

// Now is what the virtual clock shows.
func (p *Player) Now() time.Time { return p.now }

// Advance moves the clock to a time at which nothing happens; it never goes
// back.
func (p *Player) Advance(to time.Time) {
	if to.After(p.now) {
		p.now = to
	}
}

// Play takes one event. The clock moves to the event's time and never goes
// back; an event without a time happens now.
func (p *Player) Play(ctx context.Context, ev Event) (Line, error) {
	began := time.Now()
	p.Advance(ev.At)
	line := newLine(ev.Conversation, p.Agent.Version)
	if err := p.play(ctx, ev, &line); err != nil {
		return line, err
	}
	if err := p.showState(ctx, ev, &line); err != nil {
		return line, err
	}
	line.MS = float64(time.Since(began).Microseconds()) / 1000
	return line, nil
}

func (p *Player) play(ctx context.Context, ev Event, line *Line) error {
	conv, err := p.conversation(ctx, ev)
	if err != nil {
		return err
	}
	role := ev.Role
	if role == "" {
		role = conv.Members[ev.From]
	}
	if role == "" {
		role = molar.RoleCustomer
	}
	key := burstKey{ev.Conversation, ev.From}
	if role == molar.RoleCustomer && ev.Event == "" {
		if conv, err = p.join(ctx, conv, ev.From); err != nil {
			return err
		}
	}
	switch {
	case ev.Event == "handback" && role == molar.RoleCustomer:
		return nil // only staff give a conversation back
	case ev.Event == "handback":
		return p.handBack(ctx, ev.Conversation)
	case ev.Event == "recall":
		return p.recall(key, ev, line)
	case role != molar.RoleCustomer:
		line.silent(molar.SilentStaff)
		return p.staffWrote(ctx, conv, role, ev)
	}
	silence, err := p.silence(ctx, conv, role, ev)
	if err != nil {
		return err
	}
	if silence != "" {
		line.silent(silence)
		delete(p.bursts, key)
		return nil
	}
	burst := p.bursts[key]
	if burst == nil {
		burst = &agent.Input{Speaker: molar.ContactID(ev.From)}
		p.bursts[key] = burst
	}
	if ev.Media != "" && (ev.Media != "voice" || strings.TrimSpace(ev.Text) == "") {
		burst.Unreadable++
	}
	if ev.Text != "" || ev.Media == "" {
		burst.Texts = append(burst.Texts, ev.Text)
	}
	if ev.More {
		line.silent(molar.SilentMore)
		return nil
	}
	delete(p.bursts, key)
	return p.turn(ctx, conv.ID, *burst, line)
}

// turn runs a burst's turn once the reply delay has passed.
func (p *Player) turn(ctx context.Context, conv molar.ConversationID, burst agent.Input, line *Line) error {
	p.now = p.now.Add(p.delay(conv, burst))
	burst.Now = p.now
	result, err := p.Agent.Turn(ctx, func(fn func(agent.Ledger) error) error {
		return p.Clinic.InTurn(ctx, conv, fn)
	}, burst)
	if err != nil {
		return fmt.Errorf("conversation %s: %w", conv, err)
	}
	line.fill(result, p.Agent.Zone)
	return nil
}

// delay draws the reply delay from the ruleset's range, the same for the same
// turn.
func (p *Player) delay(conv molar.ConversationID, burst agent.Input) time.Duration {
	r := p.Agent.Rules.ReplyDelay
	if r.Max <= r.Min {
		return r.Min
	}
	h := fnv.New64a()
	fmt.Fprint(h, p.Agent.Seed, conv, burst.Speaker, p.now.UnixNano())
	steps := uint64((r.Max-r.Min)/time.Second) + 1
	return r.Min + time.Duration(h.Sum64()%steps)*time.Second
}

// conversation finds the chat; one that is not known is made, a single chat of
// its first speaker unless the event says otherwise.
func (p *Player) conversation(ctx context.Context, ev Event) (molar.Conversation, error) {
	conv, err := p.Clinic.Conversation(ctx, ev.Conversation)
	if err == nil || molar.CodeOf(err) != molar.CodeNotFound {
		return conv, err
	}
	err = p.Clinic.InTurn(ctx, ev.Conversation, func(l agent.Ledger) error {
		if conv, err = l.Conversation(ctx); err != nil {
			return err
		}
		conv.Kind = molar.Single
		if ev.Kind == molar.Group {
			conv.Kind = molar.Group
		}
		return l.SaveConversation(ctx, conv)
	})
	return conv, err
}

// join notes a customer who writes in a chat for the first time; what staff
// asked before of a patient who was not known yet is now asked of them.
func (p *Player) join(ctx context.Context, conv molar.Conversation, from string) (molar.Conversation, error) {
	if _, known := conv.Members[from]; known {
		return conv, nil
	}
	members := maps.Clone(conv.Members)
	if members == nil {
		members = make(map[string]molar.Role)
	}
	members[from] = molar.RoleCustomer
	conv.Members = members
	question := p.asked[conv.ID]
	delete(p.asked, conv.ID)
	err := p.Clinic.InTurn(ctx, conv.ID, func(l agent.Ledger) error {
		if err := l.SaveConversation(ctx, conv); err != nil {
			return err
		}
		return p.Agent.AskedToCome(ctx, l, conv, question, p.now)
	})
	return conv, err
}

// silence asks the domain whether the bot speaks. A hold is the agent's
// matter: something urgent breaks through it.
func (p *Player) silence(ctx context.Context, conv molar.Conversation, role molar.Role, ev Event) (molar.Silence, error) {
	contact, err := p.Clinic.Contact(ctx, molar.ContactID(ev.From))
	if err != nil {
		return "", err
	}
	bots, err := p.Clinic.Bots(ctx)
	if err != nil {
		return "", err
	}
	return molar.Silent(molar.Incoming{
		Conversation: conv, Contact: contact, Role: role, Mentions: ev.Mentions, Bots: bots,
		Coverage: p.Agent.Rules.Coverage, Now: p.now,
	}), nil
}

// handBack gives the conversation back to the bot, which begins afresh.
func (p *Player) handBack(ctx context.Context, id molar.ConversationID) error {
	return p.Clinic.InTurn(ctx, id, func(l agent.Ledger) error { return agent.HandBack(ctx, l) })
}

// staffWrote drops pending replies of the conversation and makes the bot
// yield. A question of staff or a reminder whether the patient can come is
// noted.
func (p *Player) staffWrote(ctx context.Context, conv molar.Conversation, role molar.Role, ev Event) error {
	if role == molar.RoleStaff {
		for key := range p.bursts {
			if key.conversation == conv.ID {
				delete(p.bursts, key)
			}
		}
	}
	if nlu.AsksToConfirm(ev.Text) && !slices.Contains(slices.Collect(maps.Values(conv.Members)), molar.RoleCustomer) {
		p.asked[conv.ID] = ev.Text
	}
	return p.Clinic.InTurn(ctx, conv.ID, func(l agent.Ledger) error {
		return p.Agent.StaffWrote(ctx, l, role, ev.Text, p.now)
	})
}

// recall takes a message back that has not been answered yet.
func (p *Player) recall(key burstKey, ev Event, line *Line) error {
	burst := p.bursts[key]
	if burst == nil {
		return nil
	}
	n := len(burst.Texts) - 1
	for ev.Text != "" && n >= 0 && burst.Texts[n] != ev.Text {
		n--
	}
	switch {
	case n >= 0:
		burst.Texts = slices.Delete(burst.Texts, n, n+1)
	case ev.Text == "":
		burst.Unreadable-- // a picture
	}
	if len(burst.Texts)+burst.Unreadable == 0 {
		delete(p.bursts, key)
		return nil
	}
	line.silent(molar.SilentMore)
	return nil
}

// Flush runs the turns of bursts whose last message never came, by conversation
// and speaker.
func (p *Player) Flush(ctx context.Context) error {
	for _, key := range slices.SortedFunc(maps.Keys(p.bursts), compareKeys) {
		burst := p.bursts[key]
		delete(p.bursts, key)
		line := newLine(key.conversation, p.Agent.Version)
		if err := p.turn(ctx, key.conversation, *burst, &line); err != nil {
			return err
		}
	}
	return nil
}

func (p *Player) showState(ctx context.Context, ev Event, line *Line) error {
	return p.Clinic.InTurn(ctx, ev.Conversation, func(l agent.Ledger) error {
		conv, err := l.Conversation(ctx)
		if err != nil {
			return err
		}
		raw, err := l.Session(ctx, molar.ContactID(ev.From))
		if err != nil {
			return err
		}
		return line.setState(raw, conv, p.now, p.Agent.Zone)
	})
}

func (l *Line) silent(s molar.Silence) { l.Silent = &s }
