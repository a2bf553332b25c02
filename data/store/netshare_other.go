//go:build !linux && !windows

package store

func networkShare(string) bool { return false }
