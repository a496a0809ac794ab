package agent_test

import (
	"context"
	"fmt"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/tools/toolstest"
)

// A patient books in three messages with a clinic in memory.
func ExampleAgent() {
	zone := time.FixedZone("Asia/Shanghai", 8*60*60)
	tuesday := func(hour, minute int) time.Time { return time.Date(2026, 11, 24, hour, minute, 0, 0, zone) }
	rules := molar.DefaultRuleset()
	rules.Mapping = molar.Mapping{"充填治疗": "filling"}
	// One wording a script keeps this example from changing with chance.
	rules.Scripts = map[string]molar.Variants{
		"ask_time": {"您什么时间方便过来？"},
		"plan":     {"{patient}，{project}，{doctor}，{date} {time}，{store}（{address}），可以吗？"},
		"booked":   {"约好了：{patient}，{project}，{doctor}，{date} {time}，{store}。"},
	}
	world := &molar.World{
		Seed:     7,
		Org:      molar.Org{ID: "smile", Name: "微笑口腔", Zone: zone},
		Stores:   []molar.Store{{ID: "zhangjiang", Name: "张江店", Kind: molar.KindStore, Address: "祖冲之路1000号2楼"}},
		Projects: []molar.Project{{ID: "filling", Name: "树脂充填", DisplayName: "补牙", Minutes: 60}},
		Doctors:  []molar.Doctor{{ID: "zhang", Name: "张三", DisplayName: "张三博士", Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"filling"}}},
		Shifts:   []molar.Shift{{Doctor: "zhang", Store: "zhangjiang", Interval: molar.Interval{Start: tuesday(9, 0), End: tuesday(12, 0)}}},
		Patients: []molar.Patient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001"}},
		Links:    []molar.Link{{Contact: "u_xu", Patient: "p_xu", Relation: molar.RelationSelf}},
		Ruleset:  rules,
	}
	a, err := agent.New(agent.Config{World: world, Version: 1})
	if err != nil {
		fmt.Println(err)
		return
	}

	ctx, clinic := context.Background(), toolstest.New(world)
	in := func(turn func(agent.Ledger) error) error {
		return clinic.InTurn(ctx, "c1", func(tx *toolstest.Tx) error { return turn(tx) })
	}
	now := time.Date(2026, 11, 23, 10, 5, 0, 0, zone)
	for _, text := range []string{"你好，我想补牙", "明天上午九点", "可以"} {
		now = now.Add(time.Minute)
		result, err := a.Turn(ctx, in, agent.Input{Speaker: "u_xu", Texts: []string{text}, Now: now})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("您：", text)
		for _, reply := range result.Replies {
			fmt.Println("Molar：", reply.Text)
		}
	}
	// Output:
	// 您： 你好，我想补牙
	// Molar： 您什么时间方便过来？(机器人回复)
	// 您： 明天上午九点
	// Molar： 徐小雨，补牙，张三博士，11月24日（周二） 09:00，张江店（祖冲之路1000号2楼），可以吗？(机器人回复)
	// 您： 可以
	// Molar： 约好了：徐小雨，补牙，张三博士，11月24日（周二） 09:00，张江店。(机器人回复)
}
