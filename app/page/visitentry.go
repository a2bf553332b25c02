package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// visitEntry is the quick entry of return visits beside their list: one after the other,
// without a sheet for each.
type visitEntry struct {
	Content fyne.CanvasObject

	office  *Office
	row     store.SuperviseRow
	facts   *fyne.Container
	form    *widget.Form
	date    *widget.DateEntry
	answer  *widget.Select
	solved  *widget.Select
	unreach *widget.Entry
	note    *widget.Entry
	files   *widget.FilesInput
	typed   *typedForm    // nil while nobody is on show
	done    func(data.ID) // before the page is read anew
}

func newVisitEntry(o *Office, done func(data.ID)) *visitEntry {
	e := &visitEntry{office: o, done: done, facts: container.NewVBox()}
	e.date = o.pastDay("回访日期")
	e.answer = widget.NewSelect("满意度", append([]string{"（没有回答）"}, data.SatisfactionNames[1:]...), func(int) {})
	e.solved = widget.NewSelect("是否解决", []string{"已解决", unsolved}, func(int) {})
	e.unreach, e.note = widget.NewEntry("无法回访原因", "访到了就不填"), widget.NewEntry("情况说明", "没有解决的，写明情况")
	var files *widget.Field
	e.files, files = o.filesField()
	e.form = widget.NewForm("登记，下一个", &widget.Field{Key: "date", Label: "回访日期", Required: true, Input: e.date},
		&widget.Field{Key: "satisfaction", Label: "满意度", Input: e.answer}, &widget.Field{Key: "solved", Label: "是否解决", Input: e.solved},
		&widget.Field{Key: "unreachable", Label: "无法回访", Input: e.unreach}, &widget.Field{Key: "note", Label: "情况说明", Input: e.note}, files)
	e.form.OnSubmit = e.submit
	e.form.Beside(widget.NewButton("还原", func() {
		e.clear()
		if e.typed != nil {
			e.typed.forget()
		}
	}))
	e.clear()
	e.Content = container.NewScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), container.NewVBox(e.facts, e.form.Content)))
	return e
}

// clear makes the form ready for the next one; the day stays, as visits come in rounds.
func (e *visitEntry) clear() {
	if strings.TrimSpace(e.date.Text) == "" {
		e.date.SetText(e.office.Ledger.Today().String())
	}
	e.answer.SetSelectedIndex(0)
	e.solved.SetSelectedIndex(0)
	e.unreach.SetText("")
	e.note.SetText("")
	e.files.Clear()
	e.form.Settle()
}

// visitEntryTitle begins the titles under which what is half typed here is kept.
const visitEntryTitle = "登记回访"

// show tells whom to ask and about what. What was half typed about another is kept for
// when that one is on show again.
func (e *visitEntry) show(r store.SuperviseRow) {
	if r.ID == e.row.ID && r.Version == e.row.Version {
		return
	}
	if r.ID != e.row.ID {
		if e.typed != nil {
			e.typed.keep()
		}
		e.office.unstand(visitEntryTitle)
		e.clear()
		e.typed = e.office.stand(visitEntryTitle, visitEntryTitle+"　"+r.Code, e.form)
		e.typed.restore()
	}
	e.row = r
	e.facts.Objects = []fyne.CanvasObject{widget.Heading(r.Code)}
	for _, x := range [][2]string{{"问题", r.Content}, {"企业", r.Enterprise}, {"联系人", strings.TrimSpace(r.Contact + " " + r.Phone)}, {"主办单位", r.Lead}, {"办结日", r.ResolvedOn.String()}} {
		if x[1] != "" {
			e.facts.Add(container.New(pairLayout{}, second(x[0]), plain(x[1])))
		}
	}
	e.facts.Refresh()
}

func (e *visitEntry) submit() {
	if e.row.ID == 0 || e.office.refuses() {
		return
	}
	in := EventInput{Problem: e.row.ID, Kind: data.ReturnVisit, Satisfaction: data.Satisfaction(max(0, e.answer.SelectedIndex())), Unsolved: e.solved.SelectedIndex() == 1,
		Unreachable: textOf(e.unreach), Note: textOf(e.note), Paths: pathsIn(e.files)}
	var err error
	if in.On, err = e.office.dayIn("date", e.date); err != nil {
		e.form.Fail("date", err.Error())
		return
	}
	if in.Unsolved && in.Note == "" {
		e.form.Fail("note", "没有解决的，请写明情况；问题会退回办理。")
		return
	}
	code, typed := e.row.Code, e.typed
	e.office.submit(e.form, "正在保存", "没有登记回访", func(ctx context.Context) error { return e.office.Actions.AddEvent(ctx, in) }, func() {
		e.clear()
		typed.forget()
		e.done(in.Problem)
		e.office.Saved("已登记回访：" + code)
		e.office.Window.Canvas().Focus(e.answer)
	})
}
