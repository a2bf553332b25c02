package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/data"
)

// Check is what a person should be asked before an input is saved.
type Check struct {
	New      []NewName
	Warnings []string // what no rule forbids but is amiss
	Clue     bool     // a text smells of a clue of misconduct
	Clues    []string // the Keys of the problems of a visit whose content does
	Backups  []string // files that will still hold what a 移送线索 erases
}

// NewName is a name the ledger doesn't know yet.
type NewName struct {
	Word string // 新单位, 新企业
	Name string
	// Like is what the ledger has under a name so near that it may be the same; ID 0: nothing.
	Like   data.Named
	Entity data.Entity // of Like
}

// AliasInput makes a name another name of a unit or an enterprise.
type AliasInput struct {
	Entity data.Entity
	ID     data.ID
	Name   string
}

// AliasActions writes other names.
type AliasActions interface {
	TakeAlias(ctx context.Context, in AliasInput) error
}

// TransferInput is 移送登记: all that may be kept of a clue.
type TransferInput struct {
	On       data.Date
	Number   string
	Receiver string
}

// doubt is one question before saving.
type doubt struct {
	title, text string
	yes         string // the button that goes on
	instead     widget.Option
	like        NewName // that may be the same as what there is
	again       func()  // checks anew after like got its alias; nil: the form on top is submitted
}

// doubts are the questions that every form asks about a check.
func (c Check) doubts(save string) (out []doubt) {
	if len(c.Warnings) > 0 {
		out = append(out, doubt{title: "请先核对", text: strings.Join(c.Warnings, "\n"), yes: "仍然" + save})
	}
	if len(c.New) > 0 {
		var names []string
		for _, n := range c.New {
			if n.Like.ID == 0 {
				names = append(names, n.Word+"：“"+n.Name+"”")
				continue
			}
			out = append(out, doubt{title: "台账里有相近的名称", text: n.Word + "：“" + n.Name + "”\n台账里已有“" + n.Like.Name + "”。是同一个，就把这个写法记作它的别名，以后这样写也认得；不是，就新增。",
				yes: save + "并新增", like: n})
		}
		if len(names) == 0 {
			return out
		}
		title := "台账里还没有这个名称"
		if len(names) > 1 {
			title = "台账里还没有这些名称"
		}
		out = append(out, doubt{title: title, text: strings.Join(names, "\n") + "\n登记后会新增。如果只是没有写全，请返回从列表里选。", yes: save + "并新增"})
	}
	return out
}

// settle asks one question after the other and goes on when all are answered so. What
// was answered once is not asked again.
func (o *Office) settle(doubts []doubt, answered map[string]bool, then func()) {
	o.settleOr(doubts, answered, then, nil)
}

// settleOr is settle that goes back with back, which may be nil.
func (o *Office) settleOr(doubts []doubt, answered map[string]bool, then, back func()) {
	for i, d := range doubts {
		if answered[d.text] {
			continue
		}
		ways := []widget.Option{{Text: d.yes, Primary: d.instead.Text == "", Do: func() {
			answered[d.text] = true
			o.settleOr(doubts[i+1:], answered, then, back)
		}}}
		if d.like.Like.ID != 0 {
			ways = append([]widget.Option{{Text: "就是“" + cut(d.like.Like.Name, 16) + "”，记作别名", Do: func() { o.takeAlias(d.like, d.again) }}}, ways...)
		}
		if d.instead.Text != "" {
			ways = append([]widget.Option{d.instead}, ways...)
		}
		widget.ShowQuestion(o.Window, d.title, d.text, widget.Option{Text: "返回修改", Do: back}, ways...)
		return
	}
	then()
}

// takeAlias makes a name another name of what it may be, and has the input checked anew.
func (o *Office) takeAlias(n NewName, again func()) {
	if again == nil {
		again = func() { o.Submit() }
	}
	o.Work("正在登记别名", func(ctx context.Context) error {
		return o.Actions.TakeAlias(ctx, AliasInput{Entity: n.Entity, ID: n.Like.ID, Name: n.Name})
	}, func(err error) {
		if err != nil {
			o.Fail("没有登记别名", err)
			return
		}
		again()
	})
}

// showForm puts a form on a sheet that asks before it throws away what was typed. What
// is typed is kept under the title until the sheet is closed, and offered again when
// the program ended before that.
func (o *Office) showForm(title string, form *widget.Form, first fyne.Focusable) *widget.Sheet {
	return o.showFormOf(title, 0, form, first)
}

// showFormOf is showForm for the form that changes a record: what was typed about one is
// never offered for another, and of fields that nobody changed nothing is kept, so that
// going on later doesn't undo what became of the record meanwhile. 0: a new record.
func (o *Office) showFormOf(title string, record data.ID, form *widget.Form, first fyne.Focusable) *widget.Sheet {
	form.Settle()
	form.Within(func() fyne.Size { return o.Window.Canvas().Size() })
	typed := o.keepTyped(title, record, form)
	sheet := widget.ShowSheet(o.Window, title, form.Content, first)
	o.forms = append(o.forms, openForm{form, sheet, typed})
	sheet.OnClosed = func() {
		o.forms = slices.DeleteFunc(o.forms, func(f openForm) bool { return f.form == form })
		form.OnKeep = nil
		kept := typed.kept()
		typed.forget()
		if kept { // who counts drafts does so when this one is gone
			typed.written(o.Changed)
		}
	}
	leave := func() {
		if !form.Touched() {
			sheet.Close()
			return
		}
		askUnsaved(o, func() {}, sheet.Close)
	}
	form.OnClose, sheet.OnEscape = leave, leave
	typed.offer(title)
	return sheet
}

// askUnsaved asks whether what was typed is to be given up; else the field that had the focus
// has it again.
func askUnsaved(o *Office, stay, leave func()) {
	back := o.Window.Canvas().Focused()
	widget.ShowQuestion(o.Window, "还没有保存", "已经填写的内容还没有保存，放弃以后就没有了。", widget.Option{Text: "继续填写", Do: func() {
		stay()
		if back != nil {
			o.Window.Canvas().Focus(back)
		}
	}}, widget.Option{Text: "放弃", Do: leave})
}

// forgetTyped takes what was kept of a form out of the files, as it was a clue.
func (o *Office) forgetTyped(form *widget.Form) {
	for _, f := range o.forms {
		if f.form == form {
			f.typed.forget()
		}
	}
}

// showTransferForm is 移送登记; then is called when it has been saved.
func showTransferForm(o *Office, on data.Date, then func()) {
	date, number, receiver := o.dateEntry("移送日期", true), widget.NewEntry("移送编号", ""), widget.NewEntry("接收部门", "")
	date.SetText(on.String())
	form := widget.NewForm("登记移送", &widget.Field{Key: "date", Label: "移送日期", Required: true, Input: date},
		&widget.Field{Key: "number", Label: "移送编号", Required: true, Input: number, Hint: "只写编号，不写线索内容"},
		&widget.Field{Key: "receiver", Label: "接收部门", Required: true, Input: receiver})
	sheet := o.showForm("移送登记", form, number)
	form.OnSubmit = func() {
		iso, ok := date.Iso()
		day, err := dateOf("date", iso, ok, o.Ledger.Today())
		if err != nil {
			form.Fail("date", err.Error())
			return
		}
		o.submit(form, "正在登记", "没有登记移送", func(ctx context.Context) error {
			return o.Actions.SaveTransfer(ctx, TransferInput{On: day, Number: textOf(number), Receiver: textOf(receiver)})
		}, func() {
			sheet.Close()
			o.Saved("已登记移送：" + textOf(number))
			then()
		})
	}
}
