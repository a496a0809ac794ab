package molar_test

import (
	"fmt"
	"testing"

	"github.com/molarhq/molar"
)

func TestMatchPatients_NeedsNameAndPhone(t *testing.T) {
	patients := []molar.Patient{
		{ID: "p_mum", Name: "徐小雨", Phone: "13800000001"},
		{ID: "p_kid", Name: "徐小禾", Phone: "13800000001"}, // shares the mother's phone
		{ID: "p_namesake", Name: "徐小雨", Phone: "13800000002"},
		{ID: "p_twice", Name: "徐小雨", Phone: "13800000001"},
		{ID: "p_bare"},
	}
	tests := []struct {
		name  molar.PersonName
		phone molar.Phone
		want  string
	}{
		{"徐小雨", "13800000001", "[p_mum p_twice]"},
		{"徐小禾", "13800000001", "[p_kid]"},
		{"徐小雨", "13800000002", "[p_namesake]"},
		{"徐小", "13800000001", "[]"},
		{"徐小雨", "", "[]"},
		{"", "13800000001", "[]"},
		{"", "", "[]"}, // not even the record that has neither
	}
	for _, tt := range tests {
		ids := []molar.PatientID{}
		for _, p := range molar.MatchPatients(patients, tt.name, tt.phone) {
			ids = append(ids, p.ID)
		}
		if got := fmt.Sprint(ids); got != tt.want {
			t.Errorf("MatchPatients(%s, %s) = %s, want %s", string(tt.name), string(tt.phone), got, tt.want)
		}
	}
}

func ExampleMatchPatients() {
	patients := []molar.Patient{{ID: "p_xu", Name: "徐小雨", Phone: "13800000001"}}
	fmt.Println(len(molar.MatchPatients(patients, "徐小雨", "13800000001")), len(molar.MatchPatients(patients, "徐小雨", "")))
	// Output: 1 0
}
