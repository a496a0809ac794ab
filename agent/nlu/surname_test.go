package nlu

import "testing"

func TestSurnameSaid(t *testing.T) {
	for text, want := range map[string]string{
		"我姓皇甫": "皇甫", "免贵姓江": "江", "姓氏:宋": "宋", "姓时名间": "时", "石是姓": "石", "就是那个木子李": "李", "耳东陈": "陈", "就是呃姓阎阎王的阎": "阎",
		"您贵姓": "", "老百姓": "", "姓名:李四": "", "姓张的医生": "", "我叫李四": "",
	} {
		if got, _ := surnameSaid(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

// Names that come in two pieces.
func TestNames_Assembled(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, full, given string }{
		{"我姓皇甫，单名一个嵩", "皇甫嵩", ""},
		{"我姓李，叫国庆", "李国庆", ""},
		{"我姓欧阳，叫欧阳修远", "欧阳修远", ""},
		{"姓：贺 名：知章", "贺知章", ""},
		{"就是那个木子李单名一个想字想法的想", "李想", ""},
		{"单名一个静字，姓孙", "孙静", ""},
		{"敝人姓郭名靖", "郭靖", ""},
		{"我是明天，姓明", "明天", ""},
		{"我姓章，立早章，章若楠", "章若楠", ""},
		{"弓长张，张一山的张，张晓禾", "张晓禾", ""},
		{"木子李，春晓的晓，光明的明，我的名字", "李晓明", ""},
		{"我姓徐，后面两个字是平安的安，宁波的宁", "徐安宁", ""},
		{"名字是方便面的方，向前的向", "方向", ""},
		{"名字：弓长张，春晓的晓，电话13800000001", "张晓", ""},
		{"帮领导汤总约的，汤国栋", "汤国栋", "汤总"},
		{"我姓刘，叫我小刘就行", "", "刘"},
		{"我姓于，不会用手机", "", "于"},
		{"我姓王，叫你们经理来", "", "王"},
	} {
		got := u.Understand(c.text, Context{Now: monday, Expecting: "name_phone"})
		if got.PatientName != c.full || c.full == "" && got.GivenName != c.given {
			t.Errorf("%s: %q given %q, want %q given %q", c.text, got.PatientName, got.GivenName, c.full, c.given)
		}
	}
}
