package molar

import "time"

// PatientID names a patient's record within the org.
type PatientID string

// ContactID names a WeCom external user (企微客户).
type ContactID string

// Patient is a record of the clinic (患者档案).
type Patient struct {
	ID        PatientID  `json:"id"`
	Name      PersonName `json:"name"`
	Phone     Phone      `json:"phone"`
	HomeStore StoreID    `json:"home_store,omitempty"` // may be headquarters or a region
}

// RelationSelf is the relation of a contact to their own record.
const RelationSelf = "self"

// Link ties a contact to a patient. Staff make links; a booking from an
// unlinked chat only proposes one.
type Link struct {
	Contact  ContactID `json:"contact"`
	Patient  PatientID `json:"patient"`
	Relation string    `json:"relation"` // what the patient is to the contact: self, 妈妈, 孩子
	Proposed bool      `json:"proposed,omitempty"`
}

// Contact is what is known of a WeCom external user beside the links.
type Contact struct {
	ID   ContactID
	Tags []string
}

// Visit is a past visit (就诊).
type Visit struct {
	Patient PatientID `json:"patient"`
	Doctor  DoctorID  `json:"doctor"`
	Store   StoreID   `json:"store"`
	Project ProjectID `json:"project"`
	At      time.Time `json:"at"`
}

// Charge is a settled bill (收费单).
type Charge struct {
	Patient   PatientID `json:"patient"`
	Category  Category  `json:"category"`
	Treatment Treatment `json:"treatment,omitempty"`
	Doctor    DoctorID  `json:"doctor,omitempty"`
	Store     StoreID   `json:"store,omitempty"`
	At        time.Time `json:"at"`
	Amount    string    `json:"amount,omitempty"` // yuan, as a decimal: "480.00"
}
