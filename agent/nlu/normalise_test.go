package nlu

import "testing"

func TestNormalise(t *testing.T) {
	for text, want := range map[string]string{
		"我想預約洗牙":              "我想预约洗牙",
		"１３８，ＯＫ":              "138,ok",
		"洗\u200b牙\ufeff":      "洗牙",
		"\u202e多少钱\u2066":     "多少钱",
		"⽛疼":                  "牙疼",
		"喜牙 语约":               "洗牙 预约",
		"跟管多少钱":               "根管多少钱",
		"我 想 洗 牙":             "我想洗牙",
		"好👌🏻":                 "好👌",
		"疼疼疼疼疼疼":              "疼疼疼",
		"？？？？":                "?",
		"a\x00b\xffc":         "a b c",
		"13800000001":         "13800000001",
		"yuyue xiya":          "预约 洗牙",
		"牙\U000E0041疼":        "牙疼",
		"好😊的":                 "好 的",
		"z\u0301\u0301\u0301": "ź",
	} {
		if got := normalise(text).text; got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTables_Read(t *testing.T) {
	treatmentData()
	flagData()
	factLines()
	acts()
	relationWords()
	nameData()
	simplified()
	typos()
	cities()
}

func TestPattern(t *testing.T) {
	for _, c := range []struct {
		source, clause string
		want           bool
	}{
		{"牙疼", "我牙疼", true}, {"牙~疼", "牙有点疼", true}, {"牙~疼", "牙一二三四五六七疼", false}, {"牙~~疼", "牙一二三四五六七疼", true},
		{"牙~疼", "牙,疼", false}, {"洗(个|下)?牙", "洗牙", true}, {"洗(个|下)?牙", "洗个牙", true}, {"洗(个|下)?牙", "洗了牙", false},
		{"^好", "好的", true}, {"^好", "不好", false}, {"好$", "不好", true}, {"好~$", "好了吧", true}, {"两颗?牙", "两牙", true},
	} {
		p := mustPattern(c.source)
		if got := p.match(c.clause); got != c.want {
			t.Errorf("%s in %s: %v", c.source, c.clause, got)
		}
		set := mustPatterns(c.source)
		if got := anyMatch(set, c.clause); got != c.want {
			t.Errorf("set %s in %s: %v", c.source, c.clause, got)
		}
	}
	for _, bad := range []string{"", "(a", "a)", "((a))", "?", "(a|b)?", "(a~b)"} {
		if _, err := parsePattern(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
