package evals_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/tools/toolstest"
)

// stage is a player on a clinic in memory.
type stage struct {
	*evals.Player
	t      *testing.T
	clinic *toolstest.Clinic
}

// newStage opens clinic-a, where u_he and u_dad are in the group g_family, with
// changes of its own. It is Monday, 10:05.
func newStage(t *testing.T, tune ...func(*molar.World)) stage {
	t.Helper()
	w, err := world.LoadFile("suites/fixtures/clinic-a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tune {
		f(w)
	}
	a, err := agent.New(agent.Config{World: w, Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	clinic := toolstest.New(w)
	return stage{evals.NewPlayer(a, memoryStore{clinic}, w.Now), t, clinic}
}

// play takes one event; where it names no conversation or speaker, u_xu writes
// in c1.
func (s stage) play(ev evals.Event) evals.Line {
	s.t.Helper()
	if ev.Conversation == "" {
		ev.Conversation = "c1"
	}
	if ev.From == "" {
		ev.From = "u_xu"
	}
	line, err := s.Play(s.t.Context(), ev)
	if err != nil {
		s.t.Fatalf("%+v: %v", ev, err)
	}
	return line
}

// heard are the bursts of a conversation, as its turns took them: who wrote
// what.
func (s stage) heard(conv molar.ConversationID) []string {
	s.t.Helper()
	turns, err := s.clinic.Turns(s.t.Context(), conv)
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for _, turn := range turns {
		var recorded struct{ Input agent.Input }
		if err := json.Unmarshal(turn.Input, &recorded); err != nil {
			s.t.Fatal(err)
		}
		in := recorded.Input
		line := fmt.Sprintf("%s: %s", in.Speaker, strings.Join(in.Texts, " / "))
		if in.Unreadable > 0 {
			line += fmt.Sprintf(" +%d", in.Unreadable)
		}
		out = append(out, line)
	}
	return out
}

func (s stage) wantHeard(conv molar.ConversationID, want ...string) {
	s.t.Helper()
	if diff := cmp.Diff(want, s.heard(conv)); diff != "" {
		s.t.Errorf("the turns of %s (-want +got)\n%s", conv, diff)
	}
}

// wantSilent checks why nobody answered; "" means that somebody did.
func wantSilent(t *testing.T, line evals.Line, want molar.Silence) {
	t.Helper()
	var got molar.Silence
	if line.Silent != nil {
		got = *line.Silent
	}
	if got != want {
		t.Errorf("silent %q, want %q", got, want)
	}
	if answered := line.Turn != nil; answered != (want == "" || want == molar.SilentHold) {
		t.Errorf("silent %q, turn %v", got, line.Turn)
	}
}

// at is a moment of Monday, 2026-11-23.
func at(hour, minute, second int) time.Time {
	return time.Date(2026, 11, 23, hour, minute, second, 0, time.FixedZone("CST", 8*60*60))
}

func TestPlayer_BurstJoins(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	wantSilent(t, s.play(evals.Event{Text: "你好", More: true}), molar.SilentMore)
	wantSilent(t, s.play(evals.Event{Text: "想补个牙", More: true}), molar.SilentMore)
	line := s.play(evals.Event{Text: "周三上午九点"})
	wantSilent(t, line, "")
	if len(line.Replies) != 1 || line.Replies[0].Script != "plan" {
		t.Errorf("replies %v", line.Replies)
	}
	wantSilent(t, s.play(evals.Event{Text: "好的"}), "") // a burst of its own
	s.wantHeard("c1", "u_xu: 你好 / 想补个牙 / 周三上午九点", "u_xu: 好的")
}

func TestPlayer_MediaInABurst(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.play(evals.Event{Media: "image", More: true})
	s.play(evals.Event{Media: "voice", Text: "我想约洗牙", More: true})
	s.play(evals.Event{Media: "voice", More: true}) // not transcribed
	s.play(evals.Event{Text: "周三上午"})
	s.wantHeard("c1", "u_xu: 我想约洗牙 / 周三上午 +2")
}

// TestPlayer_MembersNeverMix lets two members of a group and the same member in
// a chat of their own write in turns.
func TestPlayer_MembersNeverMix(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "我想约洗牙", More: true})
	s.play(evals.Event{Conversation: "g_family", From: "u_dad", Text: "你们店在哪里", More: true})
	s.play(evals.Event{Conversation: "c_he", From: "u_he", Text: "你好"})
	s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "周三上午九点"})
	s.play(evals.Event{Conversation: "g_family", From: "u_dad", Text: "几点关门"})
	s.wantHeard("g_family", "u_he: 我想约洗牙 / 周三上午九点", "u_dad: 你们店在哪里 / 几点关门")
	s.wantHeard("c_he", "u_he: 你好")
}

func TestPlayer_Recall(t *testing.T) {
	t.Parallel()
	more := func(text string) evals.Event { return evals.Event{Text: text, More: true} }
	recall := func(text string) evals.Event { return evals.Event{Event: "recall", Text: text} }
	for _, c := range []struct {
		name   string
		events []evals.Event
		want   []string
	}{
		{"the last one", []evals.Event{more("你好"), more("我要投诉"), recall(""), {Text: "我想约洗牙"}}, []string{"u_xu: 你好 / 我想约洗牙"}},
		{"one by its words", []evals.Event{more("我要投诉"), more("你好"), recall("我要投诉"), {Text: "我想约洗牙"}}, []string{"u_xu: 你好 / 我想约洗牙"}},
		{"said twice, once taken back", []evals.Event{more("你好"), more("你好"), recall("你好"), {Text: "在吗"}}, []string{"u_xu: 你好 / 在吗"}},
		{"all there was", []evals.Event{more("我要投诉"), recall("我要投诉"), {Text: "你好"}}, []string{"u_xu: 你好"}},
		{"one that is answered already", []evals.Event{{Text: "你好"}, more("我想约洗牙"), recall("你好"), {Text: "周三上午"}}, []string{"u_xu: 你好", "u_xu: 我想约洗牙 / 周三上午"}},
		{"nothing is pending", []evals.Event{recall("你好"), {Text: "在吗"}}, []string{"u_xu: 在吗"}},
		{"a picture", []evals.Event{{Media: "image", More: true}, recall(""), {Text: "你好"}}, []string{"u_xu: 你好"}},
		{"a text beside a picture", []evals.Event{{Media: "image", More: true}, more("看看"), recall("看看"), {Text: "你好"}}, []string{"u_xu: 你好 +1"}},
		{"another member's", []evals.Event{more("你好"), {From: "u_dad", Event: "recall", Text: "你好"}, {Text: "在吗"}}, []string{"u_xu: 你好 / 在吗"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			for _, ev := range c.events {
				if line := s.play(ev); ev.Event == "recall" && line.Turn != nil {
					t.Error("a recall was answered")
				}
			}
			s.wantHeard("c1", c.want...)
		})
	}
}

func TestPlayer_StaffDropPendingBursts(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	staff := evals.Event{Conversation: "g_family", From: "s_chen", Text: "我来看看"} // staff by membership
	s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "我想约洗牙", More: true, At: at(10, 5, 0)})
	s.play(evals.Event{Conversation: "g_family", From: "u_dad", Text: "我也想约", More: true})
	s.play(evals.Event{Conversation: "c_he", From: "u_he", Text: "你好", More: true})
	wantSilent(t, s.play(staff), molar.SilentStaff)
	wantSilent(t, s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "好的", At: at(10, 14, 59)}), molar.SilentYield)
	wantSilent(t, s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "你好", At: at(10, 15, 0)}), "")
	if err := s.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.wantHeard("g_family", "u_he: 你好")
	s.wantHeard("c_he", "u_he: 你好") // another chat's is not dropped
}

// TestPlayer_BotsOwnMessageDropsNothing lets a reminder through the bot's own
// account come between two messages of a burst.
func TestPlayer_BotsOwnMessageDropsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.play(evals.Event{Text: "你好", More: true})
	wantSilent(t, s.play(evals.Event{From: "bot1", Role: molar.RoleBot, Text: "温馨提示：周三见"}), molar.SilentStaff)
	wantSilent(t, s.play(evals.Event{Text: "我想约洗牙"}), "")
	s.wantHeard("c1", "u_xu: 你好 / 我想约洗牙")
}

func TestPlayer_HandBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	line := s.play(evals.Event{Text: "转人工"})
	if line.Handoff == nil || line.State.HoldUntil == nil {
		t.Fatalf("handoff %v, state %+v", line.Handoff, line.State)
	}
	wantSilent(t, s.play(evals.Event{Text: "你好"}), molar.SilentHold)
	s.play(evals.Event{Event: "handback"}) // a patient cannot
	wantSilent(t, s.play(evals.Event{Text: "你好"}), molar.SilentHold)
	if line := s.play(evals.Event{From: "s_chen", Role: molar.RoleStaff, Event: "handback"}); line.State.HoldUntil != nil {
		t.Errorf("held until %v after the hand-back", line.State.HoldUntil)
	}
	wantSilent(t, s.play(evals.Event{Text: "你好"}), "")
}

func TestPlayer_ClockNeverGoesBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, step := range []struct{ at, want time.Time }{
		{time.Time{}, at(10, 5, 0)}, // now
		{at(10, 30, 0), at(10, 30, 0)},
		{at(10, 20, 0), at(10, 30, 0)},
		{at(10, 30, 0).UTC(), at(10, 30, 0)},
		{at(10, 30, 1), at(10, 30, 1)},
	} {
		s.play(evals.Event{Text: "你好", At: step.at})
		if !s.Now().Equal(step.want) {
			t.Errorf("after an event at %v it is %v, want %v", step.at, s.Now(), step.want)
		}
	}
	s.Advance(at(9, 0, 0))
	if !s.Now().Equal(at(10, 30, 1)) {
		t.Errorf("Advance went back to %v", s.Now())
	}
	for _, m := range books(t, s).Outbox[1:3] {
		if m.At.Before(at(10, 30, 0)) {
			t.Errorf("a message of %v after one of 10:30", m.At)
		}
	}
}

func books(t *testing.T, s stage) molar.Books {
	t.Helper()
	b, err := s.clinic.Books(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestPlayer_ReplyDelay answers within the range, at the same moments every
// time, and not always the same.
func TestPlayer_ReplyDelay(t *testing.T) {
	t.Parallel()
	const low, high = 10 * time.Second, 20 * time.Second
	delays := func() (out []time.Duration) {
		s := newStage(t, func(w *molar.World) { w.Ruleset.ReplyDelay = molar.DelayRange{Min: low, Max: high} })
		for i := range 20 {
			written := at(11, i, 0)
			s.play(evals.Event{Text: "你好", At: written})
			out = append(out, s.Now().Sub(written))
		}
		for i, m := range books(t, s).Outbox {
			if want := at(11, i, 0).Add(out[i]); !m.At.Equal(want) {
				t.Errorf("message %d is for %v, want %v", i, m.At, want)
			}
		}
		return out
	}
	first, second := delays(), delays()
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the second time the delays were others:\n%s", diff)
	}
	if slices.Min(first) < low || slices.Max(first) > high || slices.Min(first) == slices.Max(first) {
		t.Errorf("delays %v, want some of %v to %v", first, low, high)
	}

	fixed := newStage(t, func(w *molar.World) { w.Ruleset.ReplyDelay = molar.DelayRange{Min: low, Max: low} })
	fixed.play(evals.Event{Text: "你好", More: true})
	if !fixed.Now().Equal(at(10, 5, 0)) {
		t.Errorf("a burst that goes on moved the clock to %v", fixed.Now())
	}
	fixed.play(evals.Event{Text: "在吗"})
	if !fixed.Now().Equal(at(10, 5, 10)) {
		t.Errorf("the turn ran at %v, want ten seconds after its last message", fixed.Now())
	}
}

func TestPlayer_Silences(t *testing.T) {
	t.Parallel()
	group := func(id string, owner string, category string, bots ...string) molar.Conversation {
		c := molar.Conversation{
			ID: molar.ConversationID(id), Kind: molar.Group, Bot: "bot1", Owner: owner, Category: category,
			Members: map[string]molar.Role{"u_xu": molar.RoleCustomer, "u_he": molar.RoleCustomer, "s_chen": molar.RoleStaff},
		}
		for _, b := range bots {
			c.Members[b] = molar.RoleBot
		}
		return c
	}
	more := func(w *molar.World) {
		w.Bots = append(w.Bots, molar.Bot{ID: "bot2", Staff: "s_guo", OnlineSince: w.Now.AddDate(0, 0, -5)},
			molar.Bot{ID: "bot_new", Staff: "s_guo", OnlineSince: w.Now.Add(-2 * time.Hour)})
		w.Conversations = append(w.Conversations,
			group("g_ours", "bot1", "普通患者", "bot1"), group("g_theirs", "bot2", "普通患者", "bot1", "bot2"),
			group("g_internal", "bot1", "内部群", "bot1"),
			molar.Conversation{ID: "c_new", Kind: molar.Single, Bot: "bot_new"})
	}
	off := func(w *molar.World) { w.Ruleset.Coverage = molar.Coverage{Mode: molar.CoverageOff} }
	only := func(w *molar.World) {
		w.Ruleset.Coverage = molar.Coverage{Mode: molar.CoverageOnly, Contacts: []molar.ContactID{"u_he"}, Conversations: []molar.ConversationID{"g_ours"}}
	}
	for _, c := range []struct {
		name string
		tune func(*molar.World)
		ev   evals.Event
		want molar.Silence
	}{
		{"covered", more, evals.Event{}, ""},
		{"covered nowhere", off, evals.Event{}, molar.SilentCoverage},
		{"a contact with an excepted tag", more, evals.Event{From: "u_vip"}, molar.SilentCoverage},
		{"a group of an excepted category", more, evals.Event{Conversation: "g_internal"}, molar.SilentCoverage},
		{"a trial without this contact", only, evals.Event{}, molar.SilentCoverage},
		{"a trial with this contact", only, evals.Event{From: "u_he"}, ""},
		{"a trial with this group", func(w *molar.World) { more(w); only(w) }, evals.Event{Conversation: "g_ours"}, ""},
		{"a trial with the contact, in another group", func(w *molar.World) { more(w); only(w) }, evals.Event{Conversation: "g_theirs", From: "u_he"}, molar.SilentCoverage},
		{"somebody else is mentioned", more, evals.Event{Conversation: "g_ours", Mentions: []string{"s_chen"}}, molar.SilentMention},
		{"the bot is mentioned", more, evals.Event{Conversation: "g_ours", Mentions: []string{"s_chen", "bot1"}}, ""},
		{"another bot is mentioned", more, evals.Event{Conversation: "g_ours", Mentions: []string{"bot2"}}, molar.SilentMention},
		{"another bot owns the group", more, evals.Event{Conversation: "g_theirs"}, molar.SilentNotOwner},
		{"the account is online for two hours", more, evals.Event{Conversation: "c_new"}, molar.SilentOffline},
		{"no account is online", func(w *molar.World) { w.Bots[0].OnlineSince = time.Time{} }, evals.Event{}, molar.SilentOffline},
		{"staff by role", more, evals.Event{From: "s_guo", Role: molar.RoleStaff}, molar.SilentStaff},
		{"staff by membership", more, evals.Event{Conversation: "g_ours", From: "s_chen"}, molar.SilentStaff},
		{"another bot writes", more, evals.Event{From: "bot2", Role: molar.RoleBot}, molar.SilentStaff},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, c.tune)
			for range 2 { // the first message may not change the answer to the second
				ev := c.ev
				ev.Text = "你好"
				line := s.play(ev)
				wantSilent(t, line, c.want)
				if c.want != "" && (len(line.Replies) > 0 || len(line.Tools) > 0) {
					t.Errorf("replies %v, tools %v", line.Replies, line.Tools)
				}
			}
		})
	}
}

// TestPlayer_SilenceDropsTheBurst forgets what was written before a message
// that is not for the bot.
func TestPlayer_SilenceDropsTheBurst(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	in := func(ev evals.Event) evals.Event { ev.Conversation, ev.From = "g_family", "u_he"; return ev }
	s.play(in(evals.Event{Text: "我想问一下", More: true}))
	wantSilent(t, s.play(in(evals.Event{Text: "陈姐在吗", Mentions: []string{"s_chen"}})), molar.SilentMention)
	wantSilent(t, s.play(in(evals.Event{Text: "你好"})), "")
	s.wantHeard("g_family", "u_he: 你好")
}

// TestPlayer_UnlistedConversation makes a chat that the clinic does not list: a
// single chat unless the event says otherwise, and the same at every event.
func TestPlayer_UnlistedConversation(t *testing.T) {
	t.Parallel()
	for _, kind := range []molar.ConversationKind{"", molar.Single, molar.Group} {
		t.Run("kind "+string(kind), func(t *testing.T) {
			t.Parallel()
			s := newStage(t, func(w *molar.World) {
				w.Ruleset.Coverage = molar.Coverage{Mode: molar.CoverageOnly, Contacts: []molar.ContactID{"u_xu"}}
			})
			want, silence := molar.Single, molar.Silence("")
			if kind == molar.Group { // a trial with a contact covers single chats alone
				want, silence = molar.Group, molar.SilentCoverage
			}
			for range 2 {
				wantSilent(t, s.play(evals.Event{Conversation: "unlisted", Kind: kind, Text: "你好"}), silence)
			}
			conv, err := s.clinic.Conversation(t.Context(), "unlisted")
			if err != nil || conv.Kind != want || conv.Members["u_xu"] != molar.RoleCustomer {
				t.Errorf("conversation %+v, error %v", conv, err)
			}
		})
	}
}

// TestPlayer_Flush runs what is pending at the end, always in the same order.
func TestPlayer_Flush(t *testing.T) {
	t.Parallel()
	var want []string
	s := newStage(t)
	for i := range 8 {
		conv := molar.ConversationID(fmt.Sprintf("c%d", 7-i))
		s.play(evals.Event{Conversation: conv, Text: "我想", More: true})
		s.play(evals.Event{Conversation: conv, Text: "约洗牙", More: true})
	}
	s.play(evals.Event{Conversation: "g_family", From: "u_he", Text: "你好", More: true})
	s.play(evals.Event{Conversation: "g_family", From: "u_dad", Text: "在吗", More: true})
	if got := books(t, s).Outbox; len(got) != 0 {
		t.Fatalf("answered before the flush: %v", got)
	}
	for range 2 { // the second has nothing left to do
		if err := s.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, m := range books(t, s).Outbox {
		got = append(got, string(m.Conversation)+" "+m.To)
	}
	for i := range 8 {
		want = append(want, fmt.Sprintf("c%d u_xu", i))
	}
	want = append(want, "g_family u_dad", "g_family u_he")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	s.wantHeard("c0", "u_xu: 我想 / 约洗牙")
}

// TestPlayer_SameTwice plays a conversation twice: byte for byte the same lines
// but for how long they took.
func TestPlayer_SameTwice(t *testing.T) {
	t.Parallel()
	play := func() (lines []string) {
		s := newStage(t, func(w *molar.World) {
			w.Ruleset.ReplyDelay = molar.DelayRange{Min: 5 * time.Second, Max: time.Minute}
		})
		for _, ev := range []evals.Event{
			{Text: "你好", More: true}, {Text: "我想约洗牙"}, {Text: "这周三上午"}, {Text: "第二个"}, {Text: "洗牙前要空腹吗"}, {Text: "好的"},
			{Text: "改到周四上午九点"}, {Text: "可以"}, {Conversation: "g_family", From: "u_he", Text: "给孩子约涂氟"},
			{Conversation: "g_family", From: "s_chen", Text: "稍等"}, {Text: "洗牙多少钱"}, {Text: "我要投诉"},
		} {
			line := s.play(ev)
			line.MS = 0
			raw, err := json.Marshal(line)
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, string(raw))
		}
		return lines
	}
	if diff := cmp.Diff(play(), play()); diff != "" {
		t.Errorf("the second time was another:\n%s", diff)
	}
}

// TestEvent_Check names the field that is wrong.
func TestEvent_Check(t *testing.T) {
	t.Parallel()
	fine := evals.Event{Conversation: "c1", From: "u_xu"}
	if err := fine.Check(); err != nil {
		t.Errorf("%+v: %v", fine, err)
	}
	for field, spoil := range map[string]func(*evals.Event){
		"conversation": func(e *evals.Event) { e.Conversation = "" },
		"from":         func(e *evals.Event) { e.From = "" },
		"kind":         func(e *evals.Event) { e.Kind = "channel" },
		"role":         func(e *evals.Event) { e.Role = "doctor" },
		"media":        func(e *evals.Event) { e.Media = "smell" },
		"event":        func(e *evals.Event) { e.Event = "typing" },
	} {
		ev := fine
		spoil(&ev)
		var e *molar.Error
		if err := ev.Check(); !errors.As(err, &e) || e.Field != field {
			t.Errorf("%s: error %v", field, err)
		}
	}
}

// A patient and a member of staff write in the same chat: the bot answers one
// burst with one reply, and keeps out after staff wrote.
func ExamplePlayer() {
	w, err := world.LoadFile("suites/fixtures/clinic-a.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	w.Ruleset.ReplyDelay = molar.DelayRange{Min: 15 * time.Second, Max: 15 * time.Second}
	w.Ruleset.Scripts = map[string]molar.Variants{"ask_time": {"您什么时间方便过来？"}} // no chance in an example
	a, err := agent.New(agent.Config{World: w, Version: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	player := evals.NewPlayer(a, memoryStore{toolstest.New(w)}, w.Now)
	for _, ev := range []evals.Event{
		{From: "u_xu", Text: "你好", More: true},
		{From: "u_xu", Text: "我想约洗牙"},
		{From: "s_chen", Role: molar.RoleStaff, Text: "徐女士您好，我来帮您看"},
		{From: "u_xu", Text: "好的谢谢"},
	} {
		ev.Conversation = "c1"
		line, err := player.Play(context.Background(), ev)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s %s：%s\n", player.Now().In(w.Org.Zone).Format("15:04:05"), ev.From, ev.Text)
		if line.Silent != nil {
			fmt.Println("  silent:", *line.Silent)
		}
		for _, reply := range line.Replies {
			fmt.Println(" ", reply.Text)
		}
	}
	// Output:
	// 10:05:00 u_xu：你好
	//   silent: more
	// 10:05:15 u_xu：我想约洗牙
	//   您什么时间方便过来？
	// 10:05:15 s_chen：徐女士您好，我来帮您看
	//   silent: staff
	// 10:05:15 u_xu：好的谢谢
	//   silent: yield
}
