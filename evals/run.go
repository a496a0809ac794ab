package evals

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

// Open opens a clinic that holds the world and nothing else; shut lets go of
// it and of all that was written.
type Open func(ctx context.Context, w *molar.World) (store Store, shut func(), err error)

// Played is what came of a golden: enough to grade it.
type Played struct {
	Turns         []PlayedTurn
	Before, After molar.Books
	// Replays tells of turns that came to something else when they were run
	// again from their record.
	Replays []Problem
	// Faults tells of faults of the golden that never struck.
	Faults []Problem
}

// PlayedTurn is what came of one turn: a line for each event.
type PlayedTurn struct {
	Events []Event
	Lines  []Line
}

// Problem is one thing that is not as it must be.
type Problem struct {
	Turn  string `json:"turn,omitempty"` // id of the turn; "" for the golden as a whole
	Field string `json:"field"`          // of the golden's expect or final, or the invariant
	Want  string `json:"want,omitempty"`
	Got   string `json:"got,omitempty"`
}

// String tells the problem on one line; a row that is missing from the
// database begins with -, one too many with +.
func (p Problem) String() string {
	where := strings.TrimSpace(p.Turn + " " + p.Field)
	switch {
	case p.Field == "final.db":
		return where + " " + p.Want + p.Got
	case p.Want == "":
		return where + ": " + p.Got
	}
	return where + ": want " + p.Want + ", got " + p.Got
}

// Run plays a golden on a clinic of its own and grades it. An error means that
// the machinery failed, which says nothing of the golden.
func Run(ctx context.Context, g *Golden, open Open) (Played, []Problem, error) {
	played, err := play(ctx, g, open)
	if err != nil {
		return played, nil, fmt.Errorf("%s: %w", g.ID, err)
	}
	problems := Grade(g, played)
	problems = append(problems, Invariants(g, played)...)
	return played, problems, nil
}

func play(ctx context.Context, g *Golden, open Open) (Played, error) {
	var played Played
	store, shut, err := open(ctx, g.World)
	if err != nil {
		return played, err
	}
	defer shut()
	a, err := agent.New(agent.Config{World: g.World, Version: 1})
	if err != nil {
		return played, err
	}
	if played.Before, err = store.Books(ctx); err != nil {
		return played, err
	}
	faulty := &faultyStore{Store: store, faults: g.Faults, calls: map[string]int{}}
	player := NewPlayer(a, faulty, g.World.Now)
	now := player.Now()
	for _, t := range g.Turns {
		now = later(now, player.Now())
		turn, err := playTurn(ctx, player, t, &now)
		played.Turns = append(played.Turns, turn)
		if err != nil {
			return played, fmt.Errorf("%s: %w", t.ID, err)
		}
	}
	if err := player.Flush(ctx); err != nil {
		return played, err
	}
	if played.After, err = store.Books(ctx); err != nil {
		return played, err
	}
	played.Faults = faulty.unused()
	played.Replays, err = replayAll(ctx, a, store, played)
	return played, err
}

// playTurn moves the clock to the turn and plays its events.
func playTurn(ctx context.Context, player *Player, t Turn, now *time.Time) (PlayedTurn, error) {
	*now = now.Add(t.After)
	if !t.At.IsZero() {
		*now = later(*now, t.At)
	}
	var turn PlayedTurn
	for _, e := range t.Events {
		*now = later(*now, player.Now()).Add(e.Gap)
		e.At = *now
		line, err := player.Play(ctx, e.Event)
		if err != nil {
			return turn, err
		}
		turn.Events = append(turn.Events, e.Event)
		turn.Lines = append(turn.Lines, line)
	}
	return turn, nil
}

// later is the later of two moments: no clock goes back.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// replayAll runs every stored turn of the played conversations again.
func replayAll(ctx context.Context, a *agent.Agent, store Store, played Played) ([]Problem, error) {
	var problems []Problem
	for _, conv := range conversations(played) {
		turns, err := store.Turns(ctx, conv)
		if err != nil {
			return nil, err
		}
		for _, t := range turns {
			where := fmt.Sprintf("turn %d of %s", t.Number, conv)
			result, same, err := a.Replay(ctx, t)
			switch {
			case err != nil:
				problems = append(problems, Problem{Field: "replay", Got: where + ": " + err.Error()})
			case !same:
				now, _ := json.Marshal(result.Replies)
				problems = append(problems, Problem{Field: "replay", Got: where + " came to something else: " + string(now)})
			}
		}
	}
	return problems, nil
}

// conversations are those that were played, in order.
func conversations(played Played) []molar.ConversationID {
	var all []molar.ConversationID
	for _, t := range played.Turns {
		for _, ev := range t.Events {
			if !slices.Contains(all, ev.Conversation) {
				all = append(all, ev.Conversation)
			}
		}
	}
	return all
}

// Transcript is what two runs of a golden must share: every line but its
// timing, and what changed in the clinic.
func (p Played) Transcript() string {
	turns := make([][]Line, len(p.Turns))
	for i, t := range p.Turns {
		for _, line := range t.Lines {
			line.MS = 0
			turns[i] = append(turns[i], line)
		}
	}
	changes := []string{}
	for _, c := range Changes(p.Before, p.After) {
		changes = append(changes, c.String())
	}
	raw, err := json.MarshalIndent(map[string]any{"turns": turns, "changes": changes}, "", " ")
	if err != nil {
		panic(fmt.Sprintf("evals: encode lines: %v", err)) // they come from JSON types alone
	}
	return string(raw)
}

// Took is the wall-clock time of the agent's turns.
func (p Played) Took() time.Duration {
	var ms float64
	for _, t := range p.Turns {
		for _, line := range t.Lines {
			ms += line.MS
		}
	}
	return time.Duration(ms * float64(time.Millisecond))
}
