//go:build !ci

package app

// windowed says that this build can open a real window.
const windowed = true
