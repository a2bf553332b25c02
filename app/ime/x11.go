//go:build linux && cgo && !ci && !wayland

package ime

// #cgo LDFLAGS: -lX11 -ldl
// #include "x11.h"
import "C"

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

// Caret tells the input method where the caret is: x its left edge and y its foot, in
// device pixels of the window's content; height is the line's, in the same unit.
func Caret(w fyne.Window, x, y, height int) {
	nw, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	nw.RunNative(func(ctx any) {
		if x11, ok := ctx.(driver.X11WindowContext); ok && x11.WindowHandle != 0 {
			C.qinqing_spot(C.ulong(x11.WindowHandle), C.short(x), C.short(y))
		}
	})
}
