package zhtime

import (
	"slices"
	"strings"
	"time"
)

// token is a word of the message, or one rune that is in no table.
type token struct {
	lexeme
	num      number // tNum; tDecimal and tDate: see below
	date     date   // tDate; year 0 where only month and day were written
	from, to int    // runes
}

// lex cuts a script into tokens.
func lex(s *script, cal *Calendar) []token {
	toks := make([]token, 0, len(s.runes)/2+4)
	for i := 0; i < len(s.runes); {
		if s.runes[i] == ' ' && i+1 < len(s.runes) && isLetter(s.runes[i+1]) {
			i++ // it has kept two Latin words apart and says nothing
			continue
		}
		t := nextToken(s, len(s.runes), i, cal)
		if t.kind == tNotTime {
			if k, ok := s.cut(t.from, t.to); ok {
				t = nextToken(s, k, i, cal) // 洗牙 周四 is no 牙周
			}
		}
		toks = append(toks, t)
		i = t.to
	}
	return toks
}

// spaceAt is true where a space was dropped just before rune i.
func (s *script) spaceAt(i int) bool {
	_, ok := slices.BinarySearch(s.apart, i)
	return ok
}

// cut finds a dropped space inside the runes [from, to).
func (s *script) cut(from, to int) (int, bool) {
	k, _ := slices.BinarySearch(s.apart, from+1)
	if k < len(s.apart) && s.apart[k] < to {
		return s.apart[k], true
	}
	return 0, false
}

// nextToken reads the word at i, as if the script ended at end.
func nextToken(s *script, end, i int, cal *Calendar) token {
	rs := s.runes[:end]
	r := rs[i]
	if isDigit(r) {
		return digitToken(s, rs, i)
	}
	if r == ' ' {
		return token{lexeme: lexeme{kind: tFiller}, from: i, to: i + 1}
	}
	l, n := dictionary.longest(rs[i:])
	if f, fn := cal.names.longest(rs[i:]); fn > 0 && fn >= n && festivalAt(rs, i, i+fn) {
		return token{lexeme: f, from: i, to: i + fn}
	}
	if n > 0 && isLetter(r) && (i+n < len(rs) && isLetter(rs[i+n]) || i > 0 && isLetter(rs[i-1])) {
		n = 0 // part of a longer Latin word
	}
	if l.kind == tGlance && i+n < len(rs) && strings.ContainsRune("周星礼拜个月午旬", rs[i+n]) {
		// 看下周三 is 看 + 下周三, 看下下周三 is 看下 + 下周三.
		l, n = dictionary.longest(rs[i : i+n-1])
	}
	if l.kind == tWeek && i+n < len(rs) && r == '个' && rs[i+n] == '末' {
		l, n = dictionary.longest(rs[i : i+1]) // 约个周末
	}
	if l.kind == tMonthPart && n == 2 && i > 0 && numberedBehind(rs[i-1], rs[i+1:]) {
		l, n = dictionary.longest(rs[i : i+1])
	}
	if l.kind == tEvery && l.n == 2 && rs[i+n-1] == '周' && i+n < len(rs) && strings.ContainsRune("一二三四五六日天末", rs[i+n]) && !(i+n+1 < len(rs) && rs[i+n+1] == '次') {
		n-- // 隔周三 is 隔 + 周三, and not 隔周一次
	}
	if l.kind == tNewYear && i > 0 && (isNumeral(rs[i-1]) || isDigit(rs[i-1]) || rs[i-1] == '半') {
		l, n = dictionary.longest(rs[i : i+1]) // 半年后
	}
	if i > 0 && n == 3 && l.kind == tNotTime && rs[i+2] == '好' && strings.ContainsRune("号日天一二三四五六", rs[i-1]) {
		l, n = dictionary.longest(rs[i : i+2]) // 23号上午好了
	}
	if word := string(rs[i : i+n]); i > 0 && (word == "后来" && strings.ContainsRune("天周月年时期拜日号", rs[i-1]) || word == "来年" && (isNumeral(rs[i-1]) || rs[i-1] == '好' || rs[i-1] == '几')) {
		l, n = dictionary.longest(rs[i : i+1]) // 三天后来换药, 十来年
	}
	if n > 0 {
		return token{lexeme: l, from: i, to: i + n}
	}
	if isNumeral(r) {
		j := i
		for j < len(rs) && isNumeral(rs[j]) {
			j++
		}
		if num, ok := readNumerals(rs[i:j]); ok {
			return token{lexeme: lexeme{kind: tNum}, num: num, from: i, to: j}
		}
		return token{from: i, to: j}
	}
	return token{from: i, to: i + 1}
}

// numberedBehind is true where the second half of 月初 or 月头 starts the next
// word: 四月初八, 十二月头一个周末, and not 四月初一般都在.
func numberedBehind(before rune, rs []rune) bool {
	if len(rs) < 2 || !isNumeral(rs[1]) {
		return false
	}
	if rs[0] == '头' {
		return len(rs) > 2 && rs[1] == '一' && strings.ContainsRune("个周天", rs[2])
	}
	return rs[0] == '初' && (isNumeral(before) || isDigit(before)) && (len(rs) == 2 || !isNumeral(rs[2]) && !strings.ContainsRune("般定直个次天号点样些", rs[2]))
}

// festivalAt tells a festival from an address, a name or a count. Names made
// of numerals (五一, 十一) need a neighbour that speaks of days.
func festivalAt(rs []rune, from, to int) bool {
	if from > 0 && string(rs[from:to]) == "国庆" && strings.ContainsRune("李王张刘陈杨赵黄吴徐孙马朱胡林郭何罗", rs[from-1]) {
		return false // a given name
	}
	if to < len(rs) && (strings.ContainsRune("路街巷", rs[to]) || to+1 < len(rs) && string(rs[to:to+2]) == "大道") {
		return false
	}
	for _, r := range rs[from:to] {
		if !isNumeral(r) {
			return true
		}
	}
	if from > 0 && (isNumeral(rs[from-1]) || rs[from-1] == '第' || rs[from-1] == '周' || rs[from-1] == '期' || rs[from-1] == '拜' || rs[from-1] == '初') {
		return false
	}
	if to == len(rs) {
		return true
	}
	for _, r := range "节假期之以前后放长小那当想去来有能可的行还过左我你就，,。?!、或和到至早上中下晚约" {
		if rs[to] == r {
			return true
		}
	}
	return false
}

// digitToken reads what starts with an ASCII digit: a clock, a date, a
// decimal, a number, or something that is no part of a time, such as one that
// a letter touches.
func digitToken(s *script, rs []rune, i int) token {
	j := digitsEnd(rs, i)
	whole := readDigits(rs[i:j])
	tok := token{lexeme: lexeme{kind: tNum}, num: whole, from: i, to: j}
	glued := i > 0 && isLetter(rs[i-1]) && !s.spaceAt(i) || i > 1 && rs[i-1] == '.' && isDigit(rs[i-2])
	if whole.digits > 4 || glued {
		return junk(rs, i)
	}
	if j == len(rs) {
		return tok
	}
	part := func(from int) (number, int) { // the digits after a separator
		end := digitsEnd(rs, from)
		return readDigits(rs[from:end]), end
	}
	at := func(k int) rune {
		if k < len(rs) {
			return rs[k]
		}
		return 0
	}
	switch sep := rs[j]; sep {
	case ':':
		minute, end := part(j + 1)
		if whole.digits > 2 || minute.digits != 2 {
			return junk(rs, i)
		}
		if at(end) == ':' {
			second, e := part(end + 1)
			if second.digits != 2 || at(e) == ':' {
				return junk(rs, i)
			}
			end = e
		}
		return token{lexeme: lexeme{tClock, whole.value, minute.value}, num: whole, from: i, to: end}
	case '-', '/', '.':
		second, end := part(j + 1)
		if second.digits == 0 {
			if sep != '-' && sep != '.' {
				return junk(rs, i)
			}
			return tok
		}
		if whole.digits == 4 && at(end) == sep { // 2026-12-03
			third, e := part(end + 1)
			if third.digits == 0 || third.digits > 2 || second.digits > 2 {
				return junk(rs, i)
			}
			return token{lexeme: lexeme{kind: tDate}, num: whole,
				date: date{whole.value, time.Month(second.value), third.value}, from: i, to: e}
		}
		if sep == '-' {
			if second.digits > 2 || whole.digits > 2 {
				return junk(rs, i)
			}
			return tok // 3-5点: a range, for the rules to see
		}
		if at(end) == sep && isDigit(at(end+1)) || whole.digits > 2 || second.digits > 2 {
			return junk(rs, i)
		}
		kind := tDecimal
		if sep == '/' {
			kind = tDate
			if whole.value > 12 && whole.value < second.value && second.value <= 31 && at(end) == '号' {
				return tok // 28/29号
			}
			if whole.value < 1 || whole.value > 12 || second.value < 1 || second.value > 31 || at(end) == '%' {
				return junk(rs, i)
			}
		}
		return token{lexeme: lexeme{kind: kind, n: whole.value, m: second.value}, num: second,
			date: date{0, time.Month(whole.value), second.value}, from: i, to: end}
	}
	if isLetter(rs[j]) && !s.spaceAt(j) {
		if l, n := dictionary.longest(rs[j:]); l.kind == tMeridiem && !isLetter(at(j+n)) {
			return tok
		}
		return junk(rs, i)
	}
	return tok
}

func digitsEnd(rs []rune, i int) int {
	for i < len(rs) && isDigit(rs[i]) {
		i++
	}
	return i
}

// junk swallows a phone number, an identifier, a version, an IP address.
func junk(rs []rune, i int) token {
	j := i
	for j < len(rs) && (isDigit(rs[j]) || isLetter(rs[j]) || (rs[j] == '.' || rs[j] == '-' || rs[j] == '/' || rs[j] == ':') && j+1 < len(rs) && isDigit(rs[j+1])) {
		j++
	}
	return token{from: i, to: j}
}

func weekdayByCode(code string) (time.Weekday, bool) {
	for n, c := range weekdayCodes {
		if c == code {
			return time.Weekday((n + 1) % 7), true
		}
	}
	return 0, false
}

// weekdayCodes are the weekdays of RFC 5545, Monday first.
var weekdayCodes = [7]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
