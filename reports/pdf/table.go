package pdf

import (
	"qinqing/reports"
	"qinqing/reports/internal/paper"
	"qinqing/reports/typeset"
)

// tableTitle is how the name over a table is set; a table that only repeats the
// title above it has none.
func (f *flow) tableTitle(t *reports.Table) []typeset.Line {
	if t.Title == "" || t.Title == f.titled {
		return nil
	}
	_, w, _, _ := f.Area()
	return f.fonts.Balance(titleStyle, w-2*pitch, t.Title)
}

var titleStyle = typeset.Style{Role: typeset.Hei, Size: 14}

const (
	titleLead = 0.9 * lead
	gridGap   = 2.0 // between the last rule and the notes
)

// lay measures a table once.
func (f *flow) lay(t *reports.Table) *typeset.Laid {
	_, w, _, _ := f.Area()
	key := layKey{t, w}
	if f.laid[key] == nil {
		f.laid[key] = f.fonts.Lay(paper.Grid(t), w)
		_, _, _, bottom := f.Area()
		f.laid[key].Room = bottom - f.Top()
	}
	return f.laid[key]
}

// tableStart is the height a table needs to begin with, name and unit included.
func (f *flow) tableStart(t *reports.Table) float64 {
	h := titleLead * float64(len(f.tableTitle(t)))
	if t.Unit != "" {
		h += noteLead
	} else if h == 0 {
		h = lead / 4
	}
	if len(t.Columns) > 0 {
		h += f.lay(t).Start()
	}
	return h
}

// wholeTable is the height a table of an annex wants at once: all of it, where a page of
// its own can hold that. Text runs on around the tables of the body instead, and the head
// of an annex keeps its first table under it, whole or not.
func (f *flow) wholeTable(t *reports.Table, under float64) float64 {
	if !f.annexed || len(t.Columns) == 0 || len(t.Rows) > pageRows {
		return 0
	}
	if len(f.pages) == f.annexPage && f.y <= f.annexHead {
		return 0
	}
	laid := f.lay(t)
	h := f.tableStart(t) - laid.Start() + laid.Height() + gridGap + under
	if _, _, _, bottom := f.Area(); h > bottom-f.Top() {
		return 0
	}
	return h
}

// pageRows is more rows than any page can hold.
const pageRows = 60

// table prints title, unit, grid and notes.
func (f *flow) table(t *reports.Table, key string, tail float64) {
	_, w, _, _ := f.Area()
	notes := f.tableNotes(t, w)
	under := float64(len(notes)) * noteLead
	f.need(max(f.tableStart(t), f.wholeTable(t, under)))
	if title := f.tableTitle(t); len(title) > 0 {
		f.centred(titleStyle, title, titleLead, typeset.Black)
	} else if t.Unit == "" {
		f.skip(0.25)
	}
	if t.Unit != "" {
		st := typeset.Style{Role: typeset.FangSong, Size: noteSize}
		x, w, y, _ := f.Area()
		f.Page().Text(st, x+w-f.fonts.Width(st.Role, st.Size, 0, t.Unit), typeset.Baseline(y, noteLead, noteSize), t.Unit, typeset.Black)
		f.y += noteLead
	}
	if len(t.Columns) > 0 {
		laid := f.lay(t)
		laid.Kind, laid.Key = paper.BlockZone, key
		paper.Name(laid.Table, t, key)
		keep := under
		if tail > 0 {
			keep += tail + gridGap + lead/2
		}
		laid.Draw(f, min(keep, 12*lead))
		if !laid.Fits {
			f.warnings = append(f.warnings, reports.Warning{Code: WideCell, Text: "表“" + t.Title + "”列太多，页面放不下，文字已在任意处换行。请减少列数，或改用电子表格"})
		}
	}
	f.y += gridGap
	after := 0.0
	if tail > 0 {
		after = tail + lead/2
	}
	f.lines(typeset.Style{Role: typeset.FangSong, Size: noteSize}, notes, noteLead, 0, 1, min(after, 12*lead), nil)
	f.y += lead / 2
}

// tableNotes sets the notes under a table.
func (f *flow) tableNotes(t *reports.Table, w float64) []typeset.Line {
	var out []typeset.Line
	for _, n := range t.PrintedNotes() {
		out = append(out, f.fonts.Break(typeset.Style{Role: typeset.FangSong, Size: noteSize}, w, 0, n, true)...)
	}
	return out
}
