package command

import (
	"context"
	"fmt"
	"strings"
	"time"

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

type checkCmd struct {
	Clean  bool `name:"clean" help:"先清理附件文件夹里不属于任何记录的文件（程序中断时留下的）"`
	Deep   bool `name:"deep" help:"再逐条对照操作记录，并核验全部检索（平时大台账只抽查）"`
	Repair bool `name:"repair" help:"把推算出来的内容（状态、期限、统计数、检索）按原始记录重算；原始记录不动"`
}

func (c *checkCmd) Run(r *run) error {
	if err := r.existing(); err != nil {
		return err
	}
	r.deep = c.Deep
	if c.Repair {
		return r.write(r.repair)
	}
	if c.Clean {
		return r.write(func(ctx context.Context, s *store.Store) error {
			removed, err := s.CleanStrays(ctx)
			if err != nil {
				return err
			}
			for _, path := range removed {
				r.progress("已清理 %s", path)
			}
			return r.check(ctx, s)
		})
	}
	return r.read(r.check)
}

// check tells what is wrong with the ledger.
func (r *run) check(ctx context.Context, s *store.Store) error {
	look := s.Check
	if r.deep {
		look = s.DeepCheck
	}
	rep, err := look(ctx)
	if err != nil {
		return err
	}
	if r.args.JSON {
		if err := r.json(reportOf(rep)); err != nil {
			return err
		}
	} else {
		for _, f := range rep.Problems {
			r.print("有问题：%s", f.Text)
		}
	}
	if n := len(rep.Problems); n > 0 {
		return codedError{exitDatabase, fmt.Errorf("核验了 %d 项，发现 %d 处问题。%s", len(rep.Checked), n, cureOf(rep))}
	}
	if !r.args.JSON {
		r.print("核验了 %d 项，没有发现问题。", len(rep.Checked))
	}
	return nil
}

// repair makes anew what is derived, and tells what was done and what is left.
func (r *run) repair(ctx context.Context, s *store.Store) error {
	out, err := s.Repair(ctx)
	if err != nil {
		return err
	}
	if r.args.JSON {
		if err := r.json(map[string]any{"found": findingsOf(out.Found), "done": append([]string{}, out.Done...), "left": findingsOf(out.Left)}); err != nil {
			return err
		}
	} else {
		for _, f := range out.Found {
			r.print("有问题：%s", f.Text)
		}
		for _, text := range out.Done {
			r.print("已修复：%s", text)
		}
		for _, f := range out.Left {
			r.print("没有动：%s", f.Text)
		}
	}
	switch {
	case len(out.Left) > 0:
		return codedError{exitDatabase, fmt.Errorf("还有 %d 处是原始记录的问题，程序不改原始记录。%s", len(out.Left), cureOf(store.CheckReport{Problems: out.Left}))}
	case len(out.Done) == 0 && !r.args.JSON:
		r.print("没有需要修复的。")
	case !r.args.JSON:
		r.print("修复完，再核验一遍没有发现问题。")
	}
	return nil
}

// cureOf says what to do about what is wrong: a ledger that is sound but for its
// attachments can be worked with.
func cureOf(rep store.CheckReport) string {
	strays, files, derived := 0, 0, 0
	for _, f := range rep.Problems {
		switch f.Code {
		case "stray":
			strays++
		case "attachment":
			files++
		}
		if store.Repairable(f) {
			derived++
		}
	}
	switch {
	case derived == len(rep.Problems):
		return "原始记录完好；用 check --repair 把推算的内容重算一遍"
	case strays+files < len(rep.Problems):
		return "请不要继续录入，先恢复最近一次核验过的备份"
	case files > 0:
		return "台账本身没有问题；请从备份的附件文件夹里找回这些文件"
	}
	return "台账本身没有问题；用 check --clean 清理多余的附件文件"
}

type setCmd struct {
	Key   string  `arg:"" optional:"" name:"设置项" help:"设置项；不写则列出全部"`
	Value *string `arg:"" optional:"" name:"值" help:"新的值；写空串清除"`
}

func (c *setCmd) Run(r *run) error {
	if c.Value != nil {
		return c.change(r)
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

// change keeps a new value and tells it as it was kept.
func (c *setCmd) change(r *run) error {
	value, err := data.CheckSetting(c.Key, *c.Value)
	if err != nil {
		return err
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		_, err := s.Do(ctx, data.Op{Name: "修改设置"}, func(tx *store.Tx) error {
			if c.Key == "office.region" {
				if _, err := tx.RegionNamed(value); err != nil {
					return err
				}
			}
			return tx.SetSetting(c.Key, value)
		})
		switch {
		case err != nil:
			return err
		case r.args.JSON:
			return r.json(map[string]string{c.Key: value})
		}
		r.progress("已保存：%s = %s", c.Key, value)
		return nil
	})
}

type logCmd struct {
	Limit int `name:"limit" default:"50" help:"最多几条"`
}

func (c *logCmd) Run(r *run) error {
	if err := checkLimit(c.Limit); err != nil {
		return err
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			entries, err := v.Log(c.Limit, 0)
			if err != nil {
				return err
			}
			if r.args.JSON {
				out := []logJSON{}
				for _, e := range entries {
					out = append(out, logJSON{e.ID, e.At.UTC().Format(time.RFC3339), e.Actor, e.Op, e.Action, e.Entity, e.Record, e.Diff})
				}
				return r.json(out)
			}
			for _, e := range entries {
				text, err := v.LogText(e)
				if err != nil {
					return err
				}
				r.print("%s  %s  %s：%s", e.At.Local().Format("2006-01-02 15:04:05"), e.Actor, e.Op, text)
			}
			return nil
		})
	})
}

type searchCmd struct {
	Text  []string `arg:"" name:"文字" help:"要找的文字、拼音首字母或编号；写几个词的，都须出现"`
	Limit int      `name:"limit" default:"50" help:"最多几条"`
}

func (c *searchCmd) Run(r *run) error {
	if err := checkLimit(c.Limit); err != nil {
		return err
	}
	text := strings.TrimSpace(strings.Join(c.Text, " "))
	if text == "" {
		return data.Errorf(data.Invalid, "text", "请写明要找的文字。")
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			hits, err := v.Search(text, c.Limit)
			if err != nil {
				return err
			}
			if r.args.JSON {
				out := []hitJSON{}
				for _, h := range hits {
					out = append(out, hitJSON{h.Entity, h.ID, h.Title, h.Snippet, h.On.String()})
				}
				return r.json(out)
			}
			for _, h := range hits {
				r.print("%s  %s  %s  %s", orDash(h.On.String()), entityName(h.Entity), h.Title, h.Snippet)
			}
			if len(hits) == 0 {
				r.progress("没有找到含有“%s”的记录。", text)
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
