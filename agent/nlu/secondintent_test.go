package nlu

import "testing"

func TestIntents_Two(t *testing.T) {
	u := understander(t)
	for text, want := range map[string]string{
		"种一颗多少钱，医保能用吗":       "price+insurance",
		"种一颗多少钱医保能用吗":        "price+insurance", // no mark between them
		"停车方便不，你们几点关门":       "directions+store_info",
		"上次洗得特别干净，这周六再约一次":   "praise+book",
		"把明天的取消吧，顺便问下种牙要跑几趟": "cancel+process",
		"加班去不了了，改周五":         "reschedule", // a reason and one wish
		"你好，麻烦帮我约个周六的洗牙，谢谢":  "book",       // courtesies
	} {
		if got := codes(u.Understand(text, Context{Now: monday})); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestSeams(t *testing.T) {
	text := "种一颗多少钱医保能用吗,周六能去吗"
	r := intentReader{clauses: splitClauses(text)}
	whole, at := r.seams()
	if whole != text || len(at) == 0 || len(at) > maxSeams {
		t.Fatalf("%q %v", whole, at)
	}
	for i, s := range at {
		if i > 0 && s <= at[i-1] || s <= 0 || s >= len(text) {
			t.Errorf("seam at %d of %v", s, at)
		}
	}
}
