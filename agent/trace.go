package agent

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// Brain names the understander of a turn.
const Brain = "embedded"

// record makes the trace of a turn.
func record(a *Agent, memo before, result Result, out after) (molar.Turn, error) {
	t := molar.Turn{
		Conversation: memo.Conversation.ID, Number: memo.Conversation.Turns, Speaker: memo.Input.Speaker,
		At: memo.Input.Now, Ruleset: a.Version, Brain: Brain,
	}
	for _, part := range []struct {
		to   *json.RawMessage
		from any
	}{{&t.Input, memo}, {&t.Commands, result.Commands}, {&t.Plan, out.plan}, {&t.Tools, result.Tools}, {&t.Outcome, result}} {
		raw, err := encode(part.from)
		if err != nil {
			return t, fmt.Errorf("trace: %w", err)
		}
		*part.to = raw
	}
	return t, nil
}

func encode(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(buf.Bytes(), "\n"), err
}

// Replay runs a recorded turn again: same burst, same state, and the recorded
// results of its tools, without the clinic and without writing. It returns
// what the turn comes to now, and whether that is what it came to then.
func (a *Agent) Replay(ctx context.Context, t molar.Turn) (Result, bool, error) {
	var memo before
	if err := json.Unmarshal(t.Input, &memo); err != nil {
		return Result{}, false, fmt.Errorf("turn %d: input: %w", t.Number, err)
	}
	var calls []tools.Record
	if err := json.Unmarshal(t.Tools, &calls); err != nil {
		return Result{}, false, fmt.Errorf("turn %d: tools: %w", t.Number, err)
	}
	result, _, err := a.think(ctx, nil, memo, &calls)
	if err != nil {
		return Result{}, false, fmt.Errorf("turn %d: %w", t.Number, err)
	}
	if len(calls) > 0 {
		return result, false, nil
	}
	now, err := encode(result)
	if err != nil {
		return Result{}, false, err
	}
	return result, tools.SameJSON(now, t.Outcome), nil
}
