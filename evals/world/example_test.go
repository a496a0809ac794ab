package world_test

import (
	"fmt"
	"strings"

	"github.com/molarhq/molar/evals/world"
)

func ExampleLoad() {
	w, err := world.Load(strings.NewReader(`
stores:
  zhangjiang: {name: 张江店, city: 上海}
doctors:
  zhang: {name: 张三, stores: [zhangjiang]}
schedule: |
  2026-11-24 zhang zhangjiang 09:00-12:00 13:30-17:30
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range w.Shifts {
		fmt.Println(s.Doctor, s.Start, s.End.Sub(s.Start))
	}
	// Output:
	// zhang 2026-11-24 09:00:00 +0800 CST 3h0m0s
	// zhang 2026-11-24 13:30:00 +0800 CST 4h0m0s
}

func ExampleLoad_slip() {
	_, err := world.Load(strings.NewReader(`
patients:
  p_xu: {name: 徐小雨, phone: 13800000001}
`))
	fmt.Println(err)
	// Output:
	// line 3: patients.p_xu.phone: put the phone in quotes
}
