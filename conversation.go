package molar

import "time"

// ConversationID names a single or group chat.
type ConversationID string

// BotID names a hosted WeCom account (托管企微号).
type BotID string

// StaffID names a member of the clinic's staff.
type StaffID string

// ConversationKind tells a chat with one contact from a group.
type ConversationKind string

const (
	Single ConversationKind = "single"
	Group  ConversationKind = "group"
)

// Role says what somebody who writes in a chat is to the clinic.
type Role string

const (
	RoleCustomer Role = "customer"
	RoleStaff    Role = "staff"
	RoleBot      Role = "bot"
)

// Conversation is a chat with patients (单聊/群聊).
type Conversation struct {
	ID       ConversationID
	Kind     ConversationKind
	Bot      BotID           // the account through which this side of the chat is seen
	Owner    string          // a group's owner: a bot, a member of staff, a contact
	Members  map[string]Role // a group's members by id
	Category string          // a group's category, for coverage
	// HoldUntil is when the bot may speak again after a handoff; zero when no
	// handoff is open.
	HoldUntil time.Time
	// YieldUntil is when the bot may speak again after a staff member wrote.
	YieldUntil time.Time
	// Turns counts the turns that ran.
	Turns int
}

// Staff is somebody who works for the clinic and may be notified.
type Staff struct {
	ID     StaffID
	Name   PersonName
	Role   string // front_desk, consultant, manager …
	Stores []StoreID
}

// Bot is a hosted account that can answer automatically.
type Bot struct {
	ID          BotID
	Staff       StaffID
	OnlineSince time.Time // zero: offline
}

// BotWarmUp is how long an account has to be online before it answers by
// itself (product.md §10).
const BotWarmUp = 24 * time.Hour

// Ready reports whether the account may answer at now.
func (b Bot) Ready(now time.Time) bool {
	return !b.OnlineSince.IsZero() && now.Sub(b.OnlineSince) > BotWarmUp
}
