package pgdev

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

const (
	gateLock = "gate.lock"
	useLock  = "use.lock"
)

const lockPoll = 10 * time.Millisecond

// lock takes a lock of the directory, waiting for it until ctx ends. Closing
// the file gives it up, and so does the death of the process.
func (c *Cluster) lock(ctx context.Context, name string, how int) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(c.dir, name), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := c.account.own(file.Name()); err != nil {
		file.Close()
		return nil, err
	}
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		if err == nil {
			return file, nil
		}
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			file.Close()
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		select {
		case <-ctx.Done():
			file.Close()
			return nil, fmt.Errorf("wait for %s: %w", name, context.Cause(ctx))
		case <-time.After(lockPoll):
		}
	}
}

// lastUser turns the shared use lock into one held alone. It fails when
// another process uses the cluster; the shared lock is then gone too. It tries
// a few times because the watchdog takes the lock for an instant whenever it
// becomes free.
func (c *Cluster) lastUser() bool {
	for range 5 {
		if syscall.Flock(int(c.use.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			return true
		}
		time.Sleep(lockPoll)
	}
	return false
}
