// Package ime makes the system's input method behave in the window: keys that it used
// for the pinyin never reach a field, its candidates stand at the caret, and plain typing
// goes on when it dies and Chinese when it comes back.
//
// It is no input method and knows no widget: app tells it where the caret is. On X11 it
// stands between GLFW and Xlib by defining the Xlib calls GLFW makes for input methods,
// which the linker then takes instead of Xlib's; nothing of Fyne or GLFW is changed. On
// Windows GLFW already keeps those keys back, and only the place is told. Elsewhere it
// does nothing. It is called by app only.
package ime
