package molar_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/molarhq/molar"

const (
	gin         = "github.com/gin-gonic/gin"
	langchaingo = "github.com/tmc/langchaingo"
	pgx         = "github.com/jackc/pgx/v5"
	river       = "github.com/riverqueue/river"
)

// importRules say which way imports go. Folders count with all below them, a
// file by its name; test files are free.
var importRules = []struct {
	in     []string // folders under the rule; "." is the whole module
	except []string // folders and files in them that are not
	mayNot []string // import paths, with all below them
	why    string
}{
	{
		in:     []string{"agent", "tools", "prompts", "knowledge", "evals"},
		mayNot: []string{gin, module + "/server"},
		why:    "what thinks does not know what serves",
	},
	{
		in:     []string{"agent", "tools", "prompts", "knowledge", "evals"},
		except: []string{"knowledge/store.go"},
		mayNot: []string{pgx},
		why:    "SQL is in server/store and in knowledge's own store file",
	},
	{
		in:     []string{"server/store"},
		mayNot: []string{module + "/agent", module + "/tools"},
		why:    "the store keeps domain types and knows no conversation",
	},
	{
		in:     []string{"agent/zhtime"},
		mayNot: []string{module},
		why:    "zhtime is a library that anyone could reuse",
	},
	{
		in:     []string{"."},
		except: []string{"agent/model.go", "knowledge/embed.go"},
		mayNot: []string{langchaingo},
		why:    "vendor types of models stop at an edge file",
	},
	{
		in:     []string{"."},
		except: []string{"server"},
		mayNot: []string{gin},
		why:    "HTTP stops at server",
	},
	{
		in:     []string{"."},
		except: []string{"server/jobs"},
		mayNot: []string{river},
		why:    "the job queue's types stop at server/jobs",
	},
}

func TestImports_GoOneWay(t *testing.T) {
	for file, imports := range sourceImports(t) {
		for _, rule := range importRules {
			if !within(file, rule.in) || within(file, rule.except) {
				continue
			}
			for _, imported := range imports {
				if within(imported, rule.mayNot) {
					t.Errorf("%s imports %s: %s", file, imported, rule.why)
				}
			}
		}
	}
}

func TestImports_DomainNeedsOnlyTheStandardLibrary(t *testing.T) {
	for file, imports := range sourceImports(t) {
		if path.Dir(file) != "." {
			continue
		}
		for _, imported := range imports {
			if host, _, _ := strings.Cut(imported, "/"); strings.Contains(host, ".") {
				t.Errorf("%s imports %s: the domain needs only the standard library", file, imported)
			}
		}
	}
}

// within reports whether a path is one of those listed or below one of them.
func within(name string, list []string) bool {
	for _, top := range list {
		if top == "." || name == top || strings.HasPrefix(name, top+"/") {
			return true
		}
	}
	return false
}

// sourceImports maps each Go file of the module, tests excepted, to the paths
// it imports.
func sourceImports(t *testing.T) map[string][]string {
	t.Helper()
	imports := map[string][]string{}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports[filepath.ToSlash(name)] = append(imports[filepath.ToSlash(name)], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return imports
}
