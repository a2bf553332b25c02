package page

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// boardRow is a record behind a figure as the list shows it.
type boardRow struct {
	hit              store.Hit
	code, what, unit string
}

// rowKey is one record and why it counts; a record may count more than once.
type rowKey struct {
	n   int
	ref stats.RowRef
}

// rowsList lists the records behind a figure in the place of what shows it.
type rowsList struct {
	office *Office
	jump   jumpTo
	leave  func()
	put    func(fyne.CanvasObject)
	beside fyne.CanvasObject // what stands beside the list; nil: nothing
}

func newRowsList(o *Office, jump jumpTo, leave func(), put func(fyne.CanvasObject)) *rowsList {
	return &rowsList{office: o, jump: jump, leave: leave, put: put}
}

// dimOf is the dimension of a figure's row.
func dimOf(f stats.Figure) data.Dim { return data.DimCoded(f.By) }

// of lists the records behind a figure.
func (p *rowsList) of(title string, q stats.RowQuery) {
	var keys []rowKey
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) error {
			refs, err := stats.Rows(ctx, v, q)
			for n, r := range refs {
				keys = append(keys, rowKey{n, r})
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("列不出背后的记录", err)
			return
		}
		definition := ""
		if d, ok := stats.Define(q.Name); ok {
			definition = d.Text
		}
		p.list(title, definition, keys)
	})
}

// ofAge lists what was open at the end of the period and that old.
func (p *rowsList) ofAge(title string, at data.Date, days [2]int, s reports.Scope) {
	var keys []rowKey
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) error {
			ids, err := v.OpenOfAge(at, days[0], days[1], s.By, s.Key)
			for n, id := range ids {
				keys = append(keys, rowKey{n, stats.RowRef{Entity: data.EntityProblem, ID: id, On: at, What: "在办"}})
			}
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("列不出背后的记录", err)
			return
		}
		p.list("在办 "+title, "期末在办的问题中，自登记日到期末的天数在这一档的。", keys)
	})
}

func (p *rowsList) list(title, definition string, keys []rowKey) {
	g := newGrid(p.office, gridOf[rowKey, boardRow]{name: "明细", fetch: p.fetchRows,
		columns: []widget.Column[boardRow]{
			{Title: "编号", Width: 120, Text: func(r boardRow) string { return r.code }},
			{Title: "日期", Width: 104, Text: func(r boardRow) string { return r.hit.On.String() }},
			{Title: "为什么计入", Width: 140, Text: func(r boardRow) string { return r.what }},
			{Title: "单位", Width: 180, Least: 100, Grow: true, Text: func(r boardRow) string { return r.unit }},
			{Title: "内容", Width: 520, Least: 200, Grow: true, Text: func(r boardRow) string { return r.hit.Title }},
		}})
	g.table.OnOpen = func(i int) {
		ref := g.rows.Key(i).ref
		hit := store.Hit{Entity: ref.Entity, ID: ref.ID, On: ref.On} // enough to open it while its line is being read
		if r, ok := g.rows.Row(i); ok {
			hit = r.hit
		}
		if hit.ID != 0 {
			p.jump(hit)
		}
	}
	g.table.OnEscape, g.table.OnBack = p.leave, p.leave
	save := widget.NewButton("存为表格…", func() {
		g.print(printing[rowKey, boardRow]{title: title, hide: map[string]reports.Hide{"内容": reports.Texts}})
	})
	if len(keys) == 0 {
		save.Hide()
	}
	said := title + "：" + thousands(len(keys)) + " 条，双击或按 Enter 打开"
	var body fyne.CanvasObject = g.table
	if len(keys) == 0 {
		said = title + "：没有记录"
		body = widget.Empty("这个期间和范围里没有计入这一项的记录。请返回换一个期间或范围；还没有登记的，先登记走访或导入台账。", "返回", p.leave)
	}
	head := container.NewBorder(nil, nil, container.NewVBox(widget.NewButton("← 返回", p.leave)), container.NewVBox(save),
		container.NewVBox(section(said), quiet(definition)))
	if p.beside != nil && len(keys) > 0 {
		body = withChart(p.beside, body)
	}
	p.put(container.NewBorder(padded(head), nil, nil, nil, body))
	g.show(keys)
	if len(keys) > 0 {
		p.office.Window.Canvas().Focus(g.table)
	}
}

// fetchRows names the records of a page of the list.
func (p *rowsList) fetchRows(v *store.View, keys []rowKey) (map[rowKey]boardRow, error) {
	var ids []data.ID
	for _, k := range keys {
		if k.ref.Entity == data.EntityProblem {
			ids = append(ids, k.ref.ID)
		}
	}
	rows, err := v.ProblemRows(ids, p.office.Ledger.Today())
	if err != nil {
		return nil, err
	}
	problems := map[data.ID]store.ProblemRow{}
	for _, r := range rows {
		problems[r.ID] = r
	}
	out := map[rowKey]boardRow{}
	for _, k := range keys {
		r := boardRow{hit: store.Hit{Entity: k.ref.Entity, ID: k.ref.ID, On: k.ref.On}, what: k.ref.What}
		if x, ok := problems[k.ref.ID]; ok && k.ref.Entity == data.EntityProblem {
			r.code, r.unit, r.hit.Title = x.Code, x.Lead, x.Content
		} else if err := otherRow(v, k.ref, &r); err != nil {
			return nil, err
		}
		out[k] = r
	}
	return out, nil
}

// otherRow names a record that is no problem.
func otherRow(v *store.View, ref stats.RowRef, r *boardRow) error {
	firm := ref.ID
	switch ref.Entity {
	case data.EntityVisit:
		x, err := v.Visit(ref.ID)
		if err != nil {
			return gone(err)
		}
		firm = x.EnterpriseID
		if u, err := v.Unit(x.Unit); err == nil {
			r.unit = u.Name
		} else if gone(err) != nil {
			return err
		}
	case data.EntityEnterprise:
	default:
		r.code = strconv.FormatInt(int64(ref.ID), 10)
		return nil
	}
	e, err := v.Enterprise(firm)
	if err == nil {
		r.hit.Title = e.Name
	}
	return gone(err)
}

// gone lets a record that is no longer there go without a word of its own.
func gone(err error) error {
	if data.CodeOf(err) == data.NotFound {
		return nil
	}
	return err
}
