package prompts

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/molarhq/molar"
)

// A figure is a date, a clock time, a price, a phone number or any other
// number of a text. Figures are compared as what they mean and never as
// characters: 5:00 is not in 15:00, 周二 is 星期二, 三点半 may be 15:30.
type figure struct {
	text string
	// means are the tokens that it may stand for: an hour without a part of
	// the day stands for two.
	means []string
	// implies are tokens that it allows beside itself: 11月24日 allows 24日.
	implies []string
}

// checkFigures refuses a figure that none of the facts states.
func (r *claims) checkFigures(text string, facts []string) error {
	found := r.figures(ordinals.ReplaceAllString(text, ""))
	if len(found) == 0 {
		return nil
	}
	stated := make(map[string]bool)
	for _, f := range r.figures(strings.Join(facts, "\n")) {
		for _, token := range slices.Concat(f.means, f.implies) {
			stated[token] = true
		}
	}
next:
	for _, f := range found {
		for _, token := range f.means {
			if stated[token] {
				continue next
			}
		}
		return molar.Errorf(molar.CodeInvalid, "%q is none of the facts: figures come from fields", f.text)
	}
	return nil
}

// ordinals are the numbers of a list's rows.
var ordinals = regexp.MustCompile(`(?m)^\d{1,2}[.、] `)

// figureKind is one form of figure.
type figureKind struct {
	signs   string // characters one of which is in every match
	pattern *regexp.Regexp
	read    func(match) figure
}

// match is where a pattern was found: its groups, and the characters around
// it.
type match struct {
	groups     []string
	prev, next rune
}

// splitsDigits reports whether the match begins or ends inside a run of
// digits: 15:00 is not to be found in 115:00.
func (m match) splitsDigits() bool {
	first, last := m.groups[0][0], m.groups[0][len(m.groups[0])-1]
	return isDigit(rune(first)) && isDigit(m.prev) || isDigit(rune(last)) && isDigit(m.next)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// figureKinds lists the forms in the order in which they are tried; what one
// has read is gone for the next.
func figureKinds(priceWords []string, dayOf map[string]string) []figureKind {
	dayWords := slices.Collect(maps.Keys(dayOf))
	kind := func(signs, pattern string, read func(match) figure) figureKind {
		return figureKind{signs, regexp.MustCompile(pattern), read}
	}
	return []figureKind{
		kind(`年-/.`, `(\d{4}|[零〇一二三四五六七八九]{4})[年\-/.](`+short+`)[月\-/.](`+short+`)[日号]?`, readYearDate),
		kind(`月`, `(`+short+`)月(`+short+`)[日号]?`, readDate),
		kind(digits, `(`+dayparts+`)?(\d{1,2}):(\d{2})(?::\d{2})?`, readColonClock),
		kind(`点`, `(`+dayparts+`)?(`+short+`)点(钟|整|半|一刻|三刻|`+short+`分|\d{2}|[一二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])?`, readHour),
		kind(`时`, `(`+dayparts+`)?(\d{1,2})时(整|半|\d{1,2}分)?`, readHour),
		kind(`¥$`, `[¥$] ?(\d+(?:,\d{3})*(?:\.\d+)?)`, readPrice),
		kind(`元块圆人r美毛角`, `(\d+(?:,\d{3})+(?:\.\d+)?|`+number+`)([百千万]?) ?(?:元|块钱|块|圆|人民币|rmb|美元|毛|角)`, readPrice),
		kind(`折`, `(`+number+`)折`, readDiscount),
		kind(`/`, `(\d{1,2})/(\d{1,2})`, readDate),
		kind(`*`, `\d{3}\*{2,}\d{2,4}`, readPhone),
		kind(digits, `(?:\+?86[- ]?)?(?:\d{3,4}[- ]\d{3,4}[- ]?\d{4}|\d{3,4}[- ]\d{7,8}|\d{7,})`, readPhone),
		kind(`零〇一二三四五六七八九幺`, `[零〇一二三四五六七八九幺]{7,}`, readPhone),
		kind(`周星礼`, `(下下|下|上|本|这)?个?(周|星期|礼拜)([一二三四五六日天1-7])`, readWeekday),
		kind(firsts(dayWords), oneOf(dayWords), func(m match) figure { return figure{means: []string{"day " + dayOf[m.groups[0]]}} }),
		kind(firsts(priceWords), oneOf(priceWords), func(m match) figure { return figure{means: []string{"price " + m.groups[0]}} }),
		kind(`号日`, `(`+short+`)[号日]`, readDay),
		kind(`月`, `(`+short+`)月`, readMonth),
		kind(`百千万`, `[几一二两三四五六七八九十]+[百千万]`+`[零〇一二两三四五六七八九十百千万]*`, readCount),
		kind(digits, `\d+(?:\.\d+)?`, readCount),
	}
}

// firsts are the first characters of words.
func firsts(words []string) string {
	var b strings.Builder
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	return b.String()
}

const (
	digits   = "0123456789"
	numeral  = `[零〇一二两三四五六七八九十百千万]+`
	short    = `(?:\d{1,2}|` + numeral + `)`
	number   = `(?:\d+(?:\.\d+)?|` + numeral + `)`
	dayparts = `凌晨|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|夜里|早|晚`
)

// figures lists the figures of a text. None reaches over a line.
func (r *claims) figures(text string) []figure {
	var found []figure
	for line := range strings.SplitSeq(r.simple.Replace(fold(text)), "\n") {
		found = r.lineFigures(found, line)
	}
	return found
}

func (r *claims) lineFigures(found []figure, rest string) []figure {
	for _, kind := range r.kinds {
		if !strings.ContainsAny(rest, kind.signs) {
			continue
		}
		matches := kind.pattern.FindAllStringSubmatchIndex(rest, -1)
		if matches == nil {
			continue
		}
		var left strings.Builder
		done := 0
		for _, at := range matches {
			m := match{groups: make([]string, len(at)/2)}
			for g := range m.groups {
				if at[2*g] >= 0 {
					m.groups[g] = rest[at[2*g]:at[2*g+1]]
				}
			}
			m.prev, _ = utf8.DecodeLastRuneInString(rest[:at[0]])
			m.next, _ = utf8.DecodeRuneInString(rest[at[1]:])
			if m.splitsDigits() {
				continue
			}
			f := kind.read(m)
			if len(f.means) == 0 {
				continue
			}
			f.text = m.groups[0]
			found = append(found, f)
			left.WriteString(rest[done:at[0]])
			left.WriteString(blank)
			done = at[1]
		}
		left.WriteString(rest[done:])
		rest = left.String()
	}
	return found
}

func readYearDate(m match) figure {
	f := dateOf(m.groups[2], m.groups[3])
	year := digitsOf(m.groups[1])
	for i, token := range f.means {
		f.implies = append(f.implies, token)
		f.means[i] = year + " " + token
	}
	return f
}

func readDate(m match) figure { return dateOf(m.groups[1], m.groups[2]) }

func dateOf(month, day string) figure {
	mm, ok1 := valueOf(month)
	dd, ok2 := valueOf(day)
	if !ok1 || !ok2 {
		return figure{means: []string{"date " + month + "-" + day}}
	}
	return figure{
		means:   []string{"date " + mm + "-" + dd},
		implies: []string{"date " + dd, "month " + mm},
	}
}

func readDay(m match) figure {
	day, ok := valueOf(m.groups[1])
	if !ok {
		return figure{}
	}
	if strings.ContainsRune("路街巷弄道村园区院楼座幢", m.prev) || strings.ContainsRune("楼门栋厅桌线店诊出院室台机", m.next) {
		return figure{means: []string{"count " + day}} // a house, a line, a room
	}
	return figure{means: []string{"date " + day}}
}

func readMonth(m match) figure {
	month, ok := valueOf(m.groups[1])
	if !ok {
		return figure{}
	}
	return figure{means: []string{"month " + month}}
}

func readWeekday(m match) figure {
	week, day := m.groups[1], m.groups[3]
	if week == "" && m.groups[2] == "周" && strings.ContainsRune("一两二三四五六七八九十几半0123456789", m.prev) {
		return figure{} // 两周一次
	}
	switch day {
	case "日", "天":
		day = "7"
	default:
		day, _ = valueOf(day)
	}
	if week != "" {
		return figure{means: []string{week + " weekday " + day}, implies: []string{"weekday " + day}}
	}
	return figure{means: []string{"weekday " + day}}
}

func readColonClock(m match) figure {
	hour, _ := strconv.Atoi(m.groups[2])
	minute, _ := strconv.Atoi(m.groups[3])
	if hour > 24 || minute > 59 {
		return figure{means: []string{"count " + m.groups[0]}}
	}
	return clockFigure(m.groups[1], hour, minute, true)
}

// readHour reads 三点, 下午3点半, 15时30分. 早一点 is no clock time, nor is
// 第三点.
func readHour(m match) figure {
	part, tail := m.groups[1], m.groups[3]
	if m.groups[2] == "一" && (part == "" || part == "早" || part == "晚") && (tail == "" || tail == "一刻") || m.prev == '第' {
		return figure{}
	}
	if tail == "" && strings.ContainsRune("间候常", m.next) {
		return figure{}
	}
	value, ok := valueOf(m.groups[2])
	hour, err := strconv.Atoi(value)
	if !ok || err != nil || hour > 24 {
		return figure{}
	}
	minute := 0
	switch tail {
	case "", "钟", "整":
	case "半":
		minute = 30
	case "一刻":
		minute = 15
	case "三刻":
		minute = 45
	default:
		value, _ := valueOf(strings.TrimPrefix(strings.TrimSuffix(tail, "分"), "零"))
		minute, _ = strconv.Atoi(value)
	}
	return clockFigure(part, hour, minute, false)
}

// clockFigure is a clock time. Without a part of the day an hour that was not
// written as 3:00 may be either half of the day's.
func clockFigure(part string, hour, minute int, exact bool) figure {
	token := func(hour int) string { return "clock " + strconv.Itoa(hour%24) + ":" + strconv.Itoa(minute) }
	switch part {
	case "下午", "午后", "傍晚", "晚上", "夜里", "晚":
		if hour < 12 {
			hour += 12
		} else if hour == 12 && part != "下午" && part != "午后" {
			hour = 24
		}
	case "中午":
		if hour < 10 {
			hour += 12
		}
	case "":
		if !exact && hour < 12 {
			return figure{means: []string{token(hour), token(hour + 12)}}
		}
	}
	return figure{means: []string{token(hour)}}
}

func readPrice(m match) figure {
	if m.groups[0] == "一块" {
		return figure{} // together
	}
	amount, ok := valueOf(strings.ReplaceAll(m.groups[1], ",", ""))
	if !ok {
		return figure{}
	}
	if len(m.groups) > 2 && m.groups[2] != "" {
		amount = times(amount, m.groups[2])
	}
	return figure{means: []string{"price " + amount}}
}

func readDiscount(m match) figure {
	return figure{means: []string{"discount " + digitsOf(m.groups[1])}}
}

func readPhone(m match) figure {
	number := digitsOf(m.groups[0])
	if len(number) == 13 {
		number = strings.TrimPrefix(number, "86")
	}
	return figure{means: []string{"phone " + number}}
}

func readCount(m match) figure {
	value, ok := valueOf(m.groups[0])
	if !ok {
		value = m.groups[0]
	}
	return figure{means: []string{"count " + value}}
}

// numeralValues are the digits that Chinese has characters for.
var numeralValues = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '幺': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

var unitValues = map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10000}

// valueOf is the plain decimal form of a number in digits or numerals.
func valueOf(s string) (string, bool) {
	if s != "" && s[0] < utf8.RuneSelf {
		f, err := strconv.ParseFloat(s, 64)
		return strconv.FormatFloat(f, 'f', -1, 64), err == nil
	}
	total, section, digit, last := 0, 0, -1, 1
	for _, r := range s {
		if v, ok := numeralValues[r]; ok {
			if digit > 0 || digit == 0 && total+section == 0 {
				return digitsOf(s), true // 二〇二六: digit by digit
			}
			digit = v
			if v == 0 {
				last = 10 // 一百零五: the unit is one
			}
			continue
		}
		unit, ok := unitValues[r]
		if !ok {
			return "", false
		}
		if digit < 0 {
			digit = 0
			if section == 0 {
				digit = 1 // 十五
			}
		}
		if unit == 10000 {
			total, section = (total+section+digit)*unit, 0
		} else {
			section += digit * unit
		}
		digit, last = -1, unit
	}
	if digit > 0 {
		if last > 10 {
			digit *= last / 10 // 一千八 is 1800
		}
		section += digit
	}
	return strconv.Itoa(total + section), s != ""
}

// digitsOf spells a number digit by digit and leaves out everything else.
func digitsOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if v, ok := numeralValues[r]; ok {
			b.WriteByte(byte('0' + v))
		} else if isDigit(r) || r == '*' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// times multiplies a plain number by a unit: 3, 千.
func times(amount, unit string) string {
	r, _ := utf8.DecodeRuneInString(unit)
	f, err := strconv.ParseFloat(amount, 64)
	if err != nil {
		return amount
	}
	return strconv.FormatFloat(f*float64(unitValues[r]), 'f', -1, 64)
}
