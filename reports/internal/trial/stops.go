package trial

import (
	"errors"
	"io"
	"syscall"
	"testing"
)

// full is a file on a disk that is full after so many bytes.
type full struct{ left int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.left {
		n := f.left
		f.left = 0
		return n, syscall.ENOSPC
	}
	f.left -= len(b)
	return len(b), nil
}

type sized int

func (s *sized) Write(b []byte) (int, error) { *s += sized(len(b)); return len(b), nil }

// Stops writes what put writes to disks that are full after more and more bytes, and fails
// where put does not say so.
func Stops(t *testing.T, put func(io.Writer) error) {
	t.Helper()
	var whole sized
	if err := put(&whole); err != nil || whole < 1000 {
		t.Fatal(whole, err)
	}
	for n := 0; n < int(whole); n += int(whole)/20 + 1 {
		if err := put(&full{n}); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("at byte %d of %d: %v", n, whole, err)
		}
	}
}
