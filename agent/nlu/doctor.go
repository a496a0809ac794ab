package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// doctorEntry is a doctor of the vocabulary in the forms people use.
type doctorEntry struct {
	id      string
	name    string // 李明
	display string // 李明博士
	surname string
	given   string
	runes   []rune
	pinyin  string
}

func newDoctorEntry(d DoctorTerm) doctorEntry {
	e := doctorEntry{id: d.ID, name: Fold(d.Name), display: Fold(d.DisplayName)}
	_, size := surnameAt(e.name, strong)
	if size == 0 {
		_, size = utf8.DecodeRuneInString(e.name)
	}
	e.surname, e.given = e.name[:size], e.name[size:]
	e.runes = []rune(e.name)
	e.pinyin = spelling(e.name)
	return e
}

// doctorTitles follow a doctor's name.
var doctorTitles = []string{"医生", "大夫", "主任医师", "副主任", "主任", "博士", "教授", "院长", "医师", "专家", "老师", "主治", "医", "doctor", "dr"}

// doctorReading is what a message says about doctors.
type doctorReading struct {
	mentions []Mention
	any      bool
	other    bool // wants another one, not said which
}

var (
	anyDoctor      = mustPatterns("(哪个|哪位|任何|任意|随便|随便哪个|随便哪位|啥|什么|谁)~(医生|大夫|专家|师傅|)(都|也)(行|可以|成|好|没关系|中|得)", "(医生|大夫)(都|也)?(不限|随便|无所谓|都行|都可以|你们定|你们安排|没要求|不挑|随意|任意|没有要求|看着安排|没指定|不指定)", "(谁|哪个)(有空|有号|有时间|看|做|给看)~(都|就)", "不(挑|限|指定|要求)(医生|大夫|谁)", "随便(安排|找|约|挂)?(个|一个|一位|哪个|哪位)?(医生|大夫)", "(没有|没|无)(指定|特定|固定|熟悉)的?(医生|大夫)", "(谁|哪位)都(行|可以|成|好)")
	otherDoctor    = mustPatterns("(换|改)(个|一个|一位|位|别的|其他|另外|另一个|一下|成别的|成其他|掉)?~(医生|大夫)", "(别的|其他|另外|其它|另一位|另一个|别个)的?(医生|大夫)", "(医生|大夫)(能|可以|可不可以|能不能|想)?换", "不(想|要|喜欢)~(这个|那个|原来的|上次的|之前的)(医生|大夫)")
	refusedMention = mustPatterns("(不要|不想要|不想找|不想约|不找|不约|别找|别约|别给我安排|别安排|别排|别给我排|千万别给|除了|不喜欢|不是|不想看|不看|不想让|不选|不用|换掉|别|不想去|不去|不在|别是|只要不是|除了|不到|不要去|不考虑|不再找|非)$")
	// refusedAfter turns a doctor or store down behind the name; givenUp says
	// why one will not do, which counts where another is named after it.
	refusedAfter = mustPatterns("^(的号|店|那边|那家|的|就|先|我)?(的|就|先|也)?(换掉|不要了|不要,|算了|不考虑|不找了|不约了|不看了|不去了|不去,|不想去|不想约|不想找|不行|免了)", "^(的号|店|那边|那家|的|就|先|我)?(就|先)?(不要|不去)$")
	givenUp      = mustPatterns("^(的号|店|那边|那家|的|就|这边)?(的|就|也)?(太贵|太忙|太凶|太远|太挤|太难约|太难挂|约不上|约不到|挂不上|挂不到|没号|没位|没空|没时间|停诊|不在|不坐诊|不出诊|排不上|排不到|排满|约满|满了|请假|休息|休假|离职|人太多|停车难|不好停)")
	// askedWhether ends like a refusal and is a question: 在不在虹桥店.
	askedWhether = []string{"在不在", "去不去", "是不是", "要不要", "到不到", "看不看", "找不找", "约不约"}
	// saidSo follows a doctor who only sent the writer on: 陈主任说让我找王医生.
	saidSo = mustPatterns("^(说|讲|让我|叫我|建议|推荐|介绍|交代|给我推荐|给我介绍|要我)")
	// wantedNow comes before the doctor or store that is wanted after a question
	// about another: 周医生徐汇跟苏州都坐诊？我想去苏州店.
	wantedNow = mustPatterns("(我要|我想|我想要|我就要|我想约|我要约|我想找|我要找|我想去|我要去|那就|那我就|就约|就去|就找|就要)(约|找|去|在|到|)$")
	// stillAsked follows those words where they are a condition or a question.
	stillAsked = mustPatterns("^~(的话|的时候|吗|么|嘛|呢|就)", "^~没$")
	// leftBehind comes before a doctor or store of an earlier visit.
	leftBehind = mustPatterns("(上次|之前|以前|原来|原先|上回|去年)~$", "(从|由)$")
	// thatDoctor stands between a refusal and whom it is about: 不是你们那个周明医生.
	thatDoctor = strings.NewReplacer("你们那个", "", "你们那位", "", "你们家的", "", "你们的", "", "你们", "", "那个", "", "那位", "", "这个", "", "这位", "", "上次的", "", "上次那个", "")
	// doctorFrame comes before a name with a title, doctorAsked also before one
	// without.
	doctorFrame = mustPatterns("(找|挂|指定|点名|点|看|约|预约|约个|约下|约一下|挂个|找个|请|换成|换|换到|改成|改约|让|由|就|选|见|要|是|叫)$")
	doctorAsked = mustPatterns("(找|挂|指定|点名|点|想看|想找|要找|约了|请|换成|换|改成|改约|让|由|就)$")
)

// titleAt returns the doctor's title at the beginning of s.
func titleAt(s string) string {
	for _, t := range doctorTitles {
		if strings.HasPrefix(s, t) {
			return t
		}
	}
	return ""
}

// readDoctors resolves the doctors that a text names. patients are the names
// that belong to patients.
func readDoctors(text string, doctors []doctorEntry, names nameReading) doctorReading {
	var r doctorReading
	r.any = anyMatch(anyDoctor, text)
	r.other = anyMatch(otherDoctor, text)
	taken := names.spans
	overlaps := func(start, end int) bool {
		return slices.ContainsFunc(taken, func(s [2]int) bool { return start < s[1] && s[0] < end })
	}
	add := func(start, end int, ids []string, full bool) {
		if overlaps(start, end) {
			return
		}
		taken = append(taken, [2]int{start, end})
		refused := refusedBefore(text, start)
		r.mentions = append(r.mentions, Mention{Text: text[start:end], IDs: ids, FullName: full, Refused: refused, Span: [2]int{start, end}})
	}
	// Whole names, as written or by their sound, with or without a title.
	for _, d := range doctors {
		for from := 0; from < len(text); {
			start, end, ok := findWhole(text[from:], d)
			if !ok {
				break
			}
			start, end = start+from, end+from
			from = end
			exact := text[start:end] == d.name || text[start:end] == d.display
			end += len(titleAt(text[end:]))
			if !exact && titleAt(text[end-min(end, 6):]) == "" && !titled(text, start, end) {
				continue
			}
			var ids []string
			for _, other := range doctors {
				if other.name == d.name {
					ids = append(ids, other.id)
				}
			}
			add(start, end, ids, true)
		}
	}
	for i := range text {
		if !utf8.RuneStart(text[i]) || i == 0 {
			continue
		}
		title := titleAt(text[i:])
		if title != "" && isLatin(text[i-1]) {
			if start, ids, ok := latinBefore(text, i, doctors); ok {
				add(start, i+len(title), ids, false)
			}
			continue
		}
		if title == "" || title == "医" && !strings.HasSuffix(text[:i], "牙") && !lastIsSurname(text[:i]) {
			continue
		}
		if title == "主治" || title == "医" && (strings.HasPrefix(text[i:], "医院") || strings.HasPrefix(text[i:], "医保")) {
			continue
		}
		if overlaps(i, i+1) {
			continue
		}
		if start, ids, ok := beforeTitle(text, i, title, doctors); ok {
			add(start, i+len(title), ids, false)
		}
	}
	for _, m := range surnamedDoctors(text, doctors) {
		add(m.Span[0], m.Span[1], m.IDs, false)
	}
	r.givenNames(text, doctors, add, overlaps)
	// A name that only the words before it show to be a doctor's.
	for i := range text {
		if i == 0 || !utf8.RuneStart(text[i]) || overlaps(i, i+1) || !anyMatch(doctorAsked, before(text, i)) {
			continue
		}
		name := nameAt(text[i:], weak, func(string) bool { return false })
		if name == "" || !hasAnyPrefix(text[i+len(name):], []string{"看", "的号", "做", "给我", "洗", "补", "拔", ",", ".", "?"}) && i+len(name) != len(text) {
			continue
		}
		add(i, i+len(name), partOfName(name, doctors), false)
	}
	r.mentions = settle(text, r.mentions)
	return r
}

// settle puts mentions in order and decides between them: one that is given up
// or moved away from gives way to what is named after it, and a question which
// of several is better names none.
func settle(text string, mentions []Mention) []Mention {
	slices.SortFunc(mentions, func(a, b Mention) int { return a.Span[0] - b.Span[0] })
	if len(mentions) > maxMentions {
		return mentions
	}
	mentions = saidAnew(text, mentions)
	for i := range mentions {
		m, after := &mentions[i], behind(text, mentions[i].Span[1])
		if m.Refused {
			continue
		}
		m.Refused = anyMatch(refusedAfter, after) && !anyMatch(stillAsked, after)
		for _, later := range mentions[i+1:] {
			another := !later.Refused && !slices.Equal(later.IDs, m.IDs)
			m.Refused = m.Refused || another && (changedTo(text, later) && !anyMatch(stillAsked, after) || anyMatch(leftBehind, before(text, m.Span[0])) ||
				anyMatch(givenUp, after) && !anyMatch(stillAsked, after) ||
				anyMatch(saidSo, after) || asked(text, *m, later))
		}
	}
	if len(mentions) == 2 {
		between := text[mentions[0].Span[1]:mentions[1].Span[0]]
		if anyMatch(orElse, between) || (between == "" || anyMatch(joinsChoice, between)) &&
			(anyMatch(whichBetter, behind(text, mentions[1].Span[1])) || anyMatch(whicheverFirst, before(text, mentions[0].Span[0])+text[:mentions[0].Span[0]])) {
			return nil
		}
	}
	return mentions
}

// saidAnew drops the first mention of a doctor or store that is named again
// where the wish is: 两个周医生吧？我要周明那个.
func saidAnew(text string, mentions []Mention) []Mention {
	var out []Mention
	for i, m := range mentions {
		again := slices.ContainsFunc(mentions[i+1:], func(later Mention) bool {
			return slices.Equal(later.IDs, m.IDs) && len(m.IDs) > 0 && (asked(text, m, later) || anyMatch(leftBehind, before(text, m.Span[0])))
		})
		if !again {
			out = append(out, m)
		}
	}
	return out
}

// asked reports that the first of two mentions stands in a question and the
// other in the wish behind it.
func asked(text string, m, later Mention) bool {
	return strings.ContainsAny(text[m.Span[1]:later.Span[0]], "?") && anyMatch(wantedNow, before(text, later.Span[0]))
}

// maxMentions is more than a message chooses between.
const maxMentions = 8

var (
	orElse      = mustPatterns("^(近|好|方便|)还是(去|约|找|看|)$")
	joinsChoice = mustPatterns("^(店|)(和|跟|与|、|或者|或|,|也行,|也可以,|也成,|也行|也可以|都行|也成)$")
	// whicheverFirst leaves the choice to the clinic: 哪家近约哪家.
	whicheverFirst = mustPatterns("(哪家|哪个|哪位|谁)~(就|)(约|去|找|看|选)(哪家|哪个|哪位|谁)")
	whichBetter    = mustPatterns("^(店|)(都行|都可以|都成|也行|也可以|也成|都好|)(,|)(看|)(哪个|哪位|哪家|哪边|谁)(先|早|有|周末|今天|明天|人|近|更|方便|看|停车|好|大|空|人少|技术|擅长|厉害|约|快|最|比较|离)", "^(店|家|那边|那家)?(哪个|哪位|哪家|谁|近|更近|远|大|更|好$|比较|技术)")
)

// givenNames adds doctors who are called by the given name or a surname of two
// characters alone: 找慧敏, 慧敏姐, 那就欧阳吧.
func (r *doctorReading) givenNames(text string, doctors []doctorEntry, add func(start, end int, ids []string, full bool), overlaps func(start, end int) bool) {
	for _, d := range doctors {
		for _, word := range []string{d.given, d.surname} {
			start := strings.Index(text, word)
			if end := start + len(word); start >= 0 && len(word) > len("王") && !overlaps(start, end) &&
				(hasAnyPrefix(text[end:], []string{"姐", "哥"}) || anyMatch(doctorAsked, before(text, start)) && !nameData().not[word]) {
				add(start, end, partOfName(word, doctors), false)
			}
		}
	}
}

// surnamedDoctors finds 姓陈的医生.
func surnamedDoctors(text string, doctors []doctorEntry) []Mention {
	var out []Mention
	for from := 0; ; {
		i := strings.Index(text[from:], "姓")
		if i < 0 {
			return out
		}
		start := from + i
		from = start + len("姓")
		surname, size := surnameAt(text[from:], strong)
		rest, of := strings.CutPrefix(text[from+size:], "的")
		if size == 0 || !of {
			continue
		}
		rest = pastFillers(rest, []string{"那位", "那个", "女", "男"})
		title := titleAt(rest)
		if title == "" || title == "医" {
			continue
		}
		end := len(text) - len(rest) + len(title)
		out = append(out, Mention{IDs: partOfName(surname, doctors), Span: [2]int{start, end}})
	}
}

func isLatin(b byte) bool { return b >= 'a' && b <= 'z' }

// surnameSpellings are the common surnames in pinyin.
var surnameSpellings = sync.OnceValue(func() map[string]bool {
	spelt := map[string]bool{}
	for _, set := range []map[string]bool{nameData().common, nameData().compound} {
		for s := range set {
			spelt[spelling(s)] = true
		}
	}
	return spelt
})

// latinBefore reads a doctor's name in pinyin that ends at byte at: chen主任.
func latinBefore(text string, at int, doctors []doctorEntry) (start int, ids []string, ok bool) {
	start = at
	for start > 0 && isLatin(text[start-1]) {
		start--
	}
	word := text[start:at]
	for _, d := range doctors {
		if word == d.pinyin || word == spelling(d.surname) || word == spelling(d.given) {
			ids = append(ids, d.id)
		}
	}
	return start, ids, ids != nil || surnameSpellings()[word]
}

// behind returns what stands after byte at, some thirty characters at most.
func behind(text string, at int) string {
	return clip(text[at:], 90, 0)
}

func titled(text string, start, end int) bool {
	return hasAnySuffix(text[start:end], doctorTitles)
}

// findWhole finds a doctor's whole name in a text: as written, by sound or in
// pinyin.
func findWhole(text string, d doctorEntry) (start, end int, ok bool) {
	if d.display != "" {
		if i := strings.Index(text, d.display); i >= 0 {
			return i, i + len(d.display), true
		}
	}
	if i := strings.Index(text, d.name); i >= 0 {
		return i, i + len(d.name), true
	}
	if len(d.runes) < 2 {
		return 0, 0, false
	}
	if start, end, ok := findSound(text, d.runes); ok && titleAt(text[end:]) != "" {
		return start, end, true
	}
	if len(d.pinyin) >= 5 {
		if i := strings.Index(text, d.pinyin); i >= 0 {
			return i, i + len(d.pinyin), true
		}
	}
	return 0, 0, false
}

func lastIsSurname(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return nameData().common[string(r)]
}

func refusedBefore(text string, start int) bool {
	near := before(text, start)
	if hasAnySuffix(near, askedWhether) {
		return false
	}
	return anyMatch(refusedMention, near) || anyMatch(refusedMention, thatDoctor.Replace(near)) && near != thatDoctor.Replace(near)
}

// beforeTitle reads who stands before a title that begins at byte at: part of
// a known name, a surname, or an unknown name. ok is false where the title
// follows no name ("哪个医生").
func beforeTitle(text string, at int, title string, doctors []doctorEntry) (start int, ids []string, ok bool) {
	var starts []int // of the last 1..4 characters
	for pos := at; len(starts) < 4 && pos > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:pos])
		if !isHan(r) {
			break
		}
		pos -= size
		starts = append(starts, pos)
	}
	// Parts of known names, the longest first.
	for k := len(starts) - 1; k >= 0; k-- {
		if ids := partOfName(text[starts[k]:at], doctors); len(ids) > 0 {
			start := starts[k]
			if k == 0 && (notSurnameHere(text, starts) || len(starts) > 1 && afterSurname(text, starts)) {
				break
			}
			if k+1 < len(starts) && hasAnyPrefix(text[starts[k+1]:], []string{"小", "老"}) {
				start = starts[k+1]
			}
			return start, ids, true
		}
	}
	if title == "老师" || title == "专家" || title == "医" {
		return 0, nil, false
	}
	for k := min(len(starts), 3) - 1; k >= 1; k-- {
		candidate := text[starts[k]:at]
		surname, size := surnameAt(candidate, weak)
		if surname == "" || size == len(candidate) || nameData().not[candidate] || hardNot[candidate] {
			continue
		}
		usual := true
		for _, r := range candidate[size:] {
			usual = usual && nameData().given[r]
		}
		if usual || starts[k] == 0 && k > 0 && k < 3 && doctorNameLike(candidate, size) || anyMatch(doctorFrame, before(text, starts[k])) && doctorNameLike(candidate, size) {
			return starts[k], nil, true
		}
	}
	if len(starts) > 0 && !notSurnameHere(text, starts) {
		if s := text[starts[0]:at]; nameData().common[s] {
			return starts[0], nil, true
		}
	}
	if len(starts) > 1 && nameData().compound[text[starts[1]:at]] {
		return starts[1], nil, true
	}
	return 0, nil, false
}

// doctorNameLike turns down candidates with function words in them.
func doctorNameLike(candidate string, size int) bool {
	return !strings.ContainsAny(candidate[size:], "的个位那这什么名哪家们是些女男牙和跟到着了去来想要找约看换好老正口专主治科")
}

// afterSurname reports that the last character before a title is the given name
// of a surname before it: 李明医生 is no 明.
func afterSurname(text string, starts []int) bool {
	_, size := utf8.DecodeRuneInString(text[starts[0]:])
	return !nameData().common[text[starts[0]:starts[0]+size]] && nameData().common[text[starts[1]:starts[0]]]
}

// notSurnameHere reports that the last character before a title is part of a
// word: 任何医生, 平时医生.
func notSurnameHere(text string, starts []int) bool {
	if len(starts) < 2 {
		return false
	}
	_, size := utf8.DecodeRuneInString(text[starts[0]:])
	pair := text[starts[1] : starts[0]+size]
	return nameData().not[pair] || hardNot[pair]
}

// partOfName returns the doctors whose name a word is, or is a part of, or
// sounds like.
func partOfName(word string, doctors []doctorEntry) []string {
	var ids []string
	for _, rule := range []func(d doctorEntry) bool{
		func(d doctorEntry) bool { return d.name == word },
		func(d doctorEntry) bool { return soundsLike(d.runes, []rune(word)) },
		func(d doctorEntry) bool { return d.given == word && len(d.given) > 3 },
		func(d doctorEntry) bool { return strings.HasPrefix(d.name, word) },
		func(d doctorEntry) bool { return d.given == word && !nameData().common[word] }, // 洋主任
		func(d doctorEntry) bool { return len(word) > 3 && soundsLike([]rune(d.given), []rune(word)) },
		func(d doctorEntry) bool {
			r, _ := utf8.DecodeRuneInString(word)
			return len(word) == 3 && d.surname != "" && !nameData().common[word] && soundsLike([]rune(d.surname), []rune{r})
		},
	} {
		for _, d := range doctors {
			if rule(d) {
				ids = append(ids, d.id)
			}
		}
		if len(ids) > 0 {
			return ids
		}
	}
	return nil
}
