package zhtime

import (
	"bufio"
	_ "embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed calendar.txt
var calendarText string

// defaultCalendar reads the embedded data once. The data is checked by the
// package's tests, so an error here is a broken build.
var defaultCalendar = sync.OnceValue(func() *Calendar {
	c, err := LoadCalendar(strings.NewReader(calendarText))
	if err != nil {
		panic("zhtime: embedded calendar: " + err.Error())
	}
	return c
})

// Calendar knows festivals, the official days off around them and the lunar
// months. It is read-only after LoadCalendar and safe for concurrent use.
type Calendar struct {
	festivals []festival
	names     vocabulary            // festival names and aliases → index
	off       map[string][]dateSpan // canonical name → days off, in order of time
	usual     map[string]int        // canonical name → how many days off where no notice tells
	months    []lunarMonth          // in order of time
}

// date is a civil date; it becomes a moment only together with a zone.
type date struct {
	year  int
	month time.Month
	day   int
}

func (d date) in(zone *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, zone)
}

// dateSpan has both ends included.
type dateSpan struct{ first, last date }

// festival is one "festival" line; rule says which of the fields count.
type festival struct {
	name  string
	rule  string // "solar", "lunar", "nth", "on"
	month int
	day   int // lunar: 0 is the last day of the month
	nth   int
	wday  time.Weekday
	dates []date
}

type lunarMonth struct {
	year, month int // month is negative for a leap month
	first       date
}

// LoadCalendar reads calendar data in the format that the head of the
// embedded calendar.txt describes. An error names the line.
func LoadCalendar(r io.Reader) (*Calendar, error) {
	c := &Calendar{names: vocabulary{}, off: map[string][]dateSpan{}, usual: map[string]int{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		text, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(text)
		if len(fields) == 0 {
			continue
		}
		if err := c.statement(fields); err != nil {
			return nil, fmt.Errorf("calendar line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	for _, name := range slices.Concat(slices.Sorted(maps.Keys(c.off)), slices.Sorted(maps.Keys(c.usual))) {
		if !c.has(name) {
			return nil, fmt.Errorf("calendar: days off of %q, which is no festival", name)
		}
	}
	sort.Slice(c.months, func(i, j int) bool { return c.months[i].first.before(c.months[j].first) })
	c.names.sort()
	return c, nil
}

func (c *Calendar) statement(f []string) error {
	switch f[0] {
	case "festival":
		return c.addFestival(f[1:])
	case "off":
		if len(f) != 4 {
			return fmt.Errorf("off wants a name and two dates")
		}
		first, err := parseDate(f[2])
		if err != nil {
			return err
		}
		last, err := parseDate(f[3])
		if err != nil {
			return err
		}
		if last.before(first) {
			return fmt.Errorf("off %s ends before it starts", f[1])
		}
		c.off[f[1]] = append(c.off[f[1]], dateSpan{first, last})
		return nil
	case "usual":
		if len(f) != 3 {
			return fmt.Errorf("usual wants a name and a number of days, or weekend")
		}
		days, err := strconv.Atoi(f[2])
		if f[2] == "weekend" {
			days, err = joinsWeekend, nil
		} else if err != nil || days < 1 {
			return fmt.Errorf("usual %s: %q is no number of days", f[1], f[2])
		}
		c.usual[f[1]] = days
		return nil
	case "lunar":
		return c.addLunarYear(f[1:])
	}
	return fmt.Errorf("unknown statement %q", f[0])
}

func (c *Calendar) addFestival(f []string) error {
	if len(f) < 3 {
		return fmt.Errorf("festival wants names, a rule and its values")
	}
	names, args := strings.Split(f[0], ","), f[2:]
	fest := festival{name: names[0], rule: f[1]}
	var err error
	switch {
	case fest.rule == "solar" && len(args) == 1:
		fest.month, fest.day, err = parseMonthDay(args[0])
	case fest.rule == "lunar" && len(args) == 1:
		month, day, _ := strings.Cut(args[0], "-")
		if day == "last" {
			day = "0"
		}
		fest.month, fest.day, err = parseMonthDay(month + "-" + day)
	case fest.rule == "nth" && len(args) == 3:
		var ok bool
		fest.month, fest.nth, err = parseMonthDay(args[0] + "-" + args[1])
		if fest.wday, ok = weekdayByCode(args[2]); !ok {
			err = fmt.Errorf("unknown weekday %q", args[2])
		}
	case fest.rule == "on":
		for _, s := range args {
			d, derr := parseDate(s)
			if derr != nil {
				return derr
			}
			fest.dates = append(fest.dates, d)
		}
	default:
		err = fmt.Errorf("unknown festival rule %q", strings.Join(f[1:], " "))
	}
	if err != nil {
		return err
	}
	for _, name := range names {
		c.names.add(name, lexeme{kind: tFestival, n: len(c.festivals)})
	}
	c.festivals = append(c.festivals, fest)
	return nil
}

func (c *Calendar) addLunarYear(f []string) error {
	if len(f) < 2 {
		return fmt.Errorf("lunar wants a year and its months")
	}
	year, err := strconv.Atoi(f[0])
	if err != nil {
		return fmt.Errorf("lunar year %q", f[0])
	}
	for _, s := range f[1:] {
		m, day, _ := strings.Cut(s, "=")
		month, err := strconv.Atoi(m)
		if err != nil || month < -12 || month == 0 || month > 12 {
			return fmt.Errorf("lunar month %q", s)
		}
		first, err := parseDate(day)
		if err != nil {
			return err
		}
		c.months = append(c.months, lunarMonth{year, month, first})
	}
	return nil
}

func (c *Calendar) has(name string) bool {
	for _, f := range c.festivals {
		if f.name == name {
			return true
		}
	}
	return false
}

// joinsWeekend is the number of days off of a festival that is off with the
// weekend it touches.
const joinsWeekend = 0

// span gives a festival of one year: its days off if they are known, else the
// usual ones. ok is false for a year that the data does not reach.
func (c *Calendar) span(index, year int, zone *time.Location) (from, to time.Time, ok bool) {
	f := c.festivals[index]
	day, ok := c.day(f, year, zone)
	if !ok {
		return from, to, false
	}
	for _, s := range c.off[f.name] {
		first, next := s.first.in(zone), s.last.in(zone).AddDate(0, 0, 1)
		if !day.Before(first) && day.Before(next) {
			return first, next, true
		}
	}
	n, known := c.usual[f.name]
	if !known {
		n = 1
	}
	from = day
	if n == joinsWeekend {
		switch n = 3; day.Weekday() {
		case time.Sunday:
			from = day.AddDate(0, 0, -1)
		case time.Monday:
			from = day.AddDate(0, 0, -2)
		case time.Tuesday, time.Wednesday, time.Thursday:
			n = 1
		}
	}
	return from, from.AddDate(0, 0, n), true
}

// ownDay is a festival's own date among its days off [from, to).
func (c *Calendar) ownDay(index int, from, to time.Time) time.Time {
	for year := from.Year() - 1; year <= to.Year(); year++ {
		if d, ok := c.day(c.festivals[index], year, from.Location()); ok && !d.Before(from) && d.Before(to) {
			return d
		}
	}
	return from
}

// day is the festival's own date in a year. For a lunar rule the year is the
// lunar one, so that the New Year's Eve of 2026 falls in February 2027.
func (c *Calendar) day(f festival, year int, zone *time.Location) (time.Time, bool) {
	switch f.rule {
	case "solar":
		return date{year, time.Month(f.month), f.day}.in(zone), true
	case "lunar":
		return c.lunarDay(year, f.month, f.day, zone)
	case "nth":
		return nthWeekday(year, time.Month(f.month), f.nth, f.wday, zone)
	}
	for _, d := range f.dates {
		if d.year == year {
			return d.in(zone), true
		}
	}
	return time.Time{}, false
}

// coming is the first occurrence of a festival that is not over at now.
func (c *Calendar) coming(index int, now time.Time) (from, to time.Time, ok bool) {
	for year := now.Year() - 1; year <= now.Year()+4; year++ {
		if from, to, ok = c.span(index, year, now.Location()); ok && to.After(now) {
			return from, to, true
		}
	}
	return time.Time{}, time.Time{}, false
}

// lunarDay turns a date of the lunar calendar into a solar one; day 0 is the
// month's last. ok is false where the month lacks that day or the data ends.
func (c *Calendar) lunarDay(year, month, day int, zone *time.Location) (time.Time, bool) {
	for i, m := range c.months {
		if m.year != year || m.month != month || i+1 == len(c.months) {
			continue
		}
		first, next := m.first.in(zone), c.months[i+1].first.in(zone)
		if day == 0 {
			return next.AddDate(0, 0, -1), true
		}
		if d := first.AddDate(0, 0, day-1); d.Before(next) {
			return d, true
		}
	}
	return time.Time{}, false
}

// comingLunar is the first such lunar date that is today or later.
func (c *Calendar) comingLunar(month, day int, today time.Time) (time.Time, bool) {
	for year := today.Year() - 1; year <= today.Year()+2; year++ {
		if d, ok := c.lunarDay(year, month, day, today.Location()); ok && !d.Before(today) {
			return d, true
		}
	}
	return time.Time{}, false
}

// lunarDayFrom is the first day of that number in its lunar month, from a day
// on.
func (c *Calendar) lunarDayFrom(from time.Time, day int) (time.Time, bool) {
	for _, m := range c.months {
		if d, ok := c.lunarDay(m.year, m.month, day, from.Location()); ok && !d.Before(from) {
			return d, true
		}
	}
	return time.Time{}, false
}

func (d date) before(e date) bool { return d.in(time.UTC).Before(e.in(time.UTC)) }

func parseDate(s string) (date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return date{}, fmt.Errorf("date %q is not YYYY-MM-DD", s)
	}
	return date{t.Year(), t.Month(), t.Day()}, nil
}

// parseMonthDay reads two numbers joined by a dash; the second may be 0.
func parseMonthDay(s string) (month, n int, err error) {
	a, b, _ := strings.Cut(s, "-")
	month, err = strconv.Atoi(a)
	if err == nil {
		n, err = strconv.Atoi(b)
	}
	if err != nil || month < 1 || month > 12 || n < 0 || n > 31 {
		return 0, 0, fmt.Errorf("%q is no month and day", s)
	}
	return month, n, nil
}

// nthWeekday is the nth such weekday of a month; n = -1 is the last. ok is
// false where a month has no fifth.
func nthWeekday(year int, month time.Month, n int, wd time.Weekday, zone *time.Location) (time.Time, bool) {
	first := time.Date(year, month, 1, 0, 0, 0, 0, zone)
	if n < 0 {
		last := first.AddDate(0, 1, -1)
		return last.AddDate(0, 0, -int(last.Weekday()-wd+7)%7), true
	}
	d := first.AddDate(0, 0, int(wd-first.Weekday()+7)%7+7*(n-1))
	return d, d.Month() == month
}
