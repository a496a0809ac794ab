package zhtime

import (
	"testing"
	"time"
)

// The moments of speaking that the tables use.
var (
	monday    = moment("2026-11-23 10:05")
	wednesday = moment("2026-11-25 16:30")
	sunday    = moment("2026-11-29 09:00")
	newYearsE = moment("2026-12-31 14:00")
	january31 = moment("2027-01-31 11:00")
	september = moment("2026-09-24 09:30")
)

func moment(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

type wishTest struct {
	now        time.Time
	text, want string
}

func run(t *testing.T, tests []wishTest) {
	t.Helper()
	for _, tt := range tests {
		if got := list(Parse(tt.text, tt.now, nil).Wishes); got != tt.want {
			t.Errorf("%s said on %s:\n got  %s\n want %s", tt.text, tt.now.Format("Mon 01-02 15:04"), got, tt.want)
		}
	}
}

func TestWeekdays(t *testing.T) {
	run(t, []wishTest{
		{wednesday, "周三", "[range 2026-12-02 00:00/2026-12-03 00:00]"}, // never today
		{wednesday, "这周三", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{wednesday, "下周三", "[range 2026-12-02 00:00/2026-12-03 00:00]"},
		{wednesday, "下下个礼拜三", "[range 2026-12-09 00:00/2026-12-10 00:00]"},
		{sunday, "下周三", "[range 2026-12-02 00:00/2026-12-03 00:00]"},
		{sunday, "这周三", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{sunday, "周末", "[range 2026-11-28 00:00/2026-11-30 00:00]"},
		{sunday, "下周末", "[range 2026-12-05 00:00/2026-12-07 00:00]"},
		{monday, "查一下下周一", "[range 2026-11-30 00:00/2026-12-01 00:00]"},
		{monday, "帮我看下下周一", "[range 2026-11-30 00:00/2026-12-01 00:00]"},
		{monday, "下拜三", "[range 2026-12-02 00:00/2026-12-03 00:00]"},
		{monday, "下周的周四", "[range 2026-12-03 00:00/2026-12-04 00:00]"},
		{monday, "下周可以吗，周三", "[range 2026-12-02 00:00/2026-12-03 00:00]"},
		{monday, "周一到周三", "[range 2026-11-30 00:00/2026-12-03 00:00]"},
		{monday, "周六日", "[range 2026-11-28 00:00/2026-11-29 00:00; range 2026-11-29 00:00/2026-11-30 00:00]"},
		{monday, "每周三次", "[]"},
		{monday, "周医生在吗", "[]"},
		{monday, "下周三四点一刻", "[point 2026-12-02 16:15]"}, // a digit before 点 is the hour's
		{monday, "周三五点到六点", "[range 2026-11-25 17:00/2026-11-25 18:00]"},
		{monday, "周三五下午", "[range 2026-11-25 12:00/2026-11-25 18:00; range 2026-11-27 12:00/2026-11-27 18:00]"},
		{monday, "周一三五都行", "[range 2026-11-30 00:00/2026-12-01 00:00; range 2026-11-25 00:00/2026-11-26 00:00; range 2026-11-27 00:00/2026-11-28 00:00]"},
		{monday, "二四上课不行", "[refusal 2026-11-24 00:00/2026-11-25 00:00; refusal 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "理摆四", "[range 2026-11-26 00:00/2026-11-27 00:00]"}, // homophones
		{monday, "下个兴其二", "[range 2026-12-01 00:00/2026-12-02 00:00]"},
		{monday, "下周的今天", "[range 2026-11-30 00:00/2026-12-01 00:00]"},
		{monday, "我想问下下周二", "[range 2026-12-01 00:00/2026-12-02 00:00]"},
		{monday, "约个周末", "[range 2026-11-28 00:00/2026-11-30 00:00]"},
		{january31, "下个月挑个周末", "[range 2027-02-06 00:00/2027-02-08 00:00; range 2027-02-13 00:00/2027-02-15 00:00; range 2027-02-20 00:00/2027-02-22 00:00; range 2027-02-27 00:00/2027-03-01 00:00]"},
		{monday, "从下周二开始连着两天", "[range 2026-12-01 00:00/2026-12-03 00:00]"},
		{monday, "隔周周四", "[recurring WEEKLY;INTERVAL=2;BYDAY=TH -]"},
		{monday, "每隔一个礼拜的周日上午", "[recurring WEEKLY;INTERVAL=2;BYDAY=SU 08:00-12:00]"},
		{monday, "隔周三下午", "[recurring WEEKLY;INTERVAL=2;BYDAY=WE 12:00-18:00]"},
		{monday, "隔周一次", "[]"},
		{monday, "每个星期只休周二，就那天能来", "[recurring WEEKLY;BYDAY=TU -]"},
	})
}

func TestMonths(t *testing.T) {
	run(t, []wishTest{
		{monday, "25号", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "20号", "[range 2026-12-20 00:00/2026-12-21 00:00]"},
		{monday, "月初", "[range 2026-12-01 00:00/2026-12-06 00:00]"},
		{monday, "下个月中旬", "[range 2026-12-11 00:00/2026-12-21 00:00]"},
		{monday, "月底", "[range 2026-11-26 00:00/2026-12-01 00:00]"},
		{monday, "下个月最后一个周五", "[range 2026-12-25 00:00/2026-12-26 00:00]"},
		{monday, "12月3号、5号上午", "[range 2026-12-03 08:00/2026-12-03 12:00; range 2026-12-05 08:00/2026-12-05 12:00]"},
		{monday, "12/3", "[range 2026-12-03 00:00/2026-12-04 00:00]"},
		{monday, "12.3下午", "[range 2026-12-03 12:00/2026-12-03 18:00]"},
		{monday, "12.3元", "[]"},
		{newYearsE, "1月5号", "[range 2027-01-05 00:00/2027-01-06 00:00]"},
		{newYearsE, "两个月后", "[range 2027-02-28 00:00/2027-03-01 00:00]"},
		{january31, "一个月后", "[range 2027-02-28 00:00/2027-03-01 00:00]"},
		{monday, "半个月后", "[range 2026-12-08 00:00/2026-12-09 00:00]"},
		{monday, "六号可以吗，一月份的", "[range 2027-01-06 00:00/2027-01-07 00:00]"},
		{monday, "3号那个改到5号下午，一月的", "[range 2027-01-05 12:00/2027-01-05 18:00]"},
		{monday, "12月中下旬", "[range 2026-12-11 00:00/2027-01-01 00:00]"},
		{monday, "28/29号都行", "[range 2026-11-28 00:00/2026-11-29 00:00; range 2026-11-29 00:00/2026-11-30 00:00]"},
		{monday, "28号下午，12月28号", "[range 2026-12-28 12:00/2026-12-28 18:00]"},
		{monday, "28号可以，12月也行", "[range 2026-11-28 00:00/2026-11-29 00:00; range 2026-12-01 00:00/2027-01-01 00:00]"},
		{monday, "两周后的周三", "[range 2026-12-09 00:00/2026-12-10 00:00]"},
		{monday, "12.9上午", "[range 2026-12-09 08:00/2026-12-09 12:00]"},
		{monday, "12.8或12.10上午", "[range 2026-12-08 08:00/2026-12-08 12:00; range 2026-12-10 08:00/2026-12-10 12:00]"},
		{monday, "下月上旬的周三", "[range 2026-12-02 00:00/2026-12-03 00:00; range 2026-12-09 00:00/2026-12-10 00:00]"},
		{monday, "12.07 15:30", "[point 2026-12-07 15:30]"},
		{monday, "我12.15过来", "[range 2026-12-15 00:00/2026-12-16 00:00]"},
		{monday, "12.6就去", "[range 2026-12-06 00:00/2026-12-07 00:00]"},
		{monday, "1-18上午", "[range 2027-01-18 08:00/2027-01-18 12:00]"},
		{monday, "12-9 9:30", "[point 2026-12-09 09:30]"},
		{monday, "3-5号都行", "[range 2026-12-03 00:00/2026-12-06 00:00]"},
		{monday, "上午9-10可以", "[range 2026-11-23 08:00/2026-11-23 12:00]"},
		{monday, "牙缝2.5毫米，7.8折，2.3万，版本2.6", "[]"},
		{monday, "27或30号", "[range 2026-11-27 00:00/2026-11-28 00:00; range 2026-11-30 00:00/2026-12-01 00:00]"},
		{monday, "28，29号都行", "[range 2026-11-28 00:00/2026-11-29 00:00; range 2026-11-29 00:00/2026-11-30 00:00]"},
		{monday, "27号或30吧", "[range 2026-11-27 00:00/2026-11-28 00:00; range 2026-11-30 00:00/2026-12-01 00:00]"},
		{monday, "二十七八号", "[range 2026-11-27 00:00/2026-11-29 00:00]"},
		{monday, "四五六号", "[range 2026-12-04 00:00/2026-12-07 00:00]"},
		{monday, "12月头一个周日", "[range 2026-12-06 00:00/2026-12-07 00:00]"},
		{monday, "下个月头一天", "[range 2026-12-01 00:00/2026-12-02 00:00]"},
		{monday, "12月中旬除了周末", "[range 2026-12-11 00:00/2026-12-21 00:00; refusal 2026-12-12 00:00/2026-12-14 00:00; refusal 2026-12-19 00:00/2026-12-21 00:00]"},
		{monday, "12月上旬除了周二", "[range 2026-12-01 00:00/2026-12-11 00:00; refusal 2026-12-01 00:00/2026-12-02 00:00; refusal 2026-12-08 00:00/2026-12-09 00:00]"},
		{monday, "后面五天都在", "[range 2026-11-24 00:00/2026-11-29 00:00]"},
	})
}

func TestFestivals(t *testing.T) {
	run(t, []wishTest{
		{september, "国庆之后", "[after 2026-10-08 00:00/·]"},
		{september, "中秋", "[range 2026-09-25 00:00/2026-09-28 00:00]"},
		{monday, "元旦", "[range 2027-01-01 00:00/2027-01-04 00:00]"}, // a Friday
		{monday, "国庆之后", "[after 2027-10-08 00:00/·]"},
		{monday, "过完五一", "[after 2027-05-06 00:00/·]"},
		{monday, "等国庆过完吧", "[after 2027-10-08 00:00/·]"},
		{monday, "春节", "[range 2027-02-06 00:00/2027-02-07 00:00]"},
		{monday, "除夕", "[range 2027-02-05 00:00/2027-02-06 00:00]"},
		{monday, "初八", "[range 2027-02-13 00:00/2027-02-14 00:00]"},
		{monday, "正月十五", "[range 2027-02-20 00:00/2027-02-21 00:00]"},
		{monday, "年前", "[before ·/2027-02-06 00:00]"},
		{monday, "五一路那家店", "[]"},
		{monday, "孩子上初三", "[]"},
		{monday, "元旦前一天", "[range 2026-12-31 00:00/2027-01-01 00:00]"},
		{september, "国庆第四天下午", "[range 2026-10-04 12:00/2026-10-04 18:00]"},
		{monday, "元旦前最后一个周三", "[range 2026-12-30 00:00/2026-12-31 00:00]"},
		{monday, "年前最后一个周末", "[range 2027-01-30 00:00/2027-02-01 00:00]"},
		{monday, "元旦三天", "[range 2027-01-01 00:00/2027-01-04 00:00]"},
		{monday, "元旦之后的第一个周三", "[range 2027-01-06 00:00/2027-01-07 00:00]"},
		{monday, "年后第一个周末", "[range 2027-02-13 00:00/2027-02-15 00:00]"},
		{monday, "半年后", "[range 2027-05-23 00:00/2027-05-24 00:00]"},
		{monday, "端午第二天", "[range 2027-06-10 00:00/2027-06-11 00:00]"},
		{monday, "圣诞前一周", "[range 2026-12-18 00:00/2026-12-25 00:00]"},
		{monday, "元旦前两天", "[range 2026-12-30 00:00/2027-01-01 00:00]"},
		{monday, "元宵后第一周", "[range 2027-02-22 00:00/2027-03-01 00:00]"},
	})
}

func TestClocks(t *testing.T) {
	run(t, []wishTest{
		{monday, "三点", "[point 2026-11-23 15:00]"},
		{wednesday, "三点", "[point 2026-11-26 15:00]"},
		{wednesday, "九点半", "[point 2026-11-26 09:30]"},
		{monday, "下午三点一刻", "[point 2026-11-23 15:15]"},
		{monday, "差五分三点", "[point 2026-11-23 14:55]"},
		{monday, "明天3:05 pm", "[point 2026-11-24 15:05]"},
		{monday, "明天１５：３０", "[point 2026-11-24 15:30]"},
		{monday, "明天3️⃣点", "[point 2026-11-24 15:00]"},
		{monday, "明\u200b天三點", "[point 2026-11-24 15:00]"},
		{monday, "下五三点", "[point 2026-11-23 15:00]"},
		{monday, "晚上七点或八点", "[point 2026-11-23 19:00; point 2026-11-23 20:00]"},
		{monday, "下午三四点", "[range 2026-11-23 15:00/2026-11-23 16:00]"},
		{monday, "3-5点", "[range 2026-11-23 15:00/2026-11-23 17:00]"},
		{monday, "上午十点到两点", "[range 2026-11-23 10:00/2026-11-23 14:00]"},
		{monday, "晚上8点到10点", "[range 2026-11-23 20:00/2026-11-23 22:00]"},
		{monday, "明天三点以后五点之前", "[range 2026-11-24 15:00/2026-11-24 17:00]"},
		{monday, "今天下午到明天上午", "[range 2026-11-23 12:00/2026-11-24 12:00]"},
		{monday, "半小时后", "[point 2026-11-23 10:35]"},
		{monday, "明天，下午三点", "[point 2026-11-24 15:00]"},
		{monday, "下午三点，明天", "[point 2026-11-24 15:00]"},
		{monday, "明天一点", "[point 2026-11-24 13:00]"},
		{monday, "便宜一点", "[]"},
		{monday, "三点五厘米", "[]"},
		{monday, "零点五", "[]"},
		{monday, "45分钟", "[]"},
		{monday, "兩點九個字", "[point 2026-11-23 14:45]"}, // a 字 is five minutes
		{monday, "四点搭六", "[point 2026-11-23 16:30]"},
		{monday, "五點踏正", "[point 2026-11-23 17:00]"},
		{monday, "十點幾", "[point 2026-11-24 10:00]"},
		{monday, "聽朝十點", "[point 2026-11-24 10:00]"},
		{monday, "聽晚", "[range 2026-11-24 18:00/2026-11-24 22:00]"},
		{monday, "後日下晝四點", "[point 2026-11-25 16:00]"},
		{monday, "明朝上半日", "[range 2026-11-24 08:00/2026-11-24 12:00]"},
		{monday, "大后儿晚晌", "[range 2026-11-26 18:00/2026-11-26 22:00]"},
		{monday, "后儿早", "[range 2026-11-25 06:00/2026-11-25 09:00]"},
		{monday, "二天再来", "[]"},
		{monday, "周五放学早三点可以", "[point 2026-11-27 15:00]"},
	})
}

func TestBounds(t *testing.T) {
	run(t, []wishTest{
		{monday, "下周三之后", "[after 2026-12-03 00:00/·]"},
		{monday, "下周三起", "[after 2026-12-02 00:00/·]"},
		{monday, "周三之前", "[before ·/2026-11-25 00:00]"},
		{monday, "最晚周三", "[before ·/2026-11-26 00:00]"},
		{monday, "明天下午之后", "[after 2026-11-24 18:00/·]"},
		{monday, "最早下午两点", "[after 2026-11-23 14:00/·]"},
		{monday, "晚于五点", "[after 2026-11-23 17:00/·]"},
		{monday, "下周三以后，上午都可以", "[after 2026-12-03 00:00/·; recurring DAILY 08:00-12:00]"},
		{monday, "五点下班以后", "[after 2026-11-23 17:00/·]"},
		{monday, "12月8号及以后", "[after 2026-12-08 00:00/·]"},
		{monday, "8号或之前", "[before ·/2026-12-09 00:00]"},
	})
}

func TestTastes(t *testing.T) {
	run(t, []wishTest{
		{monday, "我只有晚上有空", "[recurring DAILY 18:00-22:00]"},
		{monday, "平时工作日都要上班，周末才行", "[recurring WEEKLY;BYDAY=SA,SU -]"},
		{monday, "每周三下午", "[recurring WEEKLY;BYDAY=WE 12:00-18:00]"},
		{monday, "只有周二和周四晚上有空", "[recurring WEEKLY;BYDAY=TU,TH 18:00-22:00]"},
		{monday, "我每天六点以后才有空", "[recurring DAILY 18:00-]"},
		{monday, "工作日没空", "[refusal WEEKLY;BYDAY=MO,TU,WE,TH,FR -]"},
		{monday, "每个月15号", "[recurring MONTHLY;BYMONTHDAY=15 -]"},
		{monday, "每月最后一个周五下午", "[recurring MONTHLY;BYDAY=-1FR 12:00-18:00]"},
		{monday, "每个月的第一个星期六我能来", "[recurring MONTHLY;BYDAY=1SA -]"},
		{monday, "给我约一个周六下午的", "[range 2026-11-28 12:00/2026-11-28 18:00]"},
		{monday, "我只有晚上下班后有空", "[recurring DAILY 18:00-22:00]"},
		{monday, "双周周六", "[recurring WEEKLY;INTERVAL=2;BYDAY=SA -]"},
		{monday, "12月上半月都可以", "[range 2026-12-01 00:00/2026-12-16 00:00]"},
		{monday, "下半月有空", "[range 2026-11-16 00:00/2026-12-01 00:00]"},
		{monday, "每月最后一天", "[recurring MONTHLY;BYMONTHDAY=-1 -]"},
		{monday, "三点和四点都来不了", "[refusal 2026-11-23 15:00; refusal 2026-11-23 16:00]"},
		{monday, "每周一三五晚上", "[recurring WEEKLY;BYDAY=MO,WE,FR 18:00-22:00]"},
		{monday, "每周一和每周三的上午", "[recurring WEEKLY;BYDAY=MO,WE 08:00-12:00]"},
		{monday, "今后都帮我排周四下午", "[recurring WEEKLY;BYDAY=TH 12:00-18:00]"},
		{monday, "以后每次都约礼拜六", "[recurring WEEKLY;BYDAY=SA -]"},
		{monday, "周四以后都可以", "[after 2026-11-27 00:00/·]"},
		{monday, "晚上工作日都不行", "[refusal WEEKLY;BYDAY=MO,TU,WE,TH,FR 18:00-22:00]"},
		{monday, "周日全天，周六只有下午", "[range 2026-11-29 00:00/2026-11-30 00:00; range 2026-11-28 12:00/2026-11-28 18:00]"},
		{monday, "周一到周五上班，只有周日能来", "[recurring WEEKLY;BYDAY=SU -]"},
		{monday, "这周只有周六有空", "[range 2026-11-28 00:00/2026-11-29 00:00]"},
	})
}

func TestMeanings(t *testing.T) {
	run(t, []wishTest{
		{monday, "7.9或者7.13他在家，挑一个", "[range 2027-07-09 00:00/2027-07-10 00:00; range 2027-07-13 00:00/2027-07-14 00:00]"},
		{monday, "下周二上午十一点……看岔日历了，是下周三，十一点不变", "[point 2026-12-02 11:00]"},
		{monday, "每天晚上七点到九点，我只有这俩钟头", "[recurring DAILY 19:00-21:00]"},
		{monday, "每个周日都行，上午下午不论", "[recurring WEEKLY;BYDAY=SU -]"},
		{monday, "周六上午、下午无所谓", "[range 2026-11-28 00:00/2026-11-29 00:00]"},
		{monday, "周五之前都行，之后出门，一走俩月", "[before ·/2026-11-27 00:00]"},
		{monday, "下周二下午两点伴", "[point 2026-12-01 14:30]"},
		{monday, "这州六上午九点", "[point 2026-11-28 09:00]"},
		{monday, "血糖降到六点八了能拔了吧", "[]"},
		{monday, "原来约的是周五下午四点，想改成下周一同样的钟点", "[point 2026-11-30 16:00]"},
		{monday, "例假第二天能拔牙吗", "[]"},
		{monday, "两点到四点单子少，后天就这个空档", "[range 2026-11-25 14:00/2026-11-25 16:00]"},
		{monday, "8号到12号厂里停产，这五天你随便挑一天", "[range 2026-12-08 00:00/2026-12-13 00:00]"},
		{monday, "星期二，不是明天这个，是下个星期二，十点二十", "[point 2026-12-01 10:20]"},
		{monday, "周三不行", "[refusal 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "周三行不行", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "除了周一，周二都可以", "[refusal 2026-11-30 00:00/2026-12-01 00:00; range 2026-11-24 00:00/2026-11-25 00:00]"},
		{monday, "明天上午不行，下午可以", "[refusal 2026-11-24 08:00/2026-11-24 12:00; range 2026-11-24 12:00/2026-11-24 18:00]"},
		{monday, "周三要开会", "[]"},
		{monday, "周三要开会，来不了", "[refusal 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "明天，不对，后天下午", "[range 2026-11-25 12:00/2026-11-25 18:00]"},
		{monday, "周三下午，不对，周四", "[range 2026-11-26 12:00/2026-11-26 18:00]"},
		{monday, "不是周三，是周四", "[range 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "我约了明天九点的，想改到后天下午", "[range 2026-11-25 12:00/2026-11-25 18:00]"},
		{monday, "把25号改成26号", "[range 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "明天九点我会准时到", "[point 2026-11-24 09:00]"},
		{monday, "昨天拔的牙还疼，明天能看吗", "[range 2026-11-24 00:00/2026-11-25 00:00]"},
		{monday, "周三或者周四下午", "[range 2026-11-25 12:00/2026-11-25 18:00; range 2026-11-26 12:00/2026-11-26 18:00]"},
		{monday, "周二不行 周四也不成 周六倒可以", "[refusal 2026-11-24 00:00/2026-11-25 00:00; refusal 2026-11-26 00:00/2026-11-27 00:00; range 2026-11-28 00:00/2026-11-29 00:00]"},
		{monday, "明天没空，后天同样没空", "[refusal 2026-11-24 00:00/2026-11-25 00:00; refusal 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "别约太早的，九点以后，周六", "[after 2026-11-28 09:00/·]"},
		{monday, "只要不是周四都行", "[refusal 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "周三没戏，周四吧", "[refusal 2026-11-25 00:00/2026-11-26 00:00; range 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "周五值班 周六吧", "[range 2026-11-28 00:00/2026-11-29 00:00]"}, // the reason is Friday's
		{monday, "今天加班到九点，后天", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "周二约的那个想改到周五", "[range 2026-11-27 00:00/2026-11-28 00:00]"},
		{monday, "原本约了周二的还是周五吧", "[range 2026-11-27 00:00/2026-11-28 00:00]"},
		{monday, "没有别的事，周四可以", "[range 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "从九月开始的", "[]"}, // since when it has hurt
		{monday, "从九月份起就一直这样", "[]"},
		{monday, "从九点等到十一点也没人", "[]"},
		{monday, "八点坐到十点", "[]"},
		{monday, "八点改到十点", "[point 2026-11-24 10:00]"},
		{monday, "从下周三起就有空了", "[after 2026-12-02 00:00/·]"},
		{monday, "一月初才回来，那几天能来", "[range 2027-01-01 00:00/2027-01-06 00:00]"}, // a time taken up
		{monday, "元旦回老家，到时候帮我约个检查", "[range 2027-01-01 00:00/2027-01-04 00:00]"},
		{monday, "元旦结婚，到时候再说", "[]"},
		{monday, "下周出差，到时候电话联系", "[]"},
		{monday, "周六上午或周日", "[range 2026-11-28 08:00/2026-11-28 12:00; range 2026-11-29 00:00/2026-11-30 00:00]"},
		{monday, "这周二下午两点，哦等下，是周三下午两点", "[point 2026-11-25 14:00]"},
		{monday, "周日吧，等一下，周六", "[range 2026-11-28 00:00/2026-11-29 00:00]"},
		{monday, "等下周三可以吗", "[range 2026-12-02 00:00/2026-12-03 00:00]"}, // 等 + 下周三
		{monday, "两点，说错了是四点", "[point 2026-11-23 16:00]"},
		{monday, "周二上午，搞错，周三上午", "[range 2026-11-25 08:00/2026-11-25 12:00]"},
		{monday, "别弄错，是下周二", "[range 2026-12-01 00:00/2026-12-02 00:00]"},
		{monday, "后天上午，改一下是后天下午", "[range 2026-11-25 12:00/2026-11-25 18:00]"},
		{monday, "26号。。。28号吧还是", "[range 2026-11-28 00:00/2026-11-29 00:00]"},
		{monday, "周三应该是可以的，周四也行", "[range 2026-11-25 00:00/2026-11-26 00:00; range 2026-11-26 00:00/2026-11-27 00:00]"},
		{monday, "两天后我从外地回来，那天能安排拆线吗", "[range 2026-11-25 00:00/2026-11-26 00:00]"},
		{monday, "周五要送娃，那个时间顺便约个洗牙", "[range 2026-11-27 00:00/2026-11-28 00:00]"},
		{monday, "周五婚礼，那天别给我排", "[refusal 2026-11-27 00:00/2026-11-28 00:00]"},
		{monday, "5号 不是 15号", "[range 2026-12-05 00:00/2026-12-06 00:00]"},
		{monday, "不是5号是15号", "[range 2026-12-15 00:00/2026-12-16 00:00]"},
		{monday, "明天来勿了，后天", "[refusal 2026-11-24 00:00/2026-11-25 00:00; range 2026-11-25 00:00/2026-11-26 00:00]"},
	})
}

func TestMentioned(t *testing.T) {
	for text, want := range map[string]string{
		"我约了明天九点的，想改到后天下午": "[point 2026-11-24 09:00]",
		"周三要开会，周四吧":        "[range 2026-11-25 00:00/2026-11-26 00:00]",
		"昨天拔的牙":            "[range 2026-11-22 00:00/2026-11-23 00:00]",
		"取消明天的预约":          "[range 2026-11-24 00:00/2026-11-25 00:00]",
		"5号 不是 15号":        "[]", // denied: tells nothing
	} {
		if got := list(Parse(text, monday, nil).Mentioned); got != want {
			t.Errorf("%s: mentioned %s, want %s", text, got, want)
		}
	}
}

func TestImpossible(t *testing.T) {
	for text, want := range map[string]string{
		"2月30号下午三点可以吗": "2月30号下午三点",
		"明天25点":        "明天25点",
		"13月5号":        "13月5号",
		"下周八":          "下周八",
	} {
		r := Parse(text, monday, nil)
		if len(r.Wishes) != 0 || len(r.Impossible) != 1 || r.Impossible[0] != want {
			t.Errorf("%s: wishes %s, impossible %q", text, list(r.Wishes), r.Impossible)
		}
	}
	if r := Parse("下个月30号", january31, nil); len(r.Wishes) != 0 || len(r.Impossible) != 1 {
		t.Errorf("30 February: wishes %s, impossible %q", list(r.Wishes), r.Impossible)
	}
}

func TestFlags(t *testing.T) {
	type flags struct{ soonest, later, earlier bool }
	for text, want := range map[string]flags{
		"越快越好":      {soonest: true},
		"最近有号吗":     {soonest: true},
		"最近牙疼":      {},
		"离我最近的店":    {},
		"再晚一点的":     {later: true},
		"有没有更早的":    {earlier: true},
		"明天下午晚一点":   {},
		"能往后推一个小时吗": {later: true},
	} {
		r := Parse(text, monday, nil)
		if got := (flags{r.Soonest, r.Later, r.Earlier}); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}

func TestGiven(t *testing.T) {
	for text, want := range map[string][2]bool{ // day, clock
		"三点": {false, true}, "明天": {true, false}, "明天下午": {true, true}, "明天吧，三点": {true, true},
	} {
		r := Parse(text, monday, nil)
		if len(r.Wishes) != 1 || r.Wishes[0].DayGiven != want[0] || r.Wishes[0].ClockGiven != want[1] {
			t.Errorf("%s: %+v, want day and clock given %v", text, r.Wishes, want)
		}
	}
}

func TestSpanIsOfTheTextGiven(t *testing.T) {
	text := "您好，明 天\u200b下午３點可以嗎"
	r := Parse(text, monday, nil)
	if len(r.Wishes) != 1 {
		t.Fatalf("got %s", list(r.Wishes))
	}
	w := r.Wishes[0]
	if want := "明 天\u200b下午３點"; w.Text != want || text[w.Span[0]:w.Span[1]] != want {
		t.Errorf("text %q, span %q, want %q", w.Text, text[w.Span[0]:w.Span[1]], want)
	}
}

func TestZoneIsThatOfNow(t *testing.T) {
	tokyo := time.FixedZone("Tokyo", 9*3600)
	r := Parse("明天三点", monday.In(tokyo), nil)
	if got := r.Wishes[0].Start; got.Location() != tokyo || got.Format(time.RFC3339) != "2026-11-24T15:00:00+09:00" {
		t.Errorf("got %s", got.Format(time.RFC3339))
	}
}

// Steps from a time that only the dialogue knows.
func TestParse_Shift(t *testing.T) {
	for text, want := range map[string]Shift{
		"晚半小时行吗":    {Minutes: 30},
		"提前一个小时可以吗": {Minutes: -60},
		"往后推一天":     {Days: 1},
		"能不能早半个钟头":  {Minutes: -30},
		"延后一周行不":    {Days: 7},
		"早点行吗":      {},
		"我晚半小时到":    {},
		"周五晚上":      {},
	} {
		if got := Parse(text, monday, nil).Shift; got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
	wishes := Parse("周五下午，第二天也行，下周五", monday, nil).Wishes
	if len(wishes) != 3 || !wishes[0].AnyWeek || wishes[2].AnyWeek {
		t.Errorf("weekdays of any week: %+v", wishes)
	}
}
