package command

import (
	"context"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

type bulletinFilesCmd struct {
	Issue string `arg:"" name:"通报" help:"通报的编号、文号或期号"`
	Out   string `name:"out" help:"放到哪个文件夹（默认当前文件夹）" default:"." placeholder:"文件夹"`
}

func (c *bulletinFilesCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		var paths []string
		err := s.View(ctx, func(v *store.View) error {
			id, err := issueNamed(v, c.Issue)
			if err == nil {
				paths, err = Unpack(v, id, c.Out)
			}
			return err
		})
		if err != nil {
			return err
		}
		return r.wrote(paths, nil)
	})
}

// voidKind is the kind of an entry that only keeps a number from being used.
const voidKind = "作废期号"

type bulletinVoidCmd struct {
	Serial string `arg:"" name:"期号" help:"期号，如 第4期（总第28期）"`
	Year   int    `name:"year" help:"年份（默认今年）" placeholder:"年份"`
	Reason string `name:"reason" required:"" help:"作废的原因，记入操作记录" placeholder:"原因"`
}

func (c *bulletinVoidCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		err := VoidNumber(ctx, s, c.Serial, c.Year, c.Reason)
		if err != nil {
			return err
		}
		return r.done("已登记作废：", c.Serial)
	})
}

// VoidNumber keeps a 期号 from being used: it stays in the archive as void.
func VoidNumber(ctx context.Context, s *store.Store, serial string, year int, reason string) error {
	number, total, err := reports.ParseSerial(serial)
	if err == nil && number == 0 {
		err = data.Errorf(data.Invalid, "number", "没有写明期号，没有登记。")
	}
	if err != nil {
		return err
	}
	today := s.Today()
	_, err = s.Do(ctx, data.Op{Name: "登记作废期号 " + serial, Note: reason}, func(tx *store.Tx) error {
		_, err := tx.Issue(store.IssueInput{Kind: voidKind, From: today, To: today, Title: "作废：" + reason, Year: year, Number: number, Total: total})
		return err
	})
	return err
}

type bulletinCloseCmd struct {
	Month string `name:"month" required:"" help:"封到这个月的月末（截止日）" placeholder:"月份"`
}

func (c *bulletinCloseCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		var p stats.Period
		err := s.View(ctx, func(v *store.View) (err error) {
			p, err = periodFlags{Month: c.Month}.choice(v)
			return err
		})
		if err != nil {
			return err
		}
		_, err = s.Do(ctx, data.Op{Name: "封账 " + p.Name()}, func(tx *store.Tx) error { return tx.CloseBooks(p.To) })
		if err != nil {
			return err
		}
		return r.done("已封账：到 ", p.To.String())
	})
}

type bulletinReopenCmd struct {
	Reason string `name:"reason" required:"" help:"启封的原因，记入操作记录" placeholder:"原因"`
}

func (c *bulletinReopenCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		_, err := s.Do(ctx, data.Op{Name: "启封", Note: c.Reason}, func(tx *store.Tx) error { return tx.ReopenBooks(c.Reason) })
		if err != nil {
			return err
		}
		return r.done("已启封：", c.Reason)
	})
}
