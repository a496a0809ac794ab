package nlu

import (
	"slices"
	"strings"
	"sync"
)

// treatmentLine is one line of data/treatments.tsv.
type treatmentLine struct {
	treatment string
	kind      hitKind
	except    patterns
}

// hitKind says how sure words are of a treatment.
type hitKind string

const (
	named   hitKind = "name"    // asked for
	sign    hitKind = "sign"    // a problem that it treats
	weakly  hitKind = "weak"    // if nothing clearer is said
	vaguely hitKind = "unclear" // a problem that fits several
)

// treatmentTable is data/treatments.tsv.
type treatmentTable struct {
	lines    []treatmentLine
	patterns patterns
	line     []int // of each pattern
}

var treatmentData = sync.OnceValue(func() treatmentTable {
	var t treatmentTable
	var sources []string
	for i, row := range readRows("treatments.tsv", 5) {
		t.lines = append(t.lines, treatmentLine{row[0], hitKind(row[1]), mustPatterns(strings.Fields(row[3])...)})
		// Each treatment is also known by its own name.
		for p := range strings.FieldsSeq(row[2] + " " + presetName(t.lines[i])) {
			sources = append(sources, p)
			t.line = append(t.line, i)
		}
	}
	t.patterns = mustPatterns(sources...)
	return t
})

func presetName(l treatmentLine) string {
	if l.kind == vaguely {
		return ""
	}
	return Fold(l.treatment)
}

// PresetTreatments are the treatments that the table can give, in its order.
func PresetTreatments() []string {
	var all []string
	for _, l := range treatmentData().lines {
		if l.kind != vaguely && !slices.Contains(all, l.treatment) {
			all = append(all, l.treatment)
		}
	}
	return all
}

// treatmentReading is what a message says about the problem.
type treatmentReading struct {
	state      string
	treatment  string
	treatments []string // all asked for, in order
	hits       []treatmentHit
}

// treatmentHit is one place where a line of the table matches.
type treatmentHit struct {
	treatment  string
	kind       hitKind
	start, end int
	past       bool // done already: 拔完牙, 上次补的
	also       bool // in a clause that adds to what was said: 顺便, 另外
}

// kindsOf says which treatment is a kind or a part of another, so that naming
// both is one wish.
var kindsOf = map[string][]string{
	"隐形矫正":   {"正畸治疗服务", "固定矫正"},
	"固定矫正":   {"正畸治疗服务"},
	"定制矫正":   {"正畸治疗服务", "固定矫正"},
	"MRC矫正":  {"正畸治疗服务", "肌功能训练"},
	"肌功能训练":  {"正畸治疗服务"},
	"辅助治疗":   {"正畸治疗服务", "固定矫正"},
	"保持器":    {"正畸治疗服务", "隐形矫正", "固定矫正"},
	"正畸套餐":   {"正畸治疗服务", "隐形矫正", "固定矫正"},
	"种植手术":   {"种植治疗", "固定修复"},
	"种植修复":   {"种植治疗", "固定修复"},
	"活髓治疗":   {"根管治疗"},
	"手术治疗":   {"基础治疗"},
	"激光治疗":   {"基础治疗"},
	"颌面外科手术": {"颌面外科会诊"},
	"修复维护":   {"活动修复", "固定修复"},
	"固定修复":   {"正畸治疗服务"}, // 套个牙套 over a root canal is a crown
}

// outranks says which problem explains the other where both are described.
var outranks = map[string][]string{
	"根管治疗": {"充填治疗", "基础治疗"},
	"拔牙手术": {"基础治疗", "根管治疗", "充填治疗"},
	"充填治疗": {"基础治疗"},
	"牙槽手术": {"基础治疗", "拔牙手术"},
	"贴面修复": {"牙齿美白", "正畸治疗服务"},
}

var (
	pastBefore = mustPatterns("(上次|之前|以前|刚|刚刚|昨天|前天|上周|上个月|去年|前年|前几天|小时候|前阵子|几年前|已经|在别处|在别的|曾经|月前|年前|天前|周前|前两天)~(做|补|拔|种|洗|打|镶|做过|看|戴|装|矫|整)?(了|的|过|完)?$")
	pastAfter  = mustPatterns("^(完|过|了|好|后|之后|以后|的地方|那|伤口|回来|结束|做完|做了|做过|做好)", "^(牙|治疗|智齿)?(做|弄)?(完|过|后|之后|以后|好了|了一|了几|了两|了三|了半|了好|了有|了以后|了之后|了还|了又|了就|了怎么|了一直)", "^(的)(时候|地方|伤口|位置)", "^(医生|大夫|科)", "^已经(做|放|打|种|弄)")
	pastWhole  = mustPatterns("^(拔|补|种|做|镶|装|洗)(了|过|完)~(年|月|天|周|久|次)")
	// firstDone puts one treatment before another that is wished as well: 洗完再补.
	firstDone = mustPatterns("^(牙|治疗)?(完|好|了)?(之后|以后|后)?(再|接着|顺便)")
	// deniedAfter gives a treatment up behind its name.
	deniedAfter = mustPatterns("^(的)?(事|话)?(就|先|可以|都|也)?(不用|算了|不做|不要|不想|不弄|免了|不需要|取消|不了|先不|不考虑|不约)")
	// nothingWrong is a complaint that is not there or is over.
	nothingWrong = mustPatterns("(不|没|没有|不再)(疼|痛|酸|肿|坏|出血|流血|松|晃|敏感)")
	alsoWished   = mustPatterns("另外", "还有", "顺便", "顺带", "再", "也", "同时", "一起", "一并", "然后", "外加", "以及")
	whichOne     = mustPatterns("(不知道|不晓得|不清楚|不确定|搞不清|没想好|纠结)(该|要|是)?(做|选|镶|用|装|弄|种)?~(哪|什么|啥|还是)", "(哪|什么|啥)(一)?种(好|合适|适合)")
)

// readTreatment finds what is to be treated by the table alone.
func readTreatment(clauses []clause) treatmentReading {
	var hits []treatmentHit
	for i, c := range clauses {
		hits = treatmentHits(hits, c.text, c.start, 0)
		if i == 0 || c.end-clauses[i-1].start > 240 {
			continue
		}
		// A problem told over two clauses: 牙疼,晚上睡不着.
		before := clauses[i-1]
		hits = treatmentHits(hits, before.text+c.text, before.start, len(before.text))
	}
	takeBack(hits, clauses)
	r := weighHits(hits)
	r.hits = hits
	if r.state == Known && anyMatch(whichOne, joined(clauses)) {
		return treatmentReading{state: Unclear, hits: hits}
	}
	return r
}

// TreatmentsNamed lists the preset treatments that a text names, each once,
// whether they are wished, long done or only spoken of.
func TreatmentsNamed(text string) []string {
	var names []string
	table := treatmentData()
	for _, c := range splitClauses(normalise(text).text) {
		for _, id := range table.patterns.matching(c.text) {
			l := table.lines[table.line[id]]
			if l.kind == named && !slices.Contains(names, l.treatment) {
				names = append(names, l.treatment)
			}
		}
	}
	return names
}

// takesBack begins a clause that puts something else in place of what was
// wished: 补牙，算了还是洗牙吧.
var takesBack = mustPatterns("^(算了|不对|不不|哦不|啊不|噢不|喔不|呃不|说错|不是|改成|换成|改做|还是|那还是|要不还是|要不|不如|干脆)")

// takeBack counts wishes before such a clause as past where it has one of its
// own. A question (还是拔掉？) takes nothing back.
func takeBack(hits []treatmentHit, clauses []clause) {
	for i, c := range clauses {
		if i == 0 || c.question || !anyMatch(takesBack, c.text) {
			continue
		}
		instead := slices.ContainsFunc(hits, func(h treatmentHit) bool { return h.kind == named && h.start >= c.start })
		for k := range hits {
			if instead && hits[k].end <= c.start {
				hits[k].past = true
			}
		}
	}
}

// treatmentHits appends the matches in a clause that begins at byte offset.
// With a seam > 0 only problems that span it are taken.
func treatmentHits(hits []treatmentHit, text string, offset, seam int) []treatmentHit {
	table := treatmentData()
	for _, id := range table.patterns.matching(text) {
		l := &table.lines[table.line[id]]
		start, end, _ := table.patterns.all[id].find(text)
		if seam > 0 && (l.kind != sign || start >= seam || end <= seam) {
			continue
		}
		if anyMatch(l.except, text) || negated(text, start) || l.kind != named && anyMatch(nothingWrong, text[start:end]) || anyMatch(deniedAfter, text[end:]) {
			continue
		}
		hits = append(hits, treatmentHit{
			treatment: l.treatment, kind: l.kind, start: offset + start, end: offset + end,
			past: l.kind == named && !anyMatch(firstDone, text[end:]) && (anyMatch(pastAfter, text[end:]) || anyMatch(pastBefore, text[:start]) || anyMatch(pastWhole, text[start:])),
			also: anyMatch(alsoWished, text),
		})
	}
	return hits
}

// weighHits weighs the hits: what is asked for by name goes before what
// a problem suggests, and that before what was done in the past.
func weighHits(hits []treatmentHit) treatmentReading {
	pick := func(fits func(h treatmentHit) bool) []string {
		var names []string
		for _, h := range hits {
			if fits(h) && !covered(h, hits) && !slices.Contains(names, h.treatment) {
				names = append(names, h.treatment)
			}
		}
		return without(names, kindsOf)
	}
	slices.SortStableFunc(hits, func(a, b treatmentHit) int { return a.start - b.start })
	wanted := pick(func(h treatmentHit) bool { return h.kind == named && !h.past })
	signs := without(pick(func(h treatmentHit) bool { return h.kind == sign && !h.past }), outranks)
	if len(wanted) > 0 {
		also := slices.ContainsFunc(hits, func(h treatmentHit) bool { return h.kind == named && h.also && !h.past })
		for _, h := range hits {
			if h.kind == sign && (h.also || also) && !h.past && slices.Contains(signs, h.treatment) && !slices.Contains(wanted, h.treatment) && apart(h, hits) {
				wanted = without(append(wanted, h.treatment), kindsOf)
			}
		}
	} else {
		wanted = signs
	}
	switch {
	case len(wanted) == 1:
		return treatmentReading{state: Known, treatment: wanted[0], treatments: wanted}
	case len(wanted) > 1:
		return treatmentReading{state: Several, treatments: wanted}
	case slices.ContainsFunc(hits, func(h treatmentHit) bool { return h.kind == vaguely && !h.past }):
		return treatmentReading{state: Unclear}
	}
	if t := pick(func(h treatmentHit) bool { return h.kind == weakly && !h.past }); len(t) > 0 {
		return treatmentReading{state: Known, treatment: t[0], treatments: t[:1]}
	}
	if past := pick(func(h treatmentHit) bool { return h.past && h.kind != vaguely }); len(past) > 0 {
		return treatmentReading{state: Known, treatment: past[0], treatments: past[:1]}
	}
	return treatmentReading{state: NoneSaid}
}

// without drops the treatments that another of the list makes superfluous.
func without(names []string, superfluous map[string][]string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(t string) bool {
		return slices.ContainsFunc(names, func(other string) bool { return slices.Contains(superfluous[other], t) })
	})
}

// covered reports that another hit of a different treatment spans the words
// of h and more. A problem never covers a wish.
func covered(h treatmentHit, all []treatmentHit) bool {
	return slices.ContainsFunc(all, func(o treatmentHit) bool {
		return o.treatment != h.treatment && o.kind != vaguely && (o.kind == named || h.kind != named) && o.start <= h.start && o.end >= h.end && o.end-o.start > h.end-h.start
	})
}

// apart reports that no wish by name stands on the words of h.
func apart(h treatmentHit, all []treatmentHit) bool {
	return !slices.ContainsFunc(all, func(o treatmentHit) bool {
		return o.kind == named && o.start < h.end && h.start < o.end
	})
}
