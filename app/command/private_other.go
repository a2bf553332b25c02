//go:build !unix

package command

// keepPrivate does nothing: the user's own folders are private there.
func keepPrivate() {}
