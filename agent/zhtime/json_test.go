package zhtime

import (
	"encoding/json"
	"testing"
)

func TestWishJSON(t *testing.T) {
	for text, want := range map[string]string{
		"明天":      `{"kind":"range","start":"2026-11-24T00:00:00+08:00","end":"2026-11-25T00:00:00+08:00","text":"明天","day_given":true}`,
		"周三之后":    `{"kind":"after","start":"2026-11-26T00:00:00+08:00","end":null,"text":"周三之后","day_given":true,"any_week":true}`,
		"五点之前":    `{"kind":"before","start":null,"end":"2026-11-23T17:00:00+08:00","text":"五点之前","clock_given":true}`,
		"每周三":     `{"kind":"recurring","start":null,"end":null,"rrule":"FREQ=WEEKLY;BYDAY=WE","from":null,"to":null,"text":"每周三","day_given":true}`,
		"每天三点以后":  `{"kind":"recurring","start":null,"end":null,"rrule":"FREQ=DAILY","from":"15:00","to":null,"text":"每天三点以后","day_given":true,"clock_given":true}`,
		"工作日没空":   `{"kind":"refusal","start":null,"end":null,"rrule":"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR","from":null,"to":null,"text":"工作日","day_given":true}`,
		"明天三点不方便": `{"kind":"refusal","start":"2026-11-24T15:00:00+08:00","end":"2026-11-24T15:00:00+08:00","text":"明天三点","day_given":true,"clock_given":true}`,
	} {
		r := Parse(text, monday, nil)
		if len(r.Wishes) != 1 {
			t.Errorf("%s: %s", text, list(r.Wishes))
			continue
		}
		got, err := json.Marshal(r.Wishes[0])
		if err != nil || string(got) != want {
			t.Errorf("%s:\n got  %s %v\n want %s", text, got, err, want)
		}
		var back Wish
		if err := json.Unmarshal(got, &back); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if again, _ := json.Marshal(back); string(again) != want {
			t.Errorf("%s: after a round trip %s", text, again)
		}
	}
}
