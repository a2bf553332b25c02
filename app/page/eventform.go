package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// eventForm is the small form for one thing that happens to a problem.
type eventForm struct {
	office  *Office
	problem *data.Problem
	kind    data.Kind
	form    *widget.Form
	sheet   *widget.Sheet

	date     *widget.DateEntry
	unit     *widget.Picker
	due      *widget.Picker
	applied  *widget.DateEntry
	approver *widget.Entry
	answer   *widget.Select
	unreach  *widget.Entry
	solved   *widget.Select
	category *widget.Picker
	nature   *widget.Picker
	measure  *widget.Picker
	grade    *widget.Select
	signer   *widget.Entry
	signed   *widget.DateEntry
	told     *widget.DateEntry
	ruling   *widget.Select // of an extension
	feedback *widget.Entry
	note     *widget.Entry
	files    *widget.FilesInput

	handled  string          // the problem's category
	answered map[string]bool // questions that were answered with going on
}

// ShowEventForm opens the form for one kind of event.
func ShowEventForm(o *Office, p *data.Problem, k data.Kind) {
	if o.refuses() || o.refusesTo(data.RightFor(k)) {
		return
	}
	o.withChoices(func(c choices) { newEventForm(o, p, k, c) })
}

func newEventForm(o *Office, p *data.Problem, k data.Kind, c choices) *eventForm {
	f := &eventForm{office: o, problem: p, kind: k, handled: o.categoryOf(p), answered: map[string]bool{}}
	fields := f.fields(c)
	f.form = widget.NewForm(k.Name(), fields...)
	f.form.OnSubmit = f.submit
	if f.due != nil {
		show := func() {
			on, err := f.on()
			if err != nil {
				on = 0
			}
			f.form.Hint("due", o.limitHint(f.due.Text, c.proposal(f.handled), k == data.Assign || k == data.Transfer, on))
		}
		f.form.Watch(show, "date", "due")
		show()
	}
	o.tellClosed(f.form, "date", f.date)
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

// Notes of a form: the label, a hint, and whether it must be filled in.
type noteField struct {
	label, hint string
	required    bool
	missing     string // "": that the reason is to be written
}

// noteOf is what the words of an event are called. What a step needs them for is said
// beside the field, before it is refused.
func noteOf(k data.Kind, p *data.Problem) noteField {
	switch k {
	case data.Reopen, data.SendBack, data.Rework:
		return noteField{label: "原因", required: true}
	case data.Decline:
		return noteField{label: "原因", hint: "转他处的，写明转到哪里", required: true}
	case data.Transfer:
		return noteField{label: "转办原因"}
	case data.Extend:
		return noteField{label: "理由", hint: "不写的，会作为手续不全标出"}
	case data.Object:
		return noteField{label: "异议理由", hint: "应在交办后 1 个工作日内提出"}
	case data.Progress:
		return noteField{label: "进展"}
	case data.Report:
		return noteField{label: "办理结果"}
	case data.LongReview:
		return noteField{label: "复查情况"}
	case data.MoveClue:
		return noteField{label: "编号、接收部门", required: true, missing: "请填写移送编号和接收部门，不写线索内容。", hint: "只写移送编号和接收部门，不得写线索内容"}
	case data.Resolve, data.StrikeOff:
		if immediate(p) {
			return noteField{label: "做了什么", hint: "立行立改直接" + k.Name() + "的，须写明做了什么"}
		}
	}
	return noteField{label: "说明"}
}

// immediate says that the problem's limit is 立行立改, so that it may be done in one step.
func immediate(p *data.Problem) bool {
	last := data.NoDeadline
	for _, e := range p.InForce() {
		if e.Deadline.Kind != data.NoDeadline {
			last = e.Deadline.Kind
		}
	}
	return last == data.Immediate
}

// fieldsOf gathers the fields of one form.
type fieldsOf struct{ list []*widget.Field }

func (l *fieldsOf) add(key, label string, required bool, in widget.Input, hint string) {
	l.list = append(l.list, &widget.Field{Key: key, Label: label, Required: required, Input: in, Hint: hint})
}

// need adds a field that must be filled in, with what is said when it isn't.
func (l *fieldsOf) need(key, label, missing string, in widget.Input, hint string) {
	l.list = append(l.list, &widget.Field{Key: key, Label: label, Required: true, Missing: missing, Input: in, Hint: hint})
}

func (l *fieldsOf) entry(into **widget.Entry, key, label, hint string) {
	*into = widget.NewEntry(label, "可不填")
	l.add(key, label, false, *into, hint)
}

// day is a field for a day that may be left out.
func (f *eventForm) day(l *fieldsOf, into **widget.DateEntry, key, label, hint string) {
	*into = f.office.pastDay(label)
	(*into).SetPlaceHolder("可不填")
	l.add(key, label, false, *into, hint)
}

// fields are what this kind of event asks for, the day first.
func (f *eventForm) fields(c choices) []*widget.Field {
	f.date = f.office.pastDay("日期")
	f.date.SetText(f.office.Ledger.Today().String())
	l := &fieldsOf{}
	l.add("date", "日期", true, f.date, "")
	due := func(required bool) {
		f.due = widget.NewPicker("期限", "如 10个工作日、立行立改", c.offerLimits(func() string { return f.handled }))
		if required {
			l.need("due", "期限", f.kind.Name()+"须写明新的期限。", f.due, "")
			return
		}
		l.add("due", "期限", false, f.due, "")
	}
	switch f.kind {
	case data.Assign, data.Transfer:
		f.unit = widget.NewPicker("主办单位", "输入几个字或拼音首字母，按 ↓ 列出", offering(c.leads))
		l.need("unit", "主办单位", "请选择"+f.kind.Name()+"给哪个主办单位。", f.unit, "")
		due(false)
	case data.Extend:
		due(true)
		f.extendRuling(l, l.list[len(l.list)-1])
		f.day(l, &f.applied, "applied", "申请日期", "应至少提前 1 个工作日")
		l.entry(&f.approver, "approver", "审批人", "不写的，会作为手续不全标出")
		f.day(l, &f.told, "told", "告知企业日期", "")
	case data.Reopen, data.Rework, data.FromLongTerm:
		due(false)
	case data.Decline:
		l.entry(&f.approver, "approver", "审批人", "不写的，会作为手续不全标出")
		f.day(l, &f.told, "told", "告知企业日期", "")
	case data.ReturnVisit:
		f.visitFields(l)
	case data.Recategorise:
		f.category = widget.NewPicker("新的类别", "", offering(c.categories))
		l.need("category", "新的类别", "请选择新的类别。", f.category, "")
		f.nature = widget.NewPicker("新的性质", "不填就不变", offering(c.natures))
		l.add("nature", "新的性质", false, f.nature, "")
		f.measure = widget.NewPicker("新的措施条目", "不填就不变", offering(c.measures))
		l.add("measure", "新的措施条目", false, f.measure, "")
	case data.Supervise:
		f.grade = widget.NewSelect("督办等级", []string{"蓝", "橙", "红"}, func(int) {})
		l.add("grade", "督办等级", true, f.grade, "")
	case data.StrikeOff:
		f.strikeFields(l, c.rules)
	case data.Resolve, data.ToLongTerm:
		l.entry(&f.approver, "approver", "审批人", "")
	}
	n := noteOf(f.kind, f.problem)
	f.note = widget.NewEntry("说明", "")
	switch {
	case n.required && n.missing == "":
		l.need("note", n.label, f.kind.Name()+"须写明原因。"+n.hint, f.note, n.hint)
	case n.required:
		l.need("note", n.label, n.missing, f.note, n.hint)
	default:
		l.add("note", n.label, false, f.note, n.hint)
	}
	if f.kind != data.MoveClue {
		var field *widget.Field
		f.files, field = f.office.filesField()
		l.list = append(l.list, field)
	}
	return l.list
}

// visitFields are those of a return visit: the answer, whether it is really solved, or why
// nobody was reached.
func (f *eventForm) visitFields(l *fieldsOf) {
	f.answer = widget.NewSelect("满意度", append([]string{"（没有回答）"}, data.SatisfactionNames[1:]...), func(int) {})
	l.add("satisfaction", "满意度", false, f.answer, "")
	if _, refused := f.why(data.Rework); !refused {
		f.solved = widget.NewSelect("是否解决", []string{"已解决", unsolved}, func(int) {})
		l.add("solved", "是否解决", false, f.solved, "没有解决的，同时退回办理")
	}
	f.unreach = widget.NewEntry("无法回访原因", "访到了就不填")
	l.add("unreachable", "无法回访", false, f.unreach, "")
}

// extendRuling asks whether an extension was granted. One that was not changes no limit and
// is still told in the history: as a 办理, where that may be.
func (f *eventForm) extendRuling(l *fieldsOf, due *widget.Field) {
	if _, refused := f.why(data.Progress); refused {
		return
	}
	f.ruling = widget.NewSelect("审批结果", []string{"批准", "没有批准"}, func(i int) { due.Required = i == 0 })
	l.add("ruling", "审批结果", false, f.ruling, "没有批准的不填期限，经过里记下这次申请")
}

const unsolved = "没有解决，退回办理"

// why tells whether a kind is not legal now, and the reason.
func (f *eventForm) why(k data.Kind) (reason string, refused bool) {
	err := f.office.View(f.office.Context, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		_, why := f.problem.LegalKinds(f.office.Ledger.Today(), data.FromWindow, clock)
		reason, refused = why[k]
		return nil
	})
	return reason, refused || err != nil
}

// strikeFields are the papers of a strike-off. Those the office requires bear a star;
// what can't be had is written as 无法取得（原因）.
func (f *eventForm) strikeFields(l *fieldsOf, r data.Rules) {
	const lack = "取不到的写 无法取得（原因）"
	required := func(need bool) { l.list[len(l.list)-1].Required = need }
	l.entry(&f.approver, "approver", "审批人", lack)
	required(r.NeedApprover)
	l.entry(&f.signer, "signer", "签字人", "主办单位主要负责人；"+lack)
	required(r.NeedSign)
	f.day(l, &f.signed, "signed", "签字日期", "")
	if r.NeedFeedback || !visited(f.problem) {
		l.entry(&f.feedback, "return_visit", "企业反馈", "登记过回访的不填；取不到的写明原因")
		required(r.NeedFeedback && !visited(f.problem))
	}
}

// visited says that a return visit is on record since the problem was last resolved.
func visited(p *data.Problem) bool {
	been := false
	for _, e := range p.InForce() {
		switch e.Kind {
		case data.Resolve:
			been = false
		case data.ReturnVisit:
			been = true
		}
	}
	return been
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
	in = EventInput{Problem: f.problem.ID, Kind: f.kind, Unit: pickedOf(f.unit), Due: pickedOf(f.due), Approver: textOf(f.approver),
		Unreachable: textOf(f.unreach), Category: pickedOf(f.category), Nature: pickedOf(f.nature), Measure: pickedOf(f.measure),
		SignedBy: textOf(f.signer), NoFeedback: textOf(f.feedback), Note: textOf(f.note), Paths: pathsIn(f.files)}
	if in.On, err = f.on(); err != nil {
		return in, err
	}
	for _, d := range []struct {
		key  string
		from *widget.DateEntry
		into *data.Date
	}{{"applied", f.applied, &in.AppliedOn}, {"signed", f.signed, &in.SignedOn}, {"told", f.told, &in.ToldOn}} {
		if *d.into, err = f.office.dayIn(d.key, d.from); err != nil {
			return in, err
		}
	}
	if f.answer != nil {
		in.Satisfaction = data.Satisfaction(max(0, f.answer.SelectedIndex()))
	}
	if f.grade != nil {
		in.Grade = f.grade.Selected
	}
	if f.ruling != nil && f.ruling.SelectedIndex() == 1 {
		if in.Due != "" {
			return in, data.Errorf(data.Invalid, "due", "没有批准的延期不改期限；请把这里的期限清空，或改选“批准”。")
		}
		in.Kind, in.Note = data.Progress, data.TurnedDown(in.Note)
	}
	in.Unsolved = f.solved != nil && f.solved.SelectedIndex() == 1
	return in, nil
}

// on is the day it happened: a day without a year is the last one of that name.
func (f *eventForm) on() (data.Date, error) {
	form, ok := f.date.Iso()
	return dateOf("date", form, ok, f.office.Ledger.Today())
}

func (f *eventForm) submit() {
	in, err := f.input()
	if err != nil {
		f.form.Fail(fieldOf(err), err.Error())
		return
	}
	var found Check
	f.office.submitAs(f.form, "", "没有保存", f.tell, func(ctx context.Context) (err error) {
		found, err = f.office.Actions.CheckEvent(ctx, in)
		return err
	}, func() {
		doubts := found.doubts(f.kind.Name())
		if found.Clue {
			doubts = append([]doubt{{title: "这像是问题线索", text: "说明：" + cut(in.Note, 60) + "\n属于违纪违法线索的，不得在台账里留存：请返回删去，另办移送线索。不是线索的，可以保存。", yes: "仍然保存"}}, doubts...)
		}
		if f.kind == data.MoveClue {
			doubts = append(doubts, doubt{title: "移送以后不留原文", text: "问题内容、办理经过里的说明、附件、检索和通报草稿里的原文都会清除，这一步不能撤销；走访记录上的附件请自行核对移除，已经打印、另存的文书和导出的表格请自行销毁；" +
				"只留移送编号、日期和接收部门，统计数不变。", yes: "移送并清除原文"})
		}
		f.office.settle(doubts, f.answered, func() { f.save(in, found.Backups) })
	})
}

func (f *eventForm) save(in EventInput, backups []string) {
	f.office.submitAs(f.form, "正在保存", "没有保存", f.tell, func(ctx context.Context) error { return f.office.Actions.AddEvent(ctx, in) }, func() {
		f.sheet.Close()
		if f.kind == data.MoveClue {
			f.moved(backups)
			return
		}
		word := "已" + f.kind.Name()
		if in.Kind != f.kind {
			word = "已记下延期没有批准"
		}
		f.office.Saved(word + "：" + f.problem.Code)
	})
}

// moved tells of a step that can't be undone, and of the files that still hold the text.
func (f *eventForm) moved(backups []string) {
	f.office.Actions.ForgetCopies()
	f.office.Changed()
	f.office.Toasts.Show("已移送线索，原文已清除："+f.problem.Code, "", nil)
	if len(backups) > 0 {
		widget.ShowNotice(f.office.Window, widget.Notice{Title: "这些备份里还有原文，请自行处理", Text: "移送以前做的备份，找得到的有（放到第二处、U 盘和别处的，也请一并处理）：\n" + strings.Join(backups, "\n")})
	}
}

// tell is the field of this form that an error of the rules is about, and its words.
func (f *eventForm) tell(err error) (field, text string) {
	switch k := fieldOf(err); k {
	case "on":
		field = "date"
	case "sign":
		field = "signer"
	default:
		field = k
	}
	return field, err.Error()
}
