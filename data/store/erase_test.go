package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// clue is a problem whose every text is a secret, with all that the program keeps of it:
// an older wording, a voided event, steps undone and redone, a stay in the recycle bin, a
// letter's reply, a bulletin being written.
func clue(o *office) (p *data.Problem, secrets []string) {
	o.t.Helper()
	for n := range 40 {
		o.save(o.problem(fmt.Sprintf("第%d个别的问题：用电容量不足，请协调增容", n), "2026-10-08"))
	}
	p = o.problem("旧措辞反映股长丙索要烟酒", "2026-10-08")
	p.Fields = map[string]string{"备注": "备注里写着收款凭据"}
	o.save(p)
	p.Content = "反映股长丙收受现金〈五万元〉和购物卡"
	o.save(p)
	o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Approver: "批示人甲乙",
		Deadline: data.Deadline{Kind: data.ByWorkdays, N: 7, Text: "七日内查清股长"}})
	o.happen(p, data.Event{Kind: data.Report, On: on("2026-10-12"), Note: "反馈称股长已退还"})
	o.happen(p, data.Event{Kind: data.SendBack, On: on("2026-10-13"), Note: "退回理由是查得不实"})
	o.happen(p, data.Event{Kind: data.Extend, On: on("2026-10-14"), Note: "延期说明涉及丙", Deadline: data.Deadline{Kind: data.ByDays, N: 20}})
	o.do("作废", func(tx *Tx) error {
		clock := must(tx.Clock())(o.t)
		if err := p.Void(5, "林文书", "作废原因提到股长", tx.Now(), clock); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	})
	for _, turn := range []func() error{
		func() error { _, _, err := o.Undo(o.ctx); return err }, func() error { _, _, err := o.Redo(o.ctx); return err },
	} {
		if err := turn(); err != nil {
			o.t.Fatal(err, cause(err))
		}
	}
	o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
	o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityProblem, p.ID) })
	o.do("督办和草稿", func(tx *Tx) error {
		r := must(data.NewRecord(data.RecSupervision, on("2026-10-15"), p.ID, data.Supervision{Form: "督办函", Number: "1号", Unit: o.units[2], Reply: "复函说股长丙认账"}))(o.t)
		if err := tx.SaveRecord(&r); err != nil {
			return err
		}
		tree := must(json.Marshal(map[string]any{"rows": []string{"WT", "反映某某收受现金〈五万元〉和购物卡", `引号"里\的别的话`}, "kept": 12,
			"edits": map[string]string{"附件：表/1#" + data.ProblemRow(p.ID) + "#content": "另写的几句", "附件：表/1#" + data.ProblemRow(p.ID+1) + "#content": "别的问题"}}))(o.t)
		return tx.SaveDraft(&Draft{Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: "草稿", Tree: tree})
	})
	o.view(func(v *View) error { p = must(v.Problem(p.ID))(o.t); return nil })
	return p, []string{"索要烟酒", "收款凭据", "收受现金", "和购物卡", "批示人甲乙", "七日内查清", "已退还", "查得不实", "延期说明涉及", "作废原因提到", "股长丙认账", "另写的几句"}
}

// holders names the columns of all tables, those of the index of words too, that hold a
// text, plain or as the tokens search.go makes of it.
func (o *office) holders(secrets []string) []string {
	o.t.Helper()
	found := map[string]bool{}
	var tables []string
	list := func(query string, each func(*rows) error) {
		o.t.Helper()
		if err := o.writer.each(query, nil, each); err != nil {
			o.t.Fatal(err, cause(err))
		}
	}
	list("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'", func(r *rows) error {
		var name string
		err := r.Scan(&name)
		tables = append(tables, name)
		return err
	})
	for _, table := range tables {
		list("SELECT * FROM "+table, func(r *rows) error {
			cols, err := r.Columns()
			if err != nil {
				return err
			}
			values := make([]any, len(cols))
			if err := r.Scan(pointers(values)...); err != nil {
				return err
			}
			for i, x := range values {
				for _, s := range secrets {
					if strings.Contains(fmt.Sprint(plain(x)), s) {
						found[table+"."+cols[i]+": "+s] = true
					}
				}
			}
			return nil
		})
	}
	for _, table := range searchTables {
		if err := o.writer.script("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_" + table + " USING fts5vocab(main, " + table + ", row)"); err != nil {
			o.t.Fatal(err, cause(err))
		}
		var words []string
		list("SELECT term FROM temp.words_"+table, func(r *rows) error {
			var w string
			err := r.Scan(&w)
			words = append(words, w)
			return err
		})
		for _, s := range secrets {
			if rs := []rune(data.Normalise(s)); slices.Contains(words, token(rs[0], rs[1])) {
				found[table+": "+s] = true
			}
		}
	}
	out := make([]string, 0, len(found))
	for f := range found {
		out = append(out, f)
	}
	slices.Sort(out)
	return out
}

// segments are the pages of an index of words: what no query gives any more may still
// stand there.
func (o *office) segments(table string) (pages [][]byte) {
	o.t.Helper()
	err := o.writer.each("SELECT block FROM "+table+"_data WHERE id > 10 ORDER BY id", nil, func(r *rows) error {
		var page []byte
		err := r.Scan(&page)
		pages = append(pages, page)
		return err
	})
	if err != nil {
		o.t.Fatal(err, cause(err))
	}
	return pages
}

// freshSegments are the pages of an index made anew of the live problems alone, or of what
// stands of their events.
func (o *office) freshSegments(table string) [][]byte {
	o.t.Helper()
	var puts [][2]any
	o.view(func(v *View) error {
		for _, id := range must(v.ids64("SELECT id FROM problem WHERE gone = 0 ORDER BY id", nil))(o.t) {
			p := must(v.Problem(data.ID(id)))(o.t)
			if table == searchProblem {
				puts = append(puts, [2]any{id, tokens(must(v.problemTexts(p))(o.t))})
				continue
			}
			eachSaid(p, func(id data.ID, texts []string) { puts = append(puts, [2]any{id, tokens(texts)}) })
		}
		return nil
	})
	made := must(expectedSchema())(o.t)[table]
	if err := o.writer.script("DROP TABLE IF EXISTS temp.anew;" + strings.Replace(made, table, "temp.anew", 1)); err != nil {
		o.t.Fatal(err, cause(err))
	}
	for _, q := range []string{"INSERT INTO temp.anew(rowid, x) SELECT value ->> 0, value ->> 1 FROM json_each(?)", "INSERT INTO temp.anew(anew) SELECT 'optimize' WHERE ? <> ''"} {
		if _, err := o.writer.exec(q, string(must(json.Marshal(puts))(o.t))); err != nil {
			o.t.Fatal(err, cause(err))
		}
	}
	return o.segments("temp.anew")
}

// A problem that was turned into a transfer leaves its text nowhere in the file, nor
// beside it; what it counts in stays as it was.
func TestTransferErasesItsText(t *testing.T) {
	o := newOffice(t)
	p, secrets := clue(o)
	for _, table := range []string{"problem.", "problem_event.note", "problem_event.more", "problem_event.deadline", "problem_event.void_reason",
		"undo_image.before", "undo_image.after", "audit_log.diff", "record.body", "bulletin_draft.tree", "search_problem: ", "search_event: "} {
		if table != "undo_image.after" && !slices.ContainsFunc(o.holders(secrets), func(h string) bool { return strings.HasPrefix(h, table) }) {
			t.Fatalf("the test is broken: %s holds none of the texts", table)
		}
	}
	o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移〔2026〕9号，交第一室"})
	if got := o.holders(secrets); len(got) > 0 {
		t.Errorf("still held by\n%s", strings.Join(got, "\n"))
	}
	for _, table := range []string{searchProblem, searchEvent} {
		if !slices.EqualFunc(o.segments(table), o.freshSegments(table), bytes.Equal) {
			t.Errorf("%s is not what it would be without the text", table)
		}
	}
	if st, err := os.Stat(o.Path() + "-wal"); err != nil || st.Size() > 0 {
		t.Errorf("the write-ahead log: %v, %v", st, err)
	}
	o.view(func(v *View) error {
		q := must(v.Problem(p.ID))(t)
		last := q.Events[len(q.Events)-1]
		if q.Content != data.Erased || q.Fields != nil || last.Note != "移〔2026〕9号，交第一室" || last.On != on("2026-10-20") || q.Events[2].Note != data.Erased {
			t.Errorf("the transfer: %+v", q)
		}
		d := must(v.Draft(must(v.Drafts())(t)[0].ID))(t)
		if want := `{"edits":{"附件：表/1#` + data.ProblemRow(p.ID) + `#content":"（已移送）","附件：表/1#` + data.ProblemRow(p.ID+1) + `#content":"别的问题"},"kept":12,"rows":["WT","反映某某（已移送）","引号\"里\\的别的话"]}`; string(d.Tree) != want {
			t.Errorf("draft %s, want %s", d.Tree, want)
		}
		return nil
	})
	o.sound()
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	raw := must(os.ReadFile(o.Path()))(t)
	for _, s := range secrets {
		for what, b := range map[string][]byte{"text": []byte(s), "JSON": bytes.ReplaceAll([]byte(s), []byte("〈"), []byte(`\u3008`))} {
			if bytes.Contains(raw, b) {
				t.Errorf("the file holds the %s of %s", what, s)
			}
		}
	}
}

// The backups beside the ledger that hold what was erased are named; other files are not.
func TestBackupsAreFoundByTheirNames(t *testing.T) {
	o := newOffice(t)
	if got := must(o.Backups())(t); len(got) > 0 {
		t.Errorf("of a ledger without backups: %v", got)
	}
	info := must(o.Backup(o.ctx, ""))(t)
	dir := filepath.Dir(o.Path())
	upgrade := o.Path() + ".升级前-1-20260101-000000.db"
	for _, name := range []string{upgrade, filepath.Join(dir, "别的-备份-20260101-000000.db"), filepath.Join(dir, "台账-备份-20260101.db.part")} {
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got := must(o.Backups())(t)
	if want := []string{info.Path, upgrade}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The history counts as it would with its texts.
func TestTransferKeepsWhatItCountsIn(t *testing.T) {
	o := newOffice(t)
	p := o.handled("反映股长丙收受现金")
	for _, e := range []data.Event{{Kind: data.Report, On: on("2026-10-12"), Note: "反馈"}, {Kind: data.SendBack, On: on("2026-10-13"), Note: "不实"},
		{Kind: data.Report, On: on("2026-10-14")}, {Kind: data.Resolve, On: on("2026-10-15"), Approver: "某人"},
		{Kind: data.ReturnVisit, On: on("2026-10-16"), Unreachable: "电话不通"}, {Kind: data.Rework, On: on("2026-10-19"), Note: "未解决"}} {
		o.happen(p, e)
	}
	var clock data.Clock
	o.view(func(v *View) (err error) { clock, err = v.Clock(); return err })
	with := *p
	if err := with.Apply(data.Event{Kind: data.MoveClue, On: on("2026-10-20")}, clock); err != nil {
		t.Fatal(err)
	}
	want := must(with.Timeline(clock))(t)
	o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20")})
	o.view(func(v *View) error {
		got := must(must(v.Problem(p.ID))(t).Timeline(clock))(t)
		if !slices.Equal(got.Spans, want.Spans) || !slices.Equal(got.Atoms, want.Atoms) || got.State != want.State {
			t.Errorf("got %+v, want %+v", got, want)
		}
		return nil
	})
	o.sound()
}

// Neither undoing nor redoing nor a screen that still shows the text brings it back.
func TestTransferEndsUndo(t *testing.T) {
	o := newOffice(t)
	p := o.handled("反映股长丙收受现金")
	old := *p
	other := o.save(o.problem("招工", "2026-10-08"))
	change := o.do("移送线索", func(tx *Tx) error { return apply(tx, p, data.Event{Kind: data.MoveClue, On: on("2026-10-20")}) })
	if change.Step != 0 || !change.Has(data.EntityProblem) {
		t.Errorf("changes %+v", change)
	}
	stop := func() {
		t.Helper()
		_, _, err := o.Undo(o.ctx)
		if data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "“移送线索”移送了线索或者作废了移送，原文已经清除") || !chinese(err) {
			t.Errorf("undo: %v", err)
		}
	}
	stop()
	if _, _, err := o.Redo(o.ctx); data.CodeOf(err) != data.Conflict {
		t.Errorf("redo: %v", err)
	}
	if _, err := o.Do(o.ctx, data.Op{Name: "旧屏幕"}, func(tx *Tx) error { return tx.SaveProblem(&old) }); data.CodeOf(err) != data.Conflict {
		t.Errorf("a screen that shows the text: %v", err)
	}
	other.Content = "招工难"
	o.save(other)
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err, cause(err))
	}
	stop()
	p.Content = "又录进原文"
	o.save(p) // whoever types it again has it erased again
	if got := o.holders([]string{"又录进原文", "收受现金"}); len(got) > 0 || p.Content != data.Erased {
		t.Errorf("held by %v", got)
	}
	o.sound()
}

// What was said after a transfer was voided is not undone back into one: it would stay there.
func TestAVoidedTransferEndsUndo(t *testing.T) {
	o := newOffice(t)
	p := o.handled("反映股长丙收受现金")
	o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20")})
	o.do("作废", func(tx *Tx) error {
		if err := p.Void(len(p.Events), "林文书", "录错", tx.Now(), must(tx.Clock())(t)); err != nil {
			return err
		}
		return tx.SaveProblem(p)
	})
	o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-21"), Unit: o.units[2], Note: "又说了股长"})
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err, cause(err))
	}
	if _, _, err := o.Undo(o.ctx); data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "“作废”移送了线索或者作废了移送") {
		t.Errorf("undoing a voided transfer: %v", err)
	}
	o.sound()
}

// Doubles of the same enterprise that lie in the recycle bin, or whose making was undone,
// are erased with it; what another enterprise said in the same words stays.
func TestTransferErasesItsDoubles(t *testing.T) {
	o := newOffice(t)
	same := func(firm data.ID) *data.Problem {
		p := o.problem("反映股长丙收受现金", "2026-10-08")
		p.EnterpriseID, p.Fields = firm, map[string]string{"备注": "收款凭据"}
		o.save(p)
		o.happen(p, data.Event{Kind: data.Assign, On: on("2026-10-09"), Unit: o.units[2], Note: "交办时说的话"})
		return p
	}
	undone := same(o.firms[0])
	for range 2 {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err, cause(err))
		}
	}
	binned, other, otherBinned, moved := same(o.firms[0]), same(o.firms[1]), same(o.firms[1]), same(o.firms[0])
	for _, p := range []*data.Problem{binned, otherBinned} {
		o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
	}
	o.happen(moved, data.Event{Kind: data.MoveClue, On: on("2026-10-20")})
	o.view(func(v *View) error {
		for p, erased := range map[*data.Problem]bool{undone: true, binned: true, other: false, otherBinned: false, moved: true} {
			r := must(loadProblem(v, p.ID))(t)
			if (r.Rec.Content == data.Erased) != erased || (r.Rec.Fields == nil) != erased || len(r.Rec.Events) > 1 && (r.Rec.Events[1].Note == data.Erased) != erased {
				t.Errorf("%s: %+v", p.Code, r.Rec)
			}
			var logged int
			if _, err := v.c.one("SELECT count(*) FROM audit_log WHERE entity = 'problem' AND entity_id = ? AND diff IS NOT NULL", []any{int64(p.ID)}, &logged); err != nil {
				return err
			}
			if (logged == 0) != erased {
				t.Errorf("%s: %d entries of the log", p.Code, logged)
			}
		}
		return nil
	})
	o.sound()
	o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityProblem, binned.ID) })
	o.sound()
}

// Two transfers of one visit, or of one unit, read alike and are still two; either may go
// to the recycle bin and come back.
func TestTransfersAreNotDoubles(t *testing.T) {
	o := newOffice(t)
	var visit data.Visit
	o.do("走访", func(tx *Tx) error {
		visit = data.Visit{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[0], Region: o.regions[0]}
		return tx.SaveVisit(&visit)
	})
	for name, of := range map[string]data.ID{"of a visit": visit.ID, "of none": 0} {
		t.Run(name, func(t *testing.T) {
			var first data.ID
			for n := range 3 {
				p := o.problem(fmt.Sprintf("反映第%d名股长", n), "2026-10-08")
				p.VisitID = of
				o.save(p)
				o.happen(p, data.Event{Kind: data.MoveClue, On: on("2026-10-20")})
				if n == 0 {
					first = p.ID
					o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, first) })
				}
			}
			o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityProblem, first) })
			o.sound()
		})
	}
}

// An export that comes back brings transfers already erased, or a text with its transfer:
// both are taken, and the latter leaves no text; the step may be undone.
func TestTransferComesIn(t *testing.T) {
	for name, content := range map[string]string{"erased": data.Erased, "with its text": "反映股长丙收受现金"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			p := o.problem(content, "2026-10-08")
			p.Occurrence = 1
			p.Events = append(p.Events, data.Event{Seq: 2, Kind: data.Decline, On: on("2026-10-09"), Origin: data.FromPackage, VoidedBy: "某人", VoidReason: "误录股长丙"},
				data.Event{Seq: 3, Kind: data.MoveClue, On: on("2026-10-20"), Origin: data.FromPackage, Note: "移9号"})
			if change := o.do("导入", func(tx *Tx) error { return tx.SaveProblem(p) }); change.Step == 0 {
				t.Error("an import of transfers can't be undone")
			}
			if got := o.holders([]string{"收受现金", "误录股长"}); len(got) > 0 {
				t.Errorf("held by %v", got)
			}
			o.sound()
			for _, turn := range []func() error{func() error { _, _, err := o.Undo(o.ctx); return err }, func() error { _, _, err := o.Redo(o.ctx); return err }} {
				if err := turn(); err != nil {
					t.Fatal(err, cause(err))
				}
				o.sound()
			}
		})
	}
}

// The guards let a text be erased where its problem was turned into a transfer, and
// nothing else be done to an event.
func TestEventsAreErasedOnlyInTransfers(t *testing.T) {
	o := newOffice(t)
	moved, kept := o.handled("反映股长丙"), o.handled("招工难")
	for _, p := range []*data.Problem{moved, kept} {
		o.happen(p, data.Event{Kind: data.Progress, On: on("2026-10-10"), Note: "进展", Approver: "某人"})
	}
	o.happen(moved, data.Event{Kind: data.MoveClue, On: on("2026-10-20"), Note: "移9号"})
	for name, x := range map[string]struct {
		of   data.ID
		kind data.Kind
		set  string
		ok   bool
	}{
		"a note":                     {moved.ID, data.Progress, "note = '（已移送）'", true},
		"of another problem":         {kept.ID, data.Progress, "note = '（已移送）'", false},
		"an approver of another":     {kept.ID, data.Progress, "more = json_replace(more, '$.approver', '（已移送）')", false},
		"another text":               {moved.ID, data.Progress, "note = '别的'", false},
		"the transfer's own":         {moved.ID, data.MoveClue, "note = '（已移送）'", false},
		"a note where there is none": {moved.ID, data.Register, "note = '（已移送）'", false},
		"another approver":           {moved.ID, data.Progress, `more = '{"approver":"别人"}'`, false},
		"the rarer fields":           {moved.ID, data.Progress, "more = NULL", false},
		"a limit":                    {moved.ID, data.Assign, "deadline = NULL", false},
		"the day":                    {moved.ID, data.Progress, "note = '（已移送）', day = '2026-10-11'", false},
		"the voiding":                {moved.ID, data.Progress, "void_reason = '（已移送）'", false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := o.writer.exec("UPDATE problem_event SET "+x.set+" WHERE problem = ? AND kind = ?", int64(x.of), string(x.kind))
			if (err == nil) != x.ok {
				t.Errorf("got %v", err)
			}
		})
	}
}
