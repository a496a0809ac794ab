package nlu

import (
	"slices"
	"strings"
	"sync"
)

type factLine struct {
	fact             string
	patterns, except patterns
}

var factLines = sync.OnceValue(func() []factLine {
	var lines []factLine
	for _, row := range readRows("facts.tsv", 3) {
		lines = append(lines, factLine{row[0], mustPatterns(strings.Fields(row[1])...), mustPatterns(strings.Fields(row[2])...)})
	}
	return lines
})

// readFacts returns what is asked about the stores: count, list, address,
// hours, phone, city. city is the city named in the text, if any.
func readFacts(clauses []clause, city string) []string {
	var facts []string
	for _, l := range factLines() {
		if l.fact == "city" && city == "" && !anyMatch(anyCity, joined(clauses)) {
			continue
		}
		for _, c := range clauses {
			if anyMatch(l.patterns, c.text) && !anyMatch(l.except, c.text) {
				if !slices.Contains(facts, l.fact) {
					facts = append(facts, l.fact)
				}
				break
			}
		}
	}
	return facts
}

var anyCity = mustPatterns("(哪些|哪几个|什么|几个|哪个)(城市|省|市)", "(那边|当地|本地|老家|外地)")

func joined(clauses []clause) string {
	texts := make([]string, len(clauses))
	for i, c := range clauses {
		texts[i] = c.text
	}
	return strings.Join(texts, ",")
}
