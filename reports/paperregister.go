package reports

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// RegisterInput says which register of a period to make.
type RegisterInput struct {
	Source   Source
	Kind     string    // 线索移送登记表, 交接登记表
	From, To data.Date // both in
	Unit     data.ID   // of 交接登记表: the unit that took the problems over
	Options  Options   // Today, Unmasked with Reason
	Own      func(file string) (OwnTemplate, bool)
}

// ComposeRegister makes a register of a period. That of transfers is for the office's own
// file only: number, day and receiving section, and it can't be made to go out. That of
// handed over problems goes to the unit that signs it, masked; what that unit must not
// see is left out with a warning that counts it.
func ComposeRegister(ctx context.Context, in RegisterInput) (*Bulletin, MaskReport, error) {
	kind, err := PaperNamed(in.Kind)
	if err != nil {
		return nil, MaskReport{}, err
	}
	switch {
	case kind.AboutProblem():
		return nil, MaskReport{}, data.Errorf(data.Invalid, "kind", "%s是一个问题的文书，请写明问题编号。没有生成文件。", kind.Name)
	case in.From == 0 || in.To < in.From:
		return nil, MaskReport{}, data.Errorf(data.Invalid, "period", "请写明起止日期，止日不早于起日。没有生成文件。")
	}
	text, warnings, err := wordingOf(kind, in.Own)
	if err != nil {
		return nil, MaskReport{}, err
	}
	settings, err := in.Source.Settings()
	if err != nil {
		return nil, MaskReport{}, err
	}
	names, err := loadNames(in.Source)
	if err != nil {
		return nil, MaskReport{}, err
	}
	r := &register{ctx: ctx, in: in, names: names}
	b := paperFrame(kind, text, in.Options, settings)
	var table *Table
	if kind.Inside {
		b.Caution = insideMark
		r.mask = NewMask(nil, nil, Lift{})
		table, err = r.transfers()
	} else {
		table, err = r.handedOver()
	}
	if err != nil {
		return nil, MaskReport{}, err
	}
	values := map[string]string{"本单位": cmp.Or(settings["office.name"], settings["bulletin.issuer"]), "期初日": in.From.Chinese(), "期末日": in.To.Chinese(),
		"今天": chinese(in.Options.Today), "件数": strconv.Itoa(len(table.Rows)), "单位": ""}
	if in.Unit != 0 {
		values["单位"] = names.of(data.ByLead, in.Unit)
	}
	b.Title = fill(text.title, values)
	b.Period = PeriodInfo{Name: strings.TrimSpace(values["单位"] + " " + in.From.String() + "至" + in.To.String()), From: day(in.From), To: day(in.To)}
	b.Body = paperBody(text, values, func(paperLine, map[string]string) *Table { return table })
	report := r.mask.Report([]string{"编号、日期、单位"})
	report.Warnings = slices.Concat(warnings, r.warnings, report.Warnings)
	return b, report, nil
}

// register gathers the rows of one.
type register struct {
	ctx      context.Context
	in       RegisterInput
	names    names
	mask     *Mask
	warnings []Warning
}

// transfers lists 移送: never what they were about.
func (r *register) transfers() (*Table, error) {
	t := tableOf("", []paperColumn{{"no", "序号", Center, 1}, {"on", "移送日期", Center, 2}, {"number", "移送编号", Left, 3}, {"receiver", "接收部门", Left, 4},
		{"signed", "接收人签字", Left, 2}, {"note", "备注", Left, 2}})
	t.Lines = 2
	list, err := r.in.Source.Records(data.RecClue, r.in.From, r.in.To)
	if err != nil {
		return nil, err
	}
	for _, x := range list {
		var c data.ClueTransfer
		if err := x.Decode(&c); err != nil {
			return nil, err
		}
		t.add(strconv.Itoa(len(t.Rows)+1), x.On.String(), oneLine(c.Number), oneLine(c.Receiver), "", "")
	}
	return t, nil
}

// handover is one problem handed to the unit.
type handover struct {
	p  *data.Problem
	e  *data.Event
	tl *data.Timeline
}

func (r *register) handedOver() (*Table, error) {
	if r.in.Unit == 0 {
		return nil, data.Errorf(data.Invalid, "unit", "请写明接收单位。没有生成文件。")
	}
	var list []handover
	people, err := peopleNamed(r.in.Source, r.in.From, r.in.To, r.in.From.AddMonths(-12), func(p *data.Problem, tl *data.Timeline) error {
		for _, e := range p.InForce() {
			if (e.Kind == data.Assign || e.Kind == data.Transfer) && e.Unit == r.in.Unit && e.On >= r.in.From && e.On <= r.in.To {
				list = append(list, handover{p, e, tl})
				break
			}
		}
		return r.ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	opt := r.in.Options
	if r.mask, err = maskFor(r.in.Source, r.names, people, Lift{All: opt.Unmasked, Reason: opt.Reason}); err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b handover) int {
		return cmp.Or(cmp.Compare(a.e.On, b.e.On), cmp.Compare(a.p.Code, b.p.Code))
	})
	t := tableOf("", []paperColumn{{"no", "序号", Center, 1}, {"code", "编号", Left, 2}, {"on", "交办日期", Center, 2}, {"kind", "方式", Center, 1}, {"enterprise", "企业", Left, 2},
		{"content", "问题", Left, 5}, {"due", "办理期限", Center, 2}, {"signed", "签收", Left, 1.5}})
	t.Lines = 2
	hidden := 0
	for _, h := range list {
		if !r.maySee(h) {
			hidden++
			continue
		}
		r.addRow(t, h)
	}
	if hidden > 0 {
		r.warnings = append(r.warnings, Warning{Code: LeftOut, Text: "有 " + strconv.Itoa(hidden) + " 个问题没有列入：已经转出，或反映的是工作人员的行为、可能反映的就是这个单位。"})
	}
	return t, nil
}

// maySee says whether the unit may be shown a problem on a list.
func (r *register) maySee(h handover) bool {
	unit := r.in.Unit
	return notOut(h.tl) == "" && h.p.ComplainedUnit != unit && (!h.p.Complaint || h.p.ComplainedUnit != 0 && !r.names.toldOf(h.p.Content, unit))
}

func (r *register) addRow(t *Table, h handover) {
	firm := cmp.Or(r.mask.enterprise(h.p.EnterpriseID, h.p.Complaint), "—")
	due := ""
	if s, ok := h.tl.At(h.e.On); ok {
		due = s.Due.String()
	}
	t.add(strconv.Itoa(len(t.Rows)+1), h.p.Code, h.e.On.String(), strings.TrimSpace(h.e.Kind.Name()), firm,
		oneLine(r.mask.text(h.p.Content, h.p.Complaint)), due, "")
}
