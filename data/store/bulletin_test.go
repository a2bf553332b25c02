package store

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

func (o *office) issue(in IssueInput) data.ID {
	o.t.Helper()
	var id data.ID
	o.do("印发", func(tx *Tx) (err error) { id, err = tx.Issue(in); return err })
	return id
}

func logAt(v *View, entry int64) (Chain, error) {
	var hash []byte
	_, err := v.c.one("SELECT hash FROM audit_log WHERE id = ?", []any{entry}, &hash)
	return Chain{entry, hex.EncodeToString(hash)}, err
}

// What was issued comes back as it went in, with the hashes of its files.
func TestIssueComesBackWhole(t *testing.T) {
	o := newOffice(t)
	d := Draft{Kind: "monthly", From: on("2026-10-01"), To: on("2026-10-31"), Title: "草稿", Tree: []byte(`{"a":1}`)}
	o.do("起草", func(tx *Tx) error { return tx.SaveDraft(&d) })
	in := issueOf(d.ID)
	id := o.issue(in)
	o.view(func(v *View) error {
		got := must(v.Issue(id))(t)
		want := in
		want.Year = 2026
		want.Files = slices.Clone(in.Files)
		for i := range want.Files {
			f := &want.Files[i]
			sum := sha256.Sum256(f.Content)
			f.SHA256, f.Size = hex.EncodeToString(sum[:]), int64(len(f.Content))
		}
		want.Rows = nil
		if want.Log = got.Log; want.Log != must(logAt(v, got.Log.Entries))(t) || want.Log.Entries != must(v.Chain())(t).Entries-2 { // the draft and the issue came after
			t.Errorf("the log stood at %+v", want.Log)
		}
		want.Draft = 0 // stands with the draft
		if !reflect.DeepEqual(want, got.IssueInput) {
			t.Errorf("in\n%+v\nout\n%+v", want, got.IssueInput)
		}
		if got.Actor != "林文书" || !got.IssuedAt.Equal(noon("2026-10-30")) || len(got.SHA256) != 64 {
			t.Errorf("issued %v by %s, %s", got.IssuedAt, got.Actor, got.SHA256)
		}
		if rows := must(v.IssueRows(id, "登记问题"))(t); !slices.Equal(rows, in.Rows) {
			t.Errorf("rows %v", rows)
		}
		if rows := must(v.IssueRows(id, "办结"))(t); len(rows) != 0 {
			t.Errorf("rows of another figure %v", rows)
		}
		draft := must(v.Draft(d.ID))(t)
		if draft.Issue != id {
			t.Errorf("the draft became %v", draft.Issue)
		}
		list := must(v.Issues())(t)
		if len(list) != 1 || list[0].ID != id || list[0].DocNumber != in.DocNumber || list[0].Tree != nil {
			t.Errorf("list %+v", list)
		}
		return nil
	})
	if _, err := o.Do(o.ctx, data.Op{Name: "改草稿"}, func(tx *Tx) error {
		x := must(tx.Draft(d.ID))(t)
		x.Title = "改"
		return tx.SaveDraft(x)
	}); data.CodeOf(err) != data.Conflict || !chinese(err) {
		t.Errorf("an issued draft was changed: %v", err)
	}
	if _, err := o.Do(o.ctx, data.Op{Name: "删草稿"}, func(tx *Tx) error { return tx.Delete(data.EntityDraft, d.ID) }); data.CodeOf(err) != data.Conflict {
		t.Errorf("an issued draft was deleted: %v", err)
	}
	if _, err := o.Do(o.ctx, data.Op{Name: "再印发"}, func(tx *Tx) error {
		again := issueOf(d.ID)
		again.Number, again.DocNumber = 11, "示纪办〔2026〕11号"
		_, err := tx.Issue(again)
		return err
	}); data.CodeOf(err) != data.Conflict {
		t.Errorf("a draft was issued twice: %v", err)
	}
	o.sound()
}

// The ledger may change as it likes: an issue stays, on paper and in the file.
func TestIssueNeverChanges(t *testing.T) {
	o := newOffice(t)
	p := o.handled("用电")
	in := issueOf(0)
	in.Rows = []IssueRow{{Figure: "登记问题", Entity: data.EntityProblem, ID: p.ID, On: on("2026-10-08"), What: p.Code}}
	id := o.issue(in)
	var before *Issue
	o.view(func(v *View) (err error) { before, err = v.Issue(id); return err })
	o.do("删", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
	o.view(func(v *View) error {
		if after := must(v.Issue(id))(t); !reflect.DeepEqual(before, after) {
			t.Errorf("before\n%+v\nafter\n%+v", before, after)
		}
		if rows := must(v.IssueRows(id, ""))(t); len(rows) != 1 || rows[0].ID != p.ID {
			t.Errorf("rows %v", rows)
		}
		return nil
	})
	for _, q := range []string{
		"UPDATE bulletin_issue SET title = 'x'", "DELETE FROM bulletin_issue", "UPDATE bulletin_file SET name = 'x'", "DELETE FROM bulletin_file",
		"UPDATE bulletin_row SET what = 'x'", "DELETE FROM bulletin_row", "UPDATE problem_event SET note = 'x'", "DELETE FROM problem_event",
	} {
		if err := o.writer.script(q); data.CodeOf(err) != data.Conflict || !chinese(err) {
			t.Errorf("%s: %v (%v)", q, err, cause(err))
		}
	}
	o.sound()
}

func TestIssueIsRefused(t *testing.T) {
	for name, x := range map[string]struct {
		change func(*IssueInput)
		code   data.Code
		word   string
	}{
		"发文字号 used before":          {func(in *IssueInput) { in.DocNumber, in.Number = "示纪办〔2026〕10号", 11 }, data.Conflict, "发文字号"},
		"发文字号 in other brackets":    {func(in *IssueInput) { in.DocNumber, in.Number = " 示纪办[2026]10 号", 11 }, data.Conflict, "发文字号"},
		"期号 used before":            {func(in *IssueInput) { in.DocNumber = "示纪办〔2026〕11号" }, data.Conflict, "第 10 期"},
		"期号 used by another kind":   {func(in *IssueInput) { in.DocNumber, in.Kind = "示纪办〔2026〕11号", "special" }, data.Conflict, "第 10 期"},
		"总第N期 used before":          {func(in *IssueInput) { in.DocNumber, in.Number = "示纪办〔2026〕11号", 11 }, data.Conflict, "总第 22 期"},
		"no kind":                   {func(in *IssueInput) { in.Kind = "" }, data.Invalid, "种类"},
		"no period":                 {func(in *IssueInput) { in.From = 0 }, data.Invalid, "期间"},
		"a period that ends before": {func(in *IssueInput) { in.To = in.From - 1 }, data.Invalid, "期间"},
		"a file other than its hash": {func(in *IssueInput) {
			in.DocNumber, in.Number, in.Total = "", 0, 0
			in.Files[0].SHA256 = strings.Repeat("a", 64)
		}, data.Invalid, "校验值"},
		"a file without content or hash": {func(in *IssueInput) { in.DocNumber, in.Number, in.Total = "", 0, 0; in.Files[0].Content = nil }, data.Invalid, "文件"},
		"two files of one name": {func(in *IssueInput) {
			in.DocNumber, in.Number, in.Total = "", 0, 0
			in.Files[1].Name = in.Files[0].Name
		}, data.Conflict, ""},
		"a tree that is no JSON":         {func(in *IssueInput) { in.DocNumber, in.Number, in.Total = "", 0, 0; in.Tree = []byte("{") }, data.Invalid, ""},
		"of a draft that is not there":   {func(in *IssueInput) { in.DocNumber, in.Number, in.Total = "", 0, 0; in.Draft = 77 }, data.NotFound, "草稿"},
		"correcting what was not issued": {func(in *IssueInput) { in.DocNumber, in.Number, in.Total = "", 0, 0; in.Replaces = 77 }, data.NotFound, "更正"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.issue(issueOf(0))
			in := issueOf(0)
			x.change(&in)
			before := o.everything()
			_, err := o.Do(o.ctx, data.Op{Name: "印发"}, func(tx *Tx) error { _, err := tx.Issue(in); return err })
			if data.CodeOf(err) != x.code || !strings.Contains(err.Error(), x.word) || !chinese(err) {
				t.Errorf("got %v (%v), want code %s and %q", err, cause(err), x.code, x.word)
			}
			if d := difference(before, o.everything()); d != "" {
				t.Errorf("written all the same:\n%s", d)
			}
		})
	}
}

// 期号 runs by year, 总第N期 for ever; a 发文字号 stands once in all.
func TestIssueNumbersThatAreFree(t *testing.T) {
	o := newOffice(t)
	first := o.issue(issueOf(0))
	for name, change := range map[string]func(*IssueInput){
		"another kind": func(in *IssueInput) {
			in.Kind, in.DocNumber, in.Number, in.Total = "special", "示纪办〔2026〕12号", 12, 24
		},
		"another year":     func(in *IssueInput) { in.Year, in.DocNumber, in.Total = 2027, "示纪办〔2027〕10号", 25 },
		"no number at all": func(in *IssueInput) { in.Number, in.Total, in.DocNumber = 0, 0, "" },
		"again none":       func(in *IssueInput) { in.Number, in.Total, in.DocNumber = 0, 0, "" },
		"a correction of it": func(in *IssueInput) {
			in.Number, in.Total, in.DocNumber, in.Replaces = 11, 23, "示纪办〔2026〕13号", first
		},
	} {
		in := issueOf(0)
		change(&in)
		if id := o.issue(in); id == 0 {
			t.Error(name)
		}
	}
	o.sound()
}

func TestDrafts(t *testing.T) {
	o := newOffice(t)
	a := Draft{Kind: "monthly", From: on("2026-09-01"), To: on("2026-09-30"), Title: "九月"}
	b := Draft{Kind: "quarterly", From: on("2026-07-01"), To: on("2026-09-30"), Title: "三季度", Tree: []byte(`{"x":[1,2]}`)}
	o.do("起草", func(tx *Tx) error { return tx.SaveDraft(&a) })
	o.do("起草", func(tx *Tx) error { return tx.SaveDraft(&b) })
	*o.now = o.now.Add(1e9)
	a.Title = "九月通报"
	o.do("修改", func(tx *Tx) error { return tx.SaveDraft(&a) })
	o.view(func(v *View) error {
		list := must(v.Drafts())(t)
		if len(list) != 2 || list[0].Title != "九月通报" || list[1].Title != "三季度" || list[0].Tree != nil {
			t.Errorf("drafts %+v", list)
		}
		if got := must(v.Draft(b.ID))(t); string(got.Tree) != `{"x":[1,2]}` || got.To != b.To {
			t.Errorf("draft %+v", got)
		}
		return nil
	})
	for name, bad := range map[string]Draft{"no kind": {From: a.From, To: a.To}, "no period": {Kind: "monthly"}, "ends before": {Kind: "monthly", From: a.To, To: a.From}} {
		if _, err := o.Do(o.ctx, data.Op{Name: "起草"}, func(tx *Tx) error { return tx.SaveDraft(&bad) }); data.CodeOf(err) != data.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.do("删", func(tx *Tx) error { return tx.Delete(data.EntityDraft, b.ID) })
	o.view(func(v *View) error {
		if bin := must(v.Bin())(t); len(bin) != 1 || bin[0].Entity != data.EntityDraft || bin[0].Title != "三季度" {
			t.Errorf("bin %+v", bin)
		}
		return nil
	})
	o.sound()
}
