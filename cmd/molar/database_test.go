package main_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar/evals/world"
	"github.com/molarhq/molar/server/store"
	"github.com/molarhq/molar/server/store/storetest"
)

// server is the database server that a test shares with others, under a name by
// which its own connections are known there.
type server struct {
	t     *testing.T
	url   string // names the test
	name  string
	admin *pgx.Conn
}

func newServer(t *testing.T) server {
	t.Helper()
	base, name := storetest.AdminURL(t), "molar-test-"+rand.Text()
	admin, err := pgx.Connect(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { admin.Close(context.WithoutCancel(t.Context())) })
	return server{t, withQuery(t, base, "application_name", name), name, admin}
}

func withQuery(t *testing.T, base, key, value string) string {
	t.Helper()
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(key, value)
	u.RawQuery = query.Encode()
	return u.String()
}

// used lists the databases that the test's programs are connected to.
func (s server) used() []string {
	return s.names(`SELECT DISTINCT datname FROM pg_stat_activity WHERE application_name = $1 AND datname LIKE 'molar\_run\_%' ORDER BY datname`, s.name)
}

// remain lists those of the databases that exist.
func (s server) remain(databases []string) []string {
	return s.names(`SELECT datname FROM pg_database WHERE datname = ANY($1) ORDER BY datname`, databases)
}

func (s server) names(query string, arg any) []string {
	s.t.Helper()
	rows, err := s.admin.Query(s.t.Context(), query, arg)
	if err != nil {
		s.t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		s.t.Fatal(err)
	}
	return names
}

// live is a run of the program that is talked to line by line.
type live struct {
	t     *testing.T
	cmd   *exec.Cmd
	stdin io.WriteCloser
	out   *bufio.Reader
}

func start(t *testing.T, database string, args ...string) live {
	t.Helper()
	cmd := command(t, database, args...)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return live{t, cmd, stdin, bufio.NewReader(stdout)}
}

// send writes an event and returns the line that comes of it.
func (l live) send(event string) string {
	l.t.Helper()
	if _, err := io.WriteString(l.stdin, event+"\n"); err != nil {
		l.t.Fatal(err)
	}
	text, err := l.out.ReadString('\n')
	if err != nil {
		l.t.Fatal(err)
	}
	return text
}

// end closes the input and waits for the program.
func (l live) end() {
	l.t.Helper()
	l.stdin.Close()
	if err := l.cmd.Wait(); err != nil {
		l.t.Error(err)
	}
}

// TestChat_SideBySide plays the same conversation in two programs in turns, on
// one server and with the same ids: each books the slot, and neither leaves a
// database behind.
func TestChat_SideBySide(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var runs [2]live
	var finals, outs [2]string
	for i := range runs {
		finals[i] = filepath.Join(t.TempDir(), "final.json")
		runs[i] = start(t, s.url, "chat", "--json", "--fixture", clinicA, "--final", finals[i])
	}
	for event := range strings.Lines(booking) {
		for i, r := range runs {
			outs[i] += r.send(strings.TrimSuffix(event, "\n"))
		}
	}
	used := s.used()
	if len(used) != 2 {
		t.Errorf("two runs use the databases %v", used)
	}
	for i, r := range runs {
		r.end()
		raw, err := os.ReadFile(finals[i])
		if err != nil {
			t.Fatal(err)
		}
		wantBooking(t, outs[i], string(raw))
	}
	if diff := cmp.Diff(lines(t, outs[0]), lines(t, outs[1]), cmp.AllowUnexported(line{})); diff != "" {
		t.Errorf("the two came to different lines:\n%s", diff)
	}
	if left := s.remain(used); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestChat_Killed kills a run in the middle of a conversation. The next one
// begins with the fixture as if nothing had been.
func TestChat_Killed(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	killed := start(t, s.url, "chat", "--json", "--fixture", clinicA)
	events := slices.Collect(strings.Lines(booking))
	for _, event := range events[:2] { // a slot is held now
		killed.send(strings.TrimSuffix(event, "\n"))
	}
	used := s.used()
	if err := killed.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := killed.cmd.Wait(); err == nil {
		t.Error("the program outlived being killed")
	}
	t.Cleanup(func() {
		for _, name := range used { // the next runs would take it away, but only after an hour
			dropDatabase(t, name)
		}
	})

	final := filepath.Join(t.TempDir(), "final.json")
	o := run(t, s.url, booking, "chat", "--json", "--fixture", clinicA, "--final", final)
	wantFine(t, o)
	raw, err := os.ReadFile(final)
	if err != nil {
		t.Fatal(err)
	}
	wantBooking(t, o.stdout, string(raw))
}

// TestMigrateAndImport_Twice brings an empty database up and fills it: the
// second time of each changes nothing.
func TestMigrateAndImport_Twice(t *testing.T) {
	t.Parallel()
	database := emptyDatabase(t)
	first, second := run(t, database, "", "migrate"), run(t, database, "", "migrate")
	wantFine(t, first)
	wantFine(t, second)
	if first.stdout != second.stdout || !strings.HasPrefix(first.stdout, "schema version ") {
		t.Errorf("migrated to %q, then %q", first.stdout, second.stdout)
	}

	w, err := world.LoadFile(clinicA)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 2 {
		o := run(t, database, "", "import", clinicA)
		wantFine(t, o)
		if want := "imported 知齿口腔: 1 stores, 4 doctors, 10 patients, 6 appointments\n"; !strings.HasSuffix(o.stdout, want) {
			t.Errorf("standard output %q, want %q at its end", o.stdout, want)
		}
		org := db.Org(w.Org.ID)
		books, err := org.Books(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		master, err := org.World(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := []int{len(books.Appointments), len(books.Patients), len(books.Links), len(master.Stores), len(master.Doctors), len(master.Projects), len(master.Staff), len(master.Bots)}
		want := []int{len(w.Appointments), len(w.Patients), len(w.Links), len(w.Stores), len(w.Doctors), len(w.Projects), len(w.Staff), len(w.Bots)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("rows of appointments, patients, links, stores, doctors, projects, staff, bots (-want +got)\n%s", diff)
		}
	}
}

// TestImport_AllOrNothing leaves a database alone when the file is wrong.
func TestImport_AllOrNothing(t *testing.T) {
	t.Parallel()
	database := emptyDatabase(t)
	o := run(t, database, "", "import", fixture(t, "stores:\n  main: {name: 张江店}\npatients:\n  p_xu: {name: 徐小雨, phone: 13800000001}\n"))
	if o.status != 2 || o.stdout != "" {
		t.Errorf("exit status %d, want 2; standard output %q", o.status, o.stdout)
	}
	wantOneLine(t, o.stderr, "clinic.yaml:4", "patients.p_xu.phone")
}

// emptyDatabase makes a database without a schema for the test.
func emptyDatabase(t *testing.T) string {
	t.Helper()
	name := "molar_test_" + strings.ToLower(rand.Text())
	administer(t, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	t.Cleanup(func() { dropDatabase(t, name) })
	u, err := url.Parse(storetest.AdminURL(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

func dropDatabase(t *testing.T, name string) {
	t.Helper()
	administer(t, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)")
}

// administer runs a statement on the server, at the end of a test too.
func administer(t *testing.T, sql string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	admin, err := pgx.Connect(ctx, storetest.AdminURL(t))
	if err != nil {
		t.Error(err)
		return
	}
	defer admin.Close(ctx)
	if _, err := admin.Exec(ctx, sql); err != nil {
		t.Error(err)
	}
}
