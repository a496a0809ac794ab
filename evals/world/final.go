package world

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"time"

	"github.com/molarhq/molar"
)

// Final writes what a run left behind as the JSON of molar chat --final: its
// keys and their order are a contract with what reads it. Times are in the
// given zone. Appointments come by start and id, the rest as in the books; an
// empty table is an empty list.
func Final(b molar.Books, zone *time.Location) ([]byte, error) {
	at := func(t time.Time) string { return t.In(zone).Format(time.RFC3339) }
	out := final{
		Appointments: make([]finalAppointment, len(b.Appointments)),
		Patients:     make([]finalPatient, len(b.Patients)),
		Handoffs:     make([]finalHandoff, len(b.Handoffs)),
		Outbox:       make([]finalMessage, len(b.Outbox)),
	}
	appointments := slices.SortedStableFunc(slices.Values(b.Appointments), func(a, b molar.Appointment) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	for i, a := range appointments {
		out.Appointments[i] = finalAppointment{a.ID, a.Patient, a.Store, a.Doctor, a.Project, at(a.Start), at(a.End), a.Status, a.By}
	}
	for i, p := range b.Patients {
		out.Patients[i] = finalPatient{p.ID, p.Name, p.Phone, p.HomeStore}
	}
	for i, h := range b.Handoffs {
		out.Handoffs[i] = finalHandoff{h.Conversation, h.Code, at(h.At)}
	}
	for i, m := range b.Outbox {
		out.Outbox[i] = finalMessage{m.Conversation, m.To, m.Script, m.Text, at(m.At)}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // patients' texts are read by people
	encoder.SetIndent("", "  ")
	err := encoder.Encode(out)
	return text.Bytes(), err
}

type final struct {
	Appointments []finalAppointment `json:"appointments"`
	Patients     []finalPatient     `json:"patients"`
	Handoffs     []finalHandoff     `json:"handoffs"`
	Outbox       []finalMessage     `json:"outbox"`
}

type finalAppointment struct {
	ID      molar.AppointmentID     `json:"id"`
	Patient molar.PatientID         `json:"patient"`
	Store   molar.StoreID           `json:"store"`
	Doctor  molar.DoctorID          `json:"doctor"`
	Project molar.ProjectID         `json:"project"`
	Start   string                  `json:"start"`
	End     string                  `json:"end"`
	Status  molar.AppointmentStatus `json:"status"`
	By      molar.Operator          `json:"by"`
}

type finalPatient struct {
	ID        molar.PatientID  `json:"id"`
	Name      molar.PersonName `json:"name"`
	Phone     molar.Phone      `json:"phone"`
	HomeStore molar.StoreID    `json:"home_store"`
}

type finalHandoff struct {
	Conversation molar.ConversationID `json:"conversation"`
	Code         molar.HandoffCode    `json:"code"`
	At           string               `json:"at"`
}

type finalMessage struct {
	Conversation molar.ConversationID `json:"conversation"`
	To           string               `json:"to"`
	Script       string               `json:"script"`
	Text         string               `json:"text"`
	At           string               `json:"at"`
}
