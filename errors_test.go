package molar_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/molarhq/molar"
)

func TestCodeOf(t *testing.T) {
	taken := molar.Errorf(molar.CodeConflict, "slot %s is taken", "09:00")
	tests := []struct {
		err  error
		want molar.Code
	}{
		{nil, ""},
		{taken, molar.CodeConflict},
		{fmt.Errorf("book appointment: %w", taken), molar.CodeConflict},
		{errors.Join(errors.New("commit"), taken), molar.CodeConflict},
		{fmt.Errorf("book appointment: %v", taken), molar.CodeInternal}, // hidden on purpose
		{errors.New("connection reset"), molar.CodeInternal},
		{molar.FieldErrorf("start", "past"), molar.CodeInvalid},
	}
	for _, tt := range tests {
		if got := molar.CodeOf(tt.err); got != tt.want {
			t.Errorf("CodeOf(%v) = %q, want %q", tt.err, got, tt.want)
		}
	}
}

func ExampleError() {
	err := fmt.Errorf("import world: %w", molar.FieldErrorf("doctors.zhang.stores[0]", "no store is called %s", "zj"))
	fmt.Println(err)
	fmt.Println(molar.CodeOf(err))
	// Output:
	// import world: doctors.zhang.stores[0]: no store is called zj
	// invalid
}
