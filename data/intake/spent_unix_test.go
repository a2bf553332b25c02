//go:build unix

package intake

import (
	"syscall"
	"time"
)

// spent is the processor's time this program took so far; what others take of the machine
// doesn't count.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
