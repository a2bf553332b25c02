package store

import (
	"testing"

	"qinqing/data"
)

func TestTryWritesNothing(t *testing.T) {
	o := newOffice(t)
	before := o.everything()
	steps := must(o.Steps(o.ctx, 1))(t)
	seen := ""
	err := o.Try(o.ctx, func(tx *Tx) error {
		if err := tx.SetSetting("office.name", "试一试"); err != nil {
			return err
		}
		var err error
		seen, err = tx.Setting("office.name")
		return err
	})
	if err != nil || seen != "试一试" {
		t.Fatalf("试的时候读到“%s”（%v）", seen, err)
	}
	if d := difference(before, o.everything()); d != "" {
		t.Errorf("试了以后有变化：\n%s", d)
	}
	if again := must(o.Steps(o.ctx, 1))(t); again[0].Number != steps[0].Number {
		t.Error("多了一步可以撤销")
	}
	failed := data.Errorf(data.Invalid, "x", "不行")
	if err := o.Try(o.ctx, func(*Tx) error { return failed }); err != failed {
		t.Errorf("得到 %v", err)
	}
}

const notice2027 = `{"year":2027,"off":[{"from":"2026-12-31","to":"2027-01-03"},{"from":"2027-05-01","to":"2027-05-05"},{"from":"2027-10-01","to":"2027-10-07"}],"on":[],"source":"示例"}`

func TestNoticeIsTriedBeforeItMovesDeadlines(t *testing.T) {
	o := newOffice(t)
	assign := func(content, day string, n int) *data.Problem {
		p := o.save(o.problem(content, day))
		o.happen(p, data.Event{Kind: data.Assign, On: on(day), Unit: o.units[2], Deadline: data.Deadline{Kind: data.ByWorkdays, N: n}})
		return p
	}
	moved := assign("跨年的", "2026-10-20", 55)
	assign("不动的", "2026-10-20", 10)
	due := func() (d data.Date, uncertain string) {
		o.view(func(v *View) error {
			rows, err := v.ProblemRows([]data.ID{moved.ID}, v.Today())
			if len(rows) == 1 {
				d, uncertain = rows[0].Due, rows[0].Uncertain
			}
			return err
		})
		return d, uncertain
	}
	old, why := due()
	if why == "" {
		t.Fatalf("%s 应是不确定的", old)
	}
	o.view(func(v *View) error {
		n, err := v.UncertainYears()
		if n[2027] != 1 {
			t.Errorf("不确定的 %v", n)
		}
		return err
	})
	before := o.everything()
	moves, err := o.TryNotice(o.ctx, []byte(notice2027))
	if err != nil {
		t.Fatal(err, cause(err))
	}
	if d := difference(before, o.everything()); d != "" {
		t.Errorf("试算写入了：\n%s", d)
	}
	var m *DueMove
	for i := range moves {
		if moves[i].After.ID == moved.ID {
			m = &moves[i]
		}
	}
	if m == nil || m.Before.Due != old || m.After.Due <= old || m.After.Uncertain != "" {
		t.Fatalf("试算得 %+v", moves)
	}
	for _, x := range moves {
		if x.Before.Content == "不动的" {
			t.Error("没有动的也列了出来")
		}
	}
	o.do("录入放假安排", func(tx *Tx) error { return tx.PutNotice([]byte(notice2027)) })
	if now, _ := due(); now != m.After.Due {
		t.Errorf("试算说移到 %s，录入以后是 %s", m.After.Due, now)
	}
	o.view(func(v *View) error {
		list, err := v.Notices()
		if len(list) != 2 || list[1].Year != 2027 || list[1].Source != "示例" {
			t.Errorf("录入了 %+v", list)
		}
		return err
	})
	if _, err := o.TryNotice(o.ctx, []byte(`{"year":2027}`)); data.CodeOf(err) != data.Invalid {
		t.Errorf("不完整的：%v", err)
	}
	o.sound()
}
