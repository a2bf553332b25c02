package page_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// boardRoom is a window with the board over a small ledger of November 2026.
func boardRoom(t *testing.T) (r *room, b *page.Board, jumped *[]store.Hit) {
	r, jumped = newRoom(t), &[]store.Hit{}
	r.register("2026-10-12", "甲县恒岳陶瓷厂", "贷款审批慢", "金融监管局", "2026-10-30")
	code := r.register("2026-11-02", "甲县锦绣食品厂", "招工难", "人社局", "2026-11-30")
	r.event(code, page.EventInput{Kind: data.Report, On: day("2026-11-05")})
	r.event(code, page.EventInput{Kind: data.Resolve, On: day("2026-11-06")})
	r.register("2026-11-03", "甲县锦绣食品厂", "用电容量不足", "发展和改革局", "2026-12-30")
	b = page.NewBoard(r.office, func(h store.Hit) { *jumped = append(*jumped, h) }, func(fyne.CanvasObject) {})
	r.put(b.Content)
	b.Refresh()
	return r, b, jumped
}

func shownTiles(r *room) map[string]*page.FigureTile {
	out := map[string]*page.FigureTile{}
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*page.FigureTile); ok {
			out[x.Tile.Name] = x
		}
		return true
	})
	return out
}

// only is the first thing of its kind that can be seen.
func only[T fyne.CanvasObject](r *room, what string) (found T) {
	r.Helper()
	some := false
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(T); ok && !some {
			found, some = x, true
		}
		return !some
	})
	if !some {
		r.Fatalf("没有%s", what)
	}
	return found
}

func TestBoardTellsTheMonth(t *testing.T) {
	r, _, _ := boardRoom(t)
	tiles := shownTiles(r)
	for name, want := range map[string]string{"登记问题": "2", "办结": "1", "期末逾期": "1", "走访企业": "1", "按时办结率": "100.0%"} {
		if tiles[name] == nil || tiles[name].Number() != want {
			t.Errorf("%s 不是 %s：%+v", name, want, tiles[name])
		}
	}
	if lines := strings.Join(tiles["登记问题"].Lines(), "；"); !strings.Contains(lines, "累计 3") || !strings.Contains(lines, "环比 +1") {
		t.Errorf("登记问题：%s", lines)
	}
	ranking := only[*widget.DataTable[reports.RankedUnit]](r, "排名")
	if ranking.Name != "排名" {
		t.Error(ranking.Name)
	}
}

// A tile opens its rows, a row its record, and Esc goes back one step.
func TestBoardOpensTheRowsBehind(t *testing.T) {
	r, _, jumped := boardRoom(t)
	test.Tap(shownTiles(r)["登记问题"])
	r.must("登记问题：2 条", "每个问题只登记一次")
	r.key(fyne.KeyReturn)
	if len(*jumped) != 1 || (*jumped)[0].Entity != data.EntityProblem || (*jumped)[0].Title != "招工难" {
		t.Errorf("打开了 %+v", *jumped)
	}
	r.key(fyne.KeyEscape)
	if len(shownTiles(r)) == 0 {
		t.Error("Esc 没有回到看板")
	}
}

func TestBoardChartsOpenTheirRows(t *testing.T) {
	r, _, _ := boardRoom(t)
	pic := only[*widget.Picture](r, "图")
	opened, empty := 0, 0
	for i := range pic.Spots() {
		pic.OnChosen(i)
		switch {
		case r.says("双击或按 Enter 打开"):
			opened++
		case r.says("：没有记录"): // says what to do, not how to open what is not there
			r.must("请返回换一个期间或范围", "先登记走访或导入台账")
			empty++
		}
		r.press("← 返回")
	}
	if opened+empty != len(pic.Spots()) || opened == 0 || empty == 0 {
		t.Errorf("%d 处里有 %d 处打开了明细，%d 处是空的", len(pic.Spots()), opened, empty)
	}
}

func TestBoardNarrowedToAUnit(t *testing.T) {
	r, b, _ := boardRoom(t)
	r.fill("范围", "主办单位")
	r.fill("范围名称", "人社局")
	b.Refresh()
	if got := shownTiles(r)["登记问题"].Number(); got != "1" {
		t.Errorf("人社局登记问题 %s", got)
	}
	r.fill("范围名称", "没有这个局")
	b.Refresh()
	r.must("没有“没有这个局”")
}

func TestBoardSavesItsCharts(t *testing.T) {
	r, _, _ := boardRoom(t)
	pic := only[*widget.Picture](r, "图")
	for _, item := range pic.Menu() {
		item.Action()
	}
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "\t") {
		t.Errorf("复制的是 %q", got)
	}
	for _, kind := range []string{"png", "pdf", "xlsx"} {
		found, err := filepath.Glob(filepath.Join(r.office.Charts, "*."+kind))
		if err != nil || len(found) != 1 {
			t.Fatalf("%s：%v %v", kind, found, err)
		}
		if st, err := os.Stat(found[0]); err != nil || st.Size() < 500 {
			t.Errorf("%s：%v", kind, err)
		}
	}
}

// An empty ledger says what to do first; one with records only says that the month has none.
func TestEmptyBoardSaysWhatToDo(t *testing.T) {
	r := newRoom(t)
	b := page.NewBoard(r.office, func(store.Hit) {}, func(fyne.CanvasObject) {})
	r.put(b.Content)
	b.Refresh()
	r.must("台账还是空的", "导入台账")
	r.press("登记走访")
	r.must("走访单位")
	r.register("2025-03-03", "甲县恒岳陶瓷厂", "贷款审批慢", "金融监管局", "2025-03-30")
	b.Refresh()
	if r.says("台账还是空的") {
		t.Error("有了问题还说台账是空的")
	}
}

// However narrow its tile, a figure keeps to it.
func TestTileKeepsToItsWidth(t *testing.T) {
	r, _, _ := boardRoom(t)
	million := 1234567.0
	points := -12.34
	for _, x := range shownTiles(r) {
		x.Tile.Figure.Value = &million
		if x.Tile.Total.Value != nil {
			x.Tile.Total.Value = &million
		}
		x.Tile.Previous, x.Tile.LastYear = stats.Figure{Value: &points, Unit: stats.UnitPoints, Span: stats.SpanPrevious}, stats.Figure{Value: &million, Unit: "个", Span: stats.SpanLastYear}
		for _, width := range []float32{84, 100, 140} {
			x.Resize(fyne.NewSize(width, 110))
			x.Refresh()
			for _, o := range test.LaidOutObjects(x) {
				if text, ok := o.(*canvas.Text); ok && text.MinSize().Width > width-10 {
					t.Errorf("%s，宽 %v：“%s”宽 %v", x.Tile.Name, width, text.Text, text.MinSize().Width)
				}
			}
		}
	}
}
