package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// Print makes a document of the visits as they are listed.
func (p *Visits) Print() {
	p.grid.print(printing[data.ID, store.VisitRow]{title: "走访清单", filter: p.filterWords(), hide: map[string]reports.Hide{"企业": reports.Firms},
		line: func(v *store.View, ids []data.ID) (func(data.ID, []string, *reports.ListRow), error) {
			rows, err := visitRows(v, ids)
			return func(id data.ID, _ []string, r *reports.ListRow) { r.Enterprise = rows[id].EnterpriseID }, err
		}})
}

// filterWords says what narrows the list.
func (p *Visits) filterWords() string {
	var out []string
	if p.zero.SelectedIndex() > 0 {
		out = append(out, p.zero.Selected)
	}
	for _, f := range []*visitFilter{p.unit, p.region} {
		if f.id != 0 {
			out = append(out, strings.TrimPrefix(f.in.Name, "按")+"："+pickedOf(f.in))
		}
	}
	if _, _, ok := readPeriod(p.period.Text, p.office.Ledger.Today()); ok {
		out = append(out, "走访日期："+textOf(p.period))
	}
	if t := textOf(p.search); t != "" {
		out = append(out, "搜索“"+t+"”")
	}
	return strings.Join(out, "；")
}

// Print makes a document of the heap that is listed.
func (d *Desk) Print() {
	if d.at == draftHeap {
		d.office.Toasts.Show("草稿不打印；请先选上面别的一块", "", nil)
		return
	}
	d.grid.print(printing[data.ID, store.ProblemRow]{title: heapsOfWork[d.at].word + "问题清单", filter: heapsOfWork[d.at].word, hide: problemHides, line: problemLines})
}

// Print makes a document of what is to be done by the duty on show.
func (p *Supervise) Print() {
	list := p.lists[p.at]
	if list == nil {
		p.office.Toasts.Show("列表是空的，没有可以打印的内容", "", nil)
		return
	}
	filter := duties[p.at].word
	if p.at == overdueDuty && p.unit != allUnits {
		filter += "；主办单位：" + nameOr(p.units[p.unit].Name)
	}
	list.print(printing[data.ID, store.SuperviseRow]{title: duties[p.at].word + "问题清单", filter: filter, line: problemLines,
		hide: map[string]reports.Hide{"企业": reports.Firms, "问题": reports.Texts, "回复": reports.Texts}})
}

// searched says in words what a search field narrows a list to.
func searched(in *widget.Entry) string {
	if t := textOf(in); t != "" {
		return "搜索“" + t + "”"
	}
	return ""
}

// Print makes a document of the groups as they are listed.
func (p *Commons) Print() {
	p.grid.print(printing[data.ID, store.CommonRow]{title: "共性问题清单", filter: searched(p.search), hide: map[string]reports.Hide{"共性问题": reports.Texts}})
}

// Print makes a document of the units or regions as they are listed.
func (p *Units) Print() {
	filter := []string{p.show.Selected}
	if p.kind.SelectedIndex() > 0 && !p.regionsShown() {
		filter = append(filter, p.kind.Selected)
	}
	if t := searched(p.search); t != "" {
		filter = append(filter, t)
	}
	title := "单位清单"
	if p.regionsShown() {
		title = "地区清单"
	}
	p.grid.print(printing[data.ID, unitRow]{title: title, filter: strings.Join(filter, "；")})
}

// Print makes a document of the dictionary on show.
func (p *Dictionary) Print() {
	name := ""
	for _, k := range data.EntryKinds {
		if k.Kind == p.kind {
			name = k.Name
		}
	}
	p.grid.print(printing[data.ID, entryRow]{title: "字典：" + name, hide: map[string]reports.Hide{"说明": reports.Texts}})
}

// Print makes a document of what is in the recycle bin as it is listed.
func (p *Bin) Print() {
	printRows(p.office, rowsPrint[store.BinEntry]{title: "回收站清单", filter: searched(p.text), columns: p.table.Shown(), rows: p.rows,
		hide: map[string]reports.Hide{"内容": reports.Texts, "哪一步": reports.Texts}})
}

// Print makes a document of the log as far as it is listed. Of a transfer no list tells
// more than that there was a step.
func (p *History) Print() {
	var filter []string
	for _, e := range []*widget.Entry{p.who, p.period, p.record, p.text} {
		if t := textOf(e); t != "" {
			filter = append(filter, e.Name+"：“"+t+"”")
		}
	}
	if p.more {
		filter = append(filter, "只有列出的最近 "+thousands(len(p.lines))+" 条")
	}
	printRows(p.office, rowsPrint[logLine]{title: "操作记录", filter: strings.Join(filter, "；"), columns: p.table.Shown(), rows: p.lines,
		hide: map[string]reports.Hide{"操作": reports.Texts, "记录和变化": reports.Texts},
		amend: func(x logLine, cells []string) {
			if !strings.Contains(x.Op+x.text, "移送") {
				return
			}
			for i, c := range p.table.Shown() {
				switch c.Title {
				case "操作":
					cells[i] = "转出"
				case "记录和变化":
					cells[i] = "—"
				}
			}
		}})
}

// rowsPrint is a list that is all in memory, to be printed.
type rowsPrint[T any] struct {
	title, filter string
	columns       []widget.Column[T]
	rows          []T
	hide          map[string]reports.Hide
	amend         func(row T, cells []string) // may be nil
}

// printRows asks for title and files and makes a document of such a list.
func printRows[T any](o *Office, p rowsPrint[T]) {
	if len(p.rows) == 0 {
		o.Toasts.Show("列表是空的，没有可以打印的内容", "", nil)
		return
	}
	in := ListInput{Filter: p.filter}
	var titles []string
	for _, c := range p.columns {
		titles = append(titles, c.Title)
		in.Columns = append(in.Columns, reports.ListColumn{Head: c.Title, Right: c.Right, Weight: float64(c.Width) / 100, Hide: p.hide[c.Title]})
	}
	in.Rows = func(context.Context, *store.View) (out []reports.ListRow, err error) {
		for _, x := range p.rows {
			var r reports.ListRow
			for _, c := range p.columns {
				r.Cells = append(r.Cells, c.Text(x))
			}
			if p.amend != nil {
				p.amend(x, r.Cells)
			}
			out = append(out, r)
		}
		return out, nil
	}
	o.showListForm(p.title, in, titles)
}
