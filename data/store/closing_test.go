package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"qinqing/data"
)

func TestClosing(t *testing.T) {
	o := newOffice(t)
	p := o.handled("封账以前的问题")
	o.happen(p, data.Event{Kind: data.Progress, On: on("2026-10-12"), Note: "早就登记了"})
	refused := func(name string, code data.Code, fn func(*Tx) error) {
		t.Helper()
		if _, err := o.Do(o.ctx, data.Op{Name: name}, fn); data.CodeOf(err) != code {
			t.Errorf("%s: %v", name, err)
		}
	}
	refused("封今天", data.Invalid, func(tx *Tx) error { return tx.CloseBooks(tx.Today()) })
	refused("没有封着的就启封", data.NotFound, func(tx *Tx) error { return tx.ReopenBooks("原因") })
	o.do("封账", func(tx *Tx) error { return tx.CloseBooks(on("2026-10-15")) })
	refused("封过了", data.Conflict, func(tx *Tx) error { return tx.CloseBooks(on("2026-10-10")) })
	late := func() (list []LateEvent) {
		o.view(func(v *View) error {
			c := must(v.Closed())(t)
			if c == nil {
				return nil
			}
			list = must(v.LateEvents(*c))(t)
			c.Last = 0 // as an older program wrote it
			if slow := must(v.LateEvents(*c))(t); !slices.Equal(list, slow) {
				t.Errorf("by place %+v, by clock %+v", list, slow)
			}
			return nil
		})
		return list
	}
	if n := len(late()); n != 0 {
		t.Fatalf("%d late events before any", n)
	}
	*o.now = o.now.Add(time.Hour)
	o.happen(p, data.Event{Kind: data.Progress, On: on("2026-10-14"), Note: "补登"})
	o.happen(p, data.Event{Kind: data.Progress, On: on("2026-10-16"), Note: "不在封账期"})
	if list := late(); len(list) != 1 || list[0].Code != p.Code || list[0].Kind != data.Progress || list[0].Voided {
		t.Fatalf("late: %+v", list)
	}
	*o.now = o.now.Add(time.Hour)
	void := func(seq int) {
		o.do("作废", func(tx *Tx) error {
			if err := p.Void(seq, "林文书", "记错", tx.Now(), must(tx.Clock())(t)); err != nil {
				return err
			}
			return tx.SaveProblem(p)
		})
	}
	void(4)
	if n := len(late()); n != 0 {
		t.Errorf("what was entered and voided after the closing is told: %d", n)
	}
	void(3)
	if list := late(); len(list) != 1 || !list[0].Voided || list[0].On != on("2026-10-12") {
		t.Errorf("voided: %+v", list)
	}
	refused("没有原因", data.Invalid, func(tx *Tx) error { return tx.ReopenBooks(" ") })
	o.do("启封", func(tx *Tx) error { return tx.ReopenBooks("漏登一件") })
	if late() != nil {
		t.Error("still closed")
	}
	var all []data.Closing
	o.view(func(v *View) error { all = must(v.Closings())(t); return nil })
	if len(all) != 1 || all[0].Reason != "漏登一件" || all[0].Opened.IsZero() {
		t.Errorf("%+v", all)
	}
	o.do("再封账", func(tx *Tx) error { return tx.CloseBooks(on("2026-10-20")) })
	o.sound()
}

// Visits of closed days are told that came, went or changed in what is counted since.
func TestLateVisits(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(o *office, before *data.Visit)
		want int
	}{
		{"nothing", func(*office, *data.Visit) {}, 0},
		{"entered", func(o *office, _ *data.Visit) { o.call("2026-10-09") }, 1},
		{"entered on the last day", func(o *office, _ *data.Visit) { o.call("2026-10-15") }, 1},
		{"entered about an open day", func(o *office, _ *data.Visit) { o.call("2026-10-16") }, 0},
		{"entered and deleted", func(o *office, _ *data.Visit) {
			x := o.call("2026-10-09")
			o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityVisit, x.ID) })
		}, 0},
		{"entered and undone", func(o *office, _ *data.Visit) { o.call("2026-10-09"); o.undo() }, 0},
		{"entered about an open day and moved back", func(o *office, _ *data.Visit) {
			x := o.call("2026-10-16")
			o.change(x, func() { x.On = on("2026-10-10") })
		}, 1},
		{"entered about a closed day and moved on", func(o *office, _ *data.Visit) {
			x := o.call("2026-10-09")
			o.change(x, func() { x.On = on("2026-10-16") })
		}, 0},
		{"another day", func(o *office, x *data.Visit) { o.change(x, func() { x.On = on("2026-10-10") }) }, 1},
		{"moved out of the closed days", func(o *office, x *data.Visit) { o.change(x, func() { x.On = on("2026-10-20") }) }, 1},
		{"another unit", func(o *office, x *data.Visit) { o.change(x, func() { x.Unit = o.units[1] }) }, 1},
		{"changed twice", func(o *office, x *data.Visit) {
			o.change(x, func() { x.Unit = o.units[1] })
			o.change(x, func() { x.On = on("2026-10-10") })
		}, 1},
		{"changed and undone", func(o *office, x *data.Visit) { o.change(x, func() { x.Unit = o.units[1] }); o.undo() }, 0},
		{"only its note", func(o *office, x *data.Visit) { o.change(x, func() { x.Note = "补记一句" }) }, 0},
		{"deleted", func(o *office, x *data.Visit) {
			o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityVisit, x.ID) })
		}, 1},
		{"deleted and restored", func(o *office, x *data.Visit) {
			o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityVisit, x.ID) })
			o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityVisit, x.ID) })
		}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			x := o.call("2026-10-08")
			*o.now = o.now.Add(time.Hour)
			o.do("封账", func(tx *Tx) error { return tx.CloseBooks(on("2026-10-15")) })
			*o.now = o.now.Add(time.Hour)
			c.do(o, x)
			o.view(func(v *View) error {
				if n := must(v.LateVisits(*must(v.Closed())(t)))(t); n != c.want {
					t.Errorf("%d late visits, want %d", n, c.want)
				}
				return nil
			})
		})
	}
}

// call enters a visit.
func (o *office) call(day string) *data.Visit {
	o.t.Helper()
	x := &data.Visit{On: on(day), Unit: o.units[0], EnterpriseID: o.firms[0], Region: o.regions[0]}
	o.do("登记走访", func(tx *Tx) error { return tx.SaveVisit(x) })
	return x
}

func (o *office) change(x *data.Visit, how func()) {
	o.t.Helper()
	how()
	o.do("修改走访", func(tx *Tx) error { return tx.SaveVisit(x) })
}

func (o *office) undo() {
	o.t.Helper()
	if _, _, err := o.Undo(o.ctx); err != nil {
		o.t.Fatal(err)
	}
}

// Visits that came late are found by what the log says since.
func TestLateVisitsLookAtNothingOld(t *testing.T) {
	o := newOffice(t)
	for query, want := range map[string]string{logBefore: "SCAN audit_log", lateVisits: "SEARCH l USING INTEGER PRIMARY KEY (rowid>?)"} {
		plan := ""
		args := []any{"2026-10-15", 1}
		if query == logBefore {
			args = args[:1]
		}
		o.view(func(v *View) error {
			return v.c.each("EXPLAIN QUERY PLAN "+query, args, func(r *rows) error {
				var text string
				err := r.Scan(new(int), new(int), new(int), &text)
				plan += text + "\n"
				return err
			})
		})
		if !strings.Contains(plan, want) || strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
			t.Error(plan)
		}
	}
}

// What came late is found by its place and by the index of the voided, however much there
// was before.
func TestLateEventsLookAtNothingOld(t *testing.T) {
	o := newOffice(t)
	var plan []string
	o.view(func(v *View) error {
		return v.c.each("EXPLAIN QUERY PLAN "+lateQuery(data.Closing{Last: 1}), []any{on("2026-10-15"), "", 1}, func(r *rows) error {
			var text string
			err := r.Scan(new(int), new(int), new(int), &text)
			plan = append(plan, text)
			return err
		})
	})
	all := strings.Join(plan, "\n")
	if !strings.Contains(all, "SEARCH e USING INTEGER PRIMARY KEY (rowid>?)") || !strings.Contains(all, "SEARCH e USING INDEX event_voided (voided_at>?") || strings.Contains(all, "SCAN") {
		t.Error(all)
	}
}

func TestNumbersAreNeverGivenTwice(t *testing.T) {
	o := newOffice(t)
	issue := func(in IssueInput) error {
		in.From, in.To = on("2026-10-01"), on("2026-10-31")
		_, err := o.Do(o.ctx, data.Op{Name: "印发"}, func(tx *Tx) error { _, err := tx.Issue(in); return err })
		return err
	}
	if err := issue(IssueInput{Kind: "月度通报", Title: "一", Number: 3, Total: 27, Facts: []byte(`{"mark":"qinqing-issue-00000000000000000000"}`)}); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string]IssueInput{"same kind": {Kind: "月度通报", Number: 3}, "another kind": {Kind: "季度通报", Number: 3}, "the same total": {Kind: "月度通报", Number: 4, Total: 27}} {
		in.Title = name
		if err := issue(in); data.CodeOf(err) != data.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := issue(IssueInput{Kind: "月度通报", Title: "明年", Year: 2027, Number: 3, Total: 28}); err != nil {
		t.Errorf("another year: %v", err)
	}
	o.view(func(v *View) error {
		if id := must(v.IssueMarked("qinqing-issue-00000000000000000000"))(t); id == 0 {
			t.Error("not found by its mark")
		}
		if id := must(v.IssueMarked("qinqing-issue-11111111111111111111"))(t); id != 0 {
			t.Error("found by another's mark")
		}
		return nil
	})
}
