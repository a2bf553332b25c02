package page

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// UnitInput is the form of a unit, as it was typed.
type UnitInput struct {
	ID       data.ID // 0: a new one
	Version  int
	Name     string
	Kind     data.UnitKind
	Code     string
	Aliases  []string
	Parent   data.ID
	Region   data.ID
	Sort     int
	From, To data.Date
}

// RegionInput is the form of a region, as it was typed.
type RegionInput struct {
	ID      data.ID // 0: a new one
	Version int
	Name    string
	Code    string
	Aliases []string
	Parent  data.ID
	Sort    int
}

// UnitActions is what the page 单位 lets be written. left is how many problems could not
// be handed over to the unit that comes after.
type UnitActions interface {
	SaveUnit(ctx context.Context, in UnitInput) (data.ID, error)
	DeleteUnit(ctx context.Context, id data.ID) error
	RenameUnit(ctx context.Context, id data.ID, name string, from data.Date) (next data.ID, left int, err error)
	SucceedUnit(ctx context.Context, old, next data.ID, from data.Date) (left int, err error)
	AbsorbUnit(ctx context.Context, kept, lost data.ID) error
	SaveRegion(ctx context.Context, in RegionInput) (data.ID, error)
	DeleteRegion(ctx context.Context, id data.ID) error
}

// unitKinds are the kinds of unit in the order they are listed, by their words.
var unitKinds = []struct {
	kind data.UnitKind
	word string
}{{data.Commission, "纪委监委"}, {data.Dispatched, "派驻纪检监察组"}, {data.Department, "主办部门"}, {data.TownUnit, "乡镇（街道）"}, {data.OtherUnit, "其他"}}

func kindWord(k data.UnitKind) string {
	for _, x := range unitKinds {
		if x.kind == k {
			return x.word
		}
	}
	return ""
}

// unitShows are the choices of what the page lists.
var unitShows = []string{"在用单位", "只有名称的单位", "停用的单位", "地区"}

const (
	showInUse = iota
	showBare
	showRetired
	showRegions
)

// unitRow is a unit or a region as a row of the page.
type unitRow struct {
	id      data.ID
	name    string
	depth   int
	kind    string
	region  string
	aliases string
	code    string
	sort    int
	state   string
	retired bool
}

// Units is the page 单位: who visits, handles and supervises, and the regions.
type Units struct {
	Content fyne.CanvasObject

	office *Office
	grid   *grid[data.ID, unitRow]
	detail *unitDetail
	search *widget.Entry
	show   *widget.Select
	kind   *widget.Select
	body   *fyne.Container
	split  fyne.CanvasObject
	all    roll
	rows   map[data.ID]unitRow
	keep   data.ID
}

// roll is all units and regions as they are now.
type roll struct {
	units   []data.Unit
	regions []data.Region
	unit    map[data.ID]*data.Unit
	region  map[data.ID]*data.Region
	today   data.Date
}

func rollOf(v *store.View) (r roll, err error) {
	if r.units, err = v.Units(); err != nil {
		return r, err
	}
	if r.regions, err = v.Regions(); err != nil {
		return r, err
	}
	r.unit, r.region, r.today = map[data.ID]*data.Unit{}, map[data.ID]*data.Region{}, v.Today()
	for i := range r.units {
		r.unit[r.units[i].ID] = &r.units[i]
	}
	for i := range r.regions {
		r.region[r.regions[i].ID] = &r.regions[i]
	}
	return r, nil
}

func (r roll) regionName(id data.ID) string {
	if g := r.region[id]; g != nil {
		return g.Name
	}
	return ""
}

func (r roll) unitName(id data.ID) string {
	if u := r.unit[id]; u != nil {
		return u.Name
	}
	return ""
}

// NewUnits makes the page; Refresh fills it.
func NewUnits(o *Office) *Units {
	p := &Units{office: o, rows: map[data.ID]unitRow{}}
	p.detail = newUnitDetail(o, p)
	p.grid = newGrid(o, gridOf[data.ID, unitRow]{name: "单位列表", unit: "个", columns: unitColumns(), foremost: 5,
		fetch: func(_ *store.View, ids []data.ID) (map[data.ID]unitRow, error) {
			out := make(map[data.ID]unitRow, len(ids))
			for _, id := range ids {
				out[id] = p.rows[id]
			}
			return out, nil
		},
		chosen: func(id data.ID) {
			p.keep = id
			p.detail.show(id)
		},
		open: func(data.ID) { p.detail.focusFirst() }})
	split := container.NewHSplit(p.grid.table, p.detail.scroll)
	split.Offset = 0.6
	p.split = split
	p.body = container.NewStack(split)
	p.show = widget.NewSelect("列出", unitShows, func(int) { p.list() })
	words := []string{"全部种类"}
	for _, k := range unitKinds {
		words = append(words, k.word)
	}
	p.kind = widget.NewSelect("种类", words, func(int) { p.list() })
	p.search = widget.NewEntry("搜索单位", "名称、别名、拼音首字母（Ctrl+G）")
	p.search.OnChanged = func(string) { p.list() }
	p.search.OnEnter = p.FocusList
	p.search.OnEscape = func() {
		p.search.SetText("")
		p.FocusList()
	}
	add := widget.NewPrimary("新增单位", func() {
		if p.regionsShown() {
			showRegionForm(o, p.all, nil, p.Open)
			return
		}
		showUnitForm(o, p.all, nil, p.Open)
	})
	p.show.OnChanged = func(string) {
		add.SetText("新增单位")
		if p.regionsShown() {
			add.SetText("新增地区")
		}
		p.list()
	}
	p.Content = container.NewBorder(Bar("单位", add, sized(150, p.show), sized(150, p.kind), container.New(elastic{280, 140}, p.search)), nil, nil, nil, p.body)
	return p
}

func unitColumns() []widget.Column[unitRow] {
	grey := func(r unitRow) fyne.ThemeColorName {
		if r.retired {
			return theme.Second
		}
		return ""
	}
	return []widget.Column[unitRow]{
		{Title: "名称", Width: 220, Least: 150, Grow: true, Text: func(r unitRow) string { return strings.Repeat("　", r.depth) + r.name }, Color: grey},
		{Title: "种类", Width: 104, Text: func(r unitRow) string { return r.kind }},
		{Title: "所在地", Width: 110, Least: 107, Grow: true, Text: func(r unitRow) string { return r.region }},
		{Title: "别名", Width: 150, Least: 80, Grow: true, Text: func(r unitRow) string { return r.aliases }},
		{Title: "情况", Width: 150, Least: 80, Grow: true, Text: func(r unitRow) string { return r.state }, Color: grey},
		{Title: "次序", Width: 56, Right: true, Text: func(r unitRow) string { return strconv.Itoa(r.sort) }},
		{Title: "代码", Width: 90, Text: func(r unitRow) string { return r.code }},
	}
}

func (p *Units) regionsShown() bool { return p.show.SelectedIndex() == showRegions }

// FocusSearch puts the caret into the search field.
func (p *Units) FocusSearch() { p.office.Window.Canvas().Focus(p.search) }

// FocusList gives the keys to the list.
func (p *Units) FocusList() {
	if p.grid.rows.Len() == 0 {
		p.office.Window.Canvas().Unfocus()
		return
	}
	p.office.Window.Canvas().Focus(p.grid.table)
}

// Open shows one of what is listed, units or regions, whatever words narrowed the list before.
func (p *Units) Open(id data.ID) {
	if p.grid.rows.Index(id) < 0 {
		p.search.SetText("")
		p.kind.SetSelectedIndex(0)
	}
	p.keep = id // after the filters, which would drop what is not listed yet
	p.Refresh()
}

// OpenHit shows one unit or region, also one of those not listed now.
func (p *Units) OpenHit(h store.Hit) {
	var now roll
	err := p.office.View(p.office.Context, func(v *store.View) (err error) {
		now, err = rollOf(v)
		return err
	})
	if err != nil {
		p.office.Fail("读不出单位", err)
		return
	}
	show := showInUse
	switch {
	case h.Entity == data.EntityRegion:
		show = showRegions
	case now.unit[h.ID] != nil && now.retired(now.unit[h.ID]):
		show = showRetired
	}
	p.show.SetSelectedIndex(show)
	p.Open(h.ID)
}

// Refresh reads units and regions anew.
func (p *Units) Refresh() {
	var all roll
	p.office.Work("", func(ctx context.Context) error {
		return p.office.View(ctx, func(v *store.View) (err error) {
			all, err = rollOf(v)
			return err
		})
	}, func(err error) {
		if err != nil {
			p.office.Fail("读不出单位", err)
			return
		}
		p.all = all
		p.list()
	})
}

// list shows what the filters let through.
func (p *Units) list() {
	clear(p.rows)
	var ids []data.ID
	if p.regionsShown() {
		p.kind.Disable()
		ids = p.regionRows()
	} else {
		p.kind.Enable()
		ids = p.unitRows()
	}
	p.body.Objects = []fyne.CanvasObject{p.split}
	if len(ids) == 0 {
		p.body.Objects = []fyne.CanvasObject{p.empty()}
	}
	p.body.Refresh()
	p.grid.show(ids)
	at := p.grid.rows.Index(p.keep)
	if at < 0 {
		p.keep = 0
	}
	if on, ok := p.grid.key(); p.keep != on || !ok {
		p.grid.table.Choose(at)
	}
	p.detail.show(p.keep)
}

func (p *Units) empty() fyne.CanvasObject {
	all := func() {
		p.search.SetText("")
		p.kind.SetSelectedIndex(0)
		p.show.SetSelectedIndex(showInUse)
	}
	switch {
	case p.show.SelectedIndex() == showBare && p.search.Text == "" && p.kind.SelectedIndex() <= 0:
		return widget.Empty("登记时输入了台账里没有的名称，就会在这里多一个只有名称的单位，供核对是不是已有单位的另一种叫法。现在没有。", "列出在用单位", all)
	case len(p.all.units) == 0 && !p.regionsShown():
		return widget.Empty("这里列出走访、主办、监督的单位和它们的别名、次序。还没有单位。", "新增单位", func() { showUnitForm(p.office, p.all, nil, p.Open) })
	}
	return widget.Empty("没有符合条件的。", "列出在用单位", all)
}

func (p *Units) unitRows() []data.ID {
	show, kind := p.show.SelectedIndex(), p.kind.SelectedIndex()
	var list []*data.Unit
	for i := range p.all.units {
		u := &p.all.units[i]
		if p.all.retired(u) != (show == showRetired) || show == showBare && !bare(u) || kind > 0 && u.Kind != unitKinds[kind-1].kind || !p.says(u.Name, u.Aliases, u.Code) {
			continue
		}
		list = append(list, u)
	}
	order := func(u *data.Unit) int {
		return slices.IndexFunc(unitKinds, func(k struct {
			kind data.UnitKind
			word string
		}) bool {
			return k.kind == u.Kind
		})
	}
	slices.SortStableFunc(list, func(a, b *data.Unit) int { return cmp.Compare(order(a), order(b)) })
	return tree(list, func(u *data.Unit) (data.ID, data.ID) { return u.ID, u.Parent }, func(u *data.Unit, depth int) {
		p.rows[u.ID] = unitRow{id: u.ID, name: u.Name, depth: depth, kind: kindWord(u.Kind), region: p.all.regionName(u.Region), aliases: strings.Join(u.Aliases, "、"),
			code: u.Code, sort: u.Sort, state: p.all.stateOf(u), retired: show == showRetired}
	})
}

// retired says that a unit is no longer in use.
func (r roll) retired(u *data.Unit) bool { return u.ValidTo != 0 && u.ValidTo < r.today }

// bare says that nothing but its name is known of a unit, as where a typed name made it.
func bare(u *data.Unit) bool {
	return u.Code == "" && u.Region == 0 && u.Parent == 0 && u.Sort == 0 && len(u.Aliases) == 0 && u.ValidFrom == 0
}

// stateOf tells since when and until when a unit is in use, and what became of it.
func (r roll) stateOf(u *data.Unit) string {
	var parts []string
	if u.ValidFrom != 0 {
		parts = append(parts, u.ValidFrom.String()+" 起")
	}
	switch {
	case u.ValidTo != 0 && u.MergedTo != 0:
		parts = append(parts, u.ValidTo.AddDays(1).String()+" 改为"+r.unitName(u.MergedTo))
	case u.ValidTo != 0:
		parts = append(parts, "用到 "+u.ValidTo.String())
	}
	return strings.Join(parts, "，")
}

func (p *Units) regionRows() []data.ID {
	var list []*data.Region
	for i := range p.all.regions {
		if g := &p.all.regions[i]; p.says(g.Name, g.Aliases, g.Code) {
			list = append(list, g)
		}
	}
	return tree(list, func(g *data.Region) (data.ID, data.ID) { return g.ID, g.Parent }, func(g *data.Region, depth int) {
		p.rows[g.ID] = unitRow{id: g.ID, name: g.Name, depth: depth, kind: "地区", region: p.all.regionName(g.Parent), aliases: strings.Join(g.Aliases, "、"), code: g.Code, sort: g.Sort}
	})
}

// says tells whether a name or what belongs to it contains what was typed.
func (p *Units) says(name string, aliases []string, code string) bool {
	text := strings.TrimSpace(p.search.Text)
	return text == "" || code != "" && strings.HasPrefix(code, text) || newNamed(name, aliases).holds(text, strings.ToLower(data.Normalise(text)))
}

// tree is a list in which what stands below something follows it; take is told how deep
// each stands.
func tree[T any](list []T, of func(T) (id, parent data.ID), take func(T, int)) []data.ID {
	below, here := map[data.ID][]T{}, map[data.ID]bool{}
	for _, x := range list {
		id, _ := of(x)
		here[id] = true
	}
	for _, x := range list {
		_, parent := of(x)
		if !here[parent] {
			parent = 0
		}
		below[parent] = append(below[parent], x)
	}
	out := make([]data.ID, 0, len(list))
	var walk func(parent data.ID, depth int)
	walk = func(parent data.ID, depth int) {
		for _, x := range below[parent] {
			id, _ := of(x)
			out = append(out, id)
			take(x, depth)
			walk(id, depth+1)
		}
	}
	walk(0, 0)
	return out
}
