package xlsx

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
	"qinqing/reports/chart"
)

// Sizes in pixels of 1/96 inch: what A4 landscape holds within the margins, what
// a half-width place, a row and a chart take.
const (
	pageWidth      = 1015.0
	pageHeight     = 640.0
	pixelsPerPlace = 9.5 // where 宋体 is missing its stand-in is wider
	rowHeight      = 20.0
	chartWidth     = 640.0
	chartLetter    = 10.0 * 96 / 72 // of names, 10 points
	maxScale       = 72             // two charts to a page
)

// Widths of columns in half-width places.
const (
	valuePlaces     = 14.0
	narrowPlaces    = 10.0 // where there are many
	leastNamePlaces = 24.0
	mostNamePlaces  = 40.0
	chartPlaces     = 9.0 // each of the columns under a chart, and the gap beside it
	chartColumns    = 9   // more than a chart takes
)

// What the library believes a place and a row take, as parts of what they do in
// Excel: a chart spans columns and rows, and it counts those.
const (
	takenPerPlace = 7.0 / 8   // 宋体 is 8 pixels a place
	takenPerRow   = 18.0 / 20 // it makes 18 pixels of 15 points
)

// writeCharts puts each chart's data and, right of it, the native chart drawn from it.
func (s *sheetWriter) writeCharts(charts []*reports.Chart) error {
	most := 0
	for _, c := range charts {
		for _, series := range c.Series {
			if len(series.Values) != len(c.Categories) {
				return fmt.Errorf("图表“%s”的数据个数与类别个数不符，未写入工作簿", c.Title)
			}
		}
		most = max(most, len(c.Series))
	}
	cols := most + 1
	if err := s.chartColumnWidths(charts, cols); err != nil {
		return err
	}
	scale := min(maxScale, int(pageWidth/((sum(s.width)+chartPlaces*(chartColumns+1))*pixelsPerPlace)*100))
	perPage, used := int(pageHeight/(rowHeight*float64(scale)/100)), 0
	for _, c := range charts {
		if len(c.Series) == 0 || len(c.Categories) == 0 {
			continue
		}
		// A chart is not cut by the end of a page.
		form := chart.FormOf(*c, chartWidth/chartLetter)
		need := max(chartRows(form), s.dataRows(c)) + 1
		if used > 0 && used+need > perPage {
			if err := s.book.file.InsertPageBreak(s.name, "A"+itoa(s.row+1)); err != nil {
				return err
			}
			used = 0
		}
		used += need
		if err := s.writeChart(c, form, cols); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(cols, max(s.row, 1))
	if err != nil {
		return err
	}
	return errors.Join(s.book.file.SetSheetDimension(s.name, "A1:"+corner), s.scaledPage(scale))
}

// chartColumnWidths fits the first column to the names; the columns the charts
// stand on have a width too, for a chart is as wide as those.
func (s *sheetWriter) chartColumnWidths(charts []*reports.Chart, cols int) error {
	s.width = make([]float64, cols)
	for i := range s.width {
		s.width[i] = valuePlaces
		if cols > 4 {
			s.width[i] = narrowPlaces
		}
	}
	names := leastNamePlaces
	for _, c := range charts {
		for i, series := range c.Series {
			for _, v := range series.Values {
				s.width[i+1] = max(s.width[i+1], float64(len(plainNumber(v)))+2)
			}
		}
		for _, name := range c.Categories {
			names = max(names, float64(widest(name))+1)
		}
	}
	s.width[0] = min(names, mostNamePlaces)
	for i := range cols + 1 + chartColumns {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		w := chartPlaces
		if i < cols {
			w = s.width[i]
		}
		if err := s.book.file.SetColWidth(s.name, col, col, w); err != nil {
			return err
		}
	}
	return nil
}

// plainNumber is about what a cell shows of a value.
func plainNumber(v float64) string {
	n := strconv.FormatFloat(math.Trunc(v), 'f', 0, 64)
	if v != math.Trunc(v) {
		n += ".00"
	}
	return n + strings.Repeat(",", len(n)/3)
}

// dataRows is the height of a chart's data, title and header too, in rows of the common height.
func (s *sheetWriter) dataRows(c *reports.Chart) int {
	points := 44.0
	for _, name := range c.Categories {
		points += s.nameHeight(name)
	}
	return int(math.Ceil(points * 96 / 72 / rowHeight))
}

// nameHeight is that of the row of a name, in points.
func (s *sheetWriter) nameHeight(name string) float64 {
	return max(15, float64(lineCount(name, s.width[0]-1))*lineSize)
}

// scaledPage prints the sheet one page wide by scale, not by fitting: Excel
// ignores page breaks where it fits.
func (s *sheetWriter) scaledPage(scale int) error {
	fit, adjust := false, uint(max(scale, 10))
	return errors.Join(
		setPage(s.book.file, s.name, s.book.tree.Demo),
		s.book.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}),
		s.book.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{AdjustTo: &adjust}),
	)
}

func (s *sheetWriter) writeChart(c *reports.Chart, form chart.Form, cols int) error {
	s.row++
	top := s.row
	title := s.book.marked(c.Title)
	if unit := unitsOf(form, func(chart.SeriesForm) bool { return true }); unit != "" {
		title += "（单位：" + unit + "）"
	}
	left := look{font: fontHeader, size: bodySize, align: "left"}
	if err := errors.Join(s.text(1, s.row, title, left), s.height(22)); err != nil {
		return err
	}
	s.row++
	head := s.row
	if err := s.text(1, head, "类别", lookHeader); err != nil {
		return err
	}
	lines := 1
	for i, series := range c.Series {
		lines = max(lines, lineCount(series.Name, s.width[i+1]-1))
		if err := s.text(i+2, head, series.Name, lookHeader); err != nil {
			return err
		}
	}
	if err := s.height(float64(lines) * lineSize); err != nil {
		return err
	}
	body := look{font: fontBody, size: bodySize, border: true, wrap: true, align: "left"}
	number := body
	number.align, number.wrap = "right", false
	for i, name := range c.Categories {
		s.row++
		if err := errors.Join(s.text(1, s.row, name, body), s.height(s.nameHeight(name))); err != nil {
			return err
		}
		for j, series := range c.Series {
			number.format = valueFormat(series.Values, form.Series[j].Unit)
			if err := s.chartValue(j+2, series.Values[i], number); err != nil {
				return err
			}
		}
	}
	at, err := excelize.CoordinatesToCellName(cols+2, top)
	if err != nil {
		return err
	}
	n := &native{sheet: quoteSheet(s.name), c: c, form: form, head: head}
	if n.title, _ = cleanText(s.book.marked(c.Title)); n.title == "" {
		n.title = " " // none at all would be the name of the only series
	}
	main, over := n.charts()
	if err := s.book.file.AddChart(s.name, at, main, over...); err != nil {
		return fmt.Errorf("图表“%s”写入工作簿时出错：%w", c.Title, err)
	}
	s.row = max(s.row, top+chartRows(form)-1) + 1
	return nil
}

// chartValue writes a value; where there is none the cell stays empty: text would be
// drawn as 0.
func (s *sheetWriter) chartValue(col int, v float64, l look) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return s.text(col, s.row, "", l)
	}
	return s.value(col, s.row, value{Number: v, Format: l.format}, l)
}

// chartRows is the room a chart needs beside its data, in rows.
func chartRows(form chart.Form) int { return int(chartHeight(form)/rowHeight) + 1 }

// chartHeight is that of the drawing in pixels.
func chartHeight(form chart.Form) float64 {
	return min(max(360, form.Height*chartLetter), 1.6*pageHeight)
}

// valueFormat shows values whole where all are, else with the decimals they have,
// at most two; rates with one, but where that would make 0 or 100 of one that isn't.
func valueFormat(values []float64, unit string) string {
	if unit == "%" {
		return rateFormat(values)
	}
	decimals := 0
	for _, v := range values {
		for decimals < 2 && math.Abs(v-rounded(v, decimals)) > 1e-9 && math.Abs(v) < 1e15 {
			decimals++
		}
	}
	if decimals == 0 {
		return "#,##0"
	}
	return "#,##0." + strings.Repeat("0", decimals)
}

func rateFormat(values []float64) string {
	const one, two = `0.0"%"`, `0.00"%"`
	low, high := false, false
	for _, v := range values {
		r := rounded(v, 1)
		low = low || r == 0 && v != 0
		high = high || math.Abs(r) == 100 && math.Abs(v) != 100
	}
	switch {
	case low && high:
		return two
	case high:
		return "[=100]" + one + ";[>=99.95]" + two + ";" + one
	case low:
		return "[=0]" + one + ";[<0.05]" + two + ";" + one
	}
	return one
}

func rounded(v float64, decimals int) float64 {
	p := math.Pow10(decimals)
	return math.Round(v*p) / p
}
