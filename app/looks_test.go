package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// longest is a name of as many characters as a register takes.
func longest(begin string) string {
	r := []rune(begin + strings.Repeat("海峡西岸智能制造与新材料产业园区供应链协同创新服务有限责任公司", 8))
	return string(r[:200])
}

// longLedger has a visit whose every name is as long as names get.
func longLedger(t *testing.T) *window {
	t.Helper()
	w := windowOver(t, true)
	on, err := workday.Parse("2026-11-18")
	if err != nil {
		t.Fatal(err)
	}
	in := page.VisitInput{On: on, Unit: longest("走访单位"), Enterprise: longest("企业"), Visitors: longest("走访人员"), Reply: longest("答复"), Note: longest("备注"),
		Problems: []page.FoundInput{{Content: longest("问题"), Lead: longest("主办单位"), Due: "2026-11-19", Supporting: []string{longest("协办单位")}}, {Content: longest("另一个问题")}}}
	if _, err := w.office.Actions.SaveVisit(w.office.Context, in); err != nil {
		t.Fatal(err)
	}
	w.changed()
	return w
}

// spills lists the texts that are wider than the place they are given, and what lies to
// the right of the window. What a table or a list clips may be.
func spills(w *window, screen float32) (out []string) {
	var walk func(o fyne.CanvasObject, at fyne.Position)
	walk = func(o fyne.CanvasObject, at fyne.Position) {
		if !o.Visible() {
			return
		}
		at = at.Add(o.Position())
		switch x := o.(type) {
		case *canvas.Text:
			if x.Text != "" && (x.MinSize().Width > x.Size().Width+1.5 || at.X+x.MinSize().Width > screen+1.5) {
				out = append(out, x.Text)
			}
		case *container.Clip:
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c, at)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(x).Objects() {
				walk(c, at)
			}
		}
	}
	walk(w.body, fyne.NewPos(0, 0))
	return out
}

func TestLongNamesKeepToTheirPlaces(t *testing.T) {
	w := longLedger(t)
	for _, size := range []fyne.Size{{Width: 1024, Height: 600}, {Width: 1366, Height: 728}, {Width: 1920, Height: 1040}} {
		w.win.Resize(size)
		w.body.Resize(size)
		for i, s := range w.screens {
			w.show(i)
			for _, text := range spills(w, size.Width) {
				t.Errorf("%s，%.0f×%.0f：“%.60s”超出它的位置", s.name, size.Width, size.Height, text)
			}
		}
	}
}

func TestNoticeStandsAboveItsYear(t *testing.T) {
	w := windowOver(t, true)
	size := fyne.NewSize(1920, 1040)
	w.win.Resize(size)
	w.body.Resize(size)
	w.showNamed("节假日")
	var foot, top float32 = -1, -1
	var walk func(o fyne.CanvasObject, y float32)
	walk = func(o fyne.CanvasObject, y float32) {
		y += o.Position().Y
		switch x := o.(type) {
		case *widget.Para:
			if strings.HasPrefix(x.Text(), "来源") {
				foot = y + x.MinSize().Height
			}
		case *widget.YearGrid:
			top = y
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c, y)
			}
		case *container.Scroll:
			walk(x.Content, y)
		}
	}
	walk(w.stack, 0)
	if foot < 0 || top < foot {
		t.Errorf("通知的文字到 %v，日历从 %v 起", foot, top)
	}
}

func TestArrowsReachTheListOfThePageOnShow(t *testing.T) {
	w := longLedger(t)
	for _, name := range []string{"走访", "问题", "企业", "单位", "字典", "操作记录"} {
		w.showNamed(name)
		if w.win.Canvas().Focused() != nil {
			t.Fatalf("%s：打开时已有光标", name)
		}
		w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyDown})
		if _, table := w.win.Canvas().Focused().(interface{ CursorRow() int }); !table {
			t.Errorf("%s：按 ↓ 以后光标不在列表里", name)
		}
	}
	w.win.Canvas().Unfocus()
	page.ShowVisitForm(w.office)
	before := w.win.Canvas().Focused()
	w.intoTable()
	if w.win.Canvas().Focused() != before {
		t.Error("表单开着，方向键到了下面的列表")
	}
}

// TestEnterGoesOnFromWhatWasFound: the search has closed and nothing has the keys, yet the
// record lies open.
func TestEnterGoesOnFromWhatWasFound(t *testing.T) {
	w := longLedger(t)
	var id data.ID
	err := w.office.View(w.office.Context, func(v *store.View) error {
		ids, err := v.ProblemIDs(store.ProblemQuery{Today: w.store.Today()})
		id = ids[0]
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	w.jump(store.Hit{Entity: data.EntityProblem, ID: id})
	if w.win.Canvas().Focused() != nil {
		t.Fatal("打开以后已有光标")
	}
	w.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if b, ok := w.win.Canvas().Focused().(*widget.Button); !ok || b.Text != "交办" {
		t.Errorf("按 Enter 以后光标在 %T，应在右边第一个能办的事项上", w.win.Canvas().Focused())
	}
}

func TestNoTwoPagesHaveTheSameIcon(t *testing.T) {
	w := windowOver(t, false)
	var seen []string
	for _, s := range w.screens {
		if name := s.icon.Name(); slices.Contains(seen, name) {
			t.Errorf("%s 的图标 %s 别的页面也有：导航收起时只看得见图标", s.name, name)
		} else {
			seen = append(seen, name)
		}
	}
}

func TestSettingsHasOneButtonThatStandsOut(t *testing.T) {
	w := windowOver(t, false)
	w.showNamed("设置")
	n := 0
	for _, o := range test.LaidOutObjects(w.stack) {
		if b, ok := o.(*widget.Button); ok && b.Visible() && b.Importance == fynewidget.HighImportance {
			n++
		}
	}
	if n != 1 {
		t.Errorf("有 %d 个主按钮", n)
	}
}
