package strictyaml

import (
	"fmt"

	"github.com/molarhq/molar"
)

// Fault is one thing wrong with a document and where it stands. It wraps a
// [*molar.Error] of code invalid that carries the field's path.
type Fault struct {
	File   string // as given by the caller; may be empty
	Line   int    // from 1; 0 where the fault is of the whole file
	Column int    // from 1; 0 where it is not known
	Err    *molar.Error
}

// Error reads "world.yaml:14: patients.p_xu.phone: put the phone in quotes",
// with "line 14" in front where the file has no name.
func (f *Fault) Error() string {
	switch {
	case f.File != "" && f.Line > 0:
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Err)
	case f.File != "":
		return fmt.Sprintf("%s: %s", f.File, f.Err)
	case f.Line > 0:
		return fmt.Sprintf("line %d: %s", f.Line, f.Err)
	}
	return f.Err.Error()
}

// Unwrap returns the [*molar.Error].
func (f *Fault) Unwrap() error { return f.Err }
