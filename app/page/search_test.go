package page_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// TestSearchOpensTheChosenRecord types, moves and presses Enter as a clerk would.
func TestSearchOpensTheChosenRecord(t *testing.T) {
	r := newRoom(t)
	r.put(widget.Empty("", "", nil))
	first := r.register("2026-11-02", "示例石材厂", "用电报装时限过长", "发展和改革局", "2026-12-30")
	second := r.register("2026-11-09", "示例石材厂", "招工困难", "", "")
	for name, c := range map[string]struct {
		text string
		down int
		want data.Entity
		code string
	}{
		"文字":   {"报装时限", 0, data.EntityProblem, first},
		"编号":   {second, 0, data.EntityProblem, second},
		"首字母":  {"slscc", 0, data.EntityEnterprise, ""},
		"下移一行": {"示例石材", 1, data.EntityProblem, second},
		"日期":   {"11月2日", 0, data.EntityProblem, first},
	} {
		var got *store.Hit
		page.ShowSearch(r.office, func(h store.Hit) { got = &h })
		field := r.win.Canvas().Focused().(*widget.Entry)
		test.Type(field, c.text)
		for range c.down {
			field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if got == nil {
			t.Errorf("%s：Enter 没有打开任何记录", name)
			field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			continue
		}
		if got.Entity != c.want || c.code != "" && got.Title != c.code && got.ID != r.problem(c.code).ID {
			t.Errorf("%s：打开了 %+v", name, *got)
		}
		if r.covered() {
			t.Errorf("%s：查找没有关闭", name)
		}
	}
}

func TestSearchSaysWhatToTypeAndWhatWasNotFound(t *testing.T) {
	r := newRoom(t)
	r.put(widget.Empty("", "", nil))
	page.ShowSearch(r.office, func(store.Hit) { t.Error("打开了什么") })
	r.must("拼音首字母")
	field := r.win.Canvas().Focused().(*widget.Entry)
	test.Type(field, "没有这样的字")
	r.must("没有找到含有“没有这样的字”的记录")
	field.SetText("ybzbsx") // 用电报装时限: the initials of a problem's words
	r.must("拼音首字母只查名称")
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.covered() {
		t.Error("Esc 没有关闭查找")
	}
}
