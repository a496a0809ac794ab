package nlu

import (
	"strings"
	"unicode/utf8"
)

// phoneReading is what a message says about phones.
type phoneReading struct {
	phone string        // the patient's, after corrections
	bad   string        // digits meant as a phone that are not one, as written
	found []foundNumber // every valid mobile, in order
	spans [][2]int      // where digits of phones and slips stand, in bytes of the text
}

type foundNumber struct {
	digits     string
	start, end int
}

func (p *phoneReading) all() []string {
	var all []string
	for _, f := range p.found {
		all = append(all, f.digits)
	}
	return all
}

// digitRun is a stretch of digits of one script with nothing between them.
type digitRun struct {
	digits     string
	start, end int
	chinese    bool
}

// spoken reports whether a run was dictated: Chinese digits, several at once.
func (r digitRun) spoken() bool { return r.chinese && len(r.digits) > 1 }

var chineseDigits = map[rune]byte{
	'零': '0', '〇': '0', '洞': '0', '一': '1', '幺': '1', '壹': '1', '腰': '1', '二': '2', '两': '2', '贰': '2',
	'三': '3', '叁': '3', '四': '4', '肆': '4', '五': '5', '伍': '5', '六': '6', '陆': '6',
	'七': '7', '柒': '7', '拐': '7', '八': '8', '捌': '8', '九': '9', '玖': '9', '勾': '9',
}

// onlyInNumbers are the characters above that are also everyday words or
// surnames; they are digits only next to another digit.
const onlyInNumbers = "洞腰拐勾两陆伍"

// digitRuns finds the runs. "四个零" inside a number is four noughts.
func digitRuns(text string) []digitRun {
	var runs []digitRun
	open := false
	put := func(d string, start, end int, chinese bool) {
		if n := len(runs); open && n > 0 && runs[n-1].end == start && runs[n-1].chinese == chinese {
			runs[n-1].digits += d
			runs[n-1].end = end
		} else {
			runs = append(runs, digitRun{digits: d, start: start, end: end, chinese: chinese})
		}
		open = true
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if isDigit(r) {
			put(string(r), i, i+size, false)
			i += size
			continue
		}
		if r == 'o' && open && i+1 < len(text) && (isDigit(rune(text[i+1])) || text[i+1] == 'o') {
			put("0", i, i+size, false) // 138oooo0001
			i += size
			continue
		}
		d, ok := chineseDigits[r]
		if !ok || strings.ContainsRune(onlyInNumbers, r) && !open {
			open = false
			i += size
			continue
		}
		if rest, many := strings.CutPrefix(text[i+size:], "个"); many && d >= '2' {
			next, nextSize := utf8.DecodeRuneInString(rest)
			repeated, ok := chineseDigits[next]
			if isDigit(next) {
				repeated, ok = byte(next), true
			}
			if ok {
				end := i + size + len("个") + nextSize
				put(strings.Repeat(string(repeated), int(d-'0')), i, end, true)
				i = end
				continue
			}
		}
		put(string(d), i, i+size, true)
		i += size
	}
	return runs
}

// joinable reports whether what stands between two runs may stand inside a
// phone number. Spoken numbers come with pauses and small words.
func joinable(between string, spoken bool) bool {
	if spoken {
		between = spokenFillers.Replace(between)
	}
	return len(between) <= 3 && strings.Trim(between, " -._/·()+") == ""
}

var spokenFillers = strings.NewReplacer(",", "", "、", "", "然后", "", "接着", "", "后面是", "", "后面", "", "再", "", "呃", "", "嗯", "", "是", "", "⋯", "")

// isMobile reports whether digits are a mainland mobile number.
func isMobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// mobileIn strips the country code and returns the mobile number, or "".
func mobileIn(digits string) string {
	for _, prefix := range []string{"", "0086", "86", "086"} {
		if rest, ok := strings.CutPrefix(digits, prefix); ok && isMobile(rest) {
			return rest
		}
	}
	return ""
}

var (
	phoneCorrected = mustPatterns("不对", "错了", "写错", "打错", "输错", "发错", "说错", "更正", "应该是", "应当是", "改成", "换成", "改用", "换一个", "以这个为准", "才对", "用这个", "新号", "^不是")
	phoneRejected  = mustPatterns("(不是|不要打|别打|不用|停用|不用了)~$", "(旧|老|原来|以前)的?(号|电话|手机)~$")
	phoneAsked     = mustPatterns("(电话|手机|号码|联系方式|手机号|tel|电话号)(号|码|号码|)(是|为|:|:|)")
)

// readPhones finds mobile numbers. expecting says that a phone was asked for,
// so that digits which are no mobile are taken for a slip and not for
// something else.
func readPhones(text string, expecting bool) phoneReading {
	var p phoneReading
	runs := digitRuns(text)
	for i := 0; i < len(runs); {
		// The longest stretch of runs that may be one number.
		j := i + 1
		for j < len(runs) && joinable(text[runs[j-1].end:runs[j].start], runs[j-1].spoken() && runs[j].spoken()) {
			j++
		}
		p.readStretch(text, runs[i:j], expecting)
		i = j
	}
	p.choose(text)
	return p
}

// readStretch looks for the runs that together make one mobile number; what
// stands beside it ("张三138…", "选2 138…") is not part of it.
func (p *phoneReading) readStretch(text string, runs []digitRun, expecting bool) {
	for i := 0; i < len(runs); i++ {
		digits := ""
		best, bestEnd := "", 0
		for j := i; j < len(runs) && len(digits) < 15; j++ {
			digits += runs[j].digits
			if m := mobileIn(digits); m != "" {
				best, bestEnd = m, j
			}
		}
		if best == "" {
			continue
		}
		p.found = append(p.found, foundNumber{best, runs[i].start, runs[bestEnd].end})
		p.spans = append(p.spans, [2]int{runs[i].start, runs[bestEnd].end})
		if bestEnd+1 < len(runs) {
			p.readStretch(text, runs[bestEnd+1:], expecting)
		}
		return
	}
	p.slip(text, runs, expecting)
}

// slip takes note of digits that were meant as a phone: one digit short or
// over, or any number of them where a phone was asked for.
func (p *phoneReading) slip(text string, runs []digitRun, expecting bool) {
	for len(runs) > 1 && runs[0].chinese && !runs[1].chinese {
		runs = runs[1:] // the 三 of 张三 138…
	}
	digits := ""
	for _, r := range runs {
		digits += r.digits
	}
	start, end := runs[0].start, runs[len(runs)-1].end
	near := len(digits) >= 10 && len(digits) <= 12 && digits[0] == '1' && digits[1] >= '3' && len(digits) != 11
	asked := len(digits) >= 7 && len(digits) <= 15 && digits[0] != '0' &&
		(expecting || anyMatch(phoneAsked, before(text, start)))
	if near || asked {
		p.bad = text[start:end]
		p.spans = append(p.spans, [2]int{start, end})
	}
}

// choose picks the patient's number: the first, unless a later one corrects
// it or it is turned down itself.
func (p *phoneReading) choose(text string) {
	var kept []foundNumber
	for _, f := range p.found {
		if !anyMatch(phoneRejected, before(text, f.start)) {
			kept = append(kept, f)
		}
	}
	if len(kept) == 0 {
		kept = p.found
	}
	if len(kept) == 0 {
		return
	}
	first, last := kept[0], kept[len(kept)-1]
	p.phone, p.bad = first.digits, ""
	for _, c := range splitClauses(text[first.end:]) {
		if anyMatch(phoneCorrected, c.text) {
			p.phone = last.digits
		}
	}
}
