package page

import (
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// problemHides says who is named in which column of a list of problems.
var problemHides = map[string]reports.Hide{"企业": reports.Firms, "问题": reports.Texts}

// Print makes a document of the enterprises as they are listed. Their numbers would tell
// who they are.
func (p *Firms) Print() {
	var filter []string
	if p.query.Region != 0 {
		filter = append(filter, "所在地："+strings.TrimSpace(p.region.Text))
	}
	if p.query.Text != "" {
		filter = append(filter, "搜索“"+strings.TrimSpace(p.query.Text)+"”")
	}
	p.grid.print(printing[data.ID, store.EnterpriseRow]{title: "企业清单", filter: strings.Join(filter, "；"),
		hide: map[string]reports.Hide{"企业": reports.Firms, "统一社会信用代码": reports.People},
		line: func(*store.View, []data.ID) (func(data.ID, []string, *reports.ListRow), error) {
			return func(id data.ID, _ []string, r *reports.ListRow) { r.Enterprise = id }, nil
		}})
}

// Print makes a document of the chosen register: of transfers the form for the file,
// which never leaves, of any other a list. Whatever somebody typed is masked.
func (p *Books) Print() {
	if p.book.Kind == data.RecClue {
		since := p.office.Ledger.Today().MonthStart()
		for _, x := range p.lines { // the whole of what is listed
			since = min(since, x.On)
		}
		p.office.showRegister(ClueRegister, "", since)
		return
	}
	var filter []string
	if i := p.period.SelectedIndex(); i > 0 {
		filter = append(filter, p.period.Selected)
	}
	if t := strings.TrimSpace(p.search.Text); t != "" {
		filter = append(filter, "搜索“"+t+"”")
	}
	g := p.grid()
	hide := map[string]reports.Hide{}
	for _, c := range g.table.Shown() {
		if !c.Right {
			hide[c.Title] = reports.Texts
		}
	}
	g.print(printing[data.ID, bookLine]{title: p.book.Name + "登记簿", filter: strings.Join(filter, "；"), hide: hide})
}
