package command

import (
	"context"
	"path/filepath"
	"slices"

	"qinqing/data/store"
	"qinqing/reports"
)

type paperCmd struct {
	documentFlags
	Problem string `arg:"" name:"问题" help:"问题编号"`
	Kind    string `name:"kind" help:"文书：督办函、交办单" default:"督办函" placeholder:"文书"`
	DocNo   string `name:"doc-no" help:"发文字号，如 ×纪办函〔2026〕3号" placeholder:"文号"`
}

// Run makes a paper about one problem for its lead unit.
func (c *paperCmd) Run(r *run) error {
	opt, err := c.options()
	if err != nil {
		return err
	}
	opt.DocNo = c.DocNo
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
		return r.wrote(paths, slices.Concat(warnings, mask.Warnings, reports.Review(b)))
	})
}
