package agent_test

import (
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
)

// TestHold follows a conversation through a handoff: silence, something
// urgent, and the end of the hold the next morning.
func TestHold(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu")
	wantScripts(t, c.say("我想约周三上午九点洗牙"), "plan")
	wantHandoff(t, c.say("转人工"), molar.HumanRequest)

	r := c.say("好的")
	if wantHandoff(t, r, ""); !r.Held || len(r.Replies) != 0 || len(c.byBot()) != 0 {
		t.Errorf("during the hold: held %v, replies %v, booked %v", r.Held, r.Replies, c.byBot())
	}
	notices := len(c.books().Outbox)
	r = c.say("我要投诉")
	wantHandoff(t, r, molar.Complaint)
	if !r.Handoff.Repeat || !r.Handoff.Urgent || len(r.Replies) != 0 {
		t.Errorf("handoff %+v, replies %v", r.Handoff, r.Replies)
	}
	if outbox := c.books().Outbox[notices:]; len(outbox) != 2 || outbox[0].To != "s_chen" || outbox[1].To != "s_guo" {
		t.Errorf("notified: %v", outbox)
	}

	c.now = at(24, 7, 58)
	if r := c.say("你好"); !r.Held {
		t.Error("the hold ended before 08:00, perhaps because it was notified again")
	}
	c.now = at(24, 7, 59)
	r = c.say("你好") // 08:00
	if wantScripts(t, r, "greet"); r.Held {
		t.Error("the hold goes on after 08:00")
	}
	if got := len(c.books().Handoffs); got != 2 {
		t.Errorf("%d handoffs, want 2", got)
	}
}

// TestHandBack begins afresh: what was agreed with a person is not known here,
// and who typed a name and phone has to do so again.
func TestHandBack(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_new")
	c.say("我想约周三上午九点洗牙")
	wantScripts(t, c.say("高兴，13800000007"), "plan")
	wantHandoff(t, c.say("转人工"), molar.HumanRequest)
	if err := c.in(func(l agent.Ledger) error { return agent.HandBack(t.Context(), l) }); err != nil {
		t.Fatal(err)
	}
	r := c.say("我想约周四上午九点洗牙")
	wantScripts(t, r, "ask_name_phone")
	if r.Held || len(r.Session.Typed) != 0 {
		t.Errorf("held %v, session %s", r.Held, asJSON(t, r.Session))
	}
}

func TestSilentHandoff(t *testing.T) {
	t.Parallel()
	c := newChat(t, "u_xu", tune(func(r *molar.Ruleset) {
		r.Categories[molar.Price] = molar.CategoryRule{Mode: molar.ModeSilentHandoff}
	}))
	r := c.say("洗牙多少钱")
	wantHandoff(t, r, molar.Price)
	if !r.Handoff.Silent || len(r.Replies) != 0 {
		t.Errorf("handoff %+v, replies %v", r.Handoff, r.Replies)
	}
	if books := c.books(); len(books.Handoffs) != 1 || len(books.Outbox) != 1 || books.Outbox[0].To != "s_chen" {
		t.Errorf("handoffs %v, outbox %v", books.Handoffs, books.Outbox)
	}
	if !c.say("在吗").Held {
		t.Error("a silent handoff holds the conversation too")
	}
}

// TestStaffWrote_Yields makes the bot keep out when staff write, and not when
// its own account sends a reminder.
func TestStaffWrote_Yields(t *testing.T) {
	t.Parallel()
	for _, by := range []struct {
		role   molar.Role
		yields bool
	}{{molar.RoleStaff, true}, {molar.RoleBot, false}} {
		t.Run(string(by.role), func(t *testing.T) {
			t.Parallel()
			c := newChat(t, "u_xu")
			c.say("你好")
			if err := c.in(func(l agent.Ledger) error {
				return c.agent.StaffWrote(t.Context(), l, by.role, "稍等我看一下", c.now)
			}); err != nil {
				t.Fatal(err)
			}
			conv, err := c.clinic.Conversation(t.Context(), c.conv)
			if err != nil {
				t.Fatal(err)
			}
			var want time.Time
			if by.yields {
				want = c.now.Add(10 * time.Minute)
			}
			if !conv.YieldUntil.Equal(want) {
				t.Errorf("yields until %v, want %v", conv.YieldUntil, want)
			}
		})
	}
}

// TestAskedToCome marks the appointment that a question of staff means.
func TestAskedToCome(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want molar.AppointmentID
	}{
		{"周四下午两点能准时来吗？", "a_wu1"},
		{"您周六下午三点能准时来吗？", "a_wu2"},
		{"您的预约能准时来吗？", "a_wu1"}, // the next
		{"周五下午两点能准时来吗？", ""},    // no such appointment
		{"您好，这里是前台", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			chat := newChat(t, "u_wu", func(w *molar.World) {
				w.Conversations = append(w.Conversations, molar.Conversation{
					ID: "c1", Kind: molar.Single, Bot: "bot1", Members: map[string]molar.Role{"u_wu": molar.RoleCustomer},
				})
			})
			if err := chat.in(func(l agent.Ledger) error {
				return chat.agent.StaffWrote(t.Context(), l, molar.RoleBot, c.text, chat.now)
			}); err != nil {
				t.Fatal(err)
			}
			for _, a := range chat.books().Appointments {
				asked := a.ConfirmationAsked && a.Patient == "p_wu"
				if asked != (a.ID == c.want) {
					t.Errorf("%s: asked %v", a.ID, asked)
				}
			}
			if c.want == "" {
				return
			}
			if r := chat.say("好的"); len(r.Receipts) != 1 || r.Receipts[0].Appointment.ID != c.want {
				t.Errorf("好的 came to %v %v", scripts(r), r.Receipts)
			}
		})
	}
}
