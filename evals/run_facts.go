package evals

import (
	"fmt"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// facts checks that one reply of the turn states every fact, in the words that
// patients know: names for ids, a date with its weekday and the time of day
// for a moment.
func (t *turnGrader) facts(want map[string]Matcher) {
	best, missing := "", []string(nil)
	for _, line := range t.played.Lines {
		for _, r := range line.Replies {
			lacks := t.lacks(r.Text, want)
			if len(lacks) == 0 {
				return
			}
			if best == "" || len(lacks) < len(missing) {
				best, missing = r.Text, lacks
			}
		}
	}
	if best == "" {
		t.wrong("facts", showFields(want), "no reply")
		return
	}
	slices.Sort(missing)
	t.wrong("facts", fmt.Sprint(missing), best)
}

// lacks lists the facts that a text does not state.
func (t *turnGrader) lacks(text string, want map[string]Matcher) []string {
	var lacks []string
	for name, m := range want {
		if name == "phone" && m.op == "masked" {
			if !maskedPhone.MatchString(text) || wholePhone.MatchString(text) {
				lacks = append(lacks, "a masked phone")
			}
			continue
		}
		if !t.states(text, name, m) {
			lacks = append(lacks, name+"="+m.String())
		}
	}
	return lacks
}

// states reports whether the text states a value of the fact that the matcher
// accepts.
func (t *turnGrader) states(text, name string, m Matcher) bool {
	w := t.golden.World
	accepts := func(id string) bool { return m.Match(id, t.names) }
	switch name {
	case "patient":
		return slices.ContainsFunc(w.Patients, func(p molar.Patient) bool {
			return accepts(string(p.ID)) && containsText(text, string(p.Name))
		})
	case "store":
		return slices.ContainsFunc(w.Stores, func(s molar.Store) bool { return accepts(string(s.ID)) && containsText(text, s.Name) })
	case "address":
		return slices.ContainsFunc(w.Stores, func(s molar.Store) bool { return accepts(string(s.ID)) && containsText(text, s.Address) })
	case "doctor":
		return slices.ContainsFunc(w.Doctors, func(d molar.Doctor) bool { return accepts(string(d.ID)) && containsText(text, d.Title()) })
	case "project":
		return slices.ContainsFunc(w.Projects, func(p molar.Project) bool { return accepts(string(p.ID)) && containsText(text, p.Title()) })
	case "start":
		start, ok := asTime(show(m.literal))
		return ok && statesTime(text, start.In(w.Org.Zone))
	}
	return containsText(text, m.String())
}

var weekdays = [...][]string{{"周日", "星期日", "星期天", "周天"}, {"周一", "星期一"}, {"周二", "星期二"}, {"周三", "星期三"},
	{"周四", "星期四"}, {"周五", "星期五"}, {"周六", "星期六"}}

// statesTime reports whether a text gives the moment's date, its weekday and
// the time of day.
func statesTime(text string, t time.Time) bool {
	weekday := slices.ContainsFunc(weekdays[t.Weekday()], func(s string) bool { return containsText(text, s) })
	return weekday && containsText(text, fmt.Sprintf("%d月%d日", int(t.Month()), t.Day())) &&
		(containsText(text, t.Format("15:04")) || containsText(text, t.Format("3:04")))
}
