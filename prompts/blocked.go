package prompts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Blocked returns the first of the words that the text holds. Case, width and
// invisible characters make no difference; an empty word blocks nothing.
func Blocked(text string, words []string) (word string, ok bool) {
	folded := ""
	for _, w := range words {
		plain := fold(w)
		if plain == "" {
			continue
		}
		if folded == "" {
			folded = fold(text)
		}
		if strings.Contains(folded, plain) {
			return w, true
		}
	}
	return "", false
}

// fold brings a text to the form in which texts are compared: half width,
// lower case, without characters that cannot be seen.
func fold(text string) string {
	visible := func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return unicode.ToLower(r)
	}
	return strings.Map(visible, norm.NFKC.String(strings.Map(visible, text)))
}
