package page

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// unitDetail shows one unit or region at the right, and what may be done with it.
type unitDetail struct {
	office *Office
	page   *Units
	scroll *container.Scroll
	box    *fyne.Container
	shown  data.ID
	first  fyne.Focusable
}

func newUnitDetail(o *Office, p *Units) *unitDetail {
	d := &unitDetail{office: o, page: p, box: container.NewVBox()}
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), d.box))
	d.hint("在左边选一个单位，这里显示它的情况和可以做的事。")
	return d
}

func (d *unitDetail) hint(text string) {
	d.first = nil
	d.box.Objects = []fyne.CanvasObject{quiet(text)}
	d.box.Refresh()
}

func (d *unitDetail) focusFirst() {
	if d.first != nil {
		d.office.Window.Canvas().Focus(d.first)
	}
}

func (d *unitDetail) show(id data.ID) {
	if d.shown != id {
		d.scroll.ScrollToTop()
	}
	d.shown = id
	switch u, g := d.page.all.unit[id], d.page.all.region[id]; {
	case id == 0:
		d.hint("在左边选一个单位，这里显示它的情况和可以做的事。")
	case d.page.regionsShown() && g != nil:
		d.region(g)
	case u != nil:
		d.unit(u)
	default:
		d.hint("它已经不在台账里了。")
	}
}

func (d *unitDetail) fill(name string, pairs [][2]string, buttons ...*widget.Button) {
	d.box.Objects = []fyne.CanvasObject{widget.NewHeadPara(name)}
	rows := container.NewVBox()
	for _, x := range pairs {
		if x[1] != "" {
			rows.Add(container.New(pairLayout{}, second(x[0]), plain(x[1])))
		}
	}
	grid := container.New(layout.NewGridWrapLayout(fyne.NewSize(128, 34)))
	for _, b := range buttons {
		grid.Add(b)
	}
	d.first = buttons[0]
	d.box.Add(grid) // above all that may be long
	d.box.Add(rows)
	d.box.Refresh()
}

func quietButton(text string, do func()) *widget.Button {
	b := widget.NewButton(text, do)
	b.Importance = fynewidget.LowImportance
	return b
}

func (d *unitDetail) unit(u *data.Unit) {
	o, all := d.office, d.page.all
	var use store.UnitUse
	err := o.View(o.Context, func(v *store.View) (err error) {
		use, err = v.UnitUse(u.ID)
		return err
	})
	if err != nil {
		o.log("unit: " + err.Error())
	}
	var before []string
	for _, x := range all.units {
		if x.MergedTo == u.ID {
			before = append(before, x.Name+"（到 "+x.ValidTo.String()+"）")
		}
	}
	pairs := [][2]string{{"种类", kindWord(u.Kind)}, {"上级", all.unitName(u.Parent)}, {"所在地", all.regionName(u.Region)}, {"别名", strings.Join(u.Aliases, "、")},
		{"代码", u.Code}, {"次序", fmt.Sprint(u.Sort)}, {"启用", u.ValidFrom.String()}, {"停用", u.ValidTo.String()}, {"改为", all.unitName(u.MergedTo)},
		{"原为", strings.Join(before, "、")}, {"用到它的", fmt.Sprintf("走访 %d 次，主办问题 %d 个，其他角色 %d 个", use.Visits, use.Lead, use.Problems)}}
	buttons := []*widget.Button{widget.NewButton("修改单位", func() { showUnitForm(o, all, u, d.page.Open) })}
	if u.MergedTo == 0 {
		buttons = append(buttons, widget.NewButton("自某日起更名", func() { showRenameForm(o, u, d.page.Open) }),
			widget.NewButton("自某日起并入", func() { showSucceedForm(o, all, u, d.page.Open) }))
	}
	buttons = append(buttons, widget.NewButton("是已有单位的别名", func() { showAbsorbForm(o, all, u, d.page.Open) }),
		quietButton("删除单位", func() {
			d.remove("单位", u.Name, func(ctx context.Context) error { return o.Actions.DeleteUnit(ctx, u.ID) })
		}))
	d.fill(u.Name, pairs, buttons...)
	if bare(u) {
		d.box.Add(quiet("只有名称：多半是登记时输入了台账里没有的名称。如果只是已有单位的另一种叫法，按“是已有单位的别名”，用到它的记录都归过去，以后再输入也认得。"))
	}
}

func (d *unitDetail) region(g *data.Region) {
	o, all := d.office, d.page.all
	pairs := [][2]string{{"代码", g.Code}, {"上级", all.regionName(g.Parent)}, {"别名", strings.Join(g.Aliases, "、")}, {"次序", fmt.Sprint(g.Sort)}}
	d.fill(g.Name, pairs, widget.NewButton("修改地区", func() { showRegionForm(o, all, g, d.page.Open) }),
		quietButton("删除地区", func() {
			d.remove("地区", g.Name, func(ctx context.Context) error { return o.Actions.DeleteRegion(ctx, g.ID) })
		}))
}

func (d *unitDetail) remove(word, name string, do func(context.Context) error) {
	o := d.office
	if o.refuses() {
		return
	}
	o.Work("", do, func(err error) {
		if err != nil {
			o.Fail("没有删除", err)
			return
		}
		o.Saved("已删除" + word + "：" + cut(name, 30) + "，可以从回收站恢复")
	})
}
