package page_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data/store"
)

type problemTable = widget.DataTable[store.ProblemRow]

// table is the table of problems on show.
func (r *room) table() (out *problemTable) {
	r.Helper()
	r.each(func(o fyne.CanvasObject) bool {
		if t, ok := o.(*problemTable); ok {
			out = t
		}
		return out == nil
	})
	if out == nil {
		r.Fatal("没有问题列表")
	}
	return out
}

// heads are the columns on show.
func (r *room) heads() (out []string) {
	for _, p := range r.table().Parts() {
		if s, ok := strings.CutPrefix(p.Name, "head:"); ok {
			out = append(out, s)
		}
	}
	return out
}

func TestGridColumnsStandAsTheyWereLeft(t *testing.T) {
	r, _, _ := list(t)
	before := r.heads()
	r.table().ShowColumn("编号", false)
	r.table().Freeze(1)
	from, to := r.table().Parts()[1], r.table().Parts()[2] // 问题 behind 企业
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = fyne.NewPos(from.X+10, 5)
	r.table().MouseDown(e)
	r.table().Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(to.X+to.W-5, 5)}})
	r.table().DragEnd()
	want := slices.Concat(before[1:2], before[3:4], before[2:3], before[4:])
	if got := r.heads(); !slices.Equal(got, want) {
		t.Fatalf("列为 %v，应为 %v", got, want)
	}
	again := page.NewProblems(r.office)
	r.put(again.Content)
	again.Refresh()
	if got := r.heads(); !slices.Equal(got, want) {
		t.Errorf("再打开时列为 %v，应为 %v", got, want)
	}
}

func TestGridRemembersTheOrder(t *testing.T) {
	r, _, c := list(t)
	r.click("head:期限")
	r.wantRows("按期限", c[0], c[2], c[1])
	again := page.NewProblems(r.office)
	r.put(again.Content)
	again.Refresh()
	r.wantRows("再打开", c[0], c[2], c[1])
}

func TestGridKeepsABlockWhenRowsAreReadAnew(t *testing.T) {
	r, p, _ := list(t)
	r.win.Canvas().Focus(r.table())
	r.table().TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := r.office.Status.Text(); got != "共 3 条 · 选中 3" {
		t.Errorf("状态栏“%s”", got)
	}
	r.register("2026-11-10", "丁厂", "新来的", "", "")
	p.Refresh()
	if b, ok := r.table().Chosen(); !ok || b.Top != 1 || b.Bottom != 3 {
		t.Errorf("刷新后选中 %v %v，应仍是原来三行", b, ok)
	}
	r.table().TypedShortcut(&fyne.ShortcutCopy{})
	text := fyne.CurrentApp().Clipboard().Content()
	if !strings.HasPrefix(text, "编号\t登记日\t问题\t企业") || strings.Contains(text, "新来的") || !strings.Contains(text, "招不到工人") {
		t.Errorf("复制为 %q", text)
	}
}

// TestWhatIsLeftOfALimitStandsWhole: 剩 24 个工…… would leave open what the 24 are.
func TestWhatIsLeftOfALimitStandsWhole(t *testing.T) {
	r, _, _ := list(t)
	r.win.Resize(fyne.NewSize(1366-176, 660))
	need := fyne.MeasureText("剩 24 个工作日", 13, fyne.TextStyle{}).Width + 34 // the mark and the sides
	for _, p := range r.table().Parts() {
		if p.Name == "head:期限情况" && p.W < need {
			t.Errorf("期限情况宽 %v，要 %v", p.W, need)
		}
	}
}
