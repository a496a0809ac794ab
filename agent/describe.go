package agent

import (
	"encoding/json"

	"github.com/molarhq/molar/agent/nlu"
	"github.com/molarhq/molar/agent/zhtime"
)

// Understood is an output line of `molar understand`.
type Understood struct {
	ID             json.RawMessage `json:"id"`
	Intents        []nlu.Intent    `json:"intents"`
	Times          []zhtime.Wish   `json:"times"`
	PatientName    *string         `json:"patient_name"`
	Phone          *string         `json:"phone"`
	ForWhom        string          `json:"for_whom"`
	Relation       *string         `json:"relation"`
	Doctor         *string         `json:"doctor"`
	Store          *string         `json:"store"`
	Treatment      *string         `json:"treatment"`
	TreatmentState string          `json:"treatment_state"`
	Urgent         bool            `json:"urgent"`
	Commands       []Command       `json:"commands"`
	MS             float64         `json:"ms"`
}

// Describe lays an understanding out as `molar understand` prints it: null for
// what was not said, lists never null.
func Describe(u nlu.Understanding) Understood {
	out := Understood{
		Intents: u.Intents, Times: u.Times.Wishes, PatientName: orNull(u.PatientName), Phone: orNull(u.Phone),
		ForWhom: u.ForWhom, Relation: orNull(u.Relation), Treatment: orNull(u.Treatment),
		TreatmentState: u.TreatmentState, Urgent: u.Urgent, Commands: Commands(u),
	}
	if out.Intents == nil {
		out.Intents = []nlu.Intent{}
	}
	if out.Times == nil {
		out.Times = []zhtime.Wish{}
	}
	out.Doctor, out.Store = wished(u.Doctors), wished(u.Stores)
	return out
}

// wished is the first mention that is not turned down, in the writer's words.
func wished(mentions []nlu.Mention) *string {
	for _, m := range mentions {
		if !m.Refused {
			return &m.Text
		}
	}
	return nil
}

// orNull is null for what was not said.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
