//go:build !ci

// Package launch says which window main opens. A build with the tag ci has none, so
// that its subcommands carry neither Fyne nor what Fyne says at its start.
package launch

import "qinqing/app"

// Window opens the window and returns when it is closed.
var Window = app.Run
