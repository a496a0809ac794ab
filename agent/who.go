package agent

import (
	"slices"
	"strings"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/tools"
)

// settleWho finds the patient. It reports false when it had to ask.
func (p *planner) settleWho(t *Task) (bool, error) {
	if t.Patient != nil {
		return true, nil
	}
	if t.For == "multiple" {
		return p.askOnePerson(t)
	}
	linked, err := p.linked()
	if err != nil {
		return false, err
	}
	if p.s.Expecting == ExpectWho && len(p.said.choose) == 1 {
		if i := ordinal(p.said.choose[0], len(linked)); i >= 0 {
			t.Patient, p.moved = &linked[i], true
			return true, nil
		}
	}
	if t.Name != "" && t.Phone != "" {
		return p.matchTyped(t, linked)
	}
	fits := whoFits(t, linked, p.env.Speaker)
	switch {
	case len(fits) == 1:
		t.Patient = &fits[0]
		return true, nil
	case len(fits) > 1:
		return p.askWho(t, fits)
	case (t.Given != "" || t.For == "family") && len(linked) > 1 && t.Phone == "" && t.Name == "":
		return p.askWho(t, linked)
	}
	return p.askNamePhone(t)
}

// whoFits lists the linked patients that the task can mean.
func whoFits(t *Task, linked []tools.FoundPatient, speaker molar.ContactID) []tools.FoundPatient {
	keep := func(fits func(tools.FoundPatient) bool) []tools.FoundPatient {
		var out []tools.FoundPatient
		for _, f := range linked {
			if fits(f) && !slices.ContainsFunc(out, func(o tools.FoundPatient) bool { return o.ID == f.ID }) {
				out = append(out, f)
			}
		}
		return out
	}
	isSelf := func(f tools.FoundPatient) bool {
		return f.Relation == molar.RelationSelf && f.Contact == speaker
	}
	switch {
	case t.Name != "":
		return keep(func(f tools.FoundPatient) bool { return nlu.Fold(string(f.Name)) == nlu.Fold(t.Name) })
	case t.Given != "":
		return keep(func(f tools.FoundPatient) bool { return nameFits(t.Given, string(f.Name)) })
	case t.Phone != "":
		return keep(func(f tools.FoundPatient) bool { return string(f.Phone) == t.Phone })
	case t.For == "self" && (t.SureSelf || len(keep(isSelf)) > 0 || !slices.ContainsFunc(linked, func(f tools.FoundPatient) bool { return f.Contact == speaker })):
		return keep(isSelf) // in a group, somebody else's record is not the speaker's
	case t.Relation != "":
		return keep(func(f tools.FoundPatient) bool {
			return f.Contact == speaker && sameRelation(t.Relation, f.Relation)
		})
	case t.For == "other":
		return keep(func(f tools.FoundPatient) bool { return !isSelf(f) })
	case t.For == "family":
		family := keep(func(f tools.FoundPatient) bool { return !isSelf(f) })
		if len(family) > 1 {
			return family
		}
		return nil // 家里人 is not said clearly enough to take the only one for it
	}
	own := keep(func(f tools.FoundPatient) bool { return f.Contact == speaker })
	if len(own) > 0 {
		return own
	}
	return keep(func(tools.FoundPatient) bool { return true })
}

// nameFits reports whether part of a name, or a surname with a title, is said
// of the full name.
func nameFits(part, full string) bool {
	for _, title := range []string{"女士", "先生", "小姐", "小朋友", "同学"} {
		if surname, ok := strings.CutSuffix(part, title); ok {
			return strings.HasPrefix(full, surname)
		}
	}
	return strings.HasSuffix(full, part) || strings.HasPrefix(full, part)
}

// kin are groups of words for the same relation; a child may be called by any
// of them. The first word of a group is the general one.
var kin = [][]string{
	{"孩子", "小孩", "宝宝", "娃", "儿子", "女儿", "闺女", "小朋友"},
	{"妈妈", "母亲", "老妈"}, {"爸爸", "父亲", "老爸"},
	{"老公", "丈夫", "先生", "爱人", "对象"}, {"老婆", "妻子", "太太", "爱人", "媳妇", "对象"},
	{"奶奶", "姥姥", "外婆"}, {"爷爷", "姥爷", "外公"},
	{"哥哥", "哥"}, {"弟弟", "弟"}, {"姐姐", "姐"}, {"妹妹", "妹"},
}

// sameRelation reports whether two words can mean the same relation. 儿子 and
// 女儿 are both 孩子, and not each other.
func sameRelation(a, b string) bool {
	if a == b {
		return true
	}
	for _, group := range kin {
		if !slices.Contains(group, a) || !slices.Contains(group, b) {
			continue
		}
		if group[0] != "孩子" {
			return true
		}
		boys, girls := []string{"儿子"}, []string{"女儿", "闺女"}
		return !(slices.Contains(boys, a) && slices.Contains(girls, b) || slices.Contains(girls, a) && slices.Contains(boys, b))
	}
	return false
}

// matchTyped looks for the record of a name and phone that were typed.
func (p *planner) matchTyped(t *Task, linked []tools.FoundPatient) (bool, error) {
	found, err := tools.FindPatients.Call(p.ctx, p.env, tools.FindPatientsArgs{Name: molar.PersonName(t.Name), Phone: molar.Phone(t.Phone)})
	if err != nil {
		return false, err
	}
	records := found.Patients
	if folded := nlu.Fold(t.Name); len(records) == 0 && folded != t.Name { // 陳默 is 陈默 in the records
		again, err := tools.FindPatients.Call(p.ctx, p.env, tools.FindPatientsArgs{Name: molar.PersonName(folded), Phone: molar.Phone(t.Phone)})
		if err != nil {
			return false, err
		}
		records = again.Patients
	}
	if i := slices.IndexFunc(records, func(f tools.FoundPatient) bool { return f.Linked }); i >= 0 {
		id := records[i].ID
		for _, f := range linked {
			if f.ID == id {
				t.Patient = &f
				return true, nil
			}
		}
	}
	if t.Flow != FlowBook && len(records) > 0 {
		return false, p.handOff(molar.IdentityUnverified)
	}
	switch len(records) {
	case 1:
		p.takeTyped(t, records[0])
		return true, nil
	case 0:
		return p.register(t)
	}
	return false, p.handOff(molar.IdentityAmbiguous)
}

// register creates a record where the clinic lets the bot, else hands off.
func (p *planner) register(t *Task) (bool, error) {
	if p.env.Rules.NewPatient != molar.NewPatientRegister || t.Flow != FlowBook {
		return false, p.handOff(molar.NewPatient)
	}
	relation := t.Relation
	if t.For == "self" {
		relation = molar.RelationSelf
	}
	made, err := tools.RegisterPatient.Call(p.ctx, p.env, tools.RegisterPatientArgs{
		Name: molar.PersonName(t.Name), Phone: molar.Phone(t.Phone), Relation: relation,
	})
	if err != nil {
		return false, err
	}
	p.takeTyped(t, made)
	return true, nil
}

// takeTyped settles on a record that was matched by name and phone, and keeps
// it for the speaker's next booking where it is their own.
func (p *planner) takeTyped(t *Task, f tools.FoundPatient) {
	t.Patient = &f
	p.s.Typed = append(p.s.Typed, f.ID)
	if t.For != "other" && t.For != "family" && t.Relation == "" {
		p.s.Self = &f
	}
}

// askWho asks which of several linked patients is meant.
func (p *planner) askWho(t *Task, among []tools.FoundPatient) (bool, error) {
	if p.spent(t, ExpectWho) {
		return false, p.handOff(molar.BeneficiaryUnclear)
	}
	p.asks(t, ExpectWho)
	act := Act{Script: "ask_who"}
	for _, f := range among {
		row := Fields{"name": string(f.Name)}
		if f.Relation != "" && f.Relation != molar.RelationSelf {
			row["relation"] = f.Relation
		}
		act.List = append(act.List, row)
	}
	p.ask(ExpectWho, act)
	return false, nil
}

// askOnePerson asks to start with one of several people.
func (p *planner) askOnePerson(t *Task) (bool, error) {
	// Counted whatever else is said: 都要 is no step forward here.
	if t.Asks[ExpectWho] >= 2 {
		return false, p.handOff(molar.MultiplePeople)
	}
	t.count(ExpectWho)
	p.ask(ExpectWho, Act{Script: "ask_one_person"})
	return false, nil
}

// askNamePhone asks for what is missing of full name and mobile number.
func (p *planner) askNamePhone(t *Task) (bool, error) {
	if t.Flow == FlowBook && t.Name == "" && t.Phone == "" && (t.For == "self" || t.For == "") {
		if p.s.Self != nil {
			t.Patient = p.s.Self
			return true, nil
		}
	}
	identity := p.said.has(SlotName, SlotPhone, SlotGivenName)
	if t.Asks[ExpectNamePhone] >= 2 && (identity || !p.moved) {
		return false, p.handOff(molar.IdentityIncomplete)
	}
	if t.Asks[ExpectNamePhone] == 0 || identity || !p.moved {
		t.count(ExpectNamePhone)
	}
	script := "ask_name_phone"
	switch {
	case t.Name != "":
		script = "ask_phone"
	case t.Phone != "":
		script = "ask_name"
	case t.Relation != "":
		script = "ask_name_phone_other"
	}
	if phone, ok := p.said.first(SlotPhone); ok && phone.Value == "" {
		script = "ask_phone_again"
	}
	p.ask(ExpectNamePhone, Act{Script: script, Fields: Fields{"relation": t.Relation, "name": t.Name}})
	return false, nil
}

// ordinal turns a 1-based choice (-1 the last) into an index, or -1.
func ordinal(n, length int) int {
	if n == -1 {
		n = length
	}
	if n < 1 || n > length {
		return -1
	}
	return n - 1
}
