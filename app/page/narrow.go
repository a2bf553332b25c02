package page

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/data/workday"
)

// narrowing is the second row of the page 问题: what narrows the list by a word that is
// typed. What nobody is called narrows nothing.
type narrowing struct {
	office *Office
	row    fyne.CanvasObject
	layer  *fyne.Container // over the page, for the lists of choices
	fields []narrowField
	month  *widget.Entry
	more   moreFilter // what the sheet 更多条件 holds
	all    *widget.Button
	quiet  bool
}

// narrowField is one of the fields and how it sets the query.
type narrowField struct {
	in   *widget.Picker
	find func(v *store.View, name string) (data.ID, error)
	set  func(*store.ProblemQuery, data.ID)
	id   data.ID
}

// newNarrowing makes the row; changed is told when the query is another, enter when
// Enter was pressed in a field, all when everything is to be shown.
func newNarrowing(o *Office, changed, enter, all func()) *narrowing {
	n := &narrowing{office: o, layer: container.NewWithoutLayout()}
	lead := func(c choices) []named { return c.leads }
	visiting := func(c choices) []named { return c.units }
	category := func(c choices) []named { return c.categories }
	region := func(c choices) []named { return c.regions }
	n.fields = []narrowField{
		{in: n.picker("按主办单位", lead), find: unitNamed, set: func(q *store.ProblemQuery, id data.ID) { q.Lead = id }},
		{in: n.picker("按走访单位", visiting), find: unitNamed, set: func(q *store.ProblemQuery, id data.ID) { q.Visiting = id }},
		{in: n.picker("按类别", category), find: categoryNamed, set: func(q *store.ProblemQuery, id data.ID) { q.Category = id }},
		{in: n.picker("按所在地", region), find: regionNamed, set: func(q *store.ProblemQuery, id data.ID) { q.Region = id }},
	}
	box := container.New(barLayout{})
	for i := range n.fields {
		f := &n.fields[i]
		f.in.Stand(n.layer, func() {
			if n.quiet {
				return
			}
			was := f.id
			if f.id = n.find(*f); f.id != was || f.id == 0 {
				changed()
			}
		})
		f.in.OnEnter = func() {
			if f.id == 0 && strings.TrimSpace(f.in.Text) != "" {
				o.Toasts.Show("没有叫“"+cut(f.in.Text, 20)+"”的，没有筛选", "", nil)
				return
			}
			enter()
		}
		box.Add(container.New(elastic{180, 90}, f.in))
	}
	n.month = widget.NewEntry("按登记月", "登记月 2026-10")
	n.month.OnChanged = func(string) {
		if !n.quiet {
			changed()
		}
	}
	n.month.OnEnter = enter
	n.all = widget.NewButton("显示全部", all)
	box.Add(container.New(elastic{150, 90}, n.month))
	box.Add(widget.NewButton("更多条件", func() { n.askMore(changed) }))
	box.Add(n.all)
	n.row = container.New(layout.NewCustomPaddedLayout(0, 8, 16, 16), box)
	return n
}

func (n *narrowing) picker(name string, offer func(choices) []named) *widget.Picker {
	return widget.NewPicker(name, name, n.office.offer(offer))
}

// find is what a field means, 0 for nothing.
func (n *narrowing) find(f narrowField) (id data.ID) {
	name := strings.TrimSpace(f.in.Text)
	if name == "" {
		return 0
	}
	err := n.office.guarded(func(ctx context.Context) error {
		return n.office.View(ctx, func(v *store.View) (err error) {
			id, err = f.find(v, name)
			return err
		})
	})
	if err != nil {
		return 0 // not written out yet
	}
	return id
}

func unitNamed(v *store.View, name string) (data.ID, error) {
	units, err := v.Units()
	for _, u := range units {
		if u.Name == name {
			return u.ID, nil
		}
	}
	return 0, err
}

func categoryNamed(v *store.View, name string) (data.ID, error) {
	return v.EntryNamed(data.DictCategory, name)
}

func regionNamed(v *store.View, name string) (data.ID, error) { return v.RegionNamed(name) }

// apply narrows a query.
func (n *narrowing) apply(q *store.ProblemQuery) {
	for _, f := range n.fields {
		f.set(q, f.id)
	}
	n.more.apply(q)
	if y, m, ok := readMonth(n.month.Text); ok {
		q.From = workday.Make(y, m, 1)
		q.To = q.From.MonthEnd()
	}
	if n.typed() || q.Text != "" || q.Stock != "" || q.State != 0 || q.OverdueOnly || q.DueSoon || q.Need != 0 {
		n.all.Enable()
	} else {
		n.all.Disable()
	}
}

// typed says that something stands in the row, whether it is known or not.
func (n *narrowing) typed() bool {
	for _, f := range n.fields {
		if f.in.Text != "" {
			return true
		}
	}
	return n.month.Text != "" || n.more != (moreFilter{})
}

// on says that the row narrows a query.
func (n *narrowing) on(q store.ProblemQuery) bool {
	return n.more != (moreFilter{}) || q.Lead != 0 || q.Visiting != 0 || q.Category != 0 || q.Region != 0 || q.From != 0
}

// clear empties the fields without telling anybody.
func (n *narrowing) clear() {
	n.quiet = true
	for i := range n.fields {
		n.fields[i].in.SetText("")
		n.fields[i].id = 0
	}
	n.month.SetText("")
	n.more = moreFilter{}
	n.quiet = false
}

// readMonth reads 2026-10, 2026年10月 or 202610.
func readMonth(s string) (year, month int, ok bool) {
	s = strings.TrimSuffix(strings.TrimSpace(s), "月")
	s = strings.NewReplacer("年", "-", ".", "-", "/", "-").Replace(s)
	if len(s) == 6 && !strings.Contains(s, "-") {
		s = s[:4] + "-" + s[4:]
	}
	y, m, _ := strings.Cut(s, "-")
	year, err1 := strconv.Atoi(y)
	month, err2 := strconv.Atoi(m)
	return year, month, err1 == nil && err2 == nil && len(y) == 4 && month >= 1 && month <= 12
}
