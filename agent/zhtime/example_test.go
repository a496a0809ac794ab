package zhtime_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

var now = time.Date(2026, 11, 23, 10, 5, 0, 0, time.FixedZone("Asia/Shanghai", 8*3600))

func ExampleParse() {
	r := zhtime.Parse("周三不行，周四下午或者周五三点以后可以吗", now, nil)
	for _, w := range r.Wishes {
		fmt.Println(w.Kind, w.Text)
	}
	// Output:
	// refusal 周三
	// range 周四下午
	// after 周五三点以后
}

func ExampleParse_move() {
	r := zhtime.Parse("我约了明天九点的，想改到后天下午", now, nil)
	fmt.Println("old:", r.Mentioned[0].Start.Format(time.DateTime))
	fmt.Println("new:", r.Wishes[0].Start.Format(time.DateTime), "to", r.Wishes[0].End.Format(time.TimeOnly))
	// Output:
	// old: 2026-11-24 09:00:00
	// new: 2026-11-25 12:00:00 to 18:00:00
}

func ExampleWish_MarshalJSON() {
	r := zhtime.Parse("我只有晚上有空", now, nil)
	line, _ := json.Marshal(r.Wishes[0])
	fmt.Println(string(line))
	// Output: {"kind":"recurring","start":null,"end":null,"rrule":"FREQ=DAILY","from":"18:00","to":"22:00","text":"晚上","clock_given":true}
}
