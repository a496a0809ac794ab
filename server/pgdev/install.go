package pgdev

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/molarhq/molar"
)

// oldestMajor is the first PostgreSQL release that Molar supports.
const oldestMajor = 15

// install is one installed PostgreSQL.
type install struct {
	bin    string // folder of its programs
	major  int
	vector bool // pgvector is installed for it
}

func (i install) program(name string) string { return filepath.Join(i.bin, name) }

// installs lists what is installed, best first: with pgvector before without,
// then the newest.
func installs() []install {
	dirs, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		dirs = append(dirs, strings.TrimSpace(string(out)))
	}
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(path))
		}
	}
	slices.Sort(dirs)

	var found []install
	for _, dir := range slices.Compact(dirs) {
		if i, ok := inspect(dir); ok {
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b install) int {
		if a.vector != b.vector {
			if a.vector {
				return -1
			}
			return 1
		}
		return b.major - a.major
	})
	return found
}

var versionNumber = regexp.MustCompile(`\d+`)

func inspect(bin string) (install, bool) {
	i := install{bin: bin}
	if _, err := os.Stat(i.program("initdb")); err != nil {
		return i, false
	}
	out, err := exec.Command(i.program("postgres"), "--version").Output()
	if err != nil {
		return i, false
	}
	if i.major, err = strconv.Atoi(versionNumber.FindString(string(out))); err != nil || i.major < oldestMajor {
		return i, false
	}
	if share, err := exec.Command(i.program("pg_config"), "--sharedir").Output(); err == nil {
		_, err = os.Stat(filepath.Join(strings.TrimSpace(string(share)), "extension", "vector.control"))
		i.vector = err == nil
	}
	return i, true
}

// choose picks the programs for a data directory: for one that exists, those
// of the release that made it. Its error names what is missing.
func choose(data string) (install, error) {
	found := installs()
	if len(found) == 0 {
		return install{}, molar.Errorf(molar.CodeUnavailable,
			"PostgreSQL %d or newer is not installed: make setup installs it, or set DATABASE_URL to a server", oldestMajor)
	}
	made, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if os.IsNotExist(err) {
		if !found[0].vector {
			return install{}, molar.Errorf(molar.CodeUnavailable,
				"PostgreSQL %d in %s has no pgvector: make setup installs it", found[0].major, found[0].bin)
		}
		return found[0], nil
	}
	if err != nil {
		return install{}, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(made)))
	if err != nil {
		return install{}, fmt.Errorf("read PG_VERSION of %s: %w", data, err)
	}
	for _, i := range found {
		if i.major == major {
			return i, nil
		}
	}
	return install{}, molar.Errorf(molar.CodeUnavailable,
		"the data in %s was made by PostgreSQL %d, which is not installed: install it, or move the data with pg_upgrade", data, major)
}
