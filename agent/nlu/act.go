package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// actTable is data/acts.tsv.
type actTable struct {
	whole  map[string]Act
	inside patterns
	act    []Act // of each pattern inside, in the order of the table
}

const actNone Act = "none"

var acts = sync.OnceValue(func() actTable {
	t := actTable{whole: map[string]Act{}}
	var sources []string
	for _, row := range readRows("acts.tsv", 3) {
		act := Act(row[0])
		for w := range strings.FieldsSeq(row[1]) {
			if _, known := t.whole[w]; !known {
				t.whole[w] = act
			}
		}
		for p := range strings.FieldsSeq(row[2]) {
			sources = append(sources, p)
			t.act = append(t.act, act)
		}
	}
	t.inside = mustPatterns(sources...)
	return t
})

// particles carry no meaning at the end of an answer.
const particles = "的了啊呀哦哈呢吧嘛滴哒啦咯噢哟喽哇呐嘞咧喔耶~ 嗷诶哎欸"

// openings are politeness before an answer that is still one.
var openings = []string{"对对对", "对对", "行行行", "行行", "对", "那", "嗯嗯", "嗯", "恩", "哦", "噢", "喔", "额", "啊", "哎呀", "哎", "唉", "好的", "好", "行", "可以"}

// actOf returns the act that a clause is as a whole, and whether it is
// nothing else.
func actOf(c string, question bool) (act Act, whole bool) {
	t := acts()
	for _, f := range actForms(c) {
		if act, ok := t.whole[f]; ok {
			if question && (act == ActAffirm || act == ActRight || act == ActDeny) {
				return "", false
			}
			return act, true
		}
	}
	for _, id := range t.inside.matching(c) {
		act := t.act[id]
		start, end, _ := t.inside.all[id].find(c)
		if question && act != ActRepeat && act != ActOther && act != ActCannot {
			continue
		}
		if act == ActAffirm && negated(c, start) {
			continue
		}
		// An act inside a longer clause is only one where it fills most of
		// it.
		if act != ActCannot && utf8.RuneCountInString(c)-utf8.RuneCountInString(c[start:end]) > 8 {
			continue
		}
		return act, false
	}
	return "", false
}

// leads stand before an answer and change nothing about it.
var leads = []string{"这几个都", "那几个都", "这些都", "一个也", "一个都", "我们", "其实", "真的", "确实", "我也", "我还", "我", "还是", "还", "都", "也", "就", "那", "这"}

// actForms are the forms of a clause that are looked up, the fullest first:
// without particles at its end, said once where it is said twice, without small
// words at its beginning.
func actForms(c string) []string {
	forms := []string{c}
	if cut := strings.TrimRight(c, particles); cut != "" && cut != c {
		forms = append(forms, cut)
	}
	if cut := strings.TrimSuffix(c, "了"); cut != c && cut != "" {
		forms = append(forms, cut)
	}
	if half := c[:len(c)/2]; half != "" && half+half == c {
		forms = append(forms, half) // 对的对的
		if cut := strings.TrimRight(half, particles); cut != "" && cut != half {
			forms = append(forms, cut)
		}
	}
	if half := c[:len(c)/2]; half+half == c && len(half) >= 6 {
		forms = append(forms, half) // 对的对的
	}
	for _, lead := range leads {
		if rest, ok := strings.CutPrefix(c, lead); ok && len(rest) > 3 {
			forms = append(forms, rest)
			if cut := strings.TrimRight(rest, particles); len(cut) > 3 && cut != rest {
				forms = append(forms, cut)
			}
			break
		}
	}
	return forms
}

// actReading is what a message does in the dialogue.
type actReading struct {
	acts []Act
	// bare is true where the message is acts and nothing else.
	bare bool
	// whole marks the clauses that are nothing but an act.
	whole []bool
}

// courtesies may stand beside an answer and change nothing.
var courtesies = map[string]bool{"谢谢": true, "谢谢你": true, "谢谢您": true, "多谢": true, "谢了": true, "麻烦了": true, "辛苦了": true, "麻烦你了": true, "麻烦您了": true, "不好意思": true, "抱歉": true, "🙏": true, "你好": true, "您好": true, "谢谢啦": true, "感谢": true, "谢": true, "辛苦": true, "请问": true, "不好意思啊": true, "麻烦": true}

// agreeing prefixes begin a clause that goes on with something else:
// "好的就明天下午", "可以那改四点".
var agreeing = []string{"好的", "好滴", "好嘞", "行的", "嗯嗯", "可以的", "没问题", "ok"}

// ownMistake owns up: what was read back is right.
var ownMistake = mustPatterns("我(刚才|刚刚|可能|好像|自己)?(记|看|弄|搞|说)(错|岔|混)", "是我(的错|错|糊涂)")

// laterWords put the answer off: 好的，我看下时间再回你 is no yes.
var laterWords = mustPatterns("(再|晚点|回头|待会|等会|一会|稍后|稍晚|等下|过会)~(回你|回您|回复|答复|告诉你|告诉您|跟你说|跟您说|给你|联系)", "(先|我|再)~(问问|问下|问一下|商量|看看时间|看下时间|看看安排|确认下时间)")

// quotedTalk is a chat that was pasted in, with who says what. It is no answer
// of the writer's.
var quotedTalk = mustPatterns("(客户|用户|患者|病人|系统|助手|客服|机器人|前台|顾问|bot|ai|assistant|user|system)(说|回复|提示|消息)?:")

// asides turn to something else. Before more words they are no answer.
var asides = map[string]bool{"对了": true, "哦对了": true, "噢对了": true, "啊对了": true, "诶对了": true, "哎对了": true, "嗯对了": true, "哦对": true, "对了对了": true, "哦哦对了": true, "那个": true, "还有": true, "好像": true}

func readActs(clauses []clause, expecting string) actReading {
	r := actReading{bare: true, whole: make([]bool, len(clauses))}
	put := func(a Act) {
		if a != "" && a != actNone && !slices.Contains(r.acts, a) {
			r.acts = append(r.acts, a)
		}
	}
	hedged := false
	for i, c := range clauses {
		text := c.text
		if courtesies[strings.TrimRight(text, particles)] || courtesies[text] {
			r.whole[i] = true
			continue
		}
		if asides[text] && i+1 < len(clauses) {
			r.whole[i] = true // 哦对了，要多久 agrees to nothing
			continue
		}
		hedged = hedged || anyMatch(laterWords, text)
		act, whole := actOf(text, c.question)
		if act == ActWrong && anyMatch(ownMistake, text) {
			act = ActRight
		}
		if c.trails && utf8.RuneCountInString(text) == 1 {
			act, whole = actNone, true // 嗯…… is no yes
		}
		if act == "" || act == actNone && !whole {
			for _, o := range openings {
				rest, ok := strings.CutPrefix(text, o)
				if !ok || rest == "" || strings.HasPrefix(rest, "不") {
					continue
				}
				if a, w := actOf(rest, c.question); w {
					act, whole = a, true
					if a == actNone {
						hedged = true
					}
					break
				}
			}
		}
		if act == actNone {
			hedged = true
			r.whole[i] = whole
			if !whole {
				r.bare = false
			}
			continue
		}
		if act == "" && !c.question {
			for _, a := range agreeing {
				if rest, ok := strings.CutPrefix(text, a); ok && !hasAnyPrefix(rest, []string{"吗", "么", "不", "疼", "话"}) {
					act = ActAffirm
					break
				}
			}
		}
		if act != "" {
			put(act)
		}
		r.whole[i] = whole
		if !whole {
			r.bare = false
		}
	}
	if hedged {
		// A hedge beside a yes takes the yes back.
		r.acts = slices.DeleteFunc(r.acts, func(a Act) bool { return a == ActAffirm || a == ActRight || a == ActDeny })
	}
	if slices.Contains(r.acts, ActAffirm) {
		r.acts = slices.DeleteFunc(r.acts, func(a Act) bool { return a == ActAck })
	}
	if slices.Contains(r.acts, ActCannot) {
		r.acts = slices.DeleteFunc(r.acts, func(a Act) bool { return a == ActAbandon })
	}
	if slices.Contains(r.acts, ActWrong) || slices.Contains(r.acts, ActAbandon) || slices.Contains(r.acts, ActCannot) {
		r.acts = slices.DeleteFunc(r.acts, func(a Act) bool { return a == ActDeny })
	}
	if len(clauses) == 0 {
		r.bare = false
	}
	return r
}

// ordinalWords name a choice.
var ordinalNumbers = map[string]int{"一": 1, "1": 1, "二": 2, "2": 2, "两": 2, "三": 3, "3": 3, "四": 4, "4": 4, "五": 5, "5": 5, "首": 1, "壹": 1, "贰": 2, "叁": 3, "俩": 2, "仨": 3}

// readOrdinals finds choices: 第二个, 选2, 后面那个. choosing says that a
// choice is open, so that a bare 2 counts.
func readOrdinals(text string, clauses []clause, choosing bool) []int {
	var found []int
	put := func(n int) {
		if !slices.Contains(found, n) {
			found = append(found, n)
		}
	}
	for _, c := range clauses {
		t := c.text
		bare := strings.Trim(strings.TrimRight(t, particles), " .()")
		if choosing {
			if n, ok := ordinalNumbers[bare]; ok && bare != "首" && bare != "两" {
				put(n)
				continue
			}
		}
		for i := range t {
			rest, ok := strings.CutPrefix(t[i:], "第")
			if !ok {
				continue
			}
			_, size := utf8.DecodeRuneInString(rest)
			n, ok := ordinalNumbers[rest[:size]]
			if !ok {
				continue
			}
			after := rest[size:]
			if hasAnyPrefix(after, []string{"次", "天", "颗", "周", "层", "年", "磨牙", "大街", "期", "回", "步", "人", "医院", "时间", "针", "胎", "附属", "恒", "乳", "中学", "小学", "届"}) {
				continue
			}
			if after == "" || hasAnyPrefix(after, []string{"个", "种", "家", "位", "条", "项", "吧", "时", "那", "的", "就", "可", "行", "好", " ", "号店", "店", "间", "档", "名"}) {
				if before := t[:i]; strings.HasSuffix(before, "不要") || strings.HasSuffix(before, "不是") || strings.HasSuffix(before, "除了") {
					continue
				}
				if strings.HasPrefix(after, "个") && hasAnyPrefix(after[len("个"):], []string{"疗程", "牙", "孩子", "月", "星期", "问题", "红绿灯", "路口"}) {
					continue
				}
				if anyMatch(turnedDown, after) || anyMatch(undecided, strings.TrimPrefix(t, "还是")) {
					continue
				}
				put(n)
			}
		}
		if !choosing {
			continue
		}
		for _, w := range []struct {
			pattern pattern
			n       int
		}{
			{lastChosen, -1}, {firstChosen, 1}, {middleChosen, 2},
		} {
			if start, _, ok := w.pattern.find(t); ok && !negated(t, start) {
				put(w.n)
			}
		}
		for _, p := range []string{"选", "要", "就", "约", "那就", "我选"} {
			if rest, ok := strings.CutPrefix(bare, p); ok {
				rest = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(rest, "号"), "个"), particles)
				if n, ok := ordinalNumbers[rest]; ok && rest != "两" {
					put(n)
				}
			}
		}
	}
	return found
}

// turnedDown and undecided stand beside an ordinal that is not picked.
var (
	turnedDown = mustPatterns("(不行|不要|不可以|不合适|不方便|不好|没空|不想|太早|太晚|来不了|去不了|不能)")
	undecided  = mustPatterns("考虑", "纠结", "犹豫", "比较", "还是~(第|哪)", "商量")
)

var (
	lastChosen   = mustPattern("(最后|末尾|最末|最晚|最下面|最下边|后面|后边|后一|靠后|末了|晚|迟)(的)?(那|一|这)?(个|家|位|面那个|一个|种|条|场|档)")
	firstChosen  = mustPattern("(头一|最前面|最上面|前面|前边|前一|上面|靠前|最早|早|头|首)(的)?(那)?(一)?(个|家|位|种|场|档)")
	middleChosen = mustPattern("(中间|当中)(的)?(那|这)?(一)?(个|家|位|时间|的)")
)
