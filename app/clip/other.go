//go:build ci || (!windows && !(linux && cgo && !wayland))

package clip

import (
	"errors"
	"image"
)

// Picture can't be done here.
func Picture(image.Image) error { return errors.New("no pictures on the clipboard of this system") }
