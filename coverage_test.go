package molar_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/molarhq/molar"
)

func TestCovers(t *testing.T) {
	single := molar.Conversation{ID: "c1", Kind: molar.Single}
	group := molar.Conversation{ID: "g1", Kind: molar.Group, Category: "普通患者"}
	xu := molar.Contact{ID: "u_xu", Tags: []string{"老客户"}}
	vip := molar.Contact{ID: "u_vip", Tags: []string{"老客户", "高端VIP"}}
	only := molar.Coverage{Mode: molar.CoverageOnly, Contacts: []molar.ContactID{"u_xu"}, Conversations: []molar.ConversationID{"g1", "c9"}}
	except := molar.Coverage{Mode: molar.CoverageAllExcept, ContactTags: []string{"高端VIP", "投诉客户"}, GroupCategories: []string{"正畸群"}}
	ortho := molar.Conversation{ID: "g2", Kind: molar.Group, Category: "正畸群"}
	tests := []struct {
		name     string
		coverage molar.Coverage
		conv     molar.Conversation
		contact  molar.Contact
		want     bool
	}{
		{"off", molar.Coverage{Mode: molar.CoverageOff}, single, xu, false},
		{"no mode is off", molar.Coverage{}, single, xu, false},
		{"only: a listed contact's single chat", only, single, xu, true},
		{"only: another contact", only, single, vip, false},
		{"only: a listed group, whoever writes", only, group, vip, true},
		{"only: a listed contact in a group that is not", only, ortho, xu, false},
		{"only: a listed single chat", only, molar.Conversation{ID: "c9", Kind: molar.Single}, vip, true},
		{"only nothing", molar.Coverage{Mode: molar.CoverageOnly}, single, xu, false},
		{"all except: nobody special", except, single, xu, true},
		{"all except: a listed tag", except, single, vip, false},
		{"all except: a listed tag in a group", except, group, vip, false},
		{"all except: a listed group category", except, ortho, xu, false},
		{"all except: another group", except, group, xu, true},
		{"all except: a category says nothing of single chats", except, molar.Conversation{ID: "c2", Kind: molar.Single, Category: "正畸群"}, xu, true},
		{"all except nothing", molar.Coverage{Mode: molar.CoverageAllExcept}, ortho, vip, true},
	}
	for _, tt := range tests {
		if got := tt.coverage.Covers(tt.conv, tt.contact); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// incoming is a patient's message in a group of two bots, seen by the owner's.
func incoming(now time.Time) molar.Incoming {
	up := now.Add(-72 * time.Hour)
	return molar.Incoming{
		Conversation: molar.Conversation{
			ID: "g1", Kind: molar.Group, Bot: "bot2", Owner: "bot2",
			Members: map[string]molar.Role{"u_xu": molar.RoleCustomer, "u_mum": molar.RoleCustomer, "s_chen": molar.RoleStaff, "bot1": molar.RoleBot, "bot2": molar.RoleBot},
		},
		Contact: molar.Contact{ID: "u_xu"}, Role: molar.RoleCustomer,
		Bots: []molar.Bot{
			{ID: "bot1", Staff: "s_chen", OnlineSince: up}, {ID: "bot2", Staff: "s_li", OnlineSince: up},
			{ID: "bot3", Staff: "s_wu", OnlineSince: up}, // of another chat
		},
		Coverage: molar.Coverage{Mode: molar.CoverageAllExcept}, Now: now,
	}
}

func TestSilent(t *testing.T) {
	now := at("2026-11-23 10:05")
	tests := []struct {
		name   string
		change func(*molar.Incoming)
		want   molar.Silence
	}{
		{"the owner's bot answers a patient", func(in *molar.Incoming) {}, ""},
		{"staff wrote", func(in *molar.Incoming) { in.Role = molar.RoleStaff }, molar.SilentStaff},
		{"another bot wrote", func(in *molar.Incoming) { in.Role = molar.RoleBot }, molar.SilentStaff},
		{"somebody without a role wrote", func(in *molar.Incoming) { in.Role = "" }, molar.SilentStaff},
		{"the clinic keeps the bot out", func(in *molar.Incoming) { in.Coverage.Mode = molar.CoverageOff }, molar.SilentCoverage},

		{"@ another patient", func(in *molar.Incoming) { in.Mentions = []string{"u_mum"} }, molar.SilentMention},
		{"@ a member of staff", func(in *molar.Incoming) { in.Mentions = []string{"s_chen"} }, molar.SilentMention},
		{"@ the other bot", func(in *molar.Incoming) { in.Mentions = []string{"bot1"} }, molar.SilentMention},
		{"@ the bot", func(in *molar.Incoming) { in.Mentions = []string{"bot2"} }, ""},
		{"@ the bot among others", func(in *molar.Incoming) { in.Mentions = []string{"u_mum", "bot2"} }, ""},

		{"another bot owns the group", func(in *molar.Incoming) { in.Conversation.Owner = "bot1" }, molar.SilentNotOwner},
		{"the owner is the member of staff behind a bot", func(in *molar.Incoming) { in.Conversation.Owner = "s_li" }, ""},
		{"no bot owns the group: the one authorised first", func(in *molar.Incoming) { in.Conversation.Owner = "u_mum" }, molar.SilentNotOwner},
		{"seen by the one authorised first", func(in *molar.Incoming) { in.Conversation.Owner, in.Conversation.Bot = "", "bot1" }, ""},
		{"the owner is offline: the next takes over", func(in *molar.Incoming) {
			in.Conversation.Owner, in.Bots[0].OnlineSince = "bot1", time.Time{}
		}, ""},
		{"the owner came online exactly a day ago: the next takes over", func(in *molar.Incoming) {
			in.Conversation.Owner, in.Bots[0].OnlineSince = "bot1", now.Add(-molar.BotWarmUp)
		}, ""},
		{"the owner came online a second earlier", func(in *molar.Incoming) {
			in.Conversation.Owner, in.Bots[0].OnlineSince = "bot1", now.Add(-molar.BotWarmUp-time.Second)
		}, molar.SilentNotOwner},
		{"both are offline, and a bot of another chat does not step in", func(in *molar.Incoming) {
			in.Bots[0].OnlineSince, in.Bots[1].OnlineSince = time.Time{}, time.Time{}
		}, molar.SilentOffline},
		{"a single chat's bot is offline", func(in *molar.Incoming) {
			in.Conversation = molar.Conversation{ID: "c1", Kind: molar.Single, Bot: "bot1"}
			in.Bots[0].OnlineSince = time.Time{}
		}, molar.SilentOffline},
		{"a single chat's own bot answers", func(in *molar.Incoming) {
			in.Conversation = molar.Conversation{ID: "c1", Kind: molar.Single, Bot: "bot3"}
		}, ""},
		{"a chat that names no bot", func(in *molar.Incoming) { in.Conversation = molar.Conversation{ID: "c1", Kind: molar.Single} }, ""},
		{"a chat that names no bot, and none is ready", func(in *molar.Incoming) {
			in.Conversation = molar.Conversation{ID: "c1", Kind: molar.Single}
			in.Bots = in.Bots[:1]
			in.Bots[0].OnlineSince = now
		}, molar.SilentOffline},
		{"a clinic that lists no accounts", func(in *molar.Incoming) { in.Bots = nil }, ""},

		{"a member of staff wrote a moment ago", func(in *molar.Incoming) { in.Conversation.YieldUntil = now.Add(time.Second) }, molar.SilentYield},
		{"and the bot speaks again at the end of it", func(in *molar.Incoming) { in.Conversation.YieldUntil = now }, ""},
		{"a hold is for others to look at", func(in *molar.Incoming) { in.Conversation.HoldUntil = now.Add(time.Hour) }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := incoming(now)
			tt.change(&in)
			if got := molar.Silent(in); got != tt.want {
				t.Errorf("silent %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSilent_OneBotOfAGroupAnswers(t *testing.T) {
	now := at("2026-11-23 10:05")
	for _, owner := range []string{"bot1", "bot2", "s_chen", "u_mum", ""} {
		answers := 0
		for _, bot := range []molar.BotID{"bot1", "bot2"} {
			in := incoming(now)
			in.Conversation.Owner, in.Conversation.Bot = owner, bot
			if molar.Silent(in) == "" {
				answers++
			}
		}
		if answers != 1 {
			t.Errorf("owner %q: %d bots answer", owner, answers)
		}
	}
}

func ExampleSilent() {
	in := molar.Incoming{
		Conversation: molar.Conversation{ID: "c1", Kind: molar.Single}, Role: molar.RoleCustomer,
		Contact:  molar.Contact{ID: "u_vip", Tags: []string{"高端VIP"}},
		Coverage: molar.Coverage{Mode: molar.CoverageAllExcept, ContactTags: []string{"高端VIP"}},
	}
	fmt.Printf("%q\n", molar.Silent(in))
	in.Contact.Tags = nil
	fmt.Printf("%q\n", molar.Silent(in))
	// Output:
	// "coverage"
	// ""
}
