package nlu

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/molarhq/molar/agent/zhtime"
)

// devFolder holds the development sets: messages that nothing here is trained
// on. The bars below are what the understander must reach on them.
const devFolder = "../../evals/understand/dev"

type devLine struct {
	ID, Text, Expecting string
	Now                 time.Time
	Times               *[]zhtime.Wish
	Intents             []string
	PatientName         string `json:"patient_name"`
	Phone               string
	ForWhom             string `json:"for_whom"`
	Treatment           string
	State               string `json:"treatment_state"`
	Act                 string
	Ordinal             int
}

func devLines(t *testing.T, name string) []devLine {
	t.Helper()
	f, err := os.Open(filepath.Join(devFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []devLine
	for s := bufio.NewScanner(f); s.Scan(); {
		var l devLine
		if err := json.Unmarshal(s.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, l)
	}
	return lines
}

// devClinic is clinic.yaml of the development sets.
func devClinic() Vocabulary {
	return Vocabulary{
		Stores: []StoreTerm{
			{ID: "zhangjiang", Name: "张江店", Aliases: []string{"张江", "浦东店"}, City: "上海", District: "浦东新区", Address: "祖冲之路1000号2楼"},
			{ID: "xuhui", Name: "徐汇店", Aliases: []string{"徐汇", "徐家汇店"}, City: "上海", District: "徐汇区", Address: "漕溪北路200号5楼"},
			{ID: "jingan", Name: "静安店", Aliases: []string{"静安", "静安寺"}, City: "上海", District: "静安区", Address: "南京西路1600号3楼"},
			{ID: "hongqiao", Name: "虹桥店", Aliases: []string{"虹桥"}, City: "上海", District: "闵行区", Address: "申虹路88号1楼"},
			{ID: "suzhou", Name: "苏州园区店", Aliases: []string{"苏州店", "园区店"}, City: "苏州", District: "工业园区", Address: "星湖街300号2楼"},
		},
		Doctors: []DoctorTerm{
			{"zhang", "张三", "张三博士"}, {"li", "李慧敏", "李慧敏医生"}, {"wang", "王建国", "王建国医生"}, {"chen", "陈晓东", "陈晓东主任"},
			{"ouyang", "欧阳雪", "欧阳雪医生"}, {"liu", "刘洋", "刘洋主任"}, {"zhou", "周明", "周明医生"}, {"zhao", "赵文", "赵文教授"},
		},
	}
}

// tally counts what was right of what was asked.
type tally struct{ right, asked int }

func (c *tally) add(right bool) {
	c.asked++
	if right {
		c.right++
	}
}

func (c *tally) atLeast(t *testing.T, what string, bar float64) {
	t.Helper()
	share := float64(c.right) / float64(max(c.asked, 1))
	t.Logf("%-18s %4d/%d  %.3f (bar %.2f)", what, c.right, c.asked, share, bar)
	if share < bar {
		t.Errorf("%s: %.3f is under %.2f", what, share, bar)
	}
}

// blindLines are the messages of a development set and of those that were
// written before the code they measure.
func blindLines(t *testing.T, name string) []devLine {
	lines := devLines(t, name)
	blind, err := filepath.Glob(filepath.Join(devFolder, "blind*.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range blind {
		if filepath.Base(f) != name {
			lines = append(lines, devLines(t, filepath.Base(f))...)
		}
	}
	return lines
}

func TestBars(t *testing.T) {
	u, err := New(devClinic())
	if err != nil {
		t.Fatal(err)
	}
	read := func(l devLine) Understanding {
		return u.Understand(l.Text, Context{Now: monday, Expecting: l.Expecting})
	}
	t.Run("intents", func(t *testing.T) {
		var one, two tally
		for _, l := range blindLines(t, "intents.jsonl") {
			if l.Intents == nil {
				continue
			}
			count := &one
			if len(l.Intents) > 1 {
				count = &two
			}
			count.add(codes(read(l)) == strings.Join(l.Intents, "+"))
		}
		one.atLeast(t, "one intent", 0.90)
		two.atLeast(t, "two in order", 0.70)
	})
	t.Run("entities", func(t *testing.T) {
		var phone, name, whom tally
		for _, l := range blindLines(t, "entities.jsonl") {
			if l.ForWhom == "" {
				continue
			}
			got := read(l)
			phone.add(got.Phone == l.Phone)
			name.add(got.PatientName == l.PatientName)
			whom.add(got.ForWhom == l.ForWhom)
		}
		phone.atLeast(t, "phone", 0.99)
		name.atLeast(t, "patient name", 0.95)
		whom.atLeast(t, "for whom", 0.90)
	})
	t.Run("treatments", func(t *testing.T) {
		var all, severe, several, calm tally
		for _, l := range blindLines(t, "treatments.jsonl") {
			if l.State == "" {
				continue
			}
			got := read(l)
			all.add(got.TreatmentState == l.State && (l.State != Known || got.Treatment == l.Treatment))
			switch l.State {
			case Severe:
				severe.add(got.TreatmentState == Severe)
			case Several:
				several.add(got.TreatmentState == Several)
			}
			if l.State != Severe {
				calm.add(got.TreatmentState != Severe)
			}
		}
		all.atLeast(t, "treatment", 0.88)
		severe.atLeast(t, "severe, recall", 0.97)
		several.atLeast(t, "several, recall", 0.85)
		calm.atLeast(t, "not severe", 0.97)
	})
	t.Run("times", func(t *testing.T) {
		var wished, none tally
		for _, l := range blindLines(t, "blind3.jsonl") {
			if l.Times == nil {
				continue
			}
			got := u.Understand(l.Text, Context{Now: l.Now}).Times.Wishes
			count := &wished
			if len(*l.Times) == 0 {
				count = &none
			}
			count.add(sameTimes(got, *l.Times))
		}
		wished.atLeast(t, "times", 0.90)
		none.atLeast(t, "no time", 0.95)
	})
	t.Run("dialogue", func(t *testing.T) {
		var act tally
		for _, l := range devLines(t, "dialogue.jsonl") {
			got := read(l)
			first, ordinal := "none", 0
			if len(got.Acts) > 0 {
				first = string(got.Acts[0])
			}
			if len(got.Ordinals) > 0 {
				ordinal = got.Ordinals[0]
			}
			act.add(first == l.Act && ordinal == l.Ordinal)
		}
		act.atLeast(t, "act or ordinal", 0.92)
	})
}

// sameTimes compares two sets of wishes, in any order and but for their words.
func sameTimes(a, b []zhtime.Wish) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(w zhtime.Wish) bool {
		return !slices.ContainsFunc(b, func(o zhtime.Wish) bool {
			return w.Kind == o.Kind && w.Start.Equal(o.Start) && w.End.Equal(o.End) && w.RRule == o.RRule && w.From == o.From && w.To == o.To
		})
	})
}
