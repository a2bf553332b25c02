package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/reports"
)

// celled is a page whose spots can be edited and have a menu.
type celled interface {
	leaf
	fyne.DoubleTappable
	fyne.SecondaryTappable
}

// reach leads to a spot of the pages, turning over until it is in sight.
func (r *room) reach(name string, do func(celled, fyne.Position)) (told string) {
	r.Helper()
	r.scrollTo()
	for range 60 {
		found := false
		r.each(func(o fyne.CanvasObject) bool {
			x, ok := o.(celled)
			if !ok {
				return true
			}
			for _, p := range x.Parts() {
				if !found && strings.HasPrefix(p.Name, "spot:"+name) {
					found = true
					at := fyne.NewPos(p.X+p.W/2, p.Y+p.H/2)
					x.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
					told = x.Told()
					do(x, at)
				}
			}
			return true
		})
		if found {
			return told
		}
		r.key(fyne.KeyPageDown)
	}
	r.Fatalf("页面上没有 %s", name)
	return ""
}

func (r *room) twice(name string) (told string) {
	r.Helper()
	return r.reach(name, func(x celled, at fyne.Position) { x.DoubleTapped(&fyne.PointEvent{Position: at}) })
}

func (r *room) point(name string) (told string) {
	r.Helper()
	return r.reach(name, func(celled, fyne.Position) {})
}

func (r *room) october() *page.Sheets {
	r.Helper()
	sheets, err := r.office.Actions.ComposeBulletin(r.office.Context, page.BulletinInput{Kind: "月", Period: "2026-10", Layout: "A"})
	if err != nil {
		r.Fatal(err)
	}
	return sheets
}

// A number of a table is typed over where it stands; it stops the issue until its reason
// is written, the reason falls with the ledger's number, and restoring gives that back.
func TestNumbersOfATableAreTypedOverOnThePage(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	ids := map[string]bool{}
	for _, f := range r.october().Doc.Bulletin.Figures {
		ids[f.ID] = true
	}
	id := ""
	for _, f := range r.october().Doc.Bulletin.Figures {
		if f.Name == "登记问题" && f.By == "visiting" && id == "" {
			id = f.ID
		}
	}
	if id == "" {
		t.Fatalf("没有这样的数字：%v", ids)
	}
	spot := "figure:" + id
	if told := r.point(spot); !strings.Contains(told, "点一下看背后的记录") || !strings.Contains(told, "双击改写这一格") {
		t.Errorf("指着一格说的是 %q", told)
	}
	r.twice(spot)
	_, was := r.field("印成")
	r.fill("印成", "57")
	r.press("改好了")
	typed := func() []reports.TypedOver { return r.october().Doc.TypedOver }
	if list := typed(); len(list) != 1 || list[0].Figure != id || list[0].Text != was || list[0].Typed != "57" || list[0].Reason != "" {
		t.Fatalf("与台账不一致的是 %+v", list)
	}
	if told := r.point(spot); !strings.Contains(told, "改成“57”，与台账不一致，台账为“"+was+"”") {
		t.Errorf("指着改过的一格说的是 %q", told)
	}
	r.panel("提示和勾稽")
	r.must("改成“57”，与台账不一致，台账为“" + was + "”：请恢复")
	r.reach(spot, func(x celled, at fyne.Position) { x.Tapped(&fyne.PointEvent{Position: at}) })
	r.must("双击或按 Enter 打开") // the rows behind the ledger's number
	r.press("← 返回")
	r.twice(spot)
	r.fill("原因", "漏录一次")
	r.press("改好了")
	if list := typed(); len(list) != 1 || list[0].Reason != "漏录一次" {
		t.Fatalf("写了原因以后 %+v", list)
	}
	r.panel("提示和勾稽")
	r.mustNot("与台账不一致")
	r.panel("正文")
	r.must("保留的原因：漏录一次")
	r.register("2026-10-21", "丙石材厂", "用电不足", "人社局", "2026-11-30") // counts anew
	if list := typed(); len(list) != 1 || list[0].Reason != "" || list[0].Text == was {
		t.Errorf("台账的数变了以后 %+v", list)
	}
	r.press("← 选项")
	r.press("看页面和核对")
	r.panel("提示和勾稽")
	r.must("改成“57”，与台账不一致")
	r.panel("正文")
	r.press("恢复")
	if list := typed(); len(list) != 0 {
		t.Errorf("恢复以后 %+v", list)
	}
	r.mustNot("与台账不一致")
	r.office.Undo()
	if list := typed(); len(list) != 1 {
		t.Errorf("撤销以后 %+v", list)
	}
}

// Words in a table are only words, masked like all others; the menu and F2 lead there too.
func TestWordsOfATableAreTypedOverOnThePage(t *testing.T) {
	r := bulletinPage(t)
	r.press("看页面和核对")
	cell := func() (key string) {
		b := r.october().Doc.Bulletin
		for _, x := range b.Body {
			if x.Table != nil && key == "" {
				key = x.Table.CellKey(x.Key, 0, 0)
			}
		}
		return key
	}()
	words := func() string {
		x, ok := r.october().Doc.CellOf(cell)
		if !ok {
			t.Fatalf("没有这一格 %s", cell)
		}
		return x.Now
	}
	was := words()
	if told := r.twice("cell:" + cell); !strings.Contains(told, "双击改写这一格") {
		t.Errorf("指着一格说的是 %q", told)
	}
	r.fill("印成", "甲陶瓷厂所在组")
	r.mustNot("原因")
	r.press("改好了")
	if got := words(); got == was || strings.Contains(got, "甲陶瓷厂") || len(r.october().Doc.TypedOver) != 0 {
		t.Errorf("印的是 %q，%+v", got, r.october().Doc.TypedOver)
	}
	r.reach("cell:"+cell, func(x celled, at fyne.Position) {
		x.TappedSecondary(&fyne.PointEvent{Position: at, AbsolutePosition: at})
	})
	r.must("改写这一格…", "表题和说明…", "恢复成“"+was+"”")
	r.key(fyne.KeyEscape)
	r.reach("cell:"+cell, func(x celled, _ fyne.Position) {
		r.win.Canvas().Focus(x.(fyne.Focusable))
		x.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(-1, -1)}})
	})
	r.reach("cell:"+cell, func(x celled, at fyne.Position) { x.(fyne.Focusable).TypedKey(&fyne.KeyEvent{Name: fyne.KeyF2}) })
	r.fill("印成", "")
	r.press("改好了")
	if got := words(); got != "" {
		t.Errorf("清空以后印的是 %q", got)
	}
	r.twice("cell:" + cell)
	r.press("恢复成“" + was + "”")
	if got := words(); got != was || len(r.october().Doc.Cells) != 0 {
		t.Errorf("恢复以后印的是 %q", got)
	}
}

// What was typed into a row that is gone is told of, and thrown away when nobody wants it.
func TestTypedCellsWhoseRowIsGoneAreTold(t *testing.T) {
	r := bulletinPage(t)
	code := r.register("2026-10-08", "丙石材厂", "用水不足", "水利局", "2026-10-15")
	r.press("看页面和核对")
	var key string
	for _, a := range r.october().Doc.Bulletin.Annexes {
		for _, x := range a.Blocks {
			if x.Table == nil {
				continue
			}
			for i, row := range x.Table.Rows {
				if row.Key == data.ProblemRow(r.problem(code).ID) {
					key = x.Table.CellKey(x.Key, i, len(row.Cells)-1)
				}
			}
		}
	}
	if key == "" {
		t.Fatal("逾期清单里没有这一行")
	}
	r.twice("cell:" + key)
	r.fill("印成", "已催办两次")
	r.press("改好了")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-10-14")})
	gone := func() bool {
		return slices.ContainsFunc(r.october().Doc.Cells, func(x reports.CellText) bool { return x.Key == key && x.Gone })
	}
	if !gone() {
		t.Fatalf("%+v", r.october().Doc.Cells)
	}
	r.press("← 选项")
	r.press("看页面和核对")
	r.panel("提示和勾稽")
	r.must("改写过一格，这一期没有印")
	r.mustNot("已催办两次")
	r.panel("正文")
	r.press("不要了")
	if gone() {
		t.Error("不要的还在")
	}
}
