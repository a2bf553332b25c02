package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
	"qinqing/data/workday"
)

type importCmd struct {
	DryRun bool     `name:"dry-run" help:"只核对，不写入"`
	AsOf   string   `name:"as-of" help:"台账的截至日期，如 2026-10-31" placeholder:"日期"`
	Strict bool     `name:"strict" help:"有一行不能收就全部不收"`
	Report string   `name:"report" help:"问题报告的文件名（默认在台账旁：台账名.问题.xlsx）" placeholder:"文件"`
	Files  []string `arg:"" name:"台账" help:"台账文件"`
}

// imported is what became of one file.
type imported struct {
	intake.Summary
	plan   *intake.Plan
	data   []byte
	path   string
	failed error
}

// errTakeBack makes Do roll everything back: a dry run, or --strict with refused rows.
var errTakeBack = errors.New("rolled back on purpose")

func (c *importCmd) Run(r *run) error {
	asOf, err := parseDay("--as-of", c.AsOf)
	if err != nil {
		return err
	}
	files := c.load()
	var refused int
	err = r.write(func(ctx context.Context, s *store.Store) error {
		_, err := s.Do(ctx, data.Op{Name: c.stepName()}, func(tx *store.Tx) error {
			readable := 0
			for _, f := range files {
				if err := c.take(ctx, r, tx, f, asOf, s.Today()); err != nil {
					return err
				}
				if f.failed == nil {
					readable++
					refused += len(f.plan.Rejected)
				}
			}
			if c.DryRun || readable == 0 || c.Strict && (refused > 0 || readable < len(files)) {
				return errTakeBack
			}
			return nil
		})
		if errors.Is(err, errTakeBack) {
			return nil
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.tell(r, files, refused)
}

func (c *importCmd) stepName() string {
	names := make([]string, len(c.Files))
	for i, f := range c.Files {
		names[i] = filepath.Base(f)
	}
	return "导入台账 " + strings.Join(names, "、")
}

func (c *importCmd) load() []*imported {
	out := make([]*imported, len(c.Files))
	for i, path := range c.Files {
		f := &imported{path: path}
		f.Name = filepath.Base(path)
		f.data, f.failed = ReadLedger(path)
		out[i] = f
	}
	return out
}

// ReadLedger reads a whole file. What is certainly no ledger (not a plain file, beyond
// 256 MB) and what can't be read is data.Invalid, a missing file data.NotFound.
func ReadLedger(path string) ([]byte, error) {
	const most = 256 << 20
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, data.Errorf(data.NotFound, "file", "没有找到文件 %s。", path)
	case err != nil:
		return nil, data.Wrap(data.Invalid, err, "打不开文件 %s：%v。", path, err)
	case info.IsDir():
		return nil, data.Errorf(data.Invalid, "file", "%s 是一个文件夹。请选里面的台账文件。", path)
	case !info.Mode().IsRegular():
		return nil, data.Errorf(data.Invalid, "file", "%s 不是一个普通文件。", path)
	case info.Size() > most:
		return nil, data.Errorf(data.Invalid, "file", "%s 超过 256 MB，不像一份台账；请拆分后再导入。", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, data.Wrap(data.Invalid, err, "读不出文件 %s：%v。", path, err)
	}
	return b, nil
}

func (c *importCmd) take(ctx context.Context, r *run, tx *store.Tx, f *imported, asOf, today data.Date) error {
	if f.failed != nil {
		return nil
	}
	r.progress("正在核对 %s ……", f.Name)
	plan, err := intake.MakePlan(ctx, intake.Input{Name: f.Name, Data: f.data, AsOf: asOf, Today: today}, tx)
	if err != nil {
		if intake.IsUnreadable(err) {
			f.failed = err
			return nil
		}
		return err
	}
	f.plan, f.Summary = plan, plan.Summary()
	if c.Strict && len(plan.Rejected) > 0 {
		return nil
	}
	return intake.Apply(tx, plan)
}

// tell writes the reports and the result, and decides the exit code.
func (c *importCmd) tell(r *run, files []*imported, refused int) error {
	unread := 0
	sums := []intake.Summary{}
	for _, f := range files {
		if f.failed != nil {
			unread++
			r.progress("%s：%s", f.Name, f.failed)
			continue
		}
		sums = append(sums, f.Summary)
		if !r.args.JSON {
			c.describe(r, f)
		}
		if len(f.plan.Rejected) > 0 && (!c.DryRun || c.Report != "") {
			if err := c.report(r, f); err != nil {
				return err
			}
		}
	}
	if r.args.JSON {
		if err := r.json(map[string]any{"files": sums}); err != nil {
			return err
		}
	}
	switch {
	case unread > 0:
		if len(sums) == 0 {
			return codedError{exitUnreadable, errors.New("没有写入任何内容。")}
		}
		return codedError{exitUnreadable, fmt.Errorf("有 %d 个文件读不出来，没有导入。%s", unread, c.outcome(files, refused, true))}
	case refused > 0 && !c.DryRun:
		return codedError{exitPartly, fmt.Errorf("有 %d 处不能导入，已列在问题报告里；%s", refused, c.outcome(files, refused, false))}
	}
	return nil
}

func (c *importCmd) outcome(files []*imported, refused int, unread bool) string {
	switch {
	case c.DryRun:
		return "只作核对，没有写入任何内容。"
	case c.Strict && (refused > 0 || unread):
		return "按“全收或全不收”的要求，没有写入任何内容。"
	}
	if !slices.ContainsFunc(files, func(f *imported) bool { return f.failed == nil && !f.plan.Empty() }) {
		return "没有新的内容可写入，原有记录未变。"
	}
	if unread {
		return "其余文件已导入（可用 undo 撤销）。"
	}
	return "其余各行已导入（可用 undo 撤销）。"
}

func (c *importCmd) describe(r *run, f *imported) {
	s := f.Summary
	r.print("%s：%s，截至 %s（%s）", s.Name, f.plan.Kind.Name(), s.AsOf, f.plan.AsOfWhy)
	r.print("  新增 走访 %d、问题 %d、企业 %d、单位 %d；更新 %d，相同 %d，疑似重复 %d，推定日期 %d，不能导入 %d",
		s.New.Visits, s.New.Problems, s.New.Enterprises, s.New.Units, s.Updated, s.Same, s.Doubtful, s.Inferred, len(s.Rejected))
	for _, line := range f.plan.Lines() {
		r.print("  %s", line)
	}
	for _, line := range f.plan.Notes {
		r.print("  提示：%s", line)
	}
}

// report writes the refused cells where --report says, or beside the file.
func (c *importCmd) report(r *run, f *imported) error {
	path := c.reportPath(f)
	err := WriteRejects(r, f.plan, f.data, path)
	if err == nil {
		r.progress("问题报告：%s", path)
	}
	return err
}

// reportPath is where a file's report goes: of several files each has its own, X.甲.xlsx
// for 甲.xlsx, and X.甲.2.xlsx for the second 甲.
func (c *importCmd) reportPath(f *imported) string {
	if c.Report == "" {
		return RejectsPath(f.path)
	}
	if len(c.Files) == 1 {
		return c.Report
	}
	bare := func(path string) string { return strings.TrimSuffix(path, filepath.Ext(path)) }
	name, nth := bare(f.Name), 1
	for _, other := range c.Files {
		if other == f.path {
			break
		}
		if bare(filepath.Base(other)) == name {
			nth++
		}
	}
	if nth > 1 {
		name += fmt.Sprintf(".%d", nth)
	}
	return bare(c.Report) + "." + name + ".xlsx"
}

// parseDay reads the date of an option; "" is none.
func parseDay(option, s string) (data.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := workday.Parse(s)
	if err != nil {
		return 0, data.Errorf(data.Invalid, option, "%s 的日期“%s”看不懂，应写成 2026-10-31。", option, s)
	}
	return d, nil
}
