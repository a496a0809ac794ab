package evals

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
	"github.com/molarhq/molar/evals/world"
)

// Schema names the golden format; other formats are refused.
const Schema = "golden/v1"

// Severity says what a failing golden means.
type Severity string

const (
	P0 Severity = "p0" // safety, booking
	P1 Severity = "p1" // flow
	P2 Severity = "p2" // wording
)

// Status says whether a failing golden fails the suite.
type Status string

const (
	Active      Status = "active"
	Draft       Status = "draft"       // runs, never fails the suite
	Quarantined Status = "quarantined" // does not fail the suite until a date
)

// Golden is one conversation with what must come of it.
type Golden struct {
	File     string
	ID       string
	Title    string
	Owner    string
	Severity Severity
	Status   Status
	Until    time.Time // end of the quarantine
	Tools    []string  // that the run must call, these and no others; nil: not checked
	Runs     map[string]int
	Variants map[string]int // generator → how often; nil: every generator, as often as asked

	World    *molar.World
	Canaries []molar.PatientID // whom nobody else's chat may hear of
	Faults   []Fault

	Conversation molar.ConversationID
	Kind         molar.ConversationKind
	People       map[string]molar.Role

	Turns []Turn
	Final Final
}

// Turn is one step of a golden: what is said up to the bot's answer, or
// something that happens.
type Turn struct {
	ID     string
	Line   int           // in the golden's file
	After  time.Duration // since the turn before
	At     time.Time     // or the moment itself
	Events []GoldenEvent
	Expect Expect
}

// GoldenEvent is an event that happens some time after the one before.
type GoldenEvent struct {
	Event
	Gap time.Duration
}

// Counts reports whether a failure of the golden fails the suite.
func (g *Golden) Counts(now time.Time) bool {
	return g.Status == Active || g.Status == Quarantined && !now.Before(g.Until)
}

// LoadGolden reads a golden. An error is a [*strictyaml.Fault] that names file,
// line and field.
func LoadGolden(path string) (*Golden, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, molar.FieldErrorf(path, "cannot be opened: %v", err)
	}
	defer f.Close()
	top, err := strictyaml.Parse(f, path)
	if err != nil {
		return nil, err
	}
	g := &Golden{File: path}
	if err := g.readWorld(top); err != nil {
		return nil, err
	}
	reader := strictyaml.NewReader(path)
	r := &goldenReader{golden: g}
	r.read(reader.Value(top))
	if err := reader.Err(); err != nil {
		return nil, err
	}
	return g, nil
}

// LoadSuite reads the goldens of files and folders, ordered by path. Folders
// named fixtures hold worlds and are left out. Two goldens of one id are an
// error.
func LoadSuite(paths ...string) ([]*Golden, error) {
	var files []string
	for _, path := range paths {
		err := filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return molar.FieldErrorf(path, "cannot be read: %v", err)
			case entry.IsDir() && entry.Name() == "fixtures" && name != path:
				return filepath.SkipDir
			case !entry.IsDir() && (name == path || filepath.Ext(name) == ".yaml"):
				files = append(files, filepath.Clean(name))
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(files)
	files = slices.Compact(files)
	if len(files) == 0 {
		return nil, molar.Errorf(molar.CodeInvalid, "there is no golden in %s", strings.Join(paths, ", "))
	}
	goldens := make([]*Golden, len(files))
	byID := map[string]string{}
	for i, file := range files {
		g, err := LoadGolden(file)
		if err != nil {
			return nil, err
		}
		if other, twice := byID[g.ID]; twice {
			return nil, molar.FieldErrorf(file, "has the id of %s", other)
		}
		byID[g.ID] = file
		goldens[i] = g
	}
	return goldens, nil
}

// canaryPrefix begins the ids of canaries in base fixtures, whose form has no
// mark for them.
const canaryPrefix = "canary_"

// readWorld reads the key world, with what a golden may write there beside a
// world: faults, and the mark canary of a patient.
func (g *Golden) readWorld(top *yaml.Node) error {
	reader := strictyaml.NewReader(g.File)
	node := mapValue(top, "world")
	if node == nil {
		reader.Value(top).Fail("the field world is missing")
		return reader.Err()
	}
	node, g.Canaries = cutCanaries(reader, node)
	if faults := mapValue(node, "faults"); faults != nil {
		g.Faults = readFaults(reader.Value(faults))
		node = without(node, "faults")
	}
	if err := reader.Err(); err != nil {
		return err
	}
	w, err := world.LoadNode(node, fixtureDir(node, filepath.Dir(g.File)))
	if err != nil {
		if fault := new(strictyaml.Fault); errors.As(err, &fault) && fault.File == "" {
			inner := *fault.Err
			inner.Field = strings.TrimSuffix("world."+inner.Field, ".")
			err = &strictyaml.Fault{File: g.File, Line: fault.Line, Column: fault.Column, Err: &inner}
		}
		return err
	}
	for _, p := range w.Patients {
		if strings.HasPrefix(string(p.ID), canaryPrefix) && !slices.Contains(g.Canaries, p.ID) {
			g.Canaries = append(g.Canaries, p.ID)
		}
	}
	if w.Now.IsZero() {
		reader.Value(node).Fail("the world has no clock: write clock: {now: …}")
	}
	g.World = w
	return reader.Err()
}

func readFaults(v strictyaml.Value) []Fault {
	var all []Fault
	for _, item := range v.List() {
		m := item.Map("tool", "call", "times", "error")
		f := Fault{Tool: oneWord(m.Need("tool"), faultyTools...), Call: 1, Times: 1, Kind: oneWord(m.Need("error"), faultKinds...)}
		if n := m.Get("call"); n.Written() {
			f.Call = n.Int(1, 1000)
		}
		if n := m.Get("times"); n.Written() {
			f.Times = n.Int(1, 1000)
		}
		all = append(all, f)
	}
	return all
}

// mapValue returns the value of a key of a map node, or nil.
func mapValue(node *yaml.Node, key string) *yaml.Node {
	for i := 0; node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
		if node.Content[i].Value == key {
			return node.Content[i+1]
		}
	}
	return nil
}

// cutCanaries returns the world without the marks canary of its patients, and
// who has one.
func cutCanaries(reader *strictyaml.Reader, node *yaml.Node) (*yaml.Node, []molar.PatientID) {
	patients := mapValue(node, "patients")
	if patients == nil || patients.Kind != yaml.MappingNode {
		return node, nil
	}
	var canaries []molar.PatientID
	rest := without(patients, "")
	for i := 1; i < len(rest.Content); i += 2 {
		mark := mapValue(rest.Content[i], "canary")
		if mark == nil {
			continue
		}
		if reader.Value(mark).Bool() {
			canaries = append(canaries, molar.PatientID(rest.Content[i-1].Value))
		}
		rest.Content[i] = without(rest.Content[i], "canary")
	}
	cut := without(node, "")
	for i := 1; i < len(cut.Content); i += 2 {
		if cut.Content[i] == patients {
			cut.Content[i] = rest
		}
	}
	return cut, canaries
}

// without copies a map node, leaving a key out.
func without(node *yaml.Node, key string) *yaml.Node {
	copied := *node
	copied.Content = nil
	for i := 0; i+1 < len(node.Content); i += 2 {
		if key == "" || node.Content[i].Value != key {
			copied.Content = append(copied.Content, node.Content[i], node.Content[i+1])
		}
	}
	return &copied
}

// fixtureDir is the nearest folder, from dir upwards, whose fixtures hold the
// world's base; dir itself where none does, for the error to name.
func fixtureDir(node *yaml.Node, dir string) string {
	base := mapValue(node, "base")
	if base == nil {
		return dir
	}
	whole, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	up := dir
	for range strings.Count(whole, string(filepath.Separator)) + 1 {
		if _, err := os.Stat(filepath.Join(up, "fixtures", base.Value+".yaml")); err == nil {
			return up
		}
		up = filepath.Join(up, "..")
	}
	return dir
}
