package nlu

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

type relationWord struct {
	word, relation string
	claimed        bool // counts only behind one of the claims
}

// claims come before a relation that is also an address or a profession.
var claims = []string{"我", "我们", "咱", "咱们", "俺", "我家", "我的", "家里", "给", "帮", "替", "代", "为", "有", "个", "位"}

// relationWords are indexed by their first character, the longest first, so
// that 孩子爸爸 is a husband.
var relationWords = sync.OnceValue(func() map[rune][]relationWord {
	words := map[rune][]relationWord{}
	for _, row := range readRows("relations.tsv", 2) {
		for w := range strings.FieldsSeq(row[1]) {
			w, claimed := strings.CutPrefix(w, "*")
			first, _ := utf8.DecodeRuneInString(w)
			words[first] = append(words[first], relationWord{w, strings.TrimSuffix(row[0], "-"), claimed})
		}
	}
	for _, list := range words {
		slices.SortStableFunc(list, func(a, b relationWord) int { return len(b.word) - len(a.word) })
	}
	return words
})

// relative is somebody whom a message calls by what he or she is to the writer.
type relative struct {
	relation   string
	start, end int
	kin        bool // by what the writer is to the patient: 我是王一诺的妈妈
}

func relationsIn(text string) []relative {
	var hits []relative
	words := relationWords()
	done := 0
	for i, r := range text {
		if i < done {
			continue
		}
		if w, ok := cousin(text[i:], r); ok {
			hits = append(hits, relative{relation: w, start: i, end: i + len(w)})
			done = i + len(w)
			continue
		}
		if rank := ranked(text[i:], r); rank > 0 {
			// 小舅妈 is no 小舅; the word behind tells what the relation is.
			if w, ok := longestRelation(text[i+rank:]); ok && !direct(text[i:], words[r], rank+len(w.word)) {
				hits = append(hits, relative{relation: w.relation, start: i, end: i + rank + len(w.word)})
				done = i + rank + len(w.word)
				continue
			}
		}
		for _, w := range words[r] {
			if end := i + len(w.word); strings.HasPrefix(text[i:], w.word) && !relationIsPart(text, i, end) && !(w.claimed && !hasAnySuffix(text[:i], claims) && !anyMatch(messenger, text[end:])) {
				if longer, ok := ownRelation(text, i, end); ok {
					w, end = longer, i+utf8.RuneLen(r)+len(longer.word)
				}
				if w.relation != "" {
					hits = append(hits, relative{relation: w.relation, start: i, end: end})
				}
				done = end
				break
			}
		}
	}
	return joinRelatives(text, hits)
}

// relativesOf is data/kinship.tsv.
var relativesOf = sync.OnceValue(func() map[[2]string]string {
	table := map[[2]string]string{}
	for _, row := range readRows("kinship.tsv", 3) {
		table[[2]string{row[0], row[1]}] = row[2]
	}
	return table
})

// joinRelatives takes a relative's relative for one person: 我老公他妈 is 婆婆.
func joinRelatives(text string, hits []relative) []relative {
	var out []relative
	for _, h := range hits {
		if n := len(out) - 1; n >= 0 && slices.Contains([]string{"", "的", "他", "她", "家"}, text[out[n].end:h.start]) {
			if whole, ok := relativesOf()[[2]string{out[n].relation, h.relation}]; ok {
				out[n].relation, out[n].end = whole, h.end
				continue
			}
		}
		out = append(out, h)
	}
	return out
}

// cousin reads a relative on a side line, whose word is kept whole: 表弟, 堂姐夫.
func cousin(s string, r rune) (word string, ok bool) {
	if r != '表' && r != '堂' {
		return "", false
	}
	size := utf8.RuneLen(r)
	if w, ok := longestRelation(s[size:]); ok && w.relation == w.word {
		return s[:size+len(w.word)], true // 表姐夫, 表舅妈
	}
	_, one := utf8.DecodeRuneInString(s[size:])
	if !strings.Contains("哥弟姐妹叔舅姑姨嫂侄", s[size:size+one]) || one == 0 {
		return "", false
	}
	return s[:size+one], true
}

// ranked is the size of a word that says which of several relatives: 二舅,
// 亲妹妹.
func ranked(text string, r rune) int {
	if strings.ContainsRune("大二三四五六小老幺亲", r) {
		return utf8.RuneLen(r)
	}
	return 0
}

// messenger follows a relative on whose behalf the writer asks.
var messenger = mustPatterns("^(让|叫|喊|托|要|请|催|派)我(过来|来)(问|约|挂|咨询|了解|打听)", "^(让|叫|喊|托|要|请)我(来|先)?(问|帮|约|给|替|预约|咨询|打听|挂|了解)")

// longestRelation is the longest word of two characters or more that s begins
// with.
func longestRelation(s string) (relationWord, bool) {
	r, size := utf8.DecodeRuneInString(s)
	for _, w := range relationWords()[r] {
		if strings.HasPrefix(s, w.word) {
			return w, w.relation != "" && !w.claimed && len(w.word) > size && !strings.ContainsRune("我俺咱他她", r)
		}
	}
	return relationWord{}, false
}

// direct reports that a word of the table is as long as a ranked one.
func direct(s string, words []relationWord, length int) bool {
	return slices.ContainsFunc(words, func(w relationWord) bool { return len(w.word) >= length && strings.HasPrefix(s, w.word) })
}

// ownRelation reads 我姑父 as 姑父 where 我姑 alone would be 姑姑.
func ownRelation(text string, start, end int) (relationWord, bool) {
	r, size := utf8.DecodeRuneInString(text[start:])
	if !strings.ContainsRune("我俺咱他她", r) {
		return relationWord{}, false
	}
	next, _ := utf8.DecodeRuneInString(text[start+size:])
	for _, w := range relationWords()[next] {
		if w.relation != "" && strings.HasPrefix(text[start+size:], w.word) {
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
	return hasAnySuffix(text[:start], []string{"小仙", "美", "护士", "前台", "你们"}) ||
		hasAnyPrefix(text[end:], []string{"圈", "推荐", "介绍"}) && !strings.HasPrefix(text[end:], "推荐给")
}
