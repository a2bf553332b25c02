//go:build !linux

package app

// watchSystem does nothing: Fyne itself knows what the machine is set to.
func watchSystem(func(dark bool)) {}
