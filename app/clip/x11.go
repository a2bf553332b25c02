//go:build linux && cgo && !ci && !wayland

package clip

// #cgo LDFLAGS: -lX11 -lpthread
// #include "x11.h"
import "C"

import (
	"errors"
	"image"
	"unsafe"
)

// Picture puts a picture on the clipboard, where other programs find it as PNG.
func Picture(img image.Image) error {
	b, err := encoded(img)
	if err != nil {
		return err
	}
	if C.qinqing_clip_png(unsafe.Pointer(&b[0]), C.ulong(len(b))) != 0 {
		return errors.New("the X server did not take the picture")
	}
	return nil
}
