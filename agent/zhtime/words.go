package zhtime

import (
	"sort"
	"strings"
)

// kind is what a word does in an expression of time, or what it says about
// the expressions around it.
type kind uint8

const (
	tOther kind = iota // anything that has nothing to do with time
	tEnd               // before the first and behind the last token
	tComma             // , and line breaks: a clause ends
	tStop              // 。？！: a sentence ends
	tBracket

	// Numbers and written forms.
	tNum     // number
	tClock   // 15:30; n is minutes
	tDate    // 2026-12-03, 12/3; value in token.date
	tDecimal // 12.3: a date or a clock only where its neighbours say so

	// Days.
	tRelDay     // n days from today
	tTwoDays    // 明后天: the day n from today and the one after
	tRelPart    // 今晚: n days from today, m the part
	tWhich      // 下 (n = 1), 这 (0), 上 (-1), before a unit
	tWeek       // 周 as a unit
	tWeekday    // n: 1 Monday … 7 Sunday
	tWeekdaySet // n: bits, Monday first
	tWeekend
	tWorkdays  // Monday to Friday
	tMonth     // 月
	tMonthPart // 月初, 中旬: n is the part
	tRelYear   // n years from this one
	tYear      // 年
	tDayOfMonth
	tFestival     // n: index in the calendar
	tFestivalTail // 假期, behind a festival
	tYearEnd
	tLunarMonth // n: month
	tLunarDay   // n: day of the month
	tLunar      // 农历 before a date
	tFewDays    // 这几天: n days from today
	tNext       // 未来, 接下来, before a count of days; n = 1: from tomorrow
	tNewYear    // 年前 (n = -1), 年后 (n = 1)
	tNth        // 第, 最后 (n = -1)
	tEvery      // 每; n = 2 for 隔周, every other week
	tEveryDay   // 每天; m the part, if any

	// Clocks.
	tPart      // 下午; n is the part
	tPartShort // 早, 晚: a part only beside a day or an hour
	tHour      // 点
	tMinute    // 分
	tQuarter   // 刻
	tHalf      // 半
	tSharp     // 整, 钟
	tFives     // 踏, before a count of five minutes
	tLacking   // 差, before minutes
	tMeridiem  // am, pm; n is hours to add
	tOffWork   // 下班, between a clock and a bound

	// Lengths of time.
	tHours
	tMinutes
	tSeconds
	tDays
	tMonths
	tPiece   // 个
	tPassing // 过, 再过, before a length
	tWithin  // 内

	// Bounds and joints.
	tAfter
	tBefore // n = 1: 及之前, included
	tSince
	tNotBefore // 最早, before a clock
	tNotAfter  // 最晚
	tPastOf    // 过了, 过完
	tFrom
	tTo
	tOr
	tBetween
	tApprox
	tFiller

	// What the writer means by it.
	tCannot
	tUnwanted // 不要, before a time
	tExcept
	tExcepted // 除外, behind a time
	tCan
	tWant
	tAsk
	tReason
	tSymptom
	tPast
	tCare
	tOpening // 开门, of the clinic
	tJudgement
	tBooked    // 约了, before a time
	tOldNoun   // 预约, behind 的
	tChange    // 改
	tChangeTo  // 改到
	tCancel    // 取消
	tConfirm   // 准时到
	tCorrect   // 不对; n = 1 where its comma is part of it
	tNot       // 不是
	tRather    // 还是, at the head of a clause
	tOnly      // 只有
	tThen      // 才有空
	tUsually   // 平时
	tIf        // 如果
	tSoon      // 越快越好
	tSoonIf    // 最近: only beside a wish
	tLater     // 晚一点
	tEarlier   // 早一点
	tGlance    // 看下: its 下 may belong to 下周; 等下 alone takes back
	tNotTime   // a word that looks like a time and is none
	tMeasure   // what is counted: 颗, 块
	tPlace     // what follows a house number: 楼, 线
	tPointNoun // 建议: what can have "三点"
	tSameHour  // 同一时间, behind a day
	tThat      // 到时候: takes up a time that was told
	tThing     // 弓丝: what is changed at a visit
)

// Parts of the day, with the hours that contracts give them.
const (
	partDawn = iota + 1
	partEarly
	partMorning
	partNoon
	partAfternoon
	partDusk
	partEvening
	partDaytime
	partMidnight
)

// partHours is each part's first and last hour; the last is excluded.
var partHours = map[int][2]int{
	partDawn:      {0, 6},
	partEarly:     {6, 9},
	partMorning:   {8, 12},
	partNoon:      {11, 13},
	partAfternoon: {12, 18},
	partDusk:      {17, 19},
	partEvening:   {18, 22},
	partDaytime:   {8, 18},
	partMidnight:  {22, 24},
}

// Parts of the month.
const (
	monthBeginning   = iota + 1 // 月初, days 1-5
	monthFirst                  // 上旬, 1-10
	monthMiddle                 // 中旬, 11-20
	monthLast                   // 下旬, 21 on
	monthEnd                    // 月底, the last five days
	monthHalf                   // 上半月, days 1-15
	monthOtherHalf              // 下半月, from the 16th
	monthFirstMiddle            // 中上旬, 1-20
	monthMiddleLast             // 中下旬, 11 on
)

type lexeme struct {
	kind kind
	n, m int
}

// words is the dictionary: what is written, what it is. Misspellings and
// mishearings stand beside the word they mean.
var words = []struct {
	lexeme
	list string
}{
	{lexeme{tComma, 0, 0}, ", ; ⋯ \n \r"},
	{lexeme{tStop, 0, 0}, "。 . ? ! ｡"},
	{lexeme{tBracket, 0, 0}, "( ) [ ] \" ' “ ” ‘ ’ 《 》"},

	{lexeme{tRelDay, -3, 0}, "大前天"},
	{lexeme{tRelDay, -2, 0}, "前天 前日 前儿"},
	{lexeme{tRelDay, -1, 0}, "昨天 昨日 昨儿 昨儿个 琴日 寻日 昨"},
	{lexeme{tRelDay, 0, 0}, "今天 今日 今儿 今儿个 今个 今朝 今添 金天 即日 当天 当日 jintian today"},
	{lexeme{tRelDay, 1, 0}, "明天 明日 明儿 明儿个 明个 明朝 听日 名天 明添 明夭 次日 隔天 第二天 mingtian tomorrow tmr"},
	{lexeme{tRelDay, 2, 0}, "后天 后日 后儿 后儿个 后个 厚天 候天 后添 后朝 houtian"},
	{lexeme{tRelDay, 4, 0}, "大大后天"},
	{lexeme{tRelDay, 3, 0}, "大后天 大后日 大后儿 老后天 大后儿个"},

	{lexeme{tTwoDays, 0, 0}, "今明两天 今明 今明两日"},
	{lexeme{tTwoDays, 1, 0}, "明后天 明后两天 明后 明后两日"},

	{lexeme{tRelPart, -1, partEvening}, "昨晚 昨夜 琴晚 寻晚"},
	{lexeme{tRelPart, -1, partEarly}, "昨早 昨晨"},
	{lexeme{tRelPart, -2, partEvening}, "前晚"},
	{lexeme{tRelPart, 0, partDawn}, "今晨"},
	{lexeme{tRelPart, 0, partEarly}, "今早"},
	{lexeme{tRelPart, 0, partEvening}, "今晚 今夜 当晚 今宵 tonight"},
	{lexeme{tRelPart, 1, partEarly}, "明早 明晨 听早 听朝 听朝早"},
	{lexeme{tRelPart, 1, partEvening}, "明晚 明夜 听晚"},
	{lexeme{tRelPart, 2, partEarly}, "后早"},
	{lexeme{tRelPart, 2, partEvening}, "后晚"},

	{lexeme{tWhich, -2, 0}, "上上 上上个"},
	{lexeme{tWhich, -1, 0}, "上 上个 上一 上一个"},
	{lexeme{tWhich, 0, 0}, "这 这个 这一 这一个 本 今 当 该 呢个 this"},
	{lexeme{tWhich, 1, 0}, "下 下个 下一 下一个 next"},
	{lexeme{tWhich, 2, 0}, "下下 下下个 下下一个 再下 再下个 再下一 再下一个"},
	{lexeme{tWhich, 3, 0}, "下下下 下下下个"},
	{lexeme{tWeek, 0, 0}, "周 个周 week"},
	{lexeme{tWeekend, 0, 0}, "周末 周未 礼拜末 双休日 双休 周末两天 zhoumo weekend"},
	{lexeme{tWeekdaySet, 1<<0 | 1<<2 | 1<<4, 0}, "一三五"},
	{lexeme{tWeekdaySet, 1<<1 | 1<<3 | 1<<5, 0}, "二四六"},
	{lexeme{tWeekdaySet, 1<<1 | 1<<3, 0}, "二四"},
	{lexeme{tWeekdaySet, 1<<2 | 1<<4, 0}, "三五"},
	{lexeme{tWeekdaySet, 1<<0 | 1<<2, 0}, "一三"},
	{lexeme{tWorkdays, 0, 0}, "工作日 平日 上班日 非周末"},
	{lexeme{tMonth, 0, 0}, "月 月份 月里 月内"},
	{lexeme{tMonthPart, monthBeginning, 0}, "月初 初旬 月头"},
	{lexeme{tMonthPart, monthFirst, 0}, "上旬 月上旬 月份上旬"},
	{lexeme{tMonthPart, monthMiddle, 0}, "中旬 月中旬 月中 月份中旬"},
	{lexeme{tMonthPart, monthLast, 0}, "下旬 月下旬 月份下旬"},
	{lexeme{tMonthPart, monthFirstMiddle, 0}, "中上旬 上中旬 月中上旬 月上中旬"},
	{lexeme{tMonthPart, monthMiddleLast, 0}, "中下旬 月中下旬"},
	{lexeme{tMonthPart, monthHalf, 0}, "上半月 前半月 月上半月 月前半月"},
	{lexeme{tMonthPart, monthOtherHalf, 0}, "下半月 后半月 月下半月 月后半月"},
	{lexeme{tMonthPart, monthEnd, 0}, "月底 月末 月尾"},
	{lexeme{tRelYear, -2, 0}, "前年"},
	{lexeme{tRelYear, -1, 0}, "去年 上年"},
	{lexeme{tRelYear, 0, 0}, "今年 本年"},
	{lexeme{tRelYear, 1, 0}, "明年 来年 下一年"},
	{lexeme{tRelYear, 2, 0}, "后年"},
	{lexeme{tYear, 0, 0}, "年"},
	{lexeme{tDayOfMonth, 0, 0}, "号 日"},
	{lexeme{tFestivalTail, 0, 0}, "假期 长假 小长假 黄金周 放假期间 期间 放假 假"},
	{lexeme{tYearEnd, 0, 0}, "年底 年末 岁末"},
	{lexeme{tLunarMonth, 1, 0}, "正月 大年"},
	{lexeme{tLunarMonth, 11, 0}, "冬月"},
	{lexeme{tLunarMonth, 12, 0}, "腊月"},
	{lexeme{tLunar, 0, 0}, "农历 阴历 旧历 老历 夏历"},
	{lexeme{tFewDays, 2, 0}, "这两天 这一两天 这俩天 最近两天 近两天 这两日"},
	{lexeme{tFewDays, 3, 0}, "这几天 最近几天 近几天 这几日 这些天 这三天 这两三天 未来几天 接下来几天 接下来这几天 最近这几天 近日"},
	{lexeme{tFewDays, 7, 0}, "最近一周 近一周 最近一个星期 这一星期内"},
	{lexeme{tNext, 1, 0}, "后面 后面的 往后的"},
	{lexeme{tNext, 0, 0}, "未来 接下来 今后 未来的 接下来的"},
	{lexeme{tNewYear, -1, 0}, "年前 春节前夕 节前年前"},
	{lexeme{tNewYear, 1, 0}, "年后 过完年 过了年 年过完"},
	{lexeme{tNth, 0, 0}, "第"},
	{lexeme{tNth, -1, 0}, "最后一 最后一个 最后 最末"},
	{lexeme{tNth, 1, 0}, "头一 头一个 头个"},
	{lexeme{tEvery, 0, 0}, "每 每个 每一个 每一 逢"},
	{lexeme{tEvery, 2, 0}, "隔周 双周 每隔周 每隔一周 每隔一个周 每隔一星期 每隔一个星期 每隔一礼拜 每隔一个礼拜 每两周 每两个星期 每两个礼拜"},
	{lexeme{tEveryDay, 0, 0}, "每天 每日 天天 每一天"},
	{lexeme{tEveryDay, 0, partEvening}, "每晚 每天晚上 天天晚上"},
	{lexeme{tEveryDay, 0, partEarly}, "每早"},

	{lexeme{tPart, partDawn, 0}, "凌晨 半夜 后半夜 拂晓 深更半夜 大半夜"},
	{lexeme{tPart, partEarly, 0}, "早上 早晨 清晨 大清早 清早 一早 一大早 大早上 早间 朝早 早浪 早浪厢 早尚 早晌 早商 晨间 zaoshang"},
	{lexeme{tPart, partMorning, 0}, "上午 午前 上昼 头午 前半晌 上半晌 早半晌 早半天 上半天 前半天 早半日 上半日 头晌 前晌 上五 上武 上舞 商午 尚午 一上午 整个上午 shangwu"},
	{lexeme{tPart, partNoon, 0}, "中午 正午 晌午 午间 钟午 种午 大中午 中五 晌午头 晌午头儿 zhongwu"},
	{lexeme{tPart, partAfternoon, 0}, "下午 午后 后晌 后半晌 下半晌 晚半晌 后半天 下半天 下半日 下半昼 下昼 晏昼 下晏昼 下晌 下五 夏午 下武 下舞 夏五 吓午 下乌 下屋 虾午 一下午 整个下午 xiawu"},
	{lexeme{tPart, partDusk, 0}, "傍晚 黄昏 傍黑 傍晚时分 擦黑 旁晚 膀晚 磅晚 傍万 旁万"},
	{lexeme{tPart, partEvening, 0}, "晚上 夜晚 晚间 黑家 黑来 后晚黑 夜里 晚尚 晚商 夜间 晚头 夜头 夜到 夜里厢 晚晌 万上 大晚上 夜晚黑 晚黑 wanshang"},
	{lexeme{tPart, partDaytime, 0}, "白天 日头 大白天"},
	{lexeme{tPart, partMidnight, 0}, "深夜"},
	{lexeme{tPartShort, partEarly, 0}, "早 晨"},
	{lexeme{tPartShort, partEvening, 0}, "晚 夜 evening night"},
	{lexeme{tPartShort, partMorning, 0}, "morning"},
	{lexeme{tPartShort, partNoon, 0}, "noon"},
	{lexeme{tPartShort, partAfternoon, 0}, "afternoon"},
	{lexeme{tHour, 0, 0}, "点 点钟 点中 点种 时"},
	{lexeme{tMinute, 0, 0}, "分 分钟"},
	{lexeme{tQuarter, 0, 0}, "刻 刻钟"},
	{lexeme{tHalf, 0, 0}, "半 伴"},
	{lexeme{tSharp, 0, 0}, "整 钟 正 踏正 搭正"},
	{lexeme{tFives, 0, 0}, "踏 搭"},
	{lexeme{tLacking, 0, 0}, "差"},
	{lexeme{tMeridiem, 0, 0}, "am a.m. a.m"},
	{lexeme{tMeridiem, 12, 0}, "pm p.m. p.m p"},
	{lexeme{tOffWork, 0, 0}, "下班 放学 下课 散会 忙完 开完会 收工 收摊 收班 交班"},

	{lexeme{tHours, 0, 0}, "小时 个小时 钟头 个钟头 个钟"},
	{lexeme{tMinutes, 0, 0}, "分钟"},
	{lexeme{tSeconds, 0, 0}, "秒 秒钟"},
	{lexeme{tDays, 0, 0}, "天"},
	{lexeme{tMonths, 0, 0}, "个月"},
	{lexeme{tPiece, 0, 0}, "个"},
	{lexeme{tPassing, 0, 0}, "过 再过 等过 隔 再隔 再等"},
	{lexeme{tWithin, 0, 0}, "内 之内 以内 里头"},

	{lexeme{tAfter, 0, 0}, "之后 以后 后 过后 往后 过了以后"},
	{lexeme{tBefore, 1, 0}, "及以前 及之前 以及之前 以及以前 或之前 或以前"},
	{lexeme{tBefore, 0, 0}, "之前 以前 前 前面"},
	{lexeme{tSince, 0, 0}, "及以后 及之后 以及之后 以及以后 或以后 或之后 起 开始 算起 起都 开始都 往后都"},
	{lexeme{tNotBefore, 1, 0}, "最早"},
	{lexeme{tNotBefore, 0, 0}, "最早也要 最早也得 不早于 早不过 至少要到 起码要到 起码要 得到 要到 要等到 等到 得等到"},
	{lexeme{tNotAfter, 0, 0}, "最晚 最迟 不晚于 不迟于 不超过 别超过 不要超过 不能超过 别晚于 不要晚于 截止 截至 截止到 最晚到 最迟到 赶在"},
	{lexeme{tPastOf, 0, 0}, "过了 过完 等过了 等过完 晚于 after"},
	{lexeme{tFrom, 0, 0}, "从 自 自从 打 from"},
	{lexeme{tTo, 0, 0}, "到 至 - ~ -- 一直到 直到 到了 to till until"},
	{lexeme{tOr, 0, 0}, "或 或者 或是 还是 和 跟 与 及 以及 、 要么 要不 要不然 又或者 或者是 同 & / 再或者 同埋 定系 or and"},
	{lexeme{tBetween, 0, 0}, "之间 中间"},
	{lexeme{tApprox, 0, 0}, "左右 前后 上下 许 多 出头 来钟 的样子 这样 这个时候 那会儿 那会 附近 多钟 这个样子"},
	{lexeme{tFiller, 0, 0}, "的 大概 大约 差不多 约莫 大概是 那天 这天 当天 在 的话 呢 吧 啊 呀 嘛 哈 是 就 都 我 您 你 那 嗯 哦 噢 那就 要 这个时间 时间 全天 一整天 整天 的时候 时候 嘅"},

	{lexeme{tCannot, 0, 0}, `不行 不可以 不能 不去 不来 不肯去 不肯来 没空 没时间 没有时间 没有空 来不了 去不了 过不来 过不去 到不了 不方便 不成 不得空 不得闲
		没法来 没法去 没法 没办法 无法 抽不开身 抽不出 走不开 排不开 来不及 赶不上 赶不过来 赶不到 不太行 不太方便 不太可以 不大方便 不大行
		都不行 都没空 不得行 冇空 唔得 唔得闲 没得空 不ok 约不了 安排不了 安排不开 脱不开身 不合适 不太合适 不太能 没工夫 没功夫 没有办法 时间不行 不凑巧 来唔到 抽不出时间 不可 没档期 莫得空 出不来 去不成 来不成 走不了 来勿了 去勿了 勿来三 来不倒 搞不赢 不好安排 没戏 没戏了 够呛`},
	{lexeme{tUnwanted, 0, 0}, "不要 别 不想 不想要 避开 不约 不选 不考虑 别约 别安排 不要约 不要安排 不想约 不能约 别给我约 别给我安排 不要给我安排 不喜欢 不愿意 唔要 错开 排除 莫约"},
	{lexeme{tExcept, 0, 0}, "除了 除 除开 除去 只要不是 只要不在"},
	{lexeme{tExcepted, 0, 0}, "除外 之外 以外 外"},
	{lexeme{tCan, 0, 0}, `行 可以 有空 有时间 方便 能来 不上课 不加班 不开会 不出差 不补课 不带娃 没会 没事干 闲着 闲 能去 能到 都行 都可以 ok 有号 有号吗 得空 得闲 没问题 合适 能 可 能约 空 有位 有档期
		还有号 有没有号 有没有空 有没有时间 行不行 可不可以 能不能 方不方便 成 空着 好 好的 可以吗 行吗 行不 可以不 好不 有空不 有得空 没事 没安排 不上班 不忙 休息 在家 有没有 得唔得 不用上班 不用上课 调休 轮休 没课 在不在 在吗 在么 得行不 得行吗 得不得空 得不得行 得不得闲 得不得成 有没得空 有没得号 闲不闲 要不要得`},
	{lexeme{tAsk, 0, 0}, "吗 么 嘛 不 没 没有 呢 吧"},
	{lexeme{tWant, 1, 0}, "预约 约 复诊 复查"},
	{lexeme{tWant, 0, 0}, "想 想约 想来 想要 调调 调牙套 调假牙 调一下牙套 调一下假牙 调整牙套 换药 换牙套 换弓丝 换钢丝 换线 换皮筋 换牙刷头 换临时牙 过来 过去 来 去 看牙 看诊 想去 想看 想做 想洗 挂个 挂号 要约 安排 帮我约 希望 打算 准备 来看 去看 想在 要来 要去 到店"},
	{lexeme{tReason, 0, 0}, `要开会 开会 会议 接娃 送娃 连轴转 忙得 忙死 当伴娘 当伴郎 工地 赶去 赶回 赶飞机 赶火车 带团 带队 出团 跑业务 上坟 扫墓 进货 陪客户 带孩子 带娃 看孩子 看店 守店 上工 盘点 盘账 值夜班 跑车 出车 赶工 赶货 赶项目 跟车 直播 有课题 有演出 在车间 在单位 在公司 在学校 在国外 在老家 陪床 陪护 陪产检 产检 陪产 陪考 陪老婆 陪孩子 陪老人 大寿 寿 祝寿 乔迁 满月酒 期中考 月考 加班 忙 上班 要上班 上课 有课 要上课 出差 要出差 有事 有点事 有事情 加班 要加班 值班 考试 要考试 结婚 旅游 回老家 有会 有约 要带孩子 带孩子去 回来
		要接 接孩子 送孩子 婚礼 生日 出生 出国 飞 航班 开学 面试 拍婚纱照 拍婚纱 办婚礼 有个会 要去外地 在外地 去外地 不在 坐高铁 高铁 坐飞机 飞机 搬家 答辩 比赛 聚会 聚餐 吃席 喝喜酒
		有安排 有别的事 有别的安排 有急事 有聚会 有饭局 家长会 开家长会 午休 太早 太晚 太赶 有点晚 有点早 太早了 太晚了 轮班 上夜班 上早班 上晚班 夜班 早班 晚班 倒班 军训 体检 过生日 要考 中考 高考 期末考 补课 补习 有节课 下班 放学 下课 才下班 满课 培训 要培训 有培训
		截止 天气 下雨 下雪 到货 发工资 交房租 要去北京 要去上海 回国 回娘家 去旅游 探亲 有手术 手术 预产期 团建 年会 出发 返校 办酒席 摆酒 有客人 来客人 送人 接人 演出 拍照 拍毕业照 毕业 入职`},
	{lexeme{tSymptom, 0, 0}, `疼 痛 肿 咬东西高 咬合高 咬着高 硌 顶得慌 出血 流血 发炎 发烧 难受 睡不着 酸 松动 掉了 断了 碎了 崩了 裂了 晃 不舒服 有点疼 有点酸 牙疼 牙痛 化脓 流脓 发麻 麻 过敏 长了 疼得够呛 疼的够呛 痛得够呛 肿得够呛 疼得不行 疼的不行 痛得不行 痛的不行 肿得不行 肿的不行 疼得 疼的 得不行 疼醒 疼死 痛死 冒出来 起泡 还疼 还肿 吃不了 咬不了 睡不好 睡觉 打呼 打呼噜 打鼾 磨牙`},
	{lexeme{tPast, 0, 0}, "生的娃 生的孩子 生的宝宝 生了娃 生了孩子 才看上 才看到 才轮到 才轮上 才叫到 才叫号 才进去 才见到 才见着 才开始 才结束"},
	{lexeme{tCare, 0, 0}, "吃饭 吃东西 喝水 扣款 扣钱 还款 还贷 刷 戴满 戴够 快乐 愉快 安康 吉祥 清零 作废 失效 截止 喝酒 刷牙 漱口 抽烟 吸烟 运动 游泳 健身 洗头 洗澡 吃辣 吃火锅 喝咖啡 吃药 到期 过期 有效期 限号 有雨 堵车 活动 优惠 团购 报告 片子 结果 发票 喝奶茶 用吸管 剧烈运动"},
	{lexeme{tOpening, 0, 0}, "休不休 休不休息 开门 关门 锁门 熄灯 关灯 闭店 营业 营业时间 打烊 开诊"},
	{lexeme{tJudgement, 0, 0}, "满意 辛苦 多亏 手轻 手真轻 感激 麻烦大家 麻烦你们 温柔 专业 耐心 细心 态度 仔细 感谢 做得 服务 生气 投诉 太慢 等了 等太久 人多 人真多 排队 谢谢 真不错 体验 技术 疼不疼 开心 接待 迟到"},
	{lexeme{tBooked, 0, 0}, "说好 说好了 上次说的 之前说的 上回说的 先前说的 说好的 说的是 约了 约好 约好了 约的 约的是 约的时间是 预约了 预约好了 预约的是 预约的 预约时间是 的预约是 原来 原本 原定 原约 本来 本来约 之前约 之前约的 之前约了 之前预约 定了 定的 定的是 订的 订了 挂了 有预约 有个预约 有一个预约 有约了 挂的 挂的是 排的 已经约 已约 已预约 约到了 预约到了 约在了 预约在了 订在了 定在了 我的号是 我的预约 有个预约是 安排的是 给我安排的 帮我约的"},
	{lexeme{tOldNoun, 0, 0}, "约诊 预约号 那个预约 那个 那个号 预约单 面诊 单子 那次 这个预约 治疗 洗牙 拔牙 补牙 手术"},
	{lexeme{tChange, 0, 0}, "改 换 推 挪 挪一下 调 调一下 改一下 换一下 延期 改期 改时间 换时间 改个时间 换个时间 变更 调整 改日期 顺延 改签 调换"},
	{lexeme{tChangeTo, 0, 0}, "改到 改成 改为 改在 改去 改至 换到 换成 换为 换去 推到 推迟到 推后到 挪到 挪去 挪至 调到 调成 调至 调整到 调整为 调整成 延到 延后到 延期到 延迟到 提前到 提到 移到 变成 变更到 变更为 往后推到 顺延到 改约到 改约 改约成 改订到 换至 更改为 更改到 改期到 改期至 往后挪到 往前挪到 搬到 转到"},
	{lexeme{tCancel, 0, 0}, "取消 退掉 退号 不来了 不去了 不约了 取消掉 不看了 不做了 退了 取消了 爽约 能退"},
	{lexeme{tConfirm, 0, 0}, "准时 按时 会到 一定到 一定来 准点 我会来 我会去 会来 会去 会过来 会过去 不见不散 能到 能准时 确认 没变 不变 照旧 见"},
	{lexeme{tCorrect, 0, 0}, "不对 哦不 记岔了 我记岔了 弄岔了 说岔了 啊不 哦不是 啊不是 不不 不不不 错了 说错了 说错 打错了 打错字了 打错 写错了 更正 口误 应该是 哎不对 诶不对 呃不 额不 嗷不 不好意思是 哎不 算了 还是算了 记错了 看错了 等等 搞错了 弄错了 发错了 讲错了 错啦 看岔了 看岔日历了 看错日历了 看错日子了 看错日期了 记错日子了 弄错日子了 说错日子了 改一下是 改下是 不是不是 sorry 纠正 噢不 喔不"},
	{lexeme{tCorrect, 1, 0}, "不, 搞错, 弄错, 写错, 记错, 讲错,"},
	{lexeme{tNot, 0, 0}, "不是"},
	{lexeme{tRather, 0, 0}, "还是 那还是 要不还是 那就 那要不 干脆"},
	{lexeme{tOnly, 0, 0}, "只有 只能 也就 仅 仅有 就只有 只得 唯有 只剩 只可以 净系得"},
	{lexeme{tThen, 0, 0}, "才有空 才有时间 才行 才可以 才能 才方便 才得空 才有 才能来 才能去 才能过来 才能过去 才好 才得闲 才休息 才来得及 才来 才去 才成"},
	{lexeme{tUsually, 0, 0}, "平时 一般 通常 从来 从来都 一律 雷打不动 每个礼拜都 每个星期都 每周都 每周都是 年年 固定 平常 一般都 基本上 平时都 经常 向来 长期 一般来说"},
	{lexeme{tIf, 0, 0}, "如果 要是 假如 若 若是 倘若 要系"},
	{lexeme{tSoon, 0, 0}, "越快越好 越早越好 尽快 尽早 尽量早 尽量快 最快 立刻 立马 asap 抓紧 第一时间 能早则早 加急 最快的 近期 早日"},
	{lexeme{tSoonIf, 0, 0}, "最近 现在 马上 即刻"},
	{lexeme{tLater, 0, 0}, "晚一点 晚点 晚些 晚一些 再晚 再晚一点 再晚点 更晚 稍晚 稍晚一点 往后 往后一点 往后推 往后挪 推迟 推后 延后 靠后 靠后一点 晚1点 往后排 迟点 迟一点 迟啲 晏啲"},
	{lexeme{tEarlier, 0, 0}, "早一点 早点 早些 早一些 再早 再早一点 再早点 更早 稍早 稍早一点 往前 往前一点 往前挪 提前 靠前 提早 早1点 早啲 提前一点"},

	{lexeme{tGlance, 0, 0}, "看下 查下 问下 想问下 等下 等一下 等会 等会儿 说下 试下 改下 换下 约下 调下"},
	{lexeme{tNotTime, 0, 0}, `别人 别家 别处 别的 别太早 别太晚 不要太早 不要太晚 不想太早 不想太晚 别那么早 别那么晚 不行的话 不行就 实在不行 不可以的话 没有的话 没号的话 不行再 一下 一起 一定 一样 一共 一会 一会儿 一些 一点点 一点儿 有一点 有点 有1点 一点都 一点也 差一点 差点 差不多了 万一 唯一 统一 走不了路 走不了楼梯 别弄错 别弄错了 别搞错 别搞错了 别记错 别记错了 第一次 头一回 头一次 头一遭 张三 李四 王五 赵六 三七 三七粉 伴娘 伴郎 伴侣 伴随 陪伴 同伴 伙伴
		一日之计在于晨 周而复始 天天好心情 天天开心 天天快乐 天天向上 下午茶 早茶 晚茶 上舞蹈 上武术 上五年级 上五楼 下五楼 明日复明日 可能 有可能 一晚上 一晚 一夜 一整晚 整晚 晚点再 晚点再说 晚点回 晚点回复 晚点说 晚点联系 现在几点 看看 前台 前牙 前门 前排 前期 前提 前途 前景 门前 目前 以前的 后来 后续 后悔 后期 后遗症 后槽牙 后牙 后门 后台 后背 然后 最后面 术后 饭后 产后 课后 售后 午睡 午饭 午餐 前者 后者
		起来 起床 起码 起泡 起诉 起不来 一起来 对不起 发起 引起 牙周 牙周炎 周围 周到 周边 周期 周岁 周年 周医生 周主任 周大夫 周老师 周护士 周先生 周女士 周博士 周院长 周转 小周 老周 日期 节假日 生日快乐 日常 日子 有时 小时候 时间段 及时 随时 临时 同时 暂时 时不时 不时 当时 何时 几时 什么时候 啥时候 按时间 时候到
		重点 特点 地点 优点 缺点 观点 几点 站点 终点 起点 百分点 要点 难点 有两点 这点 那点 快点 慢点 多点 少点 大点 小点 便宜点 早点休息 早点睡 早点好 早点康复 点评 点击 点赞 点餐 点名 点滴 点头 号码 挂号费 号线 账号 型号 符号 信号 微信号 手机号 电话号 身份证号 单号 编号 病历号 卡号 排号 取号 叫号 个人 个别 个子 个性
		几天 几号 几月 周几 星期几 礼拜几 哪天 哪一天 改日 改天 某天 有一天 今后 万分 充分 部分 百分 分店 分期 分院 分开 分享 半天 大半天 半边 半口 半价 门诊 晚安 早安 午安 早上好 上午好 中午好 下午好 晚上好 早啊 早呀 早哈 良心 晚期 早期 早就 早已 夜磨牙 智齿 熬夜 每次 上次 上面 上颌 上牙 上门 上下 上边 上火 上药 下颌 下牙 下面 下次 下回 下单 下边 下来 下去 上来 上去 上海 北上 晚饭 早饭 早餐 晚餐 夜宵
		周六福 周大福 周大生 周生生 三甲 五官 五官科 八折 九折 七天无理由 二维码 两边 两侧 拜拜 拜托 崇拜 礼拜堂 正畸 正在 正好 正常 整牙 整形 整齐 整体 调整 过程 过敏 过分 通过 不过 难过 得过 经过 过来 过去 差别 差评 差价 刻意 深刻 立刻 时刻 刻度 半永久 多少 多久 多大 多远 多长 很多 好多 许多 差多少 许医生 分析 月子 坐月子 月经 月牙 满月 月薪 包月 年龄 年纪 年级 青年 多年 成年 老年 童年 少年 中年 学年 这么多年 年卡 同年 今日头条 明日之后 当中 当然 当地 当面 当场 应当 上当 正当 适当 该不该 应该 活该 本人 本来就 本身 本地 基本 根本 成本 日本 书本 今世 如今 这样 这种 这么 这里 这边 这颗 这次 这位 这家 往前走 往后走 内部 内容 国内 室内 院内 科内 内科 口内 最前 到底 到处 到位 得到 感到 收到 看到 遇到 没想到 想到 直到现在 外面 外地 外国 外科 另外 从来 从小 从事 自己 自费 自从那 自动 来自 打针 打折 打算 打电话 打麻药 打车 打车过来 打电话给 打包 同意 同样 不同 同事 同学 同步 和平 跟前 与否 及格 隔壁 间隔 相隔 号牙`},
	{lexeme{tPast, 0, 0}, "已经 刚 曾经 上回 前回 头回 来过 去过 做过 看过 拔过 补过 洗过 种过 约过 打过 弄过 检查过 治过 上次 当时 那次 刚才 刚刚 前几天 前两天 前阵子 前段时间 前些天 头两天 去看过 到过 问过 联系过 退了 之前来 咨询过 就诊过 手术过"},
	{lexeme{tMeasure, 0, 0}, "颗 次 块 元 岁 万 千 百 折 斤 米 公分 厘米 毫米 张 位 人 排 支 瓶 盒 片 根 副 套 条 枚 只 名 倍 级 期 届 楼 层 室 栋 幢 分之 % k w mm cm ml 人份 块钱 毛 角 家 种 款 件 回 遍 场 趟 把 份 针 粒 包 袋 口 顿 步 页 章 集 代 类 项 处 度 克 升 兆"},
	{lexeme{tPlace, 0, 0}, "楼 线 诊室 床 院区 院 库 柜 台 出口 入口 房 病房 病床 桌 馆 大厅 车位 车厢 车库 厂 弄 牙 智齿 门 窗口 仓 桥 单元 大厦 技师 护士 客服 员工 乳牙 磨牙 磨 齿 坑 套餐 方案 款 种植体 字楼"},
	{lexeme{tSameHour, 0, 0}, "同一时间 同一个时间 同样的钟点 同样钟点 同一钟点 一样的钟点 同一时间段 同样时间 同样的时间 同个时间 相同时间 时间不变 时间一样 时间照旧 还是那个点 还是这个点 还是那个时间 还是这个时间 还那个点 这个空档 这个空当 这段 这段时间 这个时段 这个时间段 这个档口"},
	{lexeme{tThat, 0, 0}, "到时 到时候 到那时 到那时候 那时 那时候 那几天 那两天 那段时间 那些天"},
	{lexeme{tOther, 0, 0}, "连续 连着 厂里 厂子 厂休"},
	{lexeme{tThing, 0, 0}, "弓丝 钢丝 临时的 正式的 永久的 全瓷 烤瓷 皮筋 橡皮筋 牙套 托槽 附件 临时冠 临时牙 假牙 牙冠 药 棉球 牙线 材料 矫治器 保持器"},
	{lexeme{tPointNoun, 0, 0}, "意见 建议 方向 问题 疑问 要求 想问 原因 理由 不满 需要 顾虑 担心 注意 好处 坏处 优势 区别 想法 说明 请求 补充 感受"},
}

// weekNames are the two-syllable words for a week, with those that sound the
// same: 礼拜 礼摆 里拜 … 星期 新期 星其 ….
func weekNames() (names []string) {
	for _, homophones := range [][2]string{{"礼里理李", "拜摆败"}, {"星新兴", "期其"}} {
		for _, first := range homophones[0] {
			for _, second := range homophones[1] {
				names = append(names, string(first)+string(second))
			}
		}
	}
	return names
}

// Words made of parts, so that the lists stay short: weekdays, lunar days,
// and verbs of treatment with an ending that puts them in the past.
func buildDictionary() vocabulary {
	dictionary := vocabulary{}
	weekdays := []string{"一1壹", "二2贰而", "三3叁", "四4肆", "五5伍舞", "六6陆", "日天七7"}
	prefixes := []string{"周", "拜", "个周"}
	for _, week := range weekNames() {
		prefixes = append(prefixes, week, "个"+week)
		dictionary.add(week, lexeme{tWeek, 0, 0})
		dictionary.add("个"+week, lexeme{tWeek, 0, 0})
	}
	for _, prefix := range prefixes {
		for n, names := range weekdays {
			for _, name := range names {
				if prefix == "拜" && (name >= '0' && name <= '9') {
					continue
				}
				dictionary.add(prefix+string(name), lexeme{tWeekday, n + 1, 0})
			}
		}
		dictionary.add(prefix+"八", lexeme{tWeekday, 8, 0})
	}
	for n, names := range []string{"monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun"} {
		for _, name := range strings.Fields(names) {
			dictionary.add(name, lexeme{tWeekday, n + 1, 0})
		}
	}
	for n, name := range []rune("一二三四五六七八九十") {
		dictionary.add("初"+string(name), lexeme{tLunarDay, n + 1, 0})
		dictionary.add("年初"+string(name), lexeme{tLunarDay, n + 1, 0})
	}
	for _, verb := range strings.Fields("拔 补 种 洗 做 装 戴 取 拆 镶 磨 看 弄 打 摔 磕 撞 照 拍 贴 疼 痛 肿 掉 断 碎 崩 裂 流 付 交 买 刷 粘 治 检查 治疗 复查 手术 修 换 充值 缴费 拔牙 补牙 洗牙 看牙 种牙 吃 来看 去看 开始疼 开始痛 开始肿") {
		for _, ending := range []string{"了", "的", "完", "完了", "过", "过了", "好了", "掉了", "出来了", "出来", "坏了"} {
			dictionary.add(verb+ending, lexeme{tPast, 0, 0})
		}
	}
	for _, entry := range words {
		for _, word := range strings.Fields(entry.list) {
			dictionary.add(word, entry.lexeme)
		}
	}
	for _, mark := range []string{"\n", "\r"} { // which Fields takes for space
		dictionary.add(mark, lexeme{tComma, 0, 0})
	}
	dictionary.sort()
	return dictionary
}

// vocabulary finds the longest word at a place, by first rune.
type vocabulary map[rune][]vocabularyEntry

type vocabularyEntry struct {
	word []rune
	lexeme
}

var dictionary = buildDictionary()

// add enters a word. Of two meanings the one entered first holds.
func (v vocabulary) add(word string, l lexeme) {
	rs := []rune(word)
	v[rs[0]] = append(v[rs[0]], vocabularyEntry{rs, l})
}

// sort puts longer words first and keeps the order of entry among equals.
func (v vocabulary) sort() {
	for _, list := range v {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].word) > len(list[j].word) })
	}
}

// longest returns the longest word that the runes start with.
func (v vocabulary) longest(rs []rune) (l lexeme, length int) {
	if len(rs) == 0 {
		return lexeme{}, 0
	}
next:
	for _, e := range v[rs[0]] {
		if len(e.word) > len(rs) {
			continue
		}
		for i := 1; i < len(e.word); i++ {
			if e.word[i] != rs[i] {
				continue next
			}
		}
		return e.lexeme, len(e.word)
	}
	return lexeme{}, 0
}
