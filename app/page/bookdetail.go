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

// bookDetail shows one entry of a register and what may be done with it.
type bookDetail struct {
	content fyne.CanvasObject

	office         *Office
	box            *fyne.Container
	change, remove func()
	shown          data.ID
}

func newBookDetail(o *Office, change, remove func()) *bookDetail {
	d := &bookDetail{office: o, box: container.NewVBox(), change: change, remove: remove}
	d.content = container.NewVScroll(container.New(layout.NewCustomPaddedLayout(8, 16, 16, 16), d.box))
	d.show(nil)
	return d
}

func (d *bookDetail) show(x *bookLine) {
	d.box.Objects = []fyne.CanvasObject{quiet("在左边选一条记录，这里显示它的内容。")}
	d.shown = 0
	if x != nil {
		d.shown = x.ID
		d.fill(x)
	}
	d.box.Refresh()
}

func (d *bookDetail) fill(x *bookLine) {
	g := data.BookOf(x.Kind)
	rows := container.NewVBox()
	pair := func(word, text string) {
		if text != "" {
			rows.Add(container.New(pairLayout{word: bookWord}, second(word), plain(text)))
		}
	}
	pair(g.Day, x.On.String())
	told := map[string]bool{}
	for _, f := range g.Fields {
		key := f.Key
		// A number worked out stands for the one typed where both bear one name: a list of
		// enterprises has its number without anyone typing it.
		same := func(c data.BookColumn) bool { return c.Word == f.Word }
		if i := slices.IndexFunc(g.Columns, same); i >= 0 && f.Kind == data.CountField {
			key = g.Columns[i].Key
		}
		text := x.cells[key]
		if text != "" && f.Unit != "" {
			text += " " + f.Unit
		}
		pair(f.Word, text)
		told[key] = true
	}
	for _, c := range g.Columns {
		if !told[c.Key] {
			pair(c.Word, x.cells[c.Key])
		}
	}
	buttons := container.NewHBox(widget.NewButton("修改", d.change), gap(8), quietButton("删除", d.remove))
	d.box.Objects = []fyne.CanvasObject{widget.Heading(g.Name), buttons, gap(4), rows}
	if x.Kind == data.RecCoverageList {
		d.listFirms(x)
	}
}

const bookWord float32 = 92

const firmsListed = 200

// listFirms names the first enterprises on a list.
func (d *bookDetail) listFirms(x *bookLine) {
	id := x.ID
	rec := x.Record
	var names []string
	d.office.Work("", func(ctx context.Context) error {
		return d.office.View(ctx, func(v *store.View) (err error) {
			names, err = v.FirmsListed(&rec)
			return err
		})
	}, func(err error) {
		if err != nil || d.shown != id || len(names) == 0 {
			return // the entry itself tells how many there are
		}
		more := ""
		if n := len(names); n > firmsListed {
			names, more = names[:firmsListed], "\n……共 "+thousands(n)+" 家"
		}
		d.box.Add(section("名单"))
		d.box.Add(quiet(strings.Join(names, "\n") + more))
		d.box.Refresh()
	})
}
