package tools

import (
	"context"
	_ "embed"

	"github.com/molarhq/molar"
)

//go:embed release_slot.md
var releaseSlotText string

// ReleaseSlotArgs names a hold.
type ReleaseSlotArgs struct {
	Hold molar.AppointmentID `json:"hold"`
}

// ReleaseSlotResult is empty.
type ReleaseSlotResult struct{}

// ReleaseSlot lets a held slot go before it expires. A hold that is gone is no
// error.
var ReleaseSlot = Verb[ReleaseSlotArgs, ReleaseSlotResult]{
	Name: "release_slot", Text: releaseSlotText, Write: true,
	Run: func(ctx context.Context, env *Env, args ReleaseSlotArgs) (ReleaseSlotResult, error) {
		return ReleaseSlotResult{}, env.Clinic.Release(ctx, args.Hold)
	},
}
