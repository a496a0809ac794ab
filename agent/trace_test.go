package agent_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// TestReplay_EveryTurn runs each recorded turn again, as recorded and as a
// database or a file gives it back.
func TestReplay_EveryTurn(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	var lived []string
	for _, burst := range long {
		lived = append(lived, asJSON(t, c.say(burst...)))
	}
	before := asJSON(t, c.books())
	for i, turn := range c.turns() {
		var read molar.Turn
		if err := json.Unmarshal([]byte(asJSON(t, turn)), &read); err != nil {
			t.Fatal(err)
		}
		for _, recorded := range []molar.Turn{turn, read} {
			result, same, err := c.agent.Replay(t.Context(), recorded)
			if err != nil || !same {
				t.Errorf("turn %d: same %v, error %v", turn.Number, same, err)
				continue
			}
			if diff := cmp.Diff(lived[i], asJSON(t, result)); diff != "" {
				t.Errorf("turn %d came to something else:\n%s", turn.Number, diff)
			}
		}
	}
	if after := asJSON(t, c.books()); after != before {
		t.Error("a replay wrote to the clinic")
	}
}

// TestReplay_FailedTurn replays a turn that was handed off because it could not
// be run.
func TestReplay_FailedTurn(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	c.breaks("shifts", -1, down)
	c.say("我想约周三上午九点洗牙")
	if _, same, err := c.agent.Replay(t.Context(), c.turns()[0]); err != nil || !same {
		t.Errorf("same %v, error %v", same, err)
	}
}

// TestReplay_Tampered changes one thing of a record of a turn that searched,
// held and read back.
func TestReplay_Tampered(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	c.say("我想约周三上午九点洗牙")
	turn := c.turns()[0]
	if _, same, err := c.agent.Replay(t.Context(), turn); err != nil || !same {
		t.Fatalf("untouched: same %v, error %v", same, err)
	}
	replaced := func(raw json.RawMessage, old, new string) json.RawMessage {
		t.Helper()
		if !strings.Contains(string(raw), old) {
			t.Fatalf("there is no %s in %s", old, raw)
		}
		return json.RawMessage(strings.ReplaceAll(string(raw), old, new))
	}
	for _, tamper := range []struct {
		name string
		edit func(*molar.Turn)
	}{
		{"what was said", func(t *molar.Turn) { t.Input = replaced(t.Input, "洗牙", "补牙") }},
		{"when it was said", func(t *molar.Turn) { t.Input = replaced(t.Input, "10:06:00", "11:06:00") }},
		{"the patient that was found", func(t *molar.Turn) { t.Tools = replaced(t.Tools, "徐小雨", "徐大雨") }},
		{"the slot that was found", func(t *molar.Turn) { t.Tools = replaced(t.Tools, "T09:00:00", "T09:30:00") }},
		{"a call less", func(t *molar.Turn) { t.Tools = dropLast(t.Tools) }},
		{"a call more", func(t *molar.Turn) { t.Tools = repeatLast(t.Tools) }},
		{"what was replied", func(t *molar.Turn) { t.Outcome = replaced(t.Outcome, "徐小雨", "徐大雨") }},
	} {
		t.Run(tamper.name, func(t *testing.T) {
			t.Parallel()
			edited := turn
			tamper.edit(&edited)
			// That it no longer fits its own calls is an error, and no less
			// a difference.
			if _, same, err := c.agent.Replay(t.Context(), edited); same {
				t.Errorf("taken for the same; error %v", err)
			}
		})
	}
	for _, part := range []func(*molar.Turn) *json.RawMessage{
		func(t *molar.Turn) *json.RawMessage { return &t.Input },
		func(t *molar.Turn) *json.RawMessage { return &t.Tools },
	} {
		edited := turn
		*part(&edited) = json.RawMessage(`{`)
		if _, same, err := c.agent.Replay(t.Context(), edited); err == nil || same {
			t.Errorf("no JSON: same %v, error %v", same, err)
		}
	}
}

func dropLast(raw json.RawMessage) json.RawMessage {
	return edit(raw, func(calls []json.RawMessage) []json.RawMessage { return calls[:len(calls)-1] })
}

func repeatLast(raw json.RawMessage) json.RawMessage {
	return edit(raw, func(calls []json.RawMessage) []json.RawMessage { return append(calls, calls[len(calls)-1]) })
}

func edit(raw json.RawMessage, f func([]json.RawMessage) []json.RawMessage) json.RawMessage {
	var calls []json.RawMessage
	if err := json.Unmarshal(raw, &calls); err != nil {
		panic(err)
	}
	out, err := json.Marshal(f(calls))
	if err != nil {
		panic(err)
	}
	return out
}
