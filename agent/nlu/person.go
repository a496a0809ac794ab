package nlu

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// personReading says for whom the message is.
type personReading struct {
	forWhom  string
	relation string
}

type relationWord struct{ word, relation string }

// relationWords are indexed by their first character, the longest first, so
// that 孩子爸爸 is a husband.
var relationWords = sync.OnceValue(func() map[rune][]relationWord {
	words := map[rune][]relationWord{}
	for _, row := range readRows("relations.tsv", 2) {
		for w := range strings.FieldsSeq(row[1]) {
			first, _ := utf8.DecodeRuneInString(w)
			words[first] = append(words[first], relationWord{w, row[0]})
		}
	}
	for _, list := range words {
		slices.SortStableFunc(list, func(a, b relationWord) int { return len(b.word) - len(a.word) })
	}
	return words
})

// relationHit is one relative named in a text.
type relationHit struct {
	relation   string
	start, end int
}

func relationsIn(text string) []relationHit {
	var hits []relationHit
	words := relationWords()
	done := 0
	for i, r := range text {
		if i < done {
			continue
		}
		for _, w := range words[r] {
			if end := i + len(w.word); strings.HasPrefix(text[i:], w.word) && !relationIsPart(text, i, end) {
				if longer, ok := ownRelation(text, i, end); ok {
					w, end = longer, i+utf8.RuneLen(r)+len(longer.word)
				}
				hits = append(hits, relationHit{w.relation, i, end})
				done = end
				break
			}
		}
	}
	return hits
}

// ownRelation reads 我姑父 as 姑父 where 我姑 alone would be 姑姑.
func ownRelation(text string, start, end int) (relationWord, bool) {
	r, size := utf8.DecodeRuneInString(text[start:])
	if !strings.ContainsRune("我俺咱他她", r) {
		return relationWord{}, false
	}
	next, _ := utf8.DecodeRuneInString(text[start+size:])
	for _, w := range relationWords()[next] {
		if strings.HasPrefix(text[start+size:], w.word) {
			return w, start+size+len(w.word) > end
		}
	}
	return relationWord{}, false
}

// relationIsPart keeps words that only contain a relation: 妈呀, 儿童, 朋友圈.
func relationIsPart(text string, start, end int) bool {
	if strings.HasSuffix(text[:start], "小") && hasAnyPrefix(text[start:], []string{"姐姐", "哥哥"}) {
		return true // 小姐姐 is a member of staff
	}
	return hasAnyPrefix(text[start:], notRelations) || hasAnySuffix(text[:start], []string{"小仙", "美", "护士", "前台", "你们"}) ||
		hasAnyPrefix(text[end:], []string{"圈", "推荐", "介绍"}) && !strings.HasPrefix(text[end:], "推荐给")
}

var notRelations = []string{"妈呀", "妈的", "妈耶", "妈妈咪", "朋友圈", "朋友推荐", "朋友介绍", "同学们", "兄弟们", "姐妹们", "家人们", "爹味", "同事推荐", "同事介绍", "宝贝们", "亲戚介绍", "娃娃脸", "老板", "客户经理", "客户端", "老大不", "儿童", "妈蛋", "老大的不"}

var (
	parentOf = mustPatterns("我是~的?(妈妈|爸爸|妈|爸|家长|父亲|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|监护人|麻麻|粑粑)", "是~的(妈妈|爸爸|家长|父亲|母亲|爷爷|奶奶|外公|外婆|姥姥|姥爷|监护人)", "^~(妈妈|爸爸|家长|奶奶|爷爷)$", "(孩子|小朋友|宝宝)家长", "(我|这边|这里)是~(妈妈|爸爸|家长)$")
	childOf  = mustPatterns("我是~的(儿子|女儿|闺女|孩子)", "我是~(女儿|儿子|闺女)$")
	// houseOf is a writer who says whose child he or she is to be known by it:
	// 我是老徐家的闺女.
	houseOf  = mustPatterns("我(是|就是)~家的?(儿子|女儿|闺女|孩子|丫头|小子)")
	spouseOf = []struct {
		set      patterns
		relation string
	}{
		{mustPatterns("我是~的(老公|丈夫|先生)"), "老婆"},
		{mustPatterns("我是~的(老婆|妻子|太太|爱人|媳妇)"), "老公"},
		{mustPatterns("我是~的朋友", "我是~的闺蜜"), "朋友"},
		{mustPatterns("我是~的(同事)"), "同事"},
		{mustPatterns("我是~的(儿媳|儿媳妇|女婿)"), "老人"},
		{mustPatterns("我是~的(孙子|孙女)"), "爷爷"},
		{mustPatterns("我是~的(姐姐|哥哥)"), "弟弟"},
		{mustPatterns("我是~的(妹妹|弟弟)"), "姐姐"},
		{mustPatterns("我是~的(助理|秘书|司机)"), "领导"},
	}

	several = mustPatterns(
		"(我|我自己|自己|本人)(和|跟|还有|、|与|加|带|带着|以及|,)~(都|一起|各|一块|两个人|两人|俩|也想|也要|三个人|同时|一同|想|要|约|洗|补|看|检查|做|拔)",
		"一家(三|四|五|两|3|4|5|2|几|六)?口", "(两|三|四|五|2|3|4|5|几|俩|仨|双胞胎|两个|三个)(个|位|名)?(孩子|小孩|娃|宝宝|小朋友|大人|人|儿子|女儿|闺女|老人|朋友|同事)(都|一起|一块|各|也|想|要|约|来|看|洗|检查|做|的牙|涂|窝|去|过)",
		"(我们|咱们|咱|俺们|俺|我|他们|她们|我家)(这|那)?(俩|两个人|三个人|两个|仨|四个人|两人|三人|2个人|3个人|几个人|几个|两位)(都|一起|一块|想|要|各|约|来|洗|看|做|同时|能|可以|一|也|的)",
		"(俩人|两个人|三个人|仨人|四个人|两人|三人|2个人|3个人|几个人|两位)(都|一起|一块|想|要|各|约|来|洗|看|做|同时|能|可以|也)",
		"(两口子|夫妻俩|夫妻两|母女|母子|父子|父女|娘俩|爷俩|娘儿俩|婆媳|姐妹俩|兄弟俩|姐弟俩|兄妹俩|老两口|小两口|爸妈|父母|爷爷奶奶|外公外婆|公婆|公公婆婆|姥姥姥爷|双胞胎|爸爸妈妈|全家|儿子女儿|儿女|大宝二宝|大宝和二宝|老大老二|老大和老二)", "(两|三|四|2|3|4)个(小孩|孩子|娃|人|宝宝|小朋友|大人|号)", "(约|预约|挂)(两|三|2|3|四|4)(个|位|人)",
		"(我|爸|妈|爸爸|妈妈|老公|老婆|孩子|儿子|女儿|闺女|媳妇|婆婆|公公|奶奶|爷爷|外婆|外公|朋友|同事|哥哥|姐姐|弟弟|妹妹|对象|男朋友|女朋友|娃|宝宝|大宝|二宝)(和|跟|、|还有|与|及)(我|我的|他|我家|她|)(爸|妈|爸爸|妈妈|老公|老婆|孩子|儿子|女儿|闺女|媳妇|婆婆|公公|奶奶|爷爷|外婆|外公|朋友|同事|哥哥|姐姐|弟弟|妹妹|自己|对象|男朋友|女朋友|娃|宝宝|大宝|二宝|老伴|姐|哥|弟|妹|先生|太太)",
		"(我|自己)~(妈|爸|老公|老婆|孩子|儿子|女儿)~(各|分别|都)", "(给|帮)(我们|咱)(几|两|三|四)", "(顺便|再|也)(给|帮)(我|我们)?(妈|爸|老公|老婆|孩子|儿子|女儿|娃|媳妇|婆婆|公公|爸爸|妈妈|爷爷|奶奶|闺女|妹妹|弟弟|姐姐|哥哥)~(也|一起|一块|约|看|洗|检查|做)",
	)
	notSeveral = mustPatterns("(陪|带|送|领)(着)?(我|我家|)(妈|爸|老公|老婆|孩子|儿子|女儿|闺女|娃|奶奶|爷爷|宝宝|妈妈|爸爸)", "(几个|两个|三个|俩)(月|小时|星期|礼拜|牙|洞|疗程|问题|医生|店|时间|方案)", "(商量|沟通|讨论|说好|约好|说了|聊)", "(回头|以后|下次|改天|过几天)再(给|帮)", "我(和|跟)(你们|医生|前台|李|王|张|陈|客服|护士)", "(你们|医生|大夫)(几|两|三)")

	// introducers speak of someone who is not to be treated.
	introducers = mustPatterns("^(带过来|带来|带他|带她|送过来|陪过来)", "^(商量|说好|聊过|聊了|沟通|讨论|说了)", "(推荐|介绍|让|叫|催|说|告诉|建议|要求|喊|劝|逼)(我|的|过来|来|你们)", "^(牙|来|来看|来看牙)?(的时候|没问题|看好了|弄好了|已经)", "(也|以前|之前|上次|去年|刚)(在|是在|来)(你们|你家|这|那)", "在你们(这|那|家|店|医院|诊所)~(过|的|做)", "(陪|送|带|开车|接)(着)?我", "(给|帮|替)(我|俺)(约|预约|买|订|办|报|付|充|交|挂|发|推)", "的(卡|电话|手机|手机号|号码|号|医保|账户|微信|医保卡|名义|号码)", "(代|转|陪)~(来|我)", "用(我|我的|)~的")

	// messenger is a writer who asks on behalf of the relative.
	messenger = mustPatterns("^(让|叫|喊|托|要|请)我(来|先)?(问|帮|约|给|替|预约|咨询|打听|挂|了解)")

	family  = mustPatterns("家里人", "家人", "家里(有)?(个|一)?(人|位)", "给家里", "帮家里", "亲人", "家属")
	selfish = mustPatterns("我", "俺", "本人", "自己", "咱", "洒家", "人家")
	// borrowed is 我 that says nothing about who the patient is.
	borrowed = strings.NewReplacer("其他", "", "给我家", "", "我家", "", "帮我", "", "给我发", "", "给我推", "", "告诉我", "", "我想问", "", "我问", "", "让我", "", "我的电话", "", "我电话", "", "我的手机", "", "我手机", "", "我号码", "", "我的号码", "", "叫我", "", "我们", "", "我的妈", "妈", "请问我", "")
)

// readPerson says for whom a message is. namesSelf tells that a name came as
// the writer's own, bareName that a name stood alone.
func readPerson(text string, clauses []clause, names nameReading) personReading {
	hits := relationsIn(text)
	for _, c := range clauses {
		if c.end-c.start > 200 {
			continue
		}
		if anyMatch(parentOf, c.text) && !parentIsPatient(c.text) {
			rel := "孩子"
			for _, h := range hits {
				if h.relation == "女儿" || h.relation == "儿子" {
					rel = h.relation
				}
			}
			return personReading{Other, rel}
		}
		if anyMatch(childOf, c.text) && !anyMatch(houseOf, c.text) {
			return personReading{Other, parentWord(c.text, text)}
		}
		for _, s := range spouseOf {
			if anyMatch(s.set, c.text) {
				return personReading{Other, s.relation}
			}
		}
	}
	for _, c := range clauses {
		if anyMatch(several, c.text) && !anyMatch(notSeveral, c.text) {
			return personReading{Multiple, ""}
		}
	}
	var patients []relationHit
	for _, h := range hits {
		c := clauseAt(clauses, h.start)
		if c.text == "" || introduced(c, h) || excluded(text, h) {
			continue
		}
		if n := len(patients); n > 0 && sameSurnamed(text[patients[n-1].end:h.start]) {
			continue // 邻居王奶奶 is one person
		} else if n > 0 && patients[n-1].relation == "孩子" && patients[n-1].end == h.start {
			patients[n-1] = h // 孩子外婆 is who is named last
			continue
		}
		patients = append(patients, h)
	}
	if owned := slices.DeleteFunc(slices.Clone(patients), func(h relationHit) bool { return anyMatch(phoneOf, text[h.end:]) }); len(owned) > 0 {
		patients = owned // 娃叫何乐乐,留的她妈妈电话
	}
	if len(patients) > 0 {
		first := patients[0]
		if last := patients[len(patients)-1]; chained(text, patients) {
			// 我爱人的妹妹: somebody for whom there is no plain word.
			return personReading{Other, ""}
		} else if differ(first, last) {
			if slices.ContainsFunc(clauses, func(c clause) bool { return anyMatch(ownWish, c.text) && len(relationsIn(c.text)) == 0 }) {
				// A long story with relatives in it, and then one's own wish.
				return personReading{forWhom: Self}
			}
			return personReading{Multiple, ""}
		}
		for _, h := range patients {
			// 孩子 is what a son or daughter is called the second time.
			if first.relation == "孩子" && (h.relation == "女儿" || h.relation == "儿子") {
				first = h
			}
		}
		if first.relation == "家人" {
			return personReading{Family, ""}
		}
		return personReading{Other, first.relation}
	}
	for _, c := range clauses {
		if anyMatch(family, c.text) {
			return personReading{Family, ""}
		}
	}
	if len(names.all) > 1 && !strings.Contains(text, "不对") && (strings.Contains(text, "、") || strings.Contains(text, "和") || strings.Contains(text, "还有")) {
		return personReading{Multiple, ""}
	}
	if anyMatch(somebody, text) {
		return personReading{forWhom: Other}
	}
	if names.self {
		return personReading{forWhom: Self}
	}
	text = borrowed.Replace(text)
	if len(names.all) > 0 && anyMatch(forNamed, text) {
		return personReading{forWhom: Other}
	}
	if anyMatch(selfish, text) {
		return personReading{forWhom: Self}
	}
	return personReading{forWhom: Unknown}
}

// chained reports that one relative is only mentioned to say who the other
// is.
func chained(text string, hits []relationHit) bool {
	return slices.ContainsFunc(hits, func(h relationHit) bool {
		rest, of := strings.CutPrefix(text[h.end:], "的")
		if !of {
			return false
		}
		if hasAnyPrefix(rest, []string{"老师", "朋友", "同学", "同事", "领导"}) {
			return true
		}
		return slices.ContainsFunc(hits, func(o relationHit) bool { return o.start == h.end+len("的") })
	})
}

// differ reports that two hits are two people. A child may be called 孩子 and
// 儿子 in one message, a family by several words.
func differ(a, b relationHit) bool {
	child := func(h relationHit) bool {
		return h.relation == "孩子" || h.relation == "儿子" || h.relation == "女儿"
	}
	vague := func(h relationHit) bool { return h.relation == "家人" || h.relation == "老人" }
	return a.relation != b.relation && !(child(a) && child(b)) && !vague(a) && !vague(b)
}

// forNamed is a booking for somebody named who is not the writer.
var forNamed = mustPatterns("(给|替|为)", "^(他|她)", "(帮|是|,)(他|她)", "(他|她)(的|牙|想|要|叫|姓|名|今年)")

// somebody is a patient who is not named and no relative.
var somebody = mustPatterns("(给|帮|替|是)(别人|其他人|另一个人|另外一个人)", "^(别人|其他人|另一个人)$")

// parentIsPatient keeps "我是来给妈妈约的" from reading as a parent writing.
func parentIsPatient(c string) bool {
	return strings.Contains(c, "我是") && (strings.Contains(c, "给") || strings.Contains(c, "帮") || strings.Contains(c, "替")) && !strings.Contains(c, "的妈") && !strings.Contains(c, "的爸") || strings.Contains(c, "我妈妈") || strings.Contains(c, "我爸爸") || strings.Contains(c, "我奶奶") || strings.Contains(c, "我爷爷") || strings.Contains(c, "俺妈妈") || strings.HasPrefix(c, "妈妈") || strings.HasPrefix(c, "爸爸") || strings.HasPrefix(c, "奶奶") || strings.HasPrefix(c, "爷爷") || strings.Contains(c, "帮妈妈") || strings.Contains(c, "给妈妈") || strings.Contains(c, "给爸爸") || strings.Contains(c, "帮爸爸") || strings.Contains(c, "老公的") || strings.Contains(c, "老婆的")
}

// parentWord is which parent the patient is, from the clause in which a child
// introduces itself and, failing that, from the whole message.
func parentWord(clause, whole string) string {
	if word := parentIn(clause); word != "" {
		return word
	}
	return cmp.Or(parentIn(whole), "父母")
}

func parentIn(text string) string {
	switch {
	case strings.Contains(text, "母亲") || strings.Contains(text, "我妈") || strings.Contains(text, "她"):
		return "妈妈"
	case strings.Contains(text, "父亲") || strings.Contains(text, "我爸") || strings.Contains(text, "他"):
		return "爸爸"
	}
	return ""
}

func clauseAt(clauses []clause, at int) clause {
	for _, c := range clauses {
		if at >= c.start && at < c.end {
			return c
		}
	}
	return clause{}
}

// introduced reports whether the relative only recommended, sent or brought
// the writer.
func introduced(c clause, h relationHit) bool {
	if h.start < c.start || h.end > c.end {
		return false
	}
	after := c.text[h.end-c.start:]
	if anyMatch(messenger, after) {
		return false
	}
	start, _, ok := firstMatch(introducers, after)
	return ok && start <= 9
}

var (
	// phoneOf follows a relative whose phone is given, not who is to be seen.
	phoneOf = mustPatterns("^的?(电话|手机|号码|联系方式)")
	ownWish = mustPatterns("我(就|也|还|自己)?(想|要|得|打算|需要)(约|预约|挂|洗|补|拔|种|看牙)")
)

// sameSurnamed reports that nothing but a surname stands between two relations.
func sameSurnamed(between string) bool {
	return nameData().common[between]
}

// excluded reports "不是我妈" and the like.
func excluded(text string, h relationHit) bool {
	if start, end, ok := firstMatch(houseOf, text); ok && start <= h.start && h.end <= end {
		return true
	}
	return hasAnySuffix(text[:h.start], []string{"不是", "不是给", "不是帮", "不给", "不是我", "不是给我", "没有", "联系", "不是俺"})
}
