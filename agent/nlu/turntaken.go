package nlu

import (
	"slices"
)

// inTurn drops the relatives whose turn is over or yet to come where the
// message goes on to somebody else: 我妈挂完了，这次轮到我. turned says that it
// is the writer.
func inTurn(clauses []clause, patients []relationHit) (left []relationHit, turned bool) {
	if len(patients) > maxRelatives {
		return patients, false
	}
	over := map[string]bool{} // relations whose turn is over
	for i, c := range clauses {
		mine := anyMatch(myTurn, c.text) || anyMatch(ownWish, c.text) && len(relationsIn(c.text)) == 0
		for _, h := range patients {
			switch hc := clauseIndex(clauses, h.start); {
			case mine && hc < i && anyMatch(turnOver, clauses[hc].text),
				mine && hc >= i && anyMatch(laterTurn, clauses[hc].text):
				turned, over[h.relation] = true, true
			case hc == i && !anyMatch(turnOver, c.text):
				left = append(left, h)
			}
		}
	}
	switch {
	case turned:
		return slices.DeleteFunc(left, func(h relationHit) bool { return over[h.relation] }), true
	case len(left) == 0:
		return patients, false
	}
	return left, false
}

// maxRelatives is more than a message of a patient speaks of; a text with more
// is not worth its clauses being compared one by one.
const maxRelatives = 8

func clauseIndex(clauses []clause, at int) int {
	return slices.IndexFunc(clauses, func(c clause) bool { return at >= c.start && at < c.end })
}

var (
	// turnOver is said of somebody who has been, or who will not come after all.
	turnOver = mustPatterns(
		"(挂|看|约|做|弄|洗|补|拔|搞|治)(完|过)", "(挂|看|约|做|弄|洗|补|拔|搞|治)好了", "不(看|去|来|约|做|洗|补|拔|挂|弄|种)了", "(去|来)不了", "(没空|没时间|走不开)",
		"(本来|原来|原本|原先|先前|起初|之前|以前|上次|上回|上周|去年|早先|前几天|刚才|刚刚)~(给|帮|替|带|陪|约|是)", "取消", "退掉", "(陪|带|送)~来(的|过)", "(他|她)~(陪|带|送)~来", "(出差|不在家)", "夸", "在你们(这|那|家|店)~(戴|做|看|种|矫|补|洗|拔)",
	)
	// myTurn turns to the writer.
	myTurn = mustPatterns(
		"(轮到|换|换成|改|改成|改为|该|换作)(我|俺|咱|自己|我自己|本人)(了|去|来|看|约|上|用)", "(轮到|换|换成|改|改成|该)(我|俺|我自己|自己|本人)$",
		"(这次|这回|现在|今天|这次是|这回是|这次换|这次该)(我|俺|我自己|自己)(了|去|来|看|约|要|想|也)", "(这次|这回|现在|今天|这次是|这回是)(我|俺|我自己|自己|本人)$",
		"(给|帮|为)(我自己|自己|我本人)", "(是|就)(我自己|我本人)(了|去|来|看|约|要|想)", "(就|只|光)(我|我自己)(一个人|自己|)(看|来|约|去|洗|做|用)", "我(一个人|自己)(过来|来|去|看|洗)", "我(自己|本人)(用|来|去|看|约|洗|做)", "(搞得|弄得|害得|看得|说得|夸得)我也?(想|要|动心|心动)", "(先|只)(给|帮)我(看|约|洗|做|挂|弄)", "我(先|也)(约|洗|看|来|补|拔|挂|做)",
	)
	// laterTurn puts somebody off to another time.
	laterTurn = mustPatterns("(回头|以后|下次|下回|改天|过几天|过阵子|晚点|之后)(再|也)?~(给|帮|替|带|约|来|看)")
)
