package pgdev

import (
	"os/exec"
	"path/filepath"
	"strconv"
)

// watchdog stops a server whose last user went without Close: killed, or out
// of a test binary's exit. It waits for the use lock, which the kernel frees
// with its last holder, and then does as Close does: behind the gate, and only
// if still nobody uses the cluster. It ends with the server it was started for.
//
// Arguments: the directory, pg_ctl, the server's process, and the directory
// once more if it is to be removed.
const watchdog = `
running() { [ "$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)" = "$3" ]; }
while running "$@"; do
	flock -x "$1/use.lock" true || break
	running "$@" || break
	flock -x "$1/gate.lock" flock -n -x "$1/use.lock" "$2" stop -s -m fast -D "$1/data"
done
[ -z "$4" ] || rm -rf "$4"
`

// startWatchdog leaves a watchdog behind. Where the flock program is missing
// there is none, and a server that outlived its users waits for the next one.
func (c *Cluster) startWatchdog(pid int) {
	if _, err := exec.LookPath("flock"); err != nil {
		return
	}
	remove := ""
	if c.ephemeral {
		remove = c.dir
	}
	cmd := c.command(exec.Command("/bin/sh", "-c", watchdog, "molar-pgdev",
		c.dir, c.install.program("pg_ctl"), strconv.Itoa(pid), remove))
	cmd.Dir = filepath.Dir(c.dir)
	if cmd.Start() == nil {
		go cmd.Wait()
	}
}
