package agent

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// addWishes joins what a burst says about time to what was said before.
// Refusals gather; a recurring taste replaces the earlier one; a new day or
// hour corrects the old one, and either completes the other: 明天, later 三点,
// is tomorrow at three, and 那后天呢 keeps the hour.
func addWishes(old, new []zhtime.Wish, zone *time.Location) []zhtime.Wish {
	var kept, before, wanted []zhtime.Wish
	recurring := slices.ContainsFunc(new, func(w zhtime.Wish) bool { return w.Kind == zhtime.Recurring })
	for _, w := range old {
		switch {
		case w.Kind == zhtime.Refusal:
			kept = append(kept, w)
		case w.Kind == zhtime.Recurring:
			if !recurring {
				kept = append(kept, w)
			}
		default:
			before = append(before, w)
		}
	}
	for _, w := range new {
		if w.Kind == zhtime.Refusal || w.Kind == zhtime.Recurring {
			kept = append(kept, w)
		} else {
			wanted = append(wanted, w)
		}
	}
	wanted = joinDaysAndHours(wanted, zone)
	switch {
	case len(wanted) == 0:
		wanted = slices.DeleteFunc(before, func(w zhtime.Wish) bool { return refusedBy(new, w) })
	case len(before) == 0:
	case !anyDay(wanted) && anyDay(before):
		wanted = onDaysOf(before, wanted, zone)
	case !anyClock(wanted) && anyClock(before) && len(wanted) == 1 && isOneDay(wanted[0]):
		wanted = atClockOf(before, wanted[0], zone)
	}
	return append(kept, wanted...)
}

// joinDaysAndHours puts together what one burst says of the day and of the
// hour in different places: 中午行吗，周三 is Wednesday noon.
func joinDaysAndHours(wanted []zhtime.Wish, zone *time.Location) []zhtime.Wish {
	if slices.ContainsFunc(wanted, func(w zhtime.Wish) bool { return w.Kind == zhtime.Point && w.DayGiven }) {
		// Weeks and months beside an exact time are what led up to it.
		wanted = slices.DeleteFunc(slices.Clone(wanted), func(w zhtime.Wish) bool {
			return w.Kind == zhtime.Range && !w.ClockGiven && !isOneDay(w)
		})
	}
	var days, hours []zhtime.Wish
	for _, w := range wanted {
		switch {
		case w.DayGiven && !w.ClockGiven && w.Kind == zhtime.Range:
			days = append(days, w)
		case !w.DayGiven && w.ClockGiven:
			hours = append(hours, w)
		default:
			return wanted
		}
	}
	if len(days) == 0 || len(hours) == 0 {
		return wanted
	}
	return onDaysOf(days, hours, zone)
}

// refines reports whether every new time lies within what was wished before:
// 三点的 after 周五下午 is no change of mind.
func refines(old, new []zhtime.Wish) bool {
	inside := func(w zhtime.Wish) bool {
		return slices.ContainsFunc(old, func(o zhtime.Wish) bool {
			switch o.Kind {
			case zhtime.Range:
				return !w.Start.IsZero() && !w.Start.Before(o.Start) && !w.End.IsZero() && (w.End.Before(o.End) || w.End.Equal(o.End) && w.Kind == zhtime.Range)
			case zhtime.After:
				return !w.Start.IsZero() && !w.Start.Before(o.Start)
			}
			return false
		})
	}
	n := 0
	for _, w := range new {
		if w.Kind == zhtime.Refusal || w.Kind == zhtime.Recurring {
			continue
		}
		n++
		if !inside(w) {
			return false
		}
	}
	return n > 0
}

// refusedBy reports whether a new refusal takes back an earlier wish.
func refusedBy(new []zhtime.Wish, w zhtime.Wish) bool {
	return slices.ContainsFunc(new, func(r zhtime.Wish) bool {
		if r.Kind != zhtime.Refusal || r.RRule != "" {
			return false
		}
		start, end := w.Start, w.End
		if w.Kind == zhtime.Point {
			end = start.Add(time.Minute)
		}
		forGood := r.End.IsZero() // 周三以后都不行
		return w.Kind != zhtime.After && w.Kind != zhtime.Before && !start.Before(r.Start) &&
			(forGood || !end.After(latest(r.End, r.Start.Add(time.Minute))))
	})
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func anyDay(wishes []zhtime.Wish) bool {
	return slices.ContainsFunc(wishes, func(w zhtime.Wish) bool { return w.DayGiven })
}

func anyClock(wishes []zhtime.Wish) bool {
	return slices.ContainsFunc(wishes, func(w zhtime.Wish) bool { return w.ClockGiven })
}

func isOneDay(w zhtime.Wish) bool {
	return w.Kind == zhtime.Range && w.End.Sub(w.Start) <= 25*time.Hour
}

// onDaysOf gives wishes that name only hours the days that were agreed before.
func onDaysOf(days, hours []zhtime.Wish, zone *time.Location) []zhtime.Wish {
	var out []zhtime.Wish
	for _, d := range days {
		if !d.DayGiven || d.Start.IsZero() {
			continue
		}
		end := d.End
		if !end.After(d.Start) || d.ClockGiven { // a point, or part of a day: that day
			end = molar.StartOfDay(d.Start, zone).AddDate(0, 0, 1)
		}
		if d.Kind == zhtime.After {
			end = molar.StartOfDay(d.Start, zone).AddDate(0, 0, 1)
		}
		for day := molar.StartOfDay(d.Start, zone); day.Before(end) && len(out) < 32; day = day.AddDate(0, 0, 1) {
			for _, h := range hours {
				if part, ok := partOf(d, h, day, zone); ok {
					out = append(out, part)
					continue
				}
				moved := h
				moved.DayGiven = true
				moved.Start, moved.End = onDay(h.Start, day, zone), onDay(h.End, day, zone)
				if h.Kind == zhtime.Range && !h.End.IsZero() {
					moved.End = moved.Start.Add(h.End.Sub(h.Start))
				}
				out = append(out, moved)
			}
		}
	}
	if len(out) == 0 {
		return hours
	}
	return out
}

// partOf narrows a part of a day by a bound that lies in it: 十点半以后 after
// 周三上午.
func partOf(d, h zhtime.Wish, day time.Time, zone *time.Location) (zhtime.Wish, bool) {
	if d.Kind != zhtime.Range || !d.ClockGiven {
		return d, false
	}
	switch at := onDay(cmp.Or(h.Start, h.End), day, zone); {
	case !at.After(d.Start) || !at.Before(d.End):
		return d, false
	case h.Kind == zhtime.After:
		d.Start = at
	case h.Kind == zhtime.Before:
		d.End = at
	default:
		return d, false
	}
	return d, true
}

// atClockOf gives a bare day the hour that was wished before.
func atClockOf(before []zhtime.Wish, day zhtime.Wish, zone *time.Location) []zhtime.Wish {
	i := slices.IndexFunc(before, func(w zhtime.Wish) bool { return w.ClockGiven })
	w := before[i]
	moved := w
	moved.Text, moved.DayGiven = day.Text, true
	moved.Start, moved.End = onDay(w.Start, day.Start, zone), onDay(w.End, day.Start, zone)
	if w.Kind == zhtime.Range {
		moved.End = moved.Start.Add(w.End.Sub(w.Start))
	}
	return []zhtime.Wish{moved}
}

// onDay keeps t's clock and takes the day of another moment; zero stays zero.
func onDay(t, day time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	y, m, d := day.In(zone).Date()
	h := t.In(zone)
	return time.Date(y, m, d, h.Hour(), h.Minute(), 0, 0, zone)
}

// limit turns wishes into what a slot search understands, looking at the days
// from now to the horizon.
func limit(args *tools.SearchSlotsArgs, wishes []zhtime.Wish, now, horizon time.Time, zone *time.Location) {
	var points []time.Time
	var tastes []molar.Interval // of recurring wishes: any of them will do
	picky := false              // there is a recurring wish, though perhaps no day for it
	bounds := []molar.Interval{{Start: now, End: horizon}}
	for _, w := range wishes {
		switch w.Kind {
		case zhtime.Point:
			points = append(points, w.Start)
		case zhtime.Range:
			if w.ClockGiven && !w.DayGiven && w.End.After(w.Start) { // 晚上 is any evening, the next one first
				tastes, picky = append(tastes, daily(clockOf(w.Start, zone), clockOf(w.Start, zone)+w.End.Sub(w.Start), now, horizon, zone)...), true
				continue
			}
			args.Within = append(args.Within, molar.Interval{Start: w.Start, End: w.End})
		case zhtime.After:
			switch {
			case w.ClockGiven && w.DayGiven: // 明天三点以后 means tomorrow
				args.Within = append(args.Within, molar.Interval{Start: w.Start, End: molar.StartOfDay(w.Start, zone).AddDate(0, 0, 1)})
			case w.ClockGiven:
				bounds = intersect(bounds, daily(clockOf(w.Start, zone), 24*time.Hour, now, horizon, zone))
			default:
				bounds = intersect(bounds, []molar.Interval{{Start: w.Start, End: horizon}})
			}
		case zhtime.Before:
			switch {
			case w.ClockGiven && w.DayGiven:
				args.Within = append(args.Within, molar.Interval{Start: molar.StartOfDay(w.End, zone), End: w.End})
			case w.ClockGiven:
				bounds = intersect(bounds, daily(0, clockOf(w.End, zone), now, horizon, zone))
			default:
				args.Within = append(args.Within, molar.Interval{Start: now, End: w.End})
			}
		case zhtime.Recurring:
			tastes, picky = append(tastes, recurring(w, now, horizon, zone)...), true
		case zhtime.Refusal:
			args.Refused = append(args.Refused, refused(w, now, horizon, zone)...)
		}
	}
	if picky {
		bounds = intersect(bounds, tastes)
	}
	if len(bounds) == 0 { // nothing can suit: an instant that no slot has
		bounds = []molar.Interval{{Start: horizon, End: horizon}}
	}
	args.Only = bounds
	if len(points) == 1 && len(args.Within) == 0 {
		args.Near = &points[0]
		return
	}
	for _, p := range points {
		args.Within = append(args.Within, molar.Interval{Start: p, End: p.Add(time.Minute)})
	}
}

// refused lays a refusal out as stretches of time.
func refused(w zhtime.Wish, now, horizon time.Time, zone *time.Location) []molar.Interval {
	switch {
	case w.RRule != "":
		return recurring(w, now, horizon, zone)
	case w.End.IsZero():
		return []molar.Interval{{Start: w.Start, End: horizon}}
	case !w.End.After(w.Start):
		return []molar.Interval{{Start: w.Start, End: w.Start.Add(time.Minute)}}
	}
	out := []molar.Interval{{Start: w.Start, End: w.End}}
	if w.AnyWeek && w.Start.In(zone).Weekday() == now.In(zone).Weekday() { // 周一不行, said on a Monday
		out = append(out, molar.Interval{Start: w.Start.AddDate(0, 0, -7), End: w.End.AddDate(0, 0, -7)})
	}
	return out
}

func clockOf(t time.Time, zone *time.Location) time.Duration {
	return t.Sub(molar.StartOfDay(t, zone))
}

// daily is the stretch from one clock to another on every day to the horizon.
func daily(from, to time.Duration, now, horizon time.Time, zone *time.Location) []molar.Interval {
	var out []molar.Interval
	for day := molar.StartOfDay(now, zone); day.Before(horizon); day = day.AddDate(0, 0, 1) {
		out = append(out, molar.Interval{Start: day.Add(from), End: day.Add(to)})
	}
	return out
}

// recurring lays a recurring wish out over the days to the horizon.
func recurring(w zhtime.Wish, now, horizon time.Time, zone *time.Location) []molar.Interval {
	from, to := clock(w.From, 0), clock(w.To, 24*time.Hour)
	return slices.DeleteFunc(daily(from, to, now, horizon, zone), func(i molar.Interval) bool {
		return !onRule(w.RRule, i.Start.In(zone))
	})
}

var ruleDays = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} // by [time.Weekday]

// onRule reports whether a recurrence rule of zhtime has the day. Of a rule for
// every other week nobody knows which, so that every week will do.
func onRule(rule string, day time.Time) bool {
	left := day.AddDate(0, 1, -day.Day()).Day() - day.Day() // days of the month still to come
	for part := range strings.SplitSeq(rule, ";") {
		key, list, _ := strings.Cut(part, "=")
		var names []string
		switch key {
		case "BYDAY":
			weekday := ruleDays[day.Weekday()]
			names = []string{weekday, fmt.Sprint((day.Day()+6)/7, weekday), fmt.Sprint(-(left/7 + 1), weekday)}
		case "BYMONTHDAY":
			names = []string{strconv.Itoa(day.Day()), strconv.Itoa(-left - 1)}
		default:
			continue
		}
		if !slices.ContainsFunc(strings.Split(list, ","), func(d string) bool { return slices.Contains(names, d) }) {
			return false
		}
	}
	return true
}

func clock(s string, open time.Duration) time.Duration {
	if s == "" {
		return open
	}
	if s == "24:00" {
		return 24 * time.Hour
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return open
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
}

// intersect keeps what lies in both.
func intersect(a, b []molar.Interval) []molar.Interval {
	var out []molar.Interval
	for _, x := range a {
		for _, y := range b {
			if x.Overlaps(y) {
				out = append(out, molar.Interval{Start: latest(x.Start, y.Start), End: earliest(x.End, y.End)})
			}
		}
	}
	return out
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// beyond reports whether every time that is wished lies past the horizon.
func beyond(wishes []zhtime.Wish, horizon time.Time) bool {
	wanted := keepWanted(wishes)
	return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w zhtime.Wish) bool {
		return w.Kind == zhtime.Before || w.Start.Before(horizon)
	})
}

// keepWanted leaves out refusals and recurring tastes.
func keepWanted(wishes []zhtime.Wish) []zhtime.Wish {
	return slices.DeleteFunc(slices.Clone(wishes), func(w zhtime.Wish) bool {
		return w.Kind == zhtime.Refusal || w.Kind == zhtime.Recurring
	})
}
