package page

import (
	"context"

	"fyne.io/fyne/v2"

	"qinqing/data"
	"qinqing/data/store"
)

// repeatVisit opens 登记走访 filled in as a problem was registered: the same firm and
// units, today, with what was found left to be typed.
func repeatVisit(o *Office, r store.ProblemRow) {
	showVisitForm(o, func(f *visitForm) {
		for key, text := range map[string]string{"unit": r.Visiting, "enterprise": r.Enterprise, "region": r.Region} {
			f.in[key].SetText(text)
		}
		b := f.blocks[0]
		b.in["category"].SetText(r.Category)
		b.in["lead"].SetText(r.Lead)
		o.Window.Canvas().Focus(b.content)
	})
}

// RepeatLast opens 登记走访 filled in as the problem registered last.
func RepeatLast(o *Office) {
	var last []store.ProblemRow
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) error {
			page, err := v.ProblemPage(store.ProblemQuery{Today: o.Ledger.Today(), Sort: "id", Desc: true, Limit: 1})
			last = page.Rows
			return err
		})
	}, func(err error) {
		switch {
		case err != nil:
			o.Fail("读不出上一条", err)
		case len(last) == 0:
			ShowVisitForm(o)
		default:
			repeatVisit(o, last[0])
		}
	})
}

// menu is what else can be done with a problem of the list.
func (p *Problems) menu(data.ID) []*fyne.MenuItem {
	row, ok := p.grid.rows.Row(p.grid.table.CursorRow())
	if !ok {
		return nil
	}
	return []*fyne.MenuItem{fyne.NewMenuItem("照这一条再登记…", func() { repeatVisit(p.office, row) })}
}
