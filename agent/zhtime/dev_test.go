package zhtime

import (
	"bufio"
	"encoding/json"
	"os"
	"reflect"
	"testing"
	"time"
)

// devMessage is a line of testdata/dev.jsonl: a message as a patient writes
// it and the exact set of wishes it should give.
type devMessage struct {
	Text       string    `json:"text"`
	Now        time.Time `json:"now"`
	Times      []Wish    `json:"times"`
	Impossible []string  `json:"impossible"`
}

// TestDevSet wants 95 % of the messages exactly right, and 98 % of those
// without a time left alone.
func TestDevSet(t *testing.T) {
	file, err := os.Open("testdata/dev.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var total, right, plain, quiet int
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var m devMessage
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		got := Parse(m.Text, m.Now.In(shanghai), nil)
		ok := sameSet(got.Wishes, m.Times) && (len(got.Impossible) == 0 && len(m.Impossible) == 0 || reflect.DeepEqual(got.Impossible, m.Impossible))
		total++
		if ok {
			right++
		} else {
			t.Logf("%s (%s)\n  want %s %v\n  got  %s %v", m.Text, m.Now.Format("Mon 01-02 15:04"), list(m.Times), m.Impossible, list(got.Wishes), got.Impossible)
		}
		if len(m.Times) == 0 {
			plain++
			if len(got.Wishes) == 0 {
				quiet++
			}
		}
	}
	t.Logf("%d of %d right, %d of %d without a time left alone", right, total, quiet, plain)
	if total < 300 || plain < 90 {
		t.Errorf("%d messages, %d without a time: the set is too small", total, plain)
	}
	if 100*right < 95*total {
		t.Errorf("%d of %d right, want 95 %%", right, total)
	}
	if 100*quiet < 98*plain {
		t.Errorf("%d of %d without a time left alone, want 98 %%", quiet, plain)
	}
}
