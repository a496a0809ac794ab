package agent

import (
	"slices"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/zhtime"
)

// relate settles what the burst says of time by what stands: 前一天 is the day
// before the plan's, 晚半小时 half an hour after its start, and 周五 the Friday of
// the week that is spoken of.
func (p *planner) relate() error {
	t := p.s.Top()
	if t == nil || p.said.time == nil {
		return nil
	}
	said := *p.said.time
	said.Wishes, said.Mentioned = slices.Clone(said.Wishes), slices.Clone(said.Mentioned)
	p.said.time = &said
	base, known := p.standing(t)
	if known {
		p.stepFrom(&said, base)
	}
	if known && len(said.Wishes) == 0 { // 前一天下午四点 is no look back while a time is being agreed
		said.Mentioned = slices.DeleteFunc(said.Mentioned, func(w zhtime.Wish) bool {
			if w.Beside != 0 {
				said.Wishes = append(said.Wishes, w)
			}
			return w.Beside != 0
		})
	}
	dated := slices.ContainsFunc(said.Wishes, func(w zhtime.Wish) bool { return w.DayGiven && !w.AnyWeek && w.Beside == 0 })
	for i, w := range said.Wishes {
		switch {
		case known && w.Beside != 0:
			said.Wishes[i] = p.movedTo(w, molar.StartOfDay(base, p.env.Zone).AddDate(0, 0, w.Beside))
		case t.Plan != nil && !w.DayGiven && w.RRule == "": // 七点 is of the plan's day
			said.Wishes[i] = p.movedTo(w, molar.StartOfDay(base, p.env.Zone))
			said.Wishes[i].DayGiven = true
		case w.AnyWeek && !dated:
			said.Wishes[i] = p.inWeekAtHand(t, w)
		}
	}
	return nil
}

// standing is the one start that is being spoken of: the plan's, else that of
// the day that was wished or offered.
func (p *planner) standing(t *Task) (time.Time, bool) {
	if t.Plan != nil {
		return t.Plan.Hold.Start.In(p.env.Zone), true
	}
	if wanted := keepWanted(t.Wishes); len(wanted) == 1 && wanted[0].DayGiven && (wanted[0].Kind == zhtime.Point || isOneDay(wanted[0])) {
		return wanted[0].Start.In(p.env.Zone), true
	}
	if len(p.s.Offers) == 0 {
		return time.Time{}, false
	}
	first, last := p.s.Offers[0].Start.In(p.env.Zone), p.s.Offers[len(p.s.Offers)-1].Start.In(p.env.Zone)
	return first, molar.StartOfDay(first, p.env.Zone).Equal(molar.StartOfDay(last, p.env.Zone))
}

// stepFrom turns a step into a wish: by days it keeps the hour of a plan, of a
// list only the day.
func (p *planner) stepFrom(said *TimeSaid, base time.Time) {
	single := len(p.s.Offers) < 2
	step := said.Shift
	if step == (zhtime.Shift{}) || len(said.Wishes) > 0 || !single && step.Days == 0 {
		return
	}
	to := step.From(base)
	w := zhtime.Wish{Kind: zhtime.Point, Start: to, End: to, DayGiven: true, ClockGiven: true}
	if !single {
		day := molar.StartOfDay(to, p.env.Zone)
		w = zhtime.Wish{Kind: zhtime.Range, Start: day, End: day.AddDate(0, 0, 1), DayGiven: true}
	}
	said.Wishes = append(said.Wishes, w)
	said.Shift, said.Later, said.Earlier = zhtime.Shift{}, false, false
}

// movedTo puts a wish on another day.
func (p *planner) movedTo(w zhtime.Wish, day time.Time) zhtime.Wish {
	by := day.Sub(molar.StartOfDay(w.Start, p.env.Zone))
	if w.Start.IsZero() {
		by = day.Sub(molar.StartOfDay(w.End, p.env.Zone))
	}
	return shifted(w, by)
}

// shifted moves what a wish bounds by whole days. China's zone knows no other
// than days of 24 hours.
func shifted(w zhtime.Wish, by time.Duration) zhtime.Wish {
	if !w.Start.IsZero() {
		w.Start = w.Start.Add(by)
	}
	if !w.End.IsZero() {
		w.End = w.End.Add(by)
	}
	return w
}

const week = 7 * 24 * time.Hour

// inWeekAtHand takes a bare weekday for that of a later week where only later
// days are spoken of: 周五 after 下周都行.
func (p *planner) inWeekAtHand(t *Task, w zhtime.Wish) zhtime.Wish {
	var spoken []molar.Interval
	for _, o := range p.s.Offers {
		spoken = append(spoken, o.Interval)
	}
	for _, o := range keepWanted(t.Wishes) {
		if o.DayGiven && !o.Start.IsZero() && !o.End.IsZero() {
			spoken = append(spoken, molar.Interval{Start: o.Start, End: o.End})
		}
	}
	if t.Plan != nil {
		spoken = append(spoken, t.Plan.Hold.Interval)
	}
	first := w.Start
	if first.IsZero() {
		first = w.End
	}
	monday := func(at time.Time) time.Time {
		day := molar.StartOfDay(at, p.env.Zone)
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	}
	if len(spoken) == 0 {
		return w
	}
	for by := time.Duration(0); by <= 3*week; by += week {
		at := first.Add(by)
		if slices.ContainsFunc(spoken, func(i molar.Interval) bool {
			return monday(i.Start).Equal(monday(at)) || !at.Before(i.Start) && at.Before(i.End)
		}) {
			return shifted(w, by)
		}
	}
	return w
}
