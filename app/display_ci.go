//go:build ci

package app

// windowed is false: Fyne draws into memory in this build.
const windowed = false
