package agent

import (
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/tools"
)

// sureEnough is the confidence that a question needs to interrupt an open
// question of ours: an odd answer to "your phone number?" is an answer.
const sureEnough = 0.8

// dropDoubts leaves out what is probably an answer to the open question rather
// than a question.
func (p *planner) dropDoubts() {
	if p.s.Expecting == ExpectNothing {
		return
	}
	answered := p.answersOpen()
	changing := p.said.has(SlotChange) || p.said.other // 有没有别的医生 asks for one, not about one
	if answered && !p.said.humanSure {
		p.said.human = false
	}
	p.said.asks = slices.DeleteFunc(p.said.asks, func(c Command) bool {
		if c.Category == molar.Credentials && containsAny(p.text, skillWords) && !changing {
			return false
		}
		return c.Confidence < sureEnough || changing && c.Category == molar.Credentials || answered && !c.Category.Urgent() && (c.Category == molar.OtherQuestion || !isQuestioning(c.Question))
	})
	p.said.facts = slices.DeleteFunc(p.said.facts, func(c Command) bool {
		switch {
		case p.s.Expecting == ExpectNamePhone && c.Value == "phone":
			return true // 电话不方便给 is about their own
		case p.s.Expecting == ExpectStore && p.said.has(SlotStore) && c.Value == "list":
			return true // 张江店 picks a store; it does not ask where it is
		}
		return c.Confidence < sureEnough
	})
}

// questionWords are in what is asked, and seldom in what answers.
var questionWords = []string{"?", "？", "吗", "呢", "多少", "怎么", "什么", "多久", "几次", "几天", "几点", "几个", "哪", "能不能", "可不可以", "要不要", "是不是", "有没有", "会不会", "啥", "咋"}

// isQuestioning reports whether words ask something: by what is in them or, as
// in 停车方便不, by their end.
func isQuestioning(text string) bool {
	end := strings.TrimRight(text, "啊呀嘛哦呢~,. ")
	return containsAny(text, questionWords) || strings.HasSuffix(end, "不") || strings.HasSuffix(end, "没") || strings.HasSuffix(end, "没有")
}

// questions answers what was asked, or hands it off, by the clinic's choice
// for its category.
func (p *planner) questions() error {
	for _, c := range p.said.asks {
		if err := p.question(c); err != nil {
			return err
		}
	}
	return nil
}

// answersOpen reports whether the burst fills the slot that was asked for: an
// answer is not off the topic, however odd it stands alone.
func (p *planner) answersOpen() bool {
	s := &p.said
	switch p.s.Expecting {
	case ExpectTime, ExpectChoice:
		return s.wishes() || len(s.choose) > 0 || s.any || s.deny || s.other
	case ExpectStore:
		return s.has(SlotStore) || len(s.choose) > 0 || s.any
	case ExpectDoctor:
		return s.has(SlotDoctor) || len(s.choose) > 0 || s.any || s.other || s.deny
	case ExpectNamePhone:
		return s.has(SlotName, SlotPhone, SlotGivenName)
	case ExpectProject, ExpectProblem:
		return s.has(SlotProject, SlotTreatment, SlotProblem) || s.unknown
	case ExpectWho:
		t := p.s.Top()
		return t != nil && t.For == "multiple" || s.has(SlotWho, SlotName, SlotGivenName) || len(s.choose) > 0
	case ExpectConfirm:
		t := p.s.Top() // 洗牙贵不贵 names what is planned and answers nothing
		return s.affirm || s.deny || s.wrong || s.has(SlotChange) || t != nil && t.Plan != nil && p.changesPlan(t) ||
			(t == nil || t.Plan == nil) && (s.time != nil || s.has(SlotDoctor, SlotStore, SlotProject, SlotTreatment))
	case ExpectAppointment:
		return s.time != nil || len(s.choose) > 0 || s.has(SlotProject, SlotTreatment, SlotDoctor)
	}
	return false
}

// question treats one question. Urgent categories hand off also when they
// answer.
func (p *planner) question(c Command) error {
	rule := p.env.Rules.Category(c.Category)
	switch rule.Mode {
	case molar.ModeSilentHandoff:
		return p.handOffWith(c.Category, true, nil)
	case molar.ModeReplyAndHandoff:
		return p.handOffWith(c.Category, false, &Act{Script: "category." + string(c.Category), Quote: rule.Script})
	case molar.ModeKnowledge:
		found, err := p.lookUp(c)
		if err != nil {
			return err
		}
		if found.Confident {
			p.acts = append(p.acts, Act{Script: "knowledge", Knowledge: found.Entry.ID, Quote: found.Entry.Answer})
			p.moved = true // a digression is no failure to answer
			if !c.Category.Urgent() {
				return nil
			}
		}
	}
	return p.handOff(c.Category)
}

// lookUp searches the clinic's knowledge for the question, and where that says
// too little for the whole burst: people ask in several breaths.
func (p *planner) lookUp(c Command) (tools.SearchKnowledgeResult, error) {
	found, err := p.searchAbout(tools.SearchKnowledgeArgs{Category: c.Category, Question: c.Question})
	if err != nil || found.Confident {
		return found, err
	}
	return p.searchAbout(tools.SearchKnowledgeArgs{Category: c.Category, Question: clip(p.text, 200)})
}

// searchAbout is the best entry that speaks of no other treatment than the
// question: what holds after a tooth is pulled may harm after a filling.
func (p *planner) searchAbout(args tools.SearchKnowledgeArgs) (tools.SearchKnowledgeResult, error) {
	asked := p.projectsNamed(args.Question)
	for {
		found, err := tools.SearchKnowledge.Call(p.ctx, p.env, args)
		if err != nil || !found.Confident || len(asked) == 0 {
			return found, err
		}
		about := p.projectsNamed(found.Entry.Question + "\n" + strings.Join(found.Entry.Similar, "\n"))
		if len(about) == 0 || slices.ContainsFunc(about, func(id molar.ProjectID) bool { return slices.Contains(asked, id) }) {
			return found, nil
		}
		args.Not = append(args.Not, found.Entry.ID)
	}
}

// projectsNamed lists the projects whose treatments a text names.
func (p *planner) projectsNamed(text string) []molar.ProjectID {
	var named []molar.ProjectID
	for _, treatment := range nlu.TreatmentsNamed(text) {
		if id, ok := p.env.Rules.ProjectFor(molar.Treatment(treatment), ""); ok && !slices.Contains(named, id) {
			named = append(named, id)
		}
	}
	return named
}

// storeFacts tells what was asked of the stores: how many, where, when open.
func (p *planner) storeFacts() error {
	if len(p.said.facts) == 0 && p.barePlace() {
		p.said.facts = []Command{{Kind: StoreFacts, Value: "list"}}
	}
	if len(p.said.facts) == 0 {
		return nil
	}
	p.moved = true // a digression is no failure to answer
	stores, err := p.stores()
	if err != nil {
		return err
	}
	about := stores
	if c, ok := p.said.first(SlotStore); ok && len(c.IDs) > 0 {
		about = slices.DeleteFunc(slices.Clone(stores), func(s molar.Store) bool { return !slices.Contains(c.IDs, string(s.ID)) })
	} else if c, ok := p.said.first(SlotCity); ok {
		about = slices.DeleteFunc(slices.Clone(stores), func(s molar.Store) bool { return !sameCity(s.City, c.Value) })
		if len(about) == 0 {
			none := storesAct("city_none", stores)
			none.Fields["city"] = c.Value
			p.acts = append(p.acts, none)
			return nil
		}
	} else if t := p.s.Top(); t != nil && t.Store != nil {
		about = []molar.Store{*t.Store}
	}
	for _, c := range p.said.facts {
		switch c.Value {
		case "hours", "phone":
			p.acts = append(p.acts, storesAct("stores_"+c.Value, about))
		case "count":
			p.acts = append(p.acts, storesAct("stores_list", stores))
		default:
			p.acts = append(p.acts, storesAct("stores_list", about))
		}
	}
	p.acts = slices.CompactFunc(p.acts, func(a, b Act) bool { return a.Script == b.Script })
	return nil
}

// barePlace reports that nothing but a place was named, with no task at hand:
// 那苏州呢 asks about the store there.
func (p *planner) barePlace() bool {
	return p.s.Top() == nil && p.said.has(SlotCity, SlotStore) && len(p.said.asks) == 0
}

func storesAct(script string, stores []molar.Store) Act {
	act := Act{Script: script, Fields: Fields{"count": chineseCount(len(stores))}}
	for _, s := range stores {
		row := Fields{"store": s.Name}
		for key, value := range map[string]string{"address": storeAddress(s), "hours": s.Hours, "phone": s.Phone, "city": s.City} {
			if value != "" {
				row[key] = value
			}
		}
		act.List = append(act.List, row)
	}
	return act
}

// chineseCount writes a small number as a person would before 家.
func chineseCount(n int) string {
	words := []string{"零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"}
	if n < len(words) {
		return words[n]
	}
	return "多"
}
