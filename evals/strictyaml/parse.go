package strictyaml

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/molarhq/molar"
)

// MaxBytes is the most that [Parse] reads: a chain with tens of thousands of
// patients stays well below it.
const MaxBytes = 32 << 20

// Parse reads one YAML document and returns its top node. An error is a
// [*Fault] that carries the file's name, which may be empty.
func Parse(r io.Reader, file string) (*yaml.Node, error) {
	text, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, fault(file, 0, "cannot be read: %v", err)
	}
	if len(text) > MaxBytes {
		return nil, fault(file, 0, "is larger than %d MiB", MaxBytes>>20)
	}
	if line := unreadable(string(text)); line > 0 {
		return nil, fault(file, line, "there are bytes here that are no text in UTF-8")
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	var document, second yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, fault(file, 1, "nothing is written here")
	} else if err != nil {
		return nil, syntaxFault(file, string(text), err)
	}
	if err := decoder.Decode(&second); err == nil {
		return nil, fault(file, second.Line, "a second document begins here; one is read")
	} else if !errors.Is(err, io.EOF) {
		return nil, syntaxFault(file, string(text), err)
	}
	return document.Content[0], nil
}

// unreadable returns the line of the first character that YAML cannot have, 0
// for none.
func unreadable(text string) int {
	for i, c := range text {
		_, size := utf8.DecodeRuneInString(text[i:])
		if c == utf8.RuneError && size == 1 || unicode.IsControl(c) && !strings.ContainsRune("\t\n\r\u0085", c) {
			return lineAt(text, i)
		}
	}
	return 0
}

func lineAt(text string, offset int) int { return 1 + strings.Count(text[:offset], "\n") }

var (
	// yamlError takes the YAML package's errors apart: their text alone has
	// the line.
	yamlError     = regexp.MustCompile(`^yaml: (?:line (\d+): )?((?s).*)$`)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced$`)
)

// oneLineEarly are the errors of the YAML package's grammar (v3.0.6), which
// it places a line too early; those of single words it places right. It leaves
// out a line that it takes for the one before the first.
var oneLineEarly = []string{
	"did not find expected node content", "did not find expected key", "did not find expected '-' indicator",
	"did not find expected ',' or ']'", "did not find expected ',' or '}'", "did not find expected <document start>",
	"found undefined tag handle", "found duplicate %TAG directive", "found duplicate %YAML directive", "found incompatible YAML document",
}

func syntaxFault(file, text string, err error) *Fault {
	parts := yamlError.FindStringSubmatch(err.Error())
	if parts == nil {
		return fault(file, 0, "this is no YAML: %v", err)
	}
	line, _ := strconv.Atoi(parts[1])
	problem := parts[2]
	if anchor := unknownAnchor.FindStringSubmatch(problem); anchor != nil {
		line = lineAt(text, max(0, strings.Index(text, "*"+anchor[1])))
	} else if slices.Contains(oneLineEarly, problem) {
		line++
	}
	return fault(file, max(1, line), "this is no YAML: %s", problem)
}

func fault(file string, line int, format string, args ...any) *Fault {
	return &Fault{File: file, Line: line, Err: molar.Errorf(molar.CodeInvalid, format, args...)}
}
