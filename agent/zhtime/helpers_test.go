package zhtime

import (
	"fmt"
	"sort"
	"strings"
	"time"
)

var shanghai = time.FixedZone("Asia/Shanghai", 8*3600)

// brief writes a wish on one line, without its words: "range 11-24 12:00 – 11-24 18:00".
func brief(w Wish) string {
	side := func(t time.Time) string {
		if t.IsZero() {
			return "·"
		}
		return t.Format("2006-01-02 15:04")
	}
	if w.RRule != "" {
		return fmt.Sprintf("%s %s %s-%s", w.Kind, strings.TrimPrefix(w.RRule, "FREQ="), w.From, w.To)
	}
	if w.Start.Equal(w.End) {
		return fmt.Sprintf("%s %s", w.Kind, side(w.Start))
	}
	return fmt.Sprintf("%s %s/%s", w.Kind, side(w.Start), side(w.End))
}

func list(ws []Wish) string {
	var out []string
	for _, w := range ws {
		out = append(out, brief(w))
	}
	return "[" + strings.Join(out, "; ") + "]"
}

// sameSet compares kinds and moments, in any order.
func sameSet(a, b []Wish) bool {
	key := func(ws []Wish) string {
		var out []string
		for _, w := range ws {
			out = append(out, brief(w))
		}
		sort.Strings(out)
		return strings.Join(out, "|")
	}
	return key(a) == key(b)
}
