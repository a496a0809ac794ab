package agent

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
	"github.com/molarhq/molar/tools"
)

// shanghai has no daylight saving time, so a fixed zone is the same.
var shanghai = time.FixedZone("CST", 8*60*60)

// at is a moment of November 2026; the 23rd is a Monday. Days past the 30th
// are December's.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, shanghai)
}

// noon of Monday is when everything in these tables is said.
var noon = at(23, 12, 0)

func wholeDay(day int) zhtime.Wish {
	return zhtime.Wish{Kind: zhtime.Range, Start: at(day, 0, 0), End: at(day+1, 0, 0), DayGiven: true}
}

func hours(day, from, to int) zhtime.Wish {
	return zhtime.Wish{Kind: zhtime.Range, Start: at(day, from, 0), End: at(day, to, 0), DayGiven: true, ClockGiven: true}
}

func point(day, hour int) zhtime.Wish {
	return zhtime.Wish{Kind: zhtime.Point, Start: at(day, hour, 0), End: at(day, hour, 0), DayGiven: true, ClockGiven: true}
}

// noDay is a wish of which only the hour was said: its day is today's.
func noDay(w zhtime.Wish) zhtime.Wish {
	w.DayGiven = false
	return w
}

func refusal(w zhtime.Wish) zhtime.Wish {
	w.Kind = zhtime.Refusal
	return w
}

func every(rule, from, to string) zhtime.Wish {
	return zhtime.Wish{Kind: zhtime.Recurring, RRule: rule, From: from, To: to, ClockGiven: from != "" || to != ""}
}

func TestAddWishes(t *testing.T) {
	t.Parallel()
	weekend := zhtime.Wish{Kind: zhtime.Range, Start: at(28, 0, 0), End: at(30, 0, 0), DayGiven: true}
	evenings, mornings := every("FREQ=DAILY", "18:00", "22:00"), every("FREQ=DAILY", "08:00", "12:00")
	fromWednesday := zhtime.Wish{Kind: zhtime.Refusal, Start: at(25, 0, 0), DayGiven: true}
	afterThree := zhtime.Wish{Kind: zhtime.After, Start: at(23, 15, 0), ClockGiven: true}
	afterThreeOn := func(day int) zhtime.Wish {
		return zhtime.Wish{Kind: zhtime.After, Start: at(day, 15, 0), DayGiven: true, ClockGiven: true}
	}
	type wishes = []zhtime.Wish
	for _, c := range []struct {
		name           string
		old, new, want wishes
	}{
		{"the first wish stands", nil, wishes{wholeDay(24)}, wishes{wholeDay(24)}},
		{"nothing new changes nothing", wishes{wholeDay(24)}, nil, wishes{wholeDay(24)}},

		{"refusals gather", wishes{refusal(wholeDay(24))}, wishes{refusal(wholeDay(25))}, wishes{refusal(wholeDay(24)), refusal(wholeDay(25))}},
		{"a refusal leaves the wish beside it", wishes{wholeDay(24)}, wishes{refusal(hours(24, 8, 12))}, wishes{refusal(hours(24, 8, 12)), wholeDay(24)}},
		{"a refusal takes back the wish inside it", wishes{hours(24, 8, 12)}, wishes{refusal(wholeDay(24))}, wishes{refusal(wholeDay(24))}},
		{"a refusal takes back the moment inside it", wishes{point(24, 15)}, wishes{refusal(wholeDay(24))}, wishes{refusal(wholeDay(24))}},
		{"a refused moment takes back itself", wishes{point(24, 15)}, wishes{refusal(point(24, 15))}, wishes{refusal(point(24, 15))}},
		{"a refusal without an end takes back all that comes later", wishes{wholeDay(24), wholeDay(26)}, wishes{fromWednesday}, wishes{fromWednesday, wholeDay(24)}},
		{"a wish outlives a refusal of another day", wishes{wholeDay(24)}, wishes{refusal(wholeDay(25))}, wishes{refusal(wholeDay(25)), wholeDay(24)}},
		{"a refusal outlives a new wish", wishes{refusal(wholeDay(24))}, wishes{wholeDay(25)}, wishes{refusal(wholeDay(24)), wholeDay(25)}},

		{"a taste replaces the earlier one", wishes{evenings}, wishes{mornings}, wishes{mornings}},
		{"a taste stays beside a day", wishes{evenings}, wishes{wholeDay(24)}, wishes{evenings, wholeDay(24)}},
		{"a day stays beside a taste", wishes{wholeDay(24)}, wishes{evenings}, wishes{evenings, wholeDay(24)}},

		{"a new day corrects the old one", wishes{wholeDay(24)}, wishes{wholeDay(25)}, wishes{wholeDay(25)}},
		{"a new moment corrects the old one", wishes{point(24, 15)}, wishes{point(25, 9)}, wishes{point(25, 9)}},
		{"a new hour corrects the old one", wishes{point(24, 15)}, wishes{noDay(point(23, 16))}, wishes{point(24, 16)}},
		{"an hour without any day before", wishes{noDay(point(23, 15))}, wishes{noDay(point(23, 16))}, wishes{noDay(point(23, 16))}},

		{"明天, later 三点", wishes{wholeDay(24)}, wishes{noDay(point(23, 15))}, wishes{point(24, 15)}},
		{"明天, later 下午", wishes{wholeDay(24)}, wishes{noDay(hours(23, 12, 18))}, wishes{hours(24, 12, 18)}},
		{"明天, later 三点以后", wishes{wholeDay(24)}, wishes{afterThree}, wishes{afterThreeOn(24)}},
		{"明天上午, later 三点", wishes{hours(24, 8, 12)}, wishes{noDay(point(23, 15))}, wishes{point(24, 15)}},
		{"周末, later 三点", wishes{weekend}, wishes{noDay(point(23, 15))}, wishes{point(28, 15), point(29, 15)}},
		{"周二或周四, later 三点", wishes{wholeDay(24), wholeDay(26)}, wishes{noDay(point(23, 15))}, wishes{point(24, 15), point(26, 15)}},
		{"三点, later 那后天呢", wishes{point(24, 15)}, wishes{wholeDay(25)}, wishes{point(25, 15)}},
		{"下午, later 那后天呢", wishes{hours(24, 12, 18)}, wishes{wholeDay(25)}, wishes{hours(25, 12, 18)}},
		{"三点, later 周末", wishes{point(24, 15)}, wishes{weekend}, wishes{weekend}},

		{"中午行吗，周三 in one breath", nil, wishes{noDay(hours(23, 11, 13)), wholeDay(25)}, wishes{hours(25, 11, 13)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			old, fresh := append(wishes(nil), c.old...), append(wishes(nil), c.new...)
			if diff := cmp.Diff(c.want, addWishes(c.old, c.new, shanghai)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff([]wishes{old, fresh}, []wishes{c.old, c.new}); diff != "" {
				t.Errorf("the arguments changed:\n%s", diff)
			}
		})
	}
}

func TestJoinDaysAndHours(t *testing.T) {
	t.Parallel()
	type wishes = []zhtime.Wish
	for _, c := range []struct {
		name     string
		in, want wishes
	}{
		{"nothing", nil, nil},
		{"days alone", wishes{wholeDay(24), wholeDay(25)}, wishes{wholeDay(24), wholeDay(25)}},
		{"hours alone", wishes{noDay(point(23, 9))}, wishes{noDay(point(23, 9))}},
		{"a day and an hour", wishes{wholeDay(25), noDay(point(23, 9))}, wishes{point(25, 9)}},
		{"the hour first", wishes{noDay(point(23, 9)), wholeDay(25)}, wishes{point(25, 9)}},
		{"two days and two hours", wishes{wholeDay(24), wholeDay(25), noDay(point(23, 9)), noDay(point(23, 15))},
			wishes{point(24, 9), point(24, 15), point(25, 9), point(25, 15)}},
		{"a whole time beside them is left alone", wishes{wholeDay(24), noDay(point(23, 9)), point(26, 10)},
			wishes{wholeDay(24), noDay(point(23, 9)), point(26, 10)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, joinDaysAndHours(c.in, shanghai)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRefines(t *testing.T) {
	t.Parallel()
	after := func(day, hour int) zhtime.Wish {
		return zhtime.Wish{Kind: zhtime.After, Start: at(day, hour, 0), DayGiven: true}
	}
	type wishes = []zhtime.Wish
	for _, c := range []struct {
		name     string
		old, new wishes
		want     bool
	}{
		{"nothing was wished before", nil, wishes{point(24, 15)}, false},
		{"nothing is wished now", wishes{wholeDay(24)}, nil, false},
		{"a moment of the day", wishes{wholeDay(24)}, wishes{point(24, 15)}, true},
		{"a part of the day", wishes{wholeDay(24)}, wishes{hours(24, 12, 18)}, true},
		{"the same again", wishes{wholeDay(24)}, wishes{wholeDay(24)}, true},
		{"the end of a range is no part of it", wishes{hours(24, 8, 12)}, wishes{point(24, 12)}, false},
		{"another day", wishes{wholeDay(24)}, wishes{point(25, 15)}, false},
		{"one of two is another day", wishes{wholeDay(24)}, wishes{point(24, 15), point(25, 15)}, false},
		{"of two days, one", wishes{wholeDay(24), wholeDay(25)}, wishes{point(25, 15)}, true},
		{"more than the part of day", wishes{hours(24, 8, 12)}, wishes{wholeDay(24)}, false},
		{"later than an open bound", wishes{after(25, 0)}, wishes{point(27, 9)}, true},
		{"before an open bound", wishes{after(25, 0)}, wishes{point(24, 9)}, false},
		{"another moment", wishes{point(24, 15)}, wishes{point(24, 16)}, false},
		{"a refusal is no wish", wishes{wholeDay(24)}, wishes{refusal(hours(24, 8, 12))}, false},
		{"a refusal beside a part of the day", wishes{wholeDay(24)}, wishes{refusal(wholeDay(25)), point(24, 15)}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := refines(c.old, c.new); got != c.want {
				t.Errorf("refines = %v, want %v", got, c.want)
			}
		})
	}
}

func TestLimit(t *testing.T) {
	t.Parallel()
	horizon := at(26, 0, 0) // Monday noon to the end of Wednesday
	span := func(from, to time.Time) molar.Interval { return molar.Interval{Start: from, End: to} }
	all := []molar.Interval{span(noon, horizon)}
	near := func(tm time.Time) *time.Time { return &tm }
	type wishes = []zhtime.Wish
	for _, c := range []struct {
		name   string
		wishes wishes
		want   tools.SearchSlotsArgs
	}{
		{"no wish", nil, tools.SearchSlotsArgs{Only: all}},
		{"a moment", wishes{point(24, 15)}, tools.SearchSlotsArgs{Only: all, Near: near(at(24, 15, 0))}},
		{"two moments", wishes{point(24, 15), point(25, 9)}, tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{
			span(at(24, 15, 0), at(24, 15, 1)), span(at(25, 9, 0), at(25, 9, 1))}}},
		{"a moment or a day", wishes{point(24, 15), wholeDay(25)}, tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{
			span(at(25, 0, 0), at(26, 0, 0)), span(at(24, 15, 0), at(24, 15, 1))}}},
		{"a part of a day", wishes{hours(24, 12, 18)}, tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{span(at(24, 12, 0), at(24, 18, 0))}}},
		{"明天三点以后 means tomorrow", wishes{{Kind: zhtime.After, Start: at(24, 15, 0), DayGiven: true, ClockGiven: true}},
			tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{span(at(24, 15, 0), at(25, 0, 0))}}},
		{"周三起", wishes{{Kind: zhtime.After, Start: at(25, 0, 0), DayGiven: true}}, tools.SearchSlotsArgs{Only: []molar.Interval{span(at(25, 0, 0), horizon)}}},
		{"三点以后 holds every day", wishes{{Kind: zhtime.After, Start: at(23, 15, 0), ClockGiven: true}}, tools.SearchSlotsArgs{Only: []molar.Interval{
			span(at(23, 15, 0), at(24, 0, 0)), span(at(24, 15, 0), at(25, 0, 0)), span(at(25, 15, 0), at(26, 0, 0))}}},
		{"十点之前 holds every day to come", wishes{{Kind: zhtime.Before, End: at(23, 10, 0), ClockGiven: true}}, tools.SearchSlotsArgs{Only: []molar.Interval{
			span(at(24, 0, 0), at(24, 10, 0)), span(at(25, 0, 0), at(25, 10, 0))}}},
		{"明天十点之前", wishes{{Kind: zhtime.Before, End: at(24, 10, 0), DayGiven: true, ClockGiven: true}},
			tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{span(at(24, 0, 0), at(24, 10, 0))}}},
		{"周三之前", wishes{{Kind: zhtime.Before, End: at(25, 0, 0), DayGiven: true}},
			tools.SearchSlotsArgs{Only: all, Within: []molar.Interval{span(noon, at(25, 0, 0))}}},
		{"a taste", wishes{every("FREQ=WEEKLY;BYDAY=TU,WE", "18:00", "")}, tools.SearchSlotsArgs{Only: []molar.Interval{
			span(at(24, 18, 0), at(25, 0, 0)), span(at(25, 18, 0), at(26, 0, 0))}}},
		{"either of two tastes", wishes{every("FREQ=WEEKLY;BYDAY=TU", "", ""), every("FREQ=WEEKLY;BYDAY=WE", "", "")}, tools.SearchSlotsArgs{Only: []molar.Interval{
			span(at(24, 0, 0), at(25, 0, 0)), span(at(25, 0, 0), at(26, 0, 0))}}},
		{"a taste within a bound", wishes{{Kind: zhtime.After, Start: at(25, 0, 0), DayGiven: true}, every("FREQ=DAILY", "18:00", "24:00")},
			tools.SearchSlotsArgs{Only: []molar.Interval{span(at(25, 18, 0), at(26, 0, 0))}}},
		{"a taste that no day to come can meet", wishes{every("FREQ=WEEKLY;BYDAY=SU", "", "")}, tools.SearchSlotsArgs{Only: []molar.Interval{span(horizon, horizon)}}},
		{"bounds that exclude each other", wishes{{Kind: zhtime.After, Start: at(23, 15, 0), ClockGiven: true}, {Kind: zhtime.Before, End: at(23, 10, 0), ClockGiven: true}},
			tools.SearchSlotsArgs{Only: []molar.Interval{span(horizon, horizon)}}},
		{"a refused day", wishes{refusal(wholeDay(24))}, tools.SearchSlotsArgs{Only: all, Refused: []molar.Interval{span(at(24, 0, 0), at(25, 0, 0))}}},
		{"a refused moment", wishes{refusal(point(24, 15))}, tools.SearchSlotsArgs{Only: all, Refused: []molar.Interval{span(at(24, 15, 0), at(24, 15, 1))}}},
		{"refused from a day on", wishes{{Kind: zhtime.Refusal, Start: at(25, 0, 0), DayGiven: true}}, tools.SearchSlotsArgs{Only: all, Refused: []molar.Interval{span(at(25, 0, 0), horizon)}}},
		{"refused every morning", wishes{{Kind: zhtime.Refusal, RRule: "FREQ=DAILY", From: "08:00", To: "12:00"}}, tools.SearchSlotsArgs{Only: all, Refused: []molar.Interval{
			span(at(23, 8, 0), at(23, 12, 0)), span(at(24, 8, 0), at(24, 12, 0)), span(at(25, 8, 0), at(25, 12, 0))}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got tools.SearchSlotsArgs
			limit(&got, c.wishes, noon, horizon, shanghai)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestRecurring(t *testing.T) {
	t.Parallel()
	horizon := at(25, 0, 0)
	span := func(from, to time.Time) molar.Interval { return molar.Interval{Start: from, End: to} }
	for _, c := range []struct {
		name string
		wish zhtime.Wish
		want []molar.Interval
	}{
		{"whole days", every("FREQ=DAILY", "", ""), []molar.Interval{span(at(23, 0, 0), at(24, 0, 0)), span(at(24, 0, 0), at(25, 0, 0))}},
		{"hours of one weekday", every("FREQ=WEEKLY;BYDAY=TU", "18:30", "20:00"), []molar.Interval{span(at(24, 18, 30), at(24, 20, 0))}},
		{"weekdays with more of the rule behind", every("FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3", "18:00", ""), []molar.Interval{span(at(23, 18, 0), at(24, 0, 0))}},
		{"a weekday with its number", every("FREQ=MONTHLY;BYDAY=4MO", "", "10:00"), []molar.Interval{span(at(23, 0, 0), at(23, 10, 0))}},
		{"another such weekday of the month", every("FREQ=MONTHLY;BYDAY=1MO", "", "10:00"), nil},
		{"the last such weekday", every("FREQ=MONTHLY;BYDAY=-1TU", "", "10:00"), []molar.Interval{span(at(24, 0, 0), at(24, 10, 0))}},
		{"a day of the month", every("FREQ=MONTHLY;BYMONTHDAY=24", "", "10:00"), []molar.Interval{span(at(24, 0, 0), at(24, 10, 0))}},
		{"no such day before the horizon", every("FREQ=WEEKLY;BYDAY=SA,SU", "", ""), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := recurring(c.wish, noon, horizon, shanghai)
			if len(got) == 0 {
				got = nil
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestIntersect(t *testing.T) {
	t.Parallel()
	span := func(from, to int) molar.Interval { return molar.Interval{Start: at(24, from, 0), End: at(24, to, 0)} }
	type spans = []molar.Interval
	for _, c := range []struct {
		name       string
		a, b, want spans
	}{
		{"nothing with nothing", nil, nil, nil},
		{"something with nothing", spans{span(8, 12)}, nil, nil},
		{"apart", spans{span(8, 10)}, spans{span(14, 16)}, nil},
		{"end to end", spans{span(8, 10)}, spans{span(10, 12)}, nil},
		{"one in the other", spans{span(8, 18)}, spans{span(10, 12)}, spans{span(10, 12)}},
		{"partly", spans{span(8, 12)}, spans{span(10, 14)}, spans{span(10, 12)}},
		{"several", spans{span(8, 12), span(14, 18)}, spans{span(10, 15), span(17, 20)}, spans{span(10, 12), span(14, 15), span(17, 18)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, intersect(c.a, c.b)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
