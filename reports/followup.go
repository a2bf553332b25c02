package reports

import (
	"cmp"
	"slices"
	"strconv"

	"qinqing/data"
	"qinqing/reports/stats"
)

// raisedBy are the sources of problems that an earlier bulletin or inspection raised:
// each is a record of its own, with its rectification (DOMAIN §5, 来源).
var raisedBy = []string{"月度通报", "季度督查"}

// raised are the problems raised by earlier bulletins and inspections that were open in
// the period, the oldest first. Those registered in it were raised in it.
func (c *composer) raised() (rows []ledgerRow) {
	for _, r := range c.rows {
		if slices.Contains(raisedBy, c.names.of(data.BySource, r.dims.Source)) && !r.out {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b ledgerRow) int { return cmp.Or(cmp.Compare(a.registered, b.registered), byID(a, b)) })
	return rows
}

// stillOpen counts those not resolved.
func stillOpen(rows []ledgerRow) (n int) {
	for _, r := range rows {
		if r.stock == data.StockO || r.stock == data.StockL {
			n++
		}
	}
	return n
}

// followUp lists what earlier bulletins and inspections raised and how it stands; nothing
// where they raised nothing.
func (c *composer) followUp() []Block {
	rows := c.raised()
	if len(rows) == 0 {
		return nil
	}
	l := lister{c.mask, c.names}
	t := Table{Title: "通报和督查指出问题整改情况表", Sheet: "通报督查整改", Notes: l.note()}
	t.Columns, t.Header = columnsOf([]columnHead{{"no", "序号", Center, 0.8}, {"source", "来源", Left, 1.3}, {"registered", "登记日期", Center, 1.5}, {"content", "问题", Left, 5},
		{"lead", "主办单位", Left, 2}, {"due", "期限", Center, 1.5}, {"state", "整改情况", Center, 1.3}, {"again", "反弹", Center, 1.2}})
	for i, r := range rows {
		again := "—"
		if r.reopened > 0 {
			again = "重启" + strconv.Itoa(r.reopened) + "次"
		}
		t.Rows = append(t.Rows, Row{Key: lineOf(r), Cells: []Cell{count(i + 1), {Text: c.names.of(data.BySource, r.dims.Source)}, date(r.registered), l.content(r),
			{Text: c.names.of(data.ByLead, r.dims.Lead)}, date(r.due), {Text: r.status()}, {Text: again}}})
	}
	t.Notes = append([]string{"以前的通报和督查指出的问题共" + strconv.Itoa(len(rows)) + "个，期末仍未办结的" + strconv.Itoa(stillOpen(rows)) + "个；本期内已销号的也列出。"}, t.Notes...)
	return []Block{{Table: &t}}
}

// rounds lists the inspections of the period.
func (c *composer) rounds() ([]Block, error) {
	recs, err := c.src.Records(data.RecInspectionRound, c.period.From, c.period.To)
	if err != nil || len(recs) == 0 {
		return nil, err
	}
	t := Table{Title: "督查情况表", Sheet: "督查批次", Unit: "单位：个"}
	t.Columns, t.Header = columnsOf([]columnHead{{"no", "序号", Center, 0.8}, {"on", "时间", Center, 1.5}, {"title", "督查批次", Left, 3}, {"object", "对象", Left, 2.5},
		{"found", "发现问题", Right, 1}, {"feedback", "反馈", Center, 1.5}, {"report", "整改报告", Center, 1.5}, {"back", "回头看", Center, 1.5}, {"rebound", "反弹情况", Left, 2}})
	found := int64(0)
	for i, r := range recs {
		var x data.InspectionRound
		if err := r.Decode(&x); err != nil {
			return nil, err
		}
		found += x.Found
		t.Rows = append(t.Rows, Row{Key: roundRow + rowOfID(r.ID), Cells: []Cell{count(i + 1), date(r.On), {Text: c.mask.Text(x.Title)}, {Text: c.mask.Text(x.Object)}, count(int(x.Found)),
			dash(x.FeedbackOn), dash(x.ReportOn), dash(x.LookBackOn), {Text: c.mask.Text(cmp.Or(x.Rebound, "—"))}}})
	}
	t.Rows = append(t.Rows, Row{Total: true, Key: totalRow, Cells: []Cell{{}, {}, {Text: totalRow}, {}, count(int(found)), {}, {}, {}, {}}})
	return []Block{{Table: &t}}, nil
}

func dash(d data.Date) Cell {
	if d == 0 {
		return Cell{Text: "—"}
	}
	return date(d)
}

// columnHead is one column with its head.
type columnHead struct {
	key, head string
	align     Align
	weight    float64
}

func columnsOf(list []columnHead) (columns []Column, header [][]HeaderCell) {
	header = [][]HeaderCell{{}}
	for _, c := range list {
		columns = append(columns, Column{Key: c.key, Align: c.align, Weight: c.weight})
		header[0] = append(header[0], HeaderCell{Text: c.head})
	}
	return columns, header
}

// The wordings of other bulletins than the monthly one.
const (
	quarterTemplate = "quarterly-a.txt"
	yearTemplate    = "yearly-a.txt"
	topicTemplate   = "special-a.txt"
)

// templateFor is the wording a period is told in.
func templateFor(p stats.Period) string {
	switch p {
	case stats.Quarter(p.From.Year(), (p.From.Month()+2)/3):
		return quarterTemplate
	case stats.Year(p.From.Year()):
		return yearTemplate
	}
	return defaultTemplate
}
