// Package widget holds the controls the window is built from: the data table, form
// fields, pickers, sheets, toasts and the status line.
//
// It knows no business word and no record: columns, rows and choices are handed in
// by app/page, colours come from app/theme. Everything here must be called on the
// window's own goroutine.
package widget
