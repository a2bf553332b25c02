package page

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// SubTaskInput hands a part of a problem to a supporting unit.
type SubTaskInput struct {
	Problem data.ID
	Unit    string
	On      data.Date
	Due     string // "": the office's usual limit
	Note    string
}

// taskLine is a supporting unit's part as the detail shows it.
type taskLine struct {
	unit  string
	word  string // 剩 2 个工作日, 逾期 3 天, 11-20 完成
	limit string
	light data.Light
	done  bool
	given bool
}

func tasksOf(a *store.Account, today data.Date) (out []taskLine) {
	for _, s := range a.Problem.SubTasks(a.Clock) {
		t := taskLine{unit: a.Unit(s.Unit), done: s.DoneOn != 0, given: s.Given != 0, light: data.Green}
		if s.Due != 0 {
			t.limit = "期限 " + s.Due.String()
			if s.Usual {
				t.limit += "（默认）"
			}
			if s.Uncertain != "" {
				t.limit += " 不确定"
			}
		}
		t.light, t.word = s.LightOn(today, a.Clock)
		out = append(out, t)
	}
	return out
}

// support shows the parts of the supporting units, each to be ticked off or given anew.
func (d *Detail) support(f *facts) fyne.CanvasObject {
	rows := container.NewVBox()
	for _, t := range f.tasks {
		rows.Add(d.task(f, t))
	}
	if f.supports {
		rows.Add(container.NewHBox(widget.NewButton("分派协办", func() { showSubTaskForm(d.office, f.problem, "") })))
	}
	return rows
}

func (d *Detail) task(f *facts, t taskLine) fyne.CanvasObject {
	chip := canvas.NewRectangle(theme.Of(colourOf(t.light)))
	chip.CornerRadius = 3
	mark := container.NewHBox(container.NewCenter(container.NewGridWrap(fyne.NewSize(10, 10), chip)), canvas.NewText(t.word, theme.Of(fynetheme.ColorNameForeground)))
	buttons := container.NewHBox()
	if f.supports && t.given && !t.done {
		buttons.Add(widget.NewButton("协办完成", func() { showSupportDone(d.office, f.problem, t.unit) }))
	}
	if f.supports {
		word := "改期限"
		if t.done {
			word = "再办"
		}
		buttons.Add(widget.NewButton(word, func() { showSubTaskForm(d.office, f.problem, t.unit) }))
	}
	text := container.NewVBox(plain(t.unit), mark)
	if t.limit != "" { // on a line of its own: beside the mark it would make the pane wider
		text.Add(widget.NewPara(t.limit, theme.Second, textSize, 0))
	}
	return container.New(layout.NewCustomPaddedLayout(2, 2, 0, 0), container.NewBorder(nil, nil, nil, container.NewVBox(buttons), text))
}

// showSubTaskForm hands a part out; unit "" asks to whom.
func showSubTaskForm(o *Office, p *data.Problem, unit string) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) {
		date, note := o.dateEntry("日期", true), widget.NewEntry("说明", "要协办什么")
		date.SetText(o.Ledger.Today().String())
		who := widget.NewPicker("协办单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.leads))
		who.SetText(unit)
		due := widget.NewPicker("期限", "不填是 "+usualSupport(c.rules), widget.Matching(deadlines))
		l := &fieldsOf{}
		l.add("date", "日期", true, date, "")
		l.need("unit", "协办单位", "请选择协办单位。", who, "")
		l.add("due", "期限", false, due, "")
		l.add("note", "说明", false, note, "")
		form := widget.NewForm("分派协办", l.list...)
		form.Watch(func() {
			on, err := o.dayIn("date", date)
			if err != nil {
				on = 0
			}
			form.Hint("due", o.dueHint(pickedOf(due), on))
		}, "date", "due")
		tellNewUnit(form, "unit", who, c)
		first := fyne.Focusable(who)
		if unit != "" {
			first = due
		}
		sheet := o.showForm("分派协办　"+p.Code, form, first)
		form.OnSubmit = func() {
			in := SubTaskInput{Problem: p.ID, Unit: pickedOf(who), Due: pickedOf(due), Note: textOf(note)}
			var err error
			if in.On, err = o.dayIn("date", date); err != nil {
				form.Fail("date", err.Error())
				return
			}
			o.submit(form, "正在保存", "没有保存", func(ctx context.Context) error { return o.Actions.GiveSupport(ctx, in) }, func() {
				sheet.Close()
				o.Saved("已分派协办：" + in.Unit)
			})
		}
	})
}

func usualSupport(r data.Rules) string { return thousands(r.UsualSupport()) + " 个工作日" }

// showSupportDone ticks a supporting unit's part off.
func showSupportDone(o *Office, p *data.Problem, unit string) {
	if o.refuses() {
		return
	}
	date, note := o.dateEntry("日期", true), widget.NewEntry("说明", "可不填")
	date.SetText(o.Ledger.Today().String())
	files, scans := o.filesField()
	form := widget.NewForm("协办完成", &widget.Field{Key: "date", Label: "日期", Required: true, Input: date}, &widget.Field{Key: "note", Label: "说明", Input: note}, scans)
	sheet := o.showForm("协办完成　"+unit, form, note)
	form.OnSubmit = func() {
		in := EventInput{Problem: p.ID, Kind: data.Progress, Support: data.SupportDone, Unit: unit, Note: textOf(note), Paths: pathsIn(files)}
		var err error
		if in.On, err = o.dayIn("date", date); err != nil {
			form.Fail("date", err.Error())
			return
		}
		o.submit(form, "正在保存", "没有保存", func(ctx context.Context) error { return o.Actions.AddEvent(ctx, in) }, func() {
			sheet.Close()
			o.Saved("协办已完成：" + unit)
		})
	}
}
