package molar

import (
	"fmt"
	"log/slog"
	"strings"
)

// slog asks an attribute's own type how to be logged and looks no further: a
// struct that holds any of these types has a LogValue of its own, or would
// print them in full.

// PersonName is a person's name. It masks itself in logs; use string(n) where
// the name is really meant to be read.
type PersonName string

// LogValue keeps the family name only.
func (n PersonName) LogValue() slog.Value { return slog.StringValue(n.Masked()) }

// Masked returns the first character and stars: 徐**.
func (n PersonName) Masked() string {
	runes := []rune(string(n))
	if len(runes) == 0 {
		return ""
	}
	return string(runes[0]) + strings.Repeat("*", len(runes)-1)
}

// Phone is a telephone number, for a patient 11 digits of a mainland mobile.
// It masks itself in logs.
type Phone string

// LogValue keeps the first three and the last four digits.
func (p Phone) LogValue() slog.Value { return slog.StringValue(p.Masked()) }

// Masked returns 138****0001, or stars for a number too short to show any of.
func (p Phone) Masked() string {
	if len(p) < 11 {
		return strings.Repeat("*", len(p))
	}
	return string(p[:3]) + strings.Repeat("*", len(p)-7) + string(p[len(p)-4:])
}

// Valid reports whether p has the form of a mainland mobile number.
func (p Phone) Valid() bool {
	if len(p) != 11 || p[0] != '1' || p[1] < '3' {
		return false
	}
	for i := range len(p) {
		if p[i] < '0' || p[i] > '9' {
			return false
		}
	}
	return true
}

// MessageText is what somebody wrote in a chat. Its content never enters a log.
type MessageText string

// LogValue tells the length alone.
func (t MessageText) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("(%d characters)", len([]rune(string(t)))))
}

// LogValue names the record with name and phone masked.
func (p Patient) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", string(p.ID)), slog.Any("name", p.Name), slog.Any("phone", p.Phone))
}

// LogValue names the member of staff with the name masked.
func (s Staff) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", string(s.ID)), slog.Any("name", s.Name), slog.String("role", s.Role))
}

// LogValue says what is sent to whom, without the words.
func (m Message) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("id", m.ID), slog.String("conversation", string(m.Conversation)), slog.Int("turn", m.Turn),
		slog.String("to", m.To), slog.String("script", m.Script), slog.Any("text", MessageText(m.Text)), slog.Time("at", m.At),
	)
}

// LogValue names the turn; what was written and said is in its JSON parts,
// which stay out.
func (t Turn) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("conversation", string(t.Conversation)), slog.Int("turn", t.Number), slog.Time("at", t.At),
		slog.Int("ruleset", t.Ruleset), slog.String("brain", t.Brain), slog.Duration("took", t.Took),
	)
}
