package reports

import (
	"context"
	"strings"

	"qinqing/data"
)

// Hide says how a column of a list is masked.
type Hide string

// The ways: AsIs columns are shown as they are, Firms hold an enterprise's name, Texts
// what somebody wrote, People names or numbers of persons.
const (
	AsIs   Hide = ""
	Firms  Hide = "firm"
	Texts  Hide = "text"
	People Hide = "person"
)

// ListColumn is a column of a list as it stands on screen.
type ListColumn struct {
	Head   string
	Right  bool    // numbers
	Weight float64 // its share of the width
	Hide   Hide
}

// ListRow is a line of a list. What a line must not tell the caller leaves empty: of what
// was moved or declined no more than its number and day.
type ListRow struct {
	Enterprise data.ID
	Complaint  bool // about conduct: masked whatever is asked
	Cells      []string
}

// ScreenList is a list as it stands on screen, to be printed.
type ScreenList struct {
	Source   Source
	Title    string
	Filter   string // in words; "" is everything
	Unit     string // what is counted: 条, 家
	Columns  []ListColumn
	Rows     []ListRow
	Sums     []string // the last line, as long as Columns; nil: none
	Today    data.Date
	Unmasked bool // print names as they are; needs Reason, which the caller logs
	Reason   string
}

// listKind is the kind of document a list is.
const listKind = "清单"

// maxPrintedRows is how many lines a list has on paper; the workbook has all.
const maxPrintedRows = 2000

// ComposeScreenList makes any list a document: title, filter in words, count, day,
// columns in their order, sums. Like everything that may leave the office it is masked
// unless a reason is given. Cut is the same list as far as paper takes it; it is the
// whole one where that is short.
func ComposeScreenList(ctx context.Context, in ScreenList) (whole, cut *Bulletin, report MaskReport, err error) {
	if in.Unmasked && strings.TrimSpace(in.Reason) == "" {
		return nil, nil, report, data.Errorf(data.Invalid, "reason", "解除脱敏须写明理由。没有生成文件。")
	}
	if strings.TrimSpace(in.Title) == "" || len(in.Columns) == 0 {
		return nil, nil, report, data.Errorf(data.Invalid, "title", "清单要有标题和至少一列。没有生成文件。")
	}
	settings, err := in.Source.Settings()
	if err != nil {
		return nil, nil, report, err
	}
	mask, err := MaskOf(in.Source, Lift{All: in.Unmasked, Reason: in.Reason})
	if err != nil {
		return nil, nil, report, err
	}
	t, err := in.table(ctx, mask)
	if err != nil {
		return nil, nil, report, err
	}
	filter := "全部"
	if in.Filter != "" {
		filter = mask.Text(in.Filter)
	}
	title := strings.TrimSpace(mask.Text(in.Title))
	b := &Bulletin{Kind: listKind, Template: "A", Demo: settings["demo"] == "1", Title: title, Period: PeriodInfo{Name: in.Today.String()},
		Annexes: []Annex{}, Figures: []Figure{}, Notes: []string{}}
	if in.Unmasked {
		b.Caution = insideMark
	}
	head := FormLine{Left: "范围：" + filter + "　共" + count(len(in.Rows)).Text + in.unit(), Right: "制表日期：" + in.Today.Chinese()}
	b.Body = []Block{{Form: &Form{Head: head}}, {Table: t}}
	report = mask.Report([]string{"各列内容（企业、人员、电话、证照号码已隐去）"})
	if len(in.Rows) <= maxPrintedRows {
		return b, b, report, nil
	}
	short, copied := *t, *b
	short.Rows = short.Rows[:maxPrintedRows]
	short.Notes = append(append([]string{}, t.Notes...), "本表只印前"+count(maxPrintedRows).Text+in.unit()+"，全部的见 Excel 文件。")
	copied.Body = []Block{b.Body[0], {Table: &short}}
	return b, &copied, report, nil
}

func (in ScreenList) unit() string {
	if in.Unit == "" {
		return "条"
	}
	return in.Unit
}

func (in ScreenList) table(ctx context.Context, mask *Mask) (*Table, error) {
	t := &Table{Sheet: "清单", Title: in.Title, Header: [][]HeaderCell{{}}, Notes: lister{mask: mask}.note()}
	if !in.hides() {
		t.Notes = nil
	}
	t.Columns = append(t.Columns, Column{Key: "no", Align: Center, Weight: 0.6})
	t.Header[0] = append(t.Header[0], HeaderCell{Text: "序号"})
	for _, c := range in.Columns {
		align := Left
		if c.Right {
			align = Right
		}
		t.Columns = append(t.Columns, Column{Key: c.Head, Align: align, Weight: c.Weight})
		t.Header[0] = append(t.Header[0], HeaderCell{Text: c.Head})
	}
	for i, r := range in.Rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		cells := []Cell{count(i + 1)}
		for k, c := range in.Columns {
			cells = append(cells, Cell{Text: oneLine(in.shown(mask, r, c, r.Cells[k]))})
		}
		t.Rows = append(t.Rows, Row{Cells: cells})
	}
	if len(in.Sums) == len(in.Columns) && len(in.Rows) > 0 {
		cells := []Cell{{Text: "合计"}}
		for _, s := range in.Sums {
			cells = append(cells, Cell{Text: s})
		}
		t.Rows = append(t.Rows, Row{Cells: cells, Total: true})
	}
	t.Title = mask.Text(in.Title)
	return t, nil
}

func (in ScreenList) hides() bool {
	for _, c := range in.Columns {
		if c.Hide != AsIs {
			return true
		}
	}
	return false
}

func (in ScreenList) shown(mask *Mask, r ListRow, c ListColumn, s string) string {
	switch c.Hide {
	case Firms:
		if s != "" && r.Enterprise != 0 {
			return mask.enterprise(r.Enterprise, r.Complaint)
		}
		return mask.text(s, r.Complaint)
	case Texts:
		return mask.text(s, r.Complaint)
	case People:
		if !mask.Lifted() || r.Complaint {
			return ""
		}
	}
	return s
}
