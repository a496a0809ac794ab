package tools_test

import (
	"context"
	"errors"
	"testing"

	"github.com/molarhq/molar"
	"github.com/molarhq/molar/tools"
)

func TestRegisterPatient_WhereTheClinicLetsTheBot(t *testing.T) {
	o := open(t)
	o.rules.NewPatient = molar.NewPatientRegister
	args := tools.RegisterPatientArgs{Name: "何新", Phone: "13800000009", Relation: molar.RelationSelf}
	for range 2 { // the same turn again makes no second record
		o.turnOf("c2", "u_new", "1", func(ctx context.Context, env *tools.Env) {
			got, err := tools.RegisterPatient.Call(ctx, env, args)
			works(t, err)
			same(t, tools.FoundPatient{ID: "id1", Name: "何新", Phone: "13800000009"}, got)
		})
	}
	o.turnOf("c2", "u_new", "2", func(ctx context.Context, env *tools.Env) { // nor does another turn
		_, err := tools.RegisterPatient.Call(ctx, env, args)
		fails(t, err, molar.CodeConflict)
	})
	books := o.books()
	same(t, molar.Patient{ID: "id1", Name: "何新", Phone: "13800000009"}, books.Patients[len(books.Patients)-1])
	if n := len(books.Patients); n != 4 {
		t.Errorf("%d records, want 4", n)
	}
	same(t, molar.Link{Contact: "u_new", Patient: "id1", Relation: "self", Proposed: true}, books.Links[len(books.Links)-1])
}

func TestRegisterPatient_MayBeBookedFor(t *testing.T) {
	o := open(t)
	o.rules.NewPatient = molar.NewPatientRegister
	o.turnOf("c2", "u_new", "1", func(ctx context.Context, env *tools.Env) {
		got, err := tools.RegisterPatient.Call(ctx, env, tools.RegisterPatientArgs{Name: "何新", Phone: "13800000009"})
		works(t, err)
		_, err = tools.BookAppointment.Call(ctx, env, tools.BookAppointmentArgs{Hold: holdFor(t, ctx, env, got.ID)})
		works(t, err)
	})
}

func TestRegisterPatient_Refuses(t *testing.T) {
	tests := []struct {
		mode  molar.NewPatientMode
		name  molar.PersonName
		phone molar.Phone
		code  molar.Code
		field string
	}{
		{molar.NewPatientHandoff, "何新", "13800000009", molar.CodeForbidden, ""},
		{molar.NewPatientRegister, "", "13800000009", molar.CodeInvalid, "name"},
		{molar.NewPatientRegister, "何新", "1380000009", molar.CodeInvalid, "phone"},
		{molar.NewPatientRegister, "何新", "", molar.CodeInvalid, "phone"},
		{molar.NewPatientRegister, "王一", "13800000003", molar.CodeConflict, ""},
	}
	o := open(t)
	before := o.books()
	for _, tt := range tests {
		o.rules.NewPatient = tt.mode
		o.turn("1", func(ctx context.Context, env *tools.Env) {
			_, err := tools.RegisterPatient.Call(ctx, env, tools.RegisterPatientArgs{Name: tt.name, Phone: tt.phone})
			fails(t, err, tt.code)
			var e *molar.Error
			if errors.As(err, &e) && e.Field != tt.field {
				t.Errorf("%s: field %q, want %q", err, e.Field, tt.field)
			}
		})
	}
	same(t, before, o.books())
}
