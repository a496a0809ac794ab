package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed find_patients.md
var findPatientsText string

// FindPatientsArgs asks for the chat's linked patients (both fields empty) or
// for the records that carry exactly this name and phone.
type FindPatientsArgs struct {
	Name  molar.PersonName `json:"name,omitempty"`
	Phone molar.Phone      `json:"phone,omitempty" jsonschema_description:"11 digits"`
}

// FindPatientsResult lists patients; a linked one carries its relation.
type FindPatientsResult struct {
	Patients []FoundPatient `json:"patients"`
}

// FoundPatient is a record as far as the chat may know it.
type FoundPatient struct {
	ID       molar.PatientID  `json:"id"`
	Name     molar.PersonName `json:"name"`
	Phone    molar.Phone      `json:"phone,omitempty"` // of a linked patient; else what was typed
	Relation string           `json:"relation,omitempty"`
	Contact  molar.ContactID  `json:"contact,omitempty"` // the linked contact
	Linked   bool             `json:"linked"`
}

// FindPatients lists the chat's linked patients, or matches name and phone.
// Who is matched by name and phone alone may be booked for, nothing more.
var FindPatients = Verb[FindPatientsArgs, FindPatientsResult]{
	Name: "find_patients", Text: findPatientsText, Run: findPatients,
}

func findPatients(ctx context.Context, env *Env, args FindPatientsArgs) (FindPatientsResult, error) {
	result := FindPatientsResult{Patients: []FoundPatient{}}
	if args.Name == "" && args.Phone == "" {
		ids := make([]molar.PatientID, len(env.Links))
		for i, l := range env.Links {
			ids[i] = l.Patient
		}
		patients, err := env.Clinic.Patients(ctx, ids)
		if err != nil {
			return FindPatientsResult{}, err
		}
		byID := make(map[molar.PatientID]molar.Patient, len(patients))
		for _, p := range patients {
			byID[p.ID] = p
		}
		for _, l := range env.Links {
			if p, ok := byID[l.Patient]; ok {
				result.Patients = append(result.Patients, FoundPatient{
					ID: p.ID, Name: p.Name, Phone: p.Phone, Relation: l.Relation, Contact: l.Contact, Linked: true,
				})
			}
		}
		return result, nil
	}
	if args.Name == "" || args.Phone == "" {
		return FindPatientsResult{}, molar.Errorf(molar.CodeInvalid, "a record is matched on full name and mobile number together")
	}
	patients, err := env.Clinic.PatientsByName(ctx, args.Name, args.Phone)
	if err != nil {
		return FindPatientsResult{}, err
	}
	for _, p := range molar.MatchPatients(patients, args.Name, args.Phone) {
		if !env.Linked(p.ID) {
			env.Typed = append(env.Typed, p.ID)
		}
		result.Patients = append(result.Patients, FoundPatient{ID: p.ID, Name: p.Name, Phone: p.Phone, Linked: env.Linked(p.ID)})
	}
	return result, nil
}
