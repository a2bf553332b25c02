package store

import (
	"strings"
	"testing"

	"qinqing/data"
)

// enter types an entry into a register.
func (o *office) enter(kind data.RecordKind, day string, values map[string]string) (id data.ID) {
	o.t.Helper()
	o.do("登记", func(tx *Tx) (err error) {
		id, err = tx.SaveBook(data.BookInput{Kind: kind, On: on(day), Values: values})
		return err
	})
	return id
}

func (o *office) book(kind data.RecordKind) (rows []BookRow) {
	o.t.Helper()
	o.view(func(v *View) (err error) {
		rows, err = v.BookRows(kind, on("2026-01-01"), on("2026-12-31"))
		return err
	})
	return rows
}

func TestBooksNameWhatTheyHold(t *testing.T) {
	o := newOffice(t)
	p := o.save(o.problem("缺工", "2026-10-10"))
	o.enter(data.RecPolicy, "2026-10-01", map[string]string{"title": "技改奖补"})
	o.enter(data.RecDisbursement, "2026-10-09", map[string]string{"enterprise": "从没有过的厂", "policy": "技改奖补", "dueFen": "87.5", "paidFen": "80", "appliedOn": "2026-10-09", "paidOn": "2026-10-12"})
	o.enter(data.RecDisbursement, "2026-10-11", map[string]string{"enterprise": "从没有过的厂", "dueFen": "1"})
	o.enter(data.RecSupervision, "2026-10-12", map[string]string{"form": "督办函", "ref": p.Code, "unit": "发改局", "number": "督1号", "due": "2026-10-15"})
	rows := o.book(data.RecDisbursement)
	if len(rows) != 2 || rows[0].On != on("2026-10-11") || rows[1].Texts["enterprise"] != "从没有过的厂" || rows[1].Texts["policy"] != "技改奖补" || rows[1].Texts["dueFen"] != "87.5" {
		t.Fatalf("%+v", rows)
	}
	if d := rows[1].Derived; len(d) != 2 || d[0].Text != "部分兑付" || d[1].N != 2 { // a Saturday worked lies between
		t.Errorf("得出 %v", d)
	}
	if s := o.book(data.RecSupervision); len(s) != 1 || s[0].Texts["ref"] != p.Code || s[0].Texts["unit"] != "发展和改革局" || s[0].Ref != p.ID {
		t.Errorf("%+v", s)
	}
	o.view(func(v *View) error {
		n, err := v.BookCounts()
		if n[data.RecDisbursement] != 2 || n[data.RecPolicy] != 1 || n[data.RecClue] != 0 {
			t.Errorf("各有 %v", n)
		}
		return err
	})
	o.sound()
}

func TestBookEntryIsChangedDeletedAndUndone(t *testing.T) {
	o := newOffice(t)
	id := o.enter(data.RecActivityCount, "2026-10-12", map[string]string{"name": "座谈会", "count": "3"})
	version := o.book(data.RecActivityCount)[0].Version
	in := data.BookInput{Kind: data.RecActivityCount, ID: id, Version: version, On: on("2026-10-13"), Values: map[string]string{"name": "座谈会", "count": "4"}}
	change := func(tx *Tx) error { _, err := tx.SaveBook(in); return err }
	o.do("改", change)
	if rows := o.book(data.RecActivityCount); len(rows) != 1 || rows[0].Texts["count"] != "4" || rows[0].Texts["unit"] != "场" || rows[0].On != on("2026-10-13") {
		t.Fatalf("%+v", rows)
	}
	if _, err := o.Do(o.ctx, data.Op{Name: "照旧的改"}, change); data.CodeOf(err) != data.Conflict {
		t.Errorf("别人改过的又盖掉了：%v", err)
	}
	in.Kind = data.RecPolicy
	if _, err := o.Do(o.ctx, data.Op{Name: "换一本"}, change); data.CodeOf(err) != data.Invalid {
		t.Errorf("换到另一本登记簿：%v", err)
	}
	o.do("删", func(tx *Tx) error { return tx.Delete(data.EntityRecord, id) })
	if len(o.book(data.RecActivityCount)) != 0 {
		t.Error("删了还在")
	}
	for range 2 {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if rows := o.book(data.RecActivityCount); len(rows) != 1 || rows[0].Texts["count"] != "3" {
		t.Errorf("撤销两次以后 %+v", rows)
	}
	o.sound()
}

func TestANumberStandsOnceInABook(t *testing.T) {
	o := newOffice(t)
	clue := map[string]string{"number": "移1号", "receiver": "案管室"}
	id := o.enter(data.RecClue, "2026-10-12", clue)
	again := func(in data.BookInput) error {
		_, err := o.Do(o.ctx, data.Op{Name: "登记"}, func(tx *Tx) error { _, err := tx.SaveBook(in); return err })
		return err
	}
	in := data.BookInput{Kind: data.RecClue, On: on("2026-10-13"), Values: map[string]string{"number": " 移1号 ", "receiver": "案管室"}}
	if err := again(in); data.CodeOf(err) != data.Conflict || !strings.Contains(err.Error(), "2026-10-12") {
		t.Errorf("同一编号登记了两次：%v", err)
	}
	in.ID, in.Version = id, o.book(data.RecClue)[0].Version
	if err := again(in); err != nil {
		t.Errorf("改它自己也不行：%v", err)
	}
	o.do("删", func(tx *Tx) error { return tx.Delete(data.EntityRecord, id) })
	o.enter(data.RecClue, "2026-10-13", clue)
}

func TestBookOffersTheWordsItHolds(t *testing.T) {
	o := newOffice(t)
	for _, name := range []string{"宣讲", "宣讲", "走流程"} {
		o.enter(data.RecActivityCount, "2026-10-12", map[string]string{"name": name, "count": "1", "unit": "次"})
	}
	o.view(func(v *View) error {
		words, err := v.BookWords(data.RecActivityCount, "name")
		if strings.Join(words, "、") != "宣讲、走流程" {
			t.Errorf("有 %v", words)
		}
		return err
	})
}

func TestAPastedListIsNamedInItsOrder(t *testing.T) {
	o := newOffice(t)
	id := o.enter(data.RecCoverageList, "2026-10-12", map[string]string{"region": "甲县", "source": "名录", "enterprises": "丙厂\n甲厂\n丙厂"})
	o.view(func(v *View) error {
		rec, err := v.Record(id)
		if err != nil {
			return err
		}
		names, err := v.FirmsListed(rec)
		if strings.Join(names, "、") != "丙厂、甲厂" {
			t.Errorf("名单是 %v", names)
		}
		return err
	})
}
