package nlu

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// nameTables is what data/ knows of names.
type nameTables struct {
	common, rare, compound map[string]bool
	given                  map[rune]bool
	not                    map[string]bool
}

var nameData = sync.OnceValue(func() nameTables {
	t := nameTables{common: map[string]bool{}, rare: map[string]bool{}, compound: map[string]bool{}, given: map[rune]bool{}}
	part := t.common
	for _, line := range readLines("surnames.txt") {
		switch line {
		case "rare":
			part = t.rare
		case "compound":
			part = t.compound
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
var nameFollowers = []string{"电话", "手机", "号码", "联系", "想", "要", "需要", "预约", "约", "挂", "看", "洗", "补", "拔", "种牙", "做", "检查", "复", "今年", "年龄", "男", "女", "岁", "性别", "身份", "是", "的", "在", "有", "之前", "上次", "昨天", "今天", "明天", "后天", "周", "下", "这", "我", "你", "他", "她", "和", "跟", "与", "来", "去", "能", "可以", "请", "麻烦", "谢谢", "先生", "女士", "小姐", "同学", "小朋友", "两", "号", "牙", "不", "没", "也", "并", "把", "取消", "改", "换", "问", "到", "了", "吧", "啊", "哈", "呢", "呀", "哦", "1", "(", ":", "-", "/", "预", "本人", "已", "最近", "刚", "就", "用", "几", "早上", "上午", "中午", "晚上", "生日", "出生", "家", "这里", "那", "帮", "给", "报", "登记", "一个", "一下", "忽略", "现在", "都", "还", "再", "或", "以及", "、", "·", "\"", "加", "陪", "带", "过", "此", "初", "第", "牙疼", "发", "转", "办", "查", "领", "取", "拿", "打", "矫", "正", "咨询", "了解", "智齿", "种植", "根管", "美白", "从", "因", "对", "比", "所", "多", "会", "很", "该", "另", "随", "准", "确认", "马上", "星期", "礼拜", "大后天", "小孩", "孩子", "妈", "爸", "家长", "九", "十", "三点", "两点"}

var nameTitles = []string{"先生", "女士", "小姐", "太太", "阿姨", "叔叔", "大爷", "大妈", "奶奶", "爷爷", "同学", "小朋友", "总", "姐", "哥", "老板"}

// staffTitles after a name make it a doctor's or another member of staff's.
var staffTitles = []string{"医生", "大夫", "主任", "博士", "教授", "医师", "院长", "护士", "前台", "经理", "店长", "顾问", "助理", "老师", "专家", "客服", "咨询师", "医助", "所长", "主管"}

var (
	nameStrong = mustPatterns(
		"(我|她|他|本人|孩子|小孩|宝宝|娃|儿子|女儿|闺女|妈妈|我妈|爸爸|我爸|老公|老婆|媳妇|朋友|同事|婆婆|公公|奶奶|爷爷|外婆|外公|姥姥|姥爷|姐姐|妹妹|哥哥|弟弟|我姐|我妹|我哥|我弟|家人|患者|病人|大名|学名|名字|全名|丈夫|妻子|对象|侄子|侄女|外甥|孙子|孙女|大宝|二宝|丫头|先生|太太|俺|咱|小朋友|对方|人家|那人|的)(的|)(名字|大名|全名|)(就|是|呢|)(是|)叫(做|)(:|那个|)",
		"^叫(做|)", "(名字|全名|大名|真名|姓名|名)(是|为|:|: |应该是|写|填|登记的是)", "姓名", "(是|就)叫(做)?", "名叫", "(患者|患儿|病人|就诊人|预约人|就诊者|客户|看诊人|看牙的|挂号人|登记人)(名字|姓名|)(是|为|:|: | |)", "(本人|在下|这边是|我这边是|这里是)", "登记(的|在|)(是|名字是|)", "(name|nm)(:|: | is | )", "(大名|全名|真名|学名)(:|)",
	)
	nameFair = mustPatterns(
		"^(你好|您好|嗨|hi|hello|)(,| |)我是(患者|病人|)", "我是(患者|病人|你们的患者|你们的客户|你们的老客户|)", "^我(,| |)?", "(给|帮|替|为)(我|我们|我家|俺|)(妈妈|妈|爸爸|爸|老公|老婆|孩子|小孩|女儿|儿子|闺女|朋友|同事|婆婆|公公|奶奶|爷爷|外婆|外公|姥姥|姥爷|姐姐|妹妹|哥哥|弟弟|姐|妹|哥|弟|媳妇|对象|宝宝|娃|小朋友|)(的|)",
		"(我|我家|我们家|俺|)(妈妈|我妈|爸爸|我爸|老公|老婆|孩子|小孩|女儿|儿子|闺女|朋友|同事|婆婆|公公|奶奶|爷爷|外婆|外公|姥姥|姥爷|姐姐|妹妹|哥哥|弟弟|媳妇|对象|宝宝|大宝|二宝|家长)(是|,|)",
		"^(是|应该是|改成|改为|更正为)", "名字(:| |呢|就|写|填|用|登记|)",
	)
	nameSelf      = mustPatterns("免贵", "我叫", "我是", "我的名字", "本人", "我姓", "我这边是", "我名字")
	nameCorrected = mustPatterns("不对", "错了", "写错", "打错", "说错", "^不是", "^应该是", "^是", "更正", "改成", "搞错", "弄错")
	surnameSaid   = mustPatterns("(我|免贵|本人|她|他|患者|鄙人|)姓")
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
		if name == "" || not(name) || hardNot[name] {
			return false
		}
		rest := s[len(name):]
		for _, title := range staffTitles {
			if strings.HasPrefix(rest, title) {
				return false
			}
		}
		if t < strong {
			if data.not[name] || data.not[name[:len(surname)]+string(given[:1])] {
				return false
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
		return hasAnyPrefix(rest, nameFollowers)
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
	"张三李四": true, "某某": true, "无名": true, "未知": true, "匿名": true, "保密": true, "别问": true, "不告诉": true, "用户": true, "不能": true,
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
		if dots > 0 && part >= 2 && hasAnyPrefix(s[i:], dottedFollowers) {
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

// soundCharacters write the sounds of Uyghur, Kazakh, Tibetan and Mongolian
// names.
const soundCharacters = "阿依古丽力买提艾力娜扎尔热迪吐逊木孜克妮莎帕哈旦麦布比斯坎巴多吉次仁卓玛央措旺堆格桑达瓦罗嘎拉姆苏日其图雅顺乌合曼江迪丽努沙赛甫丁加库那勒别什肯"

// soundName reads a name of four to eight characters that all write sounds,
// as 古力娜扎尔.
func soundName(s string) string {
	n, end := 0, 0
	for i, r := range s {
		if !strings.ContainsRune(soundCharacters, r) {
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

var dottedFollowers = []string{"电话", "手机", "想", "要", "预约", "约", "的", "明天", "号码", "是", "今年", "洗牙", "补牙", "拔牙", "看牙", "下周", "先生", "女士", "联系"}

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
