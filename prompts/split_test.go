package prompts

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
)

func TestSplit(t *testing.T) {
	sentence := strings.Repeat("字", 199) + "。"
	words := strings.Repeat("字", 300)
	family := "👨‍👩‍👧‍👦" // one character of seven code points
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"nothing":        {" \n ", nil},
		"short":          {" 您好。\n请说。 ", []string{"您好。\n请说。"}},
		"sentence ends":  {strings.Repeat(sentence, 3), []string{sentence + sentence, sentence}},
		"closing quote":  {words + "。”" + words, []string{words + "。”", words}},
		"pause":          {words + "，" + words, []string{words + "，", words}},
		"no place":       {words + words, []string{strings.Repeat("字", 480), strings.Repeat("字", 120)}},
		"inside a glyph": {strings.Repeat("字", 478) + family, []string{strings.Repeat("字", 478), family}},
	} {
		if diff := cmp.Diff(c.want, Split(c.text)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("您好。")
	f.Add(strings.Repeat("您好，", 400))
	f.Add("e" + strings.Repeat("\u0301", 1200))
	f.Add(strings.Repeat("👨‍👩‍👧‍👦", 200) + "\xff")
	f.Add(strings.Repeat("a\r\n", 300))
	f.Fuzz(func(t *testing.T, text string) {
		whole := strings.ToValidUTF8(text, "\uFFFD")
		messages := Split(text)
		for _, m := range messages {
			if n := utf8.RuneCountInString(Default().Tag(m)); n > messageLimit || strings.TrimSpace(m) == "" || !utf8.ValidString(m) {
				t.Fatalf("a message of %d characters: %q", n, m)
			}
		}
		if got := strings.Join(messages, ""); squeeze(got) != squeeze(whole) {
			t.Fatalf("text is lost: %q, of %q", got, whole)
		}
		if utf8.RuneCountInString(whole) > messageLimit {
			if at := cut(whole, messageLimit); !betweenCharacters(whole, at) {
				t.Fatalf("cut inside a character: %q and %q", whole[:at], whole[at:])
			}
		}
	})
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// betweenCharacters reports whether a cut leaves characters whole; one that is
// longer than a message cannot be.
func betweenCharacters(text string, cut int) bool {
	for g := uniseg.NewGraphemes(text); g.Next(); {
		from, to := g.Positions()
		if from < cut && cut < to {
			return len(g.Runes()) > messageLimit
		}
	}
	return true
}
