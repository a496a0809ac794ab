package nlu

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed data
var dataFiles embed.FS

// readLines returns the lines of an embedded table without comments and
// blank lines. The tables are part of the program: one that does not read is
// a programming error and panics, and the tests read them all.
func readLines(name string) []string {
	raw, err := dataFiles.ReadFile("data/" + name)
	if err != nil {
		panic(err)
	}
	var lines []string
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// readRows returns the tab-separated fields of a table's lines, each line
// filled up to the given number of fields.
func readRows(name string, fields int) [][]string {
	var rows [][]string
	for _, line := range readLines(name) {
		row := strings.Split(line, "\t")
		if len(row) > fields {
			panic(fmt.Sprintf("data/%s: %d fields, want %d: %q", name, len(row), fields, line))
		}
		for i := range row {
			row[i] = strings.TrimSpace(row[i])
		}
		for len(row) < fields {
			row = append(row, "")
		}
		rows = append(rows, row)
	}
	return rows
}

// readWords returns the words of a table that is a list of them, parted by
// blanks or line ends.
func readWords(name string) []string {
	var words []string
	for _, line := range readLines(name) {
		words = append(words, strings.Fields(line)...)
	}
	return words
}

// readSet is readWords as a set.
func readSet(name string) map[string]bool {
	set := map[string]bool{}
	for _, w := range readWords(name) {
		set[w] = true
	}
	return set
}
