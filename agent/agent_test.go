package agent_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

var errDown = errors.New("connection reset")

// breaks makes one call of the clinic fail as often as times says, from now
// on; less than 0 is for ever.
func (c *chat) breaks(call string, times int, fault func() error) {
	c.through = func(l agent.Ledger) agent.Ledger {
		return brokenLedger{l, func(name string) error {
			if name != call || times == 0 {
				return nil
			}
			times--
			return fault()
		}}
	}
}

func down() error { return errDown }

// TestTurn_FailsTwiceThenWorks breaks the yes to a plan twice, in the middle
// and at the very end: it has its effect once.
func TestTurn_FailsTwiceThenWorks(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"book", "record"} {
		t.Run(call, func(t *testing.T) {
			t.Parallel()
			c := newChat(t, "u_xu")
			wantScripts(t, c.say("我想约周三上午九点洗牙"), "plan")
			before := c.books()
			c.breaks(call, 2, down)
			r := c.say("好的")
			wantScripts(t, r, "booked")
			wantHandoff(t, r, "")
			if booked := c.byBot(); len(booked) != 1 || !booked[0].Start.Equal(at(25, 9, 0)) {
				t.Errorf("booked %v", booked)
			}
			books := c.books()
			if got := len(books.Outbox) - len(before.Outbox); got != 2 { // the patient's, and the notice to staff
				t.Errorf("%d messages, want 2: %v", got, books.Outbox)
			}
			if len(books.Handoffs) != 0 || r.Turn != 2 || len(c.turns()) != 2 {
				t.Errorf("handoffs %v, turn %d, %d turns on record", books.Handoffs, r.Turn, len(c.turns()))
			}
		})
	}
}

// TestTurn_AlwaysFailsIsHandedOff breaks each thing that a turn needs for good.
func TestTurn_AlwaysFailsIsHandedOff(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ call, text string }{
		{"stores", "你们店在哪里"},
		{"doctors", "我想约周三上午九点洗牙"},
		{"projects", "我想约洗牙"},
		{"knowledge", "洗牙前要空腹吗"},
		{"patients", "我想约洗牙"},
		{"history", "我想改预约"},
		{"shifts", "我想约周三上午九点洗牙"},
		{"hold", "我想约周三上午九点洗牙"},
	} {
		t.Run(c.call, func(t *testing.T) {
			t.Parallel()
			chat := newChat(t, "u_xu")
			chat.breaks(c.call, -1, down)
			r := chat.say(c.text)
			wantHandoff(t, r, molar.RepeatFailure)
			wantScripts(t, r, "handoff.repeat_failure")
			if books := chat.books(); len(chat.byBot()) != 0 || len(books.Handoffs) != 1 {
				t.Errorf("booked %v, handoffs %v", chat.byBot(), books.Handoffs)
			}
			if len(r.Session.Tasks) != 0 || r.Session.Expecting != "" {
				t.Errorf("the session keeps %s", asJSON(t, r.Session))
			}
		})
	}
}

// TestTurn_NoEffectOfAFailedYes hands off instead of saying booked.
func TestTurn_NoEffectOfAFailedYes(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	c.say("我想约周三上午九点洗牙")
	c.breaks("book", -1, down)
	r := c.say("好的")
	wantHandoff(t, r, molar.RepeatFailure)
	if len(c.byBot()) != 0 || len(r.Receipts) != 0 {
		t.Errorf("booked %v, receipts %v", c.byBot(), r.Receipts)
	}
}

// TestTurn_NotEvenAHandoff returns the error when nothing can be written at
// all, and leaves nothing half done.
func TestTurn_NotEvenAHandoff(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	c.breaks("hand off", -1, down)
	if _, err := c.try("转人工"); !errors.Is(err, errDown) {
		t.Errorf("error %v", err)
	}
	books := c.books()
	if len(books.Handoffs) != 0 || len(books.Outbox) != 0 || len(c.turns()) != 0 {
		t.Errorf("left behind: %v %v, %d turns", books.Handoffs, books.Outbox, len(c.turns()))
	}
	c.through = nil
	wantHandoff(t, c.say("转人工"), molar.HumanRequest)
}

func TestTurn_PanicIsHandedOff(t *testing.T) {
	t.Parallel()
	t.Run("in a tool", func(t *testing.T) {
		t.Parallel()
		c := newChat(t, "u_xu")
		c.breaks("shifts", -1, func() error { panic("no such shift") })
		wantHandoff(t, c.say("我想约周三上午九点洗牙"), molar.RepeatFailure)
		// The clinic is not left locked or half written.
		c.through, c.conv = nil, "c2"
		wantScripts(t, c.say("我想约周三上午九点洗牙"), "plan")
	})
	t.Run("in the understander", func(t *testing.T) {
		t.Parallel()
		c := newChat(t, "u_xu")
		c.agent.Understander = panicky{}
		wantHandoff(t, c.say("你好"), molar.RepeatFailure)
	})
}

type panicky struct{}

func (panicky) Understand(string, nlu.Context) nlu.Understanding { panic("no such word") }

// TestTurn_AfterAFailureAllIsFresh lets the hold of a failed turn run out: what
// was being asked before is forgotten.
func TestTurn_AfterAFailureAllIsFresh(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	wantScripts(t, c.say("我想改预约"), "no_appointment") // shall I book one?
	c.breaks("projects", -1, down)
	wantHandoff(t, c.say("好的，约周三上午九点洗牙"), molar.RepeatFailure)
	c.through, c.now = nil, at(24, 9, 0)
	for _, text := range []string{"好的", "不用了"} {
		r := c.say(text)
		wantHandoff(t, r, "")
		if r.Held || len(r.Replies) != 1 {
			t.Errorf("%s: held %v, replies %v", text, r.Held, r.Replies)
		}
	}
}

func TestTurn_TwoYesesOneBooking(t *testing.T) {
	t.Parallel()
	wantOne := func(t *testing.T, c *chat) {
		t.Helper()
		if booked := c.byBot(); len(booked) != 1 {
			t.Errorf("booked %v", booked)
		}
	}
	t.Run("one after the other", func(t *testing.T) {
		t.Parallel()
		c := newChat(t, "u_xu")
		c.say("我想约周三上午九点洗牙")
		wantScripts(t, c.say("好的"), "booked")
		wantScripts(t, c.say("好的"), "ack")
		wantOne(t, c)
	})
	t.Run("in one burst", func(t *testing.T) {
		t.Parallel()
		c := newChat(t, "u_xu")
		c.say("我想约周三上午九点洗牙")
		wantScripts(t, c.say("好的", "好的"), "booked")
		wantOne(t, c)
	})
	t.Run("at the same time", func(t *testing.T) {
		t.Parallel()
		c := newChat(t, "u_xu")
		c.say("我想约周三上午九点洗牙")
		input := agent.Input{Speaker: c.speaker, Texts: []string{"好的"}, Now: c.now.Add(time.Minute)}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if _, err := c.agent.Turn(t.Context(), c.in, input); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		wantOne(t, c)
	})
}

// TestTurn_SlotGoesToOne lets two patients say yes to the same slot.
func TestTurn_SlotGoesToOne(t *testing.T) {
	t.Parallel()
	first := newChat(t, "u_xu")
	second := &chat{t: t, agent: first.agent, clinic: first.clinic, conv: "c2", speaker: "u_lin", now: first.now}
	wantScripts(t, first.say("我想约周四上午九点王敏主任洗牙"), "plan")
	first.now = first.now.Add(11 * time.Minute) // the hold has run out
	second.now = first.now
	wantScripts(t, second.say("我想约周四上午九点王敏主任洗牙"), "plan")
	wantScripts(t, second.say("好的"), "booked")
	r := first.say("好的")
	if got := scripts(r); len(got) == 0 || got[0] != "slot_taken" || len(r.Receipts) != 0 {
		t.Errorf("scripts %v, receipts %v", got, r.Receipts)
	}
}

// TestTurn_SameTwice runs a long conversation twice, from the same clinic.
func TestTurn_SameTwice(t *testing.T) {
	t.Parallel()
	play := func() (lines []string) {
		c := newChat(t, "u_xu")
		for _, burst := range long {
			lines = append(lines, asJSON(t, c.say(burst...)))
		}
		return append(lines, asJSON(t, c.books()))
	}
	if diff := cmp.Diff(play(), play()); diff != "" {
		t.Errorf("the second time was another:\n%s", diff)
	}
}

// TestLongConversation_DoesAllOfIt keeps the conversation that other tests rest
// on from shrinking to greetings.
func TestLongConversation_DoesAllOfIt(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	var got []string
	for _, burst := range long {
		r := c.say(burst...)
		line := strings.Join(scripts(r), " ")
		if r.Handoff != nil {
			line += fmt.Sprintf(" → %s", r.Handoff.Code)
		}
		got = append(got, strings.TrimSpace(line))
	}
	want := []string{
		"greet", "ask_time", "offers", "plan", "knowledge plan_again", "booked", "ack", "plan_move", "moved",
		"stores_hours", "handoff.price → price", "", "→ complaint",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestSession_JSONRoundTrip takes each session of a long conversation through
// the form in which it is stored.
func TestSession_JSONRoundTrip(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	for _, burst := range long {
		before := c.say(burst...).Session
		var after agent.Session
		if err := json.Unmarshal([]byte(asJSON(t, before)), &after); err != nil {
			t.Fatal(err)
		}
		ignored := cmpopts.IgnoreFields(zhtime.Wish{}, "Span") // of a message that is past
		if diff := cmp.Diff(before, &after, ignored, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("after %v (-before +after)\n%s", burst, diff)
		}
	}
}

// TestSession_EveryFieldIsStored fills every field there is: one that the JSON
// form leaves out would be forgotten between two turns.
func TestSession_EveryFieldIsStored(t *testing.T) {
	t.Parallel()
	var before, after agent.Session
	fill(reflect.ValueOf(&before).Elem(), new(int))
	if err := json.Unmarshal([]byte(asJSON(t, before)), &after); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after, cmpopts.IgnoreFields(zhtime.Wish{}, "Span")); diff != "" {
		t.Errorf("(-before +after)\n%s", diff)
	}
}

// fill sets everything in v to values that differ from zero and from each
// other.
func fill(v reflect.Value, n *int) {
	*n++
	if t, ok := v.Addr().Interface().(*time.Time); ok {
		*t = at(1, 0, 0).Add(time.Duration(*n) * time.Minute)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("s", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, n)
		fill(value, n)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic("fill: " + v.Kind().String())
	}
}
