package page

import (
	"fmt"
	"image/color"
	"reflect"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
)

// Detail shows one problem at the right: what it is, what may be done with it now,
// and what has happened to it.
type Detail struct {
	Content fyne.CanvasObject

	office *Office
	box    *fyne.Container
	scroll *container.Scroll
	shown  data.ID
	facts  *facts
	first  fyne.Focusable
}

// NewDetail makes an empty detail.
func NewDetail(o *Office) *Detail {
	d := &Detail{office: o, box: container.NewVBox()}
	d.scroll = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), d.box))
	d.Content = d.scroll
	d.hint("在左边选一个问题，这里显示它的情况和可以办理的事项。")
	return d
}

func (d *Detail) hint(text string) {
	d.facts, d.first = nil, nil
	d.box.Objects = []fyne.CanvasObject{quiet(text)}
	d.box.Refresh()
}

// Show reads a problem and shows it; 0 shows none.
func (d *Detail) Show(id data.ID) {
	pane[*facts]{none: "在左边选一个问题，这里显示它的情况和可以办理的事项。", gone: "这个问题已经不在台账里了。", failed: "读不出这个问题：",
		read: factsOf, hint: d.hint, fill: d.fill}.show(d.office, d.scroll, &d.shown, id)
}

// FocusFirst puts the focus on the first thing that may be done.
func (d *Detail) FocusFirst() {
	if d.first != nil {
		d.office.Window.Canvas().Focus(d.first)
	}
}

func (d *Detail) fill(f *facts) {
	if reflect.DeepEqual(f, d.facts) {
		return // a button made anew under the pointer would miss the click it is getting
	}
	d.facts, d.first = f, nil
	head := container.NewBorder(nil, nil, nil, d.papers(f), container.NewHBox(container.NewCenter(widget.Heading(f.code)), gap(8), light(f)))
	d.box.Objects = []fyne.CanvasObject{head}
	for _, w := range f.warnings {
		d.box.Add(widget.NewPara("注意："+w, theme.Yellow, textSize, 0))
	}
	// What can be done stands where it is in sight without scrolling, whatever is told below it.
	for _, x := range []fyne.CanvasObject{d.pairs(f.pairs[:f.foremost]), section("现在可以办理"), d.buttons(f), d.pairs(f.pairs[f.foremost:]), d.own(f)} {
		d.box.Add(x)
	}
	if f.supports || len(f.tasks) > 0 {
		d.box.Add(section("协办"))
		d.box.Add(d.support(f))
	}
	if !f.moved {
		d.box.Add(section("附件"))
		d.box.Add(d.attached(f))
	}
	d.box.Add(section("办理经过"))
	for i := len(f.events) - 1; i >= 0; i-- {
		d.box.Add(d.event(f.events[i]))
	}
	d.box.Refresh()
}

// own are the buttons about the record itself, below its facts.
func (d *Detail) own(f *facts) fyne.CanvasObject {
	edit := widget.NewButton("修改", func() { ShowFactsForm(d.office, f.problem.ID) })
	remove := widget.NewButton("删除", func() { deleteProblem(d.office, f.problem) })
	remove.Importance = fynewidget.LowImportance
	if f.moved {
		return container.NewHBox(layout.NewSpacer(), remove)
	}
	return container.NewHBox(edit, layout.NewSpacer(), remove)
}

func light(f *facts) fyne.CanvasObject {
	chip := canvas.NewRectangle(theme.Of(colourOf(f.light)))
	chip.CornerRadius = 3
	word := f.lightWord
	if f.extended {
		word += " 延"
	}
	return container.NewHBox(container.NewCenter(container.NewGridWrap(fyne.NewSize(10, 10), chip)), canvas.NewText(word, theme.Of(fynetheme.ColorNameForeground)))
}

func (d *Detail) pairs(pairs [][2]string) fyne.CanvasObject {
	rows := container.NewVBox()
	for _, p := range pairs {
		rows.Add(container.New(pairLayout{}, second(p[0]), d.value(p[1])))
	}
	return rows
}

// longest is how much of a text is shown at first: the buttons below must stay in sight.
const longest = 60

func (d *Detail) value(text string) fyne.CanvasObject {
	short := cut(text, longest)
	if short == text {
		return plain(text)
	}
	words := plain(short)
	more := widget.NewButton("显示全文", nil)
	more.Importance = fynewidget.LowImportance
	more.OnTapped = func() {
		if words.Text() == text {
			words.SetText(short)
			more.SetText("显示全文")
			return
		}
		words.SetText(text)
		more.SetText("收起")
	}
	return container.NewVBox(words, container.NewHBox(more))
}

func (d *Detail) buttons(f *facts) fyne.CanvasObject {
	grid := container.New(layout.NewGridWrapLayout(fyne.NewSize(104, 34)))
	for _, k := range f.legal {
		if !d.office.May(data.RightFor(k)) {
			continue // reasons tells whose it is
		}
		b := widget.NewButton(k.Name(), func() { ShowEventForm(d.office, f.problem, k) })
		if d.first == nil {
			d.first = b
		}
		grid.Add(b)
	}
	why := quiet("")
	why.Hide()
	ask := widget.NewButton("为什么没有其他事项？", nil)
	ask.OnTapped = func() {
		why.SetText(d.reasons(f))
		why.Show()
		ask.Hide()
		d.box.Refresh()
	}
	if len(grid.Objects) == 0 {
		grid.Add(second("没有"))
	}
	return container.NewVBox(grid, container.NewHBox(ask), why)
}

// papers is the button to all papers of the problem; it stays in sight at the top.
func (d *Detail) papers(f *facts) fyne.CanvasObject {
	return widget.NewButton("文书…", func() { ShowPapers(d.office, f.problem.ID) })
}

// reasons tells, for each kind that isn't legal now or is another's to do, why.
func (d *Detail) reasons(f *facts) string {
	var b strings.Builder
	for _, k := range f.legal {
		if x := data.RightFor(k); !d.office.May(x) {
			fmt.Fprintf(&b, "%s：要由有“%s”角色的人来做。\n", k.Name(), data.RolesWith(x))
		}
	}
	for _, k := range data.Kinds {
		if r, ok := f.why[k.Kind]; ok && k.Kind != data.Register {
			fmt.Fprintf(&b, "%s：%s\n", k.Name, r)
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

func (d *Detail) event(e eventLine) fyne.CanvasObject {
	dot := canvas.NewCircle(theme.Of(fynetheme.ColorNamePrimary))
	title := e.on
	if e.inferred {
		title += "（推定）"
	}
	title += "　" + e.kind
	if e.late {
		title += "（封账后补登）"
	}
	if e.voided != "" {
		title += "（已作废：" + e.voided + "）"
		dot.FillColor = theme.Of(theme.Grey)
	}
	text := container.NewVBox(plain(title))
	if e.text != "" {
		text.Add(quiet(e.text))
	}
	undo := container.NewHBox(gap(1))
	if e.voided == "" {
		fix := widget.NewButton("更正", func() { showFixForm(d.office, d.facts.problem, e) })
		fix.Importance = fynewidget.LowImportance
		undo.Add(fix)
		if !d.facts.moved {
			add := widget.NewButton("附件", func() {
				d.office.chooseFiles(AttachInput{Entity: data.EntityProblem, Ref: d.facts.problem.ID, Seq: e.seq})
			})
			add.Importance = fynewidget.LowImportance
			undo.Add(add)
		}
	}
	if e.voided == "" && e.seq > 1 {
		b := widget.NewButton("作废", func() { showVoidForm(d.office, d.facts.problem, e) })
		b.Importance = fynewidget.LowImportance
		undo.Add(b)
	}
	mark := container.NewVBox(gap(10), container.NewGridWrap(fyne.NewSize(8, 8), dot))
	return container.NewBorder(nil, nil, mark, container.NewVBox(undo), container.New(layout.NewCustomPaddedLayout(4, 4, 8, 8), text))
}

func section(text string) fyne.CanvasObject {
	t := canvas.NewText(text, theme.Of(fynetheme.ColorNameForeground))
	t.TextStyle.Bold = true
	return container.NewVBox(gap(4), t)
}

func second(text string) *canvas.Text { return canvas.NewText(text, theme.Of(theme.Second)) }

func plain(text string) *widget.Para {
	return widget.NewPara(text, fynetheme.ColorNameForeground, textSize, 0)
}

func quiet(text string) *widget.Para { return widget.NewPara(text, theme.Second, textSize, 0) }

const textSize float32 = 14

func gap(w float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, w))
	return r
}

// pairLayout sets a word right-aligned in its column and the value beside it, at the
// same height.
type pairLayout struct{ word float32 } // the column's width; 0: pairWord

const pairWord float32 = 64

func (l pairLayout) column() float32 {
	if l.word > 0 {
		return l.word
	}
	return pairWord
}

func (l pairLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	m := o[1].MinSize()
	return fyne.NewSize(l.column()+8+m.Width, max(20, m.Height)+6)
}

func (l pairLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	word := o[0].MinSize()
	o[0].Move(fyne.NewPos(l.column()-word.Width, 3))
	o[0].Resize(word)
	o[1].Move(fyne.NewPos(l.column()+8, 3))
	o[1].Resize(fyne.NewSize(s.Width-l.column()-8, s.Height-6))
}
