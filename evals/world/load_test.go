package world_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/strictyaml"
	"github.com/molarhq/molar/evals/world"
)

// contractFile is the example of the contract, as written there.
const contractFile = "testdata/contract.yaml"

func shanghai(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func at(t testing.TB, s string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestLoad_ContractExample(t *testing.T) {
	got, err := world.LoadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	rules := molar.DefaultRuleset()
	rules.Coverage = molar.Coverage{Mode: molar.CoverageAllExcept, ContactTags: []string{"高端VIP"}}
	rules.ReplyDelay = molar.DelayRange{}
	rules.Categories[molar.Process] = molar.CategoryRule{Mode: molar.ModeKnowledge}
	for _, treatment := range molar.Treatments() {
		rules.Mapping[treatment] = "exam"
	}
	rules.Mapping["充填治疗"] = "filling"
	shift := func(from, to string) molar.Shift {
		return molar.Shift{Doctor: "zhang", Store: "zhangjiang", Interval: molar.Interval{Start: at(t, from), End: at(t, to)}}
	}
	want := &molar.World{
		Now:  at(t, "2026-11-23T10:05:00+08:00"),
		Seed: 7,
		Org:  molar.Org{Name: "微笑口腔", Zone: shanghai(t)},
		Stores: []molar.Store{
			{ID: "hq", Name: "总部", Kind: molar.KindHeadquarters},
			{
				ID: "zhangjiang", Name: "张江店", Aliases: []string{"张江", "浦东店"}, Kind: molar.KindStore, City: "上海",
				District: "浦东新区", Address: "祖冲之路1000号2楼", Phone: "021-50000001", Hours: "09:00-18:00",
			},
		},
		Projects: []molar.Project{
			{ID: "exam", Name: "初诊检查", DisplayName: "口腔检查", Minutes: 30},
			{ID: "filling", Name: "树脂充填", DisplayName: "补牙", Minutes: 60},
		},
		Doctors: []molar.Doctor{{
			ID: "zhang", Name: "张三", DisplayName: "张三博士",
			Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"exam", "filling"},
		}},
		Shifts: []molar.Shift{
			shift("2026-11-24T09:00:00+08:00", "2026-11-24T12:00:00+08:00"),
			shift("2026-11-24T13:30:00+08:00", "2026-11-24T17:30:00+08:00"),
		},
		Patients: []molar.Patient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001", HomeStore: "zhangjiang"}},
		Links:    []molar.Link{{Contact: "u_xu", Patient: "p_xu", Relation: molar.RelationSelf}},
		Contacts: []molar.Contact{{ID: "u_vip", Tags: []string{"高端VIP"}}},
		Appointments: []molar.Appointment{{
			ID: "a1", Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "filling",
			Interval: molar.Interval{Start: at(t, "2026-11-24T09:00:00+08:00"), End: at(t, "2026-11-24T10:00:00+08:00")},
			Status:   molar.Unconfirmed, By: molar.ByStaff, ConfirmationAsked: true,
		}},
		Visits: []molar.Visit{{Patient: "p_xu", Doctor: "zhang", Store: "zhangjiang", Project: "filling", At: at(t, "2026-10-20T10:00:00+08:00")}},
		Charges: []molar.Charge{{
			Patient: "p_xu", Category: molar.Endodontics, Treatment: "充填治疗", Doctor: "zhang", Store: "zhangjiang",
			At: at(t, "2026-10-20T11:00:00+08:00"), Amount: "480.00",
		}},
		Knowledge: []molar.KnowledgeEntry{{
			ID: "k1", Category: molar.Process, Question: "洗牙前要空腹吗", Similar: []string{"洗牙能吃饭吗"}, Answer: "不需要空腹，正常饮食即可。",
		}},
		Staff: []molar.Staff{{ID: "s_chen", Name: "陈晨", Role: "front_desk", Stores: []molar.StoreID{"zhangjiang"}}},
		Bots:  []molar.Bot{{ID: "bot1", Staff: "s_chen", OnlineSince: at(t, "2026-11-20T09:00:00+08:00")}},
		Conversations: []molar.Conversation{{
			ID: "g1", Kind: molar.Group, Bot: "bot1", Owner: "bot1", Category: "普通患者",
			Members: map[string]molar.Role{"u_xu": molar.RoleCustomer, "u_mum": molar.RoleCustomer, "s_chen": molar.RoleStaff},
		}},
		Ruleset: rules,
	}
	sameZone := cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })
	if diff := cmp.Diff(want, got, sameZone); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if zone := got.Appointments[0].Start.Location().String(); zone != "Asia/Shanghai" {
		t.Errorf("times come back in %s, not in the org's zone", zone)
	}
}

func TestLoad_FixturesOfOthers(t *testing.T) {
	if _, err := world.LoadFile("../understand/dev/clinic.yaml"); err != nil {
		t.Error(err)
	}
}

// Every key of the ruleset's document can stand in a fixture.
func TestLoad_RulesetKeys(t *testing.T) {
	w := load(t, `
stores: {a: {name: 店}}
projects: {exam: {name: 检查, minutes: 30}}
staff: {s_chen: {name: 陈晨}}
ruleset:
  reply_delay: ["10s", "20s"]
  robot_tag: false
  coverage: {mode: "only", contacts: [u1], conversations: [g1], contact_tags: [VIP], group_categories: [VIP]}
  new_patient: register
  horizon_days: 20
  lead_time: "90m"
  slot_step: "15m"
  hold_for: "5m"
  offers: 4
  rounds: 3
  follow_up_months: {种植: 9}
  yield_for: "20m"
  handoff_hold: "next 09:30"
  categories: {price: {mode: handoff}, process: knowledge, directions: {mode: reply_and_handoff, script: 请看地图}}
  notify: {default: [s_chen], booked: [s_chen], codes: {complaint: [s_chen]}, by: application}
  blocked_words: [保证治愈]
  limits: {per_minute: 5}
  scripts: {greet: 您好, bye: [再见, 拜拜]}
  examples: [{text: 洗牙多钱, intent: price}]
  mapping: {充填治疗: exam}
  store_mapping: {a: {根管治疗: exam}}
  confidence_needed: 0.75
`)
	want := molar.DefaultRuleset()
	want.ReplyDelay = molar.DelayRange{Min: 10 * time.Second, Max: 20 * time.Second}
	want.RobotTag = false
	want.Coverage = molar.Coverage{
		Mode: molar.CoverageOnly, Contacts: []molar.ContactID{"u1"}, Conversations: []molar.ConversationID{"g1"},
		ContactTags: []string{"VIP"}, GroupCategories: []string{"VIP"},
	}
	want.NewPatient = molar.NewPatientRegister
	want.HorizonDays = 20
	want.LeadTime = molar.Duration(90 * time.Minute)
	want.SlotStep = molar.Duration(15 * time.Minute)
	want.HoldFor = molar.Duration(5 * time.Minute)
	want.Offers, want.Rounds = 4, 3
	want.FollowUpMonths[molar.Implant] = 9
	want.YieldFor = molar.Duration(20 * time.Minute)
	want.HandoffHold = molar.HandoffHold{NextClock: 9*time.Hour + 30*time.Minute}
	want.Categories[molar.Process] = molar.CategoryRule{Mode: molar.ModeKnowledge}
	want.Categories[molar.Directions] = molar.CategoryRule{Mode: molar.ModeReplyAndHandoff, Script: "请看地图"}
	want.Notify = molar.Notify{
		Default: []molar.StaffID{"s_chen"}, Booked: []molar.StaffID{"s_chen"},
		Codes: map[molar.HandoffCode][]molar.StaffID{molar.Complaint: {"s_chen"}}, By: molar.NotifyApplication,
	}
	want.BlockedWords = []string{"保证治愈"}
	want.Limits.PerMinute = 5
	want.Scripts = map[string]molar.Variants{"greet": {"您好"}, "bye": {"再见", "拜拜"}}
	want.Examples = []molar.Example{{Text: "洗牙多钱", Intent: "price"}}
	want.Mapping = molar.Mapping{"充填治疗": "exam"}
	want.StoreMapping = map[molar.StoreID]molar.Mapping{"a": {"根管治疗": "exam"}}
	want.ConfidenceNeeded = 0.75
	if diff := cmp.Diff(want, w.Ruleset); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	// A field that the ruleset gains later belongs into the document above.
	for i := range reflect.TypeFor[molar.Ruleset]().NumField() {
		if field := reflect.ValueOf(w.Ruleset).Field(i); field.IsZero() && reflect.TypeFor[molar.Ruleset]().Field(i).Name != "RobotTag" {
			t.Errorf("the test's document does not set %s", reflect.TypeFor[molar.Ruleset]().Field(i).Name)
		}
	}
}

func TestLoad_Defaults(t *testing.T) {
	w := load(t, "seed: 1\n")
	if !w.Now.IsZero() || w.Org.Zone.String() != "Asia/Shanghai" {
		t.Errorf("now %v, zone %v", w.Now, w.Org.Zone)
	}
	if len(w.Ruleset.Mapping) != 0 {
		t.Errorf("a world that maps no treatment has the mapping %v", w.Ruleset.Mapping)
	}
	if w.Ruleset.Coverage.Mode != molar.CoverageAllExcept || w.Ruleset.ReplyDelay != (molar.DelayRange{}) {
		t.Errorf("coverage %v, delay %v", w.Ruleset.Coverage, w.Ruleset.ReplyDelay)
	}
}

func TestLoad_KeepsTheOrderWritten(t *testing.T) {
	w := load(t, "stores: {z: {name: 丙}, a: {name: 甲}, m: {name: 乙}}\n")
	var ids []molar.StoreID
	for _, s := range w.Stores {
		ids = append(ids, s.ID)
	}
	if !slices.Equal(ids, []molar.StoreID{"z", "a", "m"}) {
		t.Errorf("got %v", ids)
	}
}

func TestLoad_Schedule(t *testing.T) {
	w := load(t, `
stores: {a: {name: 甲}, b: {name: 乙}}
doctors: {zhang: {name: 张三, stores: [a, b]}, li: {name: 李四, stores: [a]}}
schedule: |
  # mornings in a, afternoons in b
  2026-11-24 zhang a 09:00-12:00

  2026-11-24 zhang b 13:30-17:30 # after lunch
  2026-11-25 zhang a 18:00-24:00 9:00-10:30
  2026-11-25 li    off
`)
	var got []string
	for _, s := range w.Shifts {
		got = append(got, string(s.Store)+" "+s.Start.Format("01-02 15:04")+s.End.Format(" 01-02 15:04"))
	}
	want := []string{"a 11-24 09:00 11-24 12:00", "b 11-24 13:30 11-24 17:30", "a 11-25 09:00 11-25 10:30", "a 11-25 18:00 11-26 00:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestLoad_AppointmentsMayTouchAndCancelledOnesOverlap(t *testing.T) {
	w := edit(t, contract(t), "visits:\n", `  - {id: a2, patient: p_xu, doctor: zhang, store: zhangjiang, project: exam, start: "2026-11-24T10:00:00+08:00"}
  - {id: a3, patient: p_xu, doctor: zhang, store: zhangjiang, project: exam, start: "2026-11-24T09:00:00+08:00", status: cancelled, by: bot}
visits:
`)
	if _, err := world.Load(strings.NewReader(w)); err != nil {
		t.Error(err)
	}
}

func TestLoadFile_NotThere(t *testing.T) {
	_, err := world.LoadFile("testdata/nowhere.yaml")
	checkFault(t, err, "testdata/nowhere.yaml: cannot be opened: no such file")
}

func TestLoad_FaultCarriesTheField(t *testing.T) {
	file := filepath.Join(t.TempDir(), "world.yaml")
	if err := os.WriteFile(file, []byte("patients:\n  p_xu: {name: 徐小雨, phone: 13800000001}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := world.LoadFile(file)
	var fault *strictyaml.Fault
	var domain *molar.Error
	if !errors.As(err, &fault) || !errors.As(err, &domain) {
		t.Fatalf("got %T %v", err, err)
	}
	if fault.File != file || fault.Line != 2 || fault.Column != 28 || domain.Code != molar.CodeInvalid || domain.Field != "patients.p_xu.phone" {
		t.Errorf("got %+v %+v", fault, domain)
	}
	if want := file + ":2: patients.p_xu.phone: put the phone in quotes"; err.Error() != want {
		t.Errorf("got  %s\nwant %s", err, want)
	}
}

func load(t testing.TB, text string) *molar.World {
	t.Helper()
	w, err := world.Load(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func contract(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// edit replaces the first place of old, which must be there.
func edit(t testing.TB, text, old, new string) string {
	t.Helper()
	if !strings.Contains(text, old) {
		t.Fatalf("there is no %q", old)
	}
	return strings.Replace(text, old, new, 1)
}
