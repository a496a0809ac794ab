package agent

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestWhoFits(t *testing.T) {
	t.Parallel()
	person := func(id, name, phone, relation, contact string) tools.FoundPatient {
		return tools.FoundPatient{
			ID: molar.PatientID(id), Name: molar.PersonName(name), Phone: molar.Phone(phone),
			Relation: relation, Contact: molar.ContactID(contact), Linked: true,
		}
	}
	mother := person("p_he", "何静", "13800000004", molar.RelationSelf, "u_he")
	boy := person("p_kid", "何乐乐", "13800000004", "儿子", "u_he")
	girl := person("p_girl", "何欢欢", "13800000004", "女儿", "u_he")
	granny := person("p_mum", "陈桂英", "13800000005", "妈妈", "u_he")
	father := person("p_dad", "何勇", "13800000006", molar.RelationSelf, "u_dad")
	boyOfFather := person("p_kid", "何乐乐", "13800000004", "孩子", "u_dad")
	family := []tools.FoundPatient{mother, boy, girl, granny, father, boyOfFather}

	for _, c := range []struct {
		name   string
		task   Task
		linked []tools.FoundPatient
		want   []molar.PatientID
	}{
		{"the full name", Task{Name: "何乐乐"}, family, []molar.PatientID{"p_kid"}},
		{"a full name of nobody here", Task{Name: "何无"}, family, nil},
		{"a given name", Task{Given: "乐乐"}, family, []molar.PatientID{"p_kid"}},
		{"a surname with a title", Task{Given: "陈女士"}, family, []molar.PatientID{"p_mum"}},
		{"a surname of several", Task{Given: "何先生"}, family, []molar.PatientID{"p_he", "p_kid", "p_girl", "p_dad"}},
		{"a phone", Task{Phone: "13800000005"}, family, []molar.PatientID{"p_mum"}},
		{"a phone of several", Task{Phone: "13800000004"}, family, []molar.PatientID{"p_he", "p_kid", "p_girl"}},
		{"the name counts before the phone", Task{Name: "何欢欢", Phone: "13800000005"}, family, []molar.PatientID{"p_girl"}},
		{"oneself", Task{For: "self"}, family, []molar.PatientID{"p_he"}},
		{"oneself, surely, in a chat that is linked to others alone", Task{For: "self", SureSelf: true}, []tools.FoundPatient{boy}, nil},
		{"oneself, hardly said, in such a chat", Task{For: "self"}, []tools.FoundPatient{boy}, []molar.PatientID{"p_kid"}},
		{"one's child, of two", Task{For: "other", Relation: "孩子"}, family, []molar.PatientID{"p_kid", "p_girl"}},
		{"one's daughter", Task{For: "other", Relation: "女儿"}, family, []molar.PatientID{"p_girl"}},
		{"a relation of nobody here", Task{For: "other", Relation: "爷爷"}, family, nil},
		{"one's mother, not another member's", Task{For: "other", Relation: "妈妈"}, []tools.FoundPatient{mother, father}, nil},
		{"somebody else", Task{For: "other"}, family, []molar.PatientID{"p_kid", "p_girl", "p_mum", "p_dad"}},
		{"the family", Task{For: "family"}, family, []molar.PatientID{"p_kid", "p_girl", "p_mum", "p_dad"}},
		{"the family, of whom one is linked", Task{For: "family"}, []tools.FoundPatient{mother, boy}, nil},
		{"nothing said", Task{}, family, []molar.PatientID{"p_he", "p_kid", "p_girl", "p_mum"}},
		{"nothing said by a member who is linked to nobody", Task{}, []tools.FoundPatient{father, boyOfFather}, []molar.PatientID{"p_dad", "p_kid"}},
		{"nobody is linked", Task{For: "self"}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []molar.PatientID
			for _, f := range whoFits(&c.task, c.linked, "u_he") {
				got = append(got, f.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestSameRelation(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"妈妈", "妈妈", true}, {"妈妈", "母亲", true}, {"妈妈", "爸爸", false},
		{"孩子", "儿子", true}, {"孩子", "女儿", true}, {"宝宝", "闺女", true},
		{"女儿", "闺女", true}, {"儿子", "女儿", false}, {"儿子", "闺女", false},
		{"老公", "爱人", true}, {"老婆", "爱人", true}, {"老公", "老婆", false},
		{"姥姥", "奶奶", true}, {"表姐", "表姐", true}, {"表姐", "姐姐", false}, {"", "妈妈", false},
	} {
		if sameRelation(c.a, c.b) != c.want || sameRelation(c.b, c.a) != c.want {
			t.Errorf("sameRelation of %s and %s is not %v both ways", c.a, c.b, c.want)
		}
	}
}

func TestNameFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		part, full string
		want       bool
	}{
		{"小雨", "徐小雨", true}, {"徐小雨", "徐小雨", true}, {"徐", "徐小雨", true}, {"小", "徐小雨", false},
		{"徐女士", "徐小雨", true}, {"王女士", "徐小雨", false}, {"欧阳先生", "欧阳靖", true},
		{"乐乐小朋友", "何乐乐", false}, {"何小朋友", "何乐乐", true}, {"小玉", "徐小雨", false},
	} {
		if got := nameFits(c.part, c.full); got != c.want {
			t.Errorf("nameFits(%s, %s) = %v", c.part, c.full, got)
		}
	}
}
