package page

import (
	"context"
	"strconv"
	"testing"

	"fyne.io/fyne/v2/test"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// noLedger has nothing; what reads it knows that, once it is open.
type noLedger struct{ open bool }

func (l *noLedger) Today() data.Date { return 0 }

func (l *noLedger) View(_ context.Context, read func(*store.View) error) error {
	if !l.open { // nothing is remembered
		return nil
	}
	return read(nil)
}

// sums shows a grid of numbers that are added up.
func sums(t *testing.T, n int) (*grid[int, int], *Office) {
	t.Helper()
	th, err := theme.New()
	if err != nil {
		t.Fatal(err)
	}
	test.NewTempApp(t).Settings().SetTheme(th)
	o := &Office{Context: t.Context(), Inline: true, Status: widget.NewStatus(""), Toasts: widget.NewToasts(), ReadOnly: true, Log: func(string) {}}
	ledger := &noLedger{}
	o.Ledger = ledger
	g := newGrid(o, gridOf[int, int]{name: "数", unit: "笔", columns: []widget.Column[int]{
		{Title: "名", Width: 80, Text: strconv.Itoa},
		{Title: "金额", Width: 80, Right: true, Text: strconv.Itoa, Sum: func(x int) float64 { return float64(x) + 0.25 }}},
		fetch: func(_ *store.View, keys []int) (map[int]int, error) {
			m := map[int]int{}
			for _, k := range keys {
				m[k] = k
			}
			return m, nil
		}})
	ledger.open = true
	keys := make([]int, n)
	for i := range keys {
		keys[i] = i + 1
	}
	g.show(keys)
	return g, o
}

func TestGridAddsUp(t *testing.T) {
	for name, c := range map[string]struct {
		n    int
		do   func(*widget.DataTable[int])
		want string
	}{
		"all":          {4, func(*widget.DataTable[int]) {}, "共 4 笔 · 金额合计 11"},
		"one row: all": {4, func(x *widget.DataTable[int]) { x.Choose(2) }, "共 4 笔 · 选中 1 · 金额合计 11"},
		"rows":         {4, func(x *widget.DataTable[int]) { x.ChooseAll() }, "共 4 笔 · 选中 4 · 金额合计 11"},
		"decimals":     {1, func(*widget.DataTable[int]) {}, "共 1 笔 · 金额合计 1.25"},
		"thousands":    {2000, func(*widget.DataTable[int]) {}, "共 2,000 笔 · 金额合计 2,001,500"},
		"too many":     {mostSummed + 1, func(*widget.DataTable[int]) {}, "共 5,001 笔"},
	} {
		t.Run(name, func(t *testing.T) {
			g, o := sums(t, c.n)
			c.do(g.table)
			if got := o.Status.Text(); got != c.want {
				t.Errorf("状态栏“%s”，应为“%s”", got, c.want)
			}
		})
	}
}
