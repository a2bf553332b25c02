package page

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
)

// ScreenUse is a screen and whether the navigation shows it.
type ScreenUse struct {
	Name, Group string
	Shown       bool
	Fixed       bool // can't be hidden
}

// looks is the section 显示. A choice shows at once.
func (p *Settings) looks() fyne.CanvasObject {
	now := p.office.Looks()
	var words, sizes []string
	for _, l := range theme.Looks {
		words = append(words, l.Word)
	}
	for _, n := range TextSizes {
		sizes = append(sizes, fmt.Sprintf("%d %%", n))
	}
	worn := now.Look
	if worn == theme.Usual {
		worn = theme.Light
	}
	quiet := true
	wear := func(change func(*Appearance)) {
		if quiet {
			return
		}
		if p.touched() {
			p.office.Toasts.Show("有设置改了还没有保存，先保存或还原，再换显示", "", nil)
			return
		}
		a := p.office.Looks()
		change(&a)
		p.office.SetLooks(a)
	}
	look := widget.NewSelect("颜色", words, func(i int) { wear(func(a *Appearance) { a.Look = theme.Looks[max(i, 0)].Look }) })
	size := widget.NewSelect("文字大小", sizes, func(i int) { wear(func(a *Appearance) { a.Percent = TextSizes[max(i, 0)] }) })
	for i, l := range theme.Looks {
		if l.Look == worn {
			look.SetSelectedIndex(i)
		}
	}
	size.SetSelectedIndex(slices.Index(TextSizes, now.Percent))
	quiet = false
	return container.NewVBox(
		labelled("颜色", look, "高对比是白底黑字，线条加重，适合投影和看不清浅色的人"),
		labelled("文字大小", size, "整个窗口一起放大；放不下的页面可以滚动。快捷键 Ctrl+= 和 Ctrl+-"),
		plain("选了马上生效，下次打开仍是这样。"))
}

// touched says that a form of the page holds what is not saved.
func (p *Settings) touched() bool {
	for _, f := range p.forms {
		if f.Touched() {
			return true
		}
	}
	return false
}

// labelled is a row like a form's.
func labelled(word string, in fyne.CanvasObject, hint string) fyne.CanvasObject {
	label := second(word)
	label.Alignment = fyne.TextAlignTrailing
	field := container.New(elastic{340, 340}, in)
	return container.NewBorder(nil, nil, container.NewVBox(container.NewHBox(container.NewStack(gapOf(96, 36), label), field)), nil,
		container.New(layout.NewCustomPaddedLayout(9, 0, 8, 0), widget.NewPara(hint, theme.Second, theme.TextSmall, 0)))
}

// screens is the section 页面: which of them the navigation shows.
func (p *Settings) screens() fyne.CanvasObject {
	if p.office.Screens == nil {
		return plain("")
	}
	var marks []*widget.Check
	box := container.New(layout.NewGridLayoutWithColumns(4))
	for _, s := range p.office.Screens() {
		c := widget.NewCheck(s.Name)
		c.SetChecked(s.Shown || s.Fixed)
		if s.Fixed {
			c.Disable()
		}
		marks = append(marks, c)
		box.Add(c)
	}
	save := func(all bool) {
		var hidden []string
		for _, c := range marks {
			if !c.Checked && !all {
				hidden = append(hidden, c.Text)
			}
		}
		p.hide(hidden)
	}
	return container.NewVBox(plain("左边的导航里只列出勾选的页面。没有勾选的仍能用“查找”（Ctrl+F）打开里面的记录。"), box,
		container.NewHBox(widget.NewPrimary("保存", func() { save(false) }), widget.NewButton("显示全部页面", func() { save(true) })))
}

func (p *Settings) hide(names []string) {
	if p.office.refusesTo(data.MaySet) {
		return
	}
	value := strings.Join(names, HiddenMark)
	if value == "" {
		value = NoneHidden
	}
	p.office.Work("正在保存", func(ctx context.Context) error {
		return p.office.Actions.SaveSettings(ctx, map[string]string{HiddenSetting: value})
	}, func(err error) {
		if err != nil {
			p.office.Fail("没有保存设置", err)
			return
		}
		p.office.Saved("已保存导航里的页面")
	})
}
