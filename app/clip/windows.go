//go:build windows && !ci

package clip

import (
	"errors"
	"image"
	"runtime"
	"syscall"
	"unsafe"
)

var (
	user32   = syscall.NewLazyDLL("user32.dll")
	kernel32 = syscall.NewLazyDLL("kernel32.dll")

	openClipboard    = user32.NewProc("OpenClipboard")
	emptyClipboard   = user32.NewProc("EmptyClipboard")
	setClipboardData = user32.NewProc("SetClipboardData")
	closeClipboard   = user32.NewProc("CloseClipboard")
	globalAlloc      = kernel32.NewProc("GlobalAlloc")
	globalLock       = kernel32.NewProc("GlobalLock")
	globalUnlock     = kernel32.NewProc("GlobalUnlock")
	globalFree       = kernel32.NewProc("GlobalFree")
	moveMemory       = kernel32.NewProc("RtlMoveMemory")
)

// The numbers of winuser.h and winbase.h.
const (
	cfDIB        = 8
	gmemMoveable = 2
)

// Picture puts a picture on the clipboard as a device-independent bitmap.
func Picture(img image.Image) error {
	runtime.LockOSThread() // the clipboard is open to the thread that opened it
	defer runtime.UnlockOSThread()
	b := bitmap(img)
	if ok, _, err := openClipboard.Call(0); ok == 0 {
		return err
	}
	defer func() { _, _, _ = closeClipboard.Call() }()
	if ok, _, err := emptyClipboard.Call(); ok == 0 {
		return err
	}
	memory, _, err := globalAlloc.Call(gmemMoveable, uintptr(len(b)))
	if memory == 0 {
		return err
	}
	at, _, err := globalLock.Call(memory)
	if at == 0 {
		_, _, _ = globalFree.Call(memory)
		return err
	}
	_, _, _ = moveMemory.Call(at, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)))
	_, _, _ = globalUnlock.Call(memory)
	if taken, _, _ := setClipboardData.Call(cfDIB, memory); taken == 0 {
		_, _, _ = globalFree.Call(memory)
		return errors.New("the clipboard did not take the picture")
	}
	return nil // the clipboard owns the memory now
}
