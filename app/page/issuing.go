package page

import (
	"context"
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/reports"
	"qinqing/reports/typeset"
)

// Sheets is a bulletin as it stands: its tree, its pages, and what is to be looked at.
type Sheets struct {
	Doc      *reports.Composition
	Screen   *typeset.Screen
	Script   reports.Script
	Phrases  []string // the office's sentences of 下步要求
	Draft    data.ID  // 0: nothing was written yet
	Warnings []string
	Issued   string // says so where the period's was issued before and this doesn't correct it
	Trouble  string // why the ledger's figures don't add up; nothing else is set then
}

// IssueInput is what 签发 asks for.
type IssueInput struct {
	Bulletin BulletinInput
	Signers  []reports.Signer
}

// IssuingActions are what the page 通报 lets be written besides files.
type IssuingActions interface {
	ComposeBulletin(ctx context.Context, in BulletinInput) (*Sheets, error)
	SaveScript(ctx context.Context, in BulletinInput, s reports.Script) error
	IssueBulletin(ctx context.Context, in IssueInput) (made []Made, warnings []string, err error)
	// BeginCorrection takes up what was written into an issue and returns its layout.
	BeginCorrection(ctx context.Context, issue data.ID) (layout string, err error)
	UnpackIssue(ctx context.Context, issue data.ID, folder string) ([]Made, error)
	IssueDrifts(ctx context.Context, issue data.ID) ([]reports.Drift, error)
	VoidNumber(ctx context.Context, serial, reason string) error
	CloseBooks(ctx context.Context, month string) error
	ReopenBooks(ctx context.Context, reason string) error
}

// ready says why a bulletin can't be issued yet, empty if it can.
func (s *Sheets) ready() string {
	if s.Trouble != "" {
		return "勾稽不平，不能印发：" + s.Trouble
	}
	if s.Issued != "" {
		return s.Issued
	}
	for _, t := range s.Doc.TypedOver {
		if t.Reason == "" {
			return t.String() + "：请恢复，或写明为什么可以这样写（见“正文”）。"
		}
	}
	return ""
}

// sign asks for the four hands where nothing stands against the issue; otherwise it shows
// the pages and what does.
func (p *Bulletins) sign() {
	o := p.office
	if o.refusesTo(data.MayApprove) {
		return
	}
	in, ok := p.input()
	if !ok {
		return
	}
	p.busy(true)
	var got *Sheets
	o.Work("正在核对", func(ctx context.Context) (err error) {
		got, err = o.Actions.ComposeBulletin(ctx, in)
		return err
	}, func(err error) {
		p.busy(false)
		switch {
		case p.failed("没有核对成，台账没有变动", err):
		case got.ready() != "":
			p.sheets.present(in, got)
			p.sheets.look(hintsName, "")
			o.Toasts.Show("还不能签发，请看右边标红的一条", "", nil)
		default:
			p.askHands(in)
		}
	})
}

// lastHands is where the names of the four hands are kept for the next time.
const lastHands = "签发的四个人"

// askHands asks for the number and the four hands, and issues.
func (p *Bulletins) askHands(in BulletinInput) {
	o := p.office
	today := o.Ledger.Today().String()
	what := layouts[max(0, p.layout.SelectedIndex())]
	number := widget.NewEntry("签发"+what.number, "可不填")
	number.SetText(p.number.Text)
	fields := []*widget.Field{{Key: "number", Label: what.number, Input: number, Wide: true, Hint: what.hint + "；签发后不能改，重号会提醒"}}
	last := strings.Split(o.Recall(lastHands), "\t")
	names, days := map[string]*widget.Entry{}, map[string]*widget.DateEntry{}
	for i, role := range reports.SignRoles {
		names[role], days[role] = widget.NewEntry(role+"人", "姓名"), o.dateEntry(role+"日期", true)
		days[role].SetText(today)
		hint := ""
		if i < len(last) && last[i] != "" {
			names[role].SetText(last[i])
			hint = "上次的人，换了就改"
		}
		fields = append(fields, &widget.Field{Key: role, Label: role + "人", Required: true, Input: names[role], Hint: hint},
			&widget.Field{Key: role + "日期", Label: role + "日期", Required: true, Input: days[role]})
	}
	form := widget.NewForm("签发，不再改动", fields...)
	form.Hint("签发日期", "就是成文日期")
	title := "签发 " + in.Period + " 通报"
	if in.Topic != "" {
		title += "　专题 " + cut(in.Topic, 20)
	}
	if p.replaces != nil {
		title = "更正《" + cut(p.replaces.Title, 30) + "》"
	}
	sheet := o.showForm(title, form, names["拟稿"])
	looked := "" // the number that was pointed out: who presses again means it
	form.OnSubmit = func() {
		if text := textOf(number); in.Layout != "B" && text != looked && reports.DocNumberAmiss(text) != "" {
			looked = text
			form.Fail("number", reports.DocNumberAmiss(text)+"就是这样的，再按一次。")
			return
		}
		var hands []reports.Signer
		for _, role := range reports.SignRoles {
			on, err := o.dayIn(role+"日期", days[role])
			if err != nil {
				form.Fail(role+"日期", err.Error())
				return
			}
			hands = append(hands, reports.Signer{Role: role, Name: textOf(names[role]), On: on})
		}
		if _, err := reports.VetSigners(hands, o.Ledger.Today()); err != nil {
			role := fieldOf(err)
			if e := names[role]; e != nil && textOf(e) != "" {
				role += "日期" // the name is there, so it is the day
			}
			form.Fail(role, strings.TrimSuffix(err.Error(), "，没有印发。"))
			return
		}
		p.number.SetText(number.Text)
		in.DocNo, in.Serial = p.numbers()
		p.issue(form, sheet, IssueInput{Bulletin: in, Signers: hands})
	}
}

func (p *Bulletins) issue(form *widget.Form, sheet *widget.Sheet, in IssueInput) {
	var made []Made
	var notes []string
	p.office.submit(form, "正在签发", "没有签发", func(ctx context.Context) (err error) {
		made, notes, err = p.office.Actions.IssueBulletin(ctx, in)
		return err
	}, func() {
		sheet.Close()
		var hands []string
		for _, x := range in.Signers {
			hands = append(hands, x.Name)
		}
		p.office.Remember(lastHands, strings.Join(hands, "\t"))
		p.made, p.notes = made, notes
		p.number.SetText("")
		p.correct(nil)
		p.list()
		p.read(true)
		p.office.Changed()
		p.office.Toasts.Show("已签发："+in.Bulletin.Period+"。正文、数字和文件已经冻结", "", nil)
	})
}
