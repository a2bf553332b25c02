package page_test

import (
	"bytes"
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// crash drops the window with all that is open in it and brings up another one over the
// same ledger.
func (r *room) crash() {
	r.win = test.NewTempWindow(r.T, container.NewStack())
	r.win.SetPadded(false)
	r.win.Resize(fyne.NewSize(1366, 720))
	o := *r.office
	next := &page.Office{Context: o.Context, Ledger: o.Ledger, Actions: o.Actions, Window: r.win, Toasts: widget.NewToasts(), Status: widget.NewStatus("横幅"),
		Folder: o.Folder, Papers: o.Papers, Inline: true, Open: o.Open, Log: o.Log, Show: o.Show, Changed: o.Changed}
	r.office = next
	r.put(container.NewStack())
}

// inFiles says whether a text stands anywhere in the ledger's files.
func (r *room) inFiles(text string) bool {
	r.Helper()
	for _, tail := range []string{"", "-wal"} {
		b, err := os.ReadFile(r.store.Path() + tail)
		if err != nil {
			r.Fatal(err)
		}
		if bytes.Contains(b, []byte(text)) {
			return true
		}
	}
	return false
}

func TestHalfTypedFormIsOfferedAgain(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("企业名称", "新来的陶瓷厂")
	r.fill("问题内容", "用电容量不足，停了两天产")
	r.crash()
	page.ShowVisitForm(r.office)
	r.must("上次没有填完", "用电容量不足，停了两天产")
	r.press("继续填写")
	if _, text := r.field("企业名称"); text != "新来的陶瓷厂" {
		t.Errorf("企业名称是“%s”", text)
	}
	if _, text := r.field("问题内容"); text != "用电容量不足，停了两天产" {
		t.Errorf("问题内容是“%s”", text)
	}
	r.fill("走访单位", "甲县纪委监委")
	if !r.inFiles("用电容量不足，停了两天产") {
		t.Fatal("没有留在文件里，下面的检查不作数")
	}
	r.press("登记走访")
	r.press("登记并新增")
	if r.covered() || r.count() != 1 {
		t.Fatalf("没有登记成：%v", r.words())
	}
	if left := r.office.HalfTyped(); len(left) > 0 {
		t.Errorf("登记以后还留着 %v", left)
	}
	page.ShowVisitForm(r.office)
	r.mustNot("上次没有填完")
}

func TestHalfTypedFormIsForgotten(t *testing.T) {
	const text = "半句没有说完的话"
	open := func(t *testing.T) *room {
		r := newRoom(t)
		page.ShowVisitForm(r.office)
		r.fill("问题内容", text)
		r.fill("企业名称", "某厂")
		if !r.inFiles(text) {
			t.Fatal("没有留在文件里，下面的检查不作数")
		}
		return r
	}
	t.Run("放弃", func(t *testing.T) {
		r := open(t)
		r.key(fyne.KeyEscape)
		r.press("放弃")
		if r.inFiles(text) {
			t.Error("放弃以后还在文件里")
		}
	})
	t.Run("下次不要了", func(t *testing.T) {
		r := open(t)
		r.crash()
		page.ShowVisitForm(r.office)
		r.press("不要了")
		if in, held := r.field("企业名称"); r.inFiles(text) || held != "" || in == nil {
			t.Errorf("不要了以后企业名称是“%s”", held)
		}
	})
	t.Run("清空", func(t *testing.T) {
		r := open(t)
		r.fill("问题内容", "")
		r.fill("企业名称", "")
		r.win.Canvas().Unfocus()
		if left := r.office.HalfTyped(); len(left) > 0 {
			t.Errorf("清空以后还留着 %v", left)
		}
	})
}

func TestHalfTypedClueLeavesNoTraceAfterItsTransfer(t *testing.T) {
	const text = "某股长收受购物卡的半句话"
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("走访单位", "甲县纪委监委")
	r.fill("企业名称", "新来的陶瓷厂")
	r.fill("问题内容", text)
	r.press("登记走访")
	r.press("只登记移送")
	r.fill("移送编号", "YS-1")
	r.fill("接收部门", "第一室")
	r.press("登记移送")
	if r.inFiles(text) {
		t.Error("移送以后还在文件里")
	}
}

func TestClassifiedTextIsNotKept(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	r.fill("问题内容", "机密★ 某文件的内容")
	r.fill("企业名称", "某厂")
	r.win.Canvas().Unfocus()
	if r.inFiles("某文件的内容") || len(r.office.HalfTyped()) == 0 {
		t.Error("标有密级的文字留在了文件里，或者别的也没有留")
	}
}

// TestEveryFormIsKept takes one of the small forms.
func TestEveryFormIsKept(t *testing.T) {
	r := newRoom(t)
	code := r.register("2026-11-02", "某陶瓷厂", "缺工", "财政局", "")
	page.ShowEventForm(r.office, r.problem(code), data.Accept)
	r.fill("说明", "电话里说好了")
	r.win.Canvas().Unfocus()
	r.crash()
	page.ShowEventForm(r.office, r.problem(code), data.Accept)
	r.press("继续填写")
	if _, text := r.field("说明"); text != "电话里说好了" {
		t.Errorf("说明是“%s”", text)
	}
}

func TestTypingIsKeptEveryFewCharacters(t *testing.T) {
	r := newRoom(t)
	page.ShowVisitForm(r.office)
	in, _ := r.field("问题内容")
	r.win.Canvas().Focus(in)
	test.Type(in, "一二三四五六七八")
	if !r.inFiles("一二三四五六") {
		t.Error("光标没有离开，打的字就没有留")
	}
}

// TestLongFormsOutliveTheProgram, each by its own title.
func TestLongFormsOutliveTheProgram(t *testing.T) {
	for name, c := range map[string]struct {
		open  func(r *room)
		field string
	}{
		"线索移送": {func(r *room) { r.books("线索移送"); r.press(data.BookOf(data.RecClue).Save) }, "移送编号"},
		"惠企政策": {func(r *room) { r.books(data.BookOf(data.RecPolicy).Name); r.press(data.BookOf(data.RecPolicy).Save) }, "政策名称"},
		"企业": {func(r *room) {
			p := page.NewFirms(r.office, func(store.Hit) {})
			r.put(p.Content)
			p.Refresh()
			r.press("新增企业")
		}, "名称"},
		"共性问题": {func(r *room) {
			p := page.NewCommons(r.office, func(store.Hit) {})
			r.put(p.Content)
			p.Refresh()
			r.press("新建一组")
		}, "组名"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			c.open(r)
			r.fill(c.field, "写到一半的内容")
			r.win.Canvas().Unfocus()
			r.crash()
			c.open(r)
			r.press("继续填写")
			if _, text := r.field(c.field); text != "写到一半的内容" {
				t.Errorf("%s是“%s”", c.field, text)
			}
		})
	}
}

// TestWhatWasTypedAboutOneRecordIsNotOfferedForAnother, and going on undoes nothing that
// became of the record meanwhile.
func TestWhatWasTypedAboutOneRecordIsNotOfferedForAnother(t *testing.T) {
	r := newRoom(t)
	r.register("2026-11-02", "甲陶瓷厂", "缺工", "财政局", "")
	r.register("2026-11-02", "乙陶瓷厂", "缺地", "财政局", "")
	change := func(name string) {
		p := page.NewFirms(r.office, func(store.Hit) {})
		r.put(p.Content)
		p.Refresh()
		p.Open(r.firm(name).ID)
		r.press("修改")
	}
	change("甲陶瓷厂")
	r.fill("联系人", "林某")
	r.win.Canvas().Unfocus()
	r.crash()
	change("乙陶瓷厂")
	r.mustNot("上次没有填完")
	if _, text := r.field("名称"); text != "乙陶瓷厂" {
		t.Errorf("名称是“%s”", text)
	}
	r.leave()
	e := r.firm("甲陶瓷厂")
	e.Phone = "0595-1"
	if _, err := r.store.Do(r.office.Context, data.Op{Name: "改"}, func(tx *store.Tx) error { return tx.SaveEnterprise(e) }); err != nil {
		t.Fatal(err)
	}
	change("甲陶瓷厂")
	r.press("继续填写")
	r.press("保存")
	if e := r.firm("甲陶瓷厂"); e.Contact != "林某" || e.Phone != "0595-1" {
		t.Errorf("存成 %+v", e)
	}
}

// TestDraftsOfNewRecordsGoOnFromTheDesk without the page they belong to.
func TestDraftsOfNewRecordsGoOnFromTheDesk(t *testing.T) {
	r := newRoom(t)
	book := data.BookOf(data.RecPolicy)
	r.books(book.Name)
	r.press(book.Save)
	r.fill("政策名称", "技改奖补")
	r.win.Canvas().Unfocus()
	r.crash()
	d := page.NewDesk(r.office, func(page.Filter, data.ID) {})
	r.changed = d.Refresh
	r.put(d.Content)
	d.Refresh()
	test.Tap(tilesOf(r)["草稿"])
	r.must(book.Save)
	r.press("接着填")
	if _, text := r.field("政策名称"); text != "技改奖补" {
		t.Errorf("政策名称是“%s”", text)
	}
}
