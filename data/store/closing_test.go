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
