package tools_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
	"github.com/molarhq/molar/tools/toolstest"
)

func TestAll_EveryToolHasATextAndASchemaOfItsFields(t *testing.T) {
	want := []struct {
		name     string
		write    bool
		required []string
		optional []string
	}{
		{"find_stores", false, nil, []string{"choose", "named", "refused", "doctor", "patient", "treatment", "project"}},
		{"find_doctors", false, nil, []string{"ids", "store", "project"}},
		{"map_treatment", false, nil, []string{"treatment", "project", "store"}},
		{"find_patients", false, nil, []string{"name", "phone"}},
		{"list_appointments", false, []string{"patient"}, nil},
		{"search_slots", false, []string{"project", "store"}, []string{"doctor", "prefer", "patient", "moves", "near", "within", "only", "refused", "not_doctors", "not_starts"}},
		{"search_knowledge", false, []string{"category", "question"}, []string{"not"}},
		{"hold_slot", true, []string{"offer", "patient"}, []string{"moves"}},
		{"release_slot", true, []string{"hold"}, nil},
		{"book_appointment", true, []string{"hold"}, nil},
		{"reschedule_appointment", true, []string{"hold"}, nil},
		{"confirm_appointment", true, []string{"appointment", "patient"}, nil},
		{"register_patient", true, []string{"name", "phone"}, []string{"relation"}},
		{"transfer_to_human", true, []string{"code"}, []string{"patient", "silent", "repeat"}},
	}
	all := tools.All()
	if len(all) != len(want) {
		t.Fatalf("%d tools, want %d", len(all), len(want))
	}
	for i, w := range want {
		tool := all[i]
		if tool.Name != w.name || tool.Write != w.write || strings.TrimSpace(tool.Text) == "" {
			t.Errorf("tool %d is %s, writes %t, text %q", i, tool.Name, tool.Write, tool.Text)
		}
		var schema struct {
			Type                 string                     `json:"type"`
			Properties           map[string]json.RawMessage `json:"properties"`
			Required             []string                   `json:"required"`
			AdditionalProperties any                        `json:"additionalProperties"`
		}
		if err := json.Unmarshal(tool.Schema, &schema); err != nil {
			t.Fatalf("%s: %v", w.name, err)
		}
		if schema.Type != "object" || schema.AdditionalProperties != false {
			t.Errorf("%s: type %s, additional properties %v", w.name, schema.Type, schema.AdditionalProperties)
		}
		t.Log(w.name)
		same(t, w.required, schema.Required)
		fields := slices.Concat(w.required, w.optional)
		slices.Sort(fields)
		same(t, fields, slices.Sorted(maps.Keys(schema.Properties)))
	}
}

// toolNamed is a tool as a model has it.
func toolNamed(t testing.TB, name string) tools.Tool {
	i := slices.IndexFunc(tools.All(), func(tool tools.Tool) bool { return tool.Name == name })
	if i < 0 {
		t.Fatalf("no tool is called %s", name)
	}
	return tools.All()[i]
}

func TestTool_ArgumentsThatDoNotFitAreInvalid(t *testing.T) {
	tests := []struct{ tool, args string }{
		{"find_stores", `{"named": "zhangjiang", "stars": 5}`},
		{"find_stores", `{"choose": "yes"}`},
		{"find_stores", `[]`},
		{"find_stores", ``},
		{"find_stores", `{} {}`},
		{"search_slots", `{"project": "filling", "store": "zhangjiang", "near": "tomorrow"}`},
		{"search_slots", `{"project": "filling"}`},
		{"search_slots", `{"project": "filling", "store": "zhangjiang", "within": [{"from": "2026-11-24T09:00:00+08:00"}]}`},
		{"hold_slot", `{}`},
		{"hold_slot", `null`},
		{"book_appointment", `{"hold": 1}`},
	}
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		for _, tt := range tests {
			if _, err := toolNamed(t, tt.tool).Call(ctx, env, json.RawMessage(tt.args)); molar.CodeOf(err) != molar.CodeInvalid {
				t.Errorf("%s%s: %v", tt.tool, tt.args, err)
			}
		}
		if len(env.Trace) > 0 {
			t.Errorf("the trace has %d calls that never were", len(env.Trace))
		}
	})
}

func TestTool_CallIsTheVerb(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		raw, err := toolNamed(t, "search_slots").Call(ctx, env, json.RawMessage(`{"project": "filling", "store": "zhangjiang", "near": "2026-11-25T07:00:00Z"}`))
		works(t, err)
		var got tools.SearchSlotsResult
		works(t, json.Unmarshal(raw, &got))
		same(t, []string{"25 15:00"}, starts(got.Offers))
		_, err = toolNamed(t, "list_appointments").Call(ctx, env, json.RawMessage(`{"patient": "p_wang"}`))
		fails(t, err, molar.CodeForbidden)
	})
}

func TestCall_TracesWhatHappened(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		_, err := tools.FindDoctors.Call(ctx, env, tools.FindDoctorsArgs{Store: "jingan", Project: "filling"})
		works(t, err)
		_, err = tools.ListAppointments.Call(ctx, env, tools.ListAppointmentsArgs{Patient: "p_wang"})
		fails(t, err, molar.CodeForbidden)
		if len(env.Trace) != 2 {
			t.Fatalf("%d calls are traced", len(env.Trace))
		}
		found, refused := env.Trace[0], env.Trace[1]
		if found.Name != "find_doctors" || string(found.Args) != `{"store":"jingan","project":"filling"}` || !strings.Contains(string(found.Result), "李四") || found.Error != nil {
			t.Errorf("traced %+v", found)
		}
		same(t, tools.Record{
			Name: "list_appointments", Args: json.RawMessage(`{"patient":"p_wang"}`),
			Error: &tools.RecordedError{Code: molar.CodeForbidden, Message: "that patient is not linked to this chat"},
		}, refused)
	})
}

// broken is a clinic whose machinery fails.
type broken struct{ tools.Clinic }

func (broken) Stores(context.Context) ([]molar.Store, error) {
	return nil, errors.New("dial tcp 10.0.0.7: connection refused")
}

func TestCall_FaultsOfTheMachineryAreNotToldToAModel(t *testing.T) {
	o := open(t)
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		env.Clinic = broken{env.Clinic}
		_, err := tools.FindStores.Call(ctx, env, tools.FindStoresArgs{})
		fails(t, err, molar.CodeInternal)
		if !strings.Contains(err.Error(), "connection refused") {
			t.Errorf("the log would not say what happened: %v", err)
		}
		same(t, &tools.RecordedError{Code: molar.CodeInternal, Message: "temporarily unavailable"}, env.Trace[0].Error)
	})
}

func TestCall_AFailedWriteMayBeTriedAgain(t *testing.T) {
	o := open(t)
	for range 2 {
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			_, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: "id1"})
			fails(t, err, molar.CodeConflict)
		})
	}
	o.turn("1", func(ctx context.Context, env *tools.Env) {
		same(t, molar.AppointmentID("id1"), holdFor(t, ctx, env, "p_mum"))
		_, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: "id1"})
		works(t, err)
	})
}

// A turn searches, holds and books.
func Example() {
	zone := time.FixedZone("Asia/Shanghai", 8*60*60)
	nine := time.Date(2026, 11, 24, 9, 0, 0, 0, zone)
	clinic := toolstest.New(&molar.World{
		Org:      molar.Org{ID: "smile", Name: "微笑口腔", Zone: zone},
		Projects: []molar.Project{{ID: "filling", Name: "补牙", Minutes: 60}},
		Doctors:  []molar.Doctor{{ID: "zhang", Name: "张三", Stores: []molar.StoreID{"zhangjiang"}, Projects: []molar.ProjectID{"filling"}}},
		Shifts:   []molar.Shift{{Doctor: "zhang", Store: "zhangjiang", Interval: molar.Interval{Start: nine, End: nine.Add(3 * time.Hour)}}},
		Patients: []molar.Patient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001"}},
	})
	rules, ids := molar.DefaultRuleset(), 0
	err := clinic.InTurn(context.Background(), "c1", func(tx *toolstest.Tx) error {
		env := &tools.Env{
			Clinic: tx, Rules: &rules, Zone: zone, Now: nine.AddDate(0, 0, -1), Conversation: "c1", Speaker: "u_xu", Turn: "c1/1",
			Links: []molar.Link{{Contact: "u_xu", Patient: "p_xu", Relation: molar.RelationSelf}},
			NewID: func() string { ids++; return fmt.Sprintf("id%d", ids) },
		}
		ctx := context.Background()
		found, err := tools.SearchSlots.Call(ctx, env, tools.SearchSlotsArgs{Project: "filling", Store: "zhangjiang"})
		if err != nil {
			return err
		}
		held, err := tools.HoldSlot.Call(ctx, env, tools.HoldSlotArgs{Offer: found.Offers[1].Token, Patient: "p_xu"})
		if err != nil {
			return err
		}
		receipt, err := tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: held.Hold.ID})
		if err != nil {
			return err
		}
		fmt.Println(receipt.Action, receipt.Appointment.Start.In(zone).Format("15:04"), receipt.Appointment.Status)
		return nil
	})
	fmt.Println(err)
	// Output:
	// booked 09:30 unconfirmed
	// <nil>
}
