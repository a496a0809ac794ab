package prompts

import (
	"testing"

	"github.com/molarhq/molar"
)

var (
	booked    = []molar.ReceiptAction{molar.ActionBooked}
	moved     = []molar.ReceiptAction{molar.ActionMoved}
	confirmed = []molar.ReceiptAction{molar.ActionConfirmed}
)

// each text is refused without a receipt and may be said with one of those.
var promiseCases = []struct {
	text     string
	receipts []molar.ReceiptAction // that back it; none: nothing does
}{
	{"已为您预约", booked},
	{"已经帮您预约好了", booked},
	{"好的，已预约成功", booked},
	{"预约成功", booked},
	{"约好了，到时见", booked},
	{"帮您约好啦", booked},
	{"约上了，您放心", booked},
	{"您的预约已经生效", booked},
	{"预约已提交", booked},
	{"已帮孩子约上", booked},
	{"已为徐小雨成功预约洗牙", booked},
	{"没问题已为您预约好了", booked},
	{"没问题，已为您预约好了，您看可以吗？", booked},
	{"不好意思已经帮您约好了", booked},
	{"特别帮您约好了", booked},
	{"已 为 您 预 约", booked},
	{"已\u200b为您预\u200b约", booked},
	{"已為您預約", booked},
	{"幫您約好了", booked},
	{"号给您留着呢", booked},
	{"给您留好了", booked},
	{"这个号已经帮您锁定", booked},
	{"订好了", booked},
	{"帮您挂上号了，预约完成", booked},
	{"安排好了", booked},
	{"都给您安排上了", booked},
	{"安排好了", confirmed},
	{"搞定，到时见", moved},
	{"已约好可以吗", booked},
	{"您的申请预约成功了", booked},
	{"智能预约成功", booked},
	{"只是想约？已经约好了", booked},
	{"好的（已预约）", booked},
	{"✅预约成功", booked},
	{"预 约 成 功 🎉", booked},
	{"预约成功后天见", nil}, // 后天 is no condition, and none of the facts
	{"已为您预约好的", booked},
	{"帮您约到张博士的号", booked},
	{"帮您安排在上午", booked},

	{"改好了", moved},
	{"已经帮您改约", moved},
	{"已将您的预约改到新时间", moved},
	{"帮您改到张江店那个时间", moved},
	{"给您挪到上午了", moved},
	{"改期成功", moved},
	{"时间调整好了", moved},
	{"已为您改时间", moved},
	{"时间已变更", moved},
	{"帮您换到上午了", moved},
	{"已推迟", moved},

	{"已确认", confirmed},
	{"好的，已为您确认到诊", confirmed},
	{"您的预约已确认", confirmed},
	{"确认成功", confirmed},
	{"帮您确认好了", confirmed},
	{"预约已经确认，您准时来", confirmed},

	{"已为您取消", nil},
	{"取消好了", nil},
	{"取消成功", nil},
	{"已经退款给您", nil},
	{"钱退好了，退款成功", nil},
	{"已为您申请补偿", nil},
}

func TestCheck_PromiseNeedsItsReceipt(t *testing.T) {
	for _, c := range promiseCases {
		if err := Check(c.text, Claims{}); err == nil {
			t.Errorf("%s: passes without a receipt", c.text)
		}
		if c.receipts == nil {
			all := []molar.ReceiptAction{molar.ActionBooked, molar.ActionMoved, molar.ActionConfirmed}
			if err := Check(c.text, Claims{Receipts: all}); err == nil {
				t.Errorf("%s: passes, though nothing can back it", c.text)
			}
		} else if err := Check(c.text, Claims{Receipts: c.receipts}); err != nil {
			t.Errorf("%s with %v: %v", c.text, c.receipts, err)
		}
	}
}

func TestCheck_AnotherReceiptDoesNotBack(t *testing.T) {
	for text, receipts := range map[string][]molar.ReceiptAction{
		"已为您预约":   confirmed,
		"改好了":     booked,
		"已为您确认":   booked,
		"预约成功":    confirmed,
		"已帮您改到":   confirmed,
		"您的预约已确认": moved,
	} {
		if err := Check(text, Claims{Receipts: receipts}); err == nil {
			t.Errorf("%s: passes with %v", text, receipts)
		}
	}
}

func TestCheck_NoPromise(t *testing.T) {
	for _, text := range []string{
		"还没有预约成功",
		"还没有为您预约成功",
		"尚未确认成功",
		"这个时间没约上了",
		"抱歉，没能帮您约到了",
		"确认后我就为您预约",
		"您确认后我就帮您改到新时间",
		"您回复后就约好了",
		"回复“好的”，我就为您预约。",
		"约好了吗？",
		"您是不是已经预约成功了？",
		"预约成功后我们会通知您",
		"如果已经约好了，直接过来就行",
		"申请成功与否同事会告诉您",
		"帮您改到张江店那个时间，可以吗？",
		"帮您约在上午可以吗？",
		"要不要给您约到张江店？",
		"要帮您约到那家吗",
		"我来帮您预约",
		"我帮您看看有没有号",
		"您有这几个预约，说的是哪一个？",
		"系统里您已有一个预约",
		"取消需要同事来为您处理",
		"还没有取消成功",
		"我这边不能直接取消",
		"这个时间约满了",
		"刚刚被别人约走了",
		"您想改到什么时间？",
		"改约的话让同事来办",
		"已收到您的确认信息，同事会回复您",
		"需要您确认一下信息",
		"收到，谢谢您",
		"我请同事来回复您",
		"已预约的客户可以直接到前台",
		"您先忙，方便了再约",
		"未能为您预约成功，抱歉",
		"预约好了的话我们会提醒您",
	} {
		if err := Check(text, Claims{}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// stand states every kind of figure; the texts are to be judged by it.
var stand = []string{
	"11月24日（周二）", "15:00", "明天", "张江店", "浦东新区祖冲之路1000号2楼", "张三博士", "徐小雨", "补牙", "021-50000001",
	"09:00-18:00", "99元",
}

func TestCheck_FiguresOfTheFacts(t *testing.T) {
	for _, text := range []string{
		"11月24日15:00",
		"十一月二十四号下午三点",
		"11/24 15：00",
		"24日，星期二",
		"礼拜二下午3点",
		"週二15點",
		"三点可以的",
		"15点整",
		"下午3:00",
		"明天下午",
		"明日15时",
		"１５：００",
		"1. 11月24日（周二） 15:00\n2. 明天 15:00",
		"浦东新区祖冲之路1000号2楼",
		"电话 02150000001",
		"021 50000001",
		"上午九点到下午六点",
		"￥99",
		"99块钱",
		"九十九元",
		"99.00元",
		"早一点来也行",
		"您说具体一点",
		"第三点不清楚",
		"一周一次",
		"两周一次",
		"上午还是下午？",
		"一位一位来",
		"我们一块去",
		"有几点想问",
		"千万别着急",
		"万一来不了，说一声",
		"两家门店",
		"周到的服务",
	} {
		if err := Check(text, Claims{Facts: stand}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestCheck_FiguresFromNowhere(t *testing.T) {
	for _, text := range []string{
		"5:00",
		"11月4日",
		"1月24日",
		"12月24日",
		"2027年11月24日",
		"25号",
		"周三",
		"周一",
		"下周二",
		"后天",
		"大后天",
		"今天",
		"今晚",
		"周末",
		"下个月",
		"三点半",
		"3:00",
		"上午3点",
		"15:30",
		"15点30分",
		"十六点",
		"下午一点",
		"一点半",
		"9元",
		"199元",
		"99万",
		"3000块",
		"三千块",
		"一千八",
		"三千左右",
		"¥9.9",
		"九块九",
		"打八折",
		"8.5折",
		"免费",
		"免費",
		"半价",
		"13800000001",
		"一三八零零零零零零零一",
		"5000-0001",
		"021-50000002",
		"3楼",
		"100号",
		"24小时",
		"提前10分钟到",
		"５：００",
		"二〇二七年一月一日",
		"保修5年",
		"115:00",
		"15:000",
		"11月240日",
		"1021-50000001",
	} {
		if err := Check(text, Claims{Facts: stand}); err == nil {
			t.Errorf("%s: passes", text)
		}
	}
}

func TestCheck_Quoted(t *testing.T) {
	quoted := Claims{Quoted: true}
	for _, text := range []string{
		"洗牙99元起，周一到周五上午有活动，电话021-50000001。",
		"不需要空腹，正常饮食即可。",
		"预约成功后请提前10分钟到店。",
		"我们的材料保证是正品。",
		"公众号 smile_dental，可以线上咨询。",
	} {
		if err := Check(text, quoted); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"已为您预约", "您的预约已取消。", "费用{price}元"} {
		if err := Check(text, quoted); err == nil {
			t.Errorf("%s: passes", text)
		}
	}
}

func TestCheck_OpinionsAndInsides(t *testing.T) {
	for _, text := range []string{
		"您这是牙髓炎",
		"您可能是得了牙周炎",
		"您得了智齿冠周炎",
		"先吃点布洛芬",
		"可以口服阿莫西林",
		"我们保证治好",
		"一定能治好的",
		"百分之百成功",
		"不会疼的，放心",
		"您的档案是 p_xu",
		"正在调用 search_slots",
		"您好{name}",
		"您好{{.Name}}",
		"[[x]]",
		"值为<nil>",
		"%!s(MISSING)",
	} {
		if err := Check(text, Claims{}); err == nil {
			t.Errorf("%s: passes", text)
		}
	}
	for _, text := range []string{
		"是疼、肿，还是有缺损？",
		"您是牙周炎来复查吗？",
		"这位医生不做牙周病治疗，换一位可以吗？",
		"比如疼、出血、松动或者有洞。",
		"张三博士（MRC）",
	} {
		if err := Check(text, Claims{}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestValueOf(t *testing.T) {
	for in, want := range map[string]string{
		"12": "12", "05": "5", "99.50": "99.5", "十": "10", "十五": "15", "二十四": "24", "一百": "100", "一百零五": "105",
		"一千八": "1800", "三千": "3000", "两万五": "25000", "一万零三百": "10300", "二零二六": "2026", "零": "0", "九十九": "99",
	} {
		if got, ok := valueOf(in); !ok || got != want {
			t.Errorf("valueOf(%s) = %s, %v, want %s", in, got, ok, want)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	text, err := Default().Render("booked", 0, example("booked"), nil)
	if err != nil {
		b.Fatal(err)
	}
	claims := Claims{Receipts: booked}
	for _, v := range example("booked") {
		claims.Facts = append(claims.Facts, v)
	}
	for b.Loop() {
		if err := Check(text, claims); err != nil {
			b.Fatal(err)
		}
	}
}
