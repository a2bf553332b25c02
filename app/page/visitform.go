package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// visitForm is 登记走访: a visit, and the problem found on it if there was one.
type visitForm struct {
	office *Office
	form   *widget.Form
	sheet  *widget.Sheet
	date   *widget.Entry
	in     map[string]*widget.Picker
	text   *widget.Entry
}

// ShowVisitForm opens the form 登记走访.
func ShowVisitForm(o *Office) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) { newVisitForm(o, c) })
}

func newVisitForm(o *Office, c choices) *visitForm {
	f := &visitForm{office: o, in: map[string]*widget.Picker{}}
	f.date = widget.NewEntry("走访日期", "")
	f.date.SetText(o.Ledger.Today().String())
	pick := func(key, name, hint string, of func(string) []string) *widget.Picker {
		p := widget.NewPicker(name, hint, of)
		f.in[key] = p
		return p
	}
	f.text = widget.NewTextArea("问题内容", "没有发现问题就不填", 3)
	fields := []*widget.Field{
		{Key: "date", Label: "走访日期", Required: true, Input: f.date},
		{Key: "unit", Label: "走访单位", Required: true, Input: pick("unit", "走访单位", "输入几个字选择，没有的会新增", widget.Matching(c.units))},
		{Key: "enterprise", Label: "企业名称", Required: true, Input: pick("enterprise", "企业名称", "名称或拼音首字母，没有的会新增", o.enterprises)},
		{Key: "region", Label: "所在地", Input: pick("region", "所在地", "县（市、区）或乡镇（街道），按 ↓ 列出", widget.Matching(c.regions))},
		{Key: "content", Label: "问题内容", Input: f.text, Hint: "填了就同时登记一个问题；写完按 Ctrl+Enter 登记，按 Tab 填下一项"},
		{Key: "category", Label: "问题类别", Input: pick("category", "问题类别", "输入几个字，或按 ↓ 列出", widget.Matching(c.categories))},
		{Key: "lead", Label: "主办单位", Input: pick("lead", "主办单位", "填了就同时交办，按 ↓ 列出", widget.Matching(c.leads))},
		{Key: "due", Label: "期限", Input: pick("due", "期限", "如 10个工作日、立行立改", widget.Matching(deadlines))},
	}
	f.form = widget.NewForm("登记走访", fields...)
	f.form.OnSubmit = f.submit
	f.watchDue()
	f.sheet = widget.ShowSheet(o.Window, "登记走访", f.form.Content, f.in["unit"])
	f.form.OnClose = f.sheet.Close
	return f
}

// watchDue shows the day the limit falls on beside it, as it is typed.
func (f *visitForm) watchDue() {
	show := func() {
		on, err := readDate("date", f.date.Text, f.office.Ledger.Today())
		if err != nil {
			on = 0
		}
		f.form.Hint("due", f.office.dueHint(strings.TrimSpace(f.in["due"].Text), on))
	}
	f.form.Watch(show, "date", "due")
}

func (f *visitForm) input() (in VisitInput, ok bool) {
	word := func(key string) string { return strings.TrimSpace(f.in[key].Text) }
	in = VisitInput{Unit: word("unit"), Enterprise: word("enterprise"), Region: word("region"), Content: strings.TrimSpace(f.text.Text),
		Category: word("category"), Lead: word("lead"), Due: word("due")}
	ok = true
	fail := func(key, text string) {
		f.form.Fail(key, text)
		ok = false
	}
	today := f.office.Ledger.Today()
	var err error
	switch in.On, err = readDate("date", f.date.Text, today); {
	case err != nil:
		fail("date", err.Error())
	case in.On > today:
		fail("date", "走访日期在今天之后，请核对。")
	}
	if in.Unit == "" {
		fail("unit", "请填写走访单位。")
	}
	if in.Enterprise == "" {
		fail("enterprise", "请填写企业名称。")
	}
	if in.Content == "" && (in.Category != "" || in.Lead != "" || in.Due != "") {
		fail("content", "填了类别、主办单位或期限，还须写明问题内容。")
	}
	if in.Due != "" && in.Lead == "" {
		fail("lead", "写明期限时，须写明主办单位。")
	}
	return in, ok
}

func (f *visitForm) submit() {
	in, ok := f.input()
	if !ok {
		return
	}
	f.form.Busy(true)
	var code string
	f.office.Work("正在登记", func(ctx context.Context) (err error) {
		code, err = f.office.Actions.SaveVisit(ctx, in)
		return err
	}, func(err error) {
		f.form.Busy(false)
		switch {
		case err != nil && faulty(err):
			f.form.Fail(fieldOf(err), err.Error())
		case err != nil:
			f.office.Fail("没有登记成功", err)
		default:
			f.sheet.Close()
			f.office.Saved(savedWords(in, code))
		}
	})
}

func savedWords(in VisitInput, code string) string {
	if code == "" {
		return "已登记走访：" + cut(in.Enterprise, 30)
	}
	return "已登记走访：" + cut(in.Enterprise, 30) + "，问题 " + code
}

// notInFuture is the error for a day that is still to come, nil otherwise.
func notInFuture(field string, on, today data.Date) error {
	if on > today {
		return data.Errorf(data.Invalid, field, "日期在今天之后，还没有发生的事不能登记。")
	}
	return nil
}
