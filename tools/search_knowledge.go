package tools

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"strings"
	"unicode"

	"github.com/molarhq/molar"
)

//go:embed search_knowledge.md
var searchKnowledgeText string

// SearchKnowledgeArgs is a patient's question and its category.
type SearchKnowledgeArgs struct {
	Category molar.HandoffCode `json:"category"`
	Question string            `json:"question"`
	// Not are entries that were found to be about something else.
	Not []string `json:"not,omitempty"`
}

// SearchKnowledgeResult is the best entry; Confident says whether it may be
// sent as an answer.
type SearchKnowledgeResult struct {
	Entry     *molar.KnowledgeEntry `json:"entry,omitempty"`
	Score     float64               `json:"score"` // 0 to 1
	Confident bool                  `json:"confident"`
}

// SearchKnowledge finds the entry whose question, or a similar one, shares
// most with what was asked, by the characters and pairs of characters that
// tell questions apart (a single character of Chinese says more than in an
// alphabet; pairs keep the order).
var SearchKnowledge = Verb[SearchKnowledgeArgs, SearchKnowledgeResult]{
	Name: "search_knowledge", Text: searchKnowledgeText, Run: searchKnowledge,
}

func searchKnowledge(ctx context.Context, env *Env, args SearchKnowledgeArgs) (SearchKnowledgeResult, error) {
	entries, err := env.Clinic.Knowledge(ctx, args.Category)
	if err != nil {
		return SearchKnowledgeResult{}, err
	}
	asked := grams(args.Question)
	var best SearchKnowledgeResult
	for _, e := range entries {
		if slices.Contains(args.Not, e.ID) {
			continue
		}
		for _, q := range append([]string{e.Question}, e.Similar...) {
			if score := overlap(asked, grams(q)); score > best.Score {
				best = SearchKnowledgeResult{Entry: &e, Score: score}
			}
		}
	}
	best.Confident = best.Entry != nil && best.Score >= env.Rules.ConfidenceNeeded
	return best, nil
}

// filler are characters that questions share whatever they are about.
const filler = "的了吗呢啊吧呀么嘛我你您他们请问一下是有会能可以要想那这个就都也还到怎什哪多少不没做去来得在"

// talk are words that lead up to a question and are no part of it, and ways of
// asking that are one.
var talk = strings.NewReplacer(
	"另外", "", "顺便", "", "问一下", "", "问下", "", "对了", "", "还有", "", "你们", "", "咱们", "", "请问", "", "想问", "", "我想", "", "就是", "",
	"多长时间", "多久", "多少时间", "多久", "几分钟", "多久", "多少分钟", "多久", "几个小时", "多久", "要多大会儿", "多久",
	"什么价格", "多少钱", "啥价格", "多少钱", "什么价", "多少钱", "好多钱", "多少钱", "几多钱", "多少钱", "几钱", "多少钱", "价格多少", "多少钱", "价位", "多少钱", "贵不贵", "多少钱", "怎么收费", "多少钱", "收费多少", "多少钱",
	"疼不疼", "疼吗", "痛不痛", "疼吗", "痛吗", "疼吗",
)

// grams returns the telling characters and pairs of a question, sorted.
func grams(s string) []string {
	var runes []rune
	for _, r := range talk.Replace(s) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, unicode.ToLower(r))
		}
	}
	var out []string
	isFiller := func(r rune) bool { return slices.Contains([]rune(filler), r) }
	for i, r := range runes {
		if !isFiller(r) {
			out = append(out, string(r))
		}
		if i > 0 && (!isFiller(r) || !isFiller(runes[i-1])) {
			out = append(out, string(runes[i-1:i+1]))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// overlap is how much of the known question the asked one covers, tempered by
// how much else was asked. A patient wraps a question in talk, so what the
// entry's question misses counts more than what the patient adds.
func overlap(asked, known []string) float64 {
	if len(asked) == 0 || len(known) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(asked) && j < len(known); {
		switch cmp.Compare(asked[i], known[j]) {
		case 0:
			shared++
			i++
			j++
		case -1:
			i++
		default:
			j++
		}
	}
	recall := float64(shared) / float64(len(known))
	precision := float64(shared) / float64(len(asked))
	return 0.7*recall + 0.3*precision
}
