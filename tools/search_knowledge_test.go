package tools_test

import (
	"context"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

// questionsOfProcess are a clinic's twelve entries on how treatments go.
func questionsOfProcess() []molar.KnowledgeEntry {
	entry := func(id, question, answer string, similar ...string) molar.KnowledgeEntry {
		return molar.KnowledgeEntry{ID: id, Category: molar.Process, Question: question, Similar: similar, Answer: answer}
	}
	return []molar.KnowledgeEntry{
		entry("fasting", "洗牙前要空腹吗", "不需要空腹，正常饮食即可。", "洗牙能吃饭吗", "洗牙之前可以吃东西吗"),
		entry("scaling_time", "洗牙需要多长时间", "一般30到60分钟。", "洗牙要多久", "洗个牙几分钟"),
		entry("scaling_often", "多久洗一次牙", "建议半年到一年一次。", "洗牙几个月一次"),
		entry("root_visits", "根管治疗要来几次", "一般2到3次。", "根管要跑几趟"),
		entry("root_length", "根管治疗一次多长时间", "每次约一小时。", "做根管要多久"),
		entry("implant_length", "种植牙整个周期多长", "一般3到6个月。", "种牙要多久", "种一颗牙要几个月"),
		entry("braces_length", "矫正要戴多久", "一般一年半到两年。", "牙套戴几年", "整牙需要多长时间"),
		entry("braces_visits", "矫正多久复诊一次", "一般4到6周一次。", "牙套几周调一次"),
		entry("extraction_prepare", "拔牙前要做什么准备", "请吃早餐，带上既往病历。", "拔牙前注意什么"),
		entry("extraction_eat", "拔牙后多久可以吃饭", "两小时后可进温凉软食。", "拔完牙什么时候能吃东西"),
		entry("anaesthesia", "补牙要打麻药吗", "视龋坏深度而定，由医生判断。", "补牙打不打麻药"),
		entry("whitening_steps", "牙齿美白怎么做", "先检查洁牙，再冷光美白约一小时。", "美白的流程是什么"),
	}
}

func TestSearchKnowledge_ParaphrasesFindTheirEntry(t *testing.T) {
	questions := []struct{ asked, entry string }{
		{"洗牙前要空腹吗", "fasting"},
		{"请问洗牙需要空腹吗？", "fasting"},
		{"明天洗牙，早上能吃饭吗", "fasting"},
		{"你好，洗牙大概要多久呀", "scaling_time"},
		{"洗牙要几分钟", "scaling_time"},
		{"一般多久洗一次牙比较好", "scaling_often"},
		{"根管治疗一共要来几次呢", "root_visits"},
		{"根管得跑几趟啊", "root_visits"},
		{"做一次根管治疗要多长时间", "root_length"},
		{"种植牙的周期有多长", "implant_length"},
		{"种一颗牙前后要几个月啊", "implant_length"},
		{"牙套一般要戴几年", "braces_length"},
		{"矫正要戴多久才行", "braces_length"},
		{"矫正多久去复诊一次", "braces_visits"},
		{"拔牙之前要做什么准备吗", "extraction_prepare"},
		{"拔牙后多久可以吃饭呢", "extraction_eat"},
		{"补牙会打麻药吗", "anaesthesia"},
		{"牙齿美白的流程是怎样的", "whitening_steps"},
	}
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, q := range questions {
			got, err := tools.SearchKnowledge.Call(ctx, env, tools.SearchKnowledgeArgs{Category: molar.Process, Question: q.asked})
			works(t, err)
			if got.Entry == nil || got.Entry.ID != q.entry || !got.Confident {
				t.Errorf("%s: found %+v at %.2f, confident %t; want %s", q.asked, got.Entry, got.Score, got.Confident, q.entry)
			}
			if got.Score < 0 || got.Score > 1 {
				t.Errorf("%s: score %g", q.asked, got.Score)
			}
		}
	})
}

func TestSearchKnowledge_UnrelatedQuestionsAreNotAnswered(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, asked := range []string{
			"你们周末几点关门", "烤瓷牙是什么材料的", "医保可以报销吗", "停车方便吗", "孩子换牙晚怎么办", "激光治疗的流程是什么",
			"戴牙套能吃火锅吗", "拔智齿贵吗", "种植牙疼不疼", "", "？？？", "吗",
		} {
			got, err := tools.SearchKnowledge.Call(ctx, env, tools.SearchKnowledgeArgs{Category: molar.Process, Question: asked})
			works(t, err)
			if got.Confident {
				t.Errorf("%q is answered with %s at %.2f", asked, got.Entry.ID, got.Score)
			}
		}
	})
}

func TestSearchKnowledge_LooksInTheCategoryAlone(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.SearchKnowledge.Call(ctx, env, tools.SearchKnowledgeArgs{Category: molar.Price, Question: "洗牙前要空腹吗"})
		works(t, err)
		same(t, tools.SearchKnowledgeResult{}, got)
	})
}

func TestSearchKnowledge_TheClinicSetsHowSure(t *testing.T) {
	o := open(t)
	ask := func() (result tools.SearchKnowledgeResult) {
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			var err error
			result, err = tools.SearchKnowledge.Call(ctx, env, tools.SearchKnowledgeArgs{Category: molar.Process, Question: "洗牙大概要多久"})
			works(t, err)
		})
		return result
	}
	got := ask()
	o.rules.ConfidenceNeeded = got.Score // exactly enough
	if !ask().Confident {
		t.Error("a score as high as needed is not enough")
	}
	o.rules.ConfidenceNeeded = got.Score + 0.001
	if ask().Confident {
		t.Error("a score below what is needed is enough")
	}
}
