package nlu

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// nameTables is what data/ knows of names.
type nameTables struct {
	common, rare, compound map[string]bool
	spelt                  map[string]bool // 木子李: how a surname is written
	speltWords             patterns
	given                  map[rune]bool
	not                    map[string]bool
	sounds, dotted         map[rune]bool
}

var nameData = sync.OnceValue(func() nameTables {
	t := nameTables{common: map[string]bool{}, rare: map[string]bool{}, compound: map[string]bool{}, spelt: map[string]bool{}, given: map[rune]bool{}, sounds: map[rune]bool{}, dotted: map[rune]bool{}}
	part := t.common
	for _, line := range readLines("surnames.txt") {
		switch line {
		case "rare":
			part = t.rare
		case "compound":
			part = t.compound
		case "spelt":
			part = t.spelt
		default:
			for _, s := range strings.Fields(line) {
				part[s] = true
			}
		}
	}
	for _, line := range readLines("given.txt") {
		for _, r := range line {
			t.given[r] = true
		}
	}
	t.not = readSet("notnames.txt")
	t.speltWords = mustPatterns(slices.Sorted(maps.Keys(t.spelt))...)
	sounds := t.sounds
	for _, w := range readWords("namesounds.txt") {
		if w == "dotted" {
			sounds = t.dotted
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		sounds[r] = true
	}
	return t
})

// trust says how much the words around a candidate speak for a name.
type trust int

const (
	weak   trust = iota // nothing but its own look: common surname, usual given characters
	fair                // a place where names stand ("给…约", before a phone)
	strong              // 我叫, 姓名:, the answer to the question for the name
)

// nameFollowers may come right after a name inside a clause.
var nameFollowers = []string{"电话", "手机", "号码", "联系", "想", "要", "需要", "预约", "约", "挂", "看", "洗", "补", "拔", "种牙", "做", "检查", "复", "今年", "年龄", "男", "女", "岁", "性别", "身份", "是", "的", "在", "有", "之前", "上次", "昨天", "今天", "明天", "后天", "周", "下", "这", "我", "你", "他", "她", "和", "跟", "与", "来", "去", "能", "可以", "请", "麻烦", "谢谢", "先生", "女士", "小姐", "同学", "小朋友", "两", "号", "牙", "不", "没", "也", "并", "把", "取消", "改", "换", "问", "到", "了", "吧", "啊", "哈", "呢", "呀", "哦", "1", "(", ":", "-", "/", "预", "本人", "已", "最近", "刚", "就", "用", "几", "早上", "上午", "中午", "晚上", "生日", "出生", "家", "这里", "那", "帮", "给", "报", "登记", "一个", "一下", "忽略", "现在", "都", "还", "再", "或", "以及", "、", "·", "\"", "加", "陪", "带", "过", "此", "初", "第", "牙疼", "发", "转", "办", "查", "领", "取", "拿", "打", "矫", "正", "咨询", "了解", "智齿", "种植", "根管", "美白", "从", "因", "对", "比", "所", "多", "会", "很", "该", "另", "随", "准", "确认", "马上", "星期", "礼拜", "大后天", "小孩", "孩子", "妈", "爸", "家长", "九", "十", "三点", "两点", "嗯", "呃", "额", "然后", "谁", "字", "代", "替", "为", "让", "已经", "当天", "托", "叫我", "请我", "喊我", "委托", "病历", "档案", "名下", "这边"}

// sentBy follows the name of somebody who sent the writer.
var sentBy = []string{"让我", "托我", "叫我", "请我", "喊我", "催我"}

// speltHere reports that s begins with the way a surname is written: 双人徐.
func (t *nameTables) speltHere(s string) bool {
	n := 0
	for i, r := range s {
		if n++; n > 4 {
			break
		}
		if n > 2 && t.spelt[s[:i+utf8.RuneLen(r)]] {
			return true
		}
	}
	return false
}

// cityNames are names of cities that may pass for people's: 沈阳.
var cityNames = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, c := range cities() {
		set[c] = true
	}
	return set
})

var nameTitles = []string{"先生", "女士", "小姐", "太太", "阿姨", "叔叔", "大爷", "大妈", "奶奶", "爷爷", "同学", "小朋友", "总", "姐", "哥", "老板"}

// staffTitles after a name make it a doctor's or another member of staff's.
var staffTitles = []string{"医生", "大夫", "主任", "博士", "教授", "医师", "院长", "护士", "前台", "经理", "店长", "顾问", "助理", "老师", "专家", "客服", "咨询师", "医助", "所长", "主管"}

// neverGiven are characters that no given name is made of: a candidate with
// one of them is a name that runs on into the sentence.
const neverGiven = "店就的了吗呢吧啊么你他她它们打找拨约这哪给跟把被您咱俺嗯呃哦噢喔"

// whose says whom a name belongs to. A patient's name outranks one that no
// word gives to anybody, and that one the writer's own.
type whose int

const (
	contact whose = iota // who is to be called: 联系人, 家长
	own                  // the writer: 我叫
	anyone               // not said: 姓名
	patient              // 患者, 他叫, 给…约
)

// nameFrames are the words before a name that are as sure of it as trust.
type nameFrames struct {
	trust    trust
	patterns patterns
	whose    []whose // of each pattern
}

var frameTable = sync.OnceValue(func() []nameFrames {
	frames := []nameFrames{{trust: strong}, {trust: fair}}
	sources := make([][]string, len(frames))
	for _, row := range readRows("nameframes.tsv", 3) {
		i := slices.Index([]string{"strong", "fair"}, row[0])
		frames[i].whose = append(frames[i].whose, map[string]whose{"own": own, "contact": contact, "patient": patient, "any": anyone}[row[1]])
		sources[i] = append(sources[i], row[2])
	}
	for i := range frames {
		frames[i].patterns = mustPatterns(sources[i]...)
	}
	return frames
})

var (
	nameSelf      = mustPatterns("免贵", "我叫", "我是", "我的名字", "本人", "我姓", "我这边是", "我名字", "这里是", "敝姓", "敝人", "鄙人", "^在下")
	nameCorrected = mustPatterns("不对", "错了", "写错", "写成", "打错", "说错", "^不是", "不是~是", "^应该是", "^是", "更正", "改成", "搞错", "弄错", "实际", "其实是", "正确的", "应该写", "应该叫", "现在叫", "改名")
	// otherName comes before a name that is not the one in the papers.
	otherName = mustPatterns("(网名|小名|乳名|昵称|微信名|英文名|曾用名|以前叫|原来叫|过去叫|之前叫|从前叫|原名|艺名|笔名|外号|绰号|群名|备注|别名|花名)(就|)(是|叫|叫做|:|为|)$", "(别|不要|不用)(写|填|用|登记)~$")
)

// nameAt reads a name at the beginning of s. The result is "" where none
// begins there. complete says that the name goes to the end of s.
func nameAt(s string, t trust, not func(string) bool) (name string) {
	data := nameData()
	if name := dottedName(s); name != "" {
		return name
	}
	if t > weak {
		if name := soundName(s); name != "" {
			return name
		}
	}
	surname, size := surnameAt(s, t)
	if size == 0 {
		return ""
	}
	var given []rune
	for _, r := range s[size:] {
		if len(given) == 3 || !isHan(r) {
			break
		}
		given = append(given, r)
	}
	pick := func(n int) string {
		if n == 0 || n > len(given) {
			return ""
		}
		return surname + string(given[:n])
	}
	ok := func(name string, n int) bool {
		if name == "" || not(name) || hardNot[name] || data.compound[name] {
			return false
		}
		if data.spelt[name] || strings.ContainsAny(name[len(surname):], neverGiven) {
			return false
		}
		rest := s[len(name):]
		for _, title := range staffTitles {
			if strings.HasPrefix(rest, title) {
				return false
			}
		}
		if t < strong {
			if n == 1 && strings.ContainsRune("叔姨婶嫂婆爷", given[0]) {
				return false // 王婶
			}
			if next, _ := utf8.DecodeRuneInString(rest); given[n-1] == '周' && strings.ContainsRune("一二三四五六日天末", next) {
				return false // 苏州|周六
			}
			if cityNames()[name] && n == 1 && hasAnyPrefix(s[len(name):], []string{"来", "过来", "的", "人", "这", "那"}) {
				return false // 我沈阳来的
			}
			if data.not[name] || data.not[name[:len(surname)]+string(given[:1])] || given[n-1] == '人' {
				return false // 徐汇人
			}
			for _, w := range nameTitles {
				if strings.HasSuffix(name, w) {
					return false
				}
			}
		}
		if t == weak {
			for _, r := range given[:n] {
				if !data.given[r] {
					return false
				}
			}
		}
		return true
	}
	ends := func(n int) bool {
		if n > len(given) {
			return false
		}
		rest := s[len(surname)+len(string(given[:n])):]
		if rest == "" {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(rest); !isHan(r) {
			return true
		}
		name := s[:len(s)-len(rest)]
		return hasAnyPrefix(rest, nameFollowers) || data.speltHere(rest) || strings.HasPrefix(rest, name) || explains(rest, name)
	}
	// A title right behind the surname: 王女士 is no full name.
	if hasAnyPrefix(s[size:], nameTitles) && !(t == strong && len(given) > 2) {
		return ""
	}
	if t == strong && len(given) == 3 && utf8.RuneCountInString(surname) == 2 && ends(3) && ok(pick(3), 3) {
		return pick(3) // 欧阳卡纳莉
	}
	if t > weak && utf8.RuneCountInString(surname) == 2 && ends(3) && ok(pick(3), 3) {
		return pick(3)
	}
	if t == strong && len(given) == 2 && len(s) == len(pick(2)) && ok(pick(2), 2) {
		return pick(2)
	}
	if rest := s[len(pick(1)):]; len(given) >= 1 && (data.speltHere(rest) || hasAnyPrefix(rest, sentBy)) && ok(pick(1), 1) {
		return pick(1) // 徐晓双人徐, 闫妮让我
	}
	if len(given) >= 2 && ends(2) && ok(pick(2), 2) && !(ends(1) && !data.given[given[1]]) {
		return pick(2)
	}
	if len(given) >= 1 && ends(1) && ok(pick(1), 1) {
		return pick(1)
	}
	if t == strong && len(given) >= 2 {
		if data.given[given[1]] && ok(pick(2), 2) {
			return pick(2)
		}
		if ok(pick(1), 1) && data.given[given[0]] {
			return pick(1)
		}
	}
	return ""
}

// hardNot are never names, whatever stands around them.
var hardNot = map[string]bool{
	"测试": true, "测试员": true, "是的": true, "好的": true, "不是": true, "没有": true, "对的": true, "可以": true, "本人": true,
	"先生": true, "女士": true, "小姐": true, "姓名": true, "电话": true, "手机": true, "号码": true, "不对": true, "都行": true,
	"预约": true, "洗牙": true, "补牙": true, "拔牙": true, "种牙": true, "种植": true, "检查": true, "医生": true, "后面": true, "前面": true,
	"谢谢": true, "别的": true, "别人": true, "能不": true, "查一下": true, "时间": true, "那个": true, "和我": true, "明天": true, "后天": true, "上午": true, "那就": true, "原来": true, "才对": true, "来不了": true, "是不是": true, "但是": true, "由于": true,
	"有点": true, "有点怪": true, "有些": true, "有个": true, "应该": true, "应该是": true, "应当是": true, "正确": true, "空号": true, "全名": true, "单名": true, "单字": true, "两个字": true, "三个字": true, "大名": true, "真名": true, "学名": true, "本名": true, "停机": true, "关机": true, "旧号": true, "张三李四": true, "某某": true, "无名": true, "未知": true, "匿名": true, "保密": true, "别问": true, "不告诉": true, "用户": true, "不能": true,
}

// dottedName reads a name with ·, as 阿依古丽·买买提.
func dottedName(s string) string {
	dots, part, end := 0, 0, 0
	for i, r := range s {
		if r == '·' && part >= 1 {
			dots, part = dots+1, 0
			continue
		}
		if !isHan(r) {
			break
		}
		if dots > 0 && part >= 2 && (!sounding(r) || hasAnyPrefix(s[i:], dottedFollowers)) {
			break
		}
		if part++; part > 9 {
			return ""
		}
		if dots > 0 && part >= 1 {
			end = i + utf8.RuneLen(r)
		}
	}
	if dots == 0 {
		return ""
	}
	return s[:end]
}

// soundName reads a name of four to eight characters that all write sounds,
// as 古力娜扎尔.
func soundName(s string) string {
	n, end := 0, 0
	sounds := nameData().sounds
	for i, r := range s {
		if !sounds[r] {
			break
		}
		n, end = n+1, i+utf8.RuneLen(r)
	}
	if n < 4 || n > 8 {
		return ""
	}
	if r, _ := utf8.DecodeRuneInString(s[end:]); end < len(s) && isHan(r) && !hasAnyPrefix(s[end:], nameFollowers) {
		return ""
	}
	return s[:end]
}

// explains reports that rest goes on to say how the name before it is
// written: 陈晨|早晨的晨.
func explains(rest, name string) bool {
	n := 0
	for i, r := range rest {
		if n++; n > 6 || !isHan(r) {
			return false
		}
		if r == '的' && n > 1 {
			next, _ := utf8.DecodeRuneInString(rest[i+len("的"):])
			return strings.ContainsRune(name, next)
		}
	}
	return false
}

// joinDots writes the middle dot of a foreign name that was typed as a full
// stop: both sides must sound like parts of one (玉素甫江.吐尔逊).
func joinDots(s string) string {
	for from := 0; ; {
		i := strings.Index(s[from:], ".")
		if i < 0 {
			return s
		}
		at := from + i
		from = at + 1
		before, after := 0, 0
		for end := at; end > 0; before++ {
			r, size := utf8.DecodeLastRuneInString(s[:end])
			if !sounding(r) {
				break
			}
			end -= size
		}
		for _, r := range s[at+1:] {
			if !sounding(r) {
				break
			}
			after++
		}
		if before >= 2 && after >= 2 {
			s = s[:at] + "·" + s[at+1:]
			from = at + len("·")
		}
	}
}

// sounding reports that a character writes a sound of a foreign name.
func sounding(r rune) bool { return nameData().sounds[r] || nameData().dotted[r] }

// soundsForeign reports that a word beside a phone is a name of four to six
// characters of which at most one does not write a sound: 斯琴高娃.
func soundsForeign(s string) bool {
	n, other := 0, 0
	for _, r := range s {
		if n++; !isHan(r) {
			return false
		}
		if !sounding(r) {
			other++
		}
	}
	return n >= 4 && n <= 6 && other <= 1
}

var dottedFollowers = []string{"电话", "手机", "想", "要", "预约", "约", "的", "明天", "号码", "是", "今年", "洗牙", "补牙", "拔牙", "看牙", "下周", "先生", "女士", "联系", "这边", "牙疼", "约了", "今天", "在"}

func surnameAt(s string, t trust) (surname string, size int) {
	data := nameData()
	_, one := utf8.DecodeRuneInString(s)
	if one == 0 || one == len(s) {
		return "", 0
	}
	_, two := utf8.DecodeRuneInString(s[one:])
	if data.compound[s[:one+two]] && one+two < len(s) {
		return s[:one+two], one + two
	}
	if data.common[s[:one]] || t == strong && data.rare[s[:one]] {
		return s[:one], one
	}
	return "", 0
}

func hasAnyPrefix(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}
