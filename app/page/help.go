package page

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
)

// KeyHelp is one line of the overview of keys.
type KeyHelp struct{ Keys, Does string }

// KeyGroup is a heading of the overview with its lines.
type KeyGroup struct {
	Name string
	Keys []KeyHelp
}

// controlKeys are the keys that fields, lists and sheets see to themselves.
var controlKeys = []KeyGroup{
	{"表单", []KeyHelp{{"Tab / Shift+Tab", "下一栏 / 上一栏"}, {"Enter", "提交（多行的栏用 Ctrl+Enter）"}, {"Esc", "关闭；填了一半会先问"}, {"↑ ↓", "从列表里选"},
		{"汉字、首字母", "单位、企业都可以输拼音首字母"}, {"今天 / 11-3", "日期可以写简单"}}},
	{"列表", []KeyHelp{{"方向键 PgUp PgDn", "移动"}, {"Home / End", "行首 / 行尾；加 Ctrl 到最前 / 最后"}, {"Shift + 移动", "选一块；Shift+空格选整行"}, {"Enter", "打开"},
		{"F2 或直接输入", "修改这一格；Enter、Tab 写入，Esc 放弃"}, {"Ctrl+D", "向下填充"}, {"Ctrl+C / Ctrl+V", "复制、粘贴，可与表格软件来往"}, {"Shift+F10", "菜单；列的排序、隐藏、固定也在里面"}, {"Esc", "回到列表"}}},
}

// ShowKeys is the sheet 键盘操作一览: the menu's keys, then those of forms and lists.
func ShowKeys(o *Office, menu []KeyGroup) *widget.Sheet {
	columns := container.New(layout.NewGridLayoutWithColumns(3))
	boxes, long := [3]*fyne.Container{}, [3]int{}
	for i := range boxes {
		boxes[i] = container.NewVBox()
		columns.Add(boxes[i])
	}
	for _, g := range append(menu, controlKeys...) {
		at := 0 // the shortest column so far
		for i := range long {
			if long[i] < long[at] {
				at = i
			}
		}
		boxes[at].Add(keyList(g))
		long[at] += len(g.Keys) + 2
	}
	var sheet *widget.Sheet
	closing := widget.NewButton("关闭", func() { sheet.Close() })
	room := o.Window.Canvas().Size()
	scroll := container.NewStack(gapOf(min(1120, max(0, room.Width-96)), min(560, max(0, room.Height-144))), container.NewVScroll(columns))
	sheet = widget.ShowSheet(o.Window, "键盘操作一览", container.NewBorder(nil, container.NewHBox(closing), nil, nil, scroll), closing)
	return sheet
}

const keysWidth float32 = 110

func keyList(g KeyGroup) fyne.CanvasObject {
	head := canvas.NewText(g.Name, theme.Of(fynetheme.ColorNamePrimary))
	head.TextStyle.Bold = true
	box := container.NewVBox(head)
	for _, k := range g.Keys {
		keys := canvas.NewText(k.Keys, theme.Of(fynetheme.ColorNameForeground))
		keys.TextStyle.Bold = true
		keys.TextSize = theme.TextSmall
		box.Add(container.NewBorder(nil, nil, container.NewVBox(container.NewStack(gapOf(keysWidth, 1), keys)), nil, widget.NewPara(k.Does, fynetheme.ColorNameForeground, theme.TextTable, 0)))
	}
	box.Add(gap(8))
	return box
}

// About is what the sheet 关于 tells.
type About struct {
	Name, Version string
	Ledger        string // where the data lie
	Log           string
	Secrecy       string
}

// licences tells what others made, in short; NOTICE is the authority.
const licences = "本程序用到的开源软件：Fyne、SQLite（公有领域）、excelize、gofpdf、go-pinyin 等，许可以 BSD、MIT、Apache 2.0 为主；字体：思源黑体、思源宋体、霞鹜文楷（SIL OFL 1.1），仿宋 FandolFang 是单独的文件（GPL 3，附字体例外）。完整清单和许可全文见程序所附的 NOTICE 和 fonts/licences。"

// ShowAbout is the sheet 关于.
func ShowAbout(o *Office, a About) *widget.Sheet {
	box := container.NewVBox(gapOf(560, 1))
	for _, x := range []struct{ word, text string }{{"版本", a.Version}, {"台账文件", a.Ledger}, {"出错记录", a.Log}, {"许可", licences}} {
		word := second(x.word)
		box.Add(container.NewBorder(nil, nil, container.NewVBox(container.NewStack(gapOf(72, 1), word)), nil, plain(x.text)))
	}
	secret := canvas.NewText(a.Secrecy, theme.Of(fynetheme.ColorNameForeground))
	secret.TextStyle.Bold = true
	box.Add(secret)
	var sheet *widget.Sheet
	closing := widget.NewButton("关闭", func() { sheet.Close() })
	folder := widget.NewButton("打开台账所在文件夹", func() { o.openFolderOf(a.Ledger) })
	sheet = widget.ShowSheet(o.Window, "关于"+a.Name, container.NewBorder(nil, container.NewHBox(closing, folder), nil, nil, box), closing)
	return sheet
}

func (o *Office) openFolderOf(path string) { o.open(filepath.Dir(path)) }
