package page

import (
	"context"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data/store"
	"qinqing/reports"
	"qinqing/reports/stats"
	"qinqing/reports/typeset"
)

// sheetsView is a bulletin page by page as it will print, with what is to be looked at
// beside it.
type sheetsView struct {
	content fyne.CanvasObject
	page    *Bulletins
	leaves  *widget.Leaves
	panel   *widget.Select
	side    *fyne.Container
	fills   map[string]func() fyne.CanvasObject
	sheets  *Sheets
	in      BulletinInput
	zones   [][]typeset.Zone // of the pages
	part    string           // the part that was pointed out, by its key
	saving  bool
}

// panels beside the pages.
var panels = []string{hintsName, proseName, partsName, casesName, demandsName, namingName, figuresName, maskName}

// Names of the panels.
const (
	hintsName   = "提示和勾稽"
	proseName   = "正文"
	partsName   = "章节"
	casesName   = "典型"
	demandsName = "下步要求"
	namingName  = "点名"
	figuresName = "数字口径"
	maskName    = "脱敏"
)

const panelWidth float32 = 400

func newSheetsView(p *Bulletins) *sheetsView {
	v := &sheetsView{page: p, leaves: widget.NewLeaves(), side: container.NewStack()}
	v.fills = map[string]func() fyne.CanvasObject{hintsName: v.hints, proseName: v.prose, partsName: v.outline, casesName: v.cases,
		demandsName: v.demands, namingName: v.naming, figuresName: v.figures, maskName: v.masking}
	v.panel = widget.NewSelect("核对", panels, func(int) { v.fill() })
	v.leaves.OnChosen, v.leaves.OnEscape = v.choose, p.list
	v.leaves.OnEdit, v.leaves.Menu = v.editAt, v.menuAt
	head := container.NewBorder(nil, nil, widget.NewButton("← 选项", p.list), nil, v.panel)
	side := container.New(layout.NewCustomPaddedLayout(0, 8, 8, 16), container.NewBorder(head, nil, nil, nil, highAs(1, v.side)))
	room := container.NewGridWrap(fyne.NewSize(panelWidth, 1))
	v.content = container.NewBorder(nil, nil, nil, container.NewStack(room, side), v.leaves.Content)
	return v
}

// read composes the bulletin anew and shows it.
func (v *sheetsView) read(in BulletinInput) {
	if in.Period != v.in.Period || in.Layout != v.in.Layout || in.Topic != v.in.Topic {
		v.leaves.Top()
	}
	v.in = in
	p := v.page
	p.busy(true)
	var got *Sheets
	p.office.Work("正在排版", func(ctx context.Context) (err error) {
		got, err = p.office.Actions.ComposeBulletin(ctx, in)
		return err
	}, func(err error) {
		p.busy(false)
		if p.failed("没有排出页面，台账没有变动", err) {
			return
		}
		v.present(in, got)
	})
}

// present shows a bulletin that was composed.
func (v *sheetsView) present(in BulletinInput, got *Sheets) {
	v.in, v.sheets = in, got
	v.page.whole(v.content)
	v.show()
}

func (v *sheetsView) show() {
	s := v.sheets
	if s.Trouble != "" {
		v.leaves.Show(nil, nil, nil)
		v.panel.SetSelectedIndex(0)
		v.fill()
		return
	}
	var sizes []fyne.Size
	v.zones = nil
	for i := range s.Screen.Len() {
		w, h := s.Screen.Size(i)
		sizes = append(sizes, fyne.NewSize(float32(w), float32(h)))
		v.zones = append(v.zones, s.Screen.Zones(i))
	}
	v.leaves.Show(sizes, func(page int, scale float32) image.Image { return s.Screen.Page(page, float64(scale)) }, v.spots())
	v.fill()
	v.tell()
}

func (v *sheetsView) tell() {
	v.page.office.Tell(v.sheets.Doc.Bulletin.Title + "　共 " + thousands(v.sheets.Screen.Len()) + " 页")
}

// fill shows the chosen panel.
func (v *sheetsView) fill() {
	if v.sheets == nil {
		return
	}
	name := panels[max(0, v.panel.SelectedIndex())]
	if v.sheets.Trouble != "" {
		name = hintsName
	}
	o := v.fills[name]()
	v.side.Objects = []fyne.CanvasObject{o}
	v.side.Refresh()
}

func (v *sheetsView) masking() fyne.CanvasObject { return maskView(previewOf(v.sheets)) }

func previewOf(s *Sheets) *MaskPreview {
	out := &MaskPreview{Visible: s.Doc.Mask.Visible}
	for _, m := range s.Doc.Mask.Masked {
		out.Masked = append(out.Masked, Masked{Kind: m.Kind, Original: m.Original, Shown: m.Shown, Count: m.Count, Only: m.Only})
	}
	for _, w := range s.Doc.Mask.Warnings {
		out.Notes = append(out.Notes, w.Text)
	}
	return out
}

// hints tells what stops the issue and what should be looked at before it.
func (v *sheetsView) hints() fyne.CanvasObject {
	box := container.NewVBox(section("勾稽"))
	s := v.sheets
	if s.Trouble != "" {
		box.Add(widget.NewPara("✗ "+s.Trouble, theme.Red, textSize, 0))
		return container.NewVScroll(box)
	}
	box.Add(plain("✓ 各项数字之间的关系都对得上。"))
	if why := s.ready(); why != "" {
		box.Add(widget.NewPara("✗ "+why, theme.Red, textSize, 0))
	}
	box.Add(section("签发前请看"))
	if len(s.Warnings) == 0 {
		box.Add(quiet("没有要提醒的。"))
	}
	for _, w := range s.Warnings {
		box.Add(plain("· " + w))
	}
	for _, n := range s.Doc.Bulletin.Notes {
		box.Add(quiet("· " + n))
	}
	return container.NewVScroll(box)
}

// prose lists the paragraphs; each can be reworded.
func (v *sheetsView) prose() fyne.CanvasObject {
	box := container.NewVBox()
	for _, t := range v.sheets.Doc.TypedOver {
		if t.Reason != "" {
			box.Add(quiet(t.String() + "，保留的原因：" + t.Reason))
			continue
		}
		box.Add(widget.NewPara(t.String()+"。", theme.Red, textSize, 0))
		box.Add(container.NewHBox(widget.NewButton("写明原因，保留", func() { v.accept(t) }), widget.NewButton("恢复原文", func() { v.restore(t.Paragraph) })))
	}
	v.typedCells(box)
	for _, x := range v.sheets.Doc.Bulletin.Paragraphs() {
		mark := x.Heading
		if _, ok := v.sheets.Script.Edits[x.Key]; ok {
			mark += "（已改写）"
		}
		edit := widget.NewButton("改写", func() { v.rewrite(x) })
		edit.Importance = fynewidget.LowImportance
		box.Add(container.NewBorder(nil, nil, second(mark), edit))
		box.Add(plain(cut(x.Text, 90)))
	}
	return container.NewVScroll(box)
}

func (v *sheetsView) rewrite(x reports.Paragraph) {
	text := widget.NewTextArea("正文", "清空就不印这一段", 8)
	text.SetText(x.Text)
	form := widget.NewForm("改好了", &widget.Field{Key: "text", Label: cut(x.Heading, 12), Input: text, Hint: "数字照原样写，仍连着台账；改掉的数字会标出来"})
	sheet := v.page.office.showForm("改写正文", form, text)
	if _, ok := v.sheets.Script.Edits[x.Key]; ok {
		form.Beside(widget.NewButton("恢复原文", func() { sheet.Close(); v.restore(x.Key) }))
	}
	form.OnSubmit = func() {
		s := v.sheets.Script.Clone()
		s.Reword(x.Key, text.Text)
		v.save(form, sheet, s)
	}
}

func (v *sheetsView) accept(t reports.TypedOver) {
	reason := widget.NewEntry("原因", "")
	form := widget.NewForm("保留", &widget.Field{Key: "reason", Label: "原因", Required: true, Missing: "请写明原因。", Input: reason, Hint: "为什么可以不照台账写"})
	sheet := v.page.office.showForm("与台账不一致的数字", form, reason)
	form.OnSubmit = func() {
		s := v.sheets.Script.Clone()
		s.Accepted[t.AcceptKey()] = textOf(reason)
		v.save(form, sheet, s)
	}
}

func (v *sheetsView) restore(key string) {
	s := v.sheets.Script.Clone()
	s.Restore(key)
	v.save(nil, nil, s)
}

// save keeps what was written and shows the pages with it.
func (v *sheetsView) save(form *widget.Form, sheet *widget.Sheet, s reports.Script) {
	if v.page.office.refuses() {
		return
	}
	do := func(ctx context.Context) error { return v.page.office.Actions.SaveScript(ctx, v.in, s) }
	done := func() {
		if sheet != nil {
			sheet.Close()
		}
		v.changed()
	}
	if form != nil {
		v.page.office.submit(form, "", "没有保存", do, done)
		return
	}
	v.page.office.Work("", do, func(err error) {
		if err != nil {
			v.page.office.Fail("没有保存", err)
			return
		}
		done()
	})
}

// changed tells all pages, and shows the bulletin with what was written.
func (v *sheetsView) changed() {
	v.saving = true
	v.page.office.Changed()
	v.saving = false
	v.read(v.in)
}

// naming lists the units that could be named; each is printed only once it was asked.
func (v *sheetsView) naming() fyne.CanvasObject {
	box := container.NewVBox(quiet("程序只提出建议。与单位核对过、写明是谁在哪天核对的，才印进“存在的主要问题”。基数太小的单位不提。"))
	if len(v.sheets.Doc.Proposals) == 0 {
		box.Add(plain("这一期没有可以点名的单位。"))
	}
	for _, x := range v.sheets.Doc.Proposals {
		box.Add(plain(x.Sentence))
		if x.Confirmed {
			box.Add(container.NewHBox(container.NewCenter(second("✓ "+cut(x.Asked.By, 12)+" "+x.Asked.On.String()+" 核对，已印入正文")), widget.NewButton("取消", func() { v.unname(x) })))
			continue
		}
		if x.Stale() {
			box.Add(widget.NewPara("核对以后数字变了，没有印；"+cut(x.Asked.By, 12)+" "+x.Asked.On.String()+" 核对的是：“"+x.Asked.Text+"”请再核对。", theme.Yellow, textSize, 0))
		}
		box.Add(container.NewHBox(widget.NewButton("已与该单位核对…", func() { v.name(x) })))
	}
	return container.NewVScroll(box)
}

func (v *sheetsView) name(x reports.Proposal) {
	who, on := widget.NewEntry("核对人", ""), v.page.office.dateEntry("核对日期", true)
	on.SetText(v.page.office.Ledger.Today().String())
	form := widget.NewForm("印入正文", &widget.Field{Key: "who", Label: "核对人", Required: true, Missing: "请写明核对的人。", Input: who, Hint: "与" + cut(x.Name, 16) + "核对的人"},
		&widget.Field{Key: "on", Label: "核对日期", Required: true, Input: on})
	sheet := v.page.office.showForm("已与该单位核对", form, who)
	form.OnSubmit = func() {
		day, err := v.page.office.dayIn("on", on)
		if err != nil || day > v.page.office.Ledger.Today() {
			form.Fail("on", "请写明核对的日期，不晚于今天。")
			return
		}
		s := v.sheets.Script.Clone()
		s.Confirmed = append(without(s.Confirmed, x), reports.Confirmation{Unit: x.Unit, Figure: x.Figure.Name, By: textOf(who), On: day, Text: x.Sentence})
		v.save(form, sheet, s)
	}
}

func (v *sheetsView) unname(x reports.Proposal) {
	s := v.sheets.Script.Clone()
	s.Confirmed = without(s.Confirmed, x)
	v.save(nil, nil, s)
}

// without are the confirmations of other sentences.
func without(list []reports.Confirmation, x reports.Proposal) []reports.Confirmation {
	return slices.DeleteFunc(list, func(c reports.Confirmation) bool { return c.Unit == x.Unit && c.Figure == x.Figure.Name })
}

type figureRows []reports.Figure

func (f figureRows) Len() int                         { return len(f) }
func (f figureRows) Row(i int) (reports.Figure, bool) { return f[i], true }

// figures lists every number of the document with its definition; Enter lists the rows.
func (v *sheetsView) figures() fyne.CanvasObject {
	list := figureRows(v.sheets.Doc.Bulletin.Figures)
	said := quiet("选一个数字，这里说明它的口径；双击或按 Enter 列出背后的记录。")
	t := widget.NewDataTable([]widget.Column[reports.Figure]{
		{Title: "指标", Width: 130, Text: func(f reports.Figure) string { return f.Name }},
		{Title: "口径", Width: 48, Text: func(f reports.Figure) string { return f.Span }},
		{Title: "行", Width: 90, Text: func(f reports.Figure) string { return f.Key }},
		{Title: "值", Width: 80, Right: true, Text: func(f reports.Figure) string { return f.Text }},
	}, list)
	t.Name = "数字口径"
	t.OnChosen = func(i int) { said.SetText(list[i].Name + "：" + list[i].Definition + " " + list[i].Note) }
	t.OnOpen = func(i int) { v.rows(i) }
	return container.NewBorder(nil, highAs(96, said), nil, nil, t)
}

// rows lists the records behind a number of the document.
func (v *sheetsView) rows(i int) { v.rowsOf(v.sheets.Doc.Bulletin.Figures[i].ID) }

func (v *sheetsView) rowsOf(id string) {
	at := slices.IndexFunc(v.sheets.Doc.Printed, func(f stats.Figure) bool {
		return id == reports.FigureID(f) || strings.HasPrefix(id, reports.FigureID(f)+"/")
	})
	if at < 0 {
		v.page.office.Toasts.Show("占比由合计和分行相除得出，背后的记录见分行的数字", "", nil)
		return
	}
	f := v.sheets.Doc.Printed[at]
	q := stats.RowQuery{Name: f.Name, Span: f.Span, By: dimOf(f), KeyID: f.KeyID, Period: v.sheets.Doc.Facts.Period, Start: v.sheets.Doc.Facts.Start}
	list := newRowsList(v.page.office, v.page.jump, func() {
		v.page.whole(v.content)
		v.tell()
	}, v.page.whole)
	list.of(f.Name+" "+f.Key, q)
}

// jumpTo is what opens a record on its own screen.
type jumpTo func(store.Hit)
