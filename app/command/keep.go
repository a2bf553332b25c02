package command

import (
	"context"
	"fmt"

	"qinqing/data"
	"qinqing/data/store"
)

type undoCmd struct{}

func (c *undoCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		op, _, err := s.Undo(ctx)
		if err != nil {
			return err
		}
		return r.done("已撤销：", op.Name)
	})
}

type redoCmd struct{}

func (c *redoCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		op, _, err := s.Redo(ctx)
		if err != nil {
			return err
		}
		return r.done("已恢复：", op.Name)
	})
}

func (r *run) done(what, name string) error {
	if r.args.JSON {
		return r.json(map[string]string{"step": name})
	}
	r.print("%s%s", what, name)
	return nil
}

type checkCmd struct{}

func (c *checkCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		rep, err := s.Check(ctx)
		if err != nil {
			return err
		}
		if r.args.JSON {
			if err := r.json(rep); err != nil {
				return err
			}
		} else {
			for _, f := range rep.Problems {
				r.print("有问题：%s", f.Text)
			}
		}
		if n := len(rep.Problems); n > 0 {
			return codedError{exitDatabase, fmt.Errorf("核验了 %d 项，发现 %d 处问题。请不要继续录入，先恢复最近一次核验过的备份", len(rep.Checked), n)}
		}
		if !r.args.JSON {
			r.print("核验了 %d 项，没有发现问题。", len(rep.Checked))
		}
		return nil
	})
}

type backupCmd struct {
	Out string `name:"out" help:"备份文件（默认在数据库旁）" placeholder:"文件"`
}

func (c *backupCmd) Run(r *run) error {
	return r.write(func(ctx context.Context, s *store.Store) error {
		info, err := s.Backup(ctx, c.Out)
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(info)
		}
		r.print("%s", info.Path)
		r.progress("备份已核验，SHA-256 %s", info.SHA256)
		return nil
	})
}

type setCmd struct {
	Key   string  `arg:"" optional:"" help:"设置项；不写则列出全部"`
	Value *string `arg:"" optional:"" help:"新的值；写空串清除"`
}

func (c *setCmd) Run(r *run) error {
	if c.Value != nil {
		return r.write(func(ctx context.Context, s *store.Store) error {
			_, err := s.Do(ctx, data.Op{Name: "修改设置 " + c.Key}, func(tx *store.Tx) error { return tx.SetSetting(c.Key, *c.Value) })
			return err
		})
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			all, err := v.Settings()
			if err != nil {
				return err
			}
			if c.Key != "" {
				all = map[string]string{c.Key: all[c.Key]}
			}
			if r.args.JSON {
				return r.json(all)
			}
			for _, k := range sortedKeys(all) {
				if c.Key != "" {
					r.print("%s", all[k])
					continue
				}
				r.print("%s = %s", k, all[k])
			}
			return nil
		})
	})
}

type logCmd struct {
	Limit int `name:"limit" default:"50" help:"最多几条"`
}

func (c *logCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			entries, err := v.Log(c.Limit, 0)
			if err != nil {
				return err
			}
			if r.args.JSON {
				return r.json(entries)
			}
			for _, e := range entries {
				r.print("%s  %s  %s：%s %d", e.At.Local().Format("2006-01-02 15:04:05"), e.Actor, e.Op, entityName(e.Entity), e.Record)
			}
			return nil
		})
	})
}

type searchCmd struct {
	Text  string `arg:"" help:"要找的文字、拼音首字母或编号"`
	Limit int    `name:"limit" default:"50" help:"最多几条"`
}

func (c *searchCmd) Run(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			hits, err := v.Search(c.Text, c.Limit)
			if err != nil {
				return err
			}
			if r.args.JSON {
				return r.json(hits)
			}
			for _, h := range hits {
				r.print("%s  %s  %s  %s", h.On, entityName(h.Entity), h.Title, h.Snippet)
			}
			if len(hits) == 0 {
				r.progress("没有找到含有“%s”的记录。", c.Text)
			}
			return nil
		})
	})
}

var entityNames = map[data.Entity]string{
	data.EntityProblem: "问题", data.EntityVisit: "走访", data.EntityEnterprise: "企业", data.EntityUnit: "单位", data.EntityRegion: "地区",
	data.EntityEvent: "事项", data.EntityEntry: "字典", data.EntityRecord: "登记簿", data.EntitySetting: "设置", data.EntityNotice: "节假日",
	data.EntityDraft: "通报稿", data.EntityIssue: "通报",
}

func entityName(e data.Entity) string {
	if n, ok := entityNames[e]; ok {
		return n
	}
	return string(e)
}

type workdayCmd struct {
	From string `arg:"" help:"起始日期（当天不算）"`
	N    int    `arg:"" help:"工作日数"`
}

func (c *workdayCmd) Run(r *run) error {
	from, err := parseDay("起始日期", c.From)
	if err != nil {
		return err
	}
	if from == 0 || c.N < 0 || c.N > 100_000 {
		return data.Errorf(data.Invalid, "n", "请写明起始日期和 0 到 100000 之间的工作日数。")
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			clock, err := v.Clock()
			if err != nil {
				return err
			}
			due, why := clock.AddWorkdays(from, c.N)
			if r.args.JSON {
				return r.json(map[string]any{"due": due.String(), "uncertain": why})
			}
			if why != "" {
				r.print("%s 不确定：%s", due, why)
				return nil
			}
			r.print("%s", due)
			return nil
		})
	})
}
