package world_test

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
	"github.com/molarhq/molar/evals/world"
)

func node(t testing.TB, text string) *yaml.Node {
	t.Helper()
	n, err := strictyaml.Parse(strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func patched(t testing.TB, patch string) *molar.World {
	t.Helper()
	w, err := world.LoadNode(node(t, "base: clinic-a\n"+patch), "testdata")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestLoadNode_WithoutBaseIsAWorldOfItsOwn(t *testing.T) {
	w, err := world.LoadNode(node(t, contract(t)), "testdata")
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Stores) != 2 || w.Seed != 7 {
		t.Errorf("got %d stores, seed %d", len(w.Stores), w.Seed)
	}
}

func TestLoadNode_BaseAloneIsTheFile(t *testing.T) {
	file, err := world.LoadFile("testdata/fixtures/clinic-a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(file.Shifts, patched(t, "").Shifts); diff != "" {
		t.Error(diff)
	}
}

func TestLoadNode_Patch(t *testing.T) {
	w := patched(t, `
seed: 9
stores:
  pudong: {phone: "021-50000009"}
  jingan: {name: 静安店}
doctors:
  wang: {stores: [pudong, jingan]}
patients:
  p_lin: {name: 林秀英}
appointments: []
ruleset: {categories: {price: {mode: handoff}}, blocked_words: [神医]}
`)
	if w.Seed != 9 || w.Org.Name != "微笑口腔" || w.Now.Hour() != 10 {
		t.Errorf("single values: %d %s %v", w.Seed, w.Org.Name, w.Now)
	}
	stores := []molar.Store{
		{ID: "pudong", Name: "浦东店", City: "上海", Phone: "021-50000009", Kind: molar.KindStore},
		{ID: "xuhui", Name: "徐汇店", City: "上海", Kind: molar.KindStore},
		{ID: "jingan", Name: "静安店", Kind: molar.KindStore},
	}
	if diff := cmp.Diff(stores, w.Stores); diff != "" {
		t.Errorf("maps merge by key, -want +got\n%s", diff)
	}
	if diff := cmp.Diff([]molar.StoreID{"pudong", "jingan"}, w.Doctors[0].Stores); diff != "" {
		t.Errorf("lists replace, -want +got\n%s", diff)
	}
	if len(w.Patients) != 2 || len(w.Appointments) != 0 {
		t.Errorf("%d patients, %d appointments", len(w.Patients), len(w.Appointments))
	}
	if w.Ruleset.Category(molar.Process).Mode != molar.ModeKnowledge || w.Ruleset.Category(molar.Price).Mode != molar.ModeHandoff {
		t.Errorf("categories %v", w.Ruleset.Categories)
	}
	if !slices.Equal(w.Ruleset.BlockedWords, []string{"神医"}) {
		t.Errorf("blocked words %v", w.Ruleset.BlockedWords)
	}
}

func TestLoadNode_ScheduleLines(t *testing.T) {
	w := patched(t, `
schedule: |
  2026-11-24 li pudong 13:00-15:00   # instead of the morning in Xuhui
  2026-11-24 li xuhui 16:00-18:00
  2026-11-25 wang off
  2026-11-26 wang pudong 09:00-12:00
`)
	var got []string
	for _, s := range w.Shifts {
		got = append(got, fmt.Sprintf("%s %s %s", s.Start.Format("01-02 15:04"), s.Doctor, s.Store))
	}
	want := []string{"11-24 09:00 wang pudong", "11-24 13:00 li pudong", "11-24 16:00 li xuhui", "11-26 09:00 wang pudong"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLoadNode_Broken(t *testing.T) {
	const base = "testdata/fixtures/clinic-a.yaml"
	for _, row := range []struct{ name, patch, want string }{
		{"the patch's line", "seed: 1\npatients:\n  p_xu: {phone: 13800000001}\n", "line 4: patients.p_xu.phone: put the phone in quotes"},
		{"the base's line", "stores:\n  xuhui: {kind: region}\n", base + ":17: schedule: xuhui is no store that sees patients"},
		{"the base's own field", "doctors:\n  wang: {stores: [nowhere]}\n", "line 3: doctors.wang.stores[0]: no store is called nowhere"},
		{"what is missing after the patch", "patients:\n  p_lin: {phone: \"13800000002\"}\n", "line 3: patients.p_lin.name: this field is missing"},
		{"a line of the patch's schedule", "schedule: |\n  2026-11-26 wang pudong 09:00-12:00\n  2026-11-27 weng pudong 09:00-12:00\n", "line 4: schedule: no doctor is called weng"},
		{"a key twice in the patch", "stores:\n  xuhui: {name: 甲}\n  xuhui: {name: 乙}\n", "line 4: stores.xuhui: this key is written twice"},
		{"a key twice in a new part", "stores:\n  new: {name: 甲}\n  new: {name: 乙}\n", "line 4: stores.new: this key is written twice, first on line 3"},
		{"a list over a map", "patients: []\n", "line 2: patients: a map is needed here, not a list"},
		{"a second base", "base: clinic-a\n", "line 2: base: this key is not known here"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := world.LoadNode(node(t, "base: clinic-a\n"+row.patch), "testdata")
			checkFault(t, err, row.want)
		})
	}
}

func TestLoadNode_BaseNames(t *testing.T) {
	for name, want := range map[string]string{
		"clinic-b":             "line 1: there is no base clinic-b",
		"../fixtures/clinic-a": `line 1: "../fixtures/clinic-a" is no name of a fixture`,
		"[clinic-a]":           "line 1: text is needed here, not a list",
	} {
		_, err := world.LoadNode(node(t, "base: "+name+"\n"), "testdata")
		checkFault(t, err, want)
	}
}

func TestLoadNode_CallerNamesTheFile(t *testing.T) {
	_, err := world.LoadNode(node(t, "base: clinic-a\nseed: x\n"), "testdata")
	var fault *strictyaml.Fault
	if !errors.As(err, &fault) || fault.File != "" {
		t.Fatalf("got %v", err)
	}
	fault.File = "booking-0007.yaml"
	if want := `booking-0007.yaml:2: seed: a whole number is needed, not "x"`; err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
}

// trees are maps of maps with single values and lists at the ends.
func trees(depth int) *rapid.Generator[any] {
	leaf := rapid.OneOf(
		rapid.Map(rapid.IntRange(0, 9), func(n int) any { return n }),
		rapid.Map(rapid.SliceOfN(rapid.IntRange(0, 9), 0, 3), func(l []int) any {
			list := []any{}
			for _, n := range l {
				list = append(list, n)
			}
			return list
		}),
	)
	if depth == 0 {
		return leaf
	}
	branch := rapid.Map(rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), trees(depth-1), 0, 4), func(m map[string]any) any { return m })
	return rapid.OneOf(leaf, branch)
}

func worlds() *rapid.Generator[map[string]any] {
	return rapid.MapOfN(rapid.SampledFrom([]string{"a", "b", "c", "d"}), trees(3), 0, 4)
}

// overlay is what Merge promises of maps, said on plain values.
func overlay(base, patch any) any {
	b, ok1 := base.(map[string]any)
	p, ok2 := patch.(map[string]any)
	if !ok1 || !ok2 {
		return patch
	}
	out := maps.Clone(b)
	for k, v := range p {
		if old, ok := b[k]; ok {
			v = overlay(old, v)
		}
		out[k] = v
	}
	return out
}

func TestMerge_IsAnOverlay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, patch := worlds().Draw(t, "base"), worlds().Draw(t, "patch")
		b, p := encode(t, base), encode(t, patch)
		before := marshal(t, b) + marshal(t, p)
		merged := world.Merge(b, p)
		var got any
		if err := merged.Decode(&got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(overlay(base, patch), got); diff != "" {
			t.Fatalf("-want +got\n%s", diff)
		}
		if marshal(t, b)+marshal(t, p) != before {
			t.Fatal("Merge changed what it was given")
		}
		if again := marshal(t, world.Merge(merged, p)); again != marshal(t, merged) {
			t.Fatalf("a patch laid on twice differs:\n%s\n%s", marshal(t, merged), again)
		}
	})
}

func encode(t *rapid.T, v any) *yaml.Node {
	var n yaml.Node
	if err := n.Encode(v); err != nil {
		t.Fatal(err)
	}
	return &n
}

func marshal(t *rapid.T, n *yaml.Node) string {
	text, err := yaml.Marshal(n)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func FuzzLoad(f *testing.F) {
	for _, file := range []string{contractFile, "testdata/fixtures/clinic-a.yaml", "demo.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("base: clinic-a\nschedule: |\n  2026-11-24 li off\n")
	f.Add("schedule: !lines [a b c]\n")
	f.Add("a: &a [*a, *a]\n")
	f.Fuzz(func(t *testing.T, text string) {
		w, err := world.Load(strings.NewReader(text))
		if (w == nil) == (err == nil) {
			t.Fatalf("world %v, error %v", w, err)
		}
		if err != nil && molar.CodeOf(err) != molar.CodeInvalid {
			t.Fatalf("%s error %v", molar.CodeOf(err), err)
		}
		if n, err := strictyaml.Parse(strings.NewReader(text), ""); err == nil {
			_, _ = world.LoadNode(n, "testdata")
			_ = world.Merge(n, n)
		}
	})
}
