// Package pgdev runs a private PostgreSQL for one directory: what Molar uses
// when no DATABASE_URL names a server, and what the tests use.
//
// The cluster listens on a Unix socket only, in a folder that none but its
// owner can enter. Any number of processes may share one directory: the first
// starts the server, the others join it, and the last to leave stops it, even
// when that last one was killed.
//
//	dir := filepath.Join(pgdev.DefaultDir(), "postgres")
//	cluster, err := pgdev.Start(ctx, dir, pgdev.Options{Durable: true})
//	…
//	defer cluster.Close()
//	db, err := store.Open(ctx, cluster.URL("postgres"))
//
// A directory belongs to the cluster alone. It holds:
//
//	data/          the database cluster
//	throwaway      present if data was made without Durable
//	postgres.log   what the server wrote
//	use.lock       held shared by every process that uses the cluster
//	gate.lock      held alone while a server is being started or stopped
//
// PostgreSQL refuses to run as root, so root runs it as the user postgres, who
// then owns the directory.
package pgdev

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Options says how a server runs. They count for the process that starts it;
// those that join take it as it is.
type Options struct {
	// Durable makes commits survive a crash of the machine. Without it the
	// server is several times faster at writing; and a cluster that was made
	// without it is made anew when it does not start any more.
	Durable bool
}

// Cluster is one process's use of a private PostgreSQL. Its methods may be
// called from several goroutines.
type Cluster struct {
	dir       string // absolute, symbolic links resolved
	data      string // dir/data
	socketDir string
	opt       Options
	account   account
	install   install
	ephemeral bool

	use   *os.File // held shared
	close sync.Once
	err   error // of the first Close
}

// DefaultDir is where Molar keeps its data unless told otherwise:
// /var/lib/molar for root, else molar in the user's data folder.
func DefaultDir() string {
	if os.Geteuid() == 0 {
		return "/var/lib/molar"
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "molar")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "."
	}
	return filepath.Join(home, ".local", "share", "molar")
}

// Start returns the cluster of a directory, running: it joins the server that
// is there, or makes the directory and the cluster where they are missing and
// starts one. What a killed process or a crash left behind is put right.
//
// Missing programs and a server that does not come up are errors with code
// unavailable; a directory that cannot hold a cluster, or holds something
// else, is invalid. Cancelling
// ctx ends the attempt, not a server that was started.
func Start(ctx context.Context, dir string, opt Options) (*Cluster, error) {
	c := &Cluster{opt: opt}
	if err := c.open(ctx, dir); err != nil {
		return nil, fmt.Errorf("start private postgres in %s: %w", dir, err)
	}
	return c, nil
}

// Ephemeral starts an empty cluster in a temporary directory of its own, not
// durable, which Close removes.
func Ephemeral(ctx context.Context) (*Cluster, error) {
	dir, err := os.MkdirTemp("", "molar-pg-")
	if err != nil {
		return nil, fmt.Errorf("start temporary postgres: %w", err)
	}
	c := &Cluster{ephemeral: true}
	if err := c.open(ctx, dir); err != nil {
		os.RemoveAll(dir)
		return nil, fmt.Errorf("start temporary postgres: %w", err)
	}
	return c, nil
}

func (c *Cluster) open(ctx context.Context, dir string) error {
	var err error
	if c.account, err = serverAccount(); err != nil {
		return err
	}
	if c.dir, err = c.account.prepare(dir); err != nil {
		return err
	}
	c.data = filepath.Join(c.dir, "data")
	if c.socketDir, err = c.account.socketDir(c.dir); err != nil {
		return err
	}

	gate, err := c.lock(ctx, gateLock, syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer gate.Close()
	if c.use, err = c.lock(ctx, useLock, syscall.LOCK_SH); err != nil {
		return err
	}
	if err := c.ensureRunning(ctx); err != nil {
		c.use.Close()
		return err
	}
	return nil
}

// URL is the connection string of a database in the cluster, for its
// superuser. It holds no password: the socket's folder keeps others out.
func (c *Cluster) URL(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {c.socketDir}, "port": {port}}.Encode(),
	}
	return u.String()
}

// Close ends this use of the cluster; the last user stops the server. Close
// what is connected first: connections that are open then are cut. Further
// calls do nothing and return what the first returned.
func (c *Cluster) Close() error {
	c.close.Do(func() {
		if err := c.leave(); err != nil {
			c.err = fmt.Errorf("stop private postgres in %s: %w", c.dir, err)
		}
	})
	return c.err
}

func (c *Cluster) leave() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	defer c.use.Close()

	gate, err := c.lock(ctx, gateLock, syscall.LOCK_EX)
	if err != nil {
		return err
	}
	defer gate.Close()
	if !c.lastUser() {
		return nil
	}
	err = c.stop(ctx)
	if c.ephemeral {
		err = errors.Join(err, os.RemoveAll(c.dir))
	}
	return err
}
