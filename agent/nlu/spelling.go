package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// explanation is a character that a writer explains by a word with it: 春晓的晓.
type explanation struct {
	char       rune
	start, end int // in bytes of the text
}

// mostExplained bounds how many explanations a message is searched for.
const mostExplained = 20

// explanations are the characters that a text explains, in order, each by the
// shortest word of two to four characters that has it.
func explanations(text string) []explanation {
	var all []explanation
	for from := 0; len(all) < mostExplained; {
		i := strings.Index(text[from:], "的")
		if i < 0 {
			break
		}
		at := from + i
		from = at + len("的")
		char, size := utf8.DecodeRuneInString(text[from:])
		start, found := at, false
		for n := 1; n <= 4 && !(found && n > 2); n++ {
			r, w := utf8.DecodeLastRuneInString(text[:start])
			if !isHan(r) || r == '的' {
				break
			}
			start -= w
			found = found || r == char
		}
		if found && start+len(string(char)) < at {
			all = append(all, explanation{char, start, from + size})
		}
	}
	return all
}

// inExplanation reports that what looks like a name is the word of an explanation:
// 方便 of 方便面的方.
func (n *nameReading) inExplanation(name string, at int) bool {
	return slices.ContainsFunc(n.explained, func(e explanation) bool { return e.start <= at && at+len(name) < e.end })
}

// spells reports that the characters at a byte only say how the surname is
// written: 弓长 of 弓长张.
func (n *nameReader) spells(at int) bool {
	from := n.surnameEnd - len("弓长张")
	return from >= 0 && from <= at && at < n.surnameEnd-len(n.surname) && nameData().spelt[n.text[from:n.surnameEnd]]
}

// spelled finds a name that is only spelt: 木子李，春晓的晓，光明的明, or
// 方便面的方，向前的向 without a surname said before.
func (n *nameReader) spelled() {
	all := n.explained
	if n.surname != "" && len(all) > 0 && strings.HasSuffix(n.surname, string(all[0].char)) {
		all = all[1:] // 解放军的解 explains the surname
	}
	name := n.surname
	for _, e := range all {
		name += string(e.char)
	}
	surname, size := surnameAt(name, strong)
	if given := utf8.RuneCountInString(name[size:]); surname == "" || len(all) == 0 || given == 0 || given > 2 {
		return
	}
	self := n.selfNamed || anyMatch(nameSelf, n.text)
	n.put(name, all[0].start, true, ownIf(self))
	n.spans = append(n.spans, [2]int{all[0].start, all[len(all)-1].end})
}
