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

// timeView is a time of a message as the classifier sees it: what zhtime took
// it for, its kind, its words, and those around it with every other time
// replaced by a sign.
type timeView struct {
	read, kind            string
	before, words, behind string
}

func viewTime(text string, all []timeSaid, i int) timeView {
	t := all[i]
	from, to := t.Span[0], t.Span[1]
	v := timeView{
		read:   t.read,
		kind:   "day",
		before: around(text[:from], all[:i], true),
		words:  text[from:to],
		behind: around(text[to:], shifted(all[i+1:], to), false),
	}
	switch {
	case t.RRule != "":
		v.kind = "recurring"
	case t.Kind == zhtime.After || t.Kind == zhtime.Before:
		v.kind = "open"
	case t.ClockGiven && t.DayGiven:
		v.kind = "day and clock"
	case t.ClockGiven:
		v.kind = "clock"
	}
	return v
}

func shifted(all []timeSaid, by int) []timeSaid {
	out := slices.Clone(all)
	for i := range out {
		out[i].Span[0], out[i].Span[1] = out[i].Span[0]-by, out[i].Span[1]-by
	}
	return out
}

// blanks stand for commas in chat.
var blanks = strings.NewReplacer(" ", ",", "\n", ",")

// around is the last or first timeReach characters of a text, its times
// replaced by a sign.
func around(text string, times []timeSaid, last bool) string {
	text = blanks.Replace(text)
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

// hints are the words of the time, what stands right before it and behind, by
// the kind of time as well, the characters and pairs around it by where they
// stand (in its clause or beyond, before it or behind), and how what is seen
// begins and ends.
func (v timeView) hints(g *grams) {
	g.hint("read:" + v.read)
	g.hint("read:" + v.read + v.kind)
	g.hint("kind:" + v.kind)
	g.hint("time:" + v.words)
	for _, r := range v.words {
		if r >= '0' && r <= '9' {
			r = '0'
		}
		g.hint("time:", r)
	}
	before, behind := []rune(v.before), []rune(v.behind)
	g.hint("start:", before[:min(2, len(before))]...)
	g.hint("end:", behind[max(0, len(behind)-1):]...)
	g.hint("end:", behind[max(0, len(behind)-2):]...)
	slices.Reverse(before)
	v.side("<", before, g)
	v.side(">", behind, g)
	g.hint("between:", firstOf(before), firstOf(behind))
}

// firstOf is the first of some characters, a space where there is none.
func firstOf(chars []rune) rune {
	if len(chars) == 0 {
		return ' '
	}
	return chars[0]
}

// side adds the characters on one side of the time, the nearest first.
func (v timeView) side(tag string, chars []rune, g *grams) {
	addAnchored(tag+"=", chars, g)
	addAnchored(tag+v.kind, chars[:min(2, len(chars))], g)
	clause, edge, beyond := tag, tag+"edge", tag+tag
	last := rune(0)
	for i, r := range chars {
		if strings.ContainsRune(",.?!\n", r) {
			if clause == tag && i > 0 {
				g.hint(edge, last)
			}
			clause = tag + "+"
		}
		g.hint(clause, r)
		if last != 0 {
			g.hint(clause, last, r)
			g.hint(beyond, last, r)
		}
		last = r
	}
}

// talk is what a message speaks of, as far as its times are concerned: of
// several things the one that comes last here.
type talk int

const (
	unsureTalk talk = iota // no guess, or a question is open that a time may answer
	idleTalk               // the weather, a joke
	otherTalk              // something else of the clinic's
	comeTalk               // that the writer will come, as agreed
	visitTalk              // an appointment there is, the clinic's hours
	bookTalk               // a new appointment
)

// asideEnough is how sure the classifier must be that a time is only
// mentioned where zhtime reads a wish.
var asideEnough = map[talk]float64{unsureTalk: 0.998, idleTalk: 0.5, otherTalk: 0.35, comeTalk: 0.25, visitTalk: 0.5, bookTalk: 0.8}

// asideBesideWish is how sure it must be where another time of the message is
// clearlyWished: people give a reason with its time beside the wish.
const (
	asideBesideWish = 0.33
	clearlyWished   = 0.3
)

// otherwiseEnough is how sure it must be of any other reading than zhtime's.
const otherwiseEnough = 0.65

// judgeTimes lets the classifier say of each time whether the writer wishes
// it, refuses it or only mentions it, beside what zhtime made of the words.
func judgeTimes(model *Classifier, text string, r zhtime.Result, of talk) zhtime.Result {
	all := timesSaid(r)
	if len(all) == 0 || onlyTimes(text, all) {
		return r // an answer
	}
	aside, _ := slices.BinarySearch(model.labels, timeAside)
	sure := make([][]float64, len(all))
	enough := asideEnough[of]
	for i, t := range all {
		sure[i] = model.score("", viewTime(text, all, i).hints).one
		if t.read == timeWished && sure[i][aside] < clearlyWished {
			enough = min(enough, asideBesideWish)
		}
	}
	uses := map[[2]int]string{}
	for i, t := range all {
		use := model.labels[argmax(sure[i])]
		most := slices.Max(sure[i])
		switch {
		case t.read == timeWished && (use != timeRefused || most < otherwiseEnough):
			use = timeWished
			if sure[i][aside] > enough {
				use = timeAside
			}
		case use == timeRefused && of == otherTalk: // what must not be done when
			use = timeAside
		case most < otherwiseEnough:
			use = t.read
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
			continue
		case timeRefused:
			w.Kind = zhtime.Refusal
		default:
			w = asWish(w)
		}
		if !slices.ContainsFunc(r.Wishes, w.Same) { // 周五要盘点，周五来不了
			r.Wishes = append(r.Wishes, w)
		}
	}
	return r
}

// onlyTimes reports that a text has no words beside its times.
func onlyTimes(text string, all []timeSaid) bool {
	spans := make([][2]int, len(all))
	for i, t := range all {
		spans[i] = t.Span
	}
	for i, r := range text {
		if isHan(r) && !inSpans(spans, i, i+1) {
			return false
		}
	}
	return true
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
