//go:build unix

package command

import "syscall"

// keepPrivate makes files this program creates unreadable for others: ledger, its log and
// backups name enterprises. Papers meant to be circulated are opened up when written.
func keepPrivate() { syscall.Umask(0o077) }
