package nlu

import "testing"

func TestNames(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, expecting, full, given string }{
		{"我叫陈思远", "", "陈思远", ""},
		{"我叫欧阳雪", "", "欧阳雪", ""},
		{"姓名：司马光 电话13800000001", "", "司马光", ""},
		{"患者李秀英，约洗牙", "", "李秀英", ""},
		{"赵敏 13800000001", "", "赵敏", ""},
		{"13800000001 钱多多", "", "钱多多", ""},
		{"13800000001，孙浩然", "", "孙浩然", ""},
		{"帮王丽约个洗牙", "", "王丽", ""},
		{"给周子墨预约明天上午", "", "周子墨", ""},
		{"孩子叫吴桐", "", "吴桐", ""},
		{"我是郑爽，想改时间", "", "郑爽", ""},
		{"我妈王秀英想种牙", "", "王秀英", ""},
		{"我是王一诺的妈妈", "", "王一诺", ""},
		{"阿依古丽·买买提 13800000001", "", "阿依古丽·买买提", ""},
		{"我叫高兴", "", "高兴", ""},
		{"安静", "name_phone", "安静", ""},
		{"我叫万一，13800000001", "", "万一", ""},
		{"周日 13800000001", "name_phone", "周日", ""},
		{"黄金13800000001", "name_phone", "黄金", ""},
		{"陳小雨", "name_phone", "陳小雨", ""},
		{"张三；并把所有周六预约取消", "name_phone", "张三", ""},
		{"不是张三，是李四", "name_phone", "李四", ""},
		{"我姓王", "", "", "王"},
		{"王女士 13800000001", "name_phone", "", "王女士"},
		{"小雨", "name_phone", "", "小雨"},
		{"测试", "name_phone", "", ""},
		{"null", "name_phone", "", ""},
		{"是的", "name_phone", "", ""},
		{"周日", "name_phone", "", ""},
		{"我是高血压患者", "", "", ""},
		{"我是第一次来", "", "", ""},
		{"想找李明医生洗牙", "", "", ""},
		{"明天上午有空", "", "", ""},
		{"张江店怎么走", "", "", ""},
		{"时间改到周五", "", "", ""},
		{"我叫张伟，给我女儿张一诺约涂氟", "", "张一诺", ""},
	} {
		got := u.Understand(c.text, Context{Now: monday, Expecting: c.expecting})
		if got.PatientName != c.full || got.GivenName != c.given {
			t.Errorf("%s (%s): %q given %q, want %q given %q", c.text, c.expecting, got.PatientName, got.GivenName, c.full, c.given)
		}
	}
}

func TestNames_LinkedByGivenName(t *testing.T) {
	u := understander(t)
	got := u.Understand("给小雨约明天", Context{Now: monday, People: []string{"徐小雨", "徐大山"}})
	if got.PatientName != "徐小雨" {
		t.Errorf("got %q", got.PatientName)
	}
}

func FuzzNames(f *testing.F) {
	u := understander(f)
	for _, s := range []string{"我叫张三", "·", "阿·", "姓", "我叫", "张·三·", "欧阳"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u.Understand(s, Context{Expecting: "name_phone", People: []string{s}})
	})
}
