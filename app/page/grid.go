package page

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qinqing/app/widget"
	"qinqing/data/store"
)

// gridOf declares a table of records: what it is called, its columns, where its rows
// come from and what can be done with them. All but name, columns and fetch may be left out.
type gridOf[K comparable, T any] struct {
	name    string // for scripts, and what the ledger remembers the columns by
	unit    string // what is counted: 条, 家; empty: 条
	columns []widget.Column[T]
	// foremost is how many of them should be in sight together; 0: all.
	foremost int
	fetch    func(v *store.View, keys []K) (map[K]T, error)
	sort     func(key string, desc bool)
	chosen   func(K)
	open     func(K)                      // Enter, a double click, the menu's 打开
	menu     func(K) []*fyne.MenuItem     // what else can be done with a record
	edit     func([]edit[K], func(error)) // writes cells as one step
	paste    func(text string)            // what is to become of pasted cells
	told     func() string                // more for the status line; may be nil
}

// edit is a cell of a record and what is to stand in it.
type edit[K comparable] struct {
	key   K
	title string
	text  string
}

// grid is a table of records on a page. Its columns stand as they were left, the status
// line counts what it holds and what is chosen, and it keeps what is chosen when the
// records are read anew.
type grid[K comparable, T any] struct {
	table  *widget.DataTable[T]
	rows   *widget.Pages[K, T]
	office *Office
	of     gridOf[K, T]
	sums   int // counts the sums, so that a late one knows it is late

	partial bool // more records follow those that are shown

	sortKey  string // by which the rows were sorted when the window was last open
	sortDesc bool
}

// newGrid makes a table of records; show fills it.
func newGrid[K comparable, T any](o *Office, of gridOf[K, T]) *grid[K, T] {
	g := &grid[K, T]{office: o, of: of}
	g.rows = &widget.Pages[K, T]{Fetch: g.fetch, Failed: func(err error) { o.Fail("读不出"+of.name, err) }}
	if o.Inline {
		g.rows.Start = func(f func()) { f() }
	}
	t := widget.NewDataTable(of.columns, g.rows)
	g.table = t
	t.Name, t.Numbered, t.Foremost = of.name, true, of.foremost
	g.rows.Loaded = t.Refresh
	g.sortKey, g.sortDesc = t.SetLayout(o.Recall(g.memo()))
	t.OnLayout = func() { o.Remember(g.memo(), t.Layout()) }
	t.OnSort, t.OnSelect = of.sort, g.tell
	t.OnTold = func(text string) { o.Toasts.Show(text, "", nil) }
	if of.chosen != nil {
		t.OnChosen = func(i int) { of.chosen(g.rows.Key(i)) }
	}
	if of.open != nil {
		t.OnOpen = func(i int) { of.open(g.rows.Key(i)) }
	}
	t.Menu = g.menu
	if of.edit != nil {
		t.OnEdit = g.edit
	}
	t.OnPaste = of.paste
	return g
}

// memo is what the ledger remembers the columns by.
func (g *grid[K, T]) memo() string { return "columns." + g.of.name }

func (g *grid[K, T]) fetch(keys []K) (out map[K]T, err error) {
	err = g.office.guarded(func(ctx context.Context) error {
		return g.office.View(ctx, func(v *store.View) (err error) {
			out, err = g.of.fetch(v, keys)
			return err
		})
	})
	return out, err
}

func (g *grid[K, T]) menu(i int) (items []*fyne.MenuItem) {
	k := g.rows.Key(i)
	if g.of.open != nil {
		items = append(items, fyne.NewMenuItem("打开", func() { g.of.open(k) }))
	}
	if g.of.menu != nil {
		items = append(items, g.of.menu(k)...)
	}
	return items
}

// show lists records. Those that were chosen stay so, if they are still among them.
func (g *grid[K, T]) show(keys []K) {
	cursor, anchor := -1, -1
	var at, from K
	if i := g.table.CursorRow(); i >= 0 && i < g.rows.Len() {
		at, from = g.rows.Key(i), g.rows.Key(i)
		if b, ok := g.table.Chosen(); ok {
			from = g.rows.Key(b.Top + b.Bottom - i) // the block's other end
		}
	}
	had := g.table.CursorRow() >= 0 && g.table.CursorRow() < g.rows.Len()
	g.rows.SetKeys(keys)
	if had {
		if cursor = g.rows.Index(at); cursor >= 0 {
			anchor = g.rows.Index(from)
		}
	}
	g.table.Replaced(cursor, anchor)
	g.tell()
}

// key is the record the cursor is on.
func (g *grid[K, T]) key() (k K, ok bool) {
	if i := g.table.CursorRow(); i >= 0 && i < g.rows.Len() {
		return g.rows.Key(i), true
	}
	return k, false
}

// keys are the records that are chosen.
func (g *grid[K, T]) keys() (out []K) {
	if from, to, ok := g.table.Selected(); ok {
		for i := from; i <= to; i++ {
			out = append(out, g.rows.Key(i))
		}
	}
	return out
}

// edit passes cells on by their records.
func (g *grid[K, T]) edit(cells []widget.Cell, done func(error)) {
	if g.office.refuses() {
		done(errQuiet)
		return
	}
	out := make([]edit[K], 0, len(cells))
	for _, c := range cells {
		out = append(out, edit[K]{g.rows.Key(c.Row), c.Title, c.Text})
	}
	g.of.edit(out, done)
}

// errQuiet is an error that was told already.
var errQuiet = quietError{}

type quietError struct{}

func (quietError) Error() string { return "" }

// most rows that are added up for the status line.
const mostSummed = 5_000

// tell brings the status line up to date: how many there are, what is chosen, and the
// sums of it, or of all where nothing is chosen.
func (g *grid[K, T]) tell() {
	g.sums++
	from, to, some := g.table.Selected()
	b, _ := g.table.Chosen()
	text := g.counted(b, some)
	if g.of.told != nil {
		text += g.of.told()
	}
	g.office.Tell(text)
	if to == from { // one row, or none: all
		from, to = 0, g.rows.Len()-1
	}
	if g.partial || !g.summable() || to-from+1 > mostSummed || to < from {
		return
	}
	mine := g.sums
	g.rows.Gather(from, to, func(rows []T) {
		if mine == g.sums {
			g.office.Tell(text + g.summed(rows))
		}
	})
}

func (g *grid[K, T]) counted(b widget.Block, some bool) string {
	unit := g.of.unit
	if unit == "" {
		unit = "条"
	}
	text := "共 " + thousands(g.rows.Len()) + " " + unit
	if g.partial {
		text = "先列出 " + thousands(g.rows.Len()) + " " + unit + "，其余正在读取"
	}
	if !some {
		return text
	}
	text += " · 选中 " + thousands(b.Rows())
	if b.Columns() > 1 && !g.table.Whole() {
		text += fmt.Sprintf(" 行 %d 列", b.Columns())
	}
	return text
}

func (g *grid[K, T]) summable() bool {
	for _, c := range g.of.columns {
		if c.Sum != nil {
			return true
		}
	}
	return false
}

func (g *grid[K, T]) summed(rows []T) string {
	var b strings.Builder
	for _, c := range g.of.columns {
		if c.Sum == nil {
			continue
		}
		var sum float64
		for _, r := range rows {
			sum += c.Sum(r)
		}
		b.WriteString(" · " + c.Title + "合计 " + number(sum))
	}
	return b.String()
}

// number writes a sum with separators and no more decimals than it has, two at most.
func number(x float64) string {
	whole, part := math.Modf(math.Round(x*100) / 100)
	text := thousands(int(whole))
	if part != 0 {
		text += strings.TrimPrefix(strconv.FormatFloat(math.Abs(part), 'f', -1, 64), "0")
	}
	return text
}
