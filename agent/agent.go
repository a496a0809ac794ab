package agent

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/prompts"
	"github.com/molarhq/molar/tools"
)

// Understander reads a burst. [nlu.Understander] is the embedded one.
type Understander interface {
	Understand(text string, c nlu.Context) nlu.Understanding
}

// Agent runs turns for one clinic under one ruleset version. It is safe for
// concurrent use; a new ruleset or a changed clinic makes a new Agent.
type Agent struct {
	Understander Understander
	Scripts      *prompts.Scripts
	Rules        molar.Ruleset
	Version      int // of the ruleset
	Zone         *time.Location
	Seed         uint64 // of the clinic's random choices
	Log          *slog.Logger
}

// Config is what [New] needs.
type Config struct {
	World    *molar.World     // master data and live ruleset
	Version  int              // of the ruleset
	Calendar *zhtime.Calendar // festivals and days off; nil: the embedded one
	Log      *slog.Logger     // nil: discard
}

// New makes the agent of a clinic: its vocabulary, its scripts, its rules.
// CodeInvalid when the ruleset's scripts cannot be rendered.
func New(c Config) (*Agent, error) {
	vocabulary := Vocabulary(c.World)
	vocabulary.Calendar = c.Calendar
	understander, err := nlu.New(vocabulary)
	if err != nil {
		return nil, fmt.Errorf("vocabulary: %w", err)
	}
	scripts, err := prompts.Default().With(c.World.Ruleset.Scripts)
	if err != nil {
		return nil, err
	}
	log := c.Log
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Agent{
		Understander: understander, Scripts: scripts, Rules: c.World.Ruleset, Version: c.Version,
		Zone: c.World.Org.Zone, Seed: c.World.Seed, Log: log,
	}, nil
}

// Vocabulary is what the understander may resolve: the clinic's own names.
func Vocabulary(w *molar.World) nlu.Vocabulary {
	var v nlu.Vocabulary
	for _, s := range w.Stores {
		if s.SeesPatients() {
			v.Stores = append(v.Stores, nlu.StoreTerm{
				ID: string(s.ID), Name: s.Name, Aliases: s.Aliases, City: s.City, District: s.District, Address: s.Address,
			})
		}
	}
	for _, d := range w.Doctors {
		v.Doctors = append(v.Doctors, nlu.DoctorTerm{ID: string(d.ID), Name: d.Name, DisplayName: d.DisplayName})
	}
	for _, p := range w.Projects {
		v.Projects = append(v.Projects, nlu.ProjectTerm{ID: string(p.ID), Name: p.Name, DisplayName: p.DisplayName})
	}
	for _, e := range w.Ruleset.Examples {
		v.Examples = append(v.Examples, nlu.Example{Text: e.Text, Label: e.Intent})
	}
	return v
}

// Input is one turn's burst: the messages of one speaker, joined.
type Input struct {
	Speaker molar.ContactID `json:"speaker"`
	Texts   []string        `json:"texts"`
	// Unreadable counts messages without words: pictures, files.
	Unreadable int       `json:"unreadable,omitempty"`
	Now        time.Time `json:"now"`
}

// Result is what a turn came to.
type Result struct {
	Turn     int             `json:"turn"`
	Replies  []Reply         `json:"replies"`
	Intents  []nlu.Intent    `json:"intents"`
	Commands []Command       `json:"commands"`
	Tools    []tools.Record  `json:"tools"`
	Handoff  *molar.Handoff  `json:"handoff"`
	Receipts []molar.Receipt `json:"receipts"`
	Session  *Session        `json:"session"`
	Held     bool            `json:"held,omitempty"` // the turn ran during a hold: urgent or nothing
}

// Reply is one message to the patient.
type Reply struct {
	Text      string `json:"text"`
	Script    string `json:"script"`
	Knowledge string `json:"knowledge,omitempty"`
}

// attempts is how often a turn is tried when the machinery fails.
const attempts = 3

// Turn runs one turn. in opens the turn's transaction, with the conversation
// locked; it may be called again when a try fails. When every try fails the
// conversation is handed to a person, and the error is returned beside that
// result only if even this cannot be written.
func (a *Agent) Turn(ctx context.Context, in func(func(Ledger) error) error, input Input) (Result, error) {
	var result Result
	var err error
	for range attempts {
		err = in(func(l Ledger) error {
			var err error
			result, err = a.turn(ctx, l, input, false)
			return err
		})
		if err == nil || ctx.Err() != nil {
			return result, err
		}
		a.Log.WarnContext(ctx, "turn failed", "error", err, "speaker", input.Speaker)
	}
	fault := err
	err = in(func(l Ledger) error {
		var err error
		result, err = a.turn(ctx, l, input, true)
		return err
	})
	if err != nil {
		return Result{}, errors.Join(fault, err)
	}
	return result, nil
}

// turn is one try: understand, plan and act, say, and write it all down.
func (a *Agent) turn(ctx context.Context, l Ledger, input Input, broken bool) (_ Result, err error) {
	began := time.Now()
	// A turn that panics is one patient's trouble and not the service's.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("turn: panic: %v\n%s", r, debug.Stack())
		}
	}()
	conv, err := l.Conversation(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("conversation: %w", err)
	}
	raw, err := l.Session(ctx, input.Speaker)
	if err != nil {
		return Result{}, fmt.Errorf("session: %w", err)
	}
	members := []molar.ContactID{input.Speaker}
	for id, role := range conv.Members {
		if role == molar.RoleCustomer && molar.ContactID(id) != input.Speaker {
			members = append(members, molar.ContactID(id))
		}
	}
	links, err := l.Links(ctx, members)
	if err != nil {
		return Result{}, fmt.Errorf("links: %w", err)
	}
	conv.Turns++
	memo := before{Conversation: conv, Input: input, Session: raw, Links: links, Broken: broken}
	if !broken { // a broken turn only hands off: the less it rests on, the better
		if memo.People, err = people(ctx, l, links); err != nil {
			return Result{}, err
		}
		if memo.Asked, err = confirmationOpen(ctx, l, links, input); err != nil {
			return Result{}, err
		}
	}
	result, after, err := a.think(ctx, l, memo, nil)
	if err != nil {
		return Result{}, err
	}
	if err := a.keep(ctx, l, memo, result, after, began); err != nil {
		return Result{}, err
	}
	return result, nil
}

// before is everything that a turn rests on beside the results of its tools:
// with it and the recorded calls the turn can be run again.
type before struct {
	Conversation molar.Conversation `json:"conversation"` // Turns already counts this one
	Input        Input              `json:"input"`
	Session      json.RawMessage    `json:"session"`
	Links        []molar.Link       `json:"links"`
	People       []string           `json:"people"`          // names of the linked patients
	Asked        bool               `json:"asked,omitempty"` // "can you come?" is open
	Broken       bool               `json:"broken,omitempty"`
}

// after is what a turn leaves to be written.
type after struct {
	session  *Session
	plan     []Act
	hold     time.Time // new end of the handoff hold; zero: unchanged
	messages []molar.Message
}

// think runs the turn without writing anything but through tools. replay, when
// not nil, are the recorded calls that answer instead of the clinic.
func (a *Agent) think(ctx context.Context, clinic tools.Clinic, memo before, replay *[]tools.Record) (Result, after, error) {
	session := &Session{}
	if len(memo.Session) > 0 {
		if err := json.Unmarshal(memo.Session, session); err != nil {
			return Result{}, after{}, fmt.Errorf("session: %w", err)
		}
	}
	input, conv := memo.Input, memo.Conversation
	local := input.Now.In(a.Zone)
	expecting := session.Expecting
	if expecting == ExpectNothing && memo.Asked {
		expecting = ExpectConfirm
	}
	text := strings.Join(input.Texts, "\n")
	var u nlu.Understanding
	if !memo.Broken {
		u = a.Understander.Understand(text, nlu.Context{Now: local, Expecting: string(expecting), People: memo.People})
	}
	commands := Commands(u)
	ids := newIDs(conv.ID, conv.Turns)
	env := &tools.Env{
		Clinic: clinic, Rules: &a.Rules, Zone: a.Zone, Now: input.Now, Conversation: conv.ID,
		Speaker: input.Speaker, Links: memo.Links, Typed: session.Typed, Offers: session.Offers,
		Seed: fmt.Sprintf("%d/%s", a.Seed, conv.ID), Turn: ids.turn, NewID: ids.next, Replay: replay,
	}
	held := local.Before(conv.HoldUntil)
	p := &planner{ctx: ctx, env: env, conv: conv, s: session, said: layOut(commands), text: text, held: held, asked: memo.Asked}
	var err error
	switch {
	case held:
		err = p.duringHold() // a broken turn finds nothing said, and a person is there
	case memo.Broken:
		err = p.failed()
	case text == "" && input.Unreadable > 0:
		err = p.unreadable()
	default:
		session.Media = 0
		err = p.run()
	}
	if err != nil {
		return Result{}, after{}, err
	}
	out := after{session: session}
	replies, err := a.speak(p, conv, &out)
	if err != nil {
		return Result{}, after{}, err
	}
	out.plan = p.acts
	session.Said = repeatable(p.acts)
	if p.handoff != nil && !p.handoff.Repeat {
		out.hold = a.Rules.HandoffHold.HoldEnd(input.Now, a.Zone)
	}
	return Result{
		Turn: conv.Turns, Replies: replies, Intents: u.Intents, Commands: commands, Tools: env.Trace,
		Handoff: p.handoff, Receipts: p.receipts, Session: session, Held: held,
	}, out, nil
}

// keep writes down what the turn leaves. began is when the turn was taken up,
// for the record of how long it took.
func (a *Agent) keep(ctx context.Context, l Ledger, memo before, result Result, out after, began time.Time) error {
	conv := memo.Conversation
	if !out.hold.IsZero() {
		conv.HoldUntil = out.hold
	}
	if err := l.SaveConversation(ctx, conv); err != nil {
		return fmt.Errorf("save conversation: %w", err)
	}
	session, err := json.Marshal(out.session)
	if err != nil {
		return fmt.Errorf("session: %w", err)
	}
	if err := l.SaveSession(ctx, memo.Input.Speaker, session); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if err := l.Enqueue(ctx, out.messages); err != nil {
		return fmt.Errorf("enqueue: %w", err)
	}
	trace, err := record(a, memo, result, out)
	if err != nil {
		return err
	}
	trace.Took = time.Since(began)
	return l.Record(ctx, trace)
}

// people are the names of the linked patients, by which a patient may be meant
// with a given name alone.
func people(ctx context.Context, c tools.Clinic, links []molar.Link) ([]string, error) {
	ids := make([]molar.PatientID, len(links))
	for i, l := range links {
		ids[i] = l.Patient
	}
	patients, err := c.Patients(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("patients: %w", err)
	}
	names := make([]string, len(patients))
	for i, p := range patients {
		names[i] = string(p.Name)
	}
	return names, nil
}

// confirmationOpen reports whether "can you come?" is asked and open for a
// patient who is linked to the speaker.
func confirmationOpen(ctx context.Context, c tools.Clinic, links []molar.Link, input Input) (bool, error) {
	for _, l := range links {
		if l.Contact != input.Speaker {
			continue
		}
		history, err := c.History(ctx, l.Patient)
		if err != nil {
			return false, fmt.Errorf("history: %w", err)
		}
		for _, a := range molar.UpcomingAppointments(input.Now, history.Appointments) {
			if a.ConfirmationAsked && a.Status == molar.Unconfirmed {
				return true, nil
			}
		}
	}
	return false, nil
}

// ids makes the ids of one turn: the same turn makes the same ids again.
type ids struct {
	turn string
	n    int
}

func newIDs(conv molar.ConversationID, turn int) *ids {
	return &ids{turn: string(conv) + "/" + strconv.Itoa(turn)}
}

func (g *ids) next() string {
	g.n++
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%d", g.turn, g.n)
	return "m" + strconv.FormatUint(h.Sum64(), 36)
}
