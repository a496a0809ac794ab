package molar

import (
	"errors"
	"fmt"
)

// Code says what kind of failure an [Error] is, for programs.
type Code string

const (
	CodeInvalid     Code = "invalid"     // the request cannot be understood or breaks a rule of form
	CodeNotFound    Code = "not_found"   // what it names does not exist, or not for this caller
	CodeConflict    Code = "conflict"    // it was possible, and no longer is: a slot was taken
	CodeForbidden   Code = "forbidden"   // the caller may not do this
	CodeUnavailable Code = "unavailable" // a part that is needed does not answer; trying again may help
	CodeInternal    Code = "internal"    // anything else; its text is for the log only
)

// Error is a failure that a person or a model can act on: a code, a sentence
// and, for bad input, the field at fault.
type Error struct {
	Code    Code
	Field   string // path of the field at fault ("doctors.zhang.stores[0]"), or empty
	Message string
}

func (e *Error) Error() string {
	if e.Field == "" {
		return e.Message
	}
	return e.Field + ": " + e.Message
}

// Errorf makes an [Error] with a formatted sentence.
func Errorf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// FieldErrorf makes an invalid-input [Error] about one field.
func FieldErrorf(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Field: field, Message: fmt.Sprintf(format, args...)}
}

// CodeOf returns the code of the first [Error] in err's chain, "" for nil and
// [CodeInternal] for every other error.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
