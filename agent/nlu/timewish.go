package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/molarhq/molar/agent/zhtime"
)

// What a writer does with a time, as the training files mark it.
const (
	timeWished  = "wished"
	timeRefused = "refused"
	timeAside   = "aside" // a reason, the past, an old appointment
)

// timeSaid is one time of a message and what zhtime took it for.
type timeSaid struct {
	zhtime.Wish
	read string
}

// timesSaid are the times of a message in the order of their words, each once.
func timesSaid(r zhtime.Result) []timeSaid {
	var all []timeSaid
	add := func(w zhtime.Wish, read string) {
		if !slices.ContainsFunc(all, func(t timeSaid) bool { return t.Span == w.Span }) {
			all = append(all, timeSaid{w, read})
		}
	}
	for _, w := range r.Wishes {
		if w.Kind == zhtime.Refusal {
			add(w, timeRefused)
		} else {
			add(w, timeWished)
		}
	}
	for _, w := range r.Mentioned {
		add(w, timeAside)
	}
	slices.SortStableFunc(all, func(a, b timeSaid) int { return a.Span[0] - b.Span[0] })
	return all
}

// timeReach is how many characters around a time the classifier sees.
const timeReach = 18

// timeView writes a time's surroundings for the classifier: what zhtime took
// it for, its kind, and the words around it, with every time replaced by a
// sign.
func timeView(text string, all []timeSaid, i int) string {
	t := all[i]
	var b strings.Builder
	b.WriteString(map[string]string{timeWished: "①", timeRefused: "②", timeAside: "③"}[t.read])
	switch {
	case t.RRule != "":
		b.WriteString("Ⅰ")
	case t.Kind == zhtime.After || t.Kind == zhtime.Before:
		b.WriteString("Ⅱ")
	case t.ClockGiven && t.DayGiven:
		b.WriteString("Ⅲ")
	case t.ClockGiven:
		b.WriteString("Ⅳ")
	default:
		b.WriteString("Ⅴ")
	}
	from, to := t.Span[0], t.Span[1]
	b.WriteString(around(text[:from], all[:i], true))
	b.WriteString("⏰")
	b.WriteString(around(text[to:], shifted(all[i+1:], to), false))
	return b.String()
}

func shifted(all []timeSaid, by int) []timeSaid {
	out := slices.Clone(all)
	for i := range out {
		out[i].Span[0], out[i].Span[1] = out[i].Span[0]-by, out[i].Span[1]-by
	}
	return out
}

// around is the last or first timeReach characters of a text, its times
// replaced by a sign.
func around(text string, times []timeSaid, last bool) string {
	for i := len(times) - 1; i >= 0; i-- {
		s := times[i].Span
		if s[0] >= 0 && s[1] <= len(text) && s[0] < s[1] {
			text = text[:s[0]] + "◷" + text[s[1]:]
		}
	}
	if n := utf8.RuneCountInString(text); n > timeReach {
		runes := []rune(text)
		if last {
			return string(runes[n-timeReach:])
		}
		return string(runes[:timeReach])
	}
	return text
}

// timeHints are the pairs of characters around the time, by where they stand:
// in its clause or beyond, before it or behind.
func timeHints(view string, add func(string)) {
	before, behind, _ := strings.Cut(view, "⏰")
	side := func(tag string, text string) {
		clause := tag
		last := rune(0)
		for _, r := range text {
			if r == ',' || r == '.' || r == '?' || r == '!' || r == '\n' {
				clause = tag + "+"
			}
			add(clause + string(r))
			if last != 0 {
				add(clause + string(last) + string(r))
			}
			last = r
		}
	}
	side(">", behind)
	runes := []rune(before)
	slices.Reverse(runes)
	side("<", string(runes))
}

// talk is what a message speaks of, as far as its times are concerned.
type talk int

const (
	unsureTalk talk = iota // nothing that is sure
	visitTalk              // an appointment, the clinic's hours
	otherTalk              // something else
)

// asideEnough is how sure the classifier must be that a time is only
// mentioned where zhtime reads a wish.
var asideEnough = map[talk]float64{unsureTalk: 0.995, visitTalk: 0.9, otherTalk: 0.5}

// otherwiseEnough is how sure it must be of any other reading than zhtime's.
const otherwiseEnough = 0.85

// judgeTimes lets the classifier say of each time whether the writer wishes
// it, refuses it or only mentions it, beside what zhtime made of the words.
func judgeTimes(model *Classifier, text string, r zhtime.Result, of talk) zhtime.Result {
	all := timesSaid(r)
	if len(all) == 0 {
		return r
	}
	uses := map[[2]int]string{}
	for i, t := range all {
		s := model.score(timeView(text, all, i), timeHints)
		use := model.labels[argmax(s.one)]
		aside, _ := slices.BinarySearch(model.labels, timeAside)
		switch {
		case t.read == timeWished && (use != timeRefused || slices.Max(s.one) < otherwiseEnough):
			use = timeWished
			if s.one[aside] > asideEnough[of] {
				use = timeAside
			}
		case use == timeRefused && of == otherTalk: // what must not be done when
			use = timeAside
		case t.read == timeAside && slices.Max(s.one) < otherwiseEnough:
			use = timeAside
		}
		uses[t.Span] = use
	}
	wishes := append(slices.Clone(r.Wishes), r.Mentioned...)
	slices.SortStableFunc(wishes, func(a, b zhtime.Wish) int { return a.Span[0] - b.Span[0] })
	r.Wishes, r.Mentioned = nil, nil
	for _, w := range wishes {
		switch uses[w.Span] {
		case timeAside:
			r.Mentioned = append(r.Mentioned, asWish(w))
		case timeRefused:
			w.Kind = zhtime.Refusal
			r.Wishes = append(r.Wishes, w)
		default:
			r.Wishes = append(r.Wishes, asWish(w))
		}
	}
	return r
}

// asWish gives a refusal the kind that it has as a wish.
func asWish(w zhtime.Wish) zhtime.Wish {
	switch {
	case w.Kind != zhtime.Refusal:
	case w.RRule != "":
		w.Kind = zhtime.Recurring
	case w.Start.IsZero():
		w.Kind = zhtime.Before
	case w.End.IsZero():
		w.Kind = zhtime.After
	case w.Start.Equal(w.End):
		w.Kind = zhtime.Point
	default:
		w.Kind = zhtime.Range
	}
	return w
}
