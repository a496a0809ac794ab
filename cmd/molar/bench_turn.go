package main

import (
	"context"
	"fmt"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/tools/toolstest"
)

// benchDialogue is a booking with what people put around it.
var benchDialogue = []string{
	"你好", "我想洗个牙，明天下午可以吗", "都有哪些时间呀", "第二个吧", "张江店在哪里", "好的", "谢谢",
	"改到后天上午行吗", "第一个", "可以",
}

// benchTurn measures whole turns, embedded, on the in-memory clinic.
func benchTurn(ctx context.Context) (figures, error) {
	w := world.Demo(time.Date(2026, 11, 23, 10, 5, 0, 0, time.FixedZone("", 8*3600)))
	w.Ruleset.ReplyDelay = molar.DelayRange{}
	a, err := agent.New(agent.Config{World: w, Version: 1})
	if err != nil {
		return figures{}, err
	}
	var took []time.Duration
	for i := range 60 {
		player := evals.NewPlayer(a, memoryStore{toolstest.New(w)}, w.Now)
		for _, text := range benchDialogue {
			ev := evals.Event{Conversation: molar.ConversationID(fmt.Sprintf("c%d", i)), From: "u_demo", Role: molar.RoleCustomer, Text: text}
			began := time.Now()
			if _, err := player.Play(ctx, ev); err != nil {
				return figures{}, err
			}
			if i >= 10 { // warm
				took = append(took, time.Since(began))
			}
		}
	}
	return timings("turn in memory", took), nil
}
