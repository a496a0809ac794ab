package nlu

import (
	"strings"
	"unicode/utf8"
)

// clause is a stretch of a message that says one thing.
type clause struct {
	text       string
	start, end int // bytes of the message text
	question   bool
	trails     bool // ends in dots: the writer hesitates
}

// openers are words that begin a new wish without any mark before them.
var openers = []string{"另外", "还有就是", "顺便", "顺带", "对了", "然后再", "再问", "再帮", "还想问", "还想", "还要问", "再请问", "请问", "以及", "同时也", "麻烦再", "再就是", "还有", "不过", "但是", "并且", "而且"}

// maxClauseBytes is 100 Chinese characters. People who speak without a pause
// say more than one thing in so many words, and the patterns need an end.
const maxClauseBytes = 300

// splitClauses parts a text at sentence marks, commas, line ends, blanks
// between Chinese words and before openers. 、 lists things of one wish and
// does not part.
func splitClauses(text string) []clause {
	var out []clause
	add := func(start, end int, mark rune) {
		for start < end && strings.IndexByte(" ,.!?;:\n~-\"()", text[start]) >= 0 {
			start++
		}
		for end > start && strings.IndexByte(" ,.!?;:\n~-\"()", text[end-1]) >= 0 {
			end--
		}
		for end-start > maxClauseBytes {
			cut := start + maxClauseBytes
			for !utf8.RuneStart(text[cut]) {
				cut--
			}
			out = append(out, clause{text: text[start:cut], start: start, end: cut})
			start = cut
		}
		if start < end {
			out = append(out, clause{text: text[start:end], start: start, end: end, question: mark == '?', trails: mark == '⋯'})
		}
	}
	start := 0
	for i, r := range text {
		switch r {
		case ',', '!', '?', ';', '\n', '~', '⋯':
			add(start, i, r)
			start = i + utf8.RuneLen(r)
		case '👌', '👍', '🙏':
			add(start, i, 0)
			add(i, i+utf8.RuneLen(r), 0)
			start = i + utf8.RuneLen(r)
		case '.':
			if !insideFigure(text, i) && !insideShort(text, i) {
				add(start, i, 0)
				start = i + 1
			}
		case ' ':
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+1:])
			if isHan(before) && isHan(after) {
				add(start, i, 0)
				start = i + 1
			}
		default:
			if i > start && r >= 0x4e00 {
				for _, w := range openers {
					if strings.HasPrefix(text[i:], w) && i-start >= 6 && !strings.HasSuffix(text[start:i], "还") {
						add(start, i, 0)
						start = i
						break
					}
				}
			}
		}
	}
	add(start, len(text), 0)
	return out
}

// insideFigure reports a dot between two digits: 12.5.
func insideFigure(text string, dot int) bool {
	return dot > 0 && isDigit(rune(text[dot-1])) && dot+1 < len(text) && isDigit(rune(text[dot+1]))
}

// insideShort reports a dot of letters that stand for words: a.m.
func insideShort(text string, dot int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= 'a' && text[i] <= 'z' }
	return letter(dot-1) && (letter(dot+1) && !letter(dot-2) || dot > 1 && text[dot-2] == '.')
}

// before returns the words of the clause that stand before byte at, the last
// dozen of them at most.
func before(text string, at int) string {
	from := max(0, at-36)
	for from < at && !utf8.RuneStart(text[from]) {
		from++
	}
	s := text[from:at]
	if i := strings.LastIndexAny(s, ",.!?;\n"); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// negations turn what follows them around.
var negations = []string{"没有", "没", "不是", "不用", "不要", "不想", "不需要", "不做", "不", "无", "别", "并非", "未", "暂时不", "先不"}

// notNegations end like a negation and are none.
var notNegations = []string{"是不是", "有没有", "要不要", "能不能", "可不可以", "会不会", "用不用", "需不需要", "不得不", "好不好", "行不行", "差不多", "不小心", "不知道", "不确定", "不敢", "不光", "不仅", "不只", "不但", "不止是", "不舒服", "要不", "受不了", "忍不住", "睡不着", "停不下来", "止不住", "控制不住", "吃不了", "吃不下", "咬不了", "没多久", "没几天", "没事", "不停", "不断", "不住", "了没", "没注意", "年没", "月没", "久没", "天没", "没做过"}

// negated reports whether the words that begin at byte start of the clause
// are denied: a negation stands within the three characters before them.
func negated(clause string, start int) bool {
	from := start
	for n := 0; n < 4 && from > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(clause[:from])
		from -= size
	}
	window := clause[from:start]
	near := before(clause, start)
	for _, w := range notNegations {
		if i := strings.LastIndex(near, w); i >= 0 && i+len(w) > len(near)-len(window) {
			return false
		}
	}
	for _, w := range negations {
		if i := strings.LastIndex(window, w); i >= 0 && len(window)-i-len(w) <= 2*3 {
			return true
		}
	}
	return false
}
