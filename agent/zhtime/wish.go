package zhtime

import "time"

// Kind says how a wish constrains time.
type Kind string

const (
	Point     Kind = "point"     // Start == End: one moment
	Range     Kind = "range"     // [Start, End)
	After     Kind = "after"     // from Start on; End is zero
	Before    Kind = "before"    // until End; Start is zero
	Recurring Kind = "recurring" // RRule with From and To; Start and End are zero
	Refusal   Kind = "refusal"   // a time that does not suit: like Range, Point or Recurring, but unwanted
)

// Wish is one thing that a text says about when. Its JSON form is the
// `times[]` entry of `molar understand`.
type Wish struct {
	Kind  Kind      `json:"kind"`
	Start time.Time `json:"start"` // zero: open
	End   time.Time `json:"end"`   // zero: open; equal to Start for a Point
	RRule string    `json:"rrule,omitempty"`
	From  string    `json:"from,omitempty"` // clock "18:00" of a Recurring; empty: open or whole day
	To    string    `json:"to,omitempty"`   // clock, "24:00" allowed
	Text  string    `json:"text"`           // the words, as written

	// Span is the byte range of Text in the message given to Parse.
	Span [2]int `json:"-"`
	// DayGiven is false where the day was not said and comes from the
	// moment of speaking ("三点"): a dialogue may then keep the day it
	// already agreed on.
	DayGiven bool `json:"day_given,omitempty"`
	// ClockGiven is false where only days were named ("下周二"); a part of
	// day ("下午") counts as a clock.
	ClockGiven bool `json:"clock_given,omitempty"`
	// AnyWeek is true for a bare weekday (周五). Start is that of the coming
	// one; a dialogue that speaks of a later week may mean that week's.
	AnyWeek bool `json:"any_week,omitempty"`
	// Beside is how many days from another one the day lies where the text
	// does not say from which: -1 for 前一天, 1 for 第二天. Start counts from
	// today; a dialogue may have a better day to count from.
	Beside int `json:"beside,omitempty"`
}

// Shift is a step from a time that only the dialogue knows: 晚半小时, 推迟一天.
// The zero Shift is none.
type Shift struct {
	Days    int `json:"days,omitempty"`
	Minutes int `json:"minutes,omitempty"`
}

// From returns the moment that the step leads to.
func (s Shift) From(t time.Time) time.Time {
	return t.AddDate(0, 0, s.Days).Add(time.Duration(s.Minutes) * time.Minute)
}

// Result is what Parse found in one message.
type Result struct {
	// Wishes are the times that the writer wants or refuses, in order.
	Wishes []Wish
	// Mentioned are times that are no wish: past events, the time of an
	// appointment that already exists and is to be moved, reasons. A
	// dialogue uses them to tell which appointment is meant.
	Mentioned []Wish
	// Impossible are the spans of dates and hours that do not exist
	// ("2月30号", "25点"), as written.
	Impossible []string
	// Soonest is true for "越快越好", "最近", "尽快": no bound, but a taste.
	Soonest bool
	// Later and Earlier are true for a bare "再晚一点", "有没有更早的":
	// relative to what stands offered, which only the dialogue knows.
	Later, Earlier bool
	// Shift says by how much, where that is said: 晚半小时, 提前一天.
	Shift Shift
}
