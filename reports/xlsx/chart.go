package xlsx

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"qinqing/reports"
)

// chartRows is the room a chart needs beside its data, in rows.
const chartRows = 19

// Sizes in pixels of 1/96 inch: what A4 landscape holds within the margins, what
// a half-width place, a row and a chart take.
const (
	pageWidth      = 1015.0
	pageHeight     = 640.0
	pixelsPerPlace = 8.0
	rowHeight      = 20.0
	chartWidth     = 640.0
	gapWidth       = 100.0
	maxScale       = 72 // two charts to a page
)

// Colours that differ in grey too, darkest first and then spread.
var chartColours = []string{"1F4E79", "ED7D31", "A5C8E1", "7F7F7F", "2E8B57", "D9D9D9"}

var markers = []string{"circle", "square", "triangle", "diamond", "x", "star"}

// writeCharts puts each chart's data and, right of it, the native chart drawn from it.
func (s *sheetWriter) writeCharts(charts []*reports.Chart) error {
	widest := 0
	for _, c := range charts {
		for _, series := range c.Series {
			if len(series.Values) != len(c.Categories) {
				return fmt.Errorf("图表“%s”的数据个数与类别个数不符，未写入工作簿", c.Title)
			}
		}
		widest = max(widest, len(c.Series))
	}
	cols := widest + 1
	s.width = make([]float64, cols)
	for i := range s.width {
		s.width[i] = 14
	}
	s.width[0] = 24
	for i, w := range s.width {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := s.book.file.SetColWidth(s.name, col, col, w); err != nil {
			return err
		}
	}
	scale := min(maxScale, int(pageWidth/(sum(s.width)*pixelsPerPlace+chartWidth+gapWidth)*100))
	perPage, used := int(pageHeight/(rowHeight*float64(scale)/100)), 0
	for _, c := range charts {
		if len(c.Series) == 0 || len(c.Categories) == 0 {
			continue
		}
		// A chart is not cut by the end of a page.
		need := max(chartRows, len(c.Categories)+2) + 1
		if used > 0 && used+need > perPage {
			if err := s.book.file.InsertPageBreak(s.name, "A"+itoa(s.row+1)); err != nil {
				return err
			}
			used = 0
		}
		used += need
		if err := s.writeChart(c, cols); err != nil {
			return err
		}
	}
	corner, err := excelize.CoordinatesToCellName(cols, max(s.row, 1))
	if err != nil {
		return err
	}
	return errors.Join(s.book.file.SetSheetDimension(s.name, "A1:"+corner), s.scaledPage(scale))
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

func (s *sheetWriter) writeChart(c *reports.Chart, cols int) error {
	s.row++
	top := s.row
	title := s.book.marked(c.Title)
	unit := strings.TrimPrefix(c.Unit, "单位：")
	if unit != "" {
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
	for i, series := range c.Series {
		if err := s.text(i+2, head, series.Name, lookHeader); err != nil {
			return err
		}
	}
	format := valueFormat(c)
	body := look{font: fontBody, size: bodySize, border: true, wrap: true, align: "left"}
	number := body
	number.align, number.format, number.wrap = "right", format, false
	for i, name := range c.Categories {
		s.row++
		if err := s.text(1, s.row, name, body); err != nil {
			return err
		}
		for j, series := range c.Series {
			if err := s.chartValue(j+2, series.Values[i], number); err != nil {
				return err
			}
		}
	}
	at, err := excelize.CoordinatesToCellName(cols+2, top)
	if err != nil {
		return err
	}
	if err := s.book.file.AddChart(s.name, at, s.nativeChart(c, head, format)); err != nil {
		return fmt.Errorf("图表“%s”写入工作簿时出错：%w", c.Title, err)
	}
	s.row = max(s.row, top+chartRows-1) + 1
	return nil
}

func (s *sheetWriter) chartValue(col int, v float64, l look) error {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return s.text(col, s.row, "—", look{font: l.font, size: l.size, border: true, align: "right"})
	}
	return s.value(col, s.row, value{Number: v, Format: l.format}, l)
}

// valueFormat shows labels whole where all values are, else with one decimal.
func valueFormat(c *reports.Chart) string {
	f := "0"
	for _, series := range c.Series {
		for _, v := range series.Values {
			if v != math.Trunc(v) {
				f = "0.0"
			}
		}
	}
	if strings.HasSuffix(c.Unit, "%") {
		f = `0.0"%"`
	}
	return f
}

// nativeChart describes the chart over the data under row head.
func (s *sheetWriter) nativeChart(c *reports.Chart, head int, format string) *excelize.Chart {
	sheet := quoteSheet(s.name)
	first, last := itoa(head+1), itoa(head+len(c.Categories))
	font := func(size float64, bold bool) excelize.Font {
		return excelize.Font{Family: fontBody, Size: size, Bold: bold, Color: "333333"}
	}
	titleFont := font(14, true)
	legendFont, labelFont := font(10, false), font(9, false)
	title, _ := cleanText(s.book.marked(c.Title))
	pie := c.Kind == "pie"
	ch := &excelize.Chart{
		Type:       chartType(c.Kind),
		VaryColors: &pie,
		Dimension:  excelize.ChartDimension{Width: chartWidth, Height: 360},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &titleFont}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: &legendFont},
		PlotArea:   excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format}},
		XAxis:      excelize.ChartAxis{Font: font(10, false)},
		YAxis:      excelize.ChartAxis{Font: font(10, false), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format}},
		Format:     excelize.GraphicOptions{AltText: title},
	}
	if unit := strings.TrimPrefix(c.Unit, "单位："); unit != "" && !pie {
		unitFont := font(10, false)
		ch.YAxis.Title = excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "单位：" + unit, Font: &unitFont}}}
	}
	if !hasNegative(c) {
		zero := 0.0
		ch.YAxis.Minimum = &zero
	}
	for i, series := range c.Series {
		col, _ := excelize.ColumnNumberToName(i + 2)
		colour := chartColours[i%len(chartColours)]
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
		cs := excelize.ChartSeries{
			Name:       sheet + "!$" + col + "$" + itoa(head),
			Categories: sheet + "!$A$" + first + ":$A$" + last,
			Values:     sheet + "!$" + col + "$" + first + ":$" + col + "$" + last,
			Fill:       fill, DataLabel: excelize.ChartDataLabel{Font: labelFont},
		}
		if c.Kind == "line" {
			cs.Line = excelize.LineOptions{Fill: fill, Width: 2}
			cs.Marker = excelize.ChartMarker{Symbol: markers[i%len(markers)], Size: 7, Fill: fill}
			cs.DataLabelPosition = excelize.ChartDataLabelsPositionAbove
		}
		if pie {
			cs.Fill = excelize.Fill{}
			cs.DataPoint = pieColours(len(series.Values))
			cs.DataLabelPosition = excelize.ChartDataLabelsPositionOutsideEnd
		}
		ch.Series = append(ch.Series, cs)
	}
	switch {
	case pie:
		ch.Series = ch.Series[:1]
		ch.PlotArea.ShowCatName, ch.PlotArea.ShowLeaderLines = true, true
	case len(c.Series) == 1:
		ch.Legend.Position = "none"
	}
	if c.Kind == "hbar" {
		ch.XAxis.ReverseOrder = true
		// The reversed axis would take the numbers to the top.
		ch.YAxis.TickLabelPosition = excelize.ChartTickLabelHigh
	}
	return ch
}

func chartType(kind string) excelize.ChartType {
	switch kind {
	case "line":
		return excelize.Line
	case "hbar":
		return excelize.Bar
	case "pie":
		return excelize.Pie
	}
	return excelize.Col
}

func hasNegative(c *reports.Chart) bool {
	for _, series := range c.Series {
		for _, v := range series.Values {
			if v < 0 {
				return true
			}
		}
	}
	return false
}

func pieColours(n int) []excelize.ChartDataPoint {
	var ps []excelize.ChartDataPoint
	for i := range n {
		ps = append(ps, excelize.ChartDataPoint{Index: i,
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{chartColours[i%len(chartColours)]}}})
	}
	return ps
}
