package nlu

import (
	"slices"
	"strings"
)

// claim says how much right a number has to be the patient's.
type claim int

const (
	disowned claim = iota // 那是老号, 别打那个
	theirs                // 是我老公的, 是公司的
	bare                  // nothing is said of it
	mine                  // 我自己的, 打这个
)

// claims says of each number found whose it is, by the words before it and the
// words behind it up to the next number.
func (p *phoneReading) claims(text string) []claim {
	out := make([]claim, len(p.found))
	patients := asksForRelative(text)
	from := 0
	for i, f := range p.found {
		lead, tail := text[from:f.start], text[f.end:]
		if i+1 < len(p.found) {
			tail = text[f.end:p.found[i+1].start]
			if cut := leadsNext(tail); cut > 0 {
				tail = tail[:cut]
			}
		}
		lead = lead[strings.LastIndexAny(lead, ")!?;\n")+1:] // what is in brackets is about the number before
		if i > 0 && leadsNext(lead) > 0 {
			lead = lead[leadsNext(lead):]
		}
		out[i] = claimed(strings.TrimRight(lead, " :"), clip(strings.TrimLeft(tail, " (,:-"), 60, 0))
		switch {
		case !patients || out[i] == disowned:
		case anyMatch(hisOwn, tail):
			out[i] = mine // 给我妈约, 是她的
		default:
			out[i] = bare
		}
		from = f.end
	}
	return out
}

// asksForRelative reports that a text asks for somebody else, who may own one
// of its numbers.
func asksForRelative(text string) bool {
	return anyMatch(onTheirBehalf, text) || slices.ContainsFunc(relationsIn(text), func(h relative) bool {
		return anyMatch(onBehalf, before(text, h.start))
	})
}

// leadsNext is where the words begin that lead to the number behind tail, 0
// where all of them are still about the number before it.
func leadsNext(tail string) int {
	cut := strings.TrimRight(tail, " :")
	if cut == "" || isBreak(cut[len(cut)-1]) || cut[len(cut)-1] == ')' {
		return 0
	}
	return strings.LastIndexAny(cut, " ,.!?;\n()") + 1
}

func claimed(lead, tail string) claim {
	if anyMatch(phoneRejected, before(lead, len(lead))) || anyMatch(phoneGivenUp, tail) {
		return disowned
	}
	whose := bare
	for i, c := range splitClauses(tail) {
		said := pastFillers(c.text, aboutNumber)
		switch {
		case i > 0 && said == c.text: // no longer about the number
			return max(whose, ledBy(lead, whose))
		case anyMatch(phoneGivenUp, said) || anyMatch(phoneShunned, c.text):
			return disowned
		case anyMatch(phoneMine, c.text):
			return mine
		case ownedBy(said):
			whose = theirs
		}
		if i == 2 {
			break
		}
	}
	return ledBy(lead, whose)
}

// ledBy is what the words before a number add to what those behind it say.
func ledBy(lead string, whose claim) claim {
	near := before(lead, len(lead))
	switch {
	case whose == theirs:
		return theirs
	case anyMatch(mineComes, near):
		return mine
	case theirsComes(near):
		return theirs
	}
	return whose
}

// aboutNumber are words that go on about the number just given.
var aboutNumber = []string{"这个", "那个", "这", "那", "号码", "号", "是", "的", "已经", "早就", "早", "现在", "都", "就"}

// otherOwners have phones that are no patient's own.
var otherOwners = []string{"公司", "单位", "前台", "别人", "人家", "家里", "座机", "办公室", "宿舍", "店里", "同学", "朋友"}

// ownedBy reports that words behind a number give it to somebody else: 我前夫的.
func ownedBy(said string) bool {
	said = pastFillers(said, []string{"我们", "我", "俺", "他", "她"})
	for _, w := range otherOwners {
		if rest, ok := strings.CutPrefix(said, w); ok {
			return ownedEnd(rest)
		}
	}
	hits := relationsIn(said)
	return len(hits) > 0 && hits[0].start == 0 && ownedEnd(said[hits[0].end:])
}

func ownedEnd(rest string) bool {
	return rest == "" || hasAnyPrefix(rest, []string{"的", "用", "电话", "手机", "号"})
}

// theirsComes reports that somebody else is named as the owner right before a
// number: 我老公的, 打我爱人.
func theirsComes(near string) bool {
	for _, w := range []string{"是", ":", "号码", "手机号", "电话", "手机", "号", "的"} {
		near = strings.TrimSuffix(near, w)
	}
	if hasAnySuffix(near, otherOwners) {
		return true
	}
	hits := relationsIn(near)
	return len(hits) > 0 && hits[len(hits)-1].end == len(near) && !anyMatch(onBehalf, before(near, hits[len(hits)-1].start))
}

var (
	phoneRejected = mustPatterns(
		"(不是|不要打|别打|别再打|不要再打|不用|停用|不用了|别发|别发到|别拨|别留|别记|别用|别联系|不要发|不要用|不要留|甭打|莫打)~$", "(别|不要|不用|甭|勿)(往|给|用|跟)$", "(旧|老|原来|以前|之前)的?(号|号码|电话|手机|手机号)~$", "(旧|老|原来|以前|之前)的(是|:|)$", "^(把|将|由|从)$")
	// phoneGivenUp follows a number that is no longer the writer's.
	phoneGivenUp = mustPatterns("^(的|那个|这个|已经|早就|现在|都|就|号|是|,)?(的|已经|早就|都|就)?(不用了|不用啦|停机|停用|停了|空号|空的|换了|换掉|注销|作废|废了|丢了|打不通了|不要了|不打了|别打|别发|别用|不能用|用不了|欠费|关机了|旧的|老的|错的|旧号|老号|老手机号|旧手机号|以前的|之前的|原来的|写错|打错|发错|输错)", "^(换成|改成|改为|换为|更换为|变成)", "^是~的?(旧号|老号|旧号码|老号码)")
	// phoneShunned asks in the next clause not to use the number before it.
	phoneShunned = mustPatterns("^(请|就|千万|)(别|不要|不用|甭|莫)(打|发|拨|用|联系|留|往)(那个|这个|它|那|)(号|了|啊|哈|)$", "^(那个|这个|那|这)(号|)(别|不要|不用)")
	// phoneMine follows the writer's own number, mineComes stands before it.
	phoneMine = mustPatterns("^(这个|)(才)?(是|才是)(我的|我自己的|我本人|本人的|对的)", "^(我的|我自己的|本人的)$", "^我$")
	mineComes = mustPatterns("(我的|我自己的|我自己|我本人的|本人的|自己的|本人)(手机号|手机|电话|号码|号|)(是|)(:|)$", "(打|发|留|记|用|拨|填|写)(我的|我|这个|到|给)?$")
	hisOwn    = mustPatterns("^(,|)(这个|那个|)(是|)(他|她)(的|本人|自己)")
	// onTheirBehalf is a booking for somebody else, who may own a number.
	onTheirBehalf = mustPatterns("(给|帮|替)(他|她)")
)
