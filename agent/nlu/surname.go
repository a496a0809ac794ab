package nlu

import (
	"strings"
	"unicode/utf8"
)

// Many give their name in two pieces, the surname with the way it is written
// and then the rest: 我姓皇甫，单名一个嵩; 木子李，叫国庆.

// surnameSaid is the surname that a text gives on its own, "" where none, and
// where the words that give it end.
func surnameSaid(text string) (surname string, end int) {
	for from := 0; ; {
		i := strings.Index(text[from:], "姓")
		if i < 0 {
			break
		}
		at := from + i
		from = at + len("姓")
		if before, is := strings.CutSuffix(text[:at], "是"); is { // 石是姓
			if _, size := utf8.DecodeLastRuneInString(before); size > 0 {
				if s := before[len(before)-size:]; nameData().common[s] || nameData().rare[s] {
					return s, from
				}
			}
		}
		if hasAnySuffix(text[:at], notOwnSurname) && !strings.HasSuffix(text[:at], "免贵") {
			continue
		}
		rest := text[from:]
		if hasAnyPrefix(rest, []string{"名", "什么", "啥"}) {
			continue
		}
		rest = pastFillers(rest, surnameFillers)
		if s, size := surnameAt(rest+" ", strong); size > 0 && surnameEnds(rest[size:], s) {
			return s, len(text) - len(rest) + size
		}
	}
	if _, end, ok := firstMatch(nameData().speltWords, text); ok {
		_, size := utf8.DecodeLastRuneInString(text[:end])
		return text[end-size : end], end
	}
	return "", 0
}

var (
	// notOwnSurname come before 姓 where it gives no surname: 百姓, 贵姓.
	notOwnSurname  = []string{"百", "同", "贵", "老", "改", "不连"}
	surnameFillers = []string{"氏", "是", "呃", "嗯", ":", " ", "\"", ",", "的是", "那个"}
)

// surnameEnds reports whether what follows a character after 姓 lets it be a
// surname: the end, a mark, or how one goes on.
func surnameEnds(rest, surname string) bool {
	if strings.HasPrefix(rest, "的") {
		return false // 姓张的医生
	}
	if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !isHan(r) || strings.HasPrefix(rest, surname) {
		return true
	}
	return hasAnyPrefix(rest, surnameFollowers) || explains(rest, surname) || hasAnyPrefix(rest, nameFollowers)
}

var surnameFollowers = []string{"名", "叫", "单", "字", "大名", "全名", "那个"}

// givenSaid comes before a given name without its surname.
// The frames of givenCalled may be followed by anything, so that they ask for
// a usual given name.
var (
	givenSaid   = mustPatterns("(单名|单字|单一个字|名字|名)(叫|是|为|就|就是|就叫|)(叫|)(:|一个|个|单一个|单一|)", "^(名|字):")
	singleName  = mustPatterns("(单名|单字)")
	givenCalled = mustPatterns("叫(做|作|)")
)

// assembled puts together the surname said before and the given name that a
// clause says: 单名一个嵩, 叫国庆, 名知章.
func (n *nameReader) assembled(c clause) (name string, at int, ok bool) {
	if n.surname == "" || c.end <= n.surnameEnd && !anyMatch(singleName, c.text) {
		return "", 0, false
	}
	from := n.surnameEnd - c.start
	if from < 0 || from >= len(c.text) {
		from = 0
	}
	for _, frames := range []*patterns{&givenSaid, &givenCalled} {
		for _, id := range frames.matching(c.text) {
			_, end, found := frames.all[id].findFrom(c.text, from)
			if !found || anyMatch(otherName, before(c.text, end)) {
				continue
			}
			rest := pastFillers(c.text[end:], fillers)
			if name := n.nameAt(rest, strong, nobody); strings.HasPrefix(rest, n.surname) && name != "" {
				return name, c.start + len(c.text) - len(rest), true
			}
			given := givenHere(rest)
			after, _ := utf8.DecodeRuneInString(rest[len(given):])
			if given != "" && (frames == &givenSaid || usualGiven(given) && !isHan(after)) {
				return n.surname + given, c.start + len(c.text) - len(rest), true
			}
		}
	}
	return "", 0, false
}

// usualGiven reports whether one of the characters is usual in given names.
func usualGiven(given string) bool {
	return strings.ContainsFunc(given, func(r rune) bool { return nameData().given[r] })
}

// givenHere is the given name of one or two characters that s begins with,
// where what follows lets it end.
func givenHere(s string) string {
	_, one := utf8.DecodeRuneInString(s)
	_, two := utf8.DecodeRuneInString(s[one:])
	for _, size := range []int{one + two, one} {
		given, rest := s[:size], s[size:]
		if strings.ContainsAny(given, neverGiven) || !allHan(given) || size > one && strings.HasSuffix(given, "字") {
			continue // 单名一个白字
		}
		r, _ := utf8.DecodeRuneInString(rest)
		if rest == "" || !isHan(r) || hasAnyPrefix(rest, []string{"字", "这"}) || explains(rest, given) || hasAnyPrefix(rest, nameFollowers) {
			return given
		}
	}
	return ""
}

func allHan(s string) bool {
	for _, r := range s {
		if !isHan(r) {
			return false
		}
	}
	return s != ""
}

func nobody(string) bool { return false }

// fillers are what speakers put between a frame and the name.
var fillers = []string{" ", ":", "\"", "(", "|", "=", ",", "-", "呃", "嗯", "额", "啊", "哦", "呢", "那个", "就是", "那什么", "什么来着", "啥来着", "什么名字来着", "对了", "对", "我想想", "想起来了"}

// pastFillers is s without the words at its beginning.
func pastFillers(s string, words []string) string {
	for {
		rest := s
		for _, w := range words {
			if after, ok := strings.CutPrefix(rest, w); ok {
				rest = after
				break
			}
		}
		if rest == s {
			return s
		}
		s = rest
	}
}

// pastStutter is s without a first character said twice: 张张晓明.
func pastStutter(s string) string {
	_, one := utf8.DecodeRuneInString(s)
	if one == 0 || !strings.HasPrefix(s[one:], s[:one]) {
		return s
	}
	if name := nameAt(s[one:], strong, nobody); utf8.RuneCountInString(name) == 3 && nameAt(s, fair, nobody) == "" {
		return s[one:]
	}
	return s
}
