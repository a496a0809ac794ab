package molar

import (
	"cmp"
	"slices"
	"time"
)

// CoverageMode says where the bot answers at all.
type CoverageMode string

const (
	CoverageOff       CoverageMode = "off"
	CoverageOnly      CoverageMode = "only"       // the listed chats: a trial
	CoverageAllExcept CoverageMode = "all_except" // everywhere but the listed
)

// Coverage is the clinic's choice of chats (product.md §10).
type Coverage struct {
	Mode            CoverageMode     `json:"mode"`
	Contacts        []ContactID      `json:"contacts,omitempty"`         // only: single chats with these
	Conversations   []ConversationID `json:"conversations,omitempty"`    // only: these chats
	ContactTags     []string         `json:"contact_tags,omitempty"`     // all_except: contacts that carry one
	GroupCategories []string         `json:"group_categories,omitempty"` // all_except: groups of these
}

// Covers reports whether the bot answers this contact in this chat.
func (c Coverage) Covers(conv Conversation, contact Contact) bool {
	switch c.Mode {
	case CoverageOnly:
		return slices.Contains(c.Conversations, conv.ID) ||
			conv.Kind == Single && slices.Contains(c.Contacts, contact.ID)
	case CoverageAllExcept:
		for _, tag := range contact.Tags {
			if slices.Contains(c.ContactTags, tag) {
				return false
			}
		}
		return conv.Kind != Group || !slices.Contains(c.GroupCategories, conv.Category)
	}
	return false
}

// Silence says why the bot did not speak.
type Silence string

const (
	SilentCoverage Silence = "coverage"  // the clinic keeps the bot out of this chat
	SilentHold     Silence = "hold"      // a person has the conversation
	SilentYield    Silence = "yield"     // a staff member wrote a moment ago
	SilentStaff    Silence = "staff"     // staff or another bot wrote
	SilentMention  Silence = "mention"   // the message is addressed to someone else
	SilentNotOwner Silence = "not_owner" // another bot of the group answers
	SilentOffline  Silence = "offline"   // no account is ready to answer
	SilentMore     Silence = "more"      // the burst goes on
)

// Incoming is what decides whether a message is answered.
type Incoming struct {
	Conversation Conversation
	Contact      Contact
	Role         Role
	Mentions     []string // ids the message is addressed to with @
	Bots         []Bot    // the org's hosted accounts, in the order they were authorised
	Coverage     Coverage
	Now          time.Time
}

// Silent decides whether the bot answers a message, and why not; "" means that
// it does. A hold is not looked at here: an urgent message breaks through it.
func Silent(in Incoming) Silence {
	conv := in.Conversation
	if in.Role != RoleCustomer {
		return SilentStaff
	}
	if !in.Coverage.Covers(conv, in.Contact) {
		return SilentCoverage
	}
	if len(in.Mentions) > 0 && !mentionsBot(in) {
		return SilentMention
	}
	if owner, ok := AnsweringBot(conv, in.Bots, in.Now); !ok {
		return SilentOffline
	} else if conv.Bot != "" && owner != conv.Bot {
		return SilentNotOwner
	}
	if in.Now.Before(conv.YieldUntil) {
		return SilentYield
	}
	return ""
}

// mentionsBot reports whether a mention means the bot of this chat: by the id
// of its account, or as "bot". Who mentions the member of staff behind the
// account wants the person.
func mentionsBot(in Incoming) bool {
	for _, b := range in.Bots {
		if slices.Contains(in.Mentions, string(b.ID)) && (in.Conversation.Bot == "" || in.Conversation.Bot == b.ID) {
			return true
		}
	}
	return slices.Contains(in.Mentions, string(in.Conversation.Bot)) || slices.Contains(in.Mentions, "bot")
}

// AnsweringBot returns the account that answers in a chat: of a group's bots
// the owner, else the one authorised first; one that is not ready leaves it to
// the next. ok is false when none is ready. A clinic that lists no accounts
// answers through the chat's own.
func AnsweringBot(conv Conversation, bots []Bot, now time.Time) (id BotID, ok bool) {
	if len(bots) == 0 {
		return conv.Bot, true
	}
	var present []Bot
	for _, b := range bots {
		if b.ID == conv.Bot || conv.Members[string(b.ID)] == RoleBot || conv.Kind == Group && string(b.ID) == conv.Owner {
			present = append(present, b)
		}
	}
	if len(present) == 0 { // a chat that names no account of ours
		present = slices.Clone(bots)
	}
	slices.SortStableFunc(present, func(a, b Bot) int {
		return cmp.Compare(notOwner(a, conv), notOwner(b, conv))
	})
	for _, b := range present {
		if b.Ready(now) {
			if conv.Bot == "" {
				return "", true
			}
			return b.ID, true
		}
	}
	return "", false
}

func notOwner(b Bot, conv Conversation) int {
	if conv.Owner == string(b.ID) || conv.Owner != "" && conv.Owner == string(b.Staff) {
		return 0
	}
	return 1
}
