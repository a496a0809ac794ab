package strictyaml

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// linesTag marks a list of lines that [SplitLines] made of a block.
const linesTag = "!lines"

// SplitLines turns a literal block (|) into a list of its lines, each a node
// that knows its own place in the file; blank lines and what follows a # are
// left out. Any other node is returned as it is.
func SplitLines(block *yaml.Node) *yaml.Node {
	if block.Kind != yaml.ScalarNode || block.Style&yaml.LiteralStyle == 0 {
		return block
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: linesTag, Anchor: block.Anchor, Line: block.Line, Column: block.Column}
	for i, text := range strings.Split(block.Value, "\n") {
		text, _, _ = strings.Cut(text, "#")
		if text = strings.TrimSpace(text); text != "" {
			line := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: block.Line + 1 + i}
			list.Content = append(list.Content, line)
		}
	}
	return list
}

// Lines reads a literal block as one value a line; blank lines and what
// follows a # are left out. All have the path of the block.
func (v Value) Lines() []Value {
	if v.node == nil || v.reader.fault != nil {
		return nil
	}
	list := SplitLines(v.node)
	if list.Anchor != "" || list.Tag != linesTag || list.Kind != yaml.SequenceNode {
		v.Fail("a block of lines is needed here: | and then one entry a line")
		return nil
	}
	lines := make([]Value, len(list.Content))
	for i, line := range list.Content {
		lines[i] = v.child(line, "")
		if file, ok := v.reader.from[v.node]; ok {
			v.reader.from[line] = file
		}
	}
	return lines
}
