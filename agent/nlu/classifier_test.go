package nlu

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestTrain_AnyLabels(t *testing.T) {
	var examples []Example
	for i := range 40 {
		examples = append(examples,
			Example{fmt.Sprintf("播放第%d首歌", i), "music"}, Example{fmt.Sprintf("放一首%d的歌听听", i), "music"},
			Example{fmt.Sprintf("明天%d点叫我起床", i), "alarm"}, Example{fmt.Sprintf("定个%d点的闹钟", i), "alarm"},
			Example{fmt.Sprintf("%d号天气怎么样", i), "weather"}, Example{fmt.Sprintf("今天%d度会下雨吗", i), "weather"})
	}
	c, err := Train(examples)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"来首歌": "music", "后天会下雨吗": "weather", "七点闹钟": "alarm"} {
		got := c.Predict(text)
		if got[0].Label != want {
			t.Errorf("%s: %+v", text, got)
		}
		sum := 0.0
		for _, p := range got {
			sum += p.Prob
		}
		if sum < 0.999 || sum > 1.001 {
			t.Errorf("%s: probabilities sum to %v", text, sum)
		}
	}
	again, _ := Train(examples)
	if !reflect.DeepEqual(c.planes.weights, again.planes.weights) {
		t.Error("the same examples gave other weights")
	}
	if _, err := Train(nil); err == nil {
		t.Error("no examples were accepted")
	}
}

// Of a single label, and of one that all examples have beside another, the
// classifier learns something all the same.
func TestTrain_EverywhereLabel(t *testing.T) {
	for _, examples := range [][]Example{
		{{"放一首歌", "music"}, {"来首歌", "music"}},
		{{"放一首歌", "music+play"}, {"来首歌", "music"}, {"唱一个", "music+play"}},
	} {
		c, err := Train(examples)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Predict("来一首歌")[0]; got.Label != "music" || !(got.Prob > 0.5) {
			t.Errorf("%+v", got)
		}
	}
}

func TestTrainingExamples(t *testing.T) {
	examples, err := TrainingExamples()
	if err != nil {
		t.Fatal(err)
	}
	enough(t, examples, Codes)
	untrained(t, examples)
}

func TestTreatmentExamples(t *testing.T) {
	examples, err := TreatmentExamples()
	if err != nil {
		t.Fatal(err)
	}
	enough(t, examples, append(PresetTreatments(), Unclear, Severe, Several, NoneSaid))
	untrained(t, examples)
}

// enough wants texts, and at least 50 of each label.
func enough(t *testing.T, examples []Example, labels []string) {
	t.Helper()
	seen := map[string]int{}
	for _, e := range examples {
		if strings.TrimSpace(e.Text) == "" {
			t.Errorf("an example of %s has no text", e.Label)
		}
		for label := range strings.SplitSeq(e.Label, "+") {
			seen[label]++
		}
	}
	for _, label := range labels {
		if seen[label] < 50 {
			t.Errorf("%s has %d examples", label, seen[label])
		}
	}
}

// untrained wants no sentence of the development sets among the examples. What
// is shorter than a sentence (洗牙, 好的) is everybody's.
func untrained(t *testing.T, examples []Example) {
	t.Helper()
	seen := map[string]bool{}
	for _, e := range examples {
		seen[e.Text] = true
	}
	files, err := filepath.Glob(devFolder + "/*.jsonl")
	if err != nil || len(files) == 0 {
		t.Fatal("no development sets", err)
	}
	for _, f := range files {
		for _, l := range devLines(t, filepath.Base(f)) {
			if seen[l.Text] && utf8.RuneCountInString(l.Text) > 6 {
				t.Errorf("%s is in %s and trained on", l.Text, filepath.Base(f))
			}
		}
	}
}
