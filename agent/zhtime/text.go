package zhtime

import (
	"strings"
	"unicode/utf8"
)

// maxBytes bounds the work on one message. No patient writes that much; what
// lies beyond is not looked at.
const maxBytes = 16 << 10

// script is a message as the rules see it: folded to simplified characters,
// half-width and lower case, without invisible characters. Every rune keeps
// the bytes it came from.
type script struct {
	runes      []rune
	start, end []int // byte range of each rune in the text as given
	apart      []int // runes before which a space was dropped, ascending
}

// fold prepares a text. Spaces survive only between two digits or two Latin
// letters, where dropping them would join two numbers or words into one.
func fold(text string) script {
	if len(text) > maxBytes {
		text = text[:maxBytes]
	}
	s := script{
		runes: make([]rune, 0, len(text)/2),
		start: make([]int, 0, len(text)/2),
		end:   make([]int, 0, len(text)/2),
	}
	pendingSpace := -1
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		at := i
		i += size
		switch r {
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\ufe0e', '\ufe0f', '\u20e3', '\u00ad':
			continue
		case ' ', '\t', '\u3000', '\u00a0':
			if pendingSpace < 0 {
				pendingSpace = at
			}
			continue
		}
		r = foldRune(r)
		if pendingSpace >= 0 {
			if n := len(s.runes); n > 0 && gluing(s.runes[n-1], r) {
				s.push(' ', pendingSpace, at)
			} else {
				s.apart = append(s.apart, n)
			}
			pendingSpace = -1
		}
		n := len(s.runes)
		if r == '月' && n > 0 && s.runes[n-1] == '元' {
			s.runes[n-1] = '一'
		}
		if n > 1 && (s.runes[n-1] == '州' || s.runes[n-1] == '洲') && strings.ContainsRune("这下本", s.runes[n-2]) && strings.ContainsRune("一二三四五六日天", r) {
			s.runes[n-1] = '周' // 这州六
		}
		s.push(r, at, i)
	}
	return s
}

func (s *script) push(r rune, start, end int) {
	s.runes = append(s.runes, r)
	s.start = append(s.start, start)
	s.end = append(s.end, end)
}

// span gives the bytes of the runes [from, to).
func (s *script) span(from, to int) [2]int {
	return [2]int{s.start[from], s.end[to-1]}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isLetter is true for the ASCII letters that may glue to a number ("A36").
func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }

func gluing(a, b rune) bool {
	return isDigit(a) && isDigit(b) || isLetter(a) && isLetter(b)
}

func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r < utf8.RuneSelf:
	default:
		if simple, ok := simplified[r]; ok {
			return simple
		}
		return r
	}
	if r >= 'A' && r <= 'Z' {
		r += 'a' - 'A'
	}
	return r
}

// simplified maps the traditional characters that occur in words about time,
// formal numerals, and punctuation with several shapes. One rune to one rune,
// so that positions hold.
var simplified = pairs(
	"點点 後后 週周 禮礼 號号 兩两 個个 這这 開开 時时 鐘钟 鍾钟 來来 會会 沒没 過过 內内 對对 應应 該该 變变 從从 間间",
	"剛刚 還还 請请 預预 約约 幾几 晝昼 華华 國国 慶庆 節节 陽阳 陰阴 農农 曆历 臘腊 舊旧 現现 學学 課课 錯错 說说 講讲",
	"寫写 換换 調调 遲迟 記记 給给 門门 單单 雙双 無无 閒闲 閑闲 為为 當当 與与 許许 歲岁 聖圣 誕诞 醫医 療疗 掛挂 總总",
	"聽听 處处 隨随 樣样 萬万 麼么 嗎吗 讓让 邊边 進进 腫肿 裡里 裏里 晩晚 張张 陳陈 別别 謝谢 見见 準准 併并 禮礼 卻却 訂订",
	"壹一 贰二 貳二 叁三 參三 肆四 伍五 陆六 陸六 柒七 捌八 玖九 拾十 〇零 俩两 仨三",
	"∶: ︰: ﹕: 〜~ —- –- ‐- ‑- −- 【( 】) 「( 」) 〔( 〕) …;",
)

func pairs(lines ...string) map[rune]rune {
	m := map[rune]rune{}
	for _, line := range lines {
		for _, pair := range strings.Fields(line) {
			rs := []rune(pair)
			m[rs[0]] = rs[1]
		}
	}
	return m
}
