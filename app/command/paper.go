package command

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/xlsx"
)

type paperCmd struct {
	documentFlags
	Problem   string `arg:"" name:"问题" optional:"" help:"问题编号；登记表不写"`
	Kind      string `name:"kind" help:"文书：受理单、交办单、整改提醒函、督办函、督查单、延期审批表、回访记录、销号审批表；登记表：线索移送登记表、交接登记表" default:"督办函" placeholder:"文书"`
	DocNo     string `name:"doc-no" help:"发文字号，如 ×纪办函〔2026〕3号" placeholder:"文号"`
	Grade     string `name:"grade" help:"督办等级：蓝、橙、红（督查单必须写）" placeholder:"等级"`
	ReplyBy   string `name:"reply-by" help:"答复期限" placeholder:"日期"`
	Register  bool   `name:"register" help:"同时登记为督办（函、单）；有等级的在问题上记一次督办"`
	Outward   bool   `name:"outward" help:"内部表格要送出时用：隐去企业和个人名称"`
	Xlsx      bool   `name:"xlsx" help:"另存一份 Excel 文件（.xlsx）"`
	From      string `name:"from" help:"登记表的起日" placeholder:"日期"`
	To        string `name:"to" help:"登记表的止日（默认今天）" placeholder:"日期"`
	Unit      string `name:"unit" help:"交接登记表的接收单位" placeholder:"单位"`
	Templates bool   `name:"templates" help:"把各种文书的文字模板放到台账旁边的 templates 文件夹，供修改；已有的不动"`
}

// Run makes a paper about one problem, or a register of a period.
func (c *paperCmd) Run(r *run) error {
	if c.Templates {
		return c.copyTemplates(r)
	}
	kind, err := reports.PaperNamed(c.Kind)
	if err != nil {
		return err
	}
	if kind.AboutProblem() {
		return c.aboutProblem(r, kind)
	}
	return c.register(r, kind)
}

func (c *paperCmd) copyTemplates(r *run) error {
	path, err := r.dbPath()
	if err != nil {
		return err
	}
	dir, err := CopyTemplates(path)
	if err != nil {
		return err
	}
	return r.done("模板在：", dir)
}

func (c *paperCmd) aboutProblem(r *run, kind reports.PaperKind) error {
	if strings.TrimSpace(c.Problem) == "" {
		return data.Errorf(data.Invalid, "problem", "请写明是哪个问题的%s，如 paper WT-2026-0001 --kind %s。没有生成文件。", kind.Name, kind.Name)
	}
	if c.Register && !kind.Letter {
		return data.Errorf(data.Invalid, "register", "%s不是督办的函、单，不用登记督办。没有生成文件。", kind.Name)
	}
	opt, err := c.options()
	if err != nil {
		return err
	}
	opt.DocNo = c.DocNo
	reply, err := parseDay("--reply-by", c.ReplyBy)
	if err != nil {
		return err
	}
	open := func(work func(context.Context, *store.Store) error) error { return c.open(r, false, work) }
	if c.Register {
		if err := checkLift(c.Unmasked, c.Reason); err != nil {
			return err
		}
		open = r.write
	}
	return open(func(ctx context.Context, s *store.Store) error {
		made, err := ComposePaper(ctx, s, PaperJob{Kind: c.Kind, Grade: c.Grade, ReplyBy: reply, Outward: c.Outward, Options: opt,
			Find: func(v *store.View) (*data.Problem, error) { return problemOf(v, c.Problem) }})
		if err != nil {
			return err
		}
		return c.write(ctx, r, s, made)
	})
}

// write writes the files, and then puts into the ledger what was asked for.
func (c *paperCmd) write(ctx context.Context, r *run, s *store.Store, made *Paper) error {
	if c.Register {
		if err := made.MayRegister(ctx, s); err != nil {
			return err
		}
	}
	if err := c.logLift(ctx, s, made.Tree.Kind+" "+made.Tree.Period.Name); err != nil {
		return err
	}
	out := c.output()
	out.Excel, out.Private = c.Xlsx, made.Private
	paths, warnings, err := out.Paper(made.Tree, c.Out, r.now())
	if err != nil {
		return err
	}
	if c.Register {
		if err := made.Register(ctx, s); err != nil {
			return err
		}
	}
	return r.wrote(paths, slices.Concat(warnings, made.Mask.Warnings, reports.Review(made.Tree)))
}

func (c *paperCmd) register(r *run, kind reports.PaperKind) error {
	if kind.Inside && c.Outward {
		return data.Errorf(data.Invalid, "outward", "%s只供内部使用，不能送出。没有生成文件。", kind.Name)
	}
	opt, err := c.options()
	if err != nil {
		return err
	}
	job := RegisterJob{Kind: c.Kind, Unit: c.Unit, Options: opt}
	if job.From, err = parseDay("--from", c.From); err != nil {
		return err
	}
	if job.To, err = parseDay("--to", c.To); err != nil {
		return err
	}
	return c.open(r, false, func(ctx context.Context, s *store.Store) error {
		made, err := ComposeRegister(ctx, s, job)
		if err != nil {
			return err
		}
		c.Register = false
		return c.write(ctx, r, s, made)
	})
}

// Paper is a paper that was composed and not yet written.
type Paper struct {
	Tree    *reports.Bulletin
	Mask    reports.MaskReport
	Private bool // it shows names: for the office's own file

	problem data.ID
	letter  data.Supervision
	on      data.Date
}

// PaperJob is what paper about a problem to make.
type PaperJob struct {
	Kind    string
	Grade   string
	ReplyBy data.Date
	Outward bool
	Options reports.Options
	Find    func(*store.View) (*data.Problem, error)
}

// ComposePaper makes a paper about a problem with the office's own wording. It refuses a
// 发文字号 that was used before. Nothing is written.
func ComposePaper(ctx context.Context, s *store.Store, job PaperJob) (*Paper, error) {
	out := &Paper{}
	job.Options.Today = s.Today()
	err := s.View(ctx, func(v *store.View) error {
		p, err := job.Find(v)
		if err != nil {
			return err
		}
		if err := v.VetNumber(job.Options.DocNo, p.ID); err != nil {
			return err
		}
		visit, err := visitOf(v, p)
		if err != nil {
			return err
		}
		out.Tree, out.Mask, err = reports.ComposePaper(reports.PaperInput{Source: v, Kind: job.Kind, Problem: p, Visit: visit, Grade: job.Grade,
			ReplyBy: job.ReplyBy, Out: job.Outward, Options: job.Options, Own: OwnTemplates(s.Path())})
		out.problem = p.ID
		return err
	})
	if err != nil {
		return nil, err
	}
	out.Private = out.Tree.Caution != ""
	out.on = job.Options.SignedOn
	if out.on == 0 || out.on > s.Today() {
		out.on = s.Today()
	}
	out.letter = data.Supervision{Form: job.Kind, Number: strings.TrimSpace(job.Options.DocNo), Grade: job.Grade, Due: job.ReplyBy}
	return out, nil
}

// visitOf is the visit a problem was found on; nil where there is none, or it was deleted.
func visitOf(v *store.View, p *data.Problem) (*data.Visit, error) {
	if p.VisitID == 0 {
		return nil, nil
	}
	visit, err := v.Visit(p.VisitID)
	if data.CodeOf(err) == data.NotFound {
		return nil, nil
	}
	return visit, err
}

// MayRegister says why Register would fail now; nothing is written.
func (p *Paper) MayRegister(ctx context.Context, s *store.Store) error {
	return s.View(ctx, func(v *store.View) error {
		return v.MaySupervise(p.problem, p.on, p.letter)
	})
}

// Register enters the letter as 督办, in one step that can be undone.
func (p *Paper) Register(ctx context.Context, s *store.Store) error {
	_, err := s.Do(ctx, data.Op{Name: "登记" + p.letter.Form + " " + p.Tree.Period.Name}, func(tx *store.Tx) error {
		return tx.Supervise(p.problem, p.on, p.letter)
	})
	return err
}

// RegisterJob is what register of a period to make; To 0 is today.
type RegisterJob struct {
	Kind     string
	From, To data.Date
	Unit     string
	Options  reports.Options
}

// ComposeRegister makes a register of a period. Nothing is written.
func ComposeRegister(ctx context.Context, s *store.Store, job RegisterJob) (*Paper, error) {
	out := &Paper{}
	job.Options.Today = s.Today()
	if job.To == 0 {
		job.To = s.Today()
	}
	err := s.View(ctx, func(v *store.View) (err error) {
		in := reports.RegisterInput{Source: v, Kind: job.Kind, From: job.From, To: job.To, Options: job.Options, Own: OwnTemplates(s.Path())}
		if strings.TrimSpace(job.Unit) != "" {
			if in.Unit, err = v.UnitNamed(job.Unit); err != nil {
				return err
			}
			if in.Unit == 0 {
				return data.Errorf(data.NotFound, "unit", "台账里没有名为“%s”的单位。没有生成文件。", job.Unit)
			}
		}
		out.Tree, out.Mask, err = reports.ComposeRegister(ctx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	out.Private = out.Tree.Caution != ""
	return out, nil
}

// Paper writes a paper into dir, as PDF and where asked for as .docx and .xlsx.
func (o Output) Paper(b *reports.Bulletin, dir string, at time.Time) ([]string, []reports.Warning, error) {
	stem := filepath.Join(dir, fileName(b.Kind+" "+b.Period.Name))
	var beside []rendering
	if o.Excel {
		beside = append(beside, rendering{spare: true, path: stem + ".xlsx", render: func(w io.Writer) ([]reports.Warning, error) {
			return xlsx.WritePaper(w, b, xlsx.Options{Created: madeOn(at), TmpDir: spillDir()})
		}})
	}
	return o.printed(b, stem, at, beside...)
}
