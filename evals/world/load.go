package world

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
)

// Load reads a fixture. Errors name the line alone; [LoadFile] adds the file.
func Load(r io.Reader) (*molar.World, error) { return load(r, "") }

// LoadFile reads a fixture from a file, whose path stands in errors as given.
func LoadFile(path string) (*molar.World, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &strictyaml.Fault{File: path, Err: molar.Errorf(molar.CodeInvalid, "cannot be opened: %v", errors.Unwrap(err))}
	}
	defer f.Close()
	return load(f, path)
}

func load(r io.Reader, file string) (*molar.World, error) {
	top, err := strictyaml.Parse(r, file)
	if err != nil {
		return nil, err
	}
	return read(strictyaml.NewReader(file), top)
}

// LoadNode reads the world of a golden: a node of the golden's own document.
// Where it has a key base, the other keys are a patch over that fixture, the
// file fixtures/<base>.yaml in the folder dir (see [Merge]). A fault of the
// node itself names no file, for the caller knows it: fill in
// [strictyaml.Fault.File]; a fault of the base names the base's file.
func LoadNode(node *yaml.Node, dir string) (*molar.World, error) {
	reader := strictyaml.NewReader("")
	name, patch := cutBase(node)
	if name == nil {
		return read(reader, node)
	}
	base := baseName(reader.Value(name))
	if err := reader.Err(); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "fixtures", base+".yaml")
	f, err := os.Open(file)
	if err != nil {
		reader.Value(name).Fail("there is no base %s: %v", base, err)
		return nil, reader.Err()
	}
	defer f.Close()
	top, err := strictyaml.Parse(f, file)
	if err != nil {
		return nil, err
	}
	top = splitSchedule(top)
	reader.From(file, top)
	return read(reader, Merge(top, patch))
}

var baseForm = regexp.MustCompile(`^[\p{L}\p{N}_-]+$`)

// baseName reads the name of a fixture: a name and no path, so that a golden
// reads only what lies beside it.
func baseName(v strictyaml.Value) string {
	name := v.Text()
	if name != "" && !baseForm.MatchString(name) {
		v.Fail("%q is no name of a fixture: letters, digits, - and _", name)
	}
	return name
}

// cutBase takes the key base out of a map; nil where there is none.
func cutBase(node *yaml.Node) (base, rest *yaml.Node) {
	if node.Kind != yaml.MappingNode {
		return nil, node
	}
	without := *node
	without.Content = nil
	for i := 0; i+1 < len(node.Content); i += 2 {
		if base == nil && node.Content[i].Value == "base" {
			base = node.Content[i+1]
			continue
		}
		without.Content = append(without.Content, node.Content[i], node.Content[i+1])
	}
	return base, &without
}
