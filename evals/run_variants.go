package evals

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/molarhq/molar"
)

// generators change how something is written, never what it means, so a
// variant must come to the same end as its golden.
var generators = map[string]func(*rand.Rand, []GoldenEvent) []GoldenEvent{
	"emoji":       eachText(addEmoji),
	"width_punct": eachText(changeWidth),
	"split_merge": splitMerge,
}

// Generators are the names of the ways in which a golden can be varied.
func Generators() []string { return slices.Sorted(maps.Keys(generators)) }

// Vary returns up to n variants of the golden for each generator that it
// allows. They expect the golden's end and nothing of single turns. The same
// golden gives the same variants, whatever others there are.
func Vary(g *Golden, n int) []*Golden {
	var all []*Golden
	for _, name := range Generators() {
		times := n
		if g.Variants != nil {
			times = min(n, g.Variants[name])
		}
		for i := range times {
			if v, changed := vary(g, name, i+1); changed {
				all = append(all, v)
			}
		}
	}
	return all
}

func vary(g *Golden, generator string, i int) (*Golden, bool) {
	h := fnv.New64a()
	fmt.Fprintf(h, "%s/%s/%d", g.ID, generator, i)
	random := rand.New(rand.NewPCG(h.Sum64(), 0))
	v := *g
	v.ID = fmt.Sprintf("%s~%s%d", g.ID, generator, i)
	v.Final.MessagesOut = nil // another wording may ask or repeat once more
	v.Tools = nil
	v.Turns = slices.Clone(g.Turns)
	changed := false
	for i := range v.Turns {
		before := v.Turns[i].Events
		v.Turns[i].Events = generators[generator](random, slices.Clone(before))
		v.Turns[i].Expect = Expect{}
		changed = changed || !slices.EqualFunc(before, v.Turns[i].Events, func(a, b GoldenEvent) bool { return a.Text == b.Text })
	}
	return &v, changed
}

// eachText makes a generator of a change to what customers write.
func eachText(change func(*rand.Rand, string) string) func(*rand.Rand, []GoldenEvent) []GoldenEvent {
	return func(random *rand.Rand, events []GoldenEvent) []GoldenEvent {
		for i := range events {
			if plainText(events[i]) {
				events[i].Text = change(random, events[i].Text)
			}
		}
		return events
	}
}

// plainText reports whether a customer wrote the event as plain text.
func plainText(e GoldenEvent) bool {
	return e.Role == molar.RoleCustomer && e.Event.Event == "" && e.Media == "" && e.Text != ""
}

// addEmoji adds an emoji that says neither yes nor no.
func addEmoji(random *rand.Rand, text string) string {
	mood := []string{"😊", "🙏", "😭", "🌹", "[微笑]"}
	return text + mood[random.IntN(len(mood))]
}

// changeWidth writes digits full width, or punctuation in another way.
func changeWidth(random *rand.Rand, text string) string {
	ways := []*strings.Replacer{
		strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", ":", "："),
		strings.NewReplacer("，", " ", "。", " ", "、", ",", "？", "?", "！", ""),
		strings.NewReplacer("，", ",", "。", ".", "？", "??", "！", "!!"),
	}
	return ways[random.IntN(len(ways))].Replace(text)
}

// splitMerge sends a message of several clauses as several, or several
// messages of one burst as one.
func splitMerge(_ *rand.Rand, events []GoldenEvent) []GoldenEvent {
	var out []GoldenEvent
	for _, e := range events {
		if last := len(out) - 1; last >= 0 && plainText(e) && plainText(out[last]) && out[last].More && out[last].From == e.From {
			out[last].Text += "，" + e.Text
			out[last].More = e.More
			continue
		}
		out = append(out, e)
	}
	if len(out) < len(events) {
		return out
	}
	out = nil
	for _, e := range events {
		if !plainText(e) {
			out = append(out, e)
			continue
		}
		clauses := strings.FieldsFunc(e.Text, func(r rune) bool { return strings.ContainsRune("，。！", r) })
		for i, clause := range clauses {
			part := e
			part.Text = clause
			if i > 0 {
				part.Gap = 0
			}
			part.More = e.More || i < len(clauses)-1
			out = append(out, part)
		}
	}
	return out
}
