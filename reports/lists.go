package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// maxOverdueRows is how many overdue problems the paper lists; the workbook has all.
const maxOverdueRows = 300

// maxLedgerRows is how many problems a workbook's 问题台账 takes.
const maxLedgerRows = 100_000

var ledgerColumns = []struct {
	column Column
	head   string
}{
	{Column{Key: "code", Align: Left, Weight: 1.6}, "编号"}, {Column{Key: "registered", Align: Center, Weight: 1.4}, "登记日期"},
	{Column{Key: "enterprise", Align: Left, Weight: 2}, "企业"}, {Column{Key: "region", Align: Left, Weight: 1.2}, "所在地"},
	{Column{Key: "category", Align: Left, Weight: 1.2}, "类别"}, {Column{Key: "content", Align: Left, Weight: 5}, "问题"},
	{Column{Key: "lead", Align: Left, Weight: 2}, "主办单位"}, {Column{Key: "due", Align: Center, Weight: 1.4}, "期限"},
	{Column{Key: "state", Align: Center, Weight: 1.2}, "状态"}, {Column{Key: "resolved", Align: Center, Weight: 1.4}, "办结日期"},
	{Column{Key: "struck", Align: Center, Weight: 1.4}, "销号日期"}, {Column{Key: "remarks", Align: Left, Weight: 2}, "备注"},
}

// lister writes ledger rows as tables.
type lister struct {
	mask  *Mask
	names names
}

func (l lister) note() []string {
	if l.mask.Lifted() {
		return []string{"本表未脱敏，仅限内部使用；反映工作人员行为的问题仍为化名。"}
	}
	return []string{"企业名称为化名；问题内容中的企业、人员、电话和证照号码已隐去。"}
}

// ledger is 问题台账: one row a problem.
func (l lister) ledger(title string, rows []ledgerRow) Table {
	t := Table{Title: title, Sheet: "问题台账", Header: [][]HeaderCell{{}}, Notes: l.note()}
	for _, c := range ledgerColumns {
		t.Columns = append(t.Columns, c.column)
		t.Header[0] = append(t.Header[0], HeaderCell{Text: c.head})
	}
	for _, r := range rows {
		t.Rows = append(t.Rows, Row{Cells: l.ledgerCells(r)})
	}
	return t
}

func (l lister) ledgerCells(r ledgerRow) []Cell {
	out := []Cell{{Text: r.code, Problem: r.linked()}, date(r.registered)}
	if r.out {
		for range 6 {
			out = append(out, Cell{Text: "—"})
		}
		return append(out, Cell{Text: r.status()}, Cell{Text: "—"}, Cell{Text: "—"}, Cell{Text: r.remarks()})
	}
	return append(out, l.firm(r), Cell{Text: l.names.of(data.ByRegion, r.dims.Region)}, Cell{Text: l.names.of(data.ByCategory, r.dims.Category)},
		l.content(r), Cell{Text: l.names.of(data.ByLead, r.dims.Lead)}, date(r.due), Cell{Text: r.status()},
		date(r.resolvedOn), date(r.struckOn), Cell{Text: r.remarks()})
}

// firm is the enterprise's name or alias; one that complained of conduct has no name
// even where masking is lifted.
func (l lister) firm(r ledgerRow) Cell {
	return Cell{Text: cmp.Or(l.mask.enterprise(r.enterprise, r.complaint), "—")}
}

func (l lister) content(r ledgerRow) Cell {
	return Cell{Text: oneLine(l.mask.text(r.content, r.complaint))}
}

// oneLine puts a text of several lines on one.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\r\t\v\f\u2028\u2029") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

func date(d data.Date) Cell {
	if d == 0 {
		return Cell{Text: "—"}
	}
	return Cell{Text: d.String(), Kind: "date"}
}

func count(n int) Cell {
	v := float64(n)
	return Cell{Text: fmt.Sprint(n), Kind: "int", Value: &v}
}

// overdue is 逾期未办结问题清单 as of day z, the latest first.
func (l lister) overdue(rows []ledgerRow, z data.Date) Table {
	t := Table{Title: "逾期未办结问题清单", Sheet: "逾期清单", Notes: l.note()}
	t.Columns, t.Header = columnsOf([]columnHead{{"no", "序号", Center, 0.8}, {"code", "编号", Left, 1.6}, {"enterprise", "企业", Left, 2}, {"region", "所在地", Left, 1.2},
		{"category", "类别", Left, 1.2}, {"content", "问题", Left, 5}, {"lead", "主办单位", Left, 2}, {"due", "期限", Center, 1.5}, {"days", "逾期天数", Right, 1}, {"remarks", "备注", Left, 1.6}})
	for i, r := range rows {
		c := []Cell{count(i + 1), {Text: r.code, Problem: r.linked()}}
		if r.out {
			for range 5 {
				c = append(c, Cell{Text: "—"})
			}
		} else {
			c = append(c, l.firm(r), Cell{Text: l.names.of(data.ByRegion, r.dims.Region)}, Cell{Text: l.names.of(data.ByCategory, r.dims.Category)},
				l.content(r), Cell{Text: l.names.of(data.ByLead, r.dims.Lead)})
		}
		t.Rows = append(t.Rows, Row{Key: lineOf(r), Cells: append(c, date(r.due), count(int(z-r.due)), Cell{Text: r.remarks()})})
	}
	return t
}

// overdueBlocks lists what is overdue at the period's end. A list too long for paper
// is cut there, and whole in the workbook.
func (c *composer) overdueBlocks() []Block {
	var rows []ledgerRow
	for _, r := range c.rows {
		if r.overdue {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b ledgerRow) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.code, b.code)) })
	t := lister{c.mask, c.names}.overdue(rows, c.period.To)
	if len(rows) > maxOverdueRows {
		c.out.Ledger = append(c.out.Ledger, t)
		t.Sheet, t.Rows = "", t.Rows[:maxOverdueRows]
		t.Notes = append(slices.Clone(t.Notes), fmt.Sprintf("共%d个，本表列逾期最久的%d个，其余见工作簿“逾期清单”。", len(rows), maxOverdueRows))
	}
	return []Block{{Table: &t}}
}

func (c *composer) ledgerTable() Table {
	rows := c.rows[:min(len(c.rows), maxLedgerRows)]
	t := lister{c.mask, c.names}.ledger("问题台账（"+c.period.Name()+"）", rows)
	if len(rows) < len(c.rows) {
		t.Notes = append(t.Notes, fmt.Sprintf("共%d个，本表只列前%d个；请按月或按单位分别导出。", len(c.rows), len(rows)))
	}
	return t
}
