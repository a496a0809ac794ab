package molar_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
)

// declaredCodes reads every HandoffCode constant from the source, so that a
// new one cannot be forgotten elsewhere.
func declaredCodes(t *testing.T) []molar.HandoffCode {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "handoff.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []molar.HandoffCode
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) == 0 {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "HandoffCode" {
			return true
		}
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		codes = append(codes, molar.HandoffCode(code))
		return true
	})
	return codes
}

func TestHandoffCode_EveryOneHasAChineseNameOfItsOwn(t *testing.T) {
	codes := declaredCodes(t)
	if len(codes) != 43 {
		t.Errorf("%d codes; product.md has 15 question categories and 28 process codes", len(codes))
	}
	named := map[string]molar.HandoffCode{}
	for _, c := range codes {
		name := c.Name()
		if name == "" || name[0] < 0x80 {
			t.Errorf("%s is called %q", c, name)
		}
		if other, taken := named[name]; taken {
			t.Errorf("%s and %s are both called %s", c, other, name)
		}
		named[name] = c
	}
	if name := molar.HandoffCode("nonsense").Name(); name != "" {
		t.Errorf("a code that there is not is called %s", name)
	}
}

func TestHandoffCode_QuestionsAreTheFifteenCategories(t *testing.T) {
	want := []molar.HandoffCode{
		"insurance", "price", "directions", "postop_reaction", "aftersales", "complaint", "promotion", "referral",
		"product", "credentials", "records", "assets", "process", "praise", "other",
	}
	if diff := gocmp.Diff(want, molar.QuestionCategories()); diff != "" {
		t.Error(diff)
	}
	for _, c := range declaredCodes(t) {
		if c.IsQuestion() != slices.Contains(want, c) {
			t.Errorf("%s: a question is %t", c, c.IsQuestion())
		}
	}
}

func TestHandoffCode_Urgent(t *testing.T) {
	var urgent []molar.HandoffCode
	for _, c := range declaredCodes(t) {
		if c.Urgent() {
			urgent = append(urgent, c)
		}
	}
	want := []molar.HandoffCode{molar.PostopReaction, molar.Complaint, molar.SevereProblem}
	if diff := gocmp.Diff(want, urgent); diff != "" {
		t.Error(diff)
	}
}

func ExampleHandoffCode() {
	fmt.Println(molar.Complaint.Name(), molar.Complaint.IsQuestion(), molar.Complaint.Urgent())
	fmt.Println(molar.CancelRequest.Name(), molar.CancelRequest.IsQuestion(), molar.CancelRequest.Urgent())
	// Output:
	// 客户投诉 true true
	// 取消预约 false false
}
