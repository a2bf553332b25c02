package intake

import (
	"errors"

	"qinqing/data"
)

// errUnreadable marks failures of a whole file, as against those of single rows.
var errUnreadable = errors.New("intake: the file can't be read at all")

// IsUnreadable says that a file can't be read at all (not a ledger, broken, too big,
// encrypted), for exit codes.
func IsUnreadable(err error) bool { return errors.Is(err, errUnreadable) }

func unreadable(format string, args ...any) error {
	e := data.Errorf(data.Invalid, "file", format, args...)
	e.Cause = errUnreadable
	return e
}

func unreadableBy(cause error, format string, args ...any) error {
	e := data.Errorf(data.Invalid, "file", format, args...)
	e.Cause = errors.Join(errUnreadable, cause)
	return e
}
