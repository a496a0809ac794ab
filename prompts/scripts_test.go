package prompts

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
)

// go test ./prompts -run Golden -update writes the golden file anew.
var update = flag.Bool("update", false, "write golden files")

// examples are values of the fields, of invented people.
var examples = map[string]string{
	"patient": "徐小雨", "project": "补牙", "store": "张江店", "address": "浦东新区祖冲之路1000号2楼", "doctor": "张三博士",
	"date": "11月24日（周二）", "time": "15:00", "day": "明天", "old_date": "11月25日（周三）", "old_time": "09:30",
	"stores": "张江店、人民广场店", "relation": "孩子", "name": "徐小雨", "daypart": "下午", "city": "杭州", "count": "两",
	"hours": "09:00-18:00", "phone": "021-50000001", "quote": "不需要空腹，正常饮食即可。", "code_name": "咨询价格费用",
	"urgent": "紧急", "contact": "小雨妈妈", "bot": "陈晨", "messages": "洗牙多少钱", "link": "/conversations/c1",
}

// example gives every field of a script a value.
func example(key string) map[string]string {
	script, _ := Default().Script(key)
	fields := make(map[string]string)
	for _, v := range script.Vars {
		fields[v] = examples[v]
	}
	return fields
}

// least gives only the fields that the script cannot do without.
func least(key string) map[string]string {
	script, _ := Default().Script(key)
	fields := make(map[string]string)
	for _, t := range script.wordings {
		bare, _ := t.fields()
		for _, f := range bare {
			fields[f] = examples[f]
		}
	}
	return fields
}

// exampleRows are two rows, with all of the fields or only the needed ones.
func exampleRows(key string, all bool) []map[string]string {
	script, _ := Default().Script(key)
	if script.Row == "" {
		return nil
	}
	bare, optional := script.row.fields()
	if all {
		bare = append(bare, optional...)
	}
	row := make(map[string]string)
	for _, f := range bare {
		row[f] = examples[f]
	}
	return []map[string]string{row, row}
}

func TestDefault_EveryWordingPassesItsCheck(t *testing.T) {
	s := Default()
	for _, key := range s.Keys() {
		script, _ := s.Script(key)
		if script.About == "" {
			t.Errorf("%s: about is empty", key)
		}
		for i, text := range script.Variants {
			if err := s.CheckScript(key, text); err != nil {
				t.Errorf("%s[%d]: %v", key, i, err)
			}
		}
	}
}

func TestDefault_EveryHandoffHasWords(t *testing.T) {
	codes := molar.QuestionCategories()
	codes = append(codes, molar.SevereProblem, molar.IdentityUnverified, molar.NewPatient, molar.NoSlot, molar.CancelRequest)
	for _, code := range codes {
		text, err := Default().Render("handoff."+string(code), 1, nil, nil)
		if err != nil || !strings.Contains(text, "同事") {
			t.Errorf("%s: %q, %v: does not say who answers", code, text, err)
		}
	}
}

// TestDefault_IdentityHandoffsReadAlike: the words must not tell a stranger
// whether somebody is a patient.
func TestDefault_IdentityHandoffsReadAlike(t *testing.T) {
	want, _ := Default().Script("handoff.new_patient")
	for _, code := range []molar.HandoffCode{molar.IdentityAmbiguous, molar.IdentityUnverified, molar.IdentityIncomplete} {
		got, _ := Default().Script("handoff." + string(code))
		if diff := cmp.Diff(want.Variants, got.Variants); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}

// dangling is punctuation that a missing field left behind.
var dangling = regexp.MustCompile(`（）|“”|，，|、、|：：|[，、：（][，。、；？！）]|[。？！][，。、；]|(?m:^[，。、；：？！）])|(?m:[，、（]$)|  |\n\n|\{|\}|\[\[|\]\]|□`)

// labelled are lines that introduce what follows and end in a colon; any other
// line with a colon has something after it.
var emptyLabel = regexp.MustCompile(`(?m)^(就诊人|时间|新时间|原时间|原来是|项目|医生|门店|地址|地点|客户|会话|企微账号|最近消息)：$`)

func TestRender_Golden(t *testing.T) {
	s := Default()
	var b strings.Builder
	for _, key := range s.Keys() {
		script, _ := s.Script(key)
		fmt.Fprintf(&b, "== %s\n", key)
		for i := range script.Variants {
			for _, all := range []bool{true, false} {
				fields := least(key)
				if all {
					fields = example(key)
				}
				rows := exampleRows(key, all)
				text, err := s.Render(key, uint64(i), fields, rows)
				if err != nil {
					t.Fatalf("%s[%d]: %v", key, i, err)
				}
				if bad := dangling.FindString(text); bad != "" || emptyLabel.MatchString(text) {
					t.Errorf("%s[%d]: %q is left dangling in\n%s", key, i, bad, text)
				}
				claims := Claims{Quoted: key == "knowledge"}
				if script.Needs != "" {
					claims.Receipts = []molar.ReceiptAction{script.Needs}
				}
				for _, from := range append(rows, fields) {
					claims.Facts = slices.AppendSeq(claims.Facts, maps.Values(from))
				}
				if err := Check(text, claims); err != nil {
					t.Errorf("%s[%d]: %v in\n%s", key, i, err, text)
				}
				if all || text != last(&b) {
					fmt.Fprintf(&b, "-- %d %s\n%s\n", i, map[bool]string{true: "all", false: "least"}[all], text)
				}
			}
		}
	}
	const file = "testdata/scripts.golden"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the scripts read otherwise than in %s (-want +got):\n%s", file, diff)
	}
}

// last is the text that was written last.
func last(b *strings.Builder) string {
	s := b.String()
	i := strings.LastIndex(s, "-- ")
	_, text, _ := strings.Cut(s[i:], "\n")
	return strings.TrimSuffix(text, "\n")
}

// TestRender_EverySubsetOfFields leaves out each optional field in turn.
func TestRender_EverySubsetOfFields(t *testing.T) {
	s := Default()
	for _, key := range s.Keys() {
		script, _ := s.Script(key)
		needed := least(key)
		for _, gone := range script.Vars {
			if _, ok := needed[gone]; ok {
				continue
			}
			fields := example(key)
			fields[gone] = ""
			for i := range script.Variants {
				text, err := s.Render(key, uint64(i), fields, exampleRows(key, true))
				if err != nil {
					t.Fatalf("%s[%d] without %s: %v", key, i, gone, err)
				}
				if bad := dangling.FindString(text); bad != "" || emptyLabel.MatchString(text) {
					t.Errorf("%s[%d] without %s: %q is left dangling in\n%s", key, i, gone, bad, text)
				}
			}
		}
	}
}

func TestRender_AnyValues(t *testing.T) {
	s := Default()
	keys := append(s.Keys(), "handoff.no_such_reason", "category.price", "no_such_script")
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SampledFrom(keys).Draw(t, "key")
		value := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"{date}", "[[x]]", "}}", "\xff{", "|", "\n"}))
		fields := rapid.MapOf(rapid.SampledFrom(slices.Collect(maps.Keys(examples))), value)
		text, err := s.Render(key, rapid.Uint64().Draw(t, "seed"), fields.Draw(t, "fields"), rapid.SliceOfN(fields, 0, 3).Draw(t, "rows"))
		if strings.ContainsAny(text, "{}") {
			t.Fatalf("%s leaves braces: %q", key, text)
		}
		if err == nil && text == "" {
			t.Fatalf("%s says nothing", key)
		}
	})
}

// TestRender_AwkwardNames: names may look like days, prices and numbers.
func TestRender_AwkwardNames(t *testing.T) {
	s := Default()
	for _, names := range []map[string]string{
		{"patient": "周一诺", "doctor": "千百惠", "store": "国贸360店"},
		{"patient": "万一", "doctor": "李一", "store": "1号店", "address": "八一路24号3号楼501室"},
		{"patient": "王三", "doctor": "周末", "store": "五一广场店", "address": "明天广场12层"},
		{"patient": "欧阳明日", "doctor": "Dr. Lee", "store": "7天口腔", "project": "3D打印牙冠"},
	} {
		for _, key := range []string{"plan", "plan_move", "plan_again", "booked", "moved", "confirmed", "read_appointment"} {
			fields := example(key)
			for k, v := range names {
				fields[k] = v
			}
			script, _ := s.Script(key)
			for i := range script.Variants {
				text, err := s.Render(key, uint64(i), fields, nil)
				if err != nil {
					t.Fatal(err)
				}
				claims := Claims{Receipts: []molar.ReceiptAction{script.Needs}, Facts: slices.Collect(maps.Values(fields))}
				if err := Check(text, claims); err != nil {
					t.Errorf("%s[%d]: %v in\n%s", key, i, err, text)
				}
			}
		}
	}
}

func TestRender_SameSeedSameWords(t *testing.T) {
	s := Default()
	seen := make(map[string]bool)
	for seed := range uint64(20) {
		first, err := s.Render("greet", seed, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := s.Render("greet", seed, nil, nil)
		if first != again {
			t.Errorf("seed %d: %s, then %s", seed, first, again)
		}
		seen[first] = true
	}
	if len(seen) < 4 {
		t.Errorf("20 seeds give %d wordings", len(seen))
	}
}

func TestRender_Errors(t *testing.T) {
	s := Default()
	if _, err := s.Render("nothing", 0, nil, nil); molar.CodeOf(err) != molar.CodeNotFound {
		t.Errorf("an unknown key: %v", err)
	}
	fields := example("plan")
	fields["time"] = " "
	if _, err := s.Render("plan", 0, fields, nil); molar.CodeOf(err) != molar.CodeInvalid || !strings.Contains(err.Error(), "time") {
		t.Errorf("a plan without a time: %v", err)
	}
	if _, err := s.Render("offers", 0, nil, nil); molar.CodeOf(err) != molar.CodeInvalid {
		t.Errorf("offers without offers: %v", err)
	}
}

func TestCheckScript(t *testing.T) {
	cases := []struct{ key, text, want string }{ // want: part of the error, "" for none
		{"greet", "您好呀，想约什么？", ""},
		{"handoff.price", "费用让同事来说。", ""},
		{"handoff.dislikes_us", "好的", "no script"},
		{"greeting", "您好", "no script"},
		{"greet", "您好，{patient}", "{patient} is not known"},
		{"greet", "{daypart}好", "may be missing"},
		{"greet", "", "empty"},
		{"greet", "您好{", "do not match"},
		{"greet", "[[{daypart}好", "]]"},
		{"greet", "[[您好]]", "depends on no field"},
		{"greet", "{Day Part}", "no name of a field"},
		{"greet", "您好，洗牙99元", "99元"},
		{"greet", "您好，周二来吗", "周二"},
		{"ack", "好的，已为您预约", "已为您预约"},
		{"plan", "{patient} {project} {store} {address} {doctor} {date} 可以吗？", "{time} has to be stated"},
		{"plan", "{patient} {project} {store}[[{address}]] {doctor} {date} {time} 可以吗？", ""},
		{"plan", "约好了：{patient} {project} {store} {address} {doctor} {date} {time}", "约好了"},
		{"plan", "[[已约好：{day}]]{patient} {project} {store} {address} {doctor} {date} {time}", "约好"},
		{"booked", "{patient}约好了：{project} {store} {doctor} {date} {time}", ""},
		{"booked", "约好了，{date}见", "has to be stated"},
		{"booked", "{patient}已确认：{project} {store} {doctor} {date} {time}", "已确认"},
		{"offers", "有这些时间，选哪个？", "{list} has to be stated"},
		{"offers", "选哪个？{list}", ""},
		{"category.price", "洗牙99元起，详情同事跟您说。", ""},
		{"category.price", "已为您预约", "已为您预约"},
		{"category.no_slot", "好的", "no question category"},
	}
	s := Default()
	for _, c := range cases {
		err := s.CheckScript(c.key, c.text)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s %q: %v", c.key, c.text, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s %q: %v, want %q", c.key, c.text, err, c.want)
		}
	}
}

func TestWith(t *testing.T) {
	own, err := Default().With(map[string]molar.Variants{"greet": {"来了您嘞"}, "handoff.blocked_text": {"同事马上来。"}})
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := own.Render("greet", 3, nil, nil); text != "来了您嘞" {
		t.Errorf("the clinic's own greeting reads %q", text)
	}
	if text, _ := Default().Render("greet", 3, nil, nil); text == "来了您嘞" {
		t.Error("the default greeting has changed with the clinic's")
	}
	for field, overrides := range map[string]map[string]molar.Variants{
		"scripts.greet[1]": {"greet": {"您好", "已为您预约"}},
		"scripts.plan":     {"plan": {}},
		"scripts.nothing":  {"nothing": {"您好"}},
	} {
		_, err := Default().With(overrides)
		if err == nil || molar.CodeOf(err) != molar.CodeInvalid || !strings.HasPrefix(err.Error(), field+":") {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestNeeds(t *testing.T) {
	for key, want := range map[string]molar.ReceiptAction{
		"booked": molar.ActionBooked, "moved": molar.ActionMoved, "confirmed": molar.ActionConfirmed, "plan": "", "handoff.price": "",
	} {
		if got := Default().Needs(key); got != want {
			t.Errorf("%s needs %q, want %q", key, got, want)
		}
		if !Default().Has(key) {
			t.Errorf("there is no %s", key)
		}
	}
	if Default().Has("nothing") {
		t.Error("there is a script called nothing")
	}
}

func TestParse_BadFiles(t *testing.T) {
	const head = "robot_tag: (机器人回复)\nscripts:\n  handoff: {about: x, variants: [好]}\n"
	for text, want := range map[string]string{
		"scripts: {}": "robot_tag",
		"robot_tag: (机器人回复)\nscripts: {}":                            "handoff is missing",
		head + "  a: {about: x, variants: [好], colour: red}":         "colour",
		head + "  a: {about: x, variants: []}":                       "needs a wording",
		head + "  a: {about: x, must: [day], variants: [好]}":         "not among vars",
		head + "  a: {about: x, needs: sold, variants: [好]}":         "sold",
		head + "  a: {about: x, variants: [\"{list}\"], row: 99元}":   "99元",
		head + "  a: {about: x, variants: [\"{list}\"], row: \"{\"}": "do not match",
		head + "  handoff.sulks: {about: x, variants: [好]}":          "sulks",
	} {
		if _, err := parse([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func ExampleScripts_Render() {
	text, err := Default().Render("ask_store", 0, nil, []map[string]string{
		{"store": "张江店", "address": "祖冲之路1000号2楼"},
		{"store": "人民广场店"},
	})
	fmt.Println(text, err)
	// Output:
	// 请问您想去哪家门店？
	// 1. 张江店：祖冲之路1000号2楼
	// 2. 人民广场店 <nil>
}

func BenchmarkRender(b *testing.B) {
	fields := example("plan")
	for b.Loop() {
		if _, err := Default().Render("plan", 0, fields, nil); err != nil {
			b.Fatal(err)
		}
	}
}
