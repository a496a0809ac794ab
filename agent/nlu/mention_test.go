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

// Which of the doctors or stores named is the one wanted.
func TestWanted(t *testing.T) {
	u, err := New(devClinic())
	if err != nil {
		t.Fatal(err)
	}
	wanted := func(mentions []Mention) string {
		for _, m := range mentions {
			if !m.Refused {
				return m.Text
			}
		}
		return ""
	}
	for _, c := range []struct{ text, doctor, store string }{
		{"约chen主任拔牙", "chen主任", ""},
		{"陈主任换掉，我要刘洋主任", "刘洋主任", ""},
		{"赵文教授太贵了，约周明医生吧", "周明医生", ""},
		{"李慧敏不在的话周明也行", "李慧敏", ""},
		{"陈医生请假了？那就欧阳吧", "欧阳", ""},
		{"帮我挂一个姓陈的医生", "姓陈的医生", ""},
		{"慧敏姐在吗", "慧敏", ""},
		{"李医生和陈医生哪个有空", "", ""},
		{"王主任还是陈主任看拔牙好", "", ""},
		{"我叫周明，不是你们那个周明医生哈", "", ""},
		{"把王建国医生换成李慧敏医生", "李慧敏医生", ""},
		{"我住徐汇，去张江店看", "", "张江店"},
		{"虹桥不去，太远，就苏州店", "", "苏州店"},
		{"从虹桥火车站怎么走到张江店", "", "张江店"},
		{"上次在徐汇店做的，这次想去静安店", "", "静安店"},
		{"原来约的徐汇店，想改到张江店", "", "张江店"},
		{"我在浦东上班，约徐汇店", "", "徐汇店"},
		{"我住徐汇，就约那边的店", "", "徐汇"},
		{"徐汇店还是静安店近", "", ""},
		{"徐汇店的取消", "", "徐汇店"},
		{"张江店没号了吗", "", "张江店"},
		{"赵教授在不在虹桥店", "赵教授", "虹桥店"},
		{"是不是周明医生看", "周明医生", ""},
		{"哪家店都成，别是浦东店就行", "", ""},
		{"jing an寺那家", "", "jing an寺"},
		{"hong桥店还有号没", "", "hong桥店"},
		{"哪家近约哪家，徐汇静安都可以", "", ""},
		{"徐汇也行静安也行，看哪个早", "", ""},
		{"赵教授和陈主任，谁先有空我约谁", "", ""},
		{"两个周医生吧？我要周明那个", "周明", ""},
		{"周医生徐汇跟苏州都坐诊？我想去苏州店找他", "周医生", "苏州店"},
		{"陈主任说让我找王医生，那我就约王医生", "王医生", ""},
		{"徐汇那边有儿童医生吗", "", "徐汇"},
		{"有没有牙周医生", "", ""},
		{"洋主任还在吗", "洋主任", ""},
		{"我叫王静，静安的静，去张江看", "", "张江"},
		{"张江店的张三博士", "张三博士", "张江店"},
		{"我苏州过来的，想在张江看", "", "张江"},
	} {
		got := u.Understand(c.text, Context{Now: monday})
		if doctor, store := wanted(got.Doctors), wanted(got.Stores); doctor != c.doctor || store != c.store {
			t.Errorf("%s: doctor %q store %q, want %q %q", c.text, doctor, store, c.doctor, c.store)
		}
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
