package world_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/evals/world"
)

func TestFinal(t *testing.T) {
	appointment := func(id molar.AppointmentID, start, end string) molar.Appointment {
		return molar.Appointment{
			ID: id, Patient: "p_xu", Store: "zhangjiang", Doctor: "zhang", Project: "exam",
			Interval: molar.Interval{Start: at(t, start), End: at(t, end)}, Status: molar.Unconfirmed, By: molar.ByBot,
		}
	}
	got, err := world.Final(molar.Books{
		Appointments: []molar.Appointment{
			appointment("b", "2026-11-25T01:00:00Z", "2026-11-25T01:30:00Z"),
			appointment("a", "2026-11-25T09:00:00+08:00", "2026-11-25T09:30:00+08:00"),
			appointment("c", "2026-11-24T09:00:00+08:00", "2026-11-24T09:30:00+08:00"),
		},
		Patients: []molar.Patient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001", HomeStore: "zhangjiang"}},
		Handoffs: []molar.Handoff{{Conversation: "c1", Code: molar.Price, At: at(t, "2026-11-23T10:05:00+08:00")}},
		Outbox: []molar.Message{{
			ID: "m1", Conversation: "c1", Turn: 1, To: "u_xu", Script: "greet", Text: "您好 <徐女士>", At: at(t, "2026-11-23T10:05:03+08:00"),
		}},
	}, shanghai(t))
	if err != nil {
		t.Fatal(err)
	}
	row := func(id, day string) string {
		return fmt.Sprintf(`    {
      "id": "%s",
      "patient": "p_xu",
      "store": "zhangjiang",
      "doctor": "zhang",
      "project": "exam",
      "start": "%sT09:00:00+08:00",
      "end": "%sT09:30:00+08:00",
      "status": "unconfirmed",
      "by": "bot"
    }`, id, day, day)
	}
	want := `{
  "appointments": [
` + row("c", "2026-11-24") + ",\n" + row("a", "2026-11-25") + ",\n" + row("b", "2026-11-25") + `
  ],
  "patients": [
    {
      "id": "p_xu",
      "name": "徐小雨",
      "phone": "13800000001",
      "home_store": "zhangjiang"
    }
  ],
  "handoffs": [
    {
      "conversation": "c1",
      "code": "price",
      "at": "2026-11-23T10:05:00+08:00"
    }
  ],
  "outbox": [
    {
      "conversation": "c1",
      "to": "u_xu",
      "script": "greet",
      "text": "您好 <徐女士>",
      "at": "2026-11-23T10:05:03+08:00"
    }
  ]
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestFinal_EmptyTablesAreLists(t *testing.T) {
	got, err := world.Final(molar.Books{}, shanghai(t))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "appointments": [],
  "patients": [],
  "handoffs": [],
  "outbox": []
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
