package nlu

import "testing"

func TestForWhom(t *testing.T) {
	u := understander(t)
	for _, c := range []struct{ text, who, relation string }{
		{"我牙疼", Self, ""},
		{"我想约个洗牙", Self, ""},
		{"我叫陈思远", Self, ""},
		{"自己看", Self, ""},
		{"给我妈约个种牙", Other, "妈妈"},
		{"俺爹牙掉了", Other, "爸爸"},
		{"娃要涂氟", Other, "孩子"},
		{"我闺女换牙了想看看", Other, "女儿"},
		{"带儿子来看牙", Other, "儿子"},
		{"我家那口子牙疼", Other, "爱人"},
		{"我先生想洗牙", Other, "老公"},
		{"帮婆婆问一下", Other, "婆婆"},
		{"丈母娘要做假牙", Other, "岳母"},
		{"我同事想洗牙", Other, "同事"},
		{"我是王一诺的妈妈", Other, "孩子"},
		{"我妈让我帮她约一下", Other, "妈妈"},
		{"家里人想看牙", Family, ""},
		{"我和我妈都想洗牙", Multiple, ""},
		{"我们一家三口来检查", Multiple, ""},
		{"两个孩子都要涂氟", Multiple, ""},
		{"我们俩一起洗牙", Multiple, ""},
		{"我老公推荐我来的，我想洗牙", Self, ""},
		{"朋友介绍的，我想种牙", Self, ""},
		{"陈思远 13800000001", Unknown, ""},
		{"你们几点关门", Unknown, ""},
		{"想洗牙", Self, ""},
		{"李医生明天在吗", Unknown, ""},
		{"这几个都不行", Unknown, ""},
		{"我是老徐家的闺女，想洗牙", Self, ""},
		{"我是来找李医生的", Self, ""},
		{"我姑父牙松了", Other, "姑父"},
		{"邻居李奶奶想看牙", Other, "邻居"},
	} {
		got := u.Understand(c.text, Context{Now: monday})
		if got.ForWhom != c.who || got.Relation != c.relation {
			t.Errorf("%s: %s %q, want %s %q", c.text, got.ForWhom, got.Relation, c.who, c.relation)
		}
	}
}
