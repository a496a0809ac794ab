package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// placeEntry is a word that stands for one or several stores.
type placeEntry struct {
	word  string
	runes []rune
	ids   []string
	// sound says that the word may also be matched by its sound.
	sound bool
}

// storeSuffixes end a store's name; people leave them out.
var storeSuffixes = []string{"旗舰店", "分店", "总店", "门诊部", "门诊", "诊所", "医院", "店", "分院", "院区", "院"}

// roadSuffixes end the parts of an address that people name a store by.
var roadSuffixes = []string{"大道", "路", "街", "广场", "大厦", "中心", "公园", "地铁站", "商场", "购物中心", "桥", "镇", "城", "巷", "里", "湾", "园", "村"}

// newPlaces lists the words for the clinic's stores, the longest first.
func newPlaces(stores []StoreTerm) []placeEntry {
	words := map[string][]string{}
	sound := map[string]bool{}
	add := func(word, id string, bySound bool) {
		word = Fold(word)
		if utf8.RuneCountInString(word) < 2 || genericPlace[word] {
			return
		}
		if !slices.Contains(words[word], id) {
			words[word] = append(words[word], id)
		}
		sound[word] = sound[word] || bySound
	}
	inCity := map[string]int{}
	for _, s := range stores {
		inCity[strings.TrimSuffix(Fold(s.City), "市")]++
	}
	for _, s := range stores {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			add(name, s.ID, true)
			for _, suffix := range storeSuffixes {
				if short, ok := strings.CutSuffix(Fold(name), suffix); ok {
					add(short, s.ID, true)
					add(short+"店", s.ID, true)
					break
				}
			}
		}
		district := Fold(s.District)
		add(district, s.ID, false)
		for _, suffix := range []string{"新区", "区", "县"} {
			if short, ok := strings.CutSuffix(district, suffix); ok {
				add(short, s.ID, false)
				add(short+"店", s.ID, false)
				break
			}
		}
		for _, road := range landmarks(s.Address) {
			add(road, s.ID, false)
		}
		if city := strings.TrimSuffix(Fold(s.City), "市"); inCity[city] == 1 && len(inCity) > 1 {
			add(city, s.ID, false)
			add(city+"店", s.ID, false)
		}
		for _, word := range spelledPlaces(s) {
			add(word, s.ID, false)
		}
	}
	var places []placeEntry
	for word, ids := range words {
		places = append(places, placeEntry{word: word, runes: []rune(word), ids: ids, sound: sound[word]})
	}
	slices.SortFunc(places, func(a, b placeEntry) int {
		if len(a.word) != len(b.word) {
			return len(b.word) - len(a.word)
		}
		return strings.Compare(a.word, b.word)
	})
	return places
}

// spelledPlaces are the ways to write a store's name in pinyin, whole or in
// part: jingan, jing an, jing安, jingan寺.
func spelledPlaces(s StoreTerm) []string {
	short := strings.TrimSuffix(Fold(s.Name), "店")
	whole := spelling(short)
	if len(whole) < 5 {
		return nil
	}
	var syllables, out []string
	for _, r := range short {
		syllables = append(syllables, spelling(string(r)))
	}
	if runes := []rune(short); len(runes) == 2 {
		out = append(out, syllables[0]+string(runes[1]), string(runes[0])+syllables[1]) // hong桥
	}
	for _, p := range []string{whole, strings.Join(syllables, " ")} {
		out = append(out, p)
		for _, alias := range s.Aliases {
			if rest, ok := strings.CutPrefix(Fold(alias), short); ok && rest != "" {
				out = append(out, p+rest)
			}
		}
	}
	return out
}

// genericPlace are words that would match any message.
var genericPlace = map[string]bool{"口腔": true, "牙科": true, "门诊": true, "诊所": true, "中心": true, "总部": true, "分店": true, "门店": true, "广场": true, "医院": true, "我们": true}

// landmarks takes the named parts out of an address: 祖冲之路1000号2楼 → 祖冲之路.
func landmarks(address string) []string {
	var out []string
	start := 0
	rest := Fold(address)
	for i, r := range rest {
		if i < start {
			continue
		}
		if !isHan(r) || strings.ContainsRune("市区省号楼层弄室栋座", r) {
			start = i + utf8.RuneLen(r)
			continue
		}
		for _, suffix := range roadSuffixes {
			if strings.HasPrefix(rest[i:], suffix) && i > start {
				out = append(out, rest[start:i+len(suffix)])
				if name := rest[start:i]; utf8.RuneCountInString(name) >= 2 && (suffix == "广场" || suffix == "大厦" || suffix == "中心" || suffix == "商场") {
					out = append(out, name)
				}
				start = i + len(suffix)
				break
			}
		}
	}
	return out
}

// placeReading is what a message says about stores and cities.
type placeReading struct {
	mentions []Mention
	any      bool
	nearest  bool
	other    bool
	city     string
}

var (
	anyStore     = mustPatterns("(哪家|哪个店|哪个门店|哪家店|哪儿|哪里|任何一家|随便哪家|哪个分店|哪间)(店|门店|)(都|也)(行|可以|成|好|没关系|没问题|中)", "(门店|店|分店)(都行|随便|不限|无所谓|都可以|你们定|你们安排)", "随便(哪家|哪个店|一家|个店|找一家)", "不(挑|限)(店|门店)")
	nearestStore = mustPatterns("(最近|近)的(店|门店|那家|一家|分店|诊所|地方|一个)", "(离|距离)~(最近|近|近一点|近点)", "附近", "就近", "最近(是|那家|哪家|一家)", "哪(家|个)(店|门店)?~(最|更|比较)?近", "(方便|近)一点的(店|门店|那家)", "近一点的")
	otherStore   = mustPatterns("(换|改)(个|一个|一家|家|到别的|到其他|别的|其他|另一家|去别的|成别的)~(店|门店|分店|诊所|地方)", "(别的|其他|另外|另一家|另一个|其它|别家)的?(店|门店|分店)", "换(店|门店)", "不(想|要)?去(这家|那家|这个店|那个店|原来的店)")
)

var cities = sync.OnceValue(func() []string { return readWords("cities.txt") })

// farAway turns a store down behind its name.
var farAway = mustPatterns("^(店|那边|那家|的)?(离我|实在|对我来说)?(太|有点|有些|好|蛮|挺|比较|也)?(远|不方便|不顺路)")

// readPlaces resolves the stores that a text names.
func readPlaces(text string, places []placeEntry, taken [][2]int) placeReading {
	var r placeReading
	r.any = anyMatch(anyStore, text)
	r.nearest = anyMatch(nearestStore, text)
	r.other = anyMatch(otherStore, text)
	overlaps := func(start, end int) bool {
		return slices.ContainsFunc(taken, func(s [2]int) bool { return start < s[1] && s[0] < end })
	}
	named := taken // 康乐山 is no wish for 乐山
	taken = slices.Clone(taken)
	add := func(start, end int, ids []string) {
		taken = append(taken, [2]int{start, end})
		r.mentions = append(r.mentions, Mention{Text: text[start:end], IDs: slices.Clone(ids), Refused: refusedBefore(text, start) || anyMatch(farAway, behind(text, end)), Span: [2]int{start, end}})
	}
	lives := false // a place was named that is only the writer's own
	for _, p := range places {
		for from := 0; ; {
			i := strings.Index(text[from:], p.word)
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(p.word)
			from = end
			if overlaps(start, end) {
				continue
			}
			if spellsName(text, end, p) {
				taken = append(taken, [2]int{start, end})
				continue
			}
			if whereabouts(text, start, end) {
				lives, taken = true, append(taken, [2]int{start, end})
				continue
			}
			end += len(suffixAt(text[end:]))
			add(start, end, p.ids)
		}
	}
	if len(r.mentions) == 0 && !lives {
		for _, p := range places {
			if !p.sound {
				continue
			}
			start, end, ok := findSound(text, p.runes)
			if !ok || overlaps(start, end) {
				continue
			}
			store := suffixAt(text[end:])
			if len(p.runes) < 3 && store == "" && !anyMatch(goingTo, before(text, start)) {
				continue
			}
			add(start, end+len(store), p.ids)
			break
		}
	}
	for _, city := range cities() {
		i := strings.Index(text, city)
		if i < 0 || inSpans(named, i, i+len(city)) || strings.HasPrefix(text[i+len(city):], "路") || cityIsPart(text, i, i+len(city)) {
			continue
		}
		r.city = city
		break
	}
	if len(r.mentions) == 0 {
		if start, end, ok := unknownStore(text); ok && !overlaps(start, end) {
			add(start, end, nil)
		}
	}
	r.mentions = settle(text, r.mentions)
	return r
}

var (
	// livesAt stands before a place where the writer only lives, works or
	// comes from, livesBehind behind it.
	livesAt     = mustPatterns("(住|住在|家住|家在|公司在|单位在|学校在|上班在|老家|老家在|老家是|来自|人在|下了|刚下|路过|刚从|我是|我叫|搬到|搬去|租在|租房在)$")
	livesBehind = mustPatterns("^(那边|那里|这边|这里|附近)?(上班|住着|居住|工作|读书|上学|出差|的家|的公司)", "^(人,|本地人|附近住)", "^人$", "^(火车站|高铁|机场)", "^(过来|来|赶过来|开车过来)的")
	startsFrom  = mustPatterns("(从|打|由)$")
	leadsTo     = mustPatterns("^~~(去|到|来|过去|过来|出发|走|开车|坐车)")
)

// whereabouts reports that a place is where the writer is or sets out from, and
// not a store to go to.
func whereabouts(text string, start, end int) bool {
	lead, after := before(text, start), behind(text, end)
	if suffixAt(after) != "" && !anyMatch(startsFrom, lead) || anyMatch(storeThere, after) {
		return false
	}
	return anyMatch(livesAt, lead) || anyMatch(livesBehind, after) && !anyMatch(goingNow, lead) ||
		anyMatch(startsFrom, lead) && anyMatch(leadsTo, after) && !strings.HasPrefix(after, "地铁")
}

// spellsName reports that a place only says how a name is written: 静安的静.
func spellsName(text string, end int, p placeEntry) bool {
	rest, of := strings.CutPrefix(text[end:], "的")
	r, size := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return of && slices.Contains(p.runes, r) && !isHan(next) && suffixAt(lastRune(p.word)) == ""
}

// storeThere wants the store of the place after all: 我住徐汇，就约那边的店.
var storeThere = mustPatterns("(那边|那里|这边|附近|那儿)(的|那家|的那家)(店|门店|分店|家)", "就(约|去|选|定)(那边|那里|那儿|附近)")

// goingNow stands before a place that is headed for, whatever follows it.
var goingNow = mustPatterns("(去|到|约|改到|换到|选|就)$")

// cityIsPart keeps words that only contain a city's name.
func cityIsPart(text string, start, end int) bool {
	return hasAnyPrefix(text[end:], []string{"中路", "东路", "西路", "南路", "北路", "银行", "人都", "菜", "牌"}) || hasAnyPrefix(text[start:], []string{"大理石", "吉林路", "中山装", "三明治", "上海路", "日照", "中山公园", "黄山路", "安顺路", "大同小异", "宁德时代", "中山北", "中山东", "中山西", "中山南", "百色路"})
}

// goingTo stands before a place.
var goingTo = mustPatterns("(去|到|在|来|约|改到|换到|过|就|离)$")

// suffixAt returns the store suffix at the beginning of s.
func suffixAt(s string) string {
	for _, suffix := range storeSuffixes {
		if strings.HasPrefix(s, suffix) && !strings.HasPrefix(s, "院长") {
			return suffix
		}
	}
	return ""
}

// notStoreNames stand before 店 and name none.
var notStoreNames = []string{"门", "分", "你们", "我们", "这家", "那家", "哪家", "本", "总", "个", "家", "新", "贵", "的", "网", "旗舰", "到", "几", "什么", "有", "去", "在", "换", "同", "别", "老", "连锁", "多少", "每", "其他", "近", "你", "他", "开", "酒", "饭", "药", "商", "书", "花", "实体", "线下", "此", "您", "是", "想", "要", "约", "和", "各", "某", "进", "关", "哪", "一"}

// unknownStore finds "去虹桥店" for a store that the clinic does not have.
func unknownStore(text string) (start, end int, ok bool) {
	i := strings.Index(text, "店")
	if i <= 0 || hasAnySuffix(text[:i], notStoreNames) {
		return 0, 0, false
	}
	start = i
	for n := 0; n < 4 && start > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if !isHan(r) || strings.ContainsRune("去到在来约的改换是离给想看家找和跟约个了", r) {
			break
		}
		start -= size
	}
	if n := utf8.RuneCountInString(text[start:i]); n < 2 || n > 4 {
		return 0, 0, false
	}
	return start, i + len("店"), true
}

func lastRune(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[len(s)-size:]
}
