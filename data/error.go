package data

import (
	"errors"
	"fmt"
)

// Code says what kind of failure an Error is, for exit codes and dialogs.
type Code string

// The codes. Conflict: somebody else changed the record meanwhile, or a rule
// forbids the step in the present state.
const (
	Invalid  Code = "invalid"
	NotFound Code = "not_found"
	Conflict Code = "conflict"
	Locked   Code = "locked"
	Full     Code = "full"
	ReadOnly Code = "read_only"
	Corrupt  Code = "corrupt"
	TooNew   Code = "too_new"
	Internal Code = "internal"
	Denied   Code = "denied" // whoever asks may not: not signed in, or without the right
)

// Error is what every exported call returns when it fails. Message is plain
// Chinese for the user: what happened, what was not lost, what to do. Field names
// the faulty field, if one is; Cause is for the log only.
type Error struct {
	Code    Code
	Field   string
	Message string
	Cause   error
}

func (e *Error) Error() string { return e.Message }

func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error with a Chinese message.
func Errorf(code Code, field, format string, args ...any) *Error {
	return &Error{Code: code, Field: field, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes an Error that keeps its cause for the log.
func Wrap(code Code, cause error, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...), Cause: cause}
}

// CodeOf is the code of the first Error in err's chain, Internal for any other
// error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
