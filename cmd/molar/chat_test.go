package main

import (
	"strings"
	"testing"

	"github.com/molarhq/molar/evals"
)

// TestDecodeEvent_NamesTheField tells who writes events by a program what is
// wrong with one.
func TestDecodeEvent_NamesTheField(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, line string
		says       []string // none: nothing is wrong
	}{
		{"the least", `{"conversation":"c1","from":"u_xu"}`, nil},
		{"a field from the future", `{"conversation":"c1","from":"u_xu","text":"你好","mood":"good"}`, nil},
		{"a time", `{"conversation":"c1","from":"u_xu","at":"2026-11-23T10:05:00+08:00"}`, nil},
		{"an empty line", ``, []string{"JSON object"}},
		{"half a line", `{"conversation":"c1",`, []string{"JSON object"}},
		{"two objects", `{"conversation":"c1","from":"u_xu"} {}`, []string{"JSON object"}},
		{"a list", `[]`, []string{"JSON object"}},
		{"null", `null`, []string{"conversation"}},
		{"a number for a text", `{"conversation":"c1","from":"u_xu","text":5}`, []string{"text", "number"}},
		{"a text for a flag", `{"conversation":"c1","from":"u_xu","more":"yes"}`, []string{"more", "string"}},
		{"a text for a list", `{"conversation":"c1","from":"u_xu","mentions":"bot"}`, []string{"mentions", "string"}},
		{"no conversation", `{"from":"u_xu","text":"你好"}`, []string{"conversation"}},
		{"nobody wrote it", `{"conversation":"c1","text":"你好"}`, []string{"from"}},
		{"an unknown kind", `{"conversation":"c1","from":"u_xu","kind":"channel"}`, []string{"kind", "channel"}},
		{"an unknown role", `{"conversation":"c1","from":"u_xu","role":"doctor"}`, []string{"role", "doctor"}},
		{"an unknown medium", `{"conversation":"c1","from":"u_xu","media":"smell"}`, []string{"media", "smell"}},
		{"an unknown event", `{"conversation":"c1","from":"u_xu","event":"typing"}`, []string{"event", "typing"}},
		{"a time without a zone", `{"conversation":"c1","from":"u_xu","at":"2026-11-23T10:05:00"}`, []string{"at", "zone"}},
		{"a day that does not exist", `{"conversation":"c1","from":"u_xu","at":"2026-02-30T10:05:00+08:00"}`, []string{"at", "2026-02-30"}},
		{"a number for a time", `{"conversation":"c1","from":"u_xu","at":5}`, []string{"at"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var ev evals.Event
			err := decodeEvent([]byte(c.line), &ev)
			if (err != nil) != (len(c.says) > 0) {
				t.Fatalf("error %v", err)
			}
			for _, s := range c.says {
				if !strings.Contains(err.Error(), s) {
					t.Errorf("the error does not say %q: %v", s, err)
				}
			}
		})
	}
}

// TestOneLine keeps what is told on standard error to one line.
func TestOneLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ err, want string }{
		{"plain", "plain"},
		{"cannot connect:\n\t127.0.0.1: refused\n\t127.0.0.1: refused\n\t::1: refused\n", "cannot connect: 127.0.0.1: refused ::1: refused"},
	} {
		if got := oneLine(textError(c.err)); got != c.want {
			t.Errorf("%q became %q, want %q", c.err, got, c.want)
		}
	}
}

type textError string

func (e textError) Error() string { return string(e) }
