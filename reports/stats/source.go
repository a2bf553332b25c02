// Package stats is the one catalogue of figures: what each is called, how it is
// counted, from which atoms, along which dimensions it may be added, and the rows
// behind it. Every number on paper or screen comes from Compute.
//
// It knows no SQL and no layout; it asks a Source, which *store.View satisfies.
// It is called by reports (ComposeAll), app/page and app/command.
package stats

import "qinqing/data"

// Source is what the figures are counted from: one consistent snapshot.
type Source interface {
	Clock() (data.Clock, error)
	// Setting is the office's setting, "" if it is not set.
	Setting(key string) (string, error)
	// Names lists the rows of a dimension in printed order; retired ones too.
	Names(by data.Dim) ([]data.Named, error)
	// Cutoff is the day by which the month table is divided.
	Cutoff() (data.Cutoff, error)
	// Cells yields the month table for the kinds and dimensions, from ≤ month ≤ to (Cutoff.Slot).
	Cells(kinds []data.AtomKind, dims []data.Dim, from, to int, yield func(data.CellKey, int) error) error
	// Histories yields, by ID, every live problem registered on or before to that was
	// in stock O, L or R at the end of from−1, or has an event on or after from.
	Histories(from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error
	// Calls yields the live visits made in [from, to], by date and ID.
	Calls(from, to data.Date, yield func(*data.Visit) error) error
	// Visited counts distinct enterprises visited in [from, to] by ByAll, ByVisiting or ByRegion.
	Visited(from, to data.Date, by data.Dim) (map[data.ID]int64, error)
	// Records lists a lesser register's live entries dated in [from, to], ascending.
	Records(kind data.RecordKind, from, to data.Date) ([]data.Record, error)
}
