package store

import (
	"context"
	"fmt"

	"github.com/molarhq/molar"
)

// HandOff records a handoff for staff.
func (tx *Tx) HandOff(ctx context.Context, h molar.Handoff) error {
	_, err := tx.tx.Exec(ctx, `
		INSERT INTO handoffs (org_id, conversation_id, code, urgent, repeat, silent, contact_id, patient_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		tx.org, h.Conversation, h.Code, h.Urgent, h.Repeat, h.Silent, h.Contact, h.Patient, instant(h.At))
	if err != nil {
		return fmt.Errorf("hand off %s: %w", h.Conversation, err)
	}
	return nil
}
