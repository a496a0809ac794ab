package nlu

import "slices"

// Corrections are what the definitions of the codes demand and characters do
// not show. Each is one sentence of the definitions.

// treated are words of a treatment that has been given.
var treated = mustPatterns(
	"(拔|种|补|洗|做|治|打|缝|戴|装|粘|植|切|换|磨|镶|矫|贴|剪|涂|抽|放|加力|复查|调|取)(了|的|完|过|好|上|掉|之后|以后|后|那)", "(牙|套|管|针|冠|洁|正)(后|完|之后|以后)",
	"(术后|手术|伤口|刀口|创口|线头|拆线|麻药|麻醉|根管|牙套|矫治器|保持器|种植体|临时牙|假牙|牙冠|封药|钢丝|托槽|拔牙|种牙|洗牙|补牙|神经|美白|治疗|你们那|你们这|上次|打针|矫正|药|医生|大夫|你们|封的|戴|装)",
)

// correct applies the definitions to the codes that the classifier gave.
func correct(intents []Intent, text string) []Intent {
	for i := range intents {
		// postop_reaction is discomfort after a treatment: without one it is
		// a problem that wants to be seen.
		if intents[i].Code == "postop_reaction" && !anyMatch(treated, text) {
			intents[i].Code = "book"
		}
	}
	return dropRepeats(intents)
}

// dropRepeats keeps the first of equal codes.
func dropRepeats(intents []Intent) []Intent {
	var out []Intent
	for _, in := range intents {
		if !slices.ContainsFunc(out, func(o Intent) bool { return o.Code == in.Code }) {
			out = append(out, in)
		}
	}
	return out
}
