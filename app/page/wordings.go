package page

import (
	"context"
	"image"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/reports"
	"qinqing/reports/stats"
)

// Wording is the text of one kind of bulletin.
type Wording struct {
	Name   string // of the file
	Title  string
	Own    bool // written in the program by the office
	Beside bool // a file beside the ledger or the program
	Ours   bool // the program has one of that name
	Text   string
}

// called is what people choose it by.
func (w Wording) called() string {
	switch {
	case w.Own && w.Ours, w.Beside:
		return w.Title + "（本单位改过）"
	case w.Ours:
		return w.Title + "（自带）"
	}
	return w.Title
}

// WordingActions are what the office does with the wordings of its bulletins.
type WordingActions interface {
	Wordings(ctx context.Context) ([]Wording, error)
	// SaveWording keeps a text under a name; an empty one takes it away.
	SaveWording(ctx context.Context, name, text string) error
	Topics(ctx context.Context) ([]string, error)
}

// wordingsView is where an office writes its own wordings: a plain text, the fields it
// can hold, what is wrong with it, and how it will look.
type wordingsView struct {
	page    *Bulletins
	content fyne.CanvasObject
	pick    *widget.Select
	text    *widget.Entry
	fault   *widget.Para
	said    *widget.Para
	buttons *fyne.Container
	leaves  *widget.Leaves
	list    []Wording
	typed   map[string]string // by name: what is not kept yet
	at      int
	filling bool
}

type definitionRows []stats.Definition

func (d definitionRows) Len() int                           { return len(d) }
func (d definitionRows) Row(i int) (stats.Definition, bool) { return d[i], true }

func newWordingsView(p *Bulletins) *wordingsView {
	v := &wordingsView{page: p, typed: map[string]string{}, fault: widget.NewPara("", theme.Red, textSize, 0), said: quiet(""), buttons: container.NewHBox(), leaves: widget.NewLeaves()}
	v.pick = widget.NewSelect("模板", nil, func(i int) { v.show(i) })
	v.text = widget.NewTextArea("模板文字", "", 10)
	v.text.Wrapping = fyne.TextWrapBreak
	v.text.OnChanged = func(string) { v.changed() }
	fields := definitionRows(reports.Insertable())
	t := widget.NewDataTable([]widget.Column[stats.Definition]{
		{Title: "可以插入的字段", Width: 130, Text: func(d stats.Definition) string { return d.Name }},
		{Title: "期", Width: 130, Text: func(d stats.Definition) string { return strings.Join(d.Spans, " ") }},
		{Title: "单位", Width: 60, Text: func(d stats.Definition) string { return d.Unit }},
	}, fields)
	t.Name = "字段"
	t.OnChosen = func(i int) { v.said.SetText("{" + fields[i].Name + "}　" + fields[i].Text) }
	t.OnOpen = func(i int) { v.insert("{" + fields[i].Name + "}") }
	t.OnEscape = p.list
	help := quiet("双击字段插在光标处，{指标|环比|增减} 写成“比上月增加3个”。[标题] 是一章；“若 登记问题 > 0：文字”按条件输出；“@表 甲”“@图 趋势”放表和图；# 开头的是说明。")
	right := container.NewBorder(nil, container.NewVBox(highAs(84, v.said), help), nil, nil, t)
	split := container.NewHSplit(v.text, padded(right))
	split.Offset = 0.64
	head := container.NewBorder(nil, nil, widget.NewButton("← 选项", p.list), v.buttons, v.pick)
	v.content = container.NewBorder(padded(head), padded(highAs(40, v.fault)), nil, nil, padded(split))
	return v
}

// read lists the wordings anew.
func (v *wordingsView) read() { v.readTo("") }

// readTo lists them and shows one by its file; "": that which was on show.
func (v *wordingsView) readTo(file string) {
	o := v.page.office
	var list []Wording
	o.Work("", func(ctx context.Context) (err error) {
		list, err = o.Actions.Wordings(ctx)
		return err
	}, func(err error) {
		if err != nil {
			o.Fail("读不出模板", err)
			return
		}
		v.list = list
		v.page.whole(v.content)
		o.Tell("")
		at := slices.IndexFunc(list, func(x Wording) bool { return x.Name == file })
		if at < 0 {
			at = min(v.at, len(list)-1)
		}
		v.name(at)
	})
}

// name fills the list of wordings and shows one.
func (v *wordingsView) name(at int) {
	var names []string
	for _, x := range v.list {
		name := x.called()
		if _, ok := v.typed[x.Name]; ok {
			name += " *"
		}
		names = append(names, name)
	}
	v.pick.Options = names
	v.filling = true
	v.pick.SetSelectedIndex(at)
	v.filling = false
	v.show(at)
}

func (v *wordingsView) show(at int) {
	if v.filling || at < 0 || at >= len(v.list) {
		return
	}
	v.at = at
	x := v.list[at]
	text, ok := v.typed[x.Name]
	if !ok {
		text = x.Text
	}
	v.filling = true
	v.text.SetText(text)
	v.filling = false
	v.check()
	v.offer()
}

// offer shows the buttons that fit the wording.
func (v *wordingsView) offer() {
	x := v.list[v.at]
	v.buttons.Objects = []fyne.CanvasObject{widget.NewButton("预览", v.look), widget.NewButton("另存为…", v.copyAs)}
	switch _, typed := v.typed[x.Name]; {
	case x.Own && x.Ours, x.Own && !typed && x.Ours:
		v.buttons.Add(widget.NewButton("恢复原样", func() { v.keep(x.Name, "", "已恢复自带的模板") }))
	case x.Own:
		v.buttons.Add(widget.NewButton("删除", func() { v.keep(x.Name, "", "已删除模板："+x.Title) }))
	case typed:
		v.buttons.Add(widget.NewButton("不改了", func() { delete(v.typed, x.Name); v.name(v.at) }))
	}
	v.buttons.Add(widget.NewPrimary("保存", func() { v.keep(x.Name, v.text.Text, "已保存模板："+x.Title) }))
	v.buttons.Refresh()
}

// changed remembers what is not kept yet, so that looking elsewhere loses nothing.
func (v *wordingsView) changed() {
	if v.filling || v.at >= len(v.list) {
		return
	}
	x := v.list[v.at]
	_, was := v.typed[x.Name]
	if v.text.Text == x.Text {
		delete(v.typed, x.Name)
	} else {
		v.typed[x.Name] = v.text.Text
	}
	if _, is := v.typed[x.Name]; is != was {
		v.offer()
	}
	v.check()
}

// check says what is wrong with the text, with section and line.
func (v *wordingsView) check() {
	_, err := reports.ParseTemplate(v.list[v.at].Name, []byte(v.text.Text), stats.Catalogue())
	if err == nil {
		v.fault.SetText("")
		return
	}
	words := strings.Replace(err.Error(), "没有生成文件，台账不受影响；请改正模板后再试。", "改正以前用程序自带的。", 1)
	v.fault.SetText("✗ " + words)
}

// insert types a text where the caret stands.
func (v *wordingsView) insert(text string) {
	v.page.office.Window.Canvas().Focus(v.text)
	for _, r := range text {
		v.text.TypedRune(r)
	}
}

func (v *wordingsView) keep(name, text, done string) {
	o := v.page.office
	if o.refuses() {
		return
	}
	o.Work("", func(ctx context.Context) error { return o.Actions.SaveWording(ctx, name, text) }, func(err error) {
		if err != nil {
			o.Fail("没有保存模板", err)
			return
		}
		delete(v.typed, name)
		v.read()
		o.Saved(done)
	})
}

// copyAs keeps the text under a name of its own.
func (v *wordingsView) copyAs() {
	o := v.page.office
	if o.refuses() {
		return
	}
	name := widget.NewEntry("名称", "如 园区专题通报")
	form := widget.NewForm("另存", &widget.Field{Key: "name", Label: "名称", Required: true, Input: name})
	sheet := o.showForm("另存为单位自己的模板", form, name)
	form.OnSubmit = func() {
		called := strings.TrimSuffix(textOf(name), ".txt")
		file := called + ".txt"
		switch {
		case called == "" || strings.ContainsAny(called, `/\:*?"<>|`) || strings.HasPrefix(called, "paper-") || len([]rune(called)) > 40:
			form.Fail("name", "请写一个不超过 40 个字的名称，不含 / \\ : * ? 这样的符号。")
			return
		case slices.ContainsFunc(v.list, func(x Wording) bool { return x.Name == file || x.Title == called }):
			form.Fail("name", "已经有这个名称的模板，请换一个。")
			return
		}
		o.submit(form, "", "没有另存", func(ctx context.Context) error { return o.Actions.SaveWording(ctx, file, v.text.Text) }, func() {
			sheet.Close()
			delete(v.typed, v.list[v.at].Name)
			v.readTo(file)
			o.Saved("已另存模板：" + called)
		})
	}
}

// look shows the pages the text would make of the chosen period.
func (v *wordingsView) look() {
	p, o := v.page, v.page.office
	in, ok := p.input()
	if !ok {
		p.list()
		return
	}
	in.Wording, in.Try = v.list[v.at].Name, v.text.Text
	var got *Sheets
	o.Work("正在排版", func(ctx context.Context) (err error) {
		got, err = o.Actions.ComposeBulletin(ctx, in)
		return err
	}, func(err error) {
		if err == nil && got.Trouble != "" {
			o.Fail("没有排出页面", data.Errorf(data.Conflict, "", "%s", got.Trouble))
			return
		}
		if err != nil {
			o.Fail("没有排出页面，台账没有变动", err)
			return
		}
		var sizes []fyne.Size
		for i := range got.Screen.Len() {
			w, h := got.Screen.Size(i)
			sizes = append(sizes, fyne.NewSize(float32(w), float32(h)))
		}
		unsaved := ""
		if _, typed := v.typed[in.Wording]; typed {
			unsaved = "，还没有保存"
		}
		back := func() { p.whole(v.content) }
		v.leaves.OnEscape = back
		head := container.NewHBox(widget.NewButton("← 接着改", back), second("预览："+in.Period+unsaved))
		p.whole(container.NewBorder(padded(head), nil, nil, nil, v.leaves.Content))
		v.leaves.Show(sizes, func(page int, scale float32) image.Image { return got.Screen.Page(page, float64(scale)) }, nil)
	})
}
