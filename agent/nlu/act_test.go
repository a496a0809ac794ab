package nlu

import (
	"fmt"
	"testing"
)

func TestActs(t *testing.T) {
	u := understander(t)
	for act, texts := range map[Act][]string{
		ActAffirm:  {"嗯", "好", "好的", "可以", "行", "中", "成", "得", "没问题", "OK", "就这个吧", "约吧", "👌", "嗯嗯好", "好滴", "[OK]", "好的，不过改成四点", "可以，谢谢"},
		ActAck:     {"哦", "知道了", "哦哦"},
		ActAbandon: {"再说吧", "再想想", "考虑一下", "算了", "不约了", "改天再说"},
		ActDeny:    {"不行", "都不合适", "不要", "这个时间不行"},
		ActWrong:   {"不对", "名字错了", "你弄错了"},
		ActRight:   {"没错", "对的", "是对的"},
		ActRepeat:  {"你说什么", "没听懂", "再说一遍"},
		ActAny:     {"随便", "都行", "你们安排", "哪个都可以"},
		ActUnknown: {"不知道", "记不得了", "不太清楚"},
		ActOther:   {"换一个", "还有别的吗", "有没有其他时间"},
		ActCannot:  {"来不了", "去不成了", "有事来不及"},
		"":         {"不是不行", "也不是不可以", "行吧看看", "好疼", "可以改吗", "行不行", "好不好", "嗯……"},
	} {
		for _, text := range texts {
			got := u.Understand(text, Context{Now: monday, Expecting: "confirm"}).Acts
			if act == "" && len(got) == 0 || len(got) > 0 && got[0] == act {
				continue
			}
			t.Errorf("%s: %v, want %q", text, got, act)
		}
	}
}

func TestOrdinals(t *testing.T) {
	u := understander(t)
	for _, c := range []struct {
		text, expecting string
		want            []int
	}{
		{"第二个", "choice", []int{2}}, {"2", "choice", []int{2}}, {"最后一个", "choice", []int{-1}}, {"第一个吧", "choice", []int{1}},
		{"选三", "choice", []int{3}}, {"中间那个", "choice", []int{2}}, {"第一个不行，第三个吧", "choice", []int{3}},
		{"第二天", "choice", nil}, {"第三颗牙", "choice", nil}, {"2楼", "choice", nil}, {"2号", "", nil}, {"第二次来", "", nil}, {"后天", "choice", nil},
	} {
		if got := u.Understand(c.text, Context{Now: monday, Expecting: c.expecting}).Ordinals; fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s: %v, want %v", c.text, got, c.want)
		}
	}
}
