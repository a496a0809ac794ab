package nlu

import (
	"slices"
	"strings"
	"sync"
)

// flagLine is one line of data/redflags.tsv.
type flagLine struct {
	sign   string
	severe bool
	except patterns
}

// flagTable is data/redflags.tsv.
type flagTable struct {
	lines    []flagLine
	patterns patterns
	line     []int // of each pattern
	pairs    []flagPair
}

// flagPair is two patterns that together make a sign, wherever in the message
// each stands.
type flagPair struct {
	line   int
	first  patterns
	second patterns
}

var flagData = sync.OnceValue(func() flagTable {
	var t flagTable
	var sources []string
	for i, row := range readRows("redflags.tsv", 5) {
		t.lines = append(t.lines, flagLine{row[0], row[1] == "severe", mustPatterns(strings.Fields(row[3])...)})
		for p := range strings.FieldsSeq(row[2]) {
			if a, b, ok := strings.Cut(p, "&"); ok {
				t.pairs = append(t.pairs, flagPair{i, mustPatterns(a), mustPatterns(b)})
				continue
			}
			sources = append(sources, p)
			t.line = append(t.line, i)
		}
	}
	t.patterns = mustPatterns(sources...)
	return t
})

// flagReading is what the rail found.
type flagReading struct {
	signs  []string
	severe bool
}

// onlyAsked are clauses that ask or fear what might come; without a word that
// it has come they raise no flag.
var (
	onlyAsked = mustPatterns("会不会", "会~(吗|么|嘛|不|没)$", "(怕|担心|害怕|万一|如果|要是|假如|以防|预防|避免|防止|容易|可能会)~", "(正常|一般|通常)~(吗|会)", "(疼|痛|肿)(不|吗|嘛)")
	hasCome   = mustPatterns("了~", "现在", "已经", "正在", "一直", "还在", "昨", "今天", "越来越", "我(脸|嘴|牙)")
	supposed  = mustPatterns("会~(吗|么|嘛|不)$", "会不会", "(听说|据说|网上说|看到说|有人说|人家说)")
	dated     = mustPatterns("(现在|已经|昨|今天|刚|正在|早上|凌晨|半夜)")
	longAgo   = mustPatterns("小时候", "以前", "多年前", "年前", "去年", "上次已经好", "早就好", "已经好了", "已经不", "已经消", "已经止", "消了", "好多了", "止住了", "退烧了", "不疼了", "不肿了", "没事了")
)

// readRedFlags runs the rail over each clause and over each clause with the
// one before it, since people part a sign by a comma ("拔完牙,一直流血").
func readRedFlags(clauses []clause) flagReading {
	var r flagReading
	table := flagData()
	seen := make([]bool, len(table.lines))
	for i, c := range clauses {
		table.look(c.text, seen)
		if i > 0 && clauses[i-1].end+24 > c.start && c.end-clauses[i-1].start < 240 {
			table.look(clauses[i-1].text+c.text, seen)
		}
	}
	for _, p := range table.pairs {
		seen[p.line] = seen[p.line] || table.foundIn(clauses, p.line, p.first) && table.foundIn(clauses, p.line, p.second)
	}
	for i, hit := range seen {
		if hit {
			r.signs = append(r.signs, table.lines[i].sign)
			r.severe = r.severe || table.lines[i].severe
		}
	}
	return r
}

// foundIn reports whether a pattern stands in a clause that speaks of what has
// happened.
func (t *flagTable) foundIn(clauses []clause, line int, set patterns) bool {
	return slices.ContainsFunc(clauses, func(c clause) bool {
		start, end, ok := firstMatch(set, c.text)
		return ok && !merelyAsked(c.text) && !denies(c.text, start, end) && !anyMatch(t.lines[line].except, c.text)
	})
}

// look marks the lines that fire in a clause.
func (t *flagTable) look(clause string, seen []bool) {
	if merelyAsked(clause) {
		return
	}
	t.patterns.each(clause, func(id, start, end int) bool {
		l := t.line[id]
		if !seen[l] && !denies(clause, start, end) && !anyMatch(t.lines[l].except, clause) {
			seen[l] = true
		}
		return true
	})
}

// merelyAsked reports that a clause speaks of what might come or is long over.
func merelyAsked(clause string) bool {
	return (anyMatch(longAgo, clause) || anyMatch(supposed, clause)) && !anyMatch(dated, clause) ||
		anyMatch(onlyAsked, clause) && !anyMatch(hasCome, clause)
}

// denies reports that the sign is said not to be there: 没有流血, 脸没肿.
func denies(clause string, start, end int) bool {
	if !hasAnyPrefix(clause[start:], []string{"不", "没"}) && negated(clause, start) {
		return true
	}
	for _, w := range []string{"没肿", "不肿", "没有肿", "没流血", "没出血", "没发烧", "不流血", "没有流血", "没有出血", "没有发烧", "没血", "不出血", "没掉", "没断", "没松", "不困难", "没事"} {
		if i := strings.Index(clause, w); i >= 0 && i >= start-6 && i <= end {
			return true
		}
	}
	return false
}
