package pgdev

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/molarhq/molar"
)

const (
	superuser = "postgres"
	port      = "5432" // of the socket's name; nothing listens on the network

	startPoll = 5 * time.Millisecond
	// startPatience covers crash recovery of a large durable cluster.
	startPatience = 2 * time.Minute
	// stopPatience is how long a fast shutdown may take before a hard one.
	stopPatience = 30 * time.Second
)

// ensureRunning joins the directory's server or starts one. The caller holds
// the gate.
func (c *Cluster) ensureRunning(ctx context.Context) error {
	joined, err := c.join(ctx)
	if joined || err != nil {
		return err
	}
	err = c.start(ctx)
	if err != nil && ctx.Err() == nil && exists(c.data) && exists(c.throwawayMark()) {
		// Without fsync a crash of the machine may have spoilt it.
		if err := os.RemoveAll(c.data); err != nil {
			return err
		}
		err = c.start(ctx)
	}
	return err
}

// join waits until the server that postmaster.pid tells of accepts
// connections. It reports false when there is none, after removing what a
// dead one left.
func (c *Cluster) join(ctx context.Context) (bool, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, startPatience,
		molar.Errorf(molar.CodeUnavailable, "the server that runs here does not answer; see %s", c.logPath()))
	defer cancel()
	for {
		pid, status := c.postmaster()
		switch {
		case pid == 0:
			return false, nil
		case !c.alive(pid):
			return false, c.removeStale()
		case status == "ready" && c.answers(ctx):
			return true, nil
		}
		select {
		case <-ctx.Done():
			return false, context.Cause(ctx)
		case <-time.After(startPoll):
		}
	}
}

// postmaster reads postmaster.pid: the server's process and its state
// ("starting", "ready", "stopping"); 0 when no server was left running.
func (c *Cluster) postmaster() (pid int, status string) {
	text, err := os.ReadFile(filepath.Join(c.data, "postmaster.pid"))
	if err != nil {
		return 0, ""
	}
	lines := strings.Split(string(text), "\n")
	if pid, err = strconv.Atoi(lines[0]); err != nil {
		// Cut off while it was written. Behind the gate nobody writes it now,
		// so its writer is dead.
		return -1, ""
	}
	if len(lines) > 7 {
		status = strings.TrimSpace(lines[7])
	}
	return pid, status
}

// alive reports whether a process is this cluster's server, and not another
// that was given its number later, or a zombie.
func (c *Cluster) alive(pid int) bool {
	if pid <= 0 || errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return false
	}
	if !exists("/proc/self/cmdline") {
		return true
	}
	command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return err == nil && slices.Contains(strings.Split(string(command), "\x00"), c.data)
}

func (c *Cluster) answers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgconn.Connect(ctx, c.URL("postgres"))
	if err != nil {
		return false
	}
	conn.Close(ctx)
	return true
}

func (c *Cluster) removeStale() error {
	socket := filepath.Join(c.socketDir, ".s.PGSQL."+port)
	for _, path := range []string{filepath.Join(c.data, "postmaster.pid"), socket, socket + ".lock"} {
		if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

func (c *Cluster) start(ctx context.Context) error {
	var err error
	if c.install, err = choose(c.data); err != nil {
		return err
	}
	if !exists(c.data) {
		if err := c.initdb(ctx); err != nil {
			return err
		}
	}
	err = c.launch(ctx)
	// Children of a server that was killed live on for a moment and hold its
	// shared memory.
	for range 20 {
		if err == nil || !strings.Contains(err.Error(), "shared memory block") {
			break
		}
		time.Sleep(250 * time.Millisecond)
		err = c.launch(ctx)
	}
	return err
}

func (c *Cluster) throwawayMark() string { return filepath.Join(c.dir, "throwaway") }

// initdb makes the cluster under another name and renames it when it is
// whole, so that data is never half made.
func (c *Cluster) initdb(ctx context.Context) error {
	making := c.data + ".new"
	if err := os.RemoveAll(making); err != nil {
		return err
	}
	args := []string{"--pgdata", making, "--username", superuser, "--auth", "trust",
		"--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions"}
	if !c.opt.Durable {
		args = append(args, "--no-sync")
	}
	out, err := c.command(exec.CommandContext(ctx, c.install.program("initdb"), args...)).CombinedOutput()
	if err != nil {
		return molar.Errorf(molar.CodeUnavailable, "initdb failed (%v): %s", err, strings.TrimSpace(string(out)))
	}
	if c.opt.Durable {
		err = os.RemoveAll(c.throwawayMark())
	} else {
		err = os.WriteFile(c.throwawayMark(), nil, 0o600)
	}
	if err != nil {
		return err
	}
	return os.Rename(making, c.data)
}

// launch starts the server and waits until it accepts connections.
func (c *Cluster) launch(ctx context.Context) error {
	log, err := c.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}

	args := []string{"-D", c.data}
	for _, setting := range c.settings() {
		args = append(args, "-c", setting)
	}
	server := c.command(exec.Command(c.install.program("postgres"), args...))
	server.Stdout, server.Stderr = log, log
	if err := server.Start(); err != nil {
		return err
	}
	gone := make(chan error, 1)
	go func() { gone <- server.Wait() }()

	patience := time.NewTimer(startPatience)
	defer patience.Stop()
	for {
		if pid, status := c.postmaster(); pid == server.Process.Pid && status == "ready" && c.answers(ctx) {
			break
		}
		select {
		case err := <-gone:
			return molar.Errorf(molar.CodeUnavailable, "the server stopped at once (%v): %s", err, c.logSince(from))
		case <-ctx.Done():
			server.Process.Signal(syscall.SIGQUIT)
			<-gone
			return context.Cause(ctx)
		case <-patience.C:
			server.Process.Signal(syscall.SIGQUIT)
			<-gone
			return molar.Errorf(molar.CodeUnavailable, "the server does not come up: %s", c.logSince(from))
		case <-time.After(startPoll):
		}
	}
	c.startWatchdog(server.Process.Pid)
	return nil
}

// settings are given on the command line, so that they follow the program and
// not the configuration file of the day the directory was made.
func (c *Cluster) settings() []string {
	settings := []string{
		"listen_addresses=", // no network
		"unix_socket_directories=" + c.socketDir,
		"unix_socket_permissions=0700",
		"port=" + port,
		"max_connections=200",
		"timezone=UTC",
		"log_timezone=UTC",
		"jit=off", // its start-up costs more than our queries take
	}
	if c.opt.Durable {
		return append(settings, "shared_buffers=128MB")
	}
	return append(settings,
		"shared_buffers=32MB",
		"fsync=off",
		"synchronous_commit=off",
		"full_page_writes=off",
		"wal_level=minimal",
		"max_wal_senders=0",
	)
}

// command makes a program run as the server's account, away from the caller's
// folder and without its PG* variables.
func (c *Cluster) command(cmd *exec.Cmd) *exec.Cmd {
	cmd.Dir = c.dir
	cmd.SysProcAttr = c.account.process()
	cmd.Env = []string{"LC_ALL=C.UTF-8", "TZ=UTC"}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH", "TMPDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+value)
		}
	}
	return cmd
}

// stop ends the server and waits until it has gone. The caller holds the gate
// and the use lock alone.
func (c *Cluster) stop(ctx context.Context) error {
	pid, _ := c.postmaster()
	if !c.alive(pid) {
		return nil
	}
	signal := syscall.SIGINT // fast: cut connections, write everything down
	if c.ephemeral {
		signal = syscall.SIGQUIT // at once: nobody reads it again
	}
	if err := syscall.Kill(pid, signal); err != nil {
		return err
	}
	deadline := time.Now().Add(stopPatience)
	for c.alive(pid) {
		if time.Now().After(deadline) {
			return molar.Errorf(molar.CodeUnavailable, "the server (process %d) does not stop", pid)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(startPoll):
		}
	}
	if c.socketDir != c.dir {
		os.Remove(c.socketDir)
	}
	return nil
}

// maxLog is the size from which a start begins the log anew.
const maxLog = 8 << 20

func (c *Cluster) logPath() string { return filepath.Join(c.dir, "postgres.log") }

func (c *Cluster) openLog() (*os.File, error) {
	flags := os.O_RDWR | os.O_CREATE | os.O_APPEND
	if info, err := os.Stat(c.logPath()); err == nil && info.Size() > maxLog {
		flags |= os.O_TRUNC
	}
	log, err := os.OpenFile(c.logPath(), flags, 0o600)
	if err != nil {
		return nil, err
	}
	return log, c.account.own(c.logPath())
}

// logSince is what the server wrote after an offset of its log, cut to the end
// of it, for an error.
func (c *Cluster) logSince(offset int64) string {
	text, err := os.ReadFile(c.logPath())
	if err != nil || int64(len(text)) < offset {
		return "see " + c.logPath()
	}
	text = text[offset:]
	if len(text) > 2000 {
		text = text[len(text)-2000:]
	}
	return strings.TrimSpace(string(text))
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
