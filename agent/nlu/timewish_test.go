package nlu

import (
	"strings"
	"testing"

	"github.com/molarhq/molar/agent/zhtime"
)

func TestTimes_WishedOrOnlyMentioned(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"明天下午能看吗":          "range",
		"周二整天都要盯工地，周四上午可以": "range",
		"今天比昨天肿得更高了":       "",
		"今天多亏了周大夫，手真轻":     "",
		"周三来不了，周四行":        "refusal range",
		"周末愉快":             "",
		"积分到12月31号清零吗":     "",
		"只有晚上有空":           "recurring",
	} {
		var kinds []string
		for _, w := range u.Understand(text, Context{Now: monday}).Times.Wishes {
			kinds = append(kinds, string(w.Kind))
		}
		if got := strings.Join(kinds, " "); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestTimeExamples(t *testing.T) {
	lines, err := examplesIn("training/times", func(Example) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	var texts, uses []Example
	for _, l := range lines {
		e, err := parseTimeExample(l.Text)
		if err != nil {
			t.Error(err)
		}
		texts = append(texts, Example{Text: e.text})
		for _, m := range e.marks {
			uses = append(uses, Example{e.text[m.start:m.end], m.use})
		}
	}
	enough(t, uses, []string{timeWished, timeRefused, timeAside})
	untrained(t, texts)
}

func TestParseTimeExample(t *testing.T) {
	e, err := parseTimeExample("⟦周五|0⟧值班,⟦周六|+⟧吧")
	if err != nil || e.text != "周五值班,周六吧" || len(e.marks) != 2 || e.marks[0].use != timeAside || e.marks[1].use != timeWished {
		t.Errorf("%+v, %v", e, err)
	}
	if words := e.text[e.marks[1].start:e.marks[1].end]; words != "周六" {
		t.Errorf("the second mark is on %q", words)
	}
	for _, bad := range []string{"⟦周五|?⟧", "⟦周五⟧", "⟦周五|+"} {
		if _, err := parseTimeExample(bad); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func TestJudgeTimes_KeepsEveryTime(t *testing.T) {
	u := understander(t)
	text := "周三要开会,周四下午或者周五都行"
	read := zhtime.Parse(text, monday, nil)
	for of := range asideEnough {
		got := judgeTimes(u.timeUses, text, read, of)
		if len(got.Wishes)+len(got.Mentioned) != len(read.Wishes)+len(read.Mentioned) {
			t.Errorf("%d wished and %d mentioned, of %d and %d", len(got.Wishes), len(got.Mentioned), len(read.Wishes), len(read.Mentioned))
		}
	}
}
