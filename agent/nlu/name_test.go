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

// Frames, fillers, pet names and what only looks like a name.
func TestNames_Said(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, expecting, full string }{
		{"嗯那个我叫呃孙小梅嗯电话是幺三八零零零零零零零一", "", "孙小梅"},
		{"我叫张张晓明手机号码一三八零零零零零零零一", "", "张晓明"},
		{"喂帮我外公约的他叫什么来着哦对万国良万国良", "", "万国良"},
		{"嗯我叫那什么杨康一三八零零零零零零零一", "name_phone", "杨康"},
		{"哎呀不是陈陈是陈晨早晨的晨", "name_phone", "陈晨"},
		{"不是章，是张，张含之", "name_phone", "张含之"},
		{"手机号13800000001，姓名那栏填米粒", "name_phone", "米粒"},
		{"名字我报一下：靳东东", "", "靳东东"},
		{"名字的话，嗯，就写唐果吧", "name_phone", "唐果"},
		{"用我爸的名字约，孔令奇", "", "孔令奇"},
		{"户口本上叫郝建", "name_phone", "郝建"},
		{"我网名叫云淡风轻，本名叫薛丁山", "", "薛丁山"},
		{"曾用名李二狗，现在叫李尔康", "name_phone", "李尔康"},
		{"我叫牛奶奶，真名，我才二十三", "name_phone", "牛奶奶"},
		{"我叫牛奶奶", "name_phone", ""},
		{"玉素甫江.吐尔逊 13800000001", "", "玉素甫江·吐尔逊"},
		{"我叫王芳.约洗牙", "", "王芳"},
		{"斯琴高娃 13800000001", "name_phone", "斯琴高娃"},
		{"13800000001（我老公的）贺小伟", "name_phone", "贺小伟"},
		{"我是小区业主群里的李春分", "", "李春分"},
		{"你好，唐嫣然这边，想改下时间", "", "唐嫣然"},
		{"您好！曹云金，预约明天洗牙", "", "曹云金"},
		{"曹家渡", "store", ""},
		{"曹家渡，周六", "store", ""},
		{"我叫欧阳，想找王医生", "", ""},
		{"白天打13800000001", "name_phone", ""},
		{"13800000001是空号", "name_phone", ""},
		{"我是徐汇人", "", ""},
		{"我叫外卖的时候牙崩了", "", ""},
		{"张伟和李强，都是我们公司的", "", ""},
		{"热依扎 · 阿里木，13800000001", "", "热依扎·阿里木"},
		{"缺牙数颗，名讳秦伯言", "", "秦伯言"},
		{"登记的时候写成周冰了，实际是周斌", "name_phone", "周斌"},
		{"我也叫刘洋，跟刘主任同姓", "", "刘洋"},
		{"我叫徐晓双人徐春晓的晓", "", "徐晓"},
		{"我姓章，单名一个嵩", "name_phone", "章嵩"},
		{"褚时健/13800000001/男/68", "name_phone", "褚时健"},
		{"你写冯坤就好", "name_phone", "冯坤"},
		{"我沈阳来的，能约吗", "", ""},
		{"我武汉人", "", ""},
		{"号码写反了，应该是13800000001", "name_phone", ""},
		{"想约孩子涂氟", "", ""},
		{"邻居王婶让我问问", "", ""},
		{"姓名写慕容雪就行", "", "慕容雪"},
		{"我姓亓，亓明珠，那个字念齐", "", "亓明珠"},
		{"我叫小雅，13800000001", "", ""},
		{"我学生买买提江·卡德尔打球磕掉半颗门牙", "", "买买提江·卡德尔"},
		{"你们店长是叫马国栋吧，叫他出来", "", ""},
		{"名字别写错，夏天的夏，夏天的天，夏天", "name_phone", "夏天"},
	} {
		if got := u.Understand(c.text, Context{Now: monday, Expecting: c.expecting}); got.PatientName != c.full {
			t.Errorf("%s (%s): %q, want %q", c.text, c.expecting, got.PatientName, c.full)
		}
	}
}

// Of two people the one who is to be treated.
func TestNames_Patient(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"我王芳，替同事钱多多约，她电话13800000001":    "钱多多",
		"我孙俪，给我儿子邓小元约涂氟":                "邓小元",
		"联系人王大拿，患者刘一水，13800000001":      "刘一水",
		"家长姓名：梁家辉，孩子姓名：梁小满":             "梁小满",
		"联系人是我，李大国，看牙的是我爱人秋菊，姓万，万秋菊":    "万秋菊",
		"给老同学石榴约个号，石是姓，我叫米莱":            "石榴",
		"我叫李娜，帮我妈约个洗牙":                  "",
		"本人王凯，替我岳父咨询假牙":                 "",
		"上次用我名字吴迪约的，这次给我弟吴边约":           "吴边",
		"室友龙在田让我帮忙约，手机13800000001":      "龙在田",
		"发小闫妮让我替她约":                     "闫妮",
		"我闺女安静，十三岁，要箍牙":                 "安静",
		"我儿子门牙，七岁，松了":                   "",
		"外公的号写外公自己的名字哈，江上舟":             "江上舟",
		"我是付小军，帮领导汤总约的，汤国栋":             "汤国栋",
		"我叫余额，别笑，身份证上就这俩字":              "余额",
		"别写我名字林青，写我婆婆的，何秀英，13800000001": "何秀英",
	} {
		if got := u.Understand(text, Context{Now: monday, Expecting: "name_phone"}); got.PatientName != want {
			t.Errorf("%s: %q, want %q", text, got.PatientName, want)
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
