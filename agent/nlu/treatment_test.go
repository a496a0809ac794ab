package nlu

import (
	"slices"
	"testing"
)

func TestTreatments(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, state, treatment string }{
		{"牙上有个洞", Known, "充填治疗"}, {"想补牙", Known, "充填治疗"}, {"有颗蛀牙", Known, "充填治疗"}, {"卜牙", Known, "充填治疗"},
		{"要做根管", Known, "根管治疗"}, {"晚上牙疼得睡不着", Known, "根管治疗"}, {"牙疼，夜里疼醒好几次", Known, "根管治疗"}, {"杀神经", Known, "根管治疗"},
		{"洗牙", Known, "基础治疗"}, {"喜牙", Known, "基础治疗"}, {"牙结石好多", Known, "基础治疗"}, {"刷牙老出血", Known, "基础治疗"},
		{"牙齿不齐", Known, "正畸治疗服务"}, {"地包天能矫正吗", Known, "正畸治疗服务"}, {"想做隐形牙套", Known, "隐形矫正"}, {"隐适美", Known, "隐形矫正"},
		{"保持器丢了想重做", Known, "保持器"}, {"mrc", Known, "MRC矫正"}, {"肌功能训练", Known, "肌功能训练"},
		{"种牙", Known, "种植治疗"}, {"想种一颗牙", Known, "种植治疗"}, {"植骨手术", Known, "种植手术"}, {"种植体装牙冠", Known, "种植修复"},
		{"牙冠掉了", Known, "固定修复"}, {"想镶个烤瓷牙", Known, "固定修复"}, {"活动假牙", Known, "活动修复"}, {"假牙松了想调一下", Known, "修复维护"},
		{"美白", Known, "牙齿美白"}, {"牙太黄了", Known, "牙齿美白"}, {"贴面", Known, "贴面修复"},
		{"拔智齿", Known, "拔牙手术"}, {"智齿发炎", Known, "拔牙手术"}, {"张嘴下巴咔咔响", Known, "颌面外科会诊"}, {"系带短", Known, "牙槽手术"},
		{"涂氟", Known, "涂氟"}, {"窝沟封闭", Known, "窝沟封闭"}, {"想检查一下", Known, "口腔检查"},
		{"牙疼", Unclear, ""}, {"牙不舒服", Unclear, ""}, {"咬东西疼", Unclear, ""},
		{"洗牙再补个牙", Several, ""}, {"拔牙和种牙一起做", Several, ""}, {"补牙、洗牙", Several, ""},
		{"不是要洗牙，是补牙", Known, "充填治疗"}, {"拔完牙想种一颗", Known, "种植治疗"},
		{"脸肿得像馒头", Severe, ""}, {"拔牙后血止不住", Severe, ""}, {"孩子摔了一跤门牙掉了", Severe, ""},
		{"补牙，算了还是洗牙吧", Known, "基础治疗"}, {"拔牙？不拔不拔，医生说补一下就行", Known, "充填治疗"}, {"上回拔牙挺顺利的，这回想约个洗牙", Known, "基础治疗"},
		{"呃就是明天下午能不能给我那个看看牙就是那个牙龈老出血刷牙也出", Known, "基础治疗"},
		{"美白也要，洗也要", Several, ""}, {"想看牙", Unclear, ""}, {"我们两个人一起约", NoneSaid, ""},
		{"你好", NoneSaid, ""}, {"你们在哪", NoneSaid, ""},
	} {
		got := u.Understand(c.text, Context{Now: monday})
		if got.TreatmentState != c.state || c.state == Known && got.Treatment != c.treatment {
			t.Errorf("%s: %s %s, want %s %s", c.text, got.TreatmentState, got.Treatment, c.state, c.treatment)
		}
	}
}

func TestPresetTreatments_AllNamed(t *testing.T) {
	for _, want := range []string{
		"种植治疗", "种植修复", "种植手术", "正畸治疗服务", "固定矫正", "定制矫正", "肌功能训练", "MRC矫正", "辅助治疗", "保持器", "隐形矫正", "正畸套餐",
		"固定修复", "活动修复", "修复维护", "充填治疗", "根管治疗", "活髓治疗", "基础治疗", "手术治疗", "激光治疗", "牙齿美白", "贴面修复",
		"拔牙手术", "颌面外科手术", "颌面外科会诊", "牙槽手术", "涂氟", "窝沟封闭", "口腔检查",
	} {
		if !slices.Contains(PresetTreatments(), want) {
			t.Errorf("%s is missing from data/treatments.tsv", want)
		}
	}
}

func TestRedFlags(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]bool{
		"血一直止不住": true, "满嘴是血": true, "半边脸肿起来了": true, "喘不上气": true, "咽口水都困难": true, "嘴张不开": true,
		"牙被撞掉了": true, "发烧38度5，脸也肿": true, "骑车摔了，门牙断了一半": true, "我要投诉你们": true, "再不处理我找律师": true, "打315曝光你们": true,
		"昨天种的牙今天特别疼": true, "拔牙三天了还肿": true, "顺便问下，我爸拔牙后一直吐血": true, "活着没意思不想活了": true,
		"拔牙会出血吗": false, "没有流血": false, "想洗牙": false, "牙疼": false, "会不会肿": false, "牙龈有点红": false, "刷牙出血": false, "孩子打针怕疼": false, "多少钱": false,
	} {
		if got := u.Understand(text, Context{Now: monday}); got.Urgent != want {
			t.Errorf("%s: urgent %v %v, want %v", text, got.Urgent, got.RedFlags, want)
		}
	}
}
