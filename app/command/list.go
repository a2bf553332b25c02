package command

import (
	"io"
	"path/filepath"
	"slices"
	"time"

	"qinqing/reports"
	"qinqing/reports/xlsx"
)

// List writes a list into dir, named after its title and day: cut, which is what paper
// takes of it, as PDF and where asked for as .docx, and whole where asked for as .xlsx.
func (o Output) List(whole, cut *reports.Bulletin, dir string, at time.Time) ([]string, []reports.Warning, error) {
	stem := filepath.Join(dir, fileName(whole.Title)+" "+whole.Period.Name)
	files := o.sheets(cut, stem, at)
	if o.NoPDF {
		files = files[1:]
	}
	if o.Excel {
		book := forWorkbook(whole)
		files = append(files, rendering{spare: true, path: stem + ".xlsx", render: func(w io.Writer) ([]reports.Warning, error) {
			return xlsx.Write(w, book, xlsx.Options{Created: madeOn(at), TmpDir: spillDir()})
		}})
	}
	return writeAll(files, o.Private)
}

// streamed is from how many rows on a list is written as a stream.
const streamed = 2000

// forWorkbook puts what stands over a list on paper under it: a sheet has no such line,
// and its own day.
func forWorkbook(b *reports.Bulletin) *reports.Bulletin {
	out := *b
	t := *b.Body[1].Table
	t.Notes = append([]string{b.Body[0].Form.Head.Left}, t.Notes...)
	if out.Caution != "" {
		t.Notes = slices.Concat([]string{out.Caution}, t.Notes)
	}
	out.Body = []reports.Block{{Table: &t}}
	if len(t.Rows) > streamed {
		out.Body, out.Ledger = nil, []reports.Table{t}
	}
	return &out
}
