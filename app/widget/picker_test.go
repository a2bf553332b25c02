package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestPickerOffersAndPicks(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市发展改革委", "市财政局", "县财政局", "财政所"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	submitted := 0
	f.OnSubmit = func() { submitted++ }
	ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "财政")
	if got := p.Offered(); len(got) != 3 || got[0] != "财政所" {
		t.Fatalf("输入“财政”给出 %v，以它开头的应在最前", got)
	}
	key(p, fyne.KeyDown)
	key(p, fyne.KeyDown)
	key(p, fyne.KeyReturn)
	if p.Text != "市财政局" || p.Open() || submitted != 0 {
		t.Fatalf("选中后为“%s”，列表开着：%v，提交 %d 次", p.Text, p.Open(), submitted)
	}
	key(p, fyne.KeyReturn)
	if submitted != 1 {
		t.Error("列表关着时 Enter 没有提交")
	}
}

func TestPickerEscClosesListFirst(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	s := ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "市")
	key(p, fyne.KeyEscape)
	if p.Open() || !s.Showing() {
		t.Fatalf("第一次 Esc 应只关列表：列表 %v，表单 %v", p.Open(), s.Showing())
	}
	key(p, fyne.KeyEscape)
	if s.Showing() {
		t.Error("第二次 Esc 没有关闭表单")
	}
}

func TestPickerLosingFocusClosesList(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	other := NewEntry("other", "")
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p}, &Field{Key: "other", Label: "其他", Input: other})
	ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "市")
	w.Canvas().Focus(other)
	if p.Open() {
		t.Error("离开字段后列表还开着")
	}
}

func TestPickerSetTextOffersNothing(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	ShowSheet(w, "标题", f.Content, nil)
	p.SetText("市")
	if p.Open() {
		t.Error("程序填入文字时弹出了列表")
	}
}

func manyWords(n int) []string {
	var words []string
	for i := range n {
		words = append(words, fmt.Sprintf("第%02d个", i))
	}
	return words
}

func TestPickerScrollsToTheLastChoice(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching(manyWords(20)))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	ShowSheet(w, "标题", f.Content, p)
	key(p, fyne.KeyDown)
	if len(p.Offered()) != 20 {
		t.Fatalf("空着按向下键给出 %d 个，应全给", len(p.Offered()))
	}
	for range 25 {
		key(p, fyne.KeyDown)
	}
	if p.active != 19 || p.top != 20-pickRows {
		t.Errorf("一直向下停在第 %d 个，列表从第 %d 个起", p.active, p.top)
	}
	key(p, fyne.KeyPageUp)
	key(p, fyne.KeyPageUp)
	if p.active != 5 || p.top != 5 {
		t.Errorf("翻上两页停在第 %d 个，列表从第 %d 个起", p.active, p.top)
	}
	key(p, fyne.KeyReturn)
	if p.Text != "第05个" {
		t.Errorf("选中“%s”", p.Text)
	}
}

func TestPickerMousePicksWhatItPointsAt(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching(manyWords(20)))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	ShowSheet(w, "标题", f.Content, p)
	key(p, fyne.KeyDown)
	list := p.list
	for range 30 {
		list.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)})
	}
	if p.top != 20-pickRows {
		t.Errorf("滚到底时列表从第 %d 个起", p.top)
	}
	e := &desktop.MouseEvent{}
	e.Position = fyne.NewPos(20, 2+pickHeight*1.5)
	list.MouseDown(e)
	if p.Text != "第14个" || p.Open() {
		t.Errorf("点第二行选中“%s”，列表开着：%v", p.Text, p.Open())
	}
}

func TestPickerTabTakesTheMarkedChoice(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局", "市商务局"}))
	other := NewEntry("other", "")
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p}, &Field{Key: "other", Label: "其他", Input: other})
	ShowSheet(w, "标题", f.Content, p)
	test.Type(p, "市")
	if p.AcceptsTab() {
		t.Error("没有标出一项时，Tab 应直接去下一个字段")
	}
	key(p, fyne.KeyDown)
	key(p, fyne.KeyDown)
	if !p.AcceptsTab() {
		t.Fatal("标出一项后 Tab 没有给列表")
	}
	key(p, fyne.KeyTab)
	if p.Text != "市商务局" || w.Canvas().Focused() != fyne.Focusable(other) {
		t.Errorf("Tab 之后填的是“%s”，光标在下一个字段：%v", p.Text, w.Canvas().Focused() == fyne.Focusable(other))
	}
}

func TestPickerOpensUpwardsWhereThereIsNoRoomBelow(t *testing.T) {
	w := window(t)
	words := Matching(manyWords(20))
	low, high := NewPicker("low", "", words), NewPicker("high", "", words)
	layer := container.NewWithoutLayout()
	low.layer, high.layer = layer, layer
	w.SetContent(container.NewStack(container.NewBorder(high, low, nil, nil), layer))
	key(low, fyne.KeyDown)
	if y := low.list.Position().Y + low.list.Size().Height; y > low.Position().Y {
		t.Errorf("窗口底部的列表到 %.0f，盖住了在 %.0f 的字段或伸出窗口", y, low.Position().Y)
	}
	key(high, fyne.KeyDown)
	if y := high.list.Position().Y; y < high.Position().Y+high.Size().Height {
		t.Errorf("窗口顶部的列表从 %.0f 起，应在字段下面", y)
	}
}

// TestPickerListsAllWhenPressedEmpty: with the mouse there is no other way to the list.
func TestPickerListsAllWhenPressedEmpty(t *testing.T) {
	w := window(t)
	p := NewPicker("unit", "", Matching([]string{"市财政局", "县财政局"}))
	f := NewForm("好", &Field{Key: "unit", Label: "单位", Input: p})
	ShowSheet(w, "标题", f.Content, nil)
	test.Tap(p)
	if got := p.Offered(); len(got) != 2 {
		t.Fatalf("按空的字段给出 %v", got)
	}
	key(p, fyne.KeyEscape)
	p.SetText("市财政局")
	test.Tap(p)
	if p.Open() {
		t.Error("按写好的字段也弹出了列表")
	}
}
