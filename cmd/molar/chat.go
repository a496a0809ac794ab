package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/agent"
	"github.com/molarhq/molar/evals"
	"github.com/molarhq/molar/evals/world"
)

// chatCmd talks to the agent.
type chatCmd struct {
	JSON     bool   `help:"One JSON event a line in, one JSON line out."`
	Fixture  string `placeholder:"FILE" help:"The clinic to talk to: a YAML fixture. Default: the demo chain."`
	Calendar string `placeholder:"FILE" help:"Festivals and days off, in place of the built-in calendar."`
	Store    string `enum:"postgres,memory" default:"postgres" help:"Where the clinic lives for this run: postgres or memory."`
	As       string `placeholder:"CONTACT" default:"u_demo" help:"The contact to write as."`
	Trace    bool   `help:"Show each turn's commands, tool calls and plan."`
	Final    string `placeholder:"FILE" help:"Write the clinic's final state here."`
	DataDir  string `placeholder:"DIR" help:"Where the private Postgres lives when DATABASE_URL is not set."`
}

// Run plays the conversation from standard input.
func (c *chatCmd) Run(ctx context.Context) error {
	w, err := loadWorld(c.Fixture)
	if err != nil {
		return err
	}
	calendar, err := loadCalendar(c.Calendar)
	if err != nil {
		return err
	}
	if c.Fixture == "" {
		w.Ruleset.ReplyDelay = molar.DelayRange{} // nobody wants to wait for a demo
	}
	opened, err := openStore(ctx, c.Store, c.DataDir, w)
	if err != nil {
		return err
	}
	defer opened.close()
	a, err := agent.New(agent.Config{World: w, Version: 1, Calendar: calendar})
	if err != nil {
		return err
	}
	player := evals.NewPlayer(a, opened, startOf(w))
	if c.JSON {
		err = playLines(ctx, player, os.Stdin, os.Stdout)
	} else {
		err = c.talk(ctx, player, w, opened)
	}
	if err != nil {
		return err
	}
	if c.Final == "" {
		return nil
	}
	books, err := opened.Books(ctx)
	if err != nil {
		return err
	}
	final, err := world.Final(books, w.Org.Zone)
	if err != nil {
		return err
	}
	return writeFile(c.Final, final)
}

func startOf(w *molar.World) time.Time {
	if w.Now.IsZero() {
		return clock()
	}
	return w.Now
}

// playLines runs the line protocol: one output line for each input line, in
// order.
func playLines(ctx context.Context, player *evals.Player, in io.Reader, out io.Writer) error {
	lines := newLineReader(in)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		raw, n, err := lines.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		var ev evals.Event
		if err := decodeEvent(raw, &ev); err != nil {
			return badInput{fmt.Errorf("line %d: %w", n, err)}
		}
		line, err := player.Play(ctx, ev)
		if err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("line %d: write: %w", n, err)
		}
	}
	return player.Flush(ctx)
}

// decodeEvent reads one event and names the field that is wrong.
func decodeEvent(raw []byte, ev *evals.Event) error {
	if err := json.Unmarshal(raw, ev); err != nil {
		return fieldError(err, "at")
	}
	return ev.Check()
}

// talk is the conversation for people.
func (c *chatCmd) talk(ctx context.Context, player *evals.Player, w *molar.World, store evals.Store) error {
	tty := isTerminal(os.Stdin)
	fmt.Printf("%s · 您是 %s · %s\n", w.Org.Name, c.As, player.Now().In(w.Org.Zone).Format("2006-01-02 15:04"))
	if tty {
		fmt.Println("直接打字，回车发送；Ctrl-D 结束。")
	}
	lines := newLineReader(os.Stdin)
	conv := molar.ConversationID("chat-" + c.As)
	for {
		if tty {
			fmt.Print("\n您：")
		}
		raw, _, err := lines.next()
		if err == io.EOF {
			fmt.Println()
			return player.Flush(ctx)
		}
		if err != nil {
			return err
		}
		text := string(bytes.ToValidUTF8(raw, []byte("\uFFFD")))
		if !tty {
			fmt.Printf("\n您：%s\n", text)
		}
		ev := evals.Event{Conversation: conv, Kind: molar.Single, From: c.As, Role: molar.RoleCustomer, Text: text}
		if c.Fixture == "" {
			ev.At = clock()
		}
		line, err := player.Play(ctx, ev)
		if err != nil {
			return err
		}
		for _, r := range line.Replies {
			fmt.Printf("Molar：%s\n", strings.ReplaceAll(r.Text, "\n", "\n       "))
		}
		if line.Silent != nil {
			fmt.Printf("（机器人不说话：%s）\n", *line.Silent)
		}
		if line.Handoff != nil {
			fmt.Printf("（转人工：%s %s）\n", line.Handoff.Code, line.Handoff.Code.Name())
		}
		if c.Trace && line.Turn != nil {
			if err := showTrace(ctx, store, conv, *line.Turn); err != nil {
				return err
			}
		}
	}
}

// showTrace prints the stored trace of a turn.
func showTrace(ctx context.Context, store evals.Store, conv molar.ConversationID, number int) error {
	turns, err := store.Turns(ctx, conv)
	if err != nil {
		return err
	}
	for _, t := range turns {
		if t.Number != number {
			continue
		}
		fmt.Printf("  turn %d · ruleset %d · %s · %s\n", t.Number, t.Ruleset, t.Brain, t.Took.Round(time.Microsecond))
		for _, part := range []struct {
			name string
			raw  json.RawMessage
		}{{"commands", t.Commands}, {"tools", t.Tools}, {"plan", t.Plan}} {
			var rows []json.RawMessage
			if json.Unmarshal(part.raw, &rows) != nil {
				continue
			}
			fmt.Printf("  %s\n", part.name)
			for _, row := range rows {
				fmt.Printf("    %s\n", shorten(row))
			}
		}
	}
	return nil
}

// shorten puts a JSON value on one line of a terminal.
func shorten(raw json.RawMessage) string {
	var buf bytes.Buffer
	if json.Compact(&buf, raw) != nil {
		return string(raw)
	}
	r := []rune(buf.String())
	if len(r) > 220 {
		return string(r[:220]) + "…"
	}
	return string(r)
}

// lineReader reads lines of any length and counts them; empty lines of a
// terminal are a message too.
type lineReader struct {
	in *bufio.Reader
	n  int
}

func newLineReader(in io.Reader) *lineReader {
	return &lineReader{in: bufio.NewReaderSize(in, 64<<10)}
}

func (r *lineReader) next() ([]byte, int, error) {
	raw, err := r.in.ReadBytes('\n')
	if err != nil && len(raw) == 0 {
		return nil, r.n, err
	}
	r.n++
	return bytes.TrimRight(raw, "\r\n"), r.n, nil
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
