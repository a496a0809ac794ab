package evals_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/molarhq/molar/evals"
)

func sampleReport() evals.Report {
	return evals.Report{Schema: evals.ReportSchema, Brain: "embedded", Results: []evals.Result{
		{Golden: "good", Severity: evals.P0, Status: evals.Active, Counts: true, Verdict: evals.Always, Store: "memory"},
		{Golden: "bad", Title: "坏 <b>", Severity: evals.P0, Status: evals.Active, Counts: true, Verdict: evals.Never, Store: "memory",
			Problems: []evals.Problem{{Turn: "t1", Field: "script", Want: "last plan", Got: "[greet]"}, {Field: "final.db", Want: "- appointments insert doctor=wang"}},
			Shown:    []evals.Bubble{{Turn: "t1", From: "u_xu", Role: "customer", Text: "<script>alert(1)</script>"}}},
		{Golden: "draft", Severity: evals.P1, Status: evals.Draft, Verdict: evals.Never, Store: "memory"},
		{Golden: "flaky", Severity: evals.P1, Status: evals.Active, Counts: true, Verdict: evals.Mixed, Store: "memory"},
	}}
}

func TestReport_CountsOnlyNewFailuresAgainstABaseline(t *testing.T) {
	t.Parallel()
	report, baseline := sampleReport(), sampleReport()
	if n := report.Failed(false); n != 2 {
		t.Errorf("%d results fail, want bad and flaky", n)
	}
	baseline.Results[3].Verdict = evals.Always
	var stored bytes.Buffer
	if err := baseline.WriteJSON(&stored); err != nil {
		t.Fatal(err)
	}
	baseline, err := evals.ReadReport(&stored)
	if err != nil {
		t.Fatal(err)
	}
	report.Compare(baseline)
	if n := report.Failed(true); n != 1 || !report.Results[3].New {
		t.Errorf("%d results are new failures, want flaky alone", n)
	}
}

func TestReadReport_RefusesOtherForms(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"schema":"eval-report/v0"}`, `[]`, ``} {
		if _, err := evals.ReadReport(strings.NewReader(text)); err == nil {
			t.Errorf("%q is read", text)
		}
	}
}

func TestReport_Writes(t *testing.T) {
	t.Parallel()
	report := sampleReport()
	var junit, page, text bytes.Buffer
	if err := report.WriteJUnit(&junit); err != nil {
		t.Fatal(err)
	}
	var suite struct {
		Failures int `xml:"failures,attr"`
		Skipped  int `xml:"skipped,attr"`
	}
	if err := xml.Unmarshal(junit.Bytes(), &suite); err != nil || suite.Failures != 2 || suite.Skipped != 1 {
		t.Errorf("JUnit counts %+v: %v", suite, err)
	}
	if err := report.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if s := page.String(); strings.Contains(s, "<script>alert") || !strings.Contains(s, "last plan") || strings.Contains(s, "http") {
		t.Error("the page runs what patients wrote, lacks a problem, or needs the network")
	}
	report.WriteText(&text)
	for _, want := range []string{"t1 script: want last plan, got [greet]", "final.db - appointments insert doctor=wang", "known p1  draft", "4 goldens: 1 passed, 1 FAIL, 1 MIXED, 1 known"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
}

func TestGolden_QuarantineEnds(t *testing.T) {
	t.Parallel()
	g, err := evals.LoadGolden(writeGolden(t, strings.Replace(head, "active", `{quarantined: {until: "2026-12-05", why: 等修}}`, 1)+
		"world: {base: clinic-a}\nturns: [{say: [{u_xu: 你好}], expect: {replies: 1}}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, _ := time.Parse(time.RFC3339, s)
		return v
	}
	if g.Counts(at("2026-12-05T23:00:00+08:00")) || !g.Counts(at("2026-12-06T00:00:00+08:00")) {
		t.Error("the quarantine does not end with its last day")
	}
}

func TestVary_KeepsTheEnd(t *testing.T) {
	t.Parallel()
	g, err := evals.LoadGolden("suites/booking/book-burst-taken-slot.yaml")
	if err != nil {
		t.Fatal(err)
	}
	variants := evals.Vary(g, 2)
	if len(variants) < 4 {
		t.Fatalf("there are %d variants", len(variants))
	}
	for i, v := range evals.Vary(g, 2) {
		if v.ID != variants[i].ID || v.Turns[0].Events[0].Text != variants[i].Turns[0].Events[0].Text {
			t.Errorf("%s is another variant the second time", v.ID)
		}
		if v.Turns[0].Events[len(v.Turns[0].Events)-1].More {
			t.Errorf("%s never ends its first burst", v.ID)
		}
	}
}
