package agent

import (
	"context"
	"fmt"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

// HandBack ends a handoff's hold: a person gives the conversation back to the
// bot, which begins afresh with everyone in it.
func HandBack(ctx context.Context, l Ledger) error {
	conv, err := l.Conversation(ctx)
	if err != nil {
		return err
	}
	conv.HoldUntil, conv.YieldUntil = time.Time{}, time.Time{}
	if err := l.ForgetSessions(ctx); err != nil {
		return err
	}
	return l.SaveConversation(ctx, conv)
}

// StaffWrote takes note of a message by staff, which makes the bot yield, or
// by the bot's own account (a reminder), which does not. Where it asks whether
// the patient can come, the appointment that it means waits for the answer.
func (a *Agent) StaffWrote(ctx context.Context, l Ledger, role molar.Role, text string, now time.Time) error {
	conv, err := l.Conversation(ctx)
	if err != nil {
		return err
	}
	if role == molar.RoleStaff {
		conv.YieldUntil = now.Add(time.Duration(a.Rules.YieldFor))
		if err := l.SaveConversation(ctx, conv); err != nil {
			return err
		}
	}
	return a.AskedToCome(ctx, l, conv, text, now)
}

// AskedToCome marks the coming appointment of the chat's patients that a
// question whether they can come means: the one at the time it names, else the
// next. Any other text changes nothing.
func (a *Agent) AskedToCome(ctx context.Context, l Ledger, conv molar.Conversation, text string, now time.Time) error {
	if !nlu.AsksToConfirm(text) {
		return nil
	}
	var contacts []molar.ContactID
	for id, role := range conv.Members {
		if role == molar.RoleCustomer {
			contacts = append(contacts, molar.ContactID(id))
		}
	}
	links, err := l.Links(ctx, contacts)
	if err != nil {
		return fmt.Errorf("links: %w", err)
	}
	var upcoming []molar.Appointment
	for _, link := range links {
		history, err := l.History(ctx, link.Patient)
		if err != nil {
			return fmt.Errorf("history: %w", err)
		}
		upcoming = append(upcoming, history.Appointments...)
	}
	upcoming = molar.UpcomingAppointments(now, upcoming)
	said := zhtime.Parse(text, now.In(a.Zone), nil)
	for _, appt := range upcoming {
		if appt.Status == molar.Unconfirmed && fitsAny(append(said.Wishes, said.Mentioned...), appt.Interval) {
			return l.AskConfirmation(ctx, appt.ID)
		}
	}
	return nil
}

// fitsAny reports whether one of the times names the stretch's start; no time
// at all fits any.
func fitsAny(times []zhtime.Wish, i molar.Interval) bool {
	for _, w := range times {
		if namesStart(w, i) {
			return true
		}
	}
	return len(times) == 0
}
