package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// The scope acts on all of the board: what of it is a unit's only that unit has.
func TestBoardScopeActsOnAll(t *testing.T) {
	r, b, _ := boardRoom(t)
	r.fill("范围", "主办单位")
	r.fill("范围名称", "人社局")
	b.Refresh()
	ranking := only[*widget.DataTable[reports.RankedUnit]](r, "排名")
	if ranking.Rows().Len() != 1 {
		t.Errorf("排名里有 %d 个单位", ranking.Rows().Len())
	}
	spots := 0
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*widget.Picture); ok {
			for _, s := range x.Spots() {
				spots++
				if strings.Contains(s.Name, "金融监管局") {
					t.Errorf("图里有别的单位：%s", s.Name)
				}
			}
		}
		return true
	})
	if spots == 0 {
		t.Error("没有图")
	}
}

// Two periods stand side by side, each number opens its own rows, Esc compares no more.
func TestBoardComparesTwoPeriods(t *testing.T) {
	r, _, _ := boardRoom(t)
	r.fill("对比", "比上一期")
	table := only[*widget.DataTable[reports.ComparedLine]](r, "对比表")
	at := -1
	for i := range table.Rows().Len() {
		if line, _ := table.Rows().Row(i); line.Name == "登记问题" {
			at = i
			if line.Figures[0].Text() != "2" || line.Figures[1].Text() != "1" || line.Difference.Text() != "+1" || line.Difference.Note != "+100.0%" {
				t.Errorf("登记问题 %s、%s，相差 %s（%s）", line.Figures[0].Text(), line.Figures[1].Text(), line.Difference.Text(), line.Difference.Note)
			}
		}
	}
	if at < 0 {
		t.Fatal("对比里没有登记问题")
	}
	table.OnOpen(at)
	r.must("2026年11月 登记问题：2 条")
	r.press("← 返回")
	only[*widget.DataTable[reports.ComparedLine]](r, "对比表").OnEscape()
	if len(shownTiles(r)) == 0 {
		t.Error("Esc 没有回到看板")
	}
}

func TestBoardComparesTwoUnits(t *testing.T) {
	r, b, _ := boardRoom(t)
	r.fill("对比", "比另一单位")
	b.Refresh()
	r.must("请先在“全部”处选")
	r.fill("范围", "主办单位")
	r.fill("范围名称", "人社局")
	r.fill("对比单位", "金融监管局")
	b.Refresh()
	r.must("人社局 与 金融监管局 对比")
}

// From a unit of the ranking one step shows what of it is open, late ones first, and how
// that falls to the categories.
func TestBoardTellsWhyOfAUnit(t *testing.T) {
	r, _, _ := boardRoom(t)
	ranking := only[*widget.DataTable[reports.RankedUnit]](r, "排名")
	for i := range ranking.Rows().Len() {
		if u, _ := ranking.Rows().Row(i); u.Name == "金融监管局" {
			ranking.OnOpen(i)
		}
	}
	r.must("金融监管局：在办 1 个，其中逾期 1 个", "100.0%")
	r.key(fyne.KeyEscape)
	if len(shownTiles(r)) == 0 {
		t.Error("Esc 没有回到看板")
	}
}

func TestBoardTellsWhatIsPointedAt(t *testing.T) {
	r, _, _ := boardRoom(t)
	tile := shownTiles(r)["登记问题"]
	tile.MouseIn(&desktop.MouseEvent{})
	r.must("每个问题只登记一次")
	tile.MouseOut()
	pic := only[*widget.Picture](r, "图")
	s := pic.Spots()[len(pic.Spots())-1]
	pic.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(s.X+s.W/2, s.Y+s.H/2)}})
	if !strings.Contains(s.More, "：") || !strings.Contains(pic.Told(), s.Tip) {
		t.Errorf("指着时说的是 %q，%q", pic.Told(), s.More)
	}
}

func TestBoardTablesAreCopied(t *testing.T) {
	r, _, _ := boardRoom(t)
	ranking := only[*widget.DataTable[reports.RankedUnit]](r, "排名")
	for _, item := range ranking.Menu(0) {
		if !item.IsSeparator && item.Label != "复制图片" && !strings.HasPrefix(item.Label, "为什么") {
			item.Action()
		}
	}
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "主办单位\t名次\t办结率") || !strings.Contains(got, "金融监管局") {
		t.Errorf("复制的是 %q", got)
	}
	for _, kind := range []string{"pdf", "xlsx"} {
		if found, _ := filepath.Glob(filepath.Join(r.office.Charts, "主办单位办结率排名*."+kind)); len(found) != 1 {
			t.Errorf("%s：%v", kind, found)
		}
	}
}

// All the files of a month go into a folder of their own in one go.
func TestBoardWritesTheWholeSet(t *testing.T) {
	r, _, _ := boardRoom(t)
	into, made, err := r.office.Actions.SaveSet(r.office.Context, stats.Month(2026, 11), r.office.Charts)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, path := range made {
		if st, err := os.Stat(path); err != nil || st.Size() < 500 || filepath.Dir(path) != into {
			t.Errorf("%s：%v", path, err)
		}
		kinds[filepath.Ext(path)]++
	}
	if kinds[".pdf"] < 4 || kinds[".xlsx"] != 1 || kinds[".docx"] != 1 || kinds[".png"] < 2 {
		t.Errorf("写了 %v", kinds)
	}
}

// TestWhatTheBoardCopiesIsNoFormula: in a worksheet a name stays text, whatever it begins
// with, and keeps its comma.
func TestWhatTheBoardCopiesIsNoFormula(t *testing.T) {
	const name = "=1+1,甲"
	r, b, _ := boardRoom(t)
	if _, err := r.store.Do(r.office.Context, data.Op{Name: "建单位和类别"}, func(tx *store.Tx) error {
		if err := tx.SaveEntry(&data.Entry{Kind: data.DictCategory, Name: name}); err != nil {
			return err
		}
		return tx.SaveUnit(&data.Unit{Name: name, Kind: data.Department})
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.office.Actions.SaveVisit(r.office.Context, page.VisitInput{On: day("2026-11-04"), Unit: "甲县纪委监委", Enterprise: "甲县锦绣食品厂",
		Problems: []page.FoundInput{{Content: "接电慢", Category: name, Lead: name, Due: "2026-11-10"}}}); err != nil {
		t.Fatal(err)
	}
	b.Refresh()
	items := only[*widget.DataTable[reports.RankedUnit]](r, "排名").Menu(0)
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*widget.Picture); ok {
			items = append(items, x.Menu()...)
		}
		return true
	})
	found := 0
	for _, item := range items {
		if item.Label != "复制整张表" && item.Label != "复制数字" {
			continue
		}
		item.Action()
		for _, cell := range strings.FieldsFunc(fyne.CurrentApp().Clipboard().Content(), func(c rune) bool { return strings.ContainsRune("\t\r\n", c) }) {
			if strings.HasPrefix(cell, "=") {
				t.Errorf("%s：%q 是公式", item.Label, cell)
			}
			if cell == "'"+name {
				found++
			}
		}
	}
	if found < 2 {
		t.Errorf("%d 处复制了“%s”，应当在排名里，也在图里", found, name)
	}
}
