package reports

import (
	"slices"
	"unicode/utf8"
)

// Form is a sheet of labelled cells, as offices fill them in: what the ledger has is
// printed, the rest is left empty for the pen.
type Form struct {
	Head    FormLine  `json:"head,omitzero"`     // small, over the grid; alone where there is none
	Columns []float64 `json:"columns,omitempty"` // shares of the width
	Rows    []FormRow `json:"rows,omitempty"`
}

// FormLine is a line with a part at the left and one at the right.
type FormLine struct {
	Left  string `json:"left,omitempty"`
	Right string `json:"right,omitempty"`
}

// FormRow is a row of cells whose spans make up all columns. Lines is the least height,
// in lines of text: where somebody has to write.
type FormRow struct {
	Cells []FormCell `json:"cells"`
	Lines int        `json:"lines,omitempty"`
}

// FormCell is one cell. Foot stands at its foot, at the right: where to sign and date.
type FormCell struct {
	Text  string `json:"text"`
	Foot  string `json:"foot,omitempty"`
	Label bool   `json:"label,omitempty"`
	Span  int    `json:"span,omitempty"` // columns; 0 is 1
}

// Width is how many columns a cell takes.
func (c FormCell) Width() int { return max(1, c.Span) }

// Texts lists every text of a form in reading order.
func (f *Form) Texts() []string {
	out := []string{f.Head.Left, f.Head.Right}
	for _, r := range f.Rows {
		for _, c := range r.Cells {
			out = append(out, c.Text, c.Foot)
		}
	}
	return out
}

// formOf puts rows of captions and values on one grid. A row of fewer pairs than the
// widest has its values reach over the columns left.
func formOf(rows []FormRow) *Form {
	pairs := 1
	for _, r := range rows {
		pairs = max(pairs, len(r.Cells)/2)
	}
	f := &Form{}
	for range pairs {
		f.Columns = append(f.Columns, 3, 11/float64(pairs)-1)
	}
	for _, r := range rows {
		for _, r := range apart(r) {
			f.Rows = append(f.Rows, spread(r, pairs))
		}
	}
	return f
}

// longValue is from how many characters on a value has a row of its own: beside another
// it would run down the page in a narrow cell.
const longValue = 36

// apart gives each pair of a row that has a long value a row of its own.
func apart(r FormRow) []FormRow {
	if len(r.Cells) <= 2 || !slices.ContainsFunc(r.Cells, func(c FormCell) bool { return utf8.RuneCountInString(c.Text) > longValue }) {
		return []FormRow{r}
	}
	var out []FormRow
	for i := 0; i+1 < len(r.Cells); i += 2 {
		out = append(out, FormRow{Cells: r.Cells[i : i+2], Lines: r.Lines})
	}
	return out
}

func spread(r FormRow, pairs int) FormRow {
	cells := make([]FormCell, len(r.Cells))
	copy(cells, r.Cells)
	if len(cells) == 1 {
		cells[0].Span = 2 * pairs
		return FormRow{Cells: cells, Lines: r.Lines}
	}
	mine, from := len(cells)/2, 0
	for i := range mine {
		to := (i + 1) * pairs / mine
		cells[2*i+1].Span = 2*(to-from) - 1
		from = to
	}
	return FormRow{Cells: cells, Lines: r.Lines}
}
