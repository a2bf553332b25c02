package page

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/pdf"
)

// spots are what can be pointed at on a page: its numbers, the problems it names, and the
// parts that can be changed.
func (v *sheetsView) spots() func(page int) []widget.Spot {
	b := v.sheets.Doc.Bulletin
	figures := map[string]string{}
	for _, f := range b.Figures {
		figures[f.ID] = strings.Join(strings.Fields(f.Name+"（"+f.Span+"） "+f.Key+" "+f.Text+"："+f.Definition+" "+f.Note), " ") + "　点一下看背后的记录"
	}
	amiss := map[string]bool{}
	for _, t := range v.sheets.Doc.TypedOver {
		if t.Reason == "" {
			amiss[t.Paragraph] = true
		}
	}
	return func(page int) (out []widget.Spot) {
		for _, z := range v.zones[page] {
			s := widget.Spot{Name: z.Kind + ":" + z.Key, X: float32(z.X), Y: float32(z.Y), W: float32(z.X2 - z.X), H: float32(z.Y2 - z.Y)}
			switch z.Kind {
			case pdf.FigureZone:
				s.Tip = figures[z.Key]
			case pdf.ProblemZone:
				s.Tip = "点一下打开这个问题"
			case pdf.CellZone:
				s.Name += z.Cell
			default:
				if s.Tip = v.hintOf(z.Key); amiss[z.Key] {
					s.Tip, s.Flag = "改掉的数字与台账不一致：恢复，或写明为什么可以这样写", true
				}
			}
			if z.Cell != "" {
				v.cellSpot(&s, z.Cell, amiss[z.Cell])
			}
			out = append(out, s)
		}
		return out
	}
}

// hintOf says what a click on a part does.
func (v *sheetsView) hintOf(key string) string {
	if x, ok := v.partOf(key); ok && x.Kind != reports.PartText {
		if x.Moves() {
			return "“" + x.Title + "”：点一下移动，或者不印"
		}
		if x.Kind == reports.PartTable {
			return "“" + x.Title + "”：点一下改表题、加说明，或者不印"
		}
		return "点一下：不印这张" + string(x.Kind)
	}
	return "点一下改写这一段"
}

func (v *sheetsView) partOf(key string) (reports.Part, bool) {
	list := v.sheets.Doc.Outline
	if i := slices.IndexFunc(list, func(x reports.Part) bool { return x.Key == key }); i >= 0 {
		return list[i], true
	}
	return reports.Part{}, false
}

// choose does what a click on a page asks for.
func (v *sheetsView) choose(page, spot int) {
	switch z := v.zones[page][spot]; z.Kind {
	case pdf.FigureZone:
		v.rowsOf(z.Key)
	case pdf.ProblemZone:
		v.open(z.Key)
	case pdf.CellZone:
		v.chooseBlock(reports.TableOfCell(z.Cell)) // as on the rest of its table
	default:
		v.chooseBlock(z.Key)
	}
}

// open shows a problem on its own screen.
func (v *sheetsView) open(id string) {
	if n, err := strconv.ParseInt(id, 10, 64); err == nil {
		v.page.jump(store.Hit{Entity: data.EntityProblem, ID: data.ID(n)})
	}
}

func (v *sheetsView) chooseBlock(key string) {
	switch {
	case strings.HasPrefix(key, reports.OwnKey):
		v.writeOwn()
		return
	case strings.HasPrefix(key, reports.DemandKey):
		v.look(demandsName, key)
		return
	case strings.HasPrefix(key, reports.CaseKey):
		for i, x := range v.sheets.Script.Cases {
			if key == reports.CaseKey+strconv.FormatInt(int64(x.Problem), 10) {
				v.rewriteCase(i)
			}
		}
		return
	}
	for _, x := range v.sheets.Doc.Bulletin.Paragraphs() {
		if x.Key == key {
			v.rewrite(x)
			return
		}
	}
	if x, ok := v.partOf(key); ok && x.Kind == reports.PartTable {
		v.retitle(x)
		return
	}
	v.look(partsName, key)
}

// retitle gives a table the office's own title and a remark below it.
func (v *sheetsView) retitle(x reports.Part) {
	o, was := v.page.office, v.sheets.Script.Tables[x.Key]
	title, note := widget.NewEntry("表题", x.Title), widget.NewTextArea("说明", "不加就不填", 4)
	title.SetText(was.Title)
	note.SetText(was.Note)
	form := widget.NewForm("改好了", &widget.Field{Key: "title", Label: "表题", Input: title, Most: 60, Hint: "清空就照模板"},
		&widget.Field{Key: "note", Label: "说明", Input: note, Most: 400, Hint: "印在表的下面；表里的一格在页面上双击改写"})
	sheet := o.showForm(cut(x.Title, 24), form, title)
	form.Beside(widget.NewButton("不印这张表", func() { sheet.Close(); v.take(x, true) }))
	form.OnSubmit = func() {
		s := v.sheets.Script.Clone()
		s.Retitle(x.Key, reports.TableWords{Title: title.Text, Note: note.Text})
		v.part = x.Key
		v.save(form, sheet, s)
	}
}

// look shows a panel with a part pointed out.
func (v *sheetsView) look(name, key string) {
	v.part = key
	for i, x := range panels {
		if x == name && v.panel.SelectedIndex() != i {
			v.panel.SetSelectedIndex(i)
			return
		}
	}
	v.fill()
}

// outline lists the parts of the bulletin; sections and annexes change places, any part
// can be left out and taken back.
func (v *sheetsView) outline() fyne.CanvasObject {
	box := container.NewVBox(quiet("次序和去留记在这一期的稿子里，可以撤销；序号自动改。"))
	s := v.sheets.Script
	if len(s.Order)+len(s.Hidden) > 0 {
		box.Add(container.NewHBox(widget.NewButton("全部照模板", func() {
			s := s.Clone()
			s.Order, s.Hidden = nil, nil
			v.save(nil, nil, s)
		})))
	}
	for _, x := range v.sheets.Doc.Outline {
		box.Add(v.partLine(x))
	}
	return container.NewVScroll(box)
}

func (v *sheetsView) partLine(x reports.Part) fyne.CanvasObject {
	title := cut(x.Title, 17)
	switch {
	case !x.Moves():
		title = "　　" + cut(string(x.Kind)+"：　"+x.Title, 16)
	case x.Kind == reports.PartAnnex:
		title = "附件：" + cut(x.Title, 14)
	}
	if x.Key == v.part {
		title = "▸ " + title
	}
	line := second(title)
	if x.Moves() && !x.Hidden && !x.Empty {
		line = canvas.NewText(title, theme.Of(fynetheme.ColorNameForeground))
	}
	buttons := container.NewHBox()
	switch {
	case x.Hidden:
		buttons.Add(quietButton("印", func() { v.take(x, false) }))
	case x.Empty:
		buttons.Add(second("本期没有内容"))
	default:
		if x.Moves() {
			buttons.Add(quietButton("↑", func() { v.move(x, -1) }))
			buttons.Add(quietButton("↓", func() { v.move(x, 1) }))
		}
		if x.Kind == reports.PartTable {
			buttons.Add(quietButton("表题", func() { v.retitle(x) }))
		}
		buttons.Add(quietButton("不印", func() { v.take(x, true) }))
	}
	return container.NewBorder(nil, nil, line, buttons)
}

// take leaves a part out or takes it back.
func (v *sheetsView) take(x reports.Part, out bool) {
	s := v.sheets.Script.Clone()
	s.Hidden = slices.DeleteFunc(s.Hidden, func(key string) bool { return key == x.Key })
	if out {
		s.Hidden = append(s.Hidden, x.Key)
	}
	v.part = x.Key
	v.save(nil, nil, s)
}

// move puts a section or annex one place up or down among its like.
func (v *sheetsView) move(x reports.Part, by int) {
	var keys []string // of all that move, in their order
	var places []int  // of those of its kind that are printed
	at := -1
	for _, p := range v.sheets.Doc.Outline {
		if !p.Moves() {
			continue
		}
		if p.Kind == x.Kind && !p.Hidden && !p.Empty {
			if p.Key == x.Key {
				at = len(places)
			}
			places = append(places, len(keys))
		}
		keys = append(keys, p.Key)
	}
	to := at + by
	if at < 0 || to < 0 || to >= len(places) {
		return
	}
	i, j := places[at], places[to]
	keys[i], keys[j] = keys[j], keys[i]
	s := v.sheets.Script.Clone()
	s.Order = keys
	v.part = x.Key
	v.save(nil, nil, s)
}
