package evals_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
)

// head is the beginning of a golden of clinic-a; its turns come after it.
const head = `schema: golden/v1
id: case
title: 例子
owner: qa
severity: p1
status: active
`

// writeGolden writes a golden beside the fixtures and returns its path.
func writeGolden(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "fixtures"), os.DirFS("suites/fixtures")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "case.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadGolden_NamesTheFault(t *testing.T) {
	t.Parallel()
	base := "world: {base: clinic-a}\n"
	turn := func(s string) string { return head + base + "turns:\n  - " + s + "\n" }
	ok := "turns: [{say: [{u_xu: 你好}], expect: {replies: 1}}]\n"
	for _, c := range []struct{ name, text, want string }{
		{"schema", strings.Replace(head, "golden/v1", "golden/v2", 1) + base + ok, "case.yaml:1: schema: this program reads golden/v1"},
		{"id", strings.Replace(head, "id: case", "id: other", 1) + base + ok, ":2: id: the id is the file's name, case"},
		{"unknown key", head + base + ok + "ends: {}\n", ":9: ends: this key is not known here"},
		{"missing key", strings.Replace(head, "owner: qa\n", "", 1) + base + ok, "owner: this field is missing"},
		{"severity", strings.Replace(head, "p1", "p3", 1) + base + ok, ":5: severity:"},
		{"quarantine without end", strings.Replace(head, "active", "{quarantined: {why: x}}", 1) + base + ok, "status.quarantined.until: this field is missing"},
		{"no world", head + ok, "the field world is missing"},
		{"no base", head + "world: {base: clinic-z}\n" + ok, ":7: world: there is no base clinic-z"},
		{"fault in the patch", head + "world: {base: clinic-a, patients: {p_xu: {phone: 13800000001}}}\n" + ok, ":7: world.patients.p_xu.phone: put the phone in quotes"},
		{"turn without expect", turn("say: [{u_xu: 你好}]"), "turns[0]: expect is missing"},
		{"empty expect", turn("{say: [{u_xu: 你好}], expect: {}}"), "turns[0].expect: an empty expect checks nothing"},
		{"nothing happens", turn("{id: t1}"), "turns[0]: nothing happens in this turn"},
		{"unknown expectation", turn("{say: [{u_xu: 你好}], expect: {reply: 1}}"), "turns[0].expect.reply: this key is not known here"},
		{"unknown script", turn("{say: [{u_xu: 你好}], expect: {script: hello}}"), "no script is called hello"},
		{"unknown tool", turn("{say: [{u_xu: 你好}], expect: {tools: {never: [slot_search]}}}"), "no tool is called slot_search"},
		{"unknown handoff", turn("{say: [{u_xu: 你好}], expect: {handoff: privacy}}"), "no handoff is called privacy"},
		{"unknown intent", turn("{say: [{u_xu: 你好}], expect: {intent: booking}}"), "no intent is called booking"},
		{"unknown question", turn("{say: [{u_xu: 你好}], expect: {expecting: phone}}"), "no question is called phone"},
		{"unknown silence", turn("{say: [{u_xu: 你好}], expect: {silent: quiet}}"), "no silence is called quiet"},
		{"dangling fact", turn("{say: [{u_xu: 你好}], expect: {facts: {doctor: zhang}}}"), "turns[0].expect.facts.doctor: the world has no doctor zhang"},
		{"unquoted phone", turn("{say: [{u_xu: 你好}], expect: {tools: {calls: [{find_patients: {phone: 13800000001}}]}}}"), "put a number this long in quotes"},
		{"unquoted phone said", turn("{say: [{u_xu: 13800000001}], expect: {replies: 1}}"), "turns[0].say[0].u_xu: YAML reads this as a number"},
		{"two kinds of message", turn("{say: [{u_xu: {text: 你好, image: x}}], expect: {replies: 1}}"), "one of text, voice, image"},
		{"handback by a patient", turn("{event: handback, by: u_xu}"), "u_xu is no member of staff"},
		{"bad range", turn("{say: [{u_xu: 你好}], expect: {replies: 4..1}}"), `"4..1" is no count`},
		{"turn twice", head + base + "turns: [{id: a, advance: 1h}, {id: a, advance: 1h}]\n", "the id a is written twice"},
		{"dangling row", head + base + ok + "final: {db: {appointments: [{insert: {patient: p_nobody}}]}}\n", "the world has no patient p_nobody"},
		{"unknown column", head + base + ok + "final: {db: {appointments: [{insert: {time: any}}]}}\n", "insert.time: this key is not known here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := evals.LoadGolden(writeGolden(t, c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v\nwant something with %q", err, c.want)
			}
			if molar.CodeOf(err) != molar.CodeInvalid {
				t.Errorf("the code is %s", molar.CodeOf(err))
			}
		})
	}
}

func TestLoadGolden_ReadsABurst(t *testing.T) {
	t.Parallel()
	g, err := evals.LoadGolden(writeGolden(t, head+`world: {base: clinic-a, patients: {p_gao: {canary: true}}}
turns:
  - at: "+40s"
    say:
      - u_xu: 你好
      - s_chen: 欢迎
      - u_lin: 我也在
      - u_xu: {voice: 想洗牙, gap: 6s, asr: 0.8}
    expect: {none: 只看怎么读}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range g.Turns[0].Events {
		s := e.From + " " + string(e.Role) + " " + e.Text + e.Media
		if e.More {
			s += " more"
		}
		got = append(got, s)
	}
	want := []string{"u_xu customer 你好 more", "s_chen staff 欢迎", "u_lin customer 我也在", "u_xu customer 想洗牙voice"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if len(g.Canaries) != 2 || g.Canaries[0] != "p_gao" {
		t.Errorf("canaries are %v", g.Canaries)
	}
}

// A golden that must fail, with what its failure has to say.
func TestRun_TellsTheDifference(t *testing.T) {
	t.Parallel()
	base := "world: {base: clinic-a}\n"
	for _, c := range []struct{ name, text, want string }{
		{"closed world", base + `turns:
  - {say: [{u_xu: 约明天上午十点王敏主任洗牙}], expect: {script: plan}}
  - {say: [{u_xu: 好的}], expect: {script: booked}}
`, "final.db + appointments insert by=bot doctor=wang"},
		{"missing row", base + `turns: [{say: [{u_xu: 你好}], expect: {replies: 1}}]
final: {db: {appointments: [{update: {where: {id: a_lin}, set: {status: confirmed}}}]}}
`, "final.db - appointments update where id=a_lin set status=confirmed"},
		{"handoff", base + `turns: [{say: [{u_xu: 我要投诉，你们前台态度太差了}], expect: {handoff: {code: complaint, urgent: false}}}]
`, "t1 handoff: want complaint urgent=false"},
		{"uncounted handoff", base + `turns: [{say: [{u_xu: 我要投诉，你们前台态度太差了}], expect: {handoff: complaint}}]
`, "final.handoff: want none, got complaint=1"},
		{"facts", base + `turns: [{say: [{u_xu: 约明天上午十点王敏主任洗牙}], expect: {facts: {doctor: li, start: "2026-11-24T10:00:00+08:00"}}}]
`, "t1 facts: want [doctor=li], got"},
		{"tools", base + `turns: [{say: [{u_xu: 约明天上午十点王敏主任洗牙}], expect: {tools: {calls: [hold_slot, search_slots]}}}]
`, "t1 tools: want [hold_slot search_slots], got"},
		{"covers", "covers: {tools: [find_stores]}\n" + base + `turns: [{say: [{u_xu: 你好}], expect: {replies: 1}}]
`, "covers.tools: want [find_stores], got []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g, err := evals.LoadGolden(writeGolden(t, head+c.text))
			if err != nil {
				t.Fatal(err)
			}
			_, problems, err := evals.Run(t.Context(), g, openMemory)
			if err != nil {
				t.Fatal(err)
			}
			var all []string
			for _, p := range problems {
				all = append(all, p.String())
			}
			if text := strings.Join(all, "\n"); !strings.Contains(text, c.want) {
				t.Errorf("got\n%s\nwant something with %q", text, c.want)
			}
		})
	}
}

// Each thing that must hold in every conversation is found when it does not.
func TestInvariants_CatchWrongAgents(t *testing.T) {
	t.Parallel()
	g, err := evals.LoadGolden("suites/booking/book-in-one-breath.yaml")
	if err != nil {
		t.Fatal(err)
	}
	say := func(script, text string) func(*evals.Golden, evals.Event, *evals.Line) {
		return func(_ *evals.Golden, _ evals.Event, line *evals.Line) {
			line.Replies = []agent.Reply{{Text: text, Script: script}}
		}
	}
	for _, c := range []struct {
		name   string
		played evals.Played
		want   string
	}{
		{"a canary's name", lineByLine(say("greet", "欧阳卡纳莉您好"))(g), "invariant canary"},
		{"a canary's bill", lineByLine(say("greet", "上次花了12877元"))(g), "invariant canary"},
		{"a whole phone", lineByLine(say("greet", "您的电话是13800000001"))(g), "invariant phone"},
		{"no answer", lineByLine(func(*evals.Golden, evals.Event, *evals.Line) {})(g), "invariant answer"},
		{"an empty message", lineByLine(say("greet", " "))(g), "invariant message"},
		{"a promise without a receipt", lineByLine(say("booked", "约好了"))(g), "invariant receipt"},
		{"no consent", booksAtOnce(g), "invariant consent"},
		{"a booking of the past", booksAtOnce(g), "invariant booking"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, p := range evals.Invariants(g, c.played) {
				if strings.HasPrefix(p.Field, c.want) {
					return
				}
			}
			t.Errorf("nothing says %q: %v", c.want, evals.Invariants(g, c.played))
		})
	}
}

// The page for those who write goldens begins with one that really runs.
func TestReadme_ShowsAGoldenThatRuns(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	golden, err := os.ReadFile("suites/booking/book-in-one-breath.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```yaml\n")
	if shown, _, _ := strings.Cut(rest, "```"); shown != string(golden) {
		t.Errorf("README.md shows\n%s\nthe file is\n%s", shown, golden)
	}
}
