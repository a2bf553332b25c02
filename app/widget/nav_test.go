package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"
)

func TestNavAsksForThePageAndMarksIt(t *testing.T) {
	w := window(t)
	var asked []int
	n := NewNav("程序", []NavEntry{{Name: "甲", Icon: fynetheme.HomeIcon()}, {Name: "乙", Group: "二", Icon: fynetheme.ListIcon()}}, func(i int) { asked = append(asked, i) })
	w.SetContent(n.Content)
	test.Tap(n.items[1])
	if len(asked) != 1 || asked[0] != 1 {
		t.Fatalf("点第二页要的是 %v", asked)
	}
	bold := func(i int) bool {
		for _, o := range test.WidgetRenderer(n.items[i]).Objects() {
			if x, ok := o.(*canvas.Text); ok {
				return x.TextStyle.Bold
			}
		}
		return false
	}
	n.Choose(1)
	if bold(0) || !bold(1) {
		t.Error("打开的一页没有用粗体标出")
	}
	n.Choose(0)
	if !bold(0) || bold(1) {
		t.Error("换页以后标出的没有换")
	}
}

func TestNavNarrowShowsIconsOnlyAndStillAnswers(t *testing.T) {
	w := window(t)
	asked, did := -1, 0
	n := NewNav("程序", []NavEntry{{Name: "甲", Icon: fynetheme.HomeIcon()}, {Name: "收起", Group: "二", Icon: fynetheme.ListIcon(), Do: func() { did++ }}}, func(i int) { asked = i })
	w.SetContent(n.Content)
	if n.Content.MinSize().Width != NavWidth {
		t.Errorf("展开时宽 %v", n.Content.MinSize().Width)
	}
	n.SetNarrow(true)
	if n.Content.MinSize().Width != NavNarrow || !n.Narrow() {
		t.Errorf("收起后宽 %v", n.Content.MinSize().Width)
	}
	for _, o := range test.WidgetRenderer(n.items[0]).Objects() {
		if x, ok := o.(*canvas.Text); ok && x.Visible() {
			t.Error("收起后文字还看得见")
		}
	}
	test.Tap(n.items[0])
	test.Tap(n.items[1])
	if asked != 0 || did != 1 {
		t.Errorf("收起后点出了 %d、%d 次", asked, did)
	}
	n.SetNarrow(false)
	if n.Content.MinSize().Width != NavWidth {
		t.Error("没有再展开")
	}
}

func TestNavHasAllPagesInSightOnAnOfficesScreen(t *testing.T) {
	var entries []NavEntry
	for i := range 17 {
		entries = append(entries, NavEntry{Name: "页面", Group: string(rune('a' + i/5)), Icon: fynetheme.HomeIcon()})
	}
	for _, c := range []struct {
		name   string
		height float32
		fits   bool
		row    float32
	}{{"1080 的屏", 960, true, navRow}, {"768 的屏", 640, true, 33}, {"640 的窗口", 520, true, navLow}, {"放大一倍", 300, false, navLow}} {
		t.Run(c.name, func(t *testing.T) {
			n := NewNav("程序", entries, func(int) {})
			w := window(t)
			w.SetContent(n.Content)
			n.Content.Resize(fyne.NewSize(NavWidth, c.height))
			last := n.items[len(n.items)-1]
			if foot := last.Position().Y + last.Size().Height; (foot <= c.height) != c.fits {
				t.Errorf("最后一页到 %v，高 %v", foot, c.height)
			}
			if h := last.Size().Height; h < c.row || h > c.row+1 {
				t.Errorf("每行高 %v", h)
			}
		})
	}
}

func TestTableBackspaceIsTold(t *testing.T) {
	table, _ := tableOf(t, 3)
	press(table, fyne.KeyBackspace) // nobody listens
	n := 0
	table.OnBack = func() { n++ }
	press(table, fyne.KeyBackspace)
	if n != 1 {
		t.Errorf("告知了 %d 次", n)
	}
}

func TestNavBringsTheChosenPageIntoSight(t *testing.T) {
	w := window(t)
	var entries []NavEntry
	for i := range 20 {
		entries = append(entries, NavEntry{Name: string(rune('甲' + i)), Icon: fynetheme.HomeIcon()})
	}
	n := NewNav("程序", entries, func(int) {})
	w.SetContent(n.Content)
	w.Resize(fyne.NewSize(300, 300))
	for _, i := range []int{19, 0, 10} {
		n.Choose(i)
		x := n.items[i]
		if top := x.Position().Y - n.scroll.Offset.Y; top < 0 || top+x.Size().Height > n.scroll.Size().Height+0.5 {
			t.Errorf("第 %d 页在 %v，看得见的高 %v", i, top, n.scroll.Size().Height)
		}
	}
}
