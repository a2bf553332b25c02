package page

import (
	"context"
	"reflect"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// visitFacts is all that is shown of one visit.
type visitFacts struct {
	visit      *data.Visit
	unit       string
	joint      []string
	enterprise string
	region     string
	problems   []store.ProblemRow
	files      []attachLine
}

func visitFactsOf(v *store.View, id data.ID, today data.Date) (f *visitFacts, err error) {
	f = &visitFacts{}
	if f.visit, err = v.Visit(id); err != nil {
		return nil, err
	}
	units, err := v.NamesByID(data.ByVisiting)
	if err != nil {
		return nil, err
	}
	regions, err := v.NamesByID(data.ByRegion)
	if err != nil {
		return nil, err
	}
	if f.visit.EnterpriseID != 0 {
		e, err := v.Enterprise(f.visit.EnterpriseID)
		if err != nil {
			return nil, err
		}
		f.enterprise = e.Name
	}
	f.unit, f.region = units[f.visit.Unit], regions[f.visit.Region]
	for _, u := range f.visit.JoinUnits {
		f.joint = append(f.joint, units[u])
	}
	ids, err := v.ProblemIDsOfVisit(id)
	if err != nil {
		return nil, err
	}
	if f.problems, err = v.ProblemRows(ids, today); err != nil {
		return nil, err
	}
	f.files, err = attachLines(v, data.EntityVisit, id)
	return f, err
}

// visitDetail shows one visit at the right: what it was, its problems, what can be done.
type visitDetail struct {
	Content fyne.CanvasObject

	office *Office
	open   func(data.ID) // a problem
	box    *fyne.Container
	scroll *container.Scroll
	shown  data.ID
	facts  *visitFacts
	first  fyne.Focusable
}

func newVisitDetail(o *Office, open func(data.ID)) *visitDetail {
	d := &visitDetail{office: o, open: open, box: container.NewVBox()}
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), d.box))
	d.Content = d.scroll
	d.hint("在左边选一次走访，这里显示它的情况和登记的问题。")
	return d
}

func (d *visitDetail) hint(text string) {
	d.facts, d.first = nil, nil
	d.box.Objects = []fyne.CanvasObject{quiet(text)}
	d.box.Refresh()
}

func (d *visitDetail) focusFirst() {
	if d.first != nil {
		d.office.Window.Canvas().Focus(d.first)
	}
}

// show reads a visit and shows it; 0 shows none.
func (d *visitDetail) show(id data.ID) {
	pane[*visitFacts]{none: "在左边选一次走访，这里显示它的情况和登记的问题。", gone: "这次走访已经不在台账里了。", failed: "读不出这次走访：",
		read: visitFactsOf, hint: d.hint, fill: d.fill}.show(d.office, d.scroll, &d.shown, id)
}

func (d *visitDetail) fill(f *visitFacts) {
	if reflect.DeepEqual(f, d.facts) {
		return // a button made anew under the pointer would miss the click it is getting
	}
	d.facts = f
	id := f.visit.ID
	edit := widget.NewButton("修改走访", func() { ShowVisitEdit(d.office, id) })
	more := widget.NewButton("再登记问题", func() { showVisitForm(d.office, func(form *visitForm) { form.like(f) }) })
	remove := quietButton("删除走访", func() { deleteVisit(d.office, id) })
	d.first = edit
	d.box.Objects = []fyne.CanvasObject{container.NewHBox(container.NewCenter(widget.Heading(f.visit.On.String() + "　走访"))),
		container.New(layout.NewGridWrapLayout(fyne.NewSize(104, 34)), edit, more, remove), d.pairs(f), section("登记的问题")}
	if len(f.problems) == 0 {
		d.box.Add(quiet("没有发现问题（零报告）。"))
	}
	for _, p := range f.problems {
		b := widget.NewButton(p.Code+"　"+p.State.String(), func() { d.open(p.ID) })
		b.Importance = fynewidget.LowImportance
		d.box.Add(container.NewHBox(b))
		words := p.Content
		if p.Lead != "" {
			words += "（" + p.Lead + "）"
		}
		d.box.Add(container.New(layout.NewCustomPaddedLayout(0, 6, 8, 0), plain(words)))
	}
	d.box.Add(section("附件"))
	d.box.Add(d.office.attachments(data.EntityVisit, id, f.files, func(int) string { return "" }))
	d.box.Refresh()
}

func (d *visitDetail) pairs(f *visitFacts) fyne.CanvasObject {
	v := f.visit
	rows := container.NewVBox()
	for _, p := range [][2]string{{"企业", f.enterprise}, {"所在地", f.region}, {"走访单位", f.unit}, {"联合走访", strings.Join(f.joint, "、")}, {"走访人员", v.Visitors},
		{"现场答复", v.Reply}, {"满意度", v.Satisfaction.String()}, {"备注", v.Note}} {
		if p[1] != "" {
			rows.Add(container.New(pairLayout{}, second(p[0]), plain(p[1])))
		}
	}
	return rows
}

// ShowVisitEdit opens the form that puts a visit right.
func ShowVisitEdit(o *Office, id data.ID) {
	if o.refuses() {
		return
	}
	var f *visitFacts
	o.Work("", func(ctx context.Context) error {
		return o.View(ctx, func(v *store.View) (err error) {
			f, err = visitFactsOf(v, id, o.Ledger.Today())
			return err
		})
	}, func(err error) {
		if err != nil {
			o.Fail("读不出这次走访", err)
			return
		}
		o.withChoices(func(c choices) { newVisitEdit(o, c, f) })
	})
}

func newVisitEdit(o *Office, c choices, x *visitFacts) *visitForm {
	f := newVisitForm(o, c, x.visit)
	f.title = "修改走访　" + x.visit.On.String() + "　" + cut(x.enterprise, 20)
	f.like(x)
	f.in["joint"].SetText(strings.Join(x.joint, "、"))
	f.visitors.SetText(x.visit.Visitors)
	f.reply.SetText(x.visit.Reply)
	f.note.SetText(x.visit.Note)
	f.satisfaction.SetSelectedIndex(int(x.visit.Satisfaction))
	f.open()
	return f
}

// like fills in which visit it is.
func (f *visitForm) like(x *visitFacts) {
	f.date.SetText(x.visit.On.String())
	f.in["unit"].SetText(x.unit)
	f.in["enterprise"].SetText(x.enterprise)
	f.in["region"].SetText(x.region)
	if len(f.blocks) > 0 {
		f.office.Window.Canvas().Focus(f.blocks[0].content)
	}
}

// deleteVisit asks, and moves a visit to the recycle bin, its problems along with it
// where there are any.
func deleteVisit(o *Office, id data.ID) {
	if o.refuses() {
		return
	}
	n := 0
	err := o.View(o.Context, func(v *store.View) error {
		ids, err := v.ProblemIDsOfVisit(id)
		n = len(ids)
		return err
	})
	if err != nil {
		o.Fail("没有删除", err)
		return
	}
	remove := func() {
		o.Work("正在删除", func(ctx context.Context) error { return o.Actions.DeleteVisit(ctx, id, n > 0) }, func(err error) {
			if err != nil {
				o.Fail("没有删除", err)
				return
			}
			o.Saved("走访已移到回收站")
		})
	}
	if n == 0 {
		widget.ShowQuestion(o.Window, "删除这次走访", "删除后移到回收站，可以撤销或恢复。", widget.Option{Text: "不删除"}, widget.Option{Text: "删除", Do: remove})
		return
	}
	widget.ShowQuestion(o.Window, "这次走访登记了 "+strconv.Itoa(n)+" 个问题", "走访不能丢下问题单独删除。可以连同问题一起移到回收站（一步撤销），或者不删除。",
		widget.Option{Text: "不删除"}, widget.Option{Text: "连同问题一起删除", Do: remove})
}
