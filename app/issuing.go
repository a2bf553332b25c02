package app

import (
	"context"
	"strings"

	"qinqing/app/command"
	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/pdf"
	"qinqing/reports/stats"
)

// asked are what the page asks of a bulletin.
func (a *actions) asked(v *store.View, in page.BulletinInput) (o reports.Options, err error) {
	o = reports.Options{Today: a.store.Today(), Layout: in.Layout, DocNo: in.DocNo, Serial: in.Serial, SignedOn: in.SignedOn, PrintedOn: in.PrintedOn, Issued: in.SignedOn != 0, Template: in.Wording}
	if in.Try != "" {
		o.TemplateText = []byte(in.Try)
	}
	if o.Topic, err = command.TopicNamed(v, in.Topic); err == nil {
		o.Corrects, err = command.Corrected(v, in.Corrects)
	}
	return o, err
}

// optionsOf are what the page asks of a bulletin, with what the office wrote into it.
func (a *actions) optionsOf(v *store.View, in page.BulletinInput, p stats.Period) (o reports.Options, draft *store.Draft, err error) {
	if o, err = a.asked(v, in); err != nil {
		return o, nil, err
	}
	draft, err = command.Complete(v, a.store.Path(), p, &o)
	return o, draft, err
}

// ComposeBulletin makes the bulletin as it stands, page by page. Figures that don't add up
// are no error here: the page says so.
func (a *actions) ComposeBulletin(ctx context.Context, in page.BulletinInput) (*page.Sheets, error) {
	out := &page.Sheets{}
	err := a.store.View(ctx, func(v *store.View) error {
		p, err := command.PeriodOf(v, in.Kind, strings.TrimSpace(in.Period))
		if err != nil {
			return err
		}
		o, draft, err := a.optionsOf(v, in, p)
		if err != nil {
			return err
		}
		out.Script = o.Script
		phrases, err := v.Setting(data.PhraseSetting)
		if err != nil {
			return err
		}
		out.Phrases = reports.Phrases(phrases)
		if draft != nil {
			out.Draft = draft.ID
		}
		if out.Doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: p, Options: o}); err != nil {
			return err
		}
		if err = command.Unlike(v, p, out.Doc.Bulletin, in.Corrects); data.CodeOf(err) == data.Conflict {
			out.Issued, err = err.Error(), nil
		}
		return err
	})
	if data.CodeOf(err) == data.Conflict {
		out.Trouble = err.Error()
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	screen, told, err := pdf.Screen(out.Doc.Bulletin, pdf.Options{Overprint: in.Overprint})
	if err != nil {
		return nil, data.Wrap(data.Internal, err, "%v", err)
	}
	out.Screen, out.Warnings = screen, words(told, out.Doc.Hints, out.Doc.Mask.Warnings)
	return out, nil
}

// SaveScript keeps what the office wrote into a bulletin, as a step that can be undone.
func (a *actions) SaveScript(ctx context.Context, in page.BulletinInput, s reports.Script) error {
	_, err := a.store.Do(ctx, data.Op{Name: "修改通报稿 " + in.Period}, func(tx *store.Tx) error {
		p, err := command.PeriodOf(tx.View, in.Kind, strings.TrimSpace(in.Period))
		if err != nil {
			return err
		}
		o, err := a.asked(tx.View, in)
		if err != nil {
			return err
		}
		o.Script = s
		return command.SaveScript(tx, p, o)
	})
	return err
}

// IssueBulletin issues what the page shows.
func (a *actions) IssueBulletin(ctx context.Context, in page.IssueInput) ([]page.Made, []string, error) {
	b := in.Bulletin
	if err := makeFolder(b.Folder); err != nil {
		return nil, nil, err
	}
	issue := command.IssueInput{Signers: in.Signers, Replaces: b.Corrects, Output: command.Output{Word: b.Word, Overprint: b.Overprint}, Folder: b.Folder, At: a.store.Now()}
	err := a.store.View(ctx, func(v *store.View) (err error) {
		if issue.Period, err = command.PeriodOf(v, b.Kind, strings.TrimSpace(b.Period)); err != nil {
			return err
		}
		issue.Options, _, err = a.optionsOf(v, b, issue.Period)
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	out, err := command.Issue(ctx, a.store, issue)
	if err != nil {
		return nil, nil, err
	}
	return madeOf(out.Paths, "通报"), words(out.Warnings), nil
}

// BeginCorrection takes up what was written into an issue, to be corrected.
func (a *actions) BeginCorrection(ctx context.Context, issue data.ID) (layout string, err error) {
	_, err = a.store.Do(ctx, data.Op{Name: "起草更正"}, func(tx *store.Tx) (err error) {
		layout, err = command.TakeUpScript(tx, issue)
		return err
	})
	return layout, err
}

// UnpackIssue writes the files of an issue, as they were issued, into a folder.
func (a *actions) UnpackIssue(ctx context.Context, issue data.ID, folder string) (made []page.Made, err error) {
	if err := makeFolder(folder); err != nil {
		return nil, err
	}
	err = a.store.View(ctx, func(v *store.View) error {
		paths, err := command.Unpack(v, issue, folder)
		made = madeOf(paths, "通报")
		return err
	})
	return made, err
}

// IssueDrifts compares an issue with the ledger as it stands.
func (a *actions) IssueDrifts(ctx context.Context, issue data.ID) (out []reports.Drift, err error) {
	err = a.store.View(ctx, func(v *store.View) (err error) {
		_, out, err = command.Drifts(ctx, v, issue)
		return err
	})
	return out, err
}

// VoidNumber keeps a 期号 from being used.
func (a *actions) VoidNumber(ctx context.Context, serial, reason string) error {
	return command.VoidNumber(ctx, a.store, serial, 0, reason)
}

// CloseBooks closes all months up to one.
func (a *actions) CloseBooks(ctx context.Context, month string) error {
	var p stats.Period
	err := a.store.View(ctx, func(v *store.View) (err error) {
		p, err = command.PeriodOf(v, "月", month)
		return err
	})
	if err != nil {
		return err
	}
	_, err = a.store.Do(ctx, data.Op{Name: "封账 " + p.Name()}, func(tx *store.Tx) error { return tx.CloseBooks(p.To) })
	return err
}

// ReopenBooks opens the last closed months again.
func (a *actions) ReopenBooks(ctx context.Context, reason string) error {
	_, err := a.store.Do(ctx, data.Op{Name: "启封", Note: reason}, func(tx *store.Tx) error { return tx.ReopenBooks(reason) })
	return err
}
