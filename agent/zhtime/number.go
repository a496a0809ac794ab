package zhtime

// number is a run of Chinese numerals or of ASCII digits.
type number struct {
	value int
	// second is set for neighbouring numerals, "三四" (three or four), "十一二"
	// (eleven or twelve), "五六七": value is the first, second the last.
	second int
	ascii  bool
	digits int // how many characters
	// zeroLed is true for "05", "零五": minutes rather than a count.
	zeroLed bool
}

var numerals = map[rune]int{
	'零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
}

var units = map[rune]int{'十': 10, '廿': 20, '卅': 30, '百': 100, '千': 1000}

func isNumeral(r rune) bool {
	_, ok := numerals[r]
	return ok || units[r] > 0
}

// readDigits reads a run of ASCII digits; a value that could be no part of a
// time is clipped.
func readDigits(rs []rune) number {
	n := number{ascii: true, digits: len(rs), zeroLed: len(rs) > 1 && rs[0] == '0'}
	for _, r := range rs {
		if n.value < 1_000_000 {
			n.value = n.value*10 + int(r-'0')
		}
	}
	return n
}

// readNumerals reads a run of Chinese numerals. ok is false for a run that is
// no number below 10,000, such as 三三三.
func readNumerals(rs []rune) (n number, ok bool) {
	n.digits = len(rs)
	if len(rs) > 8 {
		return n, false
	}
	if rs[0] == '零' && len(rs) > 1 {
		n.zeroLed = true
	}
	if plainDigits(rs) {
		switch {
		case len(rs) == 2 && !n.zeroLed:
			n.value, n.second = numerals[rs[0]], numerals[rs[1]]
			return n, n.second == n.value+1
		case len(rs) == 3 && n.value == 0 && !n.zeroLed && numerals[rs[1]] == numerals[rs[0]]+1 && numerals[rs[2]] == numerals[rs[1]]+1: // 五六七号
			n.value, n.second = numerals[rs[0]], numerals[rs[2]]
			return n, true
		case len(rs) == 4 || len(rs) == 1 || n.zeroLed && len(rs) == 2: // 二零二六, 五, 零五
			for _, r := range rs {
				n.value = n.value*10 + numerals[r]
			}
			return n, true
		}
		return n, false
	}
	section, digit, haveDigit := 0, 0, false
	for i, r := range rs {
		switch r {
		case '十', '百', '千', '廿', '卅':
			if !haveDigit {
				digit = 1
			}
			section += digit * units[r]
			digit, haveDigit = 0, false
		case '零':
			if i == 0 {
				return n, false
			}
		default:
			if haveDigit { // 十一二: the last two numerals are alternatives
				if i != len(rs)-1 || numerals[r] != digit+1 {
					return n, false
				}
				n.value, n.second = section+digit, section+numerals[r]
				return n, true
			}
			digit, haveDigit = numerals[r], true
		}
	}
	n.value = section + digit
	return n, true
}

func plainDigits(rs []rune) bool {
	for _, r := range rs {
		if _, ok := numerals[r]; !ok {
			return false
		}
	}
	return true
}
