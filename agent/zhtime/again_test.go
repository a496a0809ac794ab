package zhtime

import "testing"

func TestClockBeforeItsDay(t *testing.T) {
	run(t, []wishTest{
		{monday, "五点半吧 大后天", "[point 2026-11-26 17:30]"},
		{monday, "两点行不 周六", "[point 2026-11-28 14:00]"},
		{monday, "十一点，下周四", "[point 2026-12-03 11:00]"},
		{monday, "九点半可以吗 周日上午", "[point 2026-11-29 09:30]"},
		{monday, "两点、两点半、五点，周五这三个点随便", "[point 2026-11-27 14:00; point 2026-11-27 14:30; point 2026-11-27 17:00]"},
		{monday, "九点或者十点都行，后天", "[point 2026-11-25 09:00; point 2026-11-25 10:00]"},
		{monday, "三点不行四点可以，明天", "[refusal 2026-11-24 15:00; point 2026-11-24 16:00]"},
		{monday, "三点以后，周末哪天都行", "[after 2026-11-28 15:00/·; after 2026-11-29 15:00/·]"},
		{monday, "我六点半才下班，离你们很近，工作日约七点以后", "[recurring WEEKLY;BYDAY=MO,TU,WE,TH,FR 19:00-]"},
	})
}

func TestSaidAgain(t *testing.T) {
	run(t, []wishTest{
		{monday, "晚上可以吗 周四的晚上", "[range 2026-11-26 18:00/2026-11-26 22:00]"},
		{monday, "下午行不，后天下午四点", "[point 2026-11-25 16:00]"},
		{monday, "上午可以，周六下午也可以", "[range 2026-11-23 08:00/2026-11-23 12:00; range 2026-11-28 12:00/2026-11-28 18:00]"},
		{monday, "晚上可以，周六晚上也可以", "[range 2026-11-23 18:00/2026-11-23 22:00; range 2026-11-28 18:00/2026-11-28 22:00]"},
		{monday, "周四，下周四", "[range 2026-12-03 00:00/2026-12-04 00:00]"},
		{monday, "周四、下周四", "[range 2026-11-26 00:00/2026-11-27 00:00; range 2026-12-03 00:00/2026-12-04 00:00]"},
	})
}

func TestSameHour(t *testing.T) {
	run(t, []wishTest{
		{monday, "我约的周三两点，想改到周五同一时间", "[point 2026-11-27 14:00]"},
		{monday, "明天上午的号换到后天，时间不变", "[range 2026-11-25 08:00/2026-11-25 12:00]"},
		{monday, "周五同一时间", "[range 2026-11-27 00:00/2026-11-28 00:00]"},
	})
}

func TestEnglish(t *testing.T) {
	run(t, []wishTest{
		{monday, "12/1 9:30 or 12/3 15:00", "[point 2026-12-01 09:30; point 2026-12-03 15:00]"},
		{monday, "12/1 to 12/3", "[range 2026-12-01 00:00/2026-12-04 00:00]"},
		{monday, "Thu 2pm to 4pm可以吗", "[range 2026-11-26 14:00/2026-11-26 16:00]"},
		{monday, "next Tuesday 3 pm ok?", "[point 2026-12-01 15:00]"},
		{monday, "next week有位吗", "[range 2026-11-30 00:00/2026-12-07 00:00]"},
		{monday, "tomorrow morning或者Sat afternoon", "[range 2026-11-24 08:00/2026-11-24 12:00; range 2026-11-28 12:00/2026-11-28 18:00]"},
		{monday, "Good morning, 想洗牙", "[]"},
		{monday, "我的iphone15 pro", "[]"},
	})
}
