package agent_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

// tune makes an option of newChat that changes the rules.
func tune(f func(*molar.Ruleset)) func(*molar.World) {
	return func(w *molar.World) { f(&w.Ruleset) }
}

// wording replaces all wordings of a script with one.
func wording(key, text string) func(*molar.World) {
	return tune(func(r *molar.Ruleset) {
		if r.Scripts == nil {
			r.Scripts = make(map[string]molar.Variants)
		}
		r.Scripts[key] = molar.Variants{text}
	})
}

func blocked(words ...string) func(*molar.World) {
	return tune(func(r *molar.Ruleset) { r.BlockedWords = words })
}

// answer gives the clinic one knowledge entry about fasting.
func answer(text string) func(*molar.World) {
	return func(w *molar.World) {
		w.Knowledge = []molar.KnowledgeEntry{{ID: "k1", Category: molar.Process, Question: "洗牙前要空腹吗", Answer: text}}
	}
}

// TestNew_ScriptThatPromises refuses a wording that says done what its script
// is no receipt for.
func TestNew_ScriptThatPromises(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ key, text string }{
		{"greet", "您好，已经帮您预约成功了。"},
		{"ack", "好的，已为您改到周五。"},
		{"plan", "约好了。"},
		{"no_such_script", "您好。"},
	} {
		w := clinicA(t)
		wording(c.key, c.text)(w)
		_, err := agent.New(agent.Config{World: w})
		if molar.CodeOf(err) != molar.CodeInvalid || !strings.Contains(err.Error(), "scripts."+c.key) {
			t.Errorf("%s: error %v, want one that names scripts.%s", c.text, err, c.key)
		}
	}
}

// TestSay_Withheld lets no text out that promises without a receipt, or that
// holds a blocked word: a person takes over.
func TestSay_Withheld(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		tune       []func(*molar.World)
	}{
		{"a knowledge answer that promises", "洗牙前要空腹吗", []func(*molar.World){answer("不用，已经帮您预约成功了。")}},
		{"a category's reply that promises", "洗牙多少钱", []func(*molar.World){tune(func(r *molar.Ruleset) {
			r.Categories[molar.Price] = molar.CategoryRule{Mode: molar.ModeReplyAndHandoff, Script: "已经帮您预约成功，到店再说价格。"}
		})}},
		{"a blocked word in a knowledge answer", "洗牙前要空腹吗", []func(*molar.World){blocked("空腹")}},
		{"a blocked word in another width", "你好", []func(*molar.World){wording("greet", "您好，ＶＩＰ专享。"), blocked("vip")}},
		{"a blocked word in a plan", "我想约周三上午九点洗牙", []func(*molar.World){blocked("王敏")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			chat := newChat(t, "u_xu", c.tune...)
			r := chat.say(c.text)
			wantHandoff(t, r, molar.BlockedText)
			wantScripts(t, r, "handoff.blocked_text")
			if len(r.Session.Tasks) != 0 || r.Session.Expecting != "" || r.Session.Offers != nil {
				t.Errorf("the session keeps %s", asJSON(t, r.Session))
			}
			for _, m := range chat.books().Outbox {
				if m.To == "u_xu" && m.Script != "handoff.blocked_text" {
					t.Errorf("in the outbox: %s", m.Text)
				}
			}
		})
	}
}

// TestSay_WithheldPlanFreesTheSlot lets somebody else have at once what was
// held for a plan that could not be read back.
func TestSay_WithheldPlanFreesTheSlot(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", blocked("徐小雨"))
	wantHandoff(t, c.say("我想约周四上午九点王敏主任洗牙"), molar.BlockedText)
	other := &chat{t: t, agent: c.agent, clinic: c.clinic, conv: "c2", speaker: "u_lin", now: c.now}
	wantScripts(t, other.say("我想约周四上午九点王敏主任洗牙"), "plan")
}

// TestSay_NotEvenTheHandoff says nothing where the handoff's own words are
// blocked; the person is called all the same.
func TestSay_NotEvenTheHandoff(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", wording("handoff.blocked_text", "稍后请同事回复您。"), wording("greet", "您好，请稍后。"), blocked("稍后"))
	r := c.say("你好")
	wantHandoff(t, r, molar.BlockedText)
	wantScripts(t, r)
	if books := c.books(); len(books.Handoffs) != 1 || len(books.Outbox) != 1 || books.Outbox[0].To != "s_chen" {
		t.Errorf("handoffs %v, outbox %v", books.Handoffs, books.Outbox)
	}
}

// TestSay_BookingOutlivesItsText keeps a booking whose confirmation is blocked:
// the yes was given and the slot is taken.
func TestSay_BookingOutlivesItsText(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", wording("booked", "约好了，恭喜！{patient}，{project}，{doctor}，{date} {time}，{store}"), blocked("恭喜"))
	c.say("我想约周三上午九点洗牙")
	r := c.say("好的")
	wantHandoff(t, r, molar.BlockedText)
	wantScripts(t, r, "handoff.blocked_text")
	if len(c.byBot()) != 1 || len(r.Receipts) != 1 {
		t.Errorf("booked %v, receipts %v", c.byBot(), r.Receipts)
	}
	for _, m := range c.books().Outbox {
		if m.Script == "notify_booked" && !strings.Contains(m.Text, "徐小雨") {
			t.Errorf("staff are told of a booking and not of whose: %s", m.Text)
		}
	}
}

// TestSay_UrgentStaysUrgent keeps the reason of an urgent handoff whose own
// words may not be sent.
func TestSay_UrgentStaysUrgent(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", wording("handoff.complaint", "非常抱歉，马上请负责人联系您。"), blocked("负责人"))
	r := c.say("我要投诉")
	if r.Handoff == nil || !r.Handoff.Urgent {
		t.Errorf("handoff %+v, want an urgent one", r.Handoff)
	}
	if len(c.books().Handoffs) != 1 {
		t.Errorf("handoffs %v, want one", c.books().Handoffs)
	}
}

func TestSay_RobotTag(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", tune(func(r *molar.Ruleset) { r.RobotTag = true }))
	c.say("我想约周三上午九点洗牙")
	for _, text := range []string{"洗牙前要空腹吗", "好的", "转人工"} {
		r := c.say(text)
		if len(r.Replies) == 0 {
			t.Errorf("%s: no reply", text)
		}
		for _, reply := range r.Replies {
			if !strings.HasSuffix(reply.Text, "(机器人回复)") || strings.Count(reply.Text, "机器人回复") != 1 {
				t.Errorf("%s: %q", text, reply.Text)
			}
		}
	}
	for _, m := range c.books().Outbox {
		if m.To != "u_xu" && strings.Contains(m.Text, "机器人回复") {
			t.Errorf("a message to staff is tagged: %s", m.Text)
		}
	}
}

func TestSay_SplitsLongText(t *testing.T) {
	t.Parallel()
	sentence := "洗牙之前不需要空腹，正常吃饭喝水都可以，饭后刷一下牙再来就行。"
	long := strings.Repeat(sentence, 40)
	c := newChat(t, "u_xu", answer(long), tune(func(r *molar.Ruleset) { r.RobotTag = true }))
	r := c.say("洗牙前要空腹吗")
	wantHandoff(t, r, "")
	if len(r.Replies) < 3 {
		t.Fatalf("%d messages for %d characters", len(r.Replies), utf8.RuneCountInString(long))
	}
	var whole strings.Builder
	for i, reply := range r.Replies {
		text, tagged := strings.CutSuffix(reply.Text, "(机器人回复)")
		if n := utf8.RuneCountInString(reply.Text); n > 500 || !tagged {
			t.Errorf("message %d has %d characters, tagged %v", i, n, tagged)
		}
		if !strings.HasSuffix(text, "。") || reply.Knowledge != "k1" {
			t.Errorf("message %d of entry %q ends in %q", i, reply.Knowledge, text[max(0, len(text)-12):])
		}
		whole.WriteString(text)
	}
	if whole.String() != long {
		t.Error("the messages are not the text")
	}
	outbox := c.books().Outbox
	for i, reply := range r.Replies {
		if outbox[i].Text != reply.Text || !outbox[i].At.Equal(c.now.Truncate(time.Microsecond)) {
			t.Errorf("the outbox has %+v for message %d", outbox[i], i)
		}
	}
}
