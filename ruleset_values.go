package molar

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Duration is a length of time that reads and writes as "90s", "10m", "1h30m".
type Duration time.Duration

// MarshalJSON writes the duration as Go does: "10m0s".
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

// UnmarshalJSON reads what [time.ParseDuration] reads.
func (d *Duration) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf(`a duration is text such as "10m"`)
	}
	v, err := time.ParseDuration(s)
	if err != nil {
		return fmt.Errorf(`%q is no duration such as "90s" or "10m"`, s)
	}
	*d = Duration(v)
	return nil
}

// DelayRange is how long the bot waits before it replies: one duration, or a
// range to draw from. In the document: "15s" or ["10s", "20s"].
type DelayRange struct{ Min, Max time.Duration }

// MarshalJSON writes one duration, or two where they differ.
func (r DelayRange) MarshalJSON() ([]byte, error) {
	if r.Min == r.Max {
		return json.Marshal(Duration(r.Min))
	}
	return json.Marshal([]Duration{Duration(r.Min), Duration(r.Max)})
}

// UnmarshalJSON reads "15s" or ["10s", "20s"].
func (r *DelayRange) UnmarshalJSON(b []byte) error {
	var one Duration
	if err := json.Unmarshal(b, &one); err == nil {
		*r = DelayRange{time.Duration(one), time.Duration(one)}
		return nil
	}
	var two []Duration
	if err := json.Unmarshal(b, &two); err != nil || len(two) != 2 {
		return fmt.Errorf(`a delay is "15s" or a range ["10s", "20s"]`)
	}
	*r = DelayRange{time.Duration(two[0]), time.Duration(two[1])}
	return nil
}

// HandoffHold is how long the bot keeps silent after a handoff: until the next
// time the clock shows NextClock, or, when For is set, for that long. In the
// document: "next 08:00" or "4h".
type HandoffHold struct {
	NextClock time.Duration // since midnight
	For       time.Duration
}

// HoldEnd returns when the bot may speak again after a handoff at now.
func (h HandoffHold) HoldEnd(now time.Time, zone *time.Location) time.Time {
	if h.For > 0 {
		return now.Add(h.For)
	}
	end := StartOfDay(now, zone).Add(h.NextClock)
	if !end.After(now) {
		end = StartOfDay(now, zone).AddDate(0, 0, 1).Add(h.NextClock)
	}
	return end
}

// MarshalJSON writes "next 08:00" or a duration.
func (h HandoffHold) MarshalJSON() ([]byte, error) {
	if h.For > 0 {
		return json.Marshal(Duration(h.For))
	}
	return json.Marshal(fmt.Sprintf("next %02d:%02d", int(h.NextClock.Hours()), int(h.NextClock.Minutes())%60))
}

// UnmarshalJSON reads "next 08:00" or a duration.
func (h *HandoffHold) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf(`a hold is "next 08:00" or a duration such as "4h"`)
	}
	if clock, ok := strings.CutPrefix(s, "next "); ok {
		t, err := time.Parse("15:04", clock)
		if err != nil {
			return fmt.Errorf("%q is no time of day such as 08:00", clock)
		}
		*h = HandoffHold{NextClock: time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute}
		return nil
	}
	v, err := time.ParseDuration(s)
	if err != nil || v <= 0 {
		return fmt.Errorf(`%q is neither "next 08:00" nor a duration such as "4h"`, s)
	}
	*h = HandoffHold{For: v}
	return nil
}

// UnmarshalJSON reads a bare mode or the whole rule.
func (c *CategoryRule) UnmarshalJSON(b []byte) error {
	var mode CategoryMode
	if err := json.Unmarshal(b, &mode); err == nil {
		*c = CategoryRule{Mode: mode}
		return nil
	}
	type plain CategoryRule
	dec := json.NewDecoder(strings.NewReader(string(b)))
	dec.DisallowUnknownFields()
	return dec.Decode((*plain)(c))
}

// Variants are the wordings of one script, of which a turn's seed picks one.
// In the document: one text or a list.
type Variants []string

// UnmarshalJSON reads one text or a list.
func (v *Variants) UnmarshalJSON(b []byte) error {
	var one string
	if err := json.Unmarshal(b, &one); err == nil {
		*v = Variants{one}
		return nil
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return fmt.Errorf("a script is a text or a list of texts")
	}
	*v = list
	return nil
}
