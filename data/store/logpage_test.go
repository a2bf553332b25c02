package store

import (
	"slices"
	"testing"
	"time"

	"qinqing/data"
)

// historied is an office with a log of several days and people.
func historied(t *testing.T) (o *office, p *data.Problem) {
	o = newOffice(t)
	p = o.handled("用电报装时限过长")
	*o.now = noon("2026-11-02")
	o.ctx = data.WithActor(o.ctx, data.Actor{Name: "王文书"})
	o.happen(p, data.Event{Kind: data.Accept, On: on("2026-10-20")})
	*o.now = noon("2026-11-03")
	o.do("改单位", func(tx *Tx) error {
		u, err := tx.Unit(o.units[2])
		if err != nil {
			return err
		}
		u.Name = "发展改革局"
		return tx.SaveUnit(u)
	})
	return o, p
}

func TestLogPageNarrows(t *testing.T) {
	o, p := historied(t)
	for name, c := range map[string]struct {
		q    LogQuery
		want []string // operations, newest first
	}{
		"谁":       {LogQuery{Actor: "王文书"}, []string{"改单位", "登记签收"}},
		"一天":      {LogQuery{From: on("2026-11-02"), To: on("2026-11-02")}, []string{"登记签收"}},
		"从哪天起":    {LogQuery{From: on("2026-11-03")}, []string{"改单位"}},
		"没有事的一天":  {LogQuery{From: on("2026-11-01"), To: on("2026-11-01")}, nil},
		"编号":      {LogQuery{Record: p.Code}, []string{"登记签收", "登记交办", "保存问题"}},
		"单位":      {LogQuery{Record: "发展改革局", Actor: "王"}, []string{"改单位"}},
		"没有这个编号":  {LogQuery{Record: "WT-1999-0001"}, nil},
		"步骤里的文字":  {LogQuery{Text: "签收"}, []string{"登记签收"}},
		"内容里的文字":  {LogQuery{Text: "报装时限"}, []string{"保存问题"}},
		"谁和文字":    {LogQuery{Actor: "王文书", Text: "报装时限"}, nil},
		"只要一条":    {LogQuery{Record: p.Code, Limit: 1}, []string{"登记签收"}},
		"单位没改的以后": {LogQuery{From: on("2026-11-04")}, nil},
	} {
		if c.q.Limit == 0 {
			c.q.Limit = 100
		}
		o.view(func(v *View) error {
			var got []string
			for _, x := range must(v.LogPage(c.q))(t) {
				got = append(got, x.Op)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s：%v，应是 %v", name, got, c.want)
			}
			return nil
		})
	}
	o.view(func(v *View) error {
		all := must(v.LogPage(LogQuery{Limit: 1000}))(t)
		if n := must(v.LogCount())(t); int(n) != len(all) {
			t.Errorf("数出 %d 条，列出 %d 条", n, len(all))
		}
		return nil
	})
}

func TestLogTellsOldAndNewOfEachField(t *testing.T) {
	o, _ := historied(t)
	o.view(func(v *View) error {
		x := must(v.LogPage(LogQuery{Limit: 1}))(t)[0]
		head, changed, err := v.Teller().Changes(x)
		if err != nil || head != "单位 发展改革局" || len(changed) != 1 || changed[0] != (LogChange{Field: "名称", Was: "发展和改革局", Is: "发展改革局"}) {
			t.Errorf("%q %+v %v", head, changed, err)
		}
		x = must(v.LogPage(LogQuery{Limit: 1, Text: "报装"}))(t)[0]
		head, changed, err = v.Teller().Changes(x)
		if err != nil || len(changed) == 0 || head != must(v.LogText(x))(t) {
			t.Errorf("新增的一条：%q %+v %v", head, changed, err)
		}
		return nil
	})
}

// TestCheckLogFindsWhatWasChanged breaks one entry behind the program's back.
func TestCheckLogFindsWhatWasChanged(t *testing.T) {
	o, _ := historied(t)
	o.view(func(v *View) error {
		if found := must(v.CheckLog())(t); len(found) > 0 {
			t.Errorf("完好的记录报了 %v", found)
		}
		return nil
	})
	if err := o.writer.script("DROP TRIGGER audit_only_erased; UPDATE audit_log SET actor = '别人' WHERE id = 3"); err != nil {
		t.Fatal(err)
	}
	o.view(func(v *View) error {
		if found := must(v.CheckLog())(t); len(found) == 0 {
			t.Error("改过的记录没有查出来")
		}
		return nil
	})
}

// TestUndoToTakesBackAllOrNone goes back over several steps, and stops before one that
// can't be undone.
func TestUndoToTakesBackAllOrNone(t *testing.T) {
	o, p := historied(t)
	steps := must(o.Steps(o.ctx, 100))(t)
	accept, create := steps[1].Number, steps[3].Number
	names, changes, err := o.UndoTo(o.ctx, accept)
	if err != nil || !slices.Equal(names, []string{"改单位", "登记签收"}) || !changes.Has(data.EntityUnit) || !changes.Has(data.EntityProblem) {
		t.Fatalf("%v %v %v", names, changes, err)
	}
	o.view(func(v *View) error {
		if got := must(v.Problem(p.ID))(t); len(got.Events) != 2 {
			t.Errorf("还有 %d 件事", len(got.Events))
		}
		if u := must(v.Unit(o.units[2]))(t); u.Name != "发展和改革局" {
			t.Errorf("单位仍是 %s", u.Name)
		}
		return nil
	})
	if _, _, err := o.UndoTo(o.ctx, accept); data.CodeOf(err) != data.NotFound {
		t.Errorf("再撤销一次：%v", err)
	}
	for range 2 {
		if _, _, err := o.Redo(o.ctx); err != nil {
			t.Error(err)
		}
	}
	o.issue(issueOf(0))
	if names, _, err := o.UndoTo(o.ctx, create); err == nil || len(names) > 0 {
		t.Errorf("越过印发的通报撤销了 %v", names)
	}
	o.view(func(v *View) error {
		if u := must(v.Unit(o.units[2]))(t); u.Name != "发展改革局" {
			t.Error("没有成的撤销留下了一半")
		}
		return nil
	})
	o.sound()
}

func TestBinTellsWhoDeleted(t *testing.T) {
	o, p := historied(t)
	o.do("删除问题", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
	rec, err := data.NewRecord(data.RecPolicy, on("2026-10-01"), 0, data.Policy{Title: "稳岗"})
	if err != nil {
		t.Fatal(err)
	}
	*o.now = o.now.Add(time.Minute)
	o.do("登记政策", func(tx *Tx) error { return tx.SaveRecord(&rec) })
	o.do("删除政策", func(tx *Tx) error { return tx.Delete(data.EntityRecord, rec.ID) })
	o.view(func(v *View) error {
		bin := must(v.Bin())(t)
		if len(bin) != 2 || bin[0].Title != "惠企政策 2026-10-01" || bin[0].Word() != "登记簿" || bin[1].Actor != "王文书" || bin[1].Op != "删除问题" {
			t.Errorf("%+v", bin)
		}
		return nil
	})
}
