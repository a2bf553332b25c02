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
	n := NewNav("程序", []NavEntry{{"甲", "", fynetheme.HomeIcon()}, {"乙", "二", fynetheme.ListIcon()}}, func(i int) { asked = append(asked, i) })
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
