package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Fonts by name, as offices have them. Charset 134 (GB 2312) lets Excel choose
// another Chinese font where the named one is missing.
const (
	fontTitle  = "方正小标宋简体"
	fontHeader = "黑体"
	fontBody   = "宋体"
	charsetGB  = 134

	titleSize = 16.0
	bodySize  = 11.0
	lineSize  = 15.0 // height of a body line in points
)

// look is all by which cells differ in this package.
type look struct {
	font   string
	size   float64
	bold   bool
	align  string
	border bool
	wrap   bool
	format string
	fill   string
}

var (
	lookTitle  = look{font: fontTitle, size: titleSize, align: "center", wrap: true}
	lookUnitL  = look{font: fontBody, size: bodySize, align: "left"}
	lookUnitR  = look{font: fontBody, size: bodySize, align: "right"}
	lookHeader = look{font: fontHeader, size: bodySize, align: "center", border: true, wrap: true, fill: "F2F2F2"}
	lookNote   = look{font: fontBody, size: 10, align: "left", wrap: true}
	lookFoot   = look{font: fontBody, size: bodySize, align: "left"}
)

// styleBook gives one style number per look.
type styleBook struct {
	file *excelize.File
	ids  map[look]int
}

func newStyleBook(f *excelize.File) *styleBook {
	return &styleBook{file: f, ids: map[look]int{}}
}

func (b *styleBook) id(l look) (int, error) {
	if id, ok := b.ids[l]; ok {
		return id, nil
	}
	charset := charsetGB
	s := &excelize.Style{
		Font:      &excelize.Font{Family: l.font, Size: l.size, Bold: l.bold, Charset: &charset, Color: "000000"},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap},
	}
	if l.border && l.align == "left" {
		s.Alignment.Indent = 1
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(s)
	if err != nil {
		return 0, fmt.Errorf("设置单元格样式时出错：%w", err)
	}
	b.ids[l] = id
	return id, nil
}

// setPage makes a sheet print on A4 landscape, one page wide, pages numbered.
func setPage(f *excelize.File, sheet string, demo bool) error {
	paper, orientation, wide, high, fit := 9, "landscape", 1, 0, true
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{
		Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high,
	}); err != nil {
		return err
	}
	side, top, head, centre := 0.5, 0.7, 0.3, true
	if err := f.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &top, Bottom: &top, Header: &head, Footer: &head, Horizontally: &centre,
	}); err != nil {
		return err
	}
	h := &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页　共 &N 页"}
	if demo {
		h.OddHeader = "&R示例数据"
	}
	return f.SetHeaderFooter(sheet, h)
}

// topPane keeps the first rows rows in view.
func topPane(rows int) *excelize.Panes {
	first, _ := excelize.CoordinatesToCellName(1, rows+1)
	return &excelize.Panes{
		Freeze: true, YSplit: rows, TopLeftCell: first, ActivePane: "bottomLeft",
		Selection: []excelize.Selection{{SQRef: first, ActiveCell: first, Pane: "bottomLeft"}},
	}
}

// repeatRows prints rows from to to (1-based) at the head of every page.
func repeatRows(f *excelize.File, sheet string, from, to int) error {
	return f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: quoteSheet(sheet) + "!$" + itoa(from) + ":$" + itoa(to),
	})
}

// quoteSheet writes a name made by sheetName for use in a reference.
func quoteSheet(name string) string { return "'" + name + "'" }
