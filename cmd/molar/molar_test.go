package main_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// molar is the program under test, built once.
var molar string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "molar-cmd-test-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	molar = filepath.Join(dir, "molar")
	if out, err := exec.Command("go", "build", "-o", molar, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "go build: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

const clinicA = "../../evals/suites/fixtures/clinic-a.yaml"

// outcome is what one run of the program came to.
type outcome struct {
	status         int
	stdout, stderr string
}

// command prepares the program on a database; "" is one that does not answer.
func command(t *testing.T, database string, args ...string) *exec.Cmd {
	t.Helper()
	if database == "" {
		database = "postgres://127.0.0.1:1/nothing?connect_timeout=5"
	}
	cmd := exec.CommandContext(t.Context(), molar, args...)
	cmd.Env = append(os.Environ(), "DATABASE_URL="+database)
	return cmd
}

func run(t *testing.T, database, stdin string, args ...string) outcome {
	t.Helper()
	cmd := command(t, database, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// wantFine fails unless the program ended well and had nothing to complain of.
func wantFine(t *testing.T, o outcome) {
	t.Helper()
	if o.status != 0 || o.stderr != "" {
		t.Fatalf("exit status %d: %s", o.status, o.stderr)
	}
}

// wantOneLine checks that the complaint is one line that says all of these.
func wantOneLine(t *testing.T, stderr string, says ...string) {
	t.Helper()
	if !strings.HasPrefix(stderr, "molar: ") || strings.Count(stderr, "\n") != 1 || !strings.HasSuffix(stderr, "\n") {
		t.Errorf("standard error is not one line of molar's:\n%s", stderr)
	}
	for _, s := range says {
		if !strings.Contains(stderr, s) {
			t.Errorf("standard error does not say %q: %s", s, stderr)
		}
	}
}

// fixture writes a fixture of its own.
func fixture(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "clinic.yaml")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestChat_BadInput ends with status 2 and one line that says where; what was
// to be written is not.
func TestChat_BadInput(t *testing.T) {
	t.Parallel()
	hello := `{"conversation":"c1","from":"u_xu","text":"你好"}` + "\n"
	for _, c := range []struct {
		name, stdin string
		args        []string
		says        []string
	}{
		{"no JSON", hello + `{"conversation":"c1",` + "\n", nil, []string{"line 2", "JSON"}},
		{"a number for a text", hello + hello + `{"conversation":"c1","from":"u_xu","text":5}`, nil, []string{"line 3", "text"}},
		{"an unknown flag", "", []string{"--nope"}, []string{"--nope"}},
		{"an unknown store", "", []string{"--store", "mysql"}, []string{"--store", "mysql"}},
		{"no such fixture", "", []string{"--fixture", "nowhere.yaml"}, []string{"nowhere.yaml"}},
		{"a dangling id", "", []string{"--fixture", fixture(t, "stores:\n  main: {name: 张江店}\ndoctors:\n  zhang: {name: 张三, stores: [pudong]}\n")},
			[]string{"clinic.yaml:4", "doctors.zhang.stores[0]", "pudong"}},
		{"a phone without quotes", "", []string{"--fixture", fixture(t, "patients:\n  p_xu: {name: 徐小雨, phone: 13800000001}\n")},
			[]string{"clinic.yaml:2", "patients.p_xu.phone", "quotes"}},
		{"an unknown key", "", []string{"--fixture", fixture(t, "shops:\n  main: {name: 张江店}\n")}, []string{"clinic.yaml:1", "shops"}},
		{"no folder for the final state", hello, []string{"--final", filepath.Join(t.TempDir(), "nowhere", "final.json")}, []string{"nowhere"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			final := filepath.Join(t.TempDir(), "final.json")
			args := append([]string{"chat", "--json", "--store", "memory", "--fixture", clinicA, "--final", final}, c.args...)
			o := run(t, "", c.stdin, args...)
			if o.status != 2 {
				t.Errorf("exit status %d, want 2", o.status)
			}
			wantOneLine(t, o.stderr, c.says...)
			if entries, err := os.ReadDir(filepath.Dir(final)); err != nil || len(entries) != 0 {
				t.Errorf("left behind: %v, error %v", entries, err)
			}
		})
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		args   []string
		status int
		says   string
	}{
		{"no command", nil, 2, "chat"},
		{"an unknown command", []string{"talk"}, 2, "talk"},
		{"a fixture that is not there", []string{"import", "nowhere.yaml"}, 2, "nowhere.yaml"},
		{"a golden that is not there", []string{"eval", "run", "nowhere.yaml"}, 2, "nowhere.yaml"},
		{"a model where there is none", []string{"eval", "run", "--brain", "llm", "."}, 2, "brain"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := run(t, "", "", c.args...)
			if o.status != c.status {
				t.Errorf("exit status %d, want %d", o.status, c.status)
			}
			wantOneLine(t, o.stderr, c.says)
		})
	}
}

// TestDatabaseDown says so in one line, whatever the command needs it for.
func TestDatabaseDown(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"chat", "--json", "--fixture", clinicA}, {"migrate"}, {"import", clinicA},
	} {
		t.Run(args[0], func(t *testing.T) {
			t.Parallel()
			o := run(t, "", `{"conversation":"c1","from":"u_xu","text":"你好"}`, args...)
			if o.status != 1 || o.stdout != "" {
				t.Errorf("exit status %d, want 1; standard output %q", o.status, o.stdout)
			}
			wantOneLine(t, o.stderr, "the database does not answer", "127.0.0.1:1")
		})
	}
}

// booking is a conversation that books for p_xu, whose wish and yes come in
// separate bursts.
const booking = `{"conversation":"c1","from":"u_xu","text":"你好","more":true}
{"conversation":"c1","from":"u_xu","text":"我想约周三上午九点洗牙"}
{"conversation":"c1","from":"u_xu","text":"好的","at":"2026-11-23T10:06:00+08:00"}
{"conversation":"c2","from":"u_lin","text":"转人工","at":"2026-11-23T10:07:00+08:00"}
`

// line is what these tests look at of an output line; rest keeps it whole but
// for how long it took.
type line struct {
	Conversation string
	Turn         *int
	Silent       *string
	Replies      []struct{ Text, Script string }
	Appointments []struct{ Action, ID string }
	Handoff      *struct{ Code string }
	rest         map[string]any
}

func lines(t *testing.T, stdout string) []line {
	t.Helper()
	var out []line
	for text := range strings.Lines(stdout) {
		var l line
		if err := errors.Join(json.Unmarshal([]byte(text), &l), json.Unmarshal([]byte(text), &l.rest)); err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		delete(l.rest, "ms")
		out = append(out, l)
	}
	return out
}

// wantBooking checks the lines and the final state of the booking conversation.
func wantBooking(t *testing.T, stdout, final string) {
	t.Helper()
	ls := lines(t, stdout)
	if len(ls) != 4 {
		t.Fatalf("%d lines for 4 events:\n%s", len(ls), stdout)
	}
	if ls[0].Silent == nil || *ls[0].Silent != "more" || len(ls[1].Replies) != 1 || ls[1].Replies[0].Script != "plan" {
		t.Errorf("the burst came to %v, %v", ls[0].rest, ls[1].rest)
	}
	if a := ls[2].Appointments; len(a) != 1 || a[0].Action != "booked" {
		t.Errorf("the yes came to %v", ls[2].rest)
	}
	if ls[3].Handoff == nil || ls[3].Handoff.Code != "human_request" {
		t.Errorf("the wish for a person came to %v", ls[3].rest)
	}

	type appointment struct{ ID, Patient, Store, Doctor, Project, Start, End, Status, By string }
	type handoff struct{ Conversation, Code, At string }
	var got struct {
		Appointments []appointment
		Patients     []map[string]any
		Handoffs     []handoff
		Outbox       []struct{ Conversation, To, Script, Text, At string }
	}
	if err := json.Unmarshal([]byte(final), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Appointments) != 7 || len(got.Patients) != 10 {
		t.Errorf("%d appointments, %d patients, want 7 and 10", len(got.Appointments), len(got.Patients))
	}
	i := slices.IndexFunc(got.Appointments, func(a appointment) bool { return a.By == "bot" })
	if i < 0 {
		t.Fatalf("no appointment by the bot in %v", got.Appointments)
	}
	booked := got.Appointments[i]
	if len(ls[2].Appointments) == 1 && booked.ID != ls[2].Appointments[0].ID {
		t.Errorf("the line says %s, the final state %s", ls[2].Appointments[0].ID, booked.ID)
	}
	booked.ID = ""
	want := appointment{
		"", "p_xu", "main", "wang", "cleaning", "2026-11-25T09:00:00+08:00", "2026-11-25T10:00:00+08:00", "unconfirmed", "bot",
	}
	if diff := cmp.Diff(want, booked); diff != "" {
		t.Errorf("booked (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]handoff{{"c2", "human_request", "2026-11-23T10:07:00+08:00"}}, got.Handoffs); diff != "" {
		t.Errorf("handoffs (-want +got)\n%s", diff)
	}
	var sent []string
	for _, m := range got.Outbox {
		sent = append(sent, strings.Join([]string{m.At, m.Conversation, m.To, m.Script}, " "))
	}
	wantSent := []string{
		"2026-11-23T10:05:00+08:00 c1 u_xu plan",
		"2026-11-23T10:06:00+08:00 c1 u_xu booked",
		"2026-11-23T10:06:00+08:00 c1 s_chen notify_booked",
		"2026-11-23T10:07:00+08:00 c2 u_lin handoff.human_request",
		"2026-11-23T10:07:00+08:00 c2 s_chen notify_handoff",
	}
	if diff := cmp.Diff(wantSent, sent); diff != "" {
		t.Errorf("outbox (-want +got)\n%s", diff)
	}
}

func TestChat_Final(t *testing.T) {
	t.Parallel()
	final := filepath.Join(t.TempDir(), "final.json")
	o := run(t, "", booking, "chat", "--json", "--store", "memory", "--fixture", clinicA, "--final", final)
	wantFine(t, o)
	raw, err := os.ReadFile(final)
	if err != nil {
		t.Fatal(err)
	}
	wantBooking(t, o.stdout, string(raw))
}

// TestUnderstand_Keys prints the keys of the contract, in its order, null for
// what was not said.
func TestUnderstand_Keys(t *testing.T) {
	t.Parallel()
	o := run(t, "", `{"id":"m1","text":"","now":"2026-11-23T10:05:00+08:00","unknown":1}
{"id":7,"text":"我叫徐小雨，13800000001，给我约周一上午王敏主任洗牙","now":"2026-11-23T10:05:00+08:00","expecting":"name_phone"}
`, "understand", "--fixture", clinicA)
	wantFine(t, o)
	want := []string{
		"id", "intents", "times", "patient_name", "phone", "for_whom", "relation", "doctor", "store",
		"treatment", "treatment_state", "urgent", "commands", "ms",
	}
	var all []map[string]any
	for text := range strings.Lines(o.stdout) {
		if diff := cmp.Diff(want, keysOf(t, text)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		var fields map[string]any
		if err := json.Unmarshal([]byte(text), &fields); err != nil {
			t.Fatal(err)
		}
		all = append(all, fields)
	}
	if len(all) != 2 {
		t.Fatalf("%d lines for 2", len(all))
	}
	nothing, said := all[0], all[1]
	for _, key := range []string{"patient_name", "phone", "relation", "doctor", "store", "treatment"} {
		if nothing[key] != nil {
			t.Errorf("%s of a message that says nothing: %v", key, nothing[key])
		}
	}
	for _, key := range []string{"intents", "times", "commands"} {
		if _, list := nothing[key].([]any); !list {
			t.Errorf("%s is no list: %v", key, nothing[key])
		}
	}
	for key, want := range map[string]any{"id": 7.0, "patient_name": "徐小雨", "phone": "13800000001", "treatment": "基础治疗", "treatment_state": "known"} {
		if said[key] != want {
			t.Errorf("%s: %v, want %v", key, said[key], want)
		}
	}
}

// keysOf lists the keys of a JSON object in their order.
func keysOf(t *testing.T, object string) []string {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(object))
	if _, err := dec.Token(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			t.Fatal(err)
		}
	}
	return keys
}

func TestUnderstand_BadInput(t *testing.T) {
	t.Parallel()
	fine := `{"id":"m1","text":"你好","now":"2026-11-23T10:05:00+08:00"}` + "\n"
	for _, c := range []struct {
		name, stdin string
		says        []string
	}{
		{"no time", fine + `{"id":"m1","text":"你好"}`, []string{"line 2", "now"}},
		{"a time without a zone", `{"id":"m1","text":"你好","now":"2026-11-23T10:05:00"}`, []string{"line 1", "now", "zone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := run(t, "", c.stdin, "understand", "--fixture", clinicA)
			if o.status != 2 {
				t.Errorf("exit status %d, want 2", o.status)
			}
			wantOneLine(t, o.stderr, c.says...)
		})
	}
}
