package page

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// draft is something begun and not finished.
type draft struct {
	word    string  // what it is
	text    string  // which one
	key     string  // under which a half-typed form is remembered; empty: a bulletin
	problem data.ID // whose form it is; 0: of none
	id      data.ID // of a bulletin
}

// halfTyped opens the form of a new record by its title; nil for one that belongs to a
// record, which has to be found first.
func halfTyped(title string) func(*Office) {
	switch title {
	case visitTitle:
		return ShowVisitForm
	case newFirmTitle:
		return func(o *Office) { showFirmForm(o, nil, "", func(data.ID) {}) }
	case noticeTitle:
		return func(o *Office) { o.Show("节假日") }
	}
	if strings.HasPrefix(title, visitEntryTitle) {
		return func(o *Office) { o.Show("整改督办") }
	}
	if section, ok := strings.CutPrefix(title, settingsTitle); ok {
		return func(o *Office) {
			o.resume, o.section = "", section // the page brings back all sections by itself
			o.Show("设置")
		}
	}
	for i := range data.Books {
		if book := &data.Books[i]; book.Save == title {
			return func(o *Office) {
				o.withChoices(func(c choices) { showBookForm(o, book, nil, c, func(data.ID) {}) })
			}
		}
	}
	return nil
}

// draftsOf lists the half-typed forms, then the bulletins that are not issued.
func draftsOf(v *store.View) (out []draft, err error) {
	forms, err := v.RememberedAll(store.HalfTyped)
	if err != nil {
		return nil, err
	}
	for key := range forms {
		name, _, _ := strings.Cut(strings.TrimPrefix(key, store.HalfTyped), ".")
		x := draft{word: "没有填完的表单", text: name, key: key}
		if x.problem, err = problemOf(v, name); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	slices.SortFunc(out, func(a, b draft) int { return cmp.Compare(a.key, b.key) })
	bulletins, err := v.Drafts()
	for _, b := range bulletins {
		if b.Issue == 0 {
			out = append(out, draft{word: "通报稿", id: b.ID, text: cmp.Or(b.Title, b.From.String()+" 至 "+b.To.String())})
		}
	}
	return out, err
}

// problemOf is the problem whose number ends the title of a form, 0 for none.
func problemOf(v *store.View, title string) (data.ID, error) {
	_, code, found := strings.Cut(title, "　")
	if !found {
		return 0, nil
	}
	ids, err := v.ProblemIDs(store.ProblemQuery{Text: code, Today: v.Today()})
	if err != nil || len(ids) != 1 {
		return 0, err
	}
	return ids[0], nil
}

// draftList shows drafts, each with what goes on with it.
func (d *Desk) draftList(list []draft) fyne.CanvasObject {
	if len(list) == 0 {
		return widget.Empty("没有填完的表单和没有印发的通报会列在这里。现在没有。", "登记走访", func() { ShowVisitForm(d.office) })
	}
	rows := container.NewVBox()
	for _, x := range list {
		buttons := container.NewHBox()
		name, _, _ := strings.Cut(strings.TrimPrefix(x.key, store.HalfTyped), ".")
		switch open := halfTyped(name); {
		case x.key == "":
			buttons.Add(widget.NewButton("打开", func() {
				if d.office.Jump == nil {
					d.office.Show("通报")
					return
				}
				d.office.Jump(store.Hit{Entity: data.EntityDraft, ID: x.id})
			}))
		case open != nil:
			buttons.Add(widget.NewButton("接着填", func() {
				d.office.resume = name // asked for: no need to ask again
				open(d.office)
			}))
		case x.problem != 0:
			buttons.Add(widget.NewButton("打开问题", func() { d.open(Filter{}, x.problem) }))
		}
		if x.key != "" {
			buttons.Add(widget.NewButton("放弃", func() { d.forget(x) }))
		}
		rows.Add(container.NewBorder(nil, nil, container.NewCenter(second(x.word+"　")), buttons, plain(x.text)))
	}
	return container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), rows))
}

// forget drops a half-typed form for good.
func (d *Desk) forget(x draft) {
	widget.ShowQuestion(d.office.Window, "放弃没有填完的“"+x.text+"”", "填过的内容没有登记，放弃以后就没有了。", widget.Option{Text: "留着"},
		widget.Option{Text: "放弃", Do: func() {
			d.office.rememberThen(x.key, "", d.Refresh)
		}})
}
