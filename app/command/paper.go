package command

import (
	"context"
	"path/filepath"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
)

type paperCmd struct {
	documentFlags
	Problem  string `arg:"" name:"问题" help:"问题编号"`
	Kind     string `name:"kind" help:"文书：督办函、交办单" default:"督办函" placeholder:"文书"`
	DocNo    string `name:"doc-no" help:"发文字号，如 ×纪办函〔2026〕3号" placeholder:"文号"`
	SignedOn string `name:"signed-on" help:"成文日期；不写为送审稿" placeholder:"日期"`
}

// Run makes a paper about one problem for its lead unit.
func (c *paperCmd) Run(r *run) error {
	opt := reports.Options{DocNo: c.DocNo, Unmasked: c.Unmasked, Reason: c.Reason}
	if c.SignedOn != "" {
		day, err := workday.Parse(c.SignedOn)
		if err != nil {
			return data.Errorf(data.Invalid, "signed-on", "成文日期应写成 2026-11-20 的样子，现在是“%s”。没有生成文件。", c.SignedOn)
		}
		opt.SignedOn, opt.Issued = day, true
	}
	return c.open(r, false, func(ctx context.Context, s *store.Store) error {
		var b *reports.Bulletin
		var mask reports.MaskReport
		err := s.View(ctx, func(v *store.View) error {
			p, err := problemOf(v, c.Problem)
			if err != nil {
				return err
			}
			opt.Today = s.Today()
			b, mask, err = reports.ComposePaper(reports.PaperInput{Source: v, Kind: c.Kind, Problem: p, Options: opt})
			return err
		})
		if err != nil {
			return err
		}
		if err := c.logLift(ctx, s, c.Kind+" "+b.Period.Name); err != nil {
			return err
		}
		paths, warnings, err := c.output().printed(b, filepath.Join(c.Out, fileName(b.Kind+" "+b.Period.Name)), r.now())
		if err != nil {
			return err
		}
		return r.wrote(paths, append(warnings, mask.Warnings...))
	})
}
