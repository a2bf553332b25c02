package store

import (
	"fmt"
	"slices"
	"testing"

	"qinqing/data"
)

// said are the problems a search finds by what was said of them, as day and words.
func (o *office) said(query string) (out []string) {
	o.t.Helper()
	o.view(func(v *View) error {
		for _, h := range must(v.searchEvents(termsOf(query), 50))(o.t) {
			out = append(out, fmt.Sprintf("%s %s %s", h.Title, h.On, h.Snippet))
		}
		return nil
	})
	return out
}

func (o *office) saying(what, query string, want ...string) {
	o.t.Helper()
	if got := o.said(query); !slices.Equal(got, want) {
		o.t.Errorf("%s: %q finds %v, want %v", what, query, got, want)
	}
}

// What was said as a problem was handled finds it, with the day and the words.
func TestSearchFindsWhatWasSaid(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电容量不足")
	other := o.handled("招工困难")
	for _, e := range []data.Event{
		{Kind: data.Progress, On: on("2026-10-12"), Note: "已约供电所到厂勘查变压器"},
		{Kind: data.Extend, On: on("2026-10-13"), Note: "变压器采购周期较长", Approver: "陈主任", Deadline: data.Deadline{Kind: data.ByDays, N: 40}},
		{Kind: data.Report, On: on("2026-10-20"), Note: "新装变压器已送电"}, {Kind: data.Resolve, On: on("2026-10-21")},
		{Kind: data.ReturnVisit, On: on("2026-10-22"), Unreachable: "厂里停产无人接听"},
	} {
		o.happen(p, e)
	}
	o.happen(other, data.Event{Kind: data.Progress, On: on("2026-10-14"), Note: "企业另反映变压器噪声"})
	for query, want := range map[string][]string{
		"变压器":    {other.Code + " 2026-10-14 办理：企业另反映变压器噪声", p.Code + " 2026-10-20 反馈：新装变压器已送电"},
		"采购周期":   {p.Code + " 2026-10-13 延期：变压器采购周期较长"},
		"勘查 供电所": {p.Code + " 2026-10-12 办理：已约供电所到厂勘查变压器"},
		"勘查 送电":  nil, // of two events
		"陈主任":    {p.Code + " 2026-10-13 延期：陈主任"},
		"无人接听":   {p.Code + " 2026-10-22 回访：厂里停产无人接听"},
		"器":      {other.Code + " 2026-10-14 办理：企业另反映变压器噪声", p.Code + " 2026-10-20 反馈：新装变压器已送电"},
		"容量":     nil, // what the problem itself says is found otherwise
	} {
		t.Run(query, func(t *testing.T) {
			o.t = t
			o.saying("after all events", query, want...)
		})
	}
	o.t = t
	o.view(func(v *View) error {
		for query, want := range map[string]int{"送电": 1, "变压器": 2, "用电": 1} { // each problem once
			if hits := must(v.Search(query, 20))(t); len(hits) != want || hits[0].Entity != data.EntityProblem {
				t.Errorf("%s: %+v", query, hits)
			}
		}
		return nil
	})
	o.sound()
}

// What is found follows undo and redo, voiding, correction and the recycle bin.
func TestSearchFindsWhatStands(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电容量不足")
	o.happen(p, data.Event{Kind: data.Progress, On: on("2026-10-12"), Note: "已约人勘查"})
	hit := p.Code + " 2026-10-12 办理：已约人勘查"
	turn := func(back bool) {
		t.Helper()
		turn := o.Redo
		if back {
			turn = o.Undo
		}
		if _, _, err := turn(o.ctx); err != nil {
			t.Fatal(err, cause(err))
		}
	}
	o.saying("entered", "勘查", hit)
	turn(true)
	o.saying("undone", "勘查")
	turn(false)
	o.saying("redone", "勘查", hit)
	o.view(func(v *View) error { p = must(v.Problem(p.ID))(t); return nil })
	o.do("更正", func(tx *Tx) error {
		right := data.Event{Kind: data.Progress, On: on("2026-10-12"), Note: "已约人踏勘"}
		if err := p.Replace(p.Events[len(p.Events)-1].Seq, right, "林文书", "写错", tx.Now(), must(tx.Clock())(t)); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	})
	o.saying("corrected", "勘查")
	o.saying("corrected", "踏勘", p.Code+" 2026-10-12 办理：已约人踏勘")
	turn(true)
	o.saying("the correction undone", "勘查", hit)
	o.saying("the correction undone", "踏勘")
	o.view(func(v *View) error { p = must(v.Problem(p.ID))(t); return nil })
	o.do("作废", func(tx *Tx) error {
		if err := p.Void(p.Events[len(p.Events)-1].Seq, "林文书", "录错", tx.Now(), must(tx.Clock())(t)); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	})
	o.saying("voided", "勘查")
	o.sound()
	turn(true)
	o.saying("the voiding undone", "勘查", hit)
	o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
	o.saying("deleted", "勘查")
	o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityProblem, p.ID) })
	o.saying("restored", "勘查", hit)
	made := o.problem("整条带来的", "2026-10-08")
	made.Events = append(made.Events, data.Event{Seq: 2, Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Note: "原台账写着勘查完毕"})
	o.save(made)
	o.saying("a whole problem", "勘查", made.Code+" 2026-10-09 交办：原台账写着勘查完毕", hit)
	turn(true)
	o.saying("its making undone", "勘查", hit)
	o.sound()
}

// A ledger of before the words of events were indexed is opened, and what was said is
// found; so is one whose program was killed while they were.
func TestOldLedgersFindWhatWasSaid(t *testing.T) {
	for name, how := range map[string][]string{
		"of before": {"DROP TABLE search_event", "DELETE FROM meta WHERE key = 'words'", "PRAGMA user_version = 12"},
		"without characters": {"DROP TABLE search_enterprise", "CREATE VIRTUAL TABLE search_enterprise USING fts5(x, tokenize = 'ascii', content = '', contentless_delete = 1, detail = none)",
			"UPDATE meta SET value = '1' WHERE key = 'words'", "PRAGMA user_version = 13"},
		"half a way":  {"DELETE FROM meta WHERE key = 'words'", "DELETE FROM search_event WHERE rowid % 2 = 0", "DELETE FROM search_visit WHERE rowid % 2 = 0"},
		"of its form": {"UPDATE meta SET value = '0' WHERE key = 'words'", "INSERT INTO search_event(search_event) VALUES('delete-all')", "INSERT INTO search_problem(search_problem) VALUES('delete-all')"},
	} {
		t.Run(name, func(t *testing.T) {
			path := livedCopy(t)
			before := openAt(t, path, nil)
			o := &office{Store: before, t: t, ctx: actorCtx()}
			want := o.said("措施不实")
			if len(want) < 3 {
				t.Fatalf("the test is broken: %v", want)
			}
			if err := before.Close(); err != nil {
				t.Fatal(err)
			}
			raw(t, path, how...)
			if s, err := Open(t.Context(), path, Options{ReadOnly: true}); data.CodeOf(err) != data.Conflict {
				_ = s.Close()
				t.Errorf("read-only: %v", err)
			}
			var told []string
			s, err := Open(t.Context(), path, Options{Now: nowAt("2026-10-30"), Upgrading: func(part string, _, _ int) { told = append(told, part) }})
			if err != nil {
				t.Fatal(err, cause(err))
			}
			o.Store = s
			t.Cleanup(func() { _ = s.Close() })
			o.saying("opened", "措施不实", want...)
			if !slices.Contains(told, "整理检索") {
				t.Errorf("told %v", told)
			}
			o.sound()
		})
	}
}
