package world

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// maxID bounds an id, in characters: ids are keys of tables and parts of
// messages.
const maxID = 64

// checkID keeps ids to what can stand in a line of the schedule.
func checkID(v strictyaml.Value, id string) {
	if utf8.RuneCountInString(id) > maxID || strings.ContainsFunc(id, func(c rune) bool { return unicode.IsSpace(c) || c == '#' }) {
		v.Fail("%q is no id: up to %d characters without spaces or #", id, maxID)
	}
}

// newID reads the id of an entry of a list; seen holds those before it.
func newID[K ~string](v strictyaml.Value, seen map[K]int) K {
	id := K(v.Text())
	checkID(v, string(id))
	if line, twice := seen[id]; twice {
		v.Fail("the id %s is written twice, first on line %d", id, line)
	} else if v.Written() {
		seen[id] = v.Line()
	}
	return id
}

// reference reads an id that must be known.
func reference[K ~string, T any](v strictyaml.Value, what string, known map[K]T) K {
	id := K(v.Text())
	if _, ok := known[id]; !ok {
		v.Fail("no %s is called %s", what, id)
	}
	return id
}

// references reads a list of ids that must be known, none of them twice.
func references[K ~string, T any](v strictyaml.Value, what string, known map[K]T) []K {
	var ids []K
	seen := map[K]bool{}
	for _, item := range v.List() {
		id := reference(item, what, known)
		if seen[id] {
			item.Fail("%s is listed twice", id)
		}
		seen[id] = true
		ids = append(ids, id)
	}
	return ids
}

// texts reads a list of texts.
func texts(v strictyaml.Value) []string { return list(v, strictyaml.Value.Text) }

// word reads one of a few words; the first is meant where none is written.
func word[K ~string](v strictyaml.Value, allowed ...K) K {
	if !v.Written() {
		return allowed[0]
	}
	w := K(v.Text())
	if !slices.Contains(allowed, w) {
		v.Fail("%q is none of %q", w, allowed)
	}
	return w
}

// mobile reads a patient's phone.
func mobile(v strictyaml.Value) molar.Phone {
	p := molar.Phone(v.Quoted("phone"))
	if p != "" && !p.Valid() {
		v.Fail("%q is no mainland mobile number of 11 digits", string(p))
	}
	return p
}

var clock = regexp.MustCompile(`\d{1,2}:\d{2}`)

// hours reads opening hours as patients are told them: any text, but its times
// of day exist and stand in quotes.
func hours(v strictyaml.Value) string {
	if v.Written() && clock.MatchString(v.Text()) {
		v.Quoted("hours")
	}
	for _, c := range clock.FindAllString(v.Text(), -1) {
		if _, ok := timeOfDay(c); !ok {
			v.Fail("there is no time of day %s", c)
		}
	}
	return v.Text()
}

// timeOfDay parses 9:00, 09:00 or 24:00 and returns the hours and minutes
// since midnight.
func timeOfDay(s string) (time.Duration, bool) {
	if s == "24:00" {
		return 24 * time.Hour, true
	}
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

var (
	withoutZone = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$`)
	rfc3339     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$`)
)

// time reads an RFC 3339 time and returns it in the org's zone.
func (r *reading) time(v strictyaml.Value) time.Time {
	s := v.Quoted("time")
	if s == "" {
		return time.Time{}
	}
	if withoutZone.MatchString(s) {
		v.Fail("%q lacks hours or a zone: write it like 2026-11-23T09:00:00+08:00", s)
		return time.Time{}
	}
	if !rfc3339.MatchString(s) {
		v.Fail("%q is no time like 2026-11-23T09:00:00+08:00", s)
		return time.Time{}
	}
	var t time.Time
	if err := t.UnmarshalText([]byte(s)); err != nil {
		v.Fail("there is no time %s", s)
		return time.Time{}
	}
	if y := t.Year(); y < 1900 || y > 2199 {
		v.Fail("the year %d is out of range", y)
		return time.Time{}
	}
	return t.In(r.world.Org.Zone)
}
