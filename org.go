package molar

import "time"

// OrgID names a clinic or chain. It leads every key in the database.
type OrgID string

// StoreID names a store within its org.
type StoreID string

// Org is a clinic or a chain of clinics (机构/总部).
type Org struct {
	ID   OrgID
	Name string
	Zone *time.Location // the zone in which its days and hours are meant
}

// StoreKind tells a place that sees patients from one that only manages.
type StoreKind string

const (
	KindStore        StoreKind = "store"
	KindHeadquarters StoreKind = "headquarters"
	KindRegion       StoreKind = "region"
)

// Store is a clinic's place (门店), or headquarters or a region.
type Store struct {
	ID       StoreID   `json:"id"`
	Name     string    `json:"name"`
	Aliases  []string  `json:"aliases,omitempty"`
	Kind     StoreKind `json:"kind"`
	City     string    `json:"city,omitempty"`
	District string    `json:"district,omitempty"`
	Address  string    `json:"address,omitempty"`
	Phone    string    `json:"phone,omitempty"` // the store's own line, public
	Hours    string    `json:"hours,omitempty"` // as told to patients: 09:00-18:00
}

// SeesPatients reports whether an appointment can be at this store.
func (s Store) SeesPatients() bool { return s.Kind == KindStore }
