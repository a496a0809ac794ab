package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// kinRow is a line of data/kin.tsv: what the patient is to a writer of a role.
type kinRow struct{ he, she, either string }

// of reports whether a relation is one that the row knows.
func (k kinRow) of(relation string) bool {
	return relation == k.he || relation == k.she || relation == k.either ||
		k.either == "孩子" && (relation == "儿子" || relation == "女儿")
}

type kinRole struct {
	word string
	row  kinRow
}

var kinRoles = sync.OnceValue(func() map[rune][]kinRole {
	roles := map[rune][]kinRole{}
	for _, row := range readRows("kin.tsv", 4) {
		plain := func(s string) string { return strings.TrimSuffix(s, "-") }
		for w := range strings.FieldsSeq(row[0]) {
			first, _ := utf8.DecodeRuneInString(w)
			roles[first] = append(roles[first], kinRole{w, kinRow{plain(row[1]), plain(row[2]), plain(row[3])}})
		}
	}
	return roles
})

// kinship is a writer who introduces himself or herself by the patient:
// 我是王一诺的妈妈, 陈国强的女儿, 我是她老公徐峥. Offsets are bytes of the clause.
type kinship struct {
	row        kinRow
	owner      string // 王一诺, 她, "" where left out
	ownerAt    int
	start, end int
	bare       bool // nothing before it and nothing behind
}

var kinLeads = []string{"我是", "我系", "我就是", "俺是", "俺就是", "咱是", "这里是", "这边是", "我这边是", "本人是", "我这里是"}

// kinIn reads the introduction in a clause.
func kinIn(text string) (kinship, bool) {
	start, lead := 0, -1
	for _, w := range kinLeads {
		if i := strings.Index(text, w); i >= 0 && i <= 4*3 {
			start, lead = i, i+len(w)
			break
		}
	}
	if lead < 0 {
		return kinAt(text, 0, 0, false)
	}
	return kinAt(text, start, lead, true)
}

func kinAt(text string, start, from int, led bool) (kinship, bool) {
	roles := kinRoles()
	n, done := 0, 0
	for i, r := range text[from:] {
		if n++; n > 14 || r == ',' {
			break
		}
		if i < done {
			continue
		}
		role := longestRole(roles[r], text[from+i:])
		if role.word == "" {
			continue
		}
		done = i + len(role.word)
		end := from + done
		owner, rest := text[from:from+i], text[end:]
		owner = strings.TrimSuffix(owner, "的")
		his := false
		if short := strings.TrimRight(owner, "他她"); short != "" && short != owner {
			owner, his = short, true // 刘梓萱她爸
		}
		if !kinOwner(owner, role.word, led, his) || !kinEnds(rest, led) {
			continue
		}
		return kinship{row: role.row, owner: owner, ownerAt: from, start: start, end: end, bare: !led}, true
	}
	return kinship{}, false
}

func longestRole(roles []kinRole, s string) kinRole {
	var best kinRole
	for _, r := range roles {
		if len(r.word) > len(best.word) && strings.HasPrefix(s, r.word) {
			best = r
		}
	}
	return best
}

var (
	// notOwners are words that no patient is called by: 我是给妈妈约的.
	notOwners = []string{"给", "帮", "替", "来", "陪", "带", "想", "约", "我", "俺", "你", "您", "咱", "推荐", "介绍", "医生", "主任", "大夫", "教授", "和", "跟", "不", "有", "做", "当"}
	// closeRoles need no patient before them: 我是家长.
	closeRoles = map[string]bool{"妈妈": true, "爸爸": true, "家长": true, "监护人": true, "奶奶": true, "爷爷": true, "外婆": true, "外公": true, "婆婆": true, "岳母": true, "班主任": true}
	// outerRoles are professions and ties that are one's own unless the
	// patient is named: 我是学生, 我是做设计的朋友.
	outerRoles = map[string]bool{"学生": true, "老师": true, "教练": true, "辅导员": true, "司机": true, "秘书": true, "助理": true, "下属": true, "护工": true, "保姆": true, "月嫂": true, "班主任": true, "徒弟": true, "经纪人": true}
	someone    = map[string]bool{"他": true, "她": true, "它": true, "孩子": true, "小孩": true, "宝宝": true, "小朋友": true, "患者": true, "病人": true, "患儿": true, "娃": true, "人家": true}
)

// kinOwner reports whether the words before a role can say whose it is. led
// tells that 我是 stands before them, his that 他 or 她 stands behind.
func kinOwner(owner, role string, led, his bool) bool {
	if owner == "" {
		return led && closeRoles[role]
	}
	for _, w := range notOwners {
		if strings.Contains(owner, w) {
			return false
		}
	}
	if nameData().common[owner] && slices.Contains(nameTitles, role) {
		return false // 我是王太太
	}
	if strings.HasSuffix(owner, "家") {
		return false // 老徐家的闺女 is known by it and speaks for herself
	}
	known := someone[owner] || nameAt(owner, fair, nobody) == owner || givenAt(owner, fair) == owner || twice(owner) && !nameData().not[owner]
	short := len(role) == len("妈")
	if !led {
		return known && !outerRoles[role] && (!short || his || role == "妈" || role == "爸") && (role != "孩子" || !someone[owner])
	}
	return known || !short && !outerRoles[role] && !genericOwner[owner]
}

// twice reports a pet name that is a character said twice: 豆豆.
func twice(s string) bool {
	r := []rune(s)
	return len(r) == 2 && r[0] == r[1] && isHan(r[0])
}

// genericOwner are words before 朋友 or 同学 that name nobody.
var genericOwner = map[string]bool{"老": true, "新": true, "好": true, "小": true, "大": true, "男": true, "女": true}

// kinEnds reports whether an introduction may end before rest. One that stands
// without 我是 ends where the clause does.
func kinEnds(rest string, led bool) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || !isHan(r) {
		return true
	}
	if !led {
		return false
	}
	return hasAnyPrefix(rest, []string{"帮", "给", "替", "代", "想", "要", "约", "他", "她", "孩", "在", "来", "啊", "哈", "呀", "哦", "呢"}) && !hasAnyPrefix(rest, []string{"约我", "帮我", "给我", "来我", "要我"}) ||
		nameAt(rest, fair, nobody) != ""
}

// relation is what the patient is to the writer. text is the whole message,
// which may say it outright (是我孙女) or only show whether the patient is a
// man or a woman.
func (k kinship) relation(text string, said []relative) string {
	for _, h := range said {
		if k.row.of(h.relation) && h.relation != k.row.either {
			return h.relation
		}
	}
	if k.row.either == "孩子" && k.row.he == "孩子" {
		return "孩子"
	}
	text = strings.ReplaceAll(text, "其他", "")
	he := strings.Contains(text, "他") || strings.Contains(text, "男孩")
	she := strings.Contains(text, "她") || strings.Contains(text, "女孩")
	switch {
	case he && !she && k.row.he != "":
		return k.row.he
	case she && !he && k.row.she != "":
		return k.row.she
	}
	return k.row.either
}
