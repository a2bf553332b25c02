// Package store keeps the ledger of one office in one SQLite file. It is the only
// place with SQL: every change goes through Do (one transaction that writes rows,
// events, spans, month cells, search, undo images and the audit chain), every read
// through View (one consistent snapshot).
//
// It knows no rule of its own about problems (package data has those), no file
// formats, no figures and no window. The window (app), the subcommands
// (app/command), data/intake and reports/stats call it, the last two through small
// interfaces that *Tx and *View satisfy.
package store
