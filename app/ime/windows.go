//go:build windows && !ci

package ime

import (
	"syscall"
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
)

var (
	imm32  = syscall.NewLazyDLL("imm32.dll")
	user32 = syscall.NewLazyDLL("user32.dll")

	immGetContext           = imm32.NewProc("ImmGetContext")
	immReleaseContext       = imm32.NewProc("ImmReleaseContext")
	immSetCompositionWindow = imm32.NewProc("ImmSetCompositionWindow")
	immSetCandidateWindow   = imm32.NewProc("ImmSetCandidateWindow")
	createCaret             = user32.NewProc("CreateCaret")
	setCaretPos             = user32.NewProc("SetCaretPos")
	clientToScreen          = user32.NewProc("ClientToScreen")
	getClientRect           = user32.NewProc("GetClientRect")
	callWindowProc          = user32.NewProc("CallWindowProcW")
	setWindowLongPtr        = user32.NewProc("SetWindowLongPtrW")
)

// The numbers of imm.h and winuser.h.
const (
	cfsPoint        = 0x02
	cfsCandidatePos = 0x40
	wmDestroy       = 0x0002
	wmImeRequest    = 0x0288
	imrQueryCharPos = 6
	gwlpWndProc     = ^uintptr(3) // -4
)

type point struct{ X, Y int32 }

type rect struct{ Left, Top, Right, Bottom int32 }

// compositionForm is COMPOSITIONFORM, candidateForm CANDIDATEFORM.
type compositionForm struct {
	Style uint32
	At    point
	Area  rect
}

type candidateForm struct {
	Index, Style uint32
	At           point
	Area         rect
}

// charPosition is IMECHARPOSITION, which Microsoft Pinyin of Windows 11 asks for instead
// of looking at the forms.
type charPosition struct {
	Size, Char uint32
	At         point
	LineHeight uint32
	Document   rect
}

// caret is where the caret of a window is, in client pixels: its left top.
type caret struct {
	at     point
	height uint32
	old    uintptr // the window's own procedure
}

// carets by window handle. Only the window's own thread touches it.
var carets = map[uintptr]*caret{}

var hook = syscall.NewCallback(procedure)

// Caret tells the input method where the caret is: x its left edge and y its foot, in
// device pixels of the window's content; height is the line's, in the same unit.
func Caret(w fyne.Window, x, y, height int) {
	nw, ok := w.(driver.NativeWindow)
	if !ok {
		return
	}
	nw.RunNative(func(ctx any) {
		c, ok := ctx.(driver.WindowsWindowContext)
		if !ok || c.HWND == 0 {
			return
		}
		place(c.HWND, point{int32(x), int32(y - height)}, uint32(max(height, 1)))
	})
}

func place(window uintptr, at point, height uint32) {
	c := carets[window]
	if c == nil {
		c = &caret{}
		carets[window] = c
		// Some input methods and magnifiers follow the system's caret.
		_, _, _ = createCaret.Call(window, 0, 1, uintptr(height))
		c.old, _, _ = setWindowLongPtr.Call(window, gwlpWndProc, hook)
	}
	c.at, c.height = at, height
	_, _, _ = setCaretPos.Call(uintptr(at.X), uintptr(at.Y))
	method, _, _ := immGetContext.Call(window)
	if method == 0 {
		return
	}
	composition := compositionForm{Style: cfsPoint, At: at}
	_, _, _ = immSetCompositionWindow.Call(method, uintptr(unsafe.Pointer(&composition)))
	candidates := candidateForm{Style: cfsCandidatePos, At: point{at.X, at.Y + int32(height)}}
	_, _, _ = immSetCandidateWindow.Call(method, uintptr(unsafe.Pointer(&candidates)))
	_, _, _ = immReleaseContext.Call(window, method)
}

// procedure answers IMR_QUERYCHARPOSITION and hands everything else on.
func procedure(window uintptr, message uint32, w, l uintptr) uintptr {
	c := carets[window]
	if c == nil {
		return 0
	}
	if message == wmImeRequest && w == imrQueryCharPos && l != 0 {
		answer(window, c, l)
		return 1
	}
	if message == wmDestroy {
		delete(carets, window)
	}
	r, _, _ := callWindowProc.Call(c.old, window, uintptr(message), w, l)
	return r
}

func answer(window uintptr, c *caret, l uintptr) {
	pos := *(**charPosition)(unsafe.Pointer(&l)) // memory of the system's, not of Go's
	at := c.at
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&at)))
	var area rect
	_, _, _ = getClientRect.Call(window, uintptr(unsafe.Pointer(&area)))
	corner := point{}
	_, _, _ = clientToScreen.Call(window, uintptr(unsafe.Pointer(&corner)))
	pos.At, pos.LineHeight = at, c.height
	pos.Document = rect{corner.X, corner.Y, corner.X + area.Right, corner.Y + area.Bottom}
}
