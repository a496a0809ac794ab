package agent

import (
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

// flows are the intents that begin a task.
var flows = map[string]Flow{
	"book": FlowBook, "reschedule": FlowMove, "confirm": FlowConfirm, "cancel": FlowCancel,
}

// doubtful is the confidence below which an intent is not acted on.
const doubtful = 0.5

// doubtfulQuestion is that confidence for what is a question at any rate: a
// person who is called for nothing harms less than a question passed over.
const doubtfulQuestion = 0.4

// Commands turns an understanding into commands, in this order: what answers
// the open question, what fills slots, what begins a task, what is asked, and
// courtesies. Within each, the order in which the patient raised them.
func Commands(u nlu.Understanding) []Command {
	var out []Command
	out = append(out, answers(u)...)
	out = append(out, fills(u)...)
	intents := raised(u)
	out = append(out, intents...)
	if u.Noise {
		out = append(out, Command{Kind: Unclear, Value: "noise"})
	} else if len(out) == 0 || u.None && len(intents) == 0 && !answersAnything(out) {
		out = append(out, Command{Kind: Unclear, Value: "unsure"})
	}
	return out
}

// answers are the moves that mean something only beside an open question.
func answers(u nlu.Understanding) []Command {
	var out []Command
	for _, act := range u.Acts {
		switch act {
		case nlu.ActAffirm, nlu.ActRight:
			out = append(out, Command{Kind: Affirm})
		case nlu.ActAck:
			out = append(out, Command{Kind: Ack})
		case nlu.ActDeny:
			out = append(out, Command{Kind: Deny})
		case nlu.ActWrong:
			out = append(out, Command{Kind: Correct})
		case nlu.ActAbandon:
			out = append(out, Command{Kind: Abandon})
		case nlu.ActRepeat:
			out = append(out, Command{Kind: Repeat})
		case nlu.ActAny:
			out = append(out, Command{Kind: Fill, Slot: SlotAny})
		case nlu.ActUnknown:
			out = append(out, Command{Kind: Fill, Slot: SlotUnknown})
		case nlu.ActOther:
			out = append(out, Command{Kind: Fill, Slot: SlotOther})
		case nlu.ActCannot:
			out = append(out, Command{Kind: Fill, Slot: SlotCannot})
		}
	}
	for _, n := range u.Ordinals {
		out = append(out, Command{Kind: Choose, Offer: n})
	}
	return out
}

// fills are the facts of the burst, slot by slot.
func fills(u nlu.Understanding) []Command {
	var out []Command
	fill := func(c Command) { c.Kind = Fill; out = append(out, c) }
	if c, ok := forWhom(u); ok {
		fill(c)
	}
	if u.PatientName != "" {
		fill(Command{Slot: SlotName, Value: u.PatientName})
	} else if u.GivenName != "" {
		fill(Command{Slot: SlotGivenName, Value: u.GivenName})
	}
	if u.Phone != "" {
		fill(Command{Slot: SlotPhone, Value: u.Phone})
	} else if u.BadPhone != "" {
		fill(Command{Slot: SlotPhone, Text: u.BadPhone})
	}
	for _, m := range u.Projects {
		if !m.Refused {
			fill(Command{Slot: SlotProject, IDs: m.IDs, Text: m.Text})
		}
	}
	switch u.TreatmentState {
	case nlu.Known:
		fill(Command{Slot: SlotTreatment, Value: u.Treatment})
	case nlu.Unclear, nlu.Severe, nlu.Several:
		fill(Command{Slot: SlotProblem, Value: u.TreatmentState})
	}
	if u.FollowUp {
		fill(Command{Slot: SlotFollowUp})
	}
	for _, m := range u.Stores {
		c := Command{Slot: SlotStore, IDs: m.IDs, Text: m.Text}
		if m.Refused {
			c.Value = "refused"
		}
		fill(c)
	}
	if u.AnyStore {
		fill(Command{Slot: SlotStore, Value: "any"})
	}
	if u.City != "" {
		fill(Command{Slot: SlotCity, Value: u.City})
	}
	for _, m := range u.Doctors {
		c := Command{Slot: SlotDoctor, IDs: m.IDs, Text: m.Text, FullName: m.FullName}
		if m.Refused {
			c.Value = "refused"
		}
		fill(c)
	}
	if u.AnyDoctor {
		fill(Command{Slot: SlotDoctor, Value: "any"})
	}
	for _, change := range u.Changes {
		fill(Command{Slot: SlotChange, Value: change})
	}
	t := u.Times
	t.Later = t.Later && !containsAny(u.Text, putOffWords)
	if len(t.Wishes)+len(t.Mentioned)+len(t.Impossible) > 0 || t.Soonest || t.Later || t.Earlier || t.Shift != (zhtime.Shift{}) {
		fill(Command{Slot: SlotTime, Time: &TimeSaid{
			Wishes: t.Wishes, Mentioned: t.Mentioned, Impossible: t.Impossible,
			Soonest: t.Soonest, Later: t.Later, Earlier: t.Earlier, Shift: t.Shift,
		}})
	}
	return out
}

// strongSelf are words by which writers speak of themselves as the patient;
// 我 in 我想约 only says who is writing.
var strongSelf = []string{"我自己", "我本人", "本人", "给自己", "是自己", "自己看", "自己约", "自己的牙", "我牙", "我的牙", "我的智齿", "我智齿", "我疼", "我叫", "我姓", "给我约", "我嘴", "我牙龈"}

// consultWords make somebody one who is asked or has agreed, not the patient.
var consultWords = []string{"问问我", "问下我", "问一下我", "问问家", "商量", "说可以", "说行", "说好", "说没问题", "说ok", "同意", "答应", "没意见"}

// forWhom is the who of a burst. That the writer is the patient is sure only
// where the words say so, and nothing at all where no word does.
func forWhom(u nlu.Understanding) (Command, bool) {
	c := Command{Slot: SlotWho, Value: u.ForWhom, Relation: u.Relation}
	if u.ForWhom != nlu.Self && containsAny(u.Text, consultWords) {
		return c, false // 我先问问我老公 asks him; it does not treat him
	}
	switch u.ForWhom {
	case nlu.Other, nlu.Family, nlu.Multiple:
		return c, true
	case nlu.Self:
		switch {
		case containsAny(u.Text, strongSelf):
			c.Confidence = 1
			return c, true
		case containsAny(u.Text, []string{"我", "俺", "咱"}):
			c.Confidence = 0.5
			return c, true
		}
	}
	return c, u.Relation != ""
}

// ofBefore are words for an appointment that exists already, as against one
// that is being made.
var ofBefore = []string{"之前", "原来", "原先", "上次约", "已经约", "约好的", "约了", "约过", "那个预约", "我的预约", "的预约", "改约", "改期"}

// comingWords say in full that the patient will come, as against a bare yes,
// which only answers a question.
var comingWords = []string{"准时", "按时", "会到", "会来", "会去", "会过来", "会过去", "一定到", "一定来", "能到", "能来", "能去", "能过来", "能过去", "到时见", "到时候见", "来得了", "不见不散"}

// putOffWords say that the answer comes later.
var putOffWords = []string{"晚点告诉", "晚点回", "晚点说", "回头告诉", "回头回", "待会告诉", "待会儿告诉", "再告诉你", "再跟你说", "再和你说", "再回复", "再回你", "我问问", "先问问", "先问下", "先问一下", "去问问", "得问问", "要问问"}

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// raised are the tasks, questions and courtesies of the burst.
func raised(u nlu.Understanding) []Command {
	var out []Command
	for _, intent := range u.Intents {
		c := Command{Confidence: intent.Confidence}
		switch flow, ok := flows[intent.Code]; {
		case flow == FlowCancel && containsAny(u.Text, []string{"不取消", "别取消", "不用取消", "没取消", "不要取消", "没有取消"}):
			continue
		case intent.Confidence < doubtful && (ok || len(u.Intents) > 1 || intent.Confidence < doubtfulQuestion || !isQuestioning(u.Text)):
			continue
		case ok:
			c.Kind, c.Flow = Start, flow
			asks := containsAny(u.Text, []string{"吗", "么", "?", "行不", "可不可以", "能不能"})
			switch {
			case flow == FlowConfirm && asks && (len(u.Projects) > 0 || u.Treatment != ""):
				c.Flow = FlowBook // 明天能来洗牙吗 asks for a time
			case flow == FlowConfirm && containsAny(u.Text, []string{"要不要", "用不用", "需不需要", "需要提前"}):
				c = Command{Kind: Ask, Category: molar.Process, Question: u.Text, Confidence: c.Confidence} // 明天要不要提前到
			case flow == FlowMove && containsAny(u.Text, ofBefore):
				c.Value = "existing"
			case flow == FlowConfirm && containsAny(u.Text, comingWords):
				c.Value = "coming"
			}
		case intent.Code == "store_info":
			for _, fact := range u.StoreFacts {
				out = append(out, Command{Kind: StoreFacts, Value: fact, Confidence: intent.Confidence})
			}
			if len(u.StoreFacts) > 0 || u.AnyStore {
				continue // 哪家店都行 asks for no list
			}
			c.Kind, c.Value = StoreFacts, "list"
		case intent.Code == "human_request":
			c.Kind = WantsHuman
		case intent.Code == "greet":
			c.Kind = Greet
		case intent.Code == "thanks":
			c.Kind = Thank
		case intent.Code == "bye":
			c.Kind = Bye
		case intent.Code == "other" && containsAny(u.Text, putOffWords):
			c.Kind = Ack // 我晚点告诉你
		default:
			c.Kind, c.Category, c.Question = Ask, molar.HandoffCode(intent.Code), u.Text
			if 0 <= intent.Span[0] && intent.Span[0] < intent.Span[1] && intent.Span[1] <= len(u.Text) {
				c.Question = u.Text[intent.Span[0]:intent.Span[1]]
			}
		}
		out = append(out, c)
	}
	return out
}

// answersAnything reports whether a burst without an intent still says
// something that the open question, or the next one, can use.
func answersAnything(commands []Command) bool {
	return slices.ContainsFunc(commands, func(c Command) bool { return c.Kind != Unclear })
}
