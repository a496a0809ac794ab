package molar

import "time"

// Interval is a half-open stretch of time, [Start, End).
type Interval struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Overlaps reports whether the two share any moment.
func (i Interval) Overlaps(o Interval) bool {
	return i.Start.Before(o.End) && o.Start.Before(i.End)
}

// Contains reports whether o lies wholly within i.
func (i Interval) Contains(o Interval) bool {
	return !o.Start.Before(i.Start) && !o.End.After(i.End)
}

// Shift is a stretch of working hours of one doctor at one store; together
// they are the schedule (号源).
type Shift struct {
	Doctor DoctorID `json:"doctor"`
	Store  StoreID  `json:"store"`
	Interval
}

// Busy is time of a doctor that is taken, by an appointment or a hold.
type Busy struct {
	Doctor DoctorID `json:"doctor"`
	Interval
}

// StartOfDay returns 00:00 of t's day in zone.
func StartOfDay(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}

// AddMonths moves t by n calendar months, in t's own zone, and keeps the day,
// or the month's last day where it has no such day: 31 May minus three months
// is 28 or 29 February, never 3 March as [time.Time.AddDate] has it.
func AddMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m+time.Month(n), 1, t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(d, last)-1)
}
