package evals

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools"
)

// Event is one thing that happens in a chat: an input line of
// `molar chat --json`.
type Event struct {
	Conversation molar.ConversationID   `json:"conversation"`
	Kind         molar.ConversationKind `json:"kind"`
	From         string                 `json:"from"`
	Role         molar.Role             `json:"role"`
	Text         string                 `json:"text"`
	At           time.Time              `json:"at"`
	More         bool                   `json:"more"` // the burst goes on
	Media        string                 `json:"media"`
	Mentions     []string               `json:"mentions"`
	Event        string                 `json:"event"`
}

// Check reports what is wrong with an event, naming the field.
func (e Event) Check() error {
	switch {
	case e.Conversation == "":
		return molar.FieldErrorf("conversation", "which conversation is this in?")
	case e.From == "":
		return molar.FieldErrorf("from", "who wrote this?")
	case !oneOf(string(e.Kind), "", "single", "group"):
		return molar.FieldErrorf("kind", "%q is neither single nor group", e.Kind)
	case !oneOf(string(e.Role), "", "customer", "staff", "bot"):
		return molar.FieldErrorf("role", "%q is none of customer, staff, bot", e.Role)
	case !oneOf(e.Media, "", "voice", "image", "file", "location", "video", "emotion", "link", "card", "miniprogram"):
		return molar.FieldErrorf("media", "%q is no kind of message", e.Media)
	case !oneOf(e.Event, "", "handback", "recall"):
		return molar.FieldErrorf("event", "%q is neither handback nor recall", e.Event)
	}
	return nil
}

func oneOf(s string, allowed ...string) bool { return slices.Contains(allowed, s) }

// Line is what came of one event: an output line of `molar chat --json`.
type Line struct {
	Conversation molar.ConversationID `json:"conversation"`
	Turn         *int                 `json:"turn"`
	Replies      []agent.Reply        `json:"replies"`
	Silent       *molar.Silence       `json:"silent"`
	Intents      []Intent             `json:"intents"`
	Commands     []agent.Command      `json:"commands"`
	Tools        []tools.Record       `json:"tools"`
	Handoff      *HandoffLine         `json:"handoff"`
	Appointments []AppointmentLine    `json:"appointments"`
	State        StateLine            `json:"state"`
	Ruleset      int                  `json:"ruleset"`
	Brain        string               `json:"brain"`
	MS           float64              `json:"ms"`
}

// Intent is a code with its confidence.
type Intent struct {
	Code       string  `json:"code"`
	Confidence float64 `json:"confidence"`
}

// HandoffLine is a handoff as a line shows it.
type HandoffLine struct {
	Code   molar.HandoffCode `json:"code"`
	Urgent bool              `json:"urgent"`
	Repeat bool              `json:"repeat"`
}

// AppointmentLine is what a turn did to an appointment.
type AppointmentLine struct {
	Action  molar.ReceiptAction     `json:"action"`
	ID      molar.AppointmentID     `json:"id"`
	Patient molar.PatientID         `json:"patient"`
	Store   molar.StoreID           `json:"store"`
	Doctor  molar.DoctorID          `json:"doctor"`
	Project molar.ProjectID         `json:"project"`
	Start   time.Time               `json:"start"`
	Status  molar.AppointmentStatus `json:"status"`
}

// StateLine is the dialogue state after an event, as far as it is open to
// tests.
type StateLine struct {
	Expecting *agent.Expecting `json:"expecting"`
	Offers    []OfferLine      `json:"offers"`
	HoldUntil *time.Time       `json:"hold_until"`
}

// OfferLine is one slot that stands offered.
type OfferLine struct {
	Start  time.Time      `json:"start"`
	Doctor molar.DoctorID `json:"doctor"`
	Store  molar.StoreID  `json:"store"`
}

// newLine is a line with nothing in it yet: lists are empty, never null.
func newLine(conv molar.ConversationID, version int) Line {
	return Line{
		Conversation: conv, Replies: []agent.Reply{}, Intents: []Intent{}, Commands: []agent.Command{},
		Tools: []tools.Record{}, Appointments: []AppointmentLine{}, State: StateLine{Offers: []OfferLine{}},
		Ruleset: version, Brain: agent.Brain,
	}
}

// fill lays a turn's result out on the line.
func (l *Line) fill(r agent.Result, zone *time.Location) {
	l.Turn = &r.Turn
	if r.Replies != nil {
		l.Replies = r.Replies
	}
	for _, i := range r.Intents {
		l.Intents = append(l.Intents, Intent{i.Code, i.Confidence})
	}
	if r.Commands != nil {
		l.Commands = r.Commands
	}
	if r.Tools != nil {
		l.Tools = r.Tools
	}
	if r.Handoff != nil {
		l.Handoff = &HandoffLine{r.Handoff.Code, r.Handoff.Urgent, r.Handoff.Repeat}
	}
	for _, receipt := range r.Receipts {
		a := receipt.Appointment
		l.Appointments = append(l.Appointments, AppointmentLine{
			receipt.Action, a.ID, a.Patient, a.Store, a.Doctor, a.Project, a.Start.In(zone), a.Status,
		})
	}
	if r.Held {
		silence := molar.SilentHold
		l.Silent = &silence
	}
}

// setState shows the speaker's session and the conversation's hold.
func (l *Line) setState(raw json.RawMessage, conv molar.Conversation, now time.Time, zone *time.Location) error {
	var s agent.Session
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &s); err != nil {
			return err
		}
	}
	if s.Expecting != agent.ExpectNothing {
		l.State.Expecting = &s.Expecting
	}
	for _, o := range s.Offers {
		l.State.Offers = append(l.State.Offers, OfferLine{o.Start.In(zone), o.Doctor, o.Store})
	}
	if conv.HoldUntil.After(now) {
		until := conv.HoldUntil.In(zone)
		l.State.HoldUntil = &until
	}
	return nil
}
