package widget

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// gone says that the window's loop has ended, as after SIGTERM.
var gone atomic.Bool

// Gone is to be told when the loop ends or has to: what other goroutines still bring is dropped.
func Gone() { gone.Store(true) }

// HasGone says whether it has ended.
func HasGone() bool { return gone.Load() }

// Later runs f among the window's own work. Once the loop has ended it does not: Fyne would
// run f on the goroutine that asks, beside the closing of the ledger.
func Later(f func()) {
	if gone.Load() {
		return
	}
	fyne.Do(func() {
		if !gone.Load() {
			f()
		}
	})
}

// Timeless is for tests, set before the first widget is made: nothing comes by itself after
// a while. Their driver runs such a thing on the timer's own goroutine, beside the test,
// where the real one has all of it on one.
var Timeless bool

// After runs f among the window's own work when d has passed.
func After(d time.Duration, f func()) {
	if !Timeless {
		time.AfterFunc(d, func() { Later(f) })
	}
}
