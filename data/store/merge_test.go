package store

import (
	"slices"
	"strings"
	"testing"

	"qinqing/data"
)

// doubles is a ledger in which the second firm is the first once more: both were visited
// on one day by one unit, and said the same there.
func doubles(t *testing.T) (o *office, visits [3]data.ID, problems []*data.Problem) {
	o = newOffice(t)
	o.do("走访", func(tx *Tx) error {
		e := must(tx.Enterprise(o.firms[1]))(t)
		e.USCC, e.Contact, e.Phone, e.Industry = "91350500MA2XABCD1X", "联系人乙", "13800000501", "石材"
		if err := tx.SaveEnterprise(e); err != nil {
			return err
		}
		for i, v := range []data.Visit{
			{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[0], Reply: "当场答复", Satisfaction: data.Satisfied},
			{On: on("2026-10-08"), Unit: o.units[0], EnterpriseID: o.firms[1], JoinUnits: []data.ID{o.units[1]}, Reply: "另有答复", Note: "补充", Satisfaction: data.Dissatisfied},
			{On: on("2026-10-12"), Unit: o.units[0], EnterpriseID: o.firms[1]},
		} {
			if err := tx.SaveVisit(&v); err != nil {
				return err
			}
			visits[i] = v.ID
		}
		return nil
	})
	for i, x := range []struct {
		visit data.ID
		firm  data.ID
		text  string
	}{{visits[0], o.firms[0], "用电容量不足"}, {visits[1], o.firms[1], "用电容量不足"}, {visits[1], o.firms[1], "招工困难"}, {0, o.firms[1], "用电贵"}} {
		p := o.problem(x.text, "2026-10-08")
		p.VisitID, p.EnterpriseID = x.visit, x.firm
		o.save(p)
		if i == 3 {
			o.do("删除", func(tx *Tx) error { return tx.Delete(data.EntityProblem, p.ID) })
		}
		problems = append(problems, p)
	}
	return o, visits, problems
}

func (o *office) merge(kept, lost data.ID) {
	o.do("合并企业", func(tx *Tx) error { return tx.MergeEnterprises(kept, lost) })
}

func TestMergeMakesOneOfTwo(t *testing.T) {
	o, visits, problems := doubles(t)
	for _, x := range []struct {
		kind data.RecordKind
		body any
	}{{data.RecSupportMeasure, data.SupportMeasure{Enterprise: o.firms[1], Title: "一企一策"}}, {data.RecDisbursement, data.Disbursement{Enterprise: o.firms[1]}},
		{data.RecCoverageList, data.CoverageList{Source: "示例", Enterprises: []data.ID{o.firms[0], o.firms[1], o.firms[2]}}}} {
		r := must(data.NewRecord(x.kind, on("2026-10-01"), o.firms[1], x.body))(t)
		o.do("登记", func(tx *Tx) error { return tx.SaveRecord(&r) })
	}
	before := o.dump()
	o.merge(o.firms[0], o.firms[1])
	o.sound()
	o.view(func(v *View) error {
		e := must(v.Enterprise(o.firms[0]))(t)
		if e.USCC != "91350500MA2XABCD1X" || e.Contact != "联系人乙" || e.Phone != "13800000501" || e.Industry != "石材" || !slices.Equal(e.Former, []string{"示例第二陶瓷有限公司"}) {
			t.Errorf("%+v", e)
		}
		key := data.Normalise("示例第二陶瓷有限公司")
		if found := must(v.EnterprisesNamed([]string{key}))(t)[key]; len(found) != 1 || found[0].ID != o.firms[0] {
			t.Errorf("the old name finds %v", found)
		}
		if ids := must(v.EnterpriseIDs(EnterpriseQuery{Text: "第二陶瓷"}))(t); !slices.Equal(ids, []data.ID{o.firms[0]}) {
			t.Errorf("searching the old name finds %v", ids)
		}
		row := must(v.EnterpriseRows([]data.ID{o.firms[0]}))(t)[0]
		if row.Visits != 2 || row.Problems != 3 {
			t.Errorf("%+v", row)
		}
		x := must(v.Visit(visits[0]))(t)
		if !slices.Equal(x.JoinUnits, []data.ID{o.units[1]}) || x.Reply != "当场答复；另有答复" || x.Note != "补充" || x.Satisfaction != data.Satisfied {
			t.Errorf("%+v", x)
		}
		for i, want := range []int{1, 2, 1} {
			if p := must(v.Problem(problems[i].ID))(t); p.VisitID != visits[0] || p.EnterpriseID != o.firms[0] || p.Occurrence != want {
				t.Errorf("%s: visit %d, firm %d, occurrence %d", p.Content, p.VisitID, p.EnterpriseID, p.Occurrence)
			}
		}
		if list := must(v.RecordsOfEnterprise(o.firms[0]))(t); len(list) != 2 || list[0].Ref != o.firms[0] {
			t.Errorf("%v", list)
		}
		var c data.CoverageList
		lists := must(v.Records(data.RecCoverageList, on("2026-10-01"), on("2026-10-01")))(t)
		if err := lists[0].Decode(&c); err != nil || !slices.Equal(c.Enterprises, []data.ID{o.firms[0], o.firms[2]}) {
			t.Errorf("%v, %v", c, err)
		}
		if hits := must(v.Search("招工困难", 10))(t); len(hits) != 1 || !strings.Contains(hits[0].Snippet, "招工困难") {
			t.Errorf("%v", hits)
		}
		return nil
	})
	// What lay in the recycle bin went along, and can come back.
	o.do("恢复", func(tx *Tx) error { return tx.Restore(data.EntityProblem, problems[3].ID) })
	o.sound()
	for range 2 {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if d := difference(before, o.dump()); d != "" {
		t.Errorf("after undo:\n%s", d)
	}
	o.sound()
}

func TestMergeIsRefused(t *testing.T) {
	o, _, _ := doubles(t)
	o.do("代码", func(tx *Tx) error {
		e := must(tx.Enterprise(o.firms[0]))(t)
		e.USCC = "91350500MA2YABCD1P"
		return tx.SaveEnterprise(e)
	})
	for _, x := range []struct {
		what       string
		kept, lost data.ID
		code       data.Code
		says       string
	}{
		{"two codes", o.firms[0], o.firms[1], data.Conflict, "统一社会信用代码不同"},
		{"itself", o.firms[0], o.firms[0], data.Invalid, "同一家企业"},
		{"one that is none", o.firms[0], 77, data.NotFound, ""},
	} {
		before := o.dump()
		_, err := o.Do(o.ctx, data.Op{Name: "合并企业"}, func(tx *Tx) error { return tx.MergeEnterprises(x.kept, x.lost) })
		if data.CodeOf(err) != x.code || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%s: %v", x.what, err)
		}
		if d := difference(before, o.dump()); d != "" {
			t.Errorf("%s: %s", x.what, d)
		}
	}
}

// What was undone keeps no text that became a transfer, though its firm is another now.
func TestMergedFirmsForgetUndoneDoubles(t *testing.T) {
	o := newOffice(t)
	p := o.problem("反映某人索要好处费五万元", "2026-10-08")
	p.EnterpriseID = o.firms[1]
	o.save(p)
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.merge(o.firms[0], o.firms[1])
	again := o.save(o.problem("反映某人索要好处费五万元", "2026-10-08"))
	o.happen(again, data.Event{Kind: data.MoveClue, On: on("2026-10-09"), Note: "YS-1", Unit: 0})
	o.view(func(v *View) error {
		ids := must(v.ids64("SELECT id FROM problem WHERE content LIKE '%好处费%'", nil))(t)
		if len(ids) > 0 {
			t.Errorf("the text stands still in %v", ids)
		}
		return nil
	})
}

// A credit code that went to another enterprise within one step goes back, in whatever
// order the two were touched.
func TestUndoGivesACreditCodeBack(t *testing.T) {
	o := newOffice(t)
	const code = "91350500MA2XABCD1X"
	var from, to *data.Enterprise
	o.do("代码", func(tx *Tx) error {
		from, to = must(tx.Enterprise(o.firms[0]))(t), must(tx.Enterprise(o.firms[1]))(t)
		from.USCC = code
		return tx.SaveEnterprise(from)
	})
	start := o.dump()
	o.do("代码录错了企业", func(tx *Tx) error {
		to.Phone = "0595-1234567"
		if err := tx.SaveEnterprise(to); err != nil {
			return err
		}
		from.USCC, to.USCC = "", code
		if err := tx.SaveEnterprise(from); err != nil {
			return err
		}
		return tx.SaveEnterprise(to)
	})
	end := o.dump()
	if _, _, err := o.Undo(o.ctx); err != nil {
		t.Fatal(err, cause(err))
	}
	if d := difference(start, o.dump()); d != "" {
		t.Error(d)
	}
	if _, _, err := o.Redo(o.ctx); err != nil {
		t.Fatal(err, cause(err))
	}
	if d := difference(end, o.dump()); d != "" {
		t.Error(d)
	}
	o.sound()
}
