package page

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/widget"
	"qinqing/reports"
	"qinqing/reports/pdf"
)

// longCell is the length from which the words of a cell are typed on several lines.
const longCell = 24

// cellSpot says of a spot what its cell lets be done.
func (v *sheetsView) cellSpot(s *widget.Spot, key string, amiss bool) {
	const how = "双击改写这一格"
	x, ok := v.sheets.Doc.CellOf(key)
	switch {
	case !ok:
		return
	case amiss:
		s.Tip, s.Flag = x.TypedOver().String()+"：双击恢复，或写明为什么可以这样写　"+s.Tip, true
	case x.Edited && x.Ledger && x.Now != x.Was:
		s.Tip = x.TypedOver().String() + "，原因已写明。" + how + "　" + s.Tip
	case s.Tip != "":
		s.Tip += "，" + how
	default:
		table, _ := v.partOf(reports.TableOfCell(key))
		s.Tip = how + "；点一下改表题、加说明，或者不印“" + cut(table.Title, 20) + "”"
	}
}

// editAt does what two clicks on a page ask for: a cell is typed over, whatever a single
// click on it does; anything else can only be changed one way.
func (v *sheetsView) editAt(page, spot int) {
	z := v.zones[page][spot]
	switch {
	case z.Cell != "":
		v.editCell(z.Cell)
	case z.Kind == pdf.BlockZone:
		v.chooseBlock(z.Key)
	}
}

// menuAt lists what can be done with what was pointed at.
func (v *sheetsView) menuAt(page, spot int) (items []*fyne.MenuItem) {
	z := v.zones[page][spot]
	add := func(label string, do func()) { items = append(items, fyne.NewMenuItem(label, do)) }
	block := z.Key
	if x, ok := v.sheets.Doc.CellOf(z.Cell); ok {
		block = reports.TableOfCell(z.Cell)
		add("改写这一格…", func() { v.editCell(z.Cell) })
		if x.Edited {
			add("恢复成“"+cut(x.Was, 12)+"”", func() { v.restore(z.Cell) })
		}
	}
	switch z.Kind {
	case pdf.FigureZone:
		add("看背后的记录", func() { v.rowsOf(z.Key) })
	case pdf.ProblemZone:
		add("打开这个问题", func() { v.open(z.Key) })
	}
	if x, ok := v.partOf(block); ok && x.Kind == reports.PartTable {
		add("表题和说明…", func() { v.retitle(x) })
	} else if z.Kind == pdf.BlockZone {
		add("改写、移动或者不印…", func() { v.chooseBlock(z.Key) })
	}
	return items
}

// editCell types over a cell. A number or date of the ledger may be given its reason at
// once; the reason given before is for the number given before, and kept only with that.
func (v *sheetsView) editCell(key string) {
	x, ok := v.sheets.Doc.CellOf(key)
	if !ok || v.page.office.refuses() {
		return
	}
	text := widget.NewEntry("印成", "")
	if !x.Ledger && len([]rune(x.Was+x.Now)) > longCell {
		text = widget.NewTextArea("印成", "", 5)
	}
	text.SetText(x.Now)
	reason := widget.NewEntry("原因", "现在不写也行，签发前要写")
	fields := []*widget.Field{{Key: "text", Label: "印成", Input: text, Hint: "照台账是“" + cut(x.Was, 40) + "”；企业和个人名称自动隐去"}}
	if x.Ledger {
		fields[0].Hint = "台账是“" + x.Was + "”；改成别的要写明原因，合计和别处的同一个数不跟着变"
		why := "为什么可以不照台账写；原因只对这一个数算数"
		if t, ok := v.typedOver(key); ok && t.Reason != "" {
			why = "现在的原因是“" + cut(t.Reason, 40) + "”；改了数要重新写"
		}
		fields = append(fields, &widget.Field{Key: "reason", Label: "原因", Input: reason, Hint: why})
	}
	form := widget.NewForm("改好了", fields...)
	sheet := v.page.office.showForm("改写"+cut(x.Place, 40), form, text)
	if x.Edited {
		form.Beside(widget.NewButton("恢复成“"+cut(x.Was, 12)+"”", func() { sheet.Close(); v.restore(key) }))
	}
	form.OnSubmit = func() {
		s := v.sheets.Script.Clone()
		x.Now = strings.TrimSpace(text.Text)
		s.Retype(x, textOf(reason))
		v.save(form, sheet, s)
	}
}

// typedOver is what stands against the ledger in a cell.
func (v *sheetsView) typedOver(key string) (reports.TypedOver, bool) {
	for _, t := range v.sheets.Doc.TypedOver {
		if t.Paragraph == key {
			return t, true
		}
	}
	return reports.TypedOver{}, false
}

// typedCells lists the cells the office typed over, those whose row is gone as well: what
// was typed there waits for the row to come back, or is thrown away.
func (v *sheetsView) typedCells(box *fyne.Container) {
	for _, x := range v.sheets.Doc.Cells {
		if x.Gone {
			box.Add(second(x.Place + "（改写过，没有印）"))
			said := "那一行不在这张表里了。"
			if x.Now != "" {
				said += "改写的是“" + cut(x.Now, 40) + "”。"
			}
			box.Add(plain(said))
			box.Add(container.NewHBox(quietButton("不要了", func() { v.restore(x.Key) })))
			continue
		}
		row := container.NewHBox(quietButton("改写", func() { v.editCell(x.Key) }), quietButton("恢复", func() { v.restore(x.Key) }))
		box.Add(container.NewBorder(nil, nil, nil, row, plain(x.Place+"：“"+cut(x.Was, 20)+"”改成“"+cut(x.Now, 20)+"”")))
	}
}
