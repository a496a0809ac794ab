package pgdev

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/molarhq/molar"
)

// TestMain lets the test binary play another process that uses a cluster: it
// starts the one of the directory, says so and then waits to be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PGDEV_TEST_USE"); dir != "" {
		c, err := Start(context.Background(), dir, Options{})
		if err != nil {
			os.Stdout.WriteString(err.Error() + "\n")
			os.Exit(1)
		}
		os.Stdout.WriteString("started\n")
		bufio.NewReader(os.Stdin).ReadString('\n')
		if err := c.Close(); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// tempDir is like t.TempDir, but the user postgres can come to it.
func tempDir(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("starts PostgreSQL")
	}
	dir, err := os.MkdirTemp("", "pgdev-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func mustStart(t *testing.T, dir string) *Cluster {
	t.Helper()
	c, err := Start(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func exec1(t *testing.T, c *Cluster, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.URL("postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func TestStart_LastUserStopsTheServer(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), "pg")
	first, second := mustStart(t, dir), mustStart(t, dir)
	pid, _ := second.postmaster()

	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	exec1(t, second, "CREATE TABLE kept ()")
	for range 2 {
		if err := second.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if second.alive(pid) {
		t.Error("the server runs although nobody uses it")
	}

	exec1(t, mustStart(t, dir), "SELECT FROM kept")
}

func TestStart_RestartsAfterTheServerWasKilled(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), "pg")
	first, err := Start(t.Context(), dir, Options{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	exec1(t, first, "CREATE TABLE kept ()")
	pid, _ := first.postmaster()
	syscall.Kill(pid, syscall.SIGKILL)

	exec1(t, mustStart(t, dir), "SELECT FROM kept")
}

func TestStart_HealsLeftovers(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), "pg")
	c := mustStart(t, dir)
	exec1(t, c, "CREATE TABLE kept ()")
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	// An initdb that was cut off, and a process number that another process
	// has now.
	if err := os.MkdirAll(filepath.Join(c.data+".new", "base"), 0o700); err != nil {
		t.Fatal(err)
	}
	pidFile := filepath.Join(c.data, "postmaster.pid")
	if err := os.WriteFile(pidFile, []byte("1\n"+c.data+"\n0\n5432\n"+dir+"\n\n  1 2\nready   \n"), 0o600); err != nil {
		t.Fatal(err)
	}

	exec1(t, mustStart(t, dir), "SELECT FROM kept")
}

func TestStart_MakesASpoiltThrowawayClusterAnew(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), "pg")
	c := mustStart(t, dir)
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(c.data, "global", "pg_control"), 0); err != nil {
		t.Fatal(err)
	}
	exec1(t, mustStart(t, dir), "SELECT 1")
}

func TestStart_NeverRemovesDurableData(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), "pg")
	c, err := Start(t.Context(), dir, Options{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(c.data, "global", "pg_control"), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), dir, Options{}); molar.CodeOf(err) != molar.CodeUnavailable {
		t.Errorf("start of spoilt data: %v, want code unavailable", err)
	}
	if !exists(filepath.Join(c.data, "base")) {
		t.Error("the data is gone")
	}
}

func TestStart_ProcessesShareAndAKilledLastOneLeavesNothing(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("flock"); err != nil {
		t.Skip("the watchdog needs flock")
	}
	dir := filepath.Join(tempDir(t), "pg")

	var users []*exec.Cmd
	var wait sync.WaitGroup
	for range 4 {
		user := exec.Command(os.Args[0])
		user.Env = append(os.Environ(), "PGDEV_TEST_USE="+dir)
		if _, err := user.StdinPipe(); err != nil { // held open: the user waits on it
			t.Fatal(err)
		}
		out, err := user.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := user.Start(); err != nil {
			t.Fatal(err)
		}
		users = append(users, user)
		wait.Go(func() {
			if line, _ := bufio.NewReader(out).ReadString('\n'); line != "started\n" {
				t.Errorf("a user of the cluster: %s", line)
			}
		})
	}
	wait.Wait()

	c := mustStart(t, dir)
	pid, _ := c.postmaster()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if !c.alive(pid) {
		t.Fatal("the server was stopped under its other users")
	}
	for _, user := range users {
		user.Process.Kill()
		user.Wait()
	}
	for deadline := time.Now().Add(20 * time.Second); c.alive(pid); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the server outlived its users")
		}
	}
}

func TestStart_LongPath(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(tempDir(t), strings.Repeat("deep/", 30), "pg")
	exec1(t, mustStart(t, dir), "SELECT 1")
}

func TestStart_RefusesAForeignDirectory(t *testing.T) {
	t.Parallel()
	dir := tempDir(t)
	if err := os.WriteFile(filepath.Join(dir, "letter.txt"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Start(t.Context(), dir, Options{}); molar.CodeOf(err) != molar.CodeInvalid {
		t.Errorf("start in a folder with other files: %v, want code invalid", err)
	}
}

func TestStart_NamesTheMissingRelease(t *testing.T) {
	t.Parallel()
	data := filepath.Join(tempDir(t), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, "PG_VERSION"), []byte("99\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := choose(data); err == nil || !strings.Contains(err.Error(), "PostgreSQL 99") {
		t.Errorf("choose for a release that is not installed: %v", err)
	}
}

func TestEphemeral_LeavesNothing(t *testing.T) {
	t.Parallel()
	tempDir(t)
	c, err := Ephemeral(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	exec1(t, c, "CREATE EXTENSION vector")
	pid, _ := c.postmaster()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if exists(c.dir) || c.alive(pid) {
		t.Error("the server or its directory is still there")
	}
}
