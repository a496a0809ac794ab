package nlu

import "github.com/molarhq/molar/agent/zhtime"

// Vocabulary is what a clinic calls its things: the understander resolves
// mentions against it and never returns an id that is not in it.
type Vocabulary struct {
	Stores   []StoreTerm
	Doctors  []DoctorTerm
	Projects []ProjectTerm
	Examples []Example // a clinic's own training messages
	// Calendar has the festivals and days off; nil is the embedded one.
	Calendar *zhtime.Calendar
}

// StoreTerm names one store.
type StoreTerm struct {
	ID       string
	Name     string
	Aliases  []string
	City     string
	District string
	Address  string // its landmarks and road name a store too
}

// DoctorTerm names one doctor.
type DoctorTerm struct {
	ID          string
	Name        string
	DisplayName string
}

// ProjectTerm names one bookable project.
type ProjectTerm struct {
	ID          string
	Name        string
	DisplayName string
}

// Example is one labelled message. Label is one code, or several joined by
// "+" in the order raised ("book+price").
type Example struct {
	Text  string `json:"text"`
	Label string `json:"label"`
}
