package page

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// EntryInput is a word of a dictionary as it was typed.
type EntryInput struct {
	data.Entry
	Prefix string // how the code of a new measure begins
}

// DictionaryActions writes the dictionaries.
type DictionaryActions interface {
	SaveEntry(ctx context.Context, in EntryInput) (data.ID, error)
	RetireEntry(ctx context.Context, e data.Entry, retired bool) error
	MoveEntry(ctx context.Context, e data.Entry, down bool) error
	DeleteEntry(ctx context.Context, e data.Entry) error
}

// entryRow is a word of a dictionary and how many problems it stands on.
type entryRow struct {
	data.Entry
	uses int
}

// Dictionary is the page 字典: the dictionaries at the left, the words of the chosen one,
// and the chosen word at the right.
type Dictionary struct {
	Content fyne.CanvasObject

	office *Office
	menu   *widget.DataTable[string]
	kind   data.EntryKind
	grid   *grid[data.ID, entryRow]
	words  map[data.ID]entryRow
	box    *fyne.Container
	keep   data.ID
}

// NewDictionary makes the page; Refresh fills it.
func NewDictionary(o *Office) *Dictionary {
	p := &Dictionary{office: o, kind: data.EntryKinds[0].Kind, words: map[data.ID]entryRow{}, box: container.NewVBox()}
	var names widget.Slice[string]
	for _, k := range data.EntryKinds {
		names = append(names, k.Name)
	}
	p.menu = widget.NewDataTable([]widget.Column[string]{{Title: "字典", Width: 150, Least: 90, Grow: true, Text: func(s string) string { return s }}}, names)
	p.menu.Name = "字典"
	p.menu.OnChosen = func(i int) {
		if kind := data.EntryKinds[i].Kind; p.kind != kind {
			p.kind, p.keep = kind, 0
			p.Refresh()
		}
	}
	p.grid = newGrid(o, gridOf[data.ID, entryRow]{name: "字典条目", columns: entryColumns(), foremost: 5,
		fetch:  func(*store.View, []data.ID) (map[data.ID]entryRow, error) { return p.words, nil },
		chosen: p.choose, open: func(id data.ID) { p.choose(id); p.change() }})
	detail := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), p.box))
	split := container.NewHSplit(p.grid.table, detail)
	split.Offset = bookDetailAt
	shelf := container.New(layout.NewGridWrapLayout(fyne.NewSize(shelfWidth, 10)))
	p.Content = container.NewBorder(Bar("字典", widget.NewPrimary("新增条目", func() { p.showForm(nil) })), nil, container.NewStack(shelf, p.menu), nil, split)
	return p
}

func entryColumns() []widget.Column[entryRow] {
	return []widget.Column[entryRow]{
		{Title: "名称", Width: 280, Least: 160, Grow: true, Text: func(r entryRow) string { return r.Name }},
		{Title: "分组", Width: 60, Text: func(r entryRow) string {
			if r.Kind != data.DictMeasure {
				return ""
			}
			return data.MeasureGroup(r.Code)
		}},
		{Title: "使用", Width: 70, Right: true, Text: func(r entryRow) string { return thousands(r.uses) }},
		{Title: "状态", Width: 90, Text: entryState},
		{Title: "别名", Width: 160, Least: 100, Grow: true, Text: func(r entryRow) string { return strings.Join(r.Aliases, "、") }},
		{Title: "代码", Width: 130, Text: entryCode},
		{Title: "说明", Width: 260, Least: 160, Grow: true, Text: func(r entryRow) string { return r.Note }},
	}
}

// entryCode is a measure's number. What the other words are called between offices is of
// no use to a reader, and no Chinese.
func entryCode(r entryRow) string {
	if r.Kind != data.DictMeasure {
		return ""
	}
	return r.Code
}

func entryState(r entryRow) string {
	switch {
	case r.Retired:
		return "已停用"
	case r.Placeholder():
		return "待录入"
	}
	return "在用"
}

// Refresh reads the chosen dictionary anew.
func (p *Dictionary) Refresh() {
	kind := p.kind
	var list []data.Entry
	var uses map[data.ID]int
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			if list, err = v.Entries(kind); err != nil {
				return err
			}
			uses, err = v.EntryUses(kind)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出字典", err)
			return
		}
		if kind == p.kind {
			p.show(list, uses)
		}
	})
}

func (p *Dictionary) show(list []data.Entry, uses map[data.ID]int) {
	p.words = map[data.ID]entryRow{}
	ids := make([]data.ID, len(list))
	for i, e := range list {
		ids[i] = e.ID
		p.words[e.ID] = entryRow{e, uses[e.ID]}
	}
	for i, k := range data.EntryKinds {
		if k.Kind == p.kind && p.menu.CursorRow() != i {
			p.menu.Choose(i)
		}
	}
	p.grid.show(ids)
	at := slices.Index(ids, p.keep)
	if on, ok := p.grid.key(); p.keep != on || !ok {
		p.grid.table.Choose(at)
	}
	if at < 0 {
		p.keep = 0
	}
	p.choose(p.keep)
}

// Open shows one word, in its dictionary.
func (p *Dictionary) Open(id data.ID) {
	for _, k := range data.EntryKinds {
		err := p.office.View(p.office.Context, func(v *store.View) error {
			list, err := v.Entries(k.Kind)
			if slices.ContainsFunc(list, func(e data.Entry) bool { return e.ID == id }) {
				p.kind, p.keep = k.Kind, id
			}
			return err
		})
		if err != nil {
			p.office.Fail("读不出字典", err)
			return
		}
	}
	p.Refresh()
}

func (p *Dictionary) choose(id data.ID) {
	p.keep = id
	r, ok := p.words[id]
	if !ok {
		p.box.Objects = []fyne.CanvasObject{quiet("在左边选一个条目，这里可以改名、加别名、调整次序、停用或删除。")}
		p.box.Refresh()
		return
	}
	rows := container.NewVBox()
	pair := func(word, text string) {
		if text != "" {
			rows.Add(container.New(pairLayout{}, second(word), plain(text)))
		}
	}
	if r.Kind == data.DictMeasure {
		pair("分组", data.MeasureGroup(r.Code))
	}
	pair("状态", entryState(r))
	pair("使用", thousands(r.uses)+" 个问题")
	pair("别名", strings.Join(r.Aliases, "、"))
	pair("代码", entryCode(r))
	p.box.Objects = []fyne.CanvasObject{widget.NewHeadPara(r.Name), p.buttons(r), gap(4), rows}
	if r.Note != "" {
		p.box.Add(section("说明"))
		p.box.Add(quiet(r.Note))
	}
	p.box.Refresh()
}

func (p *Dictionary) buttons(r entryRow) fyne.CanvasObject {
	act := func(done string, do func(context.Context) error) func() {
		return func() { p.act(done, do) }
	}
	a := p.office.Actions
	retire := "停用"
	if r.Retired {
		retire = "启用"
	}
	grid := container.New(layout.NewGridWrapLayout(fyne.NewSize(88, 34)), widget.NewButton("修改", p.change),
		widget.NewButton("上移", act("已上移", func(ctx context.Context) error { return a.MoveEntry(ctx, r.Entry, false) })),
		widget.NewButton("下移", act("已下移", func(ctx context.Context) error { return a.MoveEntry(ctx, r.Entry, true) })),
		widget.NewButton(retire, act("已"+retire, func(ctx context.Context) error { return a.RetireEntry(ctx, r.Entry, !r.Retired) })),
		quietButton("删除", act("已删除", func(ctx context.Context) error { return a.DeleteEntry(ctx, r.Entry) })))
	return grid
}

func (p *Dictionary) act(done string, do func(context.Context) error) {
	if p.office.refuses() {
		return
	}
	name := p.words[p.keep].Name
	p.office.Work("", do, func(err error) {
		if err != nil {
			p.office.Fail("没有做成", err)
			return
		}
		p.office.Saved(done + "：" + cut(name, 30))
	})
}

func (p *Dictionary) change() {
	if r, ok := p.words[p.keep]; ok {
		p.showForm(&r)
	}
}

// showForm adds a word, or changes one; a placeholder's name and note are typed anew.
func (p *Dictionary) showForm(was *entryRow) {
	if p.office.refuses() {
		return
	}
	name, aliases, note := widget.NewEntry("名称", ""), widget.NewEntry("别名", "几个别名之间用、隔开"), widget.NewTextArea("说明", "", 3)
	fields := []*widget.Field{{Key: "name", Label: "名称", Required: true, Input: name},
		{Key: "aliases", Label: "别名", Input: aliases, Hint: "导入时按别名也能认出它"}, {Key: "note", Label: "说明", Input: note}}
	var groups []string
	for _, g := range data.MeasureGroups {
		groups = append(groups, g.Name)
	}
	group := widget.NewSelect("分组", groups, func(int) {})
	in := EntryInput{Entry: data.Entry{Kind: p.kind}}
	title, verb := "新增条目", "新增"
	if was != nil {
		in.Entry, title, verb = was.Entry, "修改条目", "保存"
		aliases.SetText(strings.Join(was.Aliases, "、"))
		if !was.Placeholder() {
			name.SetText(was.Name)
			note.SetText(was.Note)
		}
	} else if p.kind == data.DictMeasure {
		fields = append([]*widget.Field{{Key: "group", Label: "分组", Input: group}}, fields...)
	}
	form := widget.NewForm(verb, fields...)
	sheet := p.office.showFormOf(title, in.ID, form, name)
	form.OnSubmit = func() {
		in.Name, in.Note, in.Aliases = textOf(name), textOf(note), splitWords(aliases.Text)
		if was == nil && p.kind == data.DictMeasure {
			in.Prefix = data.MeasureGroups[max(group.SelectedIndex(), 0)].Prefix
		}
		var id data.ID
		p.office.submit(form, "正在保存", "没有保存", func(ctx context.Context) (err error) {
			id, err = p.office.Actions.SaveEntry(ctx, in)
			return err
		}, func() {
			sheet.Close()
			p.keep = id
			p.office.Saved("已" + verb + "：" + cut(in.Name, 30))
		})
	}
}

// splitWords parts words that stand one behind the other, each once.
func splitWords(text string) (out []string) {
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；; \n\t", r) }) {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
