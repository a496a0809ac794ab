package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed register_patient.md
var registerPatientText string

// RegisterPatientArgs is a new record.
type RegisterPatientArgs struct {
	Name     molar.PersonName `json:"name"`
	Phone    molar.Phone      `json:"phone"`
	Relation string           `json:"relation,omitempty"`
}

// RegisterPatient creates a record for somebody the clinic does not know, and
// proposes the link to the speaker. CodeForbidden where the clinic registers
// new patients by hand, CodeInvalid without a name or for a phone that is no
// mobile number, CodeConflict when a record of that name and phone exists.
var RegisterPatient = Verb[RegisterPatientArgs, FoundPatient]{
	Name: "register_patient", Text: registerPatientText, Write: true, Run: registerPatient,
}

func registerPatient(ctx context.Context, env *Env, args RegisterPatientArgs) (FoundPatient, error) {
	if env.Rules.NewPatient != molar.NewPatientRegister {
		return FoundPatient{}, molar.Errorf(molar.CodeForbidden, "new patients are registered by staff")
	}
	if args.Name == "" {
		return FoundPatient{}, molar.FieldErrorf("name", "a record needs a full name")
	}
	if !args.Phone.Valid() {
		return FoundPatient{}, molar.FieldErrorf("phone", "a record needs a mobile number of 11 digits")
	}
	known, err := env.Clinic.PatientsByName(ctx, args.Name, args.Phone)
	if err != nil {
		return FoundPatient{}, err
	}
	if len(known) > 0 {
		return FoundPatient{}, molar.Errorf(molar.CodeConflict, "there is a record of that name and phone")
	}
	p := molar.Patient{ID: molar.PatientID(env.NewID()), Name: args.Name, Phone: args.Phone}
	if err := env.Clinic.RegisterPatient(ctx, p); err != nil {
		return FoundPatient{}, err
	}
	link := molar.Link{Contact: env.Speaker, Patient: p.ID, Relation: args.Relation, Proposed: true}
	if err := env.Clinic.ProposeLink(ctx, link); err != nil {
		return FoundPatient{}, err
	}
	env.Typed = append(env.Typed, p.ID)
	return FoundPatient{ID: p.ID, Name: p.Name, Phone: p.Phone}, nil
}
