package page

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

// spans are the kinds of period a bulletin can be about, with what is typed for one.
var spans = []struct{ kind, hint string }{
	{"月", "写成 2026-10"}, {"季度", "写成 2026-3，即第三季度"}, {"半年", "写成 2026-1，即上半年"}, {"年", "写成 2026"},
}

// layouts are the templates, with the number each bears.
var layouts = []struct{ name, code, number, hint string }{
	{"公文式", "A", "发文字号", "如 ×纪办〔2026〕5号"},
	{"简报式", "B", "期号", "如 第3期（总第27期）"},
	{"信函格式", "C", "发文字号", "如 ×纪办函〔2026〕3号"},
}

// Bulletins is the page 通报: a period becomes a PDF and a workbook in a folder. What was
// chosen stays until the program ends.
type Bulletins struct {
	Content fyne.CanvasObject

	office  *Office
	form    *widget.Form
	span    *widget.Select
	period  *widget.Entry
	layout  *widget.Select
	number  *widget.Entry
	signed  *widget.DateEntry
	printed *widget.DateEntry
	word    *widget.Select
	over    *widget.Select
	wording *widget.Select
	topic   *widget.Picker
	preset  *widget.Select
	folder  *widget.Entry
	preview *widget.Button
	body    *fyne.Container
	made    []Made
	notes   []string

	jump     jumpTo
	frame    *fyne.Container // the options with what was made, or the pages, or the archive
	paper    func()          // makes a document of what is on show
	options  *fyne.Container
	room     *optionsRoom
	sheets   *sheetsView
	archive  *archive
	wordings *wordingsView
	names    []string // of the wordings offered; the first is that of the period
	presets  []preset
	replaces *store.Issue // to be corrected; nil: none
	about    *fyne.Container
}

// NewBulletins makes the page; the month before today's is proposed.
func NewBulletins(o *Office, jump jumpTo) *Bulletins {
	p := &Bulletins{office: o, jump: jump, names: []string{""}, body: container.NewStack(), frame: container.NewStack(), about: container.NewStack()}
	var kinds, names []string
	for _, s := range spans {
		kinds = append(kinds, s.kind)
	}
	for _, l := range layouts {
		names = append(names, l.name)
	}
	p.span = widget.NewSelect("期间种类", kinds, func(int) { p.proposePeriod() })
	p.period = widget.NewEntry("期间", "")
	p.layout = widget.NewSelect("版式", names, func(int) { p.tell() })
	p.number = widget.NewEntry("文号", "可不填")
	p.signed = o.dateEntry("成文日期", false)
	p.printed = o.dateEntry("印发日期", false)
	p.word = widget.NewSelect("另存文字稿", []string{"不另存", "另存一份 Word 文件，供修改"}, func(int) {})
	p.over = widget.NewSelect("套打", []string{"印红色部分", "套打：红色部分已经印在纸上"}, func(int) {})
	p.wording = widget.NewSelect("文字模板", []string{usualWording}, func(int) {})
	p.topic = widget.NewPicker("专题", "不是专题就不填", p.topics)
	p.preset = widget.NewSelect("常用设置", []string{noPreset}, func(i int) { p.usePreset(i) })
	p.folder = widget.NewEntry("存放文件夹", "生成的文件放在哪里")
	p.folder.SetText(o.Folder)
	p.form = widget.NewForm("生成通报",
		&widget.Field{Key: "preset", Label: "常用设置", Input: p.preset},
		&widget.Field{Key: "span", Label: "期间种类", Input: p.span},
		&widget.Field{Key: "period", Label: "期间", Required: true, Missing: "请填写期间：月应写成 2026-10 的样子。", Input: p.period},
		&widget.Field{Key: "layout", Label: "版式", Input: p.layout},
		&widget.Field{Key: "wording", Label: "文字模板", Input: p.wording},
		&widget.Field{Key: "topic", Label: "专题", Input: p.topic, Hint: "一个类别、措施或主办单位"},
		&widget.Field{Key: "number", Label: "文号", Input: p.number},
		&widget.Field{Key: "signed", Label: "成文日期", Input: p.signed, Hint: "签发的那一天；不填印成送审稿"},
		&widget.Field{Key: "printed", Label: "印发日期", Input: p.printed, Hint: "印制的那一天"},
		&widget.Field{Key: "word", Label: "文字稿", Input: p.word},
		&widget.Field{Key: "over", Label: "红色部分", Input: p.over},
		&widget.Field{Key: "folder", Label: "放在", Input: p.folder})
	p.form.OnSubmit = p.make
	p.preview = widget.NewButton("预览脱敏", p.look)
	p.form.Beside(p.preview, widget.NewButton("存为常用…", p.keepPreset))
	p.proposePeriod()
	p.tell()
	left := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), p.form.Content))
	p.room = &optionsRoom{form: left, body: container.New(layout.NewCustomPaddedLayout(0, 8, 8, 16), p.body)}
	p.room.back = widget.NewButton("← 回到选项", func() { p.read(false) })
	p.options = container.New(p.room, p.room.form, p.room.body, p.room.back)
	p.sheets, p.archive, p.wordings = newSheetsView(p), newArchive(p), newWordingsView(p)
	bar := Bar("通报", widget.NewPrimary("签发…", p.sign), widget.NewButton("看页面和核对", p.pages), widget.NewButton("文字模板", p.wordings.read), widget.NewButton("存档", p.archive.read))
	p.Content = container.NewBorder(container.NewVBox(bar, p.about), nil, nil, nil, p.frame)
	p.readChoices()
	p.list()
	return p
}

// Refresh shows the pages anew if they are on show; files stay as they were made.
func (p *Bulletins) Refresh() {
	p.office.Tell("")
	p.readChoices()
	if len(p.frame.Objects) == 1 && p.frame.Objects[0] == p.sheets.content && !p.sheets.saving {
		p.sheets.read(p.sheets.in)
	}
}

// whole shows something in place of all below the bar; Ctrl+P makes the bulletin there, unless
// it is a list.
func (p *Bulletins) whole(o fyne.CanvasObject) {
	p.paper = p.make
	if len(p.frame.Objects) > 0 && p.frame.Objects[0] != o {
		p.office.letGo(p.Content)
	}
	p.frame.Objects = []fyne.CanvasObject{o}
	p.frame.Refresh()
}

// pages shows the bulletin page by page.
func (p *Bulletins) pages() {
	if in, ok := p.input(); ok {
		p.sheets.read(in)
	}
}

// Print makes the files of the bulletin, or a document of the list that is on show.
func (p *Bulletins) Print() { p.paper() }

// Open shows an issue in the archive.
func (p *Bulletins) Open(id data.ID) {
	p.archive.read()
	for i, x := range p.archive.issues {
		if x.ID == id {
			p.archive.list.Choose(i)
			p.archive.choose(x)
		}
	}
}

// OpenHit shows an issue in the archive, or the pages of a bulletin being written.
func (p *Bulletins) OpenHit(h store.Hit) {
	if h.Entity == data.EntityDraft {
		p.openDraft(h.ID)
		return
	}
	p.Open(h.ID)
}

func (p *Bulletins) openDraft(id data.ID) {
	var d *store.Draft
	err := p.office.View(p.office.Context, func(v *store.View) (err error) {
		d, err = v.Draft(id)
		return err
	})
	if err != nil {
		p.office.Fail("打不开通报稿", err)
		return
	}
	// Its kind says the layout it was written for.
	for i, l := range layouts {
		if slices.Contains(strings.Fields(d.Kind), l.code) {
			p.layout.SetSelectedIndex(i)
		}
	}
	p.setKind(stats.Period{From: d.From, To: d.To})
	if p.span.SelectedIndex() == 0 {
		p.period.SetText(d.To.String()[:7])
	}
	p.pages()
}

func (p *Bulletins) jumpToProblem(id data.ID) { p.jump(store.Hit{Entity: data.EntityProblem, ID: id}) }

// setKind chooses the kind a period is of.
func (p *Bulletins) setKind(period stats.Period) {
	text := p.period.Text
	kind := 0
	switch y, m := period.To.Year(), period.To.Month(); period {
	case stats.Quarter(y, (m+2)/3):
		kind, text = 1, strconv.Itoa(y)+"-"+strconv.Itoa((m+2)/3)
	case stats.Half(y, (m+5)/6):
		kind, text = 2, strconv.Itoa(y)+"-"+strconv.Itoa((m+5)/6)
	case stats.Year(y):
		kind, text = 3, strconv.Itoa(y)
	}
	p.span.SetSelectedIndex(kind)
	p.period.SetText(text)
}

// proposePeriod proposes the last whole period of the kind.
func (p *Bulletins) proposePeriod() {
	today := p.office.Ledger.Today()
	y, m := today.Year(), today.Month()
	text := ""
	switch p.span.SelectedIndex() {
	case 1:
		text = lastPart(y, (m-1)/3, 4)
	case 2:
		text = lastPart(y, (m-1)/6, 2)
	case 3:
		text = strconv.Itoa(y - 1)
	default:
		text = today.MonthStart().AddDays(-1).String()[:7]
	}
	p.period.SetText(text)
	p.form.Hint("period", spans[max(0, p.span.SelectedIndex())].hint)
}

// lastPart names the part of a year before the one that has n parts before it.
func lastPart(year, n, parts int) string {
	if n == 0 {
		year, n = year-1, parts
	}
	return strconv.Itoa(year) + "-" + strconv.Itoa(n)
}

func (p *Bulletins) tell() {
	l := layouts[max(0, p.layout.SelectedIndex())]
	p.form.Hint("number", l.number+"，"+l.hint)
}

// input reads the form; what can't be read is told beside its field.
func (p *Bulletins) input() (in BulletinInput, ok bool) {
	l := layouts[max(0, p.layout.SelectedIndex())]
	in = BulletinInput{Kind: p.span.Selected, Period: textOf(p.period), Layout: l.code, Word: p.word.SelectedIndex() == 1, Overprint: p.over.SelectedIndex() == 1,
		Topic: pickedOf(p.topic), Wording: p.names[max(0, p.wording.SelectedIndex())], Folder: textOf(p.folder)}
	in.DocNo, in.Serial = p.numbers()
	if p.replaces != nil {
		in.Corrects = p.replaces.ID
	}
	if in.Folder == "" {
		in.Folder = p.office.Folder
	}
	var err error
	if in.SignedOn, err = p.office.optionalDay(p.form, "signed", p.signed); err != nil {
		return in, false
	}
	in.PrintedOn, err = p.office.optionalDay(p.form, "printed", p.printed)
	return in, err == nil
}

// numbers are what was typed as 发文字号, or as 期号.
func (p *Bulletins) numbers() (doc, serial string) {
	if layouts[max(0, p.layout.SelectedIndex())].code == "B" {
		return "", textOf(p.number)
	}
	return textOf(p.number), ""
}

// correct says which issue is being corrected, until it was or nobody wants to; nil: none.
func (p *Bulletins) correct(x *store.Issue) {
	p.replaces = x
	p.about.Objects = nil
	if x != nil {
		text := "正在更正《" + cut(x.Title, 40) + "》　" + issueNumber(*x)
		p.about.Add(padded(container.NewHBox(container.NewCenter(second(text)), widget.NewButton("不更正了", func() { p.correct(nil) }))))
	}
	p.about.Refresh()
	p.Content.Refresh()
}

// optionalDay reads a day that may be left empty; its fault is told beside the field.
func (o *Office) optionalDay(f *widget.Form, key string, e *widget.DateEntry) (data.Date, error) {
	text := textOf(&e.Entry)
	if text == "" {
		return 0, nil
	}
	d, err := readDate(key, text, o.Ledger.Today())
	if err != nil {
		f.Fail(key, err.Error())
	}
	return d, err
}

// busy keeps a second press from starting the same again.
func (p *Bulletins) busy(on bool) {
	p.form.Busy(on)
	if on {
		p.preview.Disable()
		return
	}
	p.preview.Enable()
}

func (p *Bulletins) make() {
	in, ok := p.input()
	if !ok {
		return
	}
	p.busy(true)
	var made []Made
	var notes []string
	p.office.Work("正在生成通报", func(ctx context.Context) (err error) {
		made, notes, err = p.office.Actions.MakeBulletin(ctx, in)
		return err
	}, func(err error) {
		p.busy(false)
		if p.failed("没有生成通报，台账没有变动", err) {
			return
		}
		p.made, p.notes = made, notes
		p.list()
		p.read(true)
		p.office.Toasts.Show("已生成通报："+in.Period, "", nil)
	})
}

func (p *Bulletins) failed(title string, err error) bool {
	switch {
	case err == nil:
		return false
	case fieldOf(err) == "period" && data.CodeOf(err) == data.Invalid, fieldOf(err) == "topic":
		p.list()
		p.form.Fail(fieldOf(err), err.Error())
	default:
		p.office.Fail(title, err)
	}
	return true
}

// look lists what the bulletin would hide and what it would show.
func (p *Bulletins) look() {
	in, ok := p.input()
	if !ok {
		return
	}
	p.busy(true)
	var found *MaskPreview
	p.office.Work("正在预览脱敏", func(ctx context.Context) (err error) {
		found, err = p.office.Actions.PreviewBulletin(ctx, in)
		return err
	}, func(err error) {
		p.busy(false)
		if !p.failed("没有预览成，台账没有变动", err) {
			p.show(maskView(found))
		}
	})
}

// show puts something to read beside the form.
func (p *Bulletins) show(o fyne.CanvasObject) {
	p.body.Objects = []fyne.CanvasObject{o}
	p.body.Refresh()
	p.read(true)
}

// read turns a narrow window from the form to what is to be read, and back.
func (p *Bulletins) read(on bool) {
	p.room.reading = on
	p.options.Refresh()
}

// list shows the form with what was made beside it.
func (p *Bulletins) list() {
	p.whole(p.options)
	p.office.Tell("")
	if len(p.made) == 0 {
		p.show(container.NewVBox(gap(40), quiet("选好期间和版式，先“看页面和核对”，再“签发…”；只要文件，就“生成通报”（PDF 和数据工作簿）。企业名称在文件里用化名。")))
		p.read(false)
		return
	}
	box := container.NewVBox(section("已生成"))
	for _, m := range p.made {
		open := widget.NewButton("打开", func() { p.office.open(m.Path) })
		where := widget.NewButton("打开所在文件夹", func() { p.office.open(filepath.Dir(m.Path)) })
		box.Add(plain(m.What + "　" + filepath.Base(m.Path)))
		box.Add(container.NewHBox(open, where))
	}
	if len(p.notes) > 0 {
		box.Add(section("请留意"))
		for _, n := range p.notes {
			box.Add(plain("· " + n))
		}
	}
	p.show(container.NewVScroll(box))
	p.read(false)
}

type maskedRows []Masked

func (m maskedRows) Len() int                 { return len(m) }
func (m maskedRows) Row(i int) (Masked, bool) { return m[i], true }

// maskView shows a preview: what stays visible and what may be guessed above, what is
// hidden below. The names in it are for this screen only.
func maskView(m *MaskPreview) fyne.CanvasObject {
	top := container.NewVBox(section("看得见的"), plain(strings.Join(m.Visible, "；")))
	if len(m.Notes) > 0 {
		top.Add(section("请留意"))
		for _, n := range m.Notes {
			top.Add(plain("· " + n))
		}
	}
	places := 0
	for _, x := range m.Masked {
		places += x.Count
	}
	head := section("隐去的：" + thousands(len(m.Masked)) + " 项，" + thousands(places) + " 处")
	table := widget.NewDataTable([]widget.Column[Masked]{
		{Title: "种类", Width: 72, Text: func(x Masked) string { return x.Kind }},
		{Title: "原来", Width: 170, Least: 100, Grow: true, Text: func(x Masked) string { return x.Original }},
		{Title: "文件里写", Width: 100, Least: 80, Grow: true, Text: func(x Masked) string {
			if x.Only {
				return x.Shown + "（同行业唯一）"
			}
			return x.Shown
		}},
		{Title: "处数", Width: 60, Right: true, Text: func(x Masked) string { return thousands(x.Count) }},
	}, maskedRows(m.Masked))
	table.Name = "隐去的"
	split := container.NewVSplit(container.NewVScroll(top), container.NewBorder(head, nil, nil, nil, table))
	split.Offset = 0.4
	return split
}
