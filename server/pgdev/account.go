package pgdev

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/molarhq/molar"
)

// account is the user that runs the server.
type account struct {
	uid, gid int
	dropped  bool // root handed over to the user postgres
}

// serverAccount is the current user, or the user postgres for root.
func serverAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return account{}, molar.Errorf(molar.CodeUnavailable,
			"PostgreSQL does not run as root and there is no user postgres to run it: make setup installs it")
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return account{}, fmt.Errorf("user postgres: %w", err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return account{}, fmt.Errorf("user postgres: %w", err)
	}
	return account{uid: uid, gid: gid, dropped: true}, nil
}

// process is how a program of the server is started: as the account, and in a
// session of its own, so that a Ctrl-C meant for Molar does not reach it.
func (a account) process() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if a.dropped {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// own gives a file to the account.
func (a account) own(path string) error {
	if !a.dropped {
		return nil
	}
	return os.Lchown(path, a.uid, a.gid)
}

// prepare makes the directory where it is missing, closed to other users, and
// returns its absolute path without symbolic links.
func (a account) prepare(dir string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", err
	}
	if err := os.Mkdir(dir, 0o700); err != nil && !os.IsExist(err) {
		return "", err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return "", err
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, gateLock)); err != nil && len(files) > 0 {
		return "", molar.Errorf(molar.CodeInvalid, "%s is not empty and holds no private PostgreSQL", dir)
	}
	if err := a.claim(dir); err != nil {
		return "", err
	}
	return dir, a.reach(dir)
}

// claim makes a directory the account's alone. One that belongs to somebody
// else may be a trap laid in a shared temporary folder.
func (a account) claim(dir string) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	if !info.IsDir() || owner != a.uid && owner != os.Geteuid() {
		return molar.Errorf(molar.CodeInvalid, "%s is not a directory of this user", dir)
	}
	if err := a.own(dir); err != nil {
		return err
	}
	return os.Chmod(dir, 0o700)
}

// reach checks that the user postgres can come to a directory that root chose.
func (a account) reach(dir string) error {
	if !a.dropped {
		return nil
	}
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err != nil {
			return err
		}
		owner := info.Sys().(*syscall.Stat_t)
		open := info.Mode()&0o001 != 0 ||
			int(owner.Uid) == a.uid && info.Mode()&0o100 != 0 ||
			int(owner.Gid) == a.gid && info.Mode()&0o010 != 0
		if !open {
			return molar.Errorf(molar.CodeInvalid,
				"PostgreSQL runs as the user postgres, who may not enter %s: choose a directory elsewhere, such as %s", parent, DefaultDir())
		}
		if parent == filepath.Dir(parent) {
			return nil
		}
	}
}

// maxSocketPath is the least that a system's sockaddr_un holds; Linux has 107.
const maxSocketPath = 103

// socketDir is the cluster's own directory, or where its path is too long for
// a Unix socket a short one under /tmp, the same for every process.
func (a account) socketDir(dir string) (string, error) {
	if len(filepath.Join(dir, ".s.PGSQL."+port)) <= maxSocketPath && !strings.Contains(dir, ",") {
		return dir, nil
	}
	sum := sha256.Sum256([]byte(dir))
	short := fmt.Sprintf("/tmp/molar-%d-%x", a.uid, sum[:6])
	if err := os.Mkdir(short, 0o700); err != nil && !os.IsExist(err) {
		return "", err
	}
	return short, a.claim(short)
}
