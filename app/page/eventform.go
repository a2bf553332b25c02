package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// eventForm is the small form for one thing that happens to a problem.
type eventForm struct {
	office  *Office
	problem *data.Problem
	kind    data.Kind
	form    *widget.Form
	sheet   *widget.Sheet

	date     *widget.Entry
	unit     *widget.Picker
	due      *widget.Picker
	applied  *widget.Entry
	approver *widget.Entry
	answer   *widget.Select
	unreach  *widget.Entry
	category *widget.Picker
	grade    *widget.Select
	signer   *widget.Entry
	signed   *widget.Entry
	told     *widget.Entry
	note     *widget.Entry

	answered map[string]bool // questions that were answered with going on
}

// ShowEventForm opens the form for one kind of event.
func ShowEventForm(o *Office, p *data.Problem, k data.Kind) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) { newEventForm(o, p, k, c) })
}

func newEventForm(o *Office, p *data.Problem, k data.Kind, c choices) *eventForm {
	f := &eventForm{office: o, problem: p, kind: k, answered: map[string]bool{}}
	fields := f.fields(c)
	f.form = widget.NewForm(k.Name(), fields...)
	f.form.OnSubmit = f.submit
	if f.due != nil {
		show := func() {
			on, err := readDate("date", f.date.Text, o.Ledger.Today())
			if err != nil {
				on = 0
			}
			f.form.Hint("due", o.dueHint(strings.TrimSpace(f.due.Text), on))
		}
		f.form.Watch(show, "date", "due")
	}
	first := f.form.First()
	if len(fields) > 1 {
		first = fields[1].Input
	}
	for _, x := range fields[1:] {
		if x.Required {
			first = x.Input
			break
		}
	}
	if f.unit != nil {
		tellNewUnit(f.form, "unit", f.unit, c)
	}
	f.sheet = o.showForm(k.Name()+"　"+p.Code, f.form, first)
	return f
}

// fields are what this kind of event asks for, the day first.
func (f *eventForm) fields(c choices) []*widget.Field {
	f.date = widget.NewEntry("日期", "")
	f.date.SetText(f.office.Ledger.Today().String())
	out := []*widget.Field{{Key: "date", Label: "日期", Required: true, Input: f.date}}
	add := func(key, label string, required bool, in widget.Input) {
		out = append(out, &widget.Field{Key: key, Label: label, Required: required, Input: in})
	}
	due := func(required bool) {
		f.due = widget.NewPicker("期限", "如 10个工作日、立行立改", widget.Matching(deadlines))
		add("due", "期限", required, f.due)
	}
	optional := func(into **widget.Entry, key, label string) {
		*into = widget.NewEntry(label, "可不填")
		add(key, label, false, *into)
	}
	noteNeeded, noteLabel, noteHint := false, "说明", ""
	switch f.kind {
	case data.Assign, data.Transfer:
		f.unit = widget.NewPicker("主办单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.leads))
		add("unit", "主办单位", true, f.unit)
		due(false)
	case data.Extend:
		due(true)
		optional(&f.applied, "applied", "申请日期")
		optional(&f.approver, "approver", "审批人")
		optional(&f.told, "told", "告知企业日期")
	case data.Reopen, data.Rework:
		due(false)
		noteNeeded, noteLabel = true, "原因"
	case data.FromLongTerm:
		due(false)
	case data.SendBack:
		noteNeeded, noteLabel = true, "原因"
	case data.Decline:
		optional(&f.approver, "approver", "审批人")
		optional(&f.told, "told", "告知企业日期")
		noteNeeded, noteLabel = true, "原因"
	case data.ReturnVisit:
		f.answer = widget.NewSelect("满意度", append([]string{"（没有回答）"}, data.SatisfactionNames[1:]...), func(int) {})
		add("satisfaction", "满意度", false, f.answer)
		f.unreach = widget.NewEntry("无法回访原因", "访到了就不填")
		add("unreachable", "无法回访", false, f.unreach)
	case data.Recategorise:
		f.category = widget.NewPicker("新的类别", "", offering(c.categories))
		add("category", "新的类别", true, f.category)
	case data.Supervise:
		f.grade = widget.NewSelect("督办等级", []string{"蓝", "橙", "红"}, func(int) {})
		add("grade", "督办等级", true, f.grade)
	case data.StrikeOff:
		optional(&f.approver, "approver", "审批人")
		optional(&f.signer, "signer", "签字人")
		optional(&f.signed, "signed", "签字日期")
	case data.Resolve, data.ToLongTerm:
		optional(&f.approver, "approver", "审批人")
	case data.MoveClue:
		noteLabel, noteHint = "编号、接收部门", "只写移送编号和接收部门，不得写线索内容"
	}
	f.note = widget.NewEntry("说明", "")
	add("note", noteLabel, noteNeeded, f.note)
	out[len(out)-1].Hint = noteHint
	return out
}

func textOf(e *widget.Entry) string {
	if e == nil {
		return ""
	}
	return strings.TrimSpace(e.Text)
}

func pickedOf(p *widget.Picker) string {
	if p == nil {
		return ""
	}
	return strings.TrimSpace(p.Text)
}

func (f *eventForm) input() (in EventInput, err error) {
	today := f.office.Ledger.Today()
	in = EventInput{Problem: f.problem.ID, Kind: f.kind, Unit: pickedOf(f.unit), Due: pickedOf(f.due), Approver: textOf(f.approver),
		Unreachable: textOf(f.unreach), Category: pickedOf(f.category), SignedBy: textOf(f.signer), Note: textOf(f.note)}
	if in.On, err = readDate("date", f.date.Text, today); err != nil {
		return in, err
	}
	if err := notInFuture("date", in.On, today); err != nil {
		return in, err
	}
	for _, d := range []struct {
		key  string
		from *widget.Entry
		into *data.Date
	}{{"applied", f.applied, &in.AppliedOn}, {"signed", f.signed, &in.SignedOn}, {"told", f.told, &in.ToldOn}} {
		t := textOf(d.from)
		if t == "" {
			continue
		}
		if *d.into, err = readDate(d.key, t, today); err != nil {
			return in, err
		}
		if err := notInFuture(d.key, *d.into, today); err != nil {
			return in, err
		}
	}
	if f.answer != nil {
		in.Satisfaction = data.Satisfaction(max(0, f.answer.SelectedIndex()))
	}
	if f.grade != nil {
		in.Grade = f.grade.Selected
	}
	return in, nil
}

func (f *eventForm) submit() {
	in, err := f.input()
	if err != nil {
		f.form.Fail(fieldOf(err), err.Error())
		return
	}
	f.form.Busy(true)
	var found Check
	f.office.Work("", func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckEvent(ctx, in)
		return err
	}, func(err error) {
		f.form.Busy(false)
		if err != nil {
			f.failed(err)
			return
		}
		doubts := found.doubts(f.kind.Name())
		if found.Clue {
			doubts = append([]doubt{{title: "这像是问题线索", text: "说明：" + cut(in.Note, 60) + "\n属于违纪违法线索的，不得在台账里留存：请返回删去，另办移送线索。不是线索的，可以保存。", yes: "仍然保存"}}, doubts...)
		}
		if f.kind == data.MoveClue {
			doubts = append(doubts, doubt{title: "移送以后不留原文", text: "问题内容、办理经过里的说明、检索和通报草稿里的原文都会清除，这一步不能撤销；" +
				"只留移送编号、日期和接收部门，统计数不变。", yes: "移送并清除原文"})
		}
		f.office.settle(doubts, f.answered, func() { f.save(in, found.Backups) })
	})
}

func (f *eventForm) save(in EventInput, backups []string) {
	f.form.Busy(true)
	f.office.Work("正在保存", func(ctx context.Context) error {
		return f.office.Actions.AddEvent(ctx, in)
	}, func(err error) {
		f.form.Busy(false)
		if err != nil {
			f.failed(err)
			return
		}
		f.sheet.Close()
		if f.kind == data.MoveClue {
			f.moved(backups)
			return
		}
		f.office.Saved("已" + f.kind.Name() + "：" + f.problem.Code)
	})
}

// moved tells of a step that can't be undone, and of the files that still hold the text.
func (f *eventForm) moved(backups []string) {
	f.office.Changed()
	f.office.Toasts.Show("已移送线索，原文已清除："+f.problem.Code, "", nil)
	if len(backups) > 0 {
		widget.ShowNotice(f.office.Window, widget.Notice{Title: "这些备份里还有原文，请自行处理", Text: strings.Join(backups, "\n")})
	}
}

func (f *eventForm) failed(err error) {
	if faulty(err) {
		f.form.Fail(f.fieldOf(err), err.Error())
		return
	}
	f.office.Fail("没有保存", err)
}

// fieldOf is the field of this form that an error of the rules is about.
func (f *eventForm) fieldOf(err error) string {
	switch k := fieldOf(err); k {
	case "on":
		return "date"
	case "sign":
		return "signer"
	default:
		return k
	}
}

// showVoidForm asks why an event is void. It is kept and shown struck; nothing is deleted.
func showVoidForm(o *Office, p *data.Problem, e eventLine) {
	if o.refuses() {
		return
	}
	reason := widget.NewEntry("作废原因", "如：日期登记错了")
	form := widget.NewForm("作废这条记录", &widget.Field{Key: "reason", Label: "原因", Required: true, Input: reason, Hint: "记录会保留并注明已作废"})
	sheet := o.showForm("作废 "+e.on+" "+e.kind, form, reason)
	form.OnSubmit = func() {
		if strings.TrimSpace(reason.Text) == "" {
			form.Fail("reason", "请写明作废的原因。")
			return
		}
		o.submit(form, "正在保存", "没有作废", func(ctx context.Context) error {
			return o.Actions.VoidEvent(ctx, p.ID, e.seq, strings.TrimSpace(reason.Text))
		}, func() {
			sheet.Close()
			o.Saved("已作废 " + e.kind + "：" + p.Code)
		})
	}
}
