package page_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"qinqing/app/page"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// An office writes its own wording in the program, sees what is wrong with it, looks at
// the pages, and takes the program's back.
func TestOfficeWritesItsOwnWording(t *testing.T) {
	r := bulletinPage(t)
	r.press("文字模板")
	in, text := r.field("模板文字")
	if !strings.Contains(text, "[总体情况]") || !strings.Contains(text, "种类 = 月度通报") {
		t.Fatalf("模板文字是 %q", text)
	}
	entry := in.(*widget.Entry)
	entry.SetText("标题 = 关于{期间}的通报\n[总体情况]\n登记")
	entry.CursorRow, entry.CursorColumn = 2, 2
	tab, _ := r.parts()
	r.win.Canvas().Focus(tab.(fyne.Focusable))
	r.key(fyne.KeyDown)
	r.key(fyne.KeyReturn)
	if !strings.Contains(entry.Text, "登记{走访家次}") && !strings.Contains(entry.Text, "登记{") {
		t.Errorf("插入以后是 %q", entry.Text)
	}
	entry.SetText("标题 = 关于{期间}的通报\n[总体情况]\n登记{没有的}个。")
	r.must("“总体情况”一节第 3 行：没有名为“没有的”")
	r.press("保存")
	r.press("← 选项")
	r.press("看页面和核对")
	r.must("单位自己的模板没有用上", "“总体情况”一节第 3 行")
	r.press("文字模板")
	in, _ = r.field("模板文字")
	in.(*widget.Entry).SetText("标题 = 关于{期间}的通报\n[我们的情况]\n登记{登记问题}个。")
	r.mustNot("没有名为")
	r.press("预览")
	r.must("预览：2026-10")
	r.press("← 接着改")
	r.press("保存")
	r.press("← 选项")
	r.press("看页面和核对")
	r.panel("章节")
	r.must("我们的情况")
	r.press("文字模板")
	r.press("恢复原样")
	if v := r.setting(data.WordingSetting + "monthly-a.txt"); v != "" {
		t.Errorf("还存着 %q", v)
	}
	r.office.Undo()
	if v := r.setting(data.WordingSetting + "monthly-a.txt"); !strings.Contains(v, "我们的情况") {
		t.Errorf("撤销恢复原样以后是 %q", v)
	}
}

func TestWordingUnderAnotherNameAndTopic(t *testing.T) {
	r := bulletinPage(t)
	r.press("文字模板")
	r.press("另存为…")
	r.fill("名称", "a/b")
	r.press("另存")
	r.must("不含 /")
	r.fill("名称", "我们的通报")
	r.press("另存")
	if r.setting(data.WordingSetting+"我们的通报.txt") == "" {
		t.Fatal("没有另存")
	}
	r.must("我们的通报")
	r.press("← 选项")
	r.fill("专题", "类别：没有的")
	r.press("看页面和核对")
	r.must("没有名为“没有的”的类别")
	r.fill("专题", "类别：融资")
	r.press("看页面和核对")
	r.panel("章节")
	r.must("专题问题清单")
	r.mustNot("走访情况")
}

func TestPresetsFillTheForm(t *testing.T) {
	r := bulletinPage(t)
	r.fill("常用设置", "季度通报·简报式")
	if _, kind := r.field("期间种类"); kind != "季度" {
		t.Errorf("期间种类是 %s", kind)
	}
	if _, period := r.field("期间"); period != "2026-3" {
		t.Errorf("期间是 %s", period)
	}
	r.fill("套打", "套打：红色部分已经印在纸上")
	r.press("存为常用…")
	r.fill("名称", "季度简报套打")
	r.press("存好")
	if !strings.Contains(r.setting(data.PresetSetting), "季度简报套打") {
		t.Fatalf("存着 %s", r.setting(data.PresetSetting))
	}
	again := page.NewBulletins(r.office, func(store.Hit) {})
	r.put(again.Content)
	r.fill("常用设置", "季度简报套打")
	if _, over := r.field("套打"); !strings.HasPrefix(over, "套打") {
		t.Errorf("红色部分是 %s", over)
	}
}

// TestTheFootTellsOfWhatIsOnShow: the pages' title goes with the pages.
func TestTheFootTellsOfWhatIsOnShow(t *testing.T) {
	r := bulletinPage(t)
	pages := func(want bool) {
		t.Helper()
		if got := r.office.Status.Text(); strings.Contains(got, " 页") != want {
			t.Errorf("状态栏是 %q", got)
		}
	}
	r.press("看页面和核对")
	pages(true)
	r.press("文字模板")
	pages(false)
	r.press("看页面和核对")
	pages(true)
	r.press("← 选项")
	pages(false)
}
