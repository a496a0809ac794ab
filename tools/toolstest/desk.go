package toolstest

import (
	"bytes"
	"context"

	"github.com/molarhq/molar"
)

// HandOff records a handoff for staff.
func (tx *Tx) HandOff(_ context.Context, h molar.Handoff) error {
	h.At = instant(h.At)
	s, n := tx.state, len(tx.state.handoffs)
	s.handoffs = append(s.handoffs, h)
	tx.onRollback(func() { s.handoffs = s.handoffs[:n] })
	return nil
}

// Once runs a write and keeps its result under the key.
func (tx *Tx) Once(_ context.Context, key string, run func() ([]byte, error)) ([]byte, error) {
	if result, ok := tx.state.done[key]; ok {
		return bytes.Clone(result), nil
	}
	result, err := run()
	if err != nil {
		return nil, err
	}
	tx.state.done[key] = append([]byte{}, result...)
	tx.onRollback(func() { delete(tx.state.done, key) })
	return result, nil
}
