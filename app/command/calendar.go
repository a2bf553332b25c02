package command

import (
	"context"
	"os"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

type workdayCmd struct {
	From string `arg:"" name:"起始日期" help:"起始日期（当天不算）"`
	N    int    `arg:"" name:"工作日数" help:"工作日数"`
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

type noticeCmd struct {
	File string `arg:"" optional:"" name:"文件" help:"国务院办公厅放假安排的 JSON；不写则列出已录入的年份"`
}

// Run enters a year's holiday notice, as offices without a network must.
func (c *noticeCmd) Run(r *run) error {
	if c.File == "" {
		return c.list(r)
	}
	body, err := readNotice(c.File)
	if err != nil {
		return err
	}
	return r.write(func(ctx context.Context, s *store.Store) error {
		if _, err := s.Do(ctx, data.Op{Name: "录入放假安排"}, func(tx *store.Tx) error { return tx.PutNotice(body) }); err != nil {
			return err
		}
		return tellYears(ctx, r, s)
	})
}

// readNotice reads and checks the file, which is a few kilobytes at most.
func readNotice(path string) ([]byte, error) {
	const most = 1 << 20
	info, err := os.Stat(path)
	if err != nil {
		return nil, codedError{exitUnreadable, data.Wrap(data.NotFound, err, "打不开文件 %s，没有录入任何内容。", path)}
	}
	if !info.Mode().IsRegular() || info.Size() > most {
		return nil, codedError{exitUnreadable, data.Errorf(data.Invalid, "file", "%s 不像一份放假安排（应是不超过 1 MB 的 JSON 文件），没有录入任何内容。", path)}
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, codedError{exitUnreadable, data.Wrap(data.Invalid, err, "读不出文件 %s，没有录入任何内容。", path)}
	}
	if _, err := workday.ParseNotices(body); err != nil {
		return nil, codedError{exitUnreadable, data.Wrap(data.Invalid, err, "%v。", err)}
	}
	return body, nil
}

func (c *noticeCmd) list(r *run) error {
	return r.read(func(ctx context.Context, s *store.Store) error { return tellYears(ctx, r, s) })
}

func tellYears(ctx context.Context, r *run, s *store.Store) error {
	return s.View(ctx, func(v *store.View) error {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		if r.args.JSON {
			return r.json(map[string]any{"years": clock.Years()})
		}
		for _, y := range clock.Years() {
			r.print("%d", y)
		}
		return nil
	})
}
