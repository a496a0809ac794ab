package zhtime

import (
	"encoding/json"
	"fmt"
	"time"
)

// wishJSON is the `times[]` entry: an open side is null, and the three fields
// of a recurring wish appear on recurring entries only, null where open.
type wishJSON struct {
	Kind       Kind             `json:"kind"`
	Start      *time.Time       `json:"start"`
	End        *time.Time       `json:"end"`
	RRule      *string          `json:"rrule,omitempty"`
	From       *json.RawMessage `json:"from,omitempty"`
	To         *json.RawMessage `json:"to,omitempty"`
	Text       string           `json:"text"`
	DayGiven   bool             `json:"day_given,omitempty"`
	ClockGiven bool             `json:"clock_given,omitempty"`
	AnyWeek    bool             `json:"any_week,omitempty"`
	Beside     int              `json:"beside,omitempty"`
}

// MarshalJSON writes the `times[]` entry.
func (w Wish) MarshalJSON() ([]byte, error) {
	out := wishJSON{Kind: w.Kind, Text: w.Text, DayGiven: w.DayGiven, ClockGiven: w.ClockGiven, AnyWeek: w.AnyWeek, Beside: w.Beside}
	if !w.Start.IsZero() {
		out.Start = &w.Start
	}
	if !w.End.IsZero() {
		out.End = &w.End
	}
	if w.RRule != "" {
		out.RRule = &w.RRule
		out.From, out.To = clockJSON(w.From), clockJSON(w.To)
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote. Span is not stored.
func (w *Wish) UnmarshalJSON(data []byte) error {
	var in struct {
		Kind       Kind       `json:"kind"`
		Start      *time.Time `json:"start"`
		End        *time.Time `json:"end"`
		RRule      *string    `json:"rrule"`
		From       *string    `json:"from"`
		To         *string    `json:"to"`
		Text       string     `json:"text"`
		DayGiven   bool       `json:"day_given"`
		ClockGiven bool       `json:"clock_given"`
		AnyWeek    bool       `json:"any_week"`
		Beside     int        `json:"beside"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("wish: %w", err)
	}
	*w = Wish{Kind: in.Kind, Start: orZero(in.Start), End: orZero(in.End), RRule: orZero(in.RRule),
		From: orZero(in.From), To: orZero(in.To), Text: in.Text, DayGiven: in.DayGiven, ClockGiven: in.ClockGiven,
		AnyWeek: in.AnyWeek, Beside: in.Beside}
	return nil
}

// clockJSON is a quoted clock, or null for an open one.
func clockJSON(s string) *json.RawMessage {
	raw := json.RawMessage("null")
	if s != "" {
		raw = json.RawMessage(`"` + s + `"`)
	}
	return &raw
}

func orZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}
