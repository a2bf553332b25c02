package command

import (
	"context"
	"path/filepath"

	"qinqing/assets"
	"qinqing/data"
	"qinqing/data/intake"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

type demoCmd struct {
	Out string `name:"out" help:"放到哪个文件夹" default:"build" placeholder:"文件夹"`
}

// demoMonth is the month the sample ledgers are about.
var demoMonth = stats.Month(2026, 10)

// Run makes (or completes) the demo database, which is never the office's own, and
// the demo month's bulletin.
func (c *demoCmd) Run(r *run) error {
	if err := makeDir(c.Out); err != nil {
		return err
	}
	if err := c.choose(r); err != nil {
		return err
	}
	return r.openSeeded(func(seed *store.Seed) { seed.Demo = true }, func(ctx context.Context, s *store.Store) error {
		for _, name := range []string{"visits.xlsx", "rectify.xlsx"} {
			if err := c.load(ctx, r, s, name); err != nil {
				return err
			}
		}
		var doc *reports.Composition
		err := s.View(ctx, func(v *store.View) (err error) {
			if !v.Demo() {
				return data.Errorf(data.Conflict, "db", "%s 不是示例数据库，没有改动。", r.args.DB)
			}
			doc, err = reports.ComposeAll(ctx, reports.Input{Source: v, Period: demoMonth, Options: reports.Options{Today: s.Today()}})
			return err
		})
		if err != nil {
			return err
		}
		paths, ws, err := WriteBulletin(doc.Bulletin, c.Out, r.now())
		if err != nil {
			return err
		}
		for _, w := range ws {
			r.progress("注意：%s", w.Text)
		}
		if r.args.JSON {
			return r.json(map[string]any{"db": r.args.DB, "files": paths})
		}
		r.print("示例数据库：%s", r.args.DB)
		for _, p := range paths {
			r.print("%s", p)
		}
		return nil
	})
}

// choose settles where the demo database lies: --db, else beside what it writes, and
// never where the office's own is.
func (c *demoCmd) choose(r *run) error {
	if r.args.DB == "" {
		r.args.DB = filepath.Join(c.Out, "demo.qinqing")
	}
	own, noOwn := DefaultDB()
	asked, err := filepath.Abs(r.args.DB)
	if noOwn == nil && err == nil && asked == own {
		return data.Errorf(data.Invalid, "db", "%s 是本单位自己的数据库，不装示例数据；请用 --db 另写一个文件。", own)
	}
	return nil
}

func (c *demoCmd) load(ctx context.Context, r *run, s *store.Store, name string) error {
	raw, err := assets.Sample(name)
	if err != nil {
		return err
	}
	var plan *intake.Plan
	_, err = s.Do(ctx, data.Op{Name: "导入示例台账 " + name}, func(tx *store.Tx) error {
		if !tx.Demo() {
			return data.Errorf(data.Conflict, "db", "%s 不是示例数据库，没有改动。", r.args.DB)
		}
		plan, err = intake.MakePlan(ctx, intake.Input{Name: name, Data: raw, Today: s.Today()}, tx)
		if err != nil {
			return err
		}
		return intake.Apply(tx, plan)
	})
	if err != nil {
		return err
	}
	n := plan.Summary()
	r.progress("示例台账 %s：新增走访 %d、问题 %d，相同 %d，不能导入 %d", name, n.New.Visits, n.New.Problems, n.Same, len(n.Rejected))
	return nil
}
