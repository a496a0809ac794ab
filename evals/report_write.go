package evals

import (
	_ "embed"
	"encoding/json"
	"encoding/xml"
	"html/template"
	"io"
	"strings"
)

// WriteJSON writes the report for programs, and for a later --baseline.
func (r *Report) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(r)
}

type junitSuite struct {
	XMLName  xml.Name    `xml:"testsuite"`
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Class      string          `xml:"classname,attr"`
	Name       string          `xml:"name,attr"`
	Seconds    float64         `xml:"time,attr"`
	Properties []junitProperty `xml:"properties>property"`
	Failure    *junitText      `xml:"failure"`
	Error      *junitText      `xml:"error"`
	Skipped    *junitText      `xml:"skipped"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitText struct {
	Message string `xml:"message,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// WriteJUnit writes the report as JUnit XML. A failure that does not count is
// a skipped case.
func (r *Report) WriteJUnit(w io.Writer) error {
	suite := junitSuite{Name: "goldens", Tests: len(r.Results)}
	for _, result := range r.Results {
		c := junitCase{Class: result.Store, Name: result.Golden, Seconds: result.MS / 1000, Properties: []junitProperty{
			{"severity", string(result.Severity)}, {"status", string(result.Status)}, {"brain", r.Brain}, {"verdict", string(result.Verdict)},
		}}
		text := &junitText{Message: result.Title, Text: problemLines(result)}
		switch result.word() {
		case "pass":
		case "known":
			c.Skipped = text
			suite.Skipped++
		case "ERROR":
			c.Error = text
			suite.Errors++
		default:
			c.Failure = text
			suite.Failures++
		}
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	return enc.Encode(suite)
}

func problemLines(r Result) string {
	lines := []string{}
	if r.Error != "" {
		lines = append(lines, r.Error)
	}
	for _, p := range r.Problems {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

//go:embed report.html.tmpl
var reportHTML string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"word":  func(r Result) string { return r.word() },
	"lower": strings.ToLower,
	"at": func(r Result, turn string) []Problem {
		var of []Problem
		for _, p := range r.Problems {
			if p.Turn == turn {
				of = append(of, p)
			}
		}
		return of
	},
	"turns": func(r Result) [][]Bubble {
		var turns [][]Bubble
		for i, b := range r.Shown {
			if i == 0 || b.Turn != r.Shown[i-1].Turn {
				turns = append(turns, nil)
			}
			turns[len(turns)-1] = append(turns[len(turns)-1], b)
		}
		return turns
	},
}).Parse(reportHTML))

// WriteHTML writes the report as one page that needs nothing else: the chat
// with what was wanted beside each turn.
func (r *Report) WriteHTML(w io.Writer) error { return reportTemplate.Execute(w, r) }
