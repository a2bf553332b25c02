package command

import (
	"context"
	"io"
	"path/filepath"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
	"qinqing/reports"
	"qinqing/reports/docx"
	"qinqing/reports/pdf"
)

type paperCmd struct {
	Problem   string `arg:"" name:"问题" help:"问题编号"`
	Kind      string `name:"kind" help:"文书：督办函、交办单" default:"督办函" placeholder:"文书"`
	Out       string `name:"out" help:"放到哪个文件夹（默认当前文件夹）" default:"." placeholder:"文件夹"`
	DocNo     string `name:"doc-no" help:"发文字号，如 ×纪办函〔2026〕3号" placeholder:"文号"`
	SignedOn  string `name:"signed-on" help:"成文日期；不写为送审稿" placeholder:"日期"`
	Overprint bool   `name:"overprint" help:"套打：不印红色部分，用于已印好红头的纸"`
	Docx      bool   `name:"docx" help:"另存一份 Word 文件（.docx），供修改"`
	Unmasked  bool   `name:"unmasked" help:"不隐去企业和个人名称（须写原因）"`
	Reason    string `name:"reason" help:"不隐去的原因，记入操作记录"`
}

// Run makes a paper about one problem for its lead unit.
func (c *paperCmd) Run(r *run) error {
	if err := checkLift(c.Unmasked, c.Reason); err != nil {
		return err
	}
	opt := reports.Options{DocNo: c.DocNo, Unmasked: c.Unmasked, Reason: c.Reason}
	if c.SignedOn != "" {
		day, err := workday.Parse(c.SignedOn)
		if err != nil {
			return data.Errorf(data.Invalid, "signed-on", "成文日期应写成 2026-11-20 的样子，现在是“%s”。没有生成文件。", c.SignedOn)
		}
		opt.SignedOn, opt.Issued = day, true
	}
	open := r.read
	if c.Unmasked {
		open = r.write
	}
	return open(func(ctx context.Context, s *store.Store) error {
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
		if c.Unmasked {
			if err := logLift(ctx, s, c.Kind+" "+b.Period.Name, c.Reason); err != nil {
				return err
			}
		}
		paths, ws, err := writeAll(c.files(b, r.now()))
		if err != nil {
			return err
		}
		for _, w := range append(ws, mask.Warnings...) {
			r.progress("注意：%s", w.Text)
		}
		if r.args.JSON {
			return r.json(map[string]any{"files": paths})
		}
		for _, p := range paths {
			r.print("%s", p)
		}
		return nil
	})
}

func (c *paperCmd) files(b *reports.Bulletin, at time.Time) []rendering {
	created := at.Truncate(24 * time.Hour)
	name := filepath.Join(c.Out, fileName(b.Kind+" "+b.Period.Name))
	files := []rendering{{name + ".pdf", func(w io.Writer) ([]reports.Warning, error) {
		return pdf.Write(w, b, pdf.Options{Created: created, Overprint: c.Overprint})
	}}}
	if c.Docx {
		files = append(files, rendering{name + ".docx", func(w io.Writer) ([]reports.Warning, error) {
			return docx.Write(w, b, docx.Options{Created: created, Overprint: c.Overprint, Chart: picture})
		}})
	}
	return files
}
