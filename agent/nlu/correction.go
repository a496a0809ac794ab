package nlu

import "slices"

var (
	// treated are words of a treatment that has been given.
	treated = mustPatterns(
		"(拔|种|补|洗|做|弄|治|打|缝|戴|装|粘|植|切|换|磨|镶|矫|贴|剪|涂|抽|放|加力|复查|调|取)(了|的|完|过|好|上|掉|之后|以后|后|那)", "(牙|套|管|针|冠|洁|正)(后|完|之后|以后)",
		"(术后|手术|棉球|棉花|纱布|伤口|刀口|创口|线头|拆线|麻药|麻醉|根管|牙套|矫治器|保持器|种植体|临时牙|假牙|牙冠|封药|钢丝|托槽|拔牙|种牙|洗牙|补牙|神经|美白|治疗|你们那|你们这|上次|打针|矫正|药|医生|大夫|你们|封的|戴|装)",
	)
	// displeased are words of a complaint.
	displeased = mustPatterns("投诉", "态度", "差劲", "太差", "坑", "骗", "黑心", "失望", "不负责", "没人管", "不管", "什么意思", "什么技术", "什么水平", "怎么弄的", "搞的", "说法", "退钱", "退款", "赔", "垃圾", "离谱", "过分", "敷衍", "推卸", "举报", "生气", "气死", "气人", "来气", "你们", "技术", "水平", "服务")
	// another appointment is wished beside one that is moved.
	another = mustPatterns("另外", "另约", "再约", "再挂", "再加", "还想约", "还要约", "也约", "也挂", "新约", "多约", "同事", "朋友")
	thanked = mustPatterns("谢", "辛苦", "多亏", "唔该")
	// keepsBack is a counter-question to the question for name and phone, or a
	// no to it.
	keepsBack = mustPatterns("(手机|电话|号码|姓名|名字|信息|资料)~(不给|不留|不报|不填|不想|不方便|保密|隐私|骚扰)", "(不给|不留|不想|不方便|不愿)~(留|给|报|填|透露|提供)?~(手机|电话|号码|姓名|名字|信息|资料)",
		"(为什么|为啥|干嘛|干吗|干什么|做什么|凭什么|非得|一定)~(要|问|留|填|给|报)~(手机|电话|号码|姓名|名字|信息|资料)", "(要|问|留|填)~(手机|电话|号码|姓名|名字|信息|资料)~(干嘛|干吗|干什么|做什么|干啥|做啥)",
		"^(我|俺|就)?(不想|不愿意|不愿|不肯|懒得)(说|讲|给|告诉|透露|填|留)(你|你们|这个|这些)?$")
)

// undoubted is the confidence from which on a code stands as read.
const undoubted = 0.9

// correct applies what the codes are defined by to those that the classifier
// gave, of all clauses of the message.
func correct(intents []Intent, all []clause, flags flagReading, text string) []Intent {
	for i := range intents {
		in := &intents[i]
		told := text
		if len(intents) > 1 { // a treatment wished beside it explains nothing
			told = text[in.Span[0]:in.Span[1]]
		}
		switch {
		case in.Code == "postop_reaction" && (flags.severe || in.Confidence < undoubted) && !anyMatch(treated, told):
			// Discomfort without a treatment before it wants to be seen.
			in.Code = "book"
		case in.Confidence >= undoubted:
		case in.Code == "complaint" && flags.severe && !anyMatch(displeased, text):
			// A severe sign is no complaint by itself.
			in.Code = "book"
			if anyMatch(treated, text) {
				in.Code = "postop_reaction"
			}
		}
	}
	if len(intents) == 2 && len(relationsIn(text)) == 0 && !anyMatch(another, text) {
		// Somebody who moves an appointment and asks for a slot means that one.
		if i := slices.IndexFunc(intents, func(i Intent) bool { return i.Code == "book" }); i >= 0 && intents[1-i].Code == "reschedule" {
			intents = slices.Delete(intents, i, i+1)
		}
	}
	if len(intents) == 1 && intents[0].Code == "bye" && slices.ContainsFunc(all, func(c clause) bool { return c.start < intents[0].Span[0] && anyMatch(thanked, c.text) }) {
		// Thanks before a goodbye are attached to no request.
		intents = slices.Insert(intents, 0, Intent{Code: "thanks", Confidence: intents[0].Confidence})
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
