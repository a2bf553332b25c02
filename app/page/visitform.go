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
	date   *widget.DateEntry
	in     map[string]*widget.Picker
	text   *widget.Entry

	complaint *widget.Select
	realName  *widget.Select
	answered  map[string]bool // questions that were answered with going on
}

// ShowVisitForm opens the form 登记走访.
func ShowVisitForm(o *Office) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) { newVisitForm(o, c) })
}

func newVisitForm(o *Office, c choices) *visitForm {
	f := &visitForm{office: o, in: map[string]*widget.Picker{}, answered: map[string]bool{}}
	f.date = o.dateEntry("走访日期", true)
	f.date.SetText(o.Ledger.Today().String())
	pick := func(key, name, hint string, of func(string) []string) *widget.Picker {
		p := widget.NewPicker(name, hint, of)
		f.in[key] = p
		return p
	}
	f.text = widget.NewTextArea("问题内容", "没有发现问题就不填", 2)
	f.complaint = widget.NewSelect("涉及作风", []string{"否", "是，反映工作人员的行为"}, func(int) {})
	f.realName = widget.NewSelect("实名转办", []string{"企业没有同意", "企业同意实名转办"}, func(int) {})
	fields := []*widget.Field{
		{Key: "date", Label: "走访日期", Required: true, Input: f.date},
		{Key: "unit", Label: "走访单位", Required: true, Input: pick("unit", "走访单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.units))},
		{Key: "enterprise", Label: "企业名称", Required: true, Input: pick("enterprise", "企业名称", "名称或拼音首字母", o.enterprises)},
		{Key: "region", Label: "所在地", Input: pick("region", "所在地", "县（市、区）或乡镇（街道），按 ↓ 列出", offering(c.regions))},
		{Key: "content", Label: "问题内容", Input: f.text, Hint: "填了就同时登记一个问题；写完按 Ctrl+Enter 登记，按 Tab 填下一项"},
		{Key: "category", Label: "问题类别", Input: pick("category", "问题类别", "输入几个字，或按 ↓ 列出", offering(c.categories))},
		{Key: "lead", Label: "主办单位", Input: pick("lead", "主办单位", "填了就同时交办，按 ↓ 列出", offering(c.leads))},
		{Key: "due", Label: "期限", Input: pick("due", "期限", "如 10个工作日、立行立改", widget.Matching(deadlines))},
		{Key: "complained", Label: "被反映单位", Input: pick("complained", "被反映单位", "企业反映的是哪个单位，可不填", offering(c.leads))},
		{Key: "complaint", Label: "涉及作风", Input: f.complaint, Hint: "涉及的，任何材料里都隐去企业名称"},
		{Key: "realName", Label: "实名转办", Input: f.realName, Hint: "没有同意的，转办时隐去企业名称"},
	}
	f.form = widget.NewForm("登记走访", fields...)
	f.form.OnSubmit = f.submit
	f.watchDue()
	for _, key := range []string{"unit", "lead", "complained"} {
		tellNewUnit(f.form, key, f.in[key], c)
	}
	tellNewFirm(o, f.form, "enterprise", f.in["enterprise"])
	f.sheet = o.showForm(visitTitle, f.form, f.in["unit"])
	return f
}

// watchDue shows the day the limit falls on beside it, as it is typed.
func (f *visitForm) watchDue() {
	show := func() {
		on, err := f.office.dayIn("date", f.date)
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
		Category: word("category"), Lead: word("lead"), Due: word("due"), Complained: word("complained"),
		Complaint: f.complaint.SelectedIndex() == 1, RealName: f.realName.SelectedIndex() == 1}
	ok = true
	fail := func(key, text string) {
		f.form.Fail(key, text)
		ok = false
	}
	today := f.office.Ledger.Today()
	var err error
	switch in.On, err = f.office.dayIn("date", f.date); {
	case in.On == 0 && err == nil:
		fail("date", "请填写走访日期。")
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
	if in.Content == "" && in.aboutProblem() {
		fail("content", "填了问题的类别、单位、期限等，还须写明问题内容。")
	}
	if in.Due != "" && in.Lead == "" {
		fail("lead", "写明期限时，须写明主办单位。")
	}
	return in, ok
}

// aboutProblem says that something was said about a problem beside its content.
func (in VisitInput) aboutProblem() bool {
	return in.Category != "" || in.Lead != "" || in.Due != "" || in.Complained != "" || in.Complaint || in.RealName
}

// submit looks the input over, asks what has to be asked, and saves.
func (f *visitForm) submit() {
	in, ok := f.input()
	if !ok {
		return
	}
	var found Check
	f.office.submit(f.form, "", notRegistered, func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckVisit(ctx, in)
		return err
	}, func() {
		f.office.settle(append(f.clue(found, in), found.doubts("登记")...), f.answered, func() { f.save(in) })
	})
}

// clue is the question about a content that smells of one.
func (f *visitForm) clue(found Check, in VisitInput) []doubt {
	if !found.Clue {
		return nil
	}
	move := widget.Option{Text: "只登记移送", Primary: true, Do: func() { showTransferForm(f.office, in.On, f.forget) }}
	return []doubt{{title: "这像是问题线索", text: "问题内容：" + cut(in.Content, 60) + "\n属于违纪违法线索的，不得在台账里留存，只登记移送的编号、日期和接收部门；不是线索的，可以登记为问题。",
		yes: "登记为问题", instead: move}}
}

// forget drops all that was typed about the problem: a clue leaves no trace. The visit
// itself may still be registered.
func (f *visitForm) forget() {
	f.text.SetText("")
	for _, key := range []string{"category", "lead", "due", "complained"} {
		f.in[key].SetText("")
	}
	f.complaint.SetSelectedIndex(0)
	f.realName.SetSelectedIndex(0)
	f.office.forgetTyped(f.form)
	f.form.Hint("content", "移送已登记，这里的内容已清除；走访可以照常登记")
	f.office.Window.Canvas().Focus(f.text)
}

func (f *visitForm) save(in VisitInput) {
	var code string
	f.office.submit(f.form, "正在登记", notRegistered, func(ctx context.Context) (err error) {
		code, err = f.office.Actions.SaveVisit(ctx, in)
		return err
	}, func() {
		f.sheet.Close()
		f.office.Saved(savedWords(in, code))
	})
}

const visitTitle = "登记走访"

const notRegistered = "没有登记成功"

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
