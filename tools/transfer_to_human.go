package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed transfer_to_human.md
var transferToHumanText string

// TransferToHumanArgs says why a person is needed.
type TransferToHumanArgs struct {
	Code    molar.HandoffCode `json:"code"`
	Patient molar.PatientID   `json:"patient,omitempty"`
	Silent  bool              `json:"silent,omitempty" jsonschema_description:"tell the patient nothing"`
	Repeat  bool              `json:"repeat,omitempty" jsonschema_description:"something urgent during a hold: notify again"`
}

// TransferToHuman hands the conversation to a person. CodeInvalid for a code
// that does not exist.
var TransferToHuman = Verb[TransferToHumanArgs, molar.Handoff]{
	Name: "transfer_to_human", Text: transferToHumanText, Write: true, Run: transferToHuman,
}

func transferToHuman(ctx context.Context, env *Env, args TransferToHumanArgs) (molar.Handoff, error) {
	if args.Code.Name() == "" {
		return molar.Handoff{}, molar.FieldErrorf("code", "there is no handoff %q", args.Code)
	}
	h := molar.Handoff{
		Conversation: env.Conversation, Code: args.Code, Urgent: args.Code.Urgent(),
		Repeat: args.Repeat, Silent: args.Silent, Contact: env.Speaker, Patient: args.Patient, At: env.Now,
	}
	return h, env.Clinic.HandOff(ctx, h)
}
