package nlu

import (
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// Names are matched by sound too, since voice input and haste write them with
// other characters of the same syllable: 张将店, 李名医生. Tones and the pairs
// that many speakers do not tell apart (zh/z, ang/an …) are folded.

const firstHan, lastHan = 0x4e00, 0x9fff

// sounds maps each character to a number for its commonest syllable.
var sounds = sync.OnceValue(func() *[lastHan - firstHan + 1]uint16 {
	var table [lastHan - firstHan + 1]uint16
	ids := map[string]uint16{}
	for r := firstHan; r <= lastHan; r++ {
		s, _, _ := strings.Cut(pinyin.PinyinDict[r], ",")
		if s == "" {
			continue
		}
		s = foldSyllable(s)
		if ids[s] == 0 {
			ids[s] = uint16(len(ids) + 1)
		}
		table[r-firstHan] = ids[s]
	}
	return &table
})

var plainVowels = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ī", "i", "í", "i", "ǐ", "i", "ì", "i",
	"ō", "o", "ó", "o", "ǒ", "o", "ò", "o", "ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m",
)

func plainSyllable(s string) string { return plainVowels.Replace(s) }

func foldSyllable(s string) string {
	s = plainSyllable(s)
	for _, pair := range [][2]string{{"zh", "z"}, {"ch", "c"}, {"sh", "s"}} {
		if rest, ok := strings.CutPrefix(s, pair[0]); ok {
			s = pair[1] + rest
		}
	}
	if strings.HasSuffix(s, "ng") && !strings.HasSuffix(s, "ong") {
		s = strings.TrimSuffix(s, "g")
	}
	return s
}

// spelling is the plain pinyin of a word without blanks: 张江 → zhangjiang.
func spelling(word string) string {
	var b strings.Builder
	for _, r := range word {
		s, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
		b.WriteString(plainSyllable(s))
	}
	return b.String()
}

func soundOf(r rune) uint16 {
	if r < firstHan || r > lastHan {
		return 0
	}
	return sounds()[r-firstHan]
}

// soundsLike reports whether two words of the same length sound alike.
func soundsLike(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && (soundOf(a[i]) == 0 || soundOf(a[i]) != soundOf(b[i])) {
			return false
		}
	}
	return true
}

// findSound returns the bytes of the first stretch of text that sounds like
// word.
func findSound(text string, word []rune) (start, end int, ok bool) {
	first := soundOf(word[0])
	if first == 0 {
		return 0, 0, false
	}
	for i, r := range text {
		if soundOf(r) != first {
			continue
		}
		k, j := 0, i
		for off, s := range text[i:] {
			if k == len(word) || s != word[k] && (soundOf(s) == 0 || soundOf(s) != soundOf(word[k])) {
				break
			}
			k++
			j = i + off + len(string(s))
		}
		if k == len(word) {
			return i, j, true
		}
	}
	return 0, 0, false
}
