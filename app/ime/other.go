//go:build ci || (!windows && !(linux && cgo && !wayland))

package ime

import "fyne.io/fyne/v2"

// Caret does nothing where no input method has to be told.
func Caret(fyne.Window, int, int, int) {}
