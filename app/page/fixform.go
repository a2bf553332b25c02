package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
)

// FixInput is how an event is put right: what is empty stays as it was. A day that is
// given is 实录.
type FixInput struct {
	Problem           data.ID
	Seq               int
	On                data.Date
	Unit              string
	Due               string
	Note              string
	Approver          string
	AppliedOn, ToldOn data.Date
	Reason            string
}

// CaseActions are what else is written about one problem.
type CaseActions interface {
	FixEvent(ctx context.Context, in FixInput) error
	CheckProblem(ctx context.Context, in ProblemInput) (Check, error)
	EditProblem(ctx context.Context, in ProblemInput) error
	DeleteProblem(ctx context.Context, id data.ID) error
	Escalate(ctx context.Context, in EscalateInput) error
	GiveSupport(ctx context.Context, in SubTaskInput) error
}

// showFixForm puts an event right: the old one stays on record as voided, with the reason.
func showFixForm(o *Office, p *data.Problem, e eventLine) {
	if o.refuses() {
		return
	}
	o.withChoices(func(c choices) { newFixForm(o, p, e, c) })
}

func newFixForm(o *Office, p *data.Problem, e eventLine, c choices) {
	date := o.pastDay("日期")
	date.SetText(e.on)
	basis := "改了日期就是实录"
	if e.inferred {
		basis = "现在是推定；写明查到的日期，或照样保存，就是实录"
	}
	l := &fieldsOf{}
	l.add("date", "日期", true, date, basis)
	var unit, due *widget.Picker
	if e.event.Unit != 0 {
		unit = widget.NewPicker("单位", "不填就不变", offering(c.leads))
		l.add("unit", "单位", false, unit, "不填就不变")
	}
	switch e.event.Kind {
	case data.Assign, data.Transfer, data.Extend, data.Reopen, data.Rework, data.FromLongTerm:
		due = widget.NewPicker("期限", "不填就不变", widget.Matching(deadlines))
		l.add("due", "期限", false, due, "不填就不变")
	}
	more := addPapers(o, l, e.event)
	note, reason := widget.NewEntry("说明", ""), widget.NewEntry("更正原因", "如：查到交办单原件")
	note.SetText(e.event.Note)
	l.add("note", "说明", false, note, "")
	l.need("reason", "更正原因", "请写明更正的原因。", reason, "原记录保留，注明已作废")
	form := widget.NewForm("更正", l.list...)
	sheet := o.showForm("更正 "+e.on+" "+e.kind+"　"+p.Code, form, date)
	form.OnSubmit = func() {
		in := FixInput{Problem: p.ID, Seq: e.seq, Unit: pickedOf(unit), Due: pickedOf(due), Reason: textOf(reason)}
		on, err := o.dayIn("date", date)
		if err != nil {
			form.Fail("date", err.Error())
			return
		}
		if err := more(&in); err != nil {
			form.Fail(fieldOf(err), err.Error())
			return
		}
		if on != e.event.On || e.inferred {
			in.On = on
		}
		if textOf(note) != e.event.Note {
			in.Note = textOf(note)
		}
		o.submit(form, "正在保存", "没有更正", func(ctx context.Context) error { return o.Actions.FixEvent(ctx, in) }, func() {
			sheet.Close()
			o.Saved("已更正 " + e.kind + "：" + p.Code)
		})
	}
}

// addPapers adds what an approval should say and may not have said when it was entered;
// the answer reads it.
func addPapers(o *Office, l *fieldsOf, e data.Event) func(*FixInput) error {
	var approver *widget.Entry
	var applied, told *widget.DateEntry
	day := func(key, label string, was data.Date) *widget.DateEntry {
		in := o.pastDay(label)
		in.SetText(was.String())
		l.add(key, label, false, in, "")
		return in
	}
	if e.Kind == data.Extend {
		applied = day("applied", "申请日期", e.AppliedOn)
	}
	switch e.Kind {
	case data.Extend, data.Decline, data.ToLongTerm, data.Resolve:
		l.entry(&approver, "approver", "审批人", "")
		approver.SetText(e.Approver)
	}
	if e.Kind == data.Extend || e.Kind == data.Decline {
		told = day("told", "告知企业日期", e.ToldOn)
	}
	return func(in *FixInput) (err error) {
		if approver != nil {
			in.Approver = textOf(approver)
		}
		for _, x := range []struct {
			key  string
			from *widget.DateEntry
			into *data.Date
		}{{"applied", applied, &in.AppliedOn}, {"told", told, &in.ToldOn}} {
			if x.from == nil || strings.TrimSpace(x.from.Text) == "" {
				continue
			}
			if *x.into, err = o.dayIn(x.key, x.from); err != nil {
				return err
			}
		}
		return nil
	}
}

// VoidInput is an event that was a mistake.
type VoidInput struct {
	Problem data.ID
	Seq     int
	Reason  string
	Drop    data.ID // the unit that is no supporting one any more, as it was handed its part by mistake
}

// showVoidForm asks why an event is void. It is kept and shown struck; nothing is deleted.
func showVoidForm(o *Office, p *data.Problem, e eventLine) {
	if o.refuses() {
		return
	}
	reason := widget.NewEntry("作废原因", "如：日期登记错了")
	fields := []*widget.Field{{Key: "reason", Label: "原因", Required: true, Missing: "请写明作废的原因。", Input: reason, Hint: "记录会保留并注明已作废"}}
	stays := widget.NewSelect("协办单位", []string{"不再由它协办", "仍由它协办"}, func(int) {})
	given := e.event.Support == data.SupportGive
	if given {
		fields = append(fields, &widget.Field{Key: "stays", Label: "协办单位", Input: stays})
	}
	form := widget.NewForm("作废这条记录", fields...)
	sheet := o.showForm("作废 "+e.on+" "+e.kind+"　"+p.Code, form, reason)
	form.OnSubmit = func() {
		o.submit(form, "正在保存", "没有作废", func(ctx context.Context) error {
			in := VoidInput{Problem: p.ID, Seq: e.seq, Reason: strings.TrimSpace(reason.Text)}
			if given && stays.SelectedIndex() == 0 {
				in.Drop = e.event.Unit
			}
			return o.Actions.VoidEvent(ctx, in)
		}, func() {
			sheet.Close()
			o.Saved("已作废 " + e.kind + "：" + p.Code)
		})
	}
}
