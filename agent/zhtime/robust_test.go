package zhtime

import (
	"strings"
	"testing"
	"time"
)

// FuzzParse: any bytes give an answer, whose spans lie inside the text and
// whose sides are in order.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"明天下午三点", "周三或者周四下午不行", "12.3-12.5", "2月30号", "\xff\xfe点", "差五分三点到", "每周一三五", "第", "下下下周", "初", "农历", "3-", "12/", "2026-12-", "next Mon 3pm to", "三点、四点，周四", "国庆第", "元旦后第一个", "三点，周五同一时间", "以后都", "从到之后", "三四点之间", "四月初", "农历十", "七号。下个月", "周四，这两天", "三点三个", "1-15", "隔周"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := Parse(text, monday, nil)
		for _, w := range append(r.Wishes, r.Mentioned...) {
			if w.Span[0] < 0 || w.Span[1] > len(text) || w.Span[0] >= w.Span[1] {
				t.Fatalf("%q: span %v", text, w.Span)
			}
			if !w.Start.IsZero() && !w.End.IsZero() && w.End.Before(w.Start) {
				t.Fatalf("%q: %s", text, brief(w))
			}
			if w.Start.IsZero() && w.End.IsZero() && w.RRule == "" {
				t.Fatalf("%q: nothing said by %+v", text, w)
			}
		}
	})
}

// TestLongTexts reads hostile texts of 10 and 500 KB in bounded time.
func TestLongTexts(t *testing.T) {
	for _, unit := range []string{"明天下午三点", "周三、", "一", "下", "三点到", "不", "的", "12", "1.", "，", "周一和", "我", "点\x00", "明天不对", "十月第", "12月3号到", "三点、", "8号，十二月的，", "周三开会，到时候", "下个月挑个周末，", "mon or ", "周四，等下，", "周三和周四，这两天", "周一有事，那天", "农历十五", "12.5就", "周一 3点或4点", "四月初八"} {
		for _, size := range []int{10 << 10, 500 << 10} {
			text := strings.Repeat(unit, size/len(unit)+1)[:size]
			began := time.Now()
			Parse(text, monday, nil)
			if took := time.Since(began); took > 5*time.Second { // catches what is not linear; how fast: BenchmarkParse
				t.Errorf("%d bytes of %q took %s", size, unit, took)
			}
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, bench := range []struct{ name, text string }{
		{"typical", "您好，我约了明天九点的，周三要开会，想改到周四下午三点以后可以吗"},
		{"plain", "种植牙大概多少钱一颗呀，有没有优惠活动"},
		{"10KB", strings.Repeat("周三不行，周四下午三点以后可以吗？", 200)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				Parse(bench.text, monday, nil)
			}
		})
	}
}
