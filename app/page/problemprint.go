package page

import (
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// Print makes a document of the problems as they are listed.
func (p *Problems) Print() {
	p.grid.print(printing[data.ID, store.ProblemRow]{title: "问题清单", filter: p.filterWords(),
		hide: problemHides, line: problemLines})
}

// filterWords says what narrows the list.
func (p *Problems) filterWords() string {
	var out []string
	if i := p.pile.SelectedIndex(); i > 0 {
		out = append(out, strings.TrimSpace(p.pile.Selected))
	}
	if i := p.limit.SelectedIndex(); i > 0 {
		out = append(out, p.limit.Selected)
	}
	out = append(out, p.narrow.words()...)
	if t := strings.TrimSpace(p.query.Text); t != "" {
		out = append(out, "搜索“"+t+"”")
	}
	return strings.Join(out, "；")
}

// words says what the row narrows to.
func (n *narrowing) words() (out []string) {
	for _, f := range n.fields {
		if f.id != 0 {
			out = append(out, strings.TrimPrefix(f.in.Name, "按")+"："+strings.TrimSpace(f.in.Text))
		}
	}
	if _, _, ok := readMonth(n.month.Text); ok {
		out = append(out, "登记月："+strings.TrimSpace(n.month.Text))
	}
	return append(out, n.more.words()...)
}

// problemLines adds to the lines of problems who complained and the whole text. Of what
// was moved or declined a list tells its number and day only, and both by one word.
func problemLines(v *store.View, ids []data.ID) (func(data.ID, []string, *reports.ListRow), error) {
	texts, err := v.ProblemTexts(ids)
	if err != nil {
		return nil, err
	}
	rows, err := v.ProblemRows(ids, 0)
	if err != nil {
		return nil, err
	}
	out := map[data.ID]bool{}
	for _, r := range rows {
		out[r.ID] = r.Stock == data.StockN || r.Stock == data.StockM
	}
	return func(id data.ID, titles []string, r *reports.ListRow) {
		x := texts[id]
		r.Enterprise, r.Complaint = x.Enterprise, x.Complaint
		for i, t := range titles {
			switch {
			case out[id] && t == "状态":
				r.Cells[i] = "转出"
			case out[id] && !slices.Contains([]string{"编号", "登记日"}, t):
				r.Cells[i] = "—"
			case t == "问题":
				r.Cells[i] = x.Content
			}
		}
		if out[id] {
			r.Enterprise = 0
		}
	}, nil
}
