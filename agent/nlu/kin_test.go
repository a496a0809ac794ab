package nlu

import "testing"

func TestKinship(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, who, relation, name string }{
		{"我是王一诺的妈妈", Other, "孩子", "王一诺"},
		{"我是刘梓萱她爸", Other, "孩子", "刘梓萱"},
		{"豆豆妈，周六能约吗", Other, "孩子", ""},
		{"陈国强的女儿，帮我爸约洗牙", Other, "爸爸", "陈国强"},
		{"我是沈浪的妹妹，给他约", Other, "哥哥", "沈浪"},
		{"李沁她哥，13800000001", Other, "妹妹", "李沁"},
		{"我是祁同伟他媳妇，他要拔牙", Other, "老公", "祁同伟"},
		{"我是迪丽努尔·艾尔肯的老公，她牙疼", Other, "老婆", "迪丽努尔·艾尔肯"},
		{"我是她老公徐峥，她叫陶红红", Other, "老婆", "陶红红"},
		{"病人是我孙女马思思，我是她奶奶", Other, "孙女", "马思思"},
		{"我是周芷若的舅舅，她今年十岁", Other, "外甥女", "周芷若"},
		{"我是他姑姑，孩子叫彭湃", Other, "侄子", "彭湃"},
		{"俺是他儿子，俺爹耳背", Other, "爸爸", ""},
		{"我是小明的班主任，他牙磕了", Other, "学生", ""},
		{"我是老徐家的闺女，想洗牙", Self, "", ""},
		{"我是学生，有优惠吗", Self, "", ""},
		{"我是王太太", Self, "", ""},
		{"我是来给妈妈约的", Other, "妈妈", ""},
		{"你好，我是之前的那个王小姐", Self, "", ""},
		{"谢谢姑娘", Unknown, "", ""},
		{"谢谢老师", Unknown, "", ""},
	} {
		got := u.Understand(c.text, Context{Now: monday})
		if got.ForWhom != c.who || got.Relation != c.relation || got.PatientName != c.name {
			t.Errorf("%s: %s %q of %q, want %s %q of %q", c.text, got.ForWhom, got.Relation, got.PatientName, c.who, c.relation, c.name)
		}
	}
}
