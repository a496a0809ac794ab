package nlu

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// personReading says for whom the message is.
type personReading struct {
	forWhom  string
	relation string
}

var (
	// houseOf is a writer who says whose child he or she is to be known by it:
	// 我是老徐家的闺女.
	houseOf = mustPatterns("我(是|就是)~家的?(儿子|女儿|闺女|孩子|丫头|小子)")

	// withMe and together are two clauses of a plan for several: 我和室友团购的，
	// 都想这礼拜用.
	withMe   = mustPatterns("^(我|俺|本人)(和|跟|与|还有)")
	together = mustPatterns("^(都|一起|我们|我俩|咱|想同|想一|同一|一块|两个人|俩人|要一起|约同)")

	several = mustPatterns("(我们|咱们|咱|俺们)(俩|仨|两个|三个|四个|五个)~(一起|一块|一同|都)",
		"(我|我自己|自己|本人)(和|跟|还有|、|与|加|带|带着|以及|,)~(都|一起|各|一块|两个人|两人|俩|也想|也要|三个人|同时|一同|想|要|约|洗|补|看|检查|做|拔)",
		"一家(三|四|五|两|3|4|5|2|几|六)?口", "(两|三|四|五|2|3|4|5|几|俩|仨|双胞胎|两个|三个)(个|位|名)?(孩子|小孩|娃|宝宝|小朋友|大人|人|儿子|女儿|闺女|老人|朋友|同事)(都|一起|一块|各|也|想|要|约|来|看|洗|检查|做|的牙|涂|窝|去|过)",
		"(我们|咱们|咱|俺们|俺|我|他们|她们|我家)(这|那)?(俩|两个人|三个人|两个|仨|四个人|两人|三人|2个人|3个人|几个人|几个|两位)(都|一起|一块|想|要|各|约|来|洗|看|做|同时|能|可以|一|也|的)",
		"(俩人|两个人|三个人|仨人|四个人|两人|三人|2个人|3个人|几个人|两位)(都|一起|一块|想|要|各|约|来|洗|看|做|同时|能|可以|也)",
		"(两口子|夫妻俩|夫妻两|母女|母子|父子|父女|娘俩|爷俩|娘儿俩|婆媳|姐妹俩|兄弟俩|姐弟俩|兄妹俩|老两口|小两口|爸妈|父母|爷爷奶奶|外公外婆|公婆|公公婆婆|姥姥姥爷|双胞胎|爸爸妈妈|妈老汉|二老|俩老|娘仨|爷仨|姐仨|哥仨|姐妹仨|兄弟仨|老爸老妈|全家|儿子女儿|儿女|大宝二宝|大宝和二宝|老大老二|老大和老二)", "(两|三|四|2|3|4)个(小孩|孩子|娃|人|宝宝|小朋友|大人)", "(约|预约|挂|要|来)(两|三|2|3|四|4)个号", "(约|预约|挂)(两|三|2|3|四|4)(个|位|人)",
		"(我|爸|妈|爸爸|妈妈|老公|老婆|孩子|儿子|女儿|闺女|媳妇|婆婆|公公|奶奶|爷爷|外婆|外公|朋友|同事|哥哥|姐姐|弟弟|妹妹|对象|男朋友|女朋友|娃|宝宝|大宝|二宝)(和|跟|、|还有|与|及)(我|我的|他|我家|她|)(爸|妈|爸爸|妈妈|老公|老婆|孩子|儿子|女儿|闺女|媳妇|婆婆|公公|奶奶|爷爷|外婆|外公|朋友|同事|哥哥|姐姐|弟弟|妹妹|自己|对象|男朋友|女朋友|娃|宝宝|大宝|二宝|老伴|姐|哥|弟|妹|先生|太太)",
		"(我|自己)(和|跟|与|还有|加上|带上)~(妈|爸|老公|老婆|孩子|儿子|女儿)~(各|分别|都)", "(给|帮)(我们|咱)(几|两|三|四)", "(顺便|再|也)(给|帮)(我|我们)?(妈|爸|老公|老婆|孩子|儿子|女儿|娃|媳妇|婆婆|公公|爸爸|妈妈|爷爷|奶奶|闺女|妹妹|弟弟|姐姐|哥哥)~(也|一起|一块|约|看|洗|检查|做)",
	)
	notSeveral = mustPatterns("(那|这|哪)儿女", "(陪|带|送|领)(着)?(我|我家|)(妈|爸|老公|老婆|孩子|儿子|女儿|闺女|娃|奶奶|爷爷|宝宝|妈妈|爸爸)", "(几个|两个|三个|俩)(月|小时|星期|礼拜|牙|洞|疗程|问题|医生|店|时间|方案)", "(商量|沟通|讨论|说好|约好|说了|聊)", "(回头|以后|下次|改天|过几天)再(给|帮)", "我(和|跟)(你们|医生|前台|客服|护士)", "我(和|跟)~(医生|主任|大夫|护士)(说|约|聊|讲)", "(你们|医生|大夫)(几|两|三)")

	oneAndAnother = mustPatterns("^我,(还有|加上|以及|和|跟)(我|一个)", "我自己,(还有|加上|以及|和|跟)(我|一个)")

	// introducers speak of someone who is not to be treated.
	introducers = mustPatterns("^(带过来|带来|带他|带她|送过来|陪过来)", "^(商量|说好|聊过|聊了|沟通|讨论|说了)", "^(嫌|笑话|吐槽|看不惯)我", "^(照顾|照看|伺候|护理|看着|接送)", "(推荐|介绍|让|叫|催|说|告诉|建议|要求|喊|劝|逼)(我|的|过来|来|你们)", "^(牙|来|来看|来看牙)?(的时候|没问题|看好了|弄好了|已经)", "(也|以前|之前|上次|去年|刚)(在|是在|来)(你们|你家|这|那)", "在你们(这|那|家|店|医院|诊所)~(过|的|做)", "^(也)?(是|算是)(你们|你家|这里|这儿|咱们)(家|店|这|的)?(的)?(老客户|老顾客|客户|会员|老病人|老患者|常客)", "(陪|送|带|开车|接)(着)?我", "(给|帮|替)(我|俺)(约|预约|买|订|办|报|付|充|交|挂|发|推)", "^有(医保|会员|社保|储值)", "的(卡|电话|手机|手机号|号码|医保|账户|微信|医保卡|名义|号码)", "(代|转|陪)~(来|我)", "用(我|我的|)~的")

	// messenger is a writer who asks on behalf of the relative.
	messenger = mustPatterns("^(让|叫|喊|托|要|请|催|派)我(过来|来)(问|约|挂|咨询|了解|打听)", "^(让|叫|喊|托|要|请)我(来|先)?(问|帮|约|给|替|预约|咨询|打听|挂|了解)")

	family  = mustPatterns("(我们家|我家|咱家|俺家)有(个|)人", "(屋里|屋头|屋里头|家里头|家头|家里)(有|里有|)(人|个人|老人|长辈|个老人|位老人)", "家里人", "家人", "家里(有)?(个|一)?(人|位)", "给家里", "帮家里", "亲人", "家属")
	selfish = mustPatterns("我", "俺", "本人", "自己", "咱", "洒家", "人家")
	// borrowed is 我 that says nothing about who the patient is.
	borrowed = strings.NewReplacer("我找找", "", "我找一下", "", "地址发我", "", "定位发我", "", "位置发我", "", "其他", "", "给你", "", "给您", "", "给我家", "", "我家", "", "帮我", "", "给我发", "", "给我推", "", "告诉我", "", "我想问", "", "我问", "", "让我", "", "我的电话", "", "我电话", "", "我的手机", "", "我手机", "", "我号码", "", "我的号码", "", "叫我", "", "我们", "", "我的妈", "妈", "请问我", "")
	// ofNumbers is 我 beside a phone.
	ofNumbers = strings.NewReplacer("留我的", "", "打我的", "", "发我的", "", "用我的", "", "我换号", "", "我不常用", "", "我不用", "", "找不到我", "", "联系不上我", "", "打我", "", "我记得", "", "我就记得", "", "我忘了", "")
)

// readPerson says for whom a message is: the relative it names, the writer, or
// several, where names and phones do not only say whose they are.
func readPerson(text string, clauses []clause, names nameReading, phones phoneReading) personReading {
	hits := slices.DeleteFunc(relationsIn(text), func(h relationHit) bool { return inSpans(names.spans, h.start, h.end) || ownTitle(text, h) })
	for _, c := range clauses {
		k, ok := kinIn(c.text)
		if !ok {
			continue
		}
		said := slices.DeleteFunc(slices.Clone(hits), func(h relationHit) bool { return h.start < c.start+k.end && c.start+k.start < h.end })
		return personReading{Other, k.relation(text, said)}
	}
	if anyMatch(oneAndAnother, text) {
		return personReading{Multiple, ""}
	}
	for i, c := range clauses {
		if i+1 < len(clauses) && anyMatch(withMe, c.text) && relationsIn(c.text) != nil && anyMatch(together, clauses[i+1].text) {
			return personReading{Multiple, ""}
		}
		if anyMatch(several, c.text) && !anyMatch(notSeveral, c.text) {
			return personReading{Multiple, ""}
		}
	}
	var patients, owners []relationHit
	for _, h := range hits {
		c := clauseAt(clauses, h.start)
		if c.text == "" {
			continue
		}
		if len(phones.found) > 1 && (phones.ownedAt(text, h) || phoneOf(text[h.end:])) && !anyMatch(onTheirBehalf, text) {
			owners = append(owners, h)
			continue
		}
		if introduced(c, h, names.spans) || excluded(text, h) {
			continue
		}
		if n := len(patients); n > 0 && (sameSurnamed(text[patients[n-1].end:h.start]) || patients[n-1].relation == "邻居" && patients[n-1].end == h.start) {
			continue // 邻居王奶奶, 邻居大爷 is one person
		} else if n > 0 && patients[n-1].relation == "孩子" && patients[n-1].end == h.start {
			patients[n-1] = h // 孩子外婆 is who is named last
			continue
		}
		patients = append(patients, h)
	}
	if owned := slices.DeleteFunc(slices.Clone(patients), func(h relationHit) bool { return phoneOf(text[h.end:]) }); len(owned) > 0 || !strings.ContainsAny(text, "他她") {
		patients = owned // 娃叫何乐乐,留的她妈妈电话
	}
	patients = spokenTo(text, clauses, patients)
	patients, turned := inTurn(clauses, patients)
	if turned && len(patients) == 0 {
		return personReading{forWhom: Self}
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
		if ownAfterAll(clauses) {
			return personReading{forWhom: Self}
		}
		for _, h := range patients {
			// 孩子 is what a son or daughter is called the second time.
			if first.relation == "孩子" && (h.relation == "女儿" || h.relation == "儿子" || young[h.relation]) {
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
	text = borrowed.Replace(withoutOwners(text, owners))
	if len(phones.spans) > 0 {
		text = ofNumbers.Replace(text)
	}
	if len(names.all) > 0 && anyMatch(forNamed, text) {
		return personReading{forWhom: Other}
	}
	if anyMatch(selfish, text) || slices.ContainsFunc(clauses, func(c clause) bool { return petName(c.text) }) {
		return personReading{forWhom: Self}
	}
	return personReading{forWhom: Unknown}
}

// chained reports that one relative is only mentioned to say who the other
// is.
func chained(text string, hits []relationHit) bool {
	return slices.ContainsFunc(hits, func(h relationHit) bool {
		rest, of := strings.CutPrefix(text[h.end:], "的")
		if house, home := strings.CutPrefix(text[h.end:], "家"); home && !of {
			house = strings.TrimPrefix(house, "的") // 我邻居家小孩
			return slices.ContainsFunc(hits, func(o relationHit) bool { return o.start == len(text)-len(house) })
		}
		if !of {
			return false
		}
		if hasAnyPrefix(rest, []string{"老师", "班主任", "朋友", "同学", "同事", "领导"}) {
			return true
		}
		return slices.ContainsFunc(hits, func(o relationHit) bool { return o.start == h.end+len("的") })
	})
}

// spokenTo drops the relatives whom the message is written to: 老弟，给你嫂子约,
// and how they call the patient where the writer says it too (就是我老婆).
func spokenTo(text string, clauses []clause, patients []relationHit) []relationHit {
	if len(patients) > 0 && patients[0].start == clauses[0].start && hello[text[patients[0].end:clauses[0].end]] {
		return patients[1:] // 阿姨您好
	}
	if len(patients) < 2 {
		return patients
	}
	left := slices.DeleteFunc(slices.Clone(patients), func(h relationHit) bool {
		first := clauses[0].start == h.start && clauses[0].end == h.end && !strings.ContainsAny(text[h.start:h.end], "我俺咱")
		return first || hasAnySuffix(text[:h.start], []string{"你", "您", "你的", "您的"})
	})
	if len(left) == 0 {
		return patients
	}
	return left
}

// hello follows whom a message is written to.
var hello = map[string]bool{"您好": true, "你好": true, "好": true, "您好啊": true, "你好啊": true, "早上好": true, "下午好": true, "晚上好": true}

// withoutOwners is text without the relatives that only own a phone in it.
func withoutOwners(text string, owners []relationHit) string {
	for _, h := range slices.Backward(owners) {
		text = strings.TrimSuffix(strings.TrimSuffix(text[:h.start], "的"), "我") + text[h.end:]
	}
	return text
}

// petName reports that a clause says how the writer is called: 就叫我小鱼吧.
func petName(text string) bool {
	_, end, ok := firstMatch(callMe, text)
	if !ok {
		return false
	}
	called := []rune(text[end:])
	return len(called) > 1 && (strings.ContainsRune("小老阿", called[0]) || called[0] == called[1])
}

var callMe = mustPatterns("^(就|可以|您|你|平时|都|平时都|大家都|)(叫|喊|称呼)我")

// differ reports that two hits are two people. A child may be called 孩子 and
// 儿子 in one message, a family by several words.
func differ(a, b relationHit) bool {
	if strings.HasSuffix(a.relation, lastRune(b.relation)) && (isCousin(a.relation) || isCousin(b.relation)) {
		return false // 我表妹…我妹
	}
	if a.relation == "孩子" && young[b.relation] || b.relation == "孩子" && young[a.relation] {
		return false
	}
	child := func(h relationHit) bool {
		return h.relation == "孩子" || h.relation == "儿子" || h.relation == "女儿"
	}
	vague := func(h relationHit) bool { return h.relation == "家人" || h.relation == "老人" }
	return a.relation != b.relation && !(child(a) && child(b)) && !vague(a) && !vague(b)
}

// young are relatives who are also called 孩子.
var young = map[string]bool{"孙子": true, "孙女": true, "外孙": true, "外孙女": true, "外甥": true, "外甥女": true, "侄子": true, "侄女": true}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}

func isCousin(relation string) bool {
	return strings.HasPrefix(relation, "表") || strings.HasPrefix(relation, "堂")
}

// ownAfterAll reports that a writer whom a relative sent asks for himself:
// 我妈叫我来问的，是我要整牙不是她.
func ownAfterAll(clauses []clause) bool {
	if slices.ContainsFunc(clauses, func(c clause) bool { return anyMatch(forThem, c.text) }) {
		return false
	}
	return slices.ContainsFunc(clauses, func(c clause) bool {
		return anyMatch(meNotThem, c.text) || anyMatch(ownTooth, c.text) && relationsIn(c.text) == nil
	}) && slices.ContainsFunc(clauses, func(c clause) bool { return anyMatch(sentMe, c.text) })
}

var (
	sentMe    = mustPatterns("(让|叫|喊|催|要|逼|劝|派)我(来|过来|问|去|到)")
	meNotThem = mustPatterns("(是|就是)(我|我自己)(要|想|看|来|约|做|洗|牙|的)", "不是(他|她)", "我自己(要|想|看|来|约|做|洗|牙|的)")
	ownTooth  = mustPatterns("^我(的)?(牙|智齿|门牙|后槽牙|大牙|嘴|右边|左边|上面|下面|这颗|那颗|有颗|自己|牙龈)")
	forThem   = mustPatterns("(给|帮|替|为)(他|她)")
)

// forNamed is a booking for somebody named who is not the writer.
var forNamed = mustPatterns("(给|替|为)", "^(他|她)", "(帮|是|,)(他|她)", "(他|她)(的|牙|想|要|叫|姓|名|今年)")

// somebody is a patient who is not named and no relative.
var somebody = mustPatterns("患儿", "(帮|替|给)(人|人家|他人)(问|约|挂|打听|咨询|预约)", "(他|她)的?(牙|智齿|牙龈|牙肉|种植牙|门牙)", "(群里的|我们|帮|给|替)?~(总|老板)(要|想)(约|洗|补|拔|种|看|做)", "(给|帮|替|是)(别人|其他人|另一个人|另外一个人)", "^(别人|其他人|另一个人)$")

// ownTitle reports that a relation is the title by which the writer is called:
// 我是王太太.
func ownTitle(text string, h relationHit) bool {
	surname, size := utf8.DecodeLastRuneInString(text[:h.start])
	if !nameData().common[string(surname)] || !slices.Contains(nameTitles, text[h.start:h.end]) {
		return false
	}
	return hasAnySuffix(text[:h.start-size], []string{"我是", "叫我", "我姓", "免贵姓"})
}

func inSpans(spans [][2]int, start, end int) bool {
	return slices.ContainsFunc(spans, func(s [2]int) bool { return s[0] <= start && end <= s[1] })
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
func introduced(c clause, h relationHit, names [][2]int) bool {
	if h.start < c.start || h.end > c.end {
		return false
	}
	after := c.text[h.end-c.start:]
	if strings.HasPrefix(after, "的号") && !anyMatch(bookedNumber, after) {
		return true
	}
	for _, s := range names {
		if s[0] == h.end && s[1] <= c.end && anyMatch(messenger, c.text[s[1]-c.start:]) {
			return false // 室友龙在田让我帮忙约
		}
	}
	if anyMatch(messenger, after) {
		return false
	}
	start, _, ok := firstMatch(introducers, after)
	return ok && start <= 9
}

// bookedNumber is 号 for an appointment and not for a phone: 我公公的号约在虹桥.
var bookedNumber = mustPatterns("^的号(约|改|换|挂|取消|退|挪|推|是几点|几点|是什么时|什么时|能|可以|在哪|排)")

var (
	// phoneWord follows a relative whose phone is given, not who is to be seen.
	phoneWord = mustPatterns("^的?(电话|手机|号码|联系方式)")
	ownWish   = mustPatterns("我(就|也|还|自己)?(想|要|得|打算|需要)(约|预约|挂|洗|补|拔|种|看牙)")
)

// phoneOf reports that a phone, or a word for it, stands behind a relative.
func phoneOf(rest string) bool {
	number := strings.TrimPrefix(strings.TrimPrefix(rest, "的"), "号")
	return anyMatch(phoneWord, rest) || strings.HasPrefix(number, "1") && restOfMobile(number[1:])
}

// sameSurnamed reports that nothing but a surname stands between two relations.
func sameSurnamed(between string) bool {
	return nameData().common[between]
}

// excluded reports "不是我妈" and the like.
func excluded(text string, h relationHit) bool {
	if start, end, ok := firstMatch(houseOf, text); ok && start <= h.start && h.end <= end {
		return true
	}
	if strings.HasPrefix(text[h.end:], "不算") {
		return true
	}
	if strings.HasPrefix(text[h.end:], "的名字") && hasAnySuffix(text[:h.start], []string{"是", "是我", "是俺"}) {
		return true // 库尔班是我父亲的名字
	}
	return hasAnySuffix(text[:h.start], []string{"不是", "不是给", "不是帮", "不给", "不是我", "不是给我", "没有", "联系", "不是俺", "别管", "不管", "先不管", "别管我", "不管我"})
}
