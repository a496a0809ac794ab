package prompts

import "testing"

func TestBlocked(t *testing.T) {
	for _, c := range []struct {
		text  string
		words []string
		want  string
	}{
		{"我们是最好的", []string{"第一", "最好"}, "最好"},
		{"全国第\u200b一", []string{"第一"}, "第一"},
		{"ＶＩＰ专享", []string{"vip"}, "vip"},
		{"vip专享", []string{"ＶＩＰ"}, "ＶＩＰ"},
		{"价格100%透明", []string{"100％"}, "100％"},
		{"您好", []string{"", "\u200b"}, ""},
		{"您好", nil, ""},
	} {
		word, ok := Blocked(c.text, c.words)
		if word != c.want || ok != (c.want != "") {
			t.Errorf("Blocked(%q, %q) = %q, %v", c.text, c.words, word, ok)
		}
	}
}
