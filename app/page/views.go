package page

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data/store"
)

// viewsKey begins the keys under which views of the page 问题 are remembered.
const viewsKey = "view.problems."

// savedView is a filter with its order and columns, as it is remembered.
type savedView struct {
	Pile   string            `json:"pile,omitempty"`
	Limit  string            `json:"limit,omitempty"`
	Text   string            `json:"text,omitempty"`
	Fields map[string]string `json:"fields,omitempty"`
	Month  string            `json:"month,omitempty"`
	More   moreFilter        `json:"more"`
	Layout string            `json:"layout,omitempty"` // columns and order
}

// views are the filters saved under a name, and the line that says what is filtered.
type views struct {
	page   *Problems
	choice *widget.Select
	chips  *fyne.Container
	line   *widget.Para
	saved  map[string]savedView
	on     string // the view that was chosen last; "": none
}

// What the choice offers besides the views.
const (
	noView     = "视图"
	saveView   = "存为视图…"
	renameView = "改名…"
	dropView   = "删除视图"
)

func newViews(p *Problems) *views {
	w := &views{page: p, saved: map[string]savedView{}, line: widget.NewPara("", theme.Second, theme.TextSmall, 0)}
	w.chips = container.New(layout.NewCustomPaddedLayout(0, 4, 16, 16), w.line)
	w.chips.Hide()
	w.choice = widget.NewSelect("视图", []string{noView}, func(i int) {
		if i >= 0 {
			w.chosen(w.choice.Options[i])
		}
	})
	w.read()
	w.offer()
	return w
}

// read takes in what is remembered; what can't be read is left alone.
func (w *views) read() {
	o := w.page.office
	var all map[string]string
	err := o.View(o.Context, func(v *store.View) (err error) {
		all, err = v.RememberedAll(viewsKey)
		return err
	})
	if err != nil {
		o.log("views: " + err.Error())
	}
	for key, text := range all {
		var s savedView
		if json.Unmarshal([]byte(text), &s) == nil {
			w.saved[strings.TrimPrefix(key, viewsKey)] = s
		}
	}
}

func (w *views) names() (out []string) {
	for name := range w.saved {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// offer brings the choice up to date.
func (w *views) offer() {
	w.choice.Options = append(append([]string{noView}, w.names()...), saveView)
	if w.on != "" {
		w.choice.Options = append(w.choice.Options, renameView, dropView)
	}
	w.choice.Selected = noView
	if w.on != "" {
		w.choice.Selected = w.on
	}
	w.choice.Refresh()
}

// left is told that all is shown again.
func (w *views) left() {
	w.on = ""
	w.offer()
}

func (w *views) chosen(word string) {
	switch word {
	case noView:
		if w.on != "" {
			w.page.Narrow(Filter{})
		}
	case saveView:
		w.offer()
		w.save()
	case renameView:
		w.offer()
		w.rename()
	case dropView:
		w.offer()
		w.drop()
	default:
		w.use(word)
	}
}

// present is the page's filter, order and columns as they stand.
func (w *views) present() savedView {
	p := w.page
	s := savedView{Pile: p.pile.Selected, Limit: p.limit.Selected, Text: p.search.Text, Month: p.narrow.month.Text, More: p.narrow.more,
		Fields: map[string]string{}, Layout: p.grid.table.Layout()}
	for _, f := range p.narrow.fields {
		if f.id != 0 {
			s.Fields[f.in.Name] = strings.TrimSpace(f.in.Text)
		}
	}
	return s
}

// use makes the page stand as a view says. A name that is gone since narrows nothing, and
// that is said.
func (w *views) use(name string) {
	s, known := w.saved[name]
	if !known {
		return
	}
	p, o := w.page, w.page.office
	p.Narrow(Filter{})
	p.pile.SetSelected(s.Pile)
	p.limit.SetSelected(s.Limit)
	p.search.SetText(s.Text)
	n := p.narrow
	n.quiet = true
	var lost []string
	for i := range n.fields {
		f := &n.fields[i]
		f.in.SetText(s.Fields[f.in.Name])
		if f.id = n.find(*f); f.id == 0 && s.Fields[f.in.Name] != "" {
			lost = append(lost, s.Fields[f.in.Name])
			f.in.SetText("")
		}
	}
	n.month.SetText(s.Month)
	n.more = s.More
	if err := o.View(o.Context, func(v *store.View) error { return n.more.find(v) }); err != nil {
		lost = append(lost, strings.Join(n.more.words(), "、"))
		n.more = moreFilter{}
	}
	n.quiet = false
	if s.Layout != "" {
		if key, desc := p.grid.table.SetLayout(s.Layout); key != "" {
			p.query.Sort, p.query.Desc = key, desc
		}
	}
	p.grid.table.SortedBy(p.query.Sort, p.query.Desc)
	w.on = name
	w.offer()
	if len(lost) > 0 {
		o.Toasts.Show("视图里的“"+cut(strings.Join(lost, "、"), 40)+"”已不在台账里，没有按它筛选", "", nil)
	}
	p.Refresh()
}

// tell says in one line what is filtered.
func (w *views) tell() {
	p := w.page
	text := p.filterWords()
	if text != "" {
		text = "筛选：" + text
	}
	if text == w.line.Text() {
		return
	}
	w.line.SetText(text)
	if text == "" {
		w.chips.Hide()
	} else {
		w.chips.Show()
	}
	if p.Content != nil {
		p.Content.Refresh()
	}
}

// longestView is how many characters a view's name may have.
const longestView = 20

// ask asks for a view's name.
func (w *views) ask(title, button, name string, then func(string) error) {
	o := w.page.office
	if o.refuses() {
		return
	}
	in := widget.NewEntry("视图名称", "如 我的逾期")
	in.SetText(name)
	form := widget.NewForm(button, &widget.Field{Key: "name", Label: "视图名称", Required: true, Input: in, Hint: "记住现在的筛选、排序和列"})
	sheet := o.showForm(title, form, in)
	form.OnSubmit = func() {
		name := textOf(in)
		switch {
		case len([]rune(name)) > longestView:
			form.Fail("name", "名称太长，请用 20 个字以内。")
		case slices.Contains([]string{noView, saveView, renameView, dropView}, name):
			form.Fail("name", "这个名称已有别的用处，请换一个。")
		default:
			o.submit(form, "", "没有保存视图", func(context.Context) error { return then(name) }, func() {
				sheet.Close()
				w.offer()
			})
		}
	}
}

func (w *views) keep(name string, s savedView) error {
	b, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return w.page.office.Actions.Remember(w.page.office.Context, viewsKey+name, string(b))
}

func (w *views) save() {
	s := w.present()
	w.ask("保存视图", "保存", w.on, func(name string) error {
		if err := w.keep(name, s); err != nil {
			return err
		}
		w.saved[name], w.on = s, name
		return nil
	})
}

func (w *views) rename() {
	was := w.on
	w.ask("视图改名", "改名", was, func(name string) error {
		if _, taken := w.saved[name]; taken && name != was {
			return errTaken(name)
		}
		if name == was {
			return nil
		}
		s := w.saved[was]
		if err := w.keep(name, s); err != nil {
			return err
		}
		w.page.office.Remember(viewsKey+was, "")
		delete(w.saved, was)
		w.saved[name], w.on = s, name
		return nil
	})
}

func (w *views) drop() {
	name := w.on
	widget.ShowQuestion(w.page.office.Window, "删除视图“"+name+"”", "只删除这个视图，问题不受影响。", widget.Option{Text: "留着"}, widget.Option{Text: "删除视图", Do: func() {
		w.page.office.Remember(viewsKey+name, "")
		delete(w.saved, name)
		w.left()
	}})
}
