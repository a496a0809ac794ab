package nlu

import (
	"slices"
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
	repeated   bool // has a digit said with how often it stands: 四个零
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
		if end, digits := repeatedDigits(text, i); end > i {
			put(digits, i, end, true)
			runs[len(runs)-1].repeated = true
			i = end
			continue
		}
		if (r == 'l' || r == 'i') && restOfMobile(text[i+size:]) {
			put("1", i, i+size, false) // l3800000001
			i += size
			continue
		}
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
		if !ok || strings.ContainsRune(onlyInNumbers, r) && !open && !goesOn(text, runs, i, size) || strings.HasPrefix(text[i+size:], "位") && hasAnySuffix(text[:i], []string{"前", "后", "末", "间"}) {
			open = false
			i += size
			continue
		}
		put(string(d), i, i+size, true)
		i += size
	}
	return runs
}

// goesOn reports that dictated digits go on at byte at after a pause with two
// more: 幺三八，洞洞….
func goesOn(text string, runs []digitRun, at, size int) bool {
	if len(runs) == 0 || !runs[len(runs)-1].spoken() || strings.Trim(text[runs[len(runs)-1].end:at], ", 、") != "" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[at+size:])
	return chineseDigits[next] != 0
}

// repeatedDigits reads a digit said once with how often it stands: 四个零, 4个0,
// 双五. The result is at where there is none.
func repeatedDigits(text string, at int) (end int, digits string) {
	if rest, twice := strings.CutPrefix(text[at:], "双"); twice {
		if d, size := digitAt(rest); size > 1 { // 双11 is a day of sales
			return at + len("双") + size, strings.Repeat(string(d), 2)
		}
		return at, ""
	}
	count, size := digitAt(text[at:])
	rest, many := strings.CutPrefix(text[at+size:], "个")
	if !many || count < '1' {
		return at, ""
	}
	repeated, one := digitAt(rest)
	if next, _ := utf8.DecodeRuneInString(rest[one:]); repeated == 0 || isDigit(rune(rest[0])) && isDigit(next) {
		return at, "" // 两个138… are two of something, and a phone
	}
	return at + size + len("个") + one, strings.Repeat(string(repeated), int(count-'0'))
}

// digitAt is the digit, of either script, that s begins with, 0 for none.
func digitAt(s string) (digit byte, size int) {
	r, size := utf8.DecodeRuneInString(s)
	if isDigit(r) {
		return byte(r), size
	}
	return chineseDigits[r], size
}

// restOfMobile reports whether s begins with the ten digits that follow the 1
// of a mobile number, and has no more.
func restOfMobile(s string) bool {
	n := 0
	for n < len(s) && isDigit(rune(s[n])) {
		n++
	}
	return n == 10 && s[0] >= '3'
}

// joinable reports whether what stands between two runs may stand inside a
// phone number. Spoken numbers come with pauses and small words.
func joinable(between string, spoken bool) bool {
	if told := numberWords.Replace(between); told != between {
		// 138后面四个0: who says so dictates, whatever the script.
		between = spokenFillers.Replace(told)
	} else if spoken {
		between = spokenFillers.Replace(between)
	}
	return len(between) <= 3 && strings.Trim(between, " -._/·()+\n") == ""
}

var spokenFillers = strings.NewReplacer(",", "", "、", "", "然后", "", "接着", "", "后面是", "", "后面", "", "再", "", "跟", "", "呃", "", "嗯", "", "是", "", "⋯", "")

// numberWords say which part of a number comes next.
var numberWords = strings.NewReplacer("开头的", "", "开头", "", "打头", "", "前三位", "", "中间四位", "", "中间是", "", "中间", "", "后四位", "", "最后四位", "", "末四位", "", "后面是", "", "后面", "", "后边", "", "再来", "", "再加", "", "加上", "", "加", "", "接着", "", "然后", "", "跟着", "", "跟", "", "再", "", "后头", "", "末尾", "", "尾号是", "", "尾号", "", "结尾", "", "最后是", "", "最后", "")

// inGroups reports whether runs parted by commas are the groups in which a
// mobile number is written: 138，0000，0001.
func inGroups(text string, a, b digitRun) bool {
	return strings.Trim(text[a.end:b.start], " ,、\n") == "" && len(b.digits) == 4 &&
		(len(a.digits) == 3 && a.digits[0] == '1' && a.digits[1] >= '3' || len(a.digits) == 4)
}

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
	phoneCorrected = mustPatterns("不对", "错了", "写错", "打错", "输错", "发错", "说错", "颠倒", "写反", "反了", "更正", "应该是", "应当是", "改成", "换成", "改用", "换一个", "以这个为准", "才对", "用这个", "新号", "^不是", "^(啊|哦|噢|哎|哎呀|呀)不是")
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
		for j < len(runs) && (joinable(text[runs[j-1].end:runs[j].start], runs[j-1].spoken() && runs[j].spoken() || runs[j-1].repeated || runs[j].repeated) || inGroups(text, runs[j-1], runs[j])) {
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
	if first := runs[0]; strings.HasSuffix(text[:first.start], "+") && len(first.digits) < 4 && !strings.HasPrefix(first.digits, "86") {
		return // +1 380-000-0001 is abroad
	}
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

// choose picks the patient's number: of those with the most right to be it the
// first, unless a later one corrects it.
func (p *phoneReading) choose(text string) {
	if len(p.found) == 0 {
		return
	}
	claims := p.claims(text)
	best := slices.Max(claims)
	var kept []foundNumber
	for i, f := range p.found {
		if claims[i] == best {
			kept = append(kept, f)
		}
	}
	first, last := kept[0], kept[len(kept)-1]
	p.phone, p.bad = first.digits, ""
	for _, c := range splitClauses(text[first.end:]) {
		if anyMatch(phoneCorrected, c.text) {
			p.phone = last.digits
		}
	}
	p.phone = tailCorrected(text, last, p.phone)
}

var (
	// tailSaid comes before the last digits said anew, slipSaid before a last
	// group of four.
	tailSaid = mustPatterns("(最后|末尾|结尾|后面)(是|应该是|改成|该是|为)$", "(最后|末|后|尾|倒数)(一|两|二|三|四|1|2|3|4|几|)(位|个|个数|个数字|位数)~(是|应该是|改成|改为|该是|为|换成)(:|)$", "(尾号|末尾|结尾|尾数)~(是|应该是|改成|改为|该是|为|:|)$")
	slipSaid = mustPatterns("(不不|不对|错了|哦不|噢不|不是|搞错|说错|打错|输错|更正)~$")
)

// tailCorrected is a number whose last digits are put right behind it:
// 最后一位打错了，应该是6.
func tailCorrected(text string, f foundNumber, phone string) string {
	if phone != f.digits {
		return phone
	}
	rest := clip(text[f.end:], 40*3, 0)
	for _, run := range digitRuns(rest) {
		n := len(run.digits)
		words := noMarks.Replace(rest[:run.start])
		if n > 4 || strings.HasSuffix(words, "开头") || notPhoneDigits(rest[run.end:]) || run.chinese && n < 2 && strings.HasPrefix(rest[run.end:], "位") {
			continue
		}
		if anyMatch(tailSaid, words) || hasAnyPrefix(rest[run.end:], []string{"结尾", "收尾"}) || n == 4 && anyMatch(slipSaid, words) {
			return phone[:len(phone)-n] + run.digits
		}
	}
	return phone
}

var noMarks = strings.NewReplacer(",", "", ".", "", " ", "", "⋯", "")

// notPhoneDigits reports that what follows a number makes it a time, a date or
// an amount.
func notPhoneDigits(rest string) bool {
	return hasAnyPrefix(rest, []string{"点", ":", "号", "月", "日", "岁", "块", "元", "个", "颗", "位", "年", "天", "楼", "周"})
}
