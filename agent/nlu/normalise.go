package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of the text that is looked at. A patient writes a few dozen
// characters; whoever pastes more has said what matters at the beginning or
// at the end.
const (
	maxRawBytes = 24 << 10
	maxRunes    = 1400
	tailRunes   = 400
)

// message is a text made ready for reading.
type message struct {
	// text is normalised and repaired: what every part reads.
	text string
	// written is text before traditional characters were folded and typos
	// repaired: what the patient meant to show, for names.
	written string
	// folded has the same number of characters as written, simplified.
	folded string
}

// Fold brings names and other short texts to the one form in which they are
// compared: half width, simplified, lower case, without invisible
// characters.
func Fold(s string) string {
	return simplify(clean(s))
}

func normalise(raw string) message {
	m := message{written: clean(raw)}
	m.folded = simplify(m.written)
	m.text = repair(m.folded)
	return m
}

// clip keeps the head and the tail of an overlong text, on character
// boundaries.
func clip(s string, head, tail int) string {
	if len(s) <= head+tail {
		return s
	}
	for head > 0 && !utf8.RuneStart(s[head]) {
		head--
	}
	cut := len(s) - tail
	for cut < len(s) && !utf8.RuneStart(s[cut]) {
		cut++
	}
	return s[:head] + "\n" + s[cut:]
}

// clean folds width and compatibility forms, drops what cannot be seen and
// brings marks and repetitions to one form. Sentence marks come out as ASCII.
func clean(raw string) string {
	raw = clip(raw, maxRawBytes*3/4, maxRawBytes/4)
	raw = strings.ToValidUTF8(raw, " ")
	if strings.Contains(raw, "[") || strings.Contains(raw, "🆗") || strings.Contains(raw, "…") || strings.Contains(raw, "。。。") || strings.Contains(raw, "...") {
		raw = chatSigns().Replace(raw) // slow to find nothing
	}
	if strings.ContainsFunc(raw, isUnusual) {
		raw = norm.NFKC.String(raw)
	}
	var b strings.Builder
	b.Grow(len(raw))
	var last rune
	run, total := 0, 0
	for _, r := range raw {
		r = foldRune(r)
		if r < 0 {
			continue
		}
		if r == last {
			run++
		} else {
			last, run = r, 1
		}
		if run > 1 && !isDigit(r) && chineseDigits[r] == 0 && r != 'o' && (run > 3 || !unicode.IsLetter(r)) {
			continue
		}
		if total++; total > 8*maxRunes {
			break
		}
		b.WriteRune(r)
	}
	s := strings.TrimSpace(b.String())
	if n := utf8.RuneCountInString(s); n > maxRunes {
		runes := []rune(s)
		s = string(runes[:maxRunes-tailRunes]) + "\n" + string(runes[n-tailRunes:])
	}
	if strings.Contains(s, "·") {
		s = spacedDots.Replace(s)
	}
	return joinSpaced(s)
}

// spacedDots closes up a foreign name written with blanks around its dot.
var spacedDots = strings.NewReplacer(" · ", "·", " ·", "·", "· ", "·")

// chatSigns brings WeCom's bracketed faces (data/faces.tsv) to the sign that they
// are read as, or to a blank, and dots by which a writer hesitates to one mark.
var chatSigns = sync.OnceValue(func() *strings.Replacer {
	pairs := []string{"🆗", "👌", "…", ellipsis, "。。。", ellipsis, "...", ellipsis}
	for _, row := range readRows("faces.tsv", 2) {
		sign := row[0]
		if sign == "-" {
			sign = " "
		}
		for name := range strings.FieldsSeq(row[1]) {
			pairs = append(pairs, "["+name+"]", sign)
		}
	}
	return strings.NewReplacer(pairs...)
})

// ellipsis is a mark of hesitation that compatibility folding leaves alone.
const ellipsis = "⋯"

// isUnusual reports a character that compatibility folding may change and
// foldRune does not know: hardly any message has one, and folding costs more
// than all the rest.
func isUnusual(r rune) bool {
	return !(r < 0x80 || r >= 0x4e00 && r <= 0x9fff || r > 0xff00 && r < 0xff5f || r == '。' || r == '、' || r == '“' || r == '”')
}

// foldRune returns what a character is read as, or -1 for nothing.
func foldRune(r rune) rune {
	if r > 0xff00 && r < 0xff5f { // full width
		r -= 0xff00 - 0x20
	}
	switch {
	case r == '\n' || r == '\u2028' || r == '\u2029':
		return '\n'
	case r < 0x20 || r == 0x7f || r >= 0x80 && r < 0xa0:
		return ' '
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	case r >= 0x4e00 && r <= 0x9fff:
		return r
	case r == '👌' || r == '👍' || r == '🙏':
		return r
	}
	switch r {
	case '。', '．', '｡':
		return '.'
	case '、', '､':
		return '、'
	case '“', '”', '‘', '’', '「', '」', '『', '』':
		return '"'
	case '【', '〔', '《', '〈':
		return '('
	case '】', '〕', '》', '〉':
		return ')'
	case '—', '–', '‐', '‑', '−', '―', '─':
		return '-'
	case '~', '～', '〜':
		return '~'
	case '・', '•', '‧', '∙', '·':
		return '·'
	case '⋯':
		return r
	case '\u3007': // 〇
		return r
	case '\u034f', '\u00ad', '\u115f', '\u3164', '\u180e':
		return -1
	}
	switch {
	case unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me, unicode.Co, unicode.Cs),
		r >= 0xe0000, r >= 0x1f3fb && r <= 0x1f3ff:
		return -1
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return unicode.ToLower(r)
	case unicode.IsPunct(r):
		return r
	}
	return ' ' // blanks, symbols and the other emoji part words
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isHan(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r == '\u3007' ||
		r >= 0x3400 && r <= 0x4dbf || r >= 0x20000 && r <= 0x3ffff
}

// joinSpaced closes up text that was written one character at a time
// ("我 想 洗 牙"); other blanks stay, since in chat they stand for commas.
func joinSpaced(s string) string {
	if !strings.Contains(s, " ") {
		return s
	}
	words := strings.Split(s, " ")
	for i := 1; i < len(words); i++ { // 上官 婉如
		tail := words[i-1][strings.LastIndexAny(words[i-1], ":,.\n")+1:]
		if nameData().compound[tail] && allHan(words[i]) && utf8.RuneCountInString(words[i]) <= 2 {
			words = slices.Replace(words, i-1, i+1, words[i-1]+words[i])
		}
	}
	single := func(w string) bool {
		r, n := utf8.DecodeRuneInString(w)
		return n == len(w) && isHan(r)
	}
	var b strings.Builder
	for i := 0; i < len(words); {
		j := i
		for j < len(words) && single(words[j]) {
			j++
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		if j-i >= 3 {
			for ; i < j; i++ {
				b.WriteString(words[i])
			}
			continue
		}
		b.WriteString(words[i])
		i++
	}
	return b.String()
}

var simplified = sync.OnceValue(func() map[rune]rune {
	table := map[rune]rune{}
	for _, pair := range readWords("traditional.tsv") {
		r := []rune(pair)
		table[r[0]] = r[1]
	}
	return table
})

// simplify turns traditional characters into simplified ones, one for one.
func simplify(s string) string {
	table := simplified()
	return strings.Map(func(r rune) rune {
		if to, ok := table[r]; ok {
			return to
		}
		return r
	}, s)
}

// typos are the wrong spellings and the Latin ones that a patient's keyboard
// or voice input makes of dental words.
var typos = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for _, row := range readRows("typos.tsv", 2) {
		for wrong := range strings.FieldsSeq(row[1]) {
			pairs = append(pairs, wrong, row[0])
		}
	}
	return strings.NewReplacer(pairs...)
})

func repair(s string) string {
	return joinDots(repairBooking(typos().Replace(s)))
}

// repairBooking mends 预约 spelled with another first character of its sound
// (语约, 欲约). Since such a character may also end a name (给小雨约), only the
// words before it tell.
func repairBooking(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], "约")
		if i < 0 {
			return s
		}
		at := from + i
		from = at + len("约")
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !strings.ContainsRune("语欲玉雨遇御余与域豫", r) {
			continue
		}
		lead, _ := utf8.DecodeLastRuneInString(s[:at-size])
		if at == size || !isHan(lead) || strings.ContainsRune("想要我帮来以么咋能线消改你您们下个的可先没有已", lead) {
			s = s[:at-size] + "预" + s[at:]
			from = at - size + len("预约")
		}
	}
}
