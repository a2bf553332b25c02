package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// TestTilesSetThousandsApart: on the screen 12,345, in what is copied 12345.
func TestTilesSetThousandsApart(t *testing.T) {
	for _, tc := range []struct {
		name  string
		value float64
		unit  string
		span  string
		want  string
	}{
		{"thousands", 12345, "个", stats.SpanPeriod, "12,345"},
		{"few", 999, "个", stats.SpanPeriod, "999"},
		{"a change", 1234, "个", stats.SpanPrevious, "+1,234"},
		{"a change for less", -1234567, "个", stats.SpanLastYear, "-1,234,567"},
		{"a rate", 99.96, stats.UnitPercent, stats.SpanPeriod, "99.96%"},
		{"money", 28700.5, stats.UnitMoney, stats.SpanPeriod, "28,700.5"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			x := &page.FigureTile{Tile: reports.Tile{Figure: stats.Figure{Value: &tc.value, Unit: tc.unit, Span: tc.span}}}
			if got := x.Number(); got != tc.want {
				t.Errorf("写成 %s", got)
			}
		})
	}
	nothing := &page.FigureTile{}
	if got := nothing.Number(); got != "—" {
		t.Errorf("没有数字写成 %s", got)
	}
}

// TestRankingIsSortedByItsHeads lists the units by what a leader asks for, and keeps to it
// when the rows behind a unit were looked at.
func TestRankingIsSortedByItsHeads(t *testing.T) {
	r, _, _ := boardRoom(t)
	names := func() (out []string) {
		rows := only[*widget.DataTable[reports.RankedUnit]](r, "排名").Rows()
		for i := range rows.Len() {
			u, _ := rows.Row(i)
			out = append(out, u.Name)
		}
		return out
	}
	table := only[*widget.DataTable[reports.RankedUnit]](r, "排名")
	usual := names()
	table.OnSort("late", true)
	if got := names(); got[0] != "金融监管局" || len(got) != len(usual) {
		t.Errorf("按期末逾期从多到少：%v", got)
	}
	table.OnOpen(0)
	r.must("金融监管局：在办 1 个")
	r.key(fyne.KeyEscape)
	if got := names(); got[0] != "金融监管局" {
		t.Errorf("回来以后：%v", got)
	}
	for _, desc := range []bool{true, false} { // only 人社局 resolved something
		table = only[*widget.DataTable[reports.RankedUnit]](r, "排名")
		table.OnSort("intime", desc)
		if got := names(); got[0] != "人社局" {
			t.Errorf("没有数字的要在最后：%v", got)
		}
	}
	if !slices.Contains(usual, "发展和改革局") {
		t.Error(usual)
	}
}

// TestBoardGivesUpTheOtherUnit: with the whole office there is no other unit to compare with.
func TestBoardGivesUpTheOtherUnit(t *testing.T) {
	r, b, _ := boardRoom(t)
	r.fill("范围", "主办单位")
	r.fill("范围名称", "人社局")
	r.fill("对比", "比另一单位")
	r.fill("对比单位", "金融监管局")
	b.Refresh()
	r.must("人社局 与 金融监管局 对比")
	r.fill("范围", "全部")
	r.mustNot("请先在“全部”处选")
	if len(shownTiles(r)) == 0 {
		t.Error("没有回到看板")
	}
}

// TestBoardSaysThatItCounts: before the first count there are words, not a blank.
func TestBoardSaysThatItCounts(t *testing.T) {
	r := newRoom(t)
	b := page.NewBoard(r.office, func(store.Hit) {}, func(fyne.CanvasObject) {})
	r.put(b.Content)
	r.must("正在统计…")
	b.Refresh()
	r.mustNot("正在统计…")
}

// TestChartsGrowWithTheWindow: what is too low on a large screen has letters nobody reads.
func TestChartsGrowWithTheWindow(t *testing.T) {
	r, _, _ := boardRoom(t)
	height := func(w, h float32) float32 {
		r.win.Resize(fyne.NewSize(w, h))
		return only[*widget.Picture](r, "图").Size().Height
	}
	low, high := height(1190, 600), height(1744, 950)
	if low < 220 || high < 300 {
		t.Errorf("图高 %v、%v", low, high)
	}
	if ranking := only[*widget.DataTable[reports.RankedUnit]](r, "排名"); ranking.Size().Height < 380 {
		t.Errorf("排名高 %v", ranking.Size().Height)
	}
	found := false
	for _, x := range everySelect(r) {
		found = found || strings.HasSuffix(x.Selected, "（个）")
	}
	if !found {
		t.Error("分布图没有写单位")
	}
}

func everySelect(r *room) (out []*widget.Select) {
	r.each(func(o fyne.CanvasObject) bool {
		if x, ok := o.(*widget.Select); ok {
			out = append(out, x)
		}
		return true
	})
	return out
}
