package xlsx

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
	"qinqing/reports/typeset"
)

// paperWidth is about what fits across A4 upright at full size, in half-width places.
const paperWidth = 84.0

// paperWriter writes a paper on one sheet: its grids share columns, so that it prints on
// one page as it would be filled in.
type paperWriter struct {
	sheetWriter
	edges []float64 // of the sheet's columns, from 0 to 1
	used  float64   // height so far, in points
}

// onePage is up to what height a form is made to fit on one page: beyond it the letters
// would be too small to read.
const onePage = 1150.0

var (
	lookCaption = look{font: fontHeader, size: bodySize, align: "center", border: true, wrap: true}
	lookCell    = look{font: fontBody, size: bodySize, align: "left", border: true, wrap: true}
	lookSigned  = look{font: fontBody, size: bodySize, align: "right", border: true, wrap: true}
	lookPlain   = look{font: fontBody, size: bodySize, align: "left", wrap: true}
	lookRight   = look{font: fontBody, size: bodySize, align: "right", wrap: true}
	lookMark    = look{font: fontHeader, size: bodySize, align: "left"}
)

// WritePaper writes a paper, letter or form, to w as a workbook of one sheet that prints
// on A4 upright, one page wide, and on one page where it is a form.
func WritePaper(w io.Writer, b *reports.Bulletin, opt Options) (ws []reports.Warning, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("生成工作簿时出错：%v。没有写出文件，台账数据没有变化", r)
		}
	}()
	f := excelize.NewFile(excelize.Options{TmpDir: opt.TmpDir})
	defer func() { err = errors.Join(err, f.Close()) }()
	bw := &bookWriter{file: f, styles: newStyleBook(f), tree: b, opt: opt}
	name, err := bw.newSheet(b.Kind, map[string]bool{})
	if err != nil {
		return bw.warnings, err
	}
	p := &paperWriter{sheetWriter: sheetWriter{book: bw, name: name}, edges: paperEdges(b.Body)}
	if err := p.write(b); err != nil {
		return bw.warnings, err
	}
	if err := setProperties(f, bw.marked(b.Title), b.Mark, opt.Created); err != nil {
		return bw.warnings, err
	}
	tidy(f)
	if err := f.Write(w); err != nil {
		return bw.warnings, fmt.Errorf("写出工作簿时出错：%w", err)
	}
	return bw.warnings, nil
}

// paperEdges are the edges of all grids of a paper, ascending, near ones made one.
func paperEdges(blocks []reports.Block) []float64 {
	const near = 0.012
	all := []float64{0, 1, 0.5}
	for _, b := range blocks {
		if b.Form != nil && len(b.Form.Columns) > 0 {
			all = append(all, typeset.FormEdges(b.Form.Columns, 1)...)
		}
		if b.Table != nil {
			all = append(all, typeset.FormEdges(tableShares(b.Table), 1)...)
		}
	}
	slices.Sort(all)
	out := all[:1]
	for _, e := range all[1:] {
		if e-out[len(out)-1] > near {
			out = append(out, e)
		}
	}
	out[len(out)-1] = 1
	return out
}

func tableShares(t *reports.Table) (out []float64) {
	for _, c := range t.Columns {
		share := c.Weight
		if share == 0 {
			share = 1
		}
		out = append(out, share)
	}
	return out
}

// column is the sheet's column (0-based) whose left edge lies nearest to e.
func (p *paperWriter) column(e float64) int {
	best := 0
	for i, x := range p.edges {
		if abs(x-e) < abs(p.edges[best]-e) {
			best = i
		}
	}
	return best
}

func abs(x float64) float64 { return max(x, -x) }

func (p *paperWriter) columns() int { return len(p.edges) - 1 }

func (p *paperWriter) write(b *reports.Bulletin) error {
	for i := range p.columns() {
		width := (p.edges[i+1] - p.edges[i]) * paperWidth
		p.width = append(p.width, width)
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := p.book.file.SetColWidth(p.name, col, col, width); err != nil {
			return err
		}
	}
	if b.Caution != "" {
		if err := p.whole(b.Caution, lookMark, 1); err != nil {
			return err
		}
	}
	if b.DocNo != "" {
		if err := p.whole(b.DocNo, look{font: fontBody, size: bodySize, align: "center"}, 1); err != nil {
			return err
		}
	}
	if err := p.band(p.book.marked(b.Title), lookTitle, p.columns(), titleSize/bodySize, 34); err != nil {
		return err
	}
	if b.Recipient != "" {
		if err := p.whole(b.Recipient+"：", lookPlain, 1); err != nil {
			return err
		}
	}
	form := false
	for _, x := range b.Body {
		form = form || x.Form != nil
		if err := p.block(x); err != nil {
			return err
		}
	}
	for _, s := range []string{b.Signature.Unit, reports.PrintedDate(b.Signature.Date)} {
		if s != "" {
			if err := p.whole(s+"　　", lookRight, 1); err != nil {
				return err
			}
		}
	}
	return p.page(form, b.Demo)
}

// whole writes a text across the sheet.
func (p *paperWriter) whole(text string, l look, least int) error {
	p.used += float64(max(least, lineCount(text, paperWidth))) * lineSize
	return p.band(text, l, p.columns(), 1, float64(least)*lineSize+5)
}

func (p *paperWriter) block(x reports.Block) error {
	switch {
	case x.Heading != nil:
		return p.whole(x.Heading.Text, look{font: fontHeader, size: bodySize, align: "left", wrap: true}, 1)
	case x.Para != nil:
		return p.whole("　　"+x.Para.Text(), lookPlain, 1)
	case x.Table != nil:
		return p.table(x.Table)
	case x.Form != nil:
		return p.form(x.Form)
	}
	return nil
}

// tall sets the height of the current row.
func (p *paperWriter) tall(points float64) error {
	p.used += points
	return p.height(points)
}

// boxed writes a text into a box of the current row from one edge to another.
func (p *paperWriter) boxed(text string, l look, from, to float64) (lines int, err error) {
	a, b := p.column(from), p.column(to)
	b = max(b, a+1)
	for c := a; c < b; c++ { // the border of a merged cell is drawn from all it covers
		if err := p.style(c+1, p.row, l); err != nil {
			return 0, err
		}
	}
	if err := p.text(a+1, p.row, text, l); err != nil {
		return 0, err
	}
	return lineCount(text, sum(p.width[a:b])-padding+1), p.merge(a+1, p.row, b, p.row)
}

func (p *paperWriter) form(t *reports.Form) error {
	if t.Head.Left != "" || t.Head.Right != "" {
		if err := p.head(t.Head); err != nil {
			return err
		}
	}
	edges := typeset.FormEdges(t.Columns, 1)
	for _, r := range t.Rows {
		p.row++
		lines, col := max(1, r.Lines), 0
		for _, c := range r.Cells {
			to := min(col+c.Width(), len(edges)-1)
			l := lookCell
			switch {
			case c.Label:
				l = lookCaption
			case c.Text == "" && c.Foot != "":
				l = lookSigned
			}
			n, err := p.boxed(cellText(c, r.Lines), l, edges[col], edges[to])
			if err != nil {
				return err
			}
			lines, col = max(lines, n), to
		}
		if err := p.tall(float64(lines)*lineSize + 9); err != nil {
			return err
		}
	}
	return nil
}

// cellText puts what stands at a cell's foot under its text: a sheet has no foot.
func cellText(c reports.FormCell, lines int) string {
	if c.Foot == "" || c.Text == "" {
		return c.Text + c.Foot
	}
	gap := "\n"
	if lines > 2 {
		gap = "\n\n"
	}
	return c.Text + gap + c.Foot
}

func (p *paperWriter) head(h reports.FormLine) error {
	if h.Left == "" || h.Right == "" {
		l := lookPlain
		if h.Left == "" {
			l = lookRight
		}
		return p.whole(h.Left+h.Right, l, 1)
	}
	p.row++
	middle := 1 - float64(displayWidth(h.Right)+2)/paperWidth
	middle = p.edges[min(max(1, p.column(middle)), p.columns()-1)]
	a, err := p.boxed(h.Left, lookPlain, 0, middle)
	if err != nil {
		return err
	}
	b, err := p.boxed(h.Right, lookRight, middle, 1)
	if err != nil {
		return err
	}
	return p.tall(float64(max(a, b))*lineSize + 5)
}

func (p *paperWriter) table(t *reports.Table) error {
	if _, err := headerSpans(t); err != nil {
		return err
	}
	if t.Title != "" {
		if err := p.whole(t.Title, look{font: fontHeader, size: bodySize, align: "center", wrap: true}, 1); err != nil {
			return err
		}
	}
	edges := typeset.FormEdges(tableShares(t), 1)
	line := func(texts []string, looks []look, lines int) error {
		p.row++
		for i, s := range texts {
			n, err := p.boxed(s, looks[i], edges[i], edges[i+1])
			if err != nil {
				return err
			}
			lines = max(lines, n)
		}
		return p.tall(float64(lines)*lineSize + 7)
	}
	for _, h := range t.Header {
		var texts []string
		var looks []look
		for _, c := range h {
			texts, looks = append(texts, c.Text), append(looks, lookHeader)
		}
		if err := line(texts, looks, 1); err != nil {
			return err
		}
	}
	if len(t.Rows) == 0 {
		p.row++
		if _, err := p.boxed(t.EmptyText(), lookCaption, 0, 1); err != nil {
			return err
		}
	}
	for _, r := range t.Rows {
		var texts []string
		var looks []look
		for i, c := range r.Cells {
			l := lookCell
			l.align = string(t.Columns[i].Align)
			texts, looks = append(texts, c.Text), append(looks, l)
		}
		if err := line(texts, looks, max(1, t.Lines)); err != nil {
			return err
		}
	}
	return nil
}

// page makes the sheet print on A4 upright, one page wide; a form on one page.
func (p *paperWriter) page(form, demo bool) error {
	if err := setPage(p.book.file, p.name, demo); err != nil {
		return err
	}
	paper, orientation, wide, high := 9, "portrait", 1, 0
	if form && p.used <= onePage {
		high = 1
	}
	return p.book.file.SetPageLayout(p.name, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high})
}
