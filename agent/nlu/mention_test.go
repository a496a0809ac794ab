package nlu

import (
	"slices"
	"strings"
	"testing"
)

func TestDoctors(t *testing.T) {
	u := understander(t)
	for _, c := range []struct {
		text, ids string
		full      bool
	}{
		{"找李明医生", "liming", true},
		{"约李明", "liming", true},
		{"李明博士明天有号吗", "liming", true},
		{"想挂李医生的号", "lihua liming", false},
		{"王主任周六在吗", "wang", false},
		{"小王医生", "wang", false},
		{"王大夫", "wang", false},
		{"欧阳医生有空吗", "ouyang", false},
		{"找李名医生看牙", "liming", true},
		{"建国医生在不在", "wang", false},
		{"找赵大锤医生", "-", false},
		{"约个赵医生", "-", false},
		{"约王大锤医生洗牙", "-", false},
		{"帮我约王强主任", "-", false},
		{"哪个医生都行", "", false},
		{"你们医生多吗", "", false},
		{"任何医生都可以", "", false},
		{"女医生有吗", "", false},
	} {
		got := u.Understand(c.text, Context{Now: monday}).Doctors
		ids := ""
		full := false
		if len(got) > 0 {
			ids, full = strings.Join(slices.Sorted(slices.Values(got[0].IDs)), " "), got[0].FullName
			if ids == "" {
				ids = "-"
			}
		}
		if ids != c.ids || full != c.full {
			t.Errorf("%s: %q full %v, want %q %v (%+v)", c.text, ids, full, c.ids, c.full, got)
		}
	}
	if m := u.Understand("不要李明医生", Context{}).Doctors; len(m) != 1 || !m[0].Refused {
		t.Errorf("refused doctor: %+v", m)
	}
	if !u.Understand("医生随便，你们安排", Context{}).AnyDoctor {
		t.Error("AnyDoctor not read")
	}
}

func TestStores(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, ids, city string }{
		{"去张江店", "zj", ""},
		{"张江那家", "zj", ""},
		{"张将店有号吗", "zj", ""},
		{"浦东那边", "zj", ""},
		{"祖冲之路那家", "zj", ""},
		{"徐汇", "xh", ""},
		{"金鹰大厦的店", "nj", ""},
		{"南京有店吗", "nj", "南京"},
		{"上海的店", "", "上海"},
		{"杭州能约吗", "", "杭州"},
		{"去虹桥店", "-", ""},
		{"你们有几家店", "", ""},
		{"哪家店都行", "", ""},
		{"你们门店在哪", "", ""},
		{"zhangjiang店", "zj", ""},
	} {
		got := u.Understand(c.text, Context{Now: monday})
		ids := ""
		if len(got.Stores) > 0 {
			if ids = strings.Join(got.Stores[0].IDs, " "); ids == "" {
				ids = "-"
			}
		}
		if ids != c.ids || got.City != c.city {
			t.Errorf("%s: %q %q, want %q %q (%+v)", c.text, ids, got.City, c.ids, c.city, got.Stores)
		}
	}
	if !u.Understand("离我最近的店", Context{}).Nearest || !u.Understand("哪家都行", Context{}).AnyStore {
		t.Error("nearest or any store not read")
	}
}

func TestStoreFacts(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"你们有几家店": "count", "都有哪些门店": "list", "地址发我一下": "address", "几点关门": "hours", "周末上班吗": "hours",
		"前台电话多少": "phone", "杭州有店吗": "city", "想洗牙": "", "怎么走": "",
	} {
		if got := strings.Join(u.Understand(text, Context{}).StoreFacts, "+"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestChanges(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"能不能改个时间": "time", "换个医生": "doctor", "改到徐汇店": "store", "换成李华医生": "doctor", "改成补牙": "project", "洗牙": "",
	} {
		if got := strings.Join(u.Understand(text, Context{}).Changes, "+"); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
