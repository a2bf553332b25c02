package app

import (
	"context"
	"fmt"
	"path/filepath"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
)

// MakePaper writes a paper about one problem and, where asked for, registers it as 督办.
// What can't be registered is not written either.
func (a *actions) MakePaper(ctx context.Context, in page.PaperInput) ([]page.Made, []string, error) {
	made, err := command.ComposePaper(ctx, a.store, command.PaperJob{Kind: in.Kind, Grade: in.Grade, ReplyBy: in.ReplyBy, Outward: in.Outward,
		Options: reports.Options{DocNo: in.DocNo, SignedOn: in.SignedOn, Issued: in.SignedOn != 0, Unmasked: in.Unmasked, Reason: in.Reason},
		Find:    func(v *store.View) (*data.Problem, error) { return v.Problem(in.Problem) }})
	if err != nil {
		return nil, nil, err
	}
	return a.write(ctx, made, in.Kind, in.Output, in.Register)
}

// MakeRegister writes a register of a period.
func (a *actions) MakeRegister(ctx context.Context, in page.RegisterInput) ([]page.Made, []string, error) {
	made, err := command.ComposeRegister(ctx, a.store, command.RegisterJob{Kind: in.Kind, From: in.From, To: in.To, Unit: in.Unit,
		Options: reports.Options{Unmasked: in.Unmasked, Reason: in.Reason}})
	if err != nil {
		return nil, nil, err
	}
	return a.write(ctx, made, in.Kind, in.Output, false)
}

func (a *actions) write(ctx context.Context, made *command.Paper, kind string, out page.Output, register bool) ([]page.Made, []string, error) {
	if register {
		if err := made.MayRegister(ctx, a.store); err != nil {
			return nil, nil, err
		}
	}
	if err := makeFolder(out.Folder); err != nil {
		return nil, nil, err
	}
	if err := a.lifted(ctx, out, kind+" "+made.Tree.Period.Name); err != nil {
		return nil, nil, err
	}
	paths, told, err := command.Output{Word: out.Word, Excel: out.Excel, Private: made.Private || out.Unmasked}.Paper(made.Tree, out.Folder, a.store.Now())
	if err != nil {
		return nil, nil, err
	}
	if register {
		if err := made.Register(ctx, a.store); err != nil {
			return nil, nil, err
		}
	}
	return filesOf(paths, kind), append(words(told, made.Mask.Warnings, reports.Review(made.Tree)), hidden(made.Mask)...), nil
}

// lifted logs that names leave unmasked.
func (a *actions) lifted(ctx context.Context, out page.Output, what string) error {
	if !out.Unmasked {
		return nil
	}
	return command.LogLift(ctx, a.store, what, out.Reason)
}

// hidden counts what a paper hides, in one sentence.
func hidden(r reports.MaskReport) []string {
	if len(r.Masked) == 0 {
		return nil
	}
	n := map[string]int{}
	text := "已隐去："
	for _, m := range r.Masked {
		n[m.Kind]++
	}
	for _, k := range []string{reports.HidEnterprise, reports.HidShort, reports.HidUnknown, reports.HidPerson, reports.HidPhone, reports.HidCode, reports.HidMail} {
		if n[k] > 0 {
			text += fmt.Sprintf("%s %d 项　", k, n[k])
		}
	}
	return []string{text}
}

func filesOf(paths []string, what string) (out []page.Made) {
	for _, p := range paths {
		out = append(out, page.Made{Path: p, What: map[string]string{".pdf": what, ".xlsx": what + "（Excel）", ".docx": what + "（Word，可修改）"}[filepath.Ext(p)]})
	}
	return out
}

// CopyTemplates puts the wordings of all papers where the office can edit them.
func (a *actions) CopyTemplates(context.Context) (dir string, err error) {
	return command.CopyTemplates(a.store.Path())
}

// MakeList writes a list as it stands on screen.
func (a *actions) MakeList(ctx context.Context, in page.ListInput) ([]page.Made, []string, error) {
	var whole, cut *reports.Bulletin
	var mask reports.MaskReport
	err := a.store.View(ctx, func(v *store.View) error {
		rows, err := in.Rows(ctx, v)
		if err != nil {
			return err
		}
		whole, cut, mask, err = reports.ComposeScreenList(ctx, reports.ScreenList{Source: v, Title: in.Title, Filter: in.Filter, Unit: in.Unit, Columns: in.Columns,
			Rows: rows, Sums: in.Sums, Today: a.store.Today(), Unmasked: in.Unmasked, Reason: in.Reason})
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	if err := makeFolder(in.Folder); err != nil {
		return nil, nil, err
	}
	if err := a.lifted(ctx, in.Output, in.Title); err != nil {
		return nil, nil, err
	}
	paths, told, err := command.Output{Word: in.Word, Excel: in.Excel, NoPDF: !in.PDF, Private: in.Unmasked}.List(whole, cut, in.Folder, a.store.Now())
	if err != nil {
		return nil, nil, err
	}
	return filesOf(paths, "清单"), append(words(told, mask.Warnings), hidden(mask)...), nil
}
