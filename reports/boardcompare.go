package reports

import (
	"context"
	"fmt"
	"slices"

	"qinqing/data"
	"qinqing/reports/stats"
)

// Side is one of the two a comparison stands side by side: a period and a scope, and what
// they are called there.
type Side struct {
	Name   string
	Period stats.Period
	Scope  Scope
}

// Comparison is two boards side by side.
type Comparison struct {
	Sides  [2]Side
	Boards [2]*Board
	Lines  []ComparedLine
	Charts []BoardChart // 类别, 措施, 地区, 单位: a value of each side beside the other's
}

// ComparedLine is one figure of both sides; the difference is the first less the second.
type ComparedLine struct {
	Name, Definition string
	Figures          [2]stats.Figure
	Rows             [2]stats.RowQuery
	Difference       stats.Figure
	LessIsGood       bool
}

// Compare counts both sides and stands them beside each other.
func Compare(ctx context.Context, src Source, sides [2]Side, today data.Date) (*Comparison, error) {
	c := &Comparison{Sides: sides}
	for i, s := range sides {
		var err error
		if c.Boards[i], err = ComposeBoard(ctx, src, s.Period, s.Scope, today); err != nil {
			return nil, err
		}
	}
	for _, t := range c.Boards[0].Figures {
		j := slices.IndexFunc(c.Boards[1].Figures, func(o Tile) bool { return o.Name == t.Name && o.Figure.Span == t.Figure.Span })
		if j < 0 {
			continue
		}
		o := c.Boards[1].Figures[j]
		name := t.Name
		if t.Figure.Span == stats.SpanTotal && name == "满意率" {
			name = "累计" + name
		}
		c.Lines = append(c.Lines, ComparedLine{Name: name, Definition: t.Definition, Figures: [2]stats.Figure{t.Figure, o.Figure},
			Rows: [2]stats.RowQuery{t.Rows, o.Rows}, Difference: stats.Between(t.Figure, o.Figure), LessIsGood: t.LessIsGood})
	}
	for _, which := range []string{"类别", "措施", "地区", "单位"} {
		c.chart(which)
	}
	return c, nil
}

// chart draws both sides' values of one chart against the same rows, those of the first
// side in its order and then what only the second has.
func (c *Comparison) chart(which string) {
	var found [2]*BoardChart
	for i, b := range c.Boards {
		if j := slices.IndexFunc(b.Charts, func(x BoardChart) bool { return x.Which == which }); j >= 0 {
			found[i] = &b.Charts[j]
		}
	}
	some := found[0]
	if some == nil {
		if some = found[1]; some == nil {
			return
		}
	}
	out := BoardChart{Which: which, Definition: some.Definition, Chart: Chart{Kind: "hbar", Title: some.Title, Unit: some.Unit}, Rows: map[Mark]stats.RowQuery{}}
	for _, x := range found {
		if x == nil {
			continue
		}
		for _, name := range x.Categories {
			if !slices.Contains(out.Categories, name) {
				out.Categories = append(out.Categories, name)
			}
		}
	}
	for i, x := range found {
		s := ChartSeries{Name: c.Sides[i].Name, Values: make([]float64, len(out.Categories))}
		if x != nil {
			for k, name := range x.Categories {
				at := slices.Index(out.Categories, name)
				s.Values[at] = x.Series[0].Values[k]
				if q, ok := x.Rows[Mark{x.Series[0].Name, name}]; ok {
					out.Rows[Mark{s.Name, name}] = q
				}
			}
		}
		out.Series = append(out.Series, s)
	}
	c.Charts = append(c.Charts, out)
}

// UnitReasons says why a unit stands where it stands: what of it is open and late, parted
// by category.
type UnitReasons struct {
	Name       string
	Open, Late stats.Figure
	OpenRows   stats.RowQuery
	LateRows   stats.RowQuery
	Chart      BoardChart // 在办 and of it 逾期, by category
	Shares     []string   // 融资 5 个（31.3%）…, of what is open
}

// ComposeUnit tells of one lead unit at the end of a board's period, within what the board
// is narrowed to (only lead units aside).
func ComposeUnit(ctx context.Context, src Source, b *Board, u RankedUnit) (*UnitReasons, error) {
	names := []string{"期末在办", "期末逾期"}
	only := stats.Only{By: data.ByLead, Key: u.Unit}
	f, err := stats.Compute(ctx, src, stats.Query{Period: b.Period, By: []data.Dim{data.ByCategory}, Only: only, Figures: names})
	if err != nil {
		return nil, err
	}
	out := &UnitReasons{Name: u.Name, OpenRows: u.OpenRows, LateRows: u.LateRows}
	out.OpenRows.By, out.OpenRows.KeyID, out.OpenRows.Only = data.ByAll, 0, only
	out.LateRows.By, out.LateRows.KeyID, out.LateRows.Only = data.ByAll, 0, only
	out.Open, _ = f.Get(names[0], stats.SpanEnd, data.ByAll, 0)
	out.Late, _ = f.Get(names[1], stats.SpanEnd, data.ByAll, 0)
	var open []stats.Figure
	for _, k := range f.Keys(data.ByCategory) {
		if x, ok := f.Get(names[0], stats.SpanEnd, data.ByCategory, k.ID); ok && positive(x) {
			open = append(open, x)
		}
	}
	ch := BoardChart{Which: "单位", Chart: Chart{Kind: "hbar", Title: u.Name + "在办问题按问题类别", Unit: "个", Series: []ChartSeries{{Name: "在办"}, {Name: "其中逾期"}}}, Rows: map[Mark]stats.RowQuery{}}
	for _, r := range stats.Rank(open, 0) {
		late, _ := f.Get(names[1], stats.SpanEnd, data.ByCategory, r.KeyID)
		ch.Categories = append(ch.Categories, r.Key)
		ch.Series[0].Values = append(ch.Series[0].Values, *r.Value)
		ch.Series[1].Values = append(ch.Series[1].Values, *late.Value)
		for i, name := range names {
			ch.Rows[Mark{ch.Series[i].Name, r.Key}] = stats.RowQuery{Name: name, Span: stats.SpanEnd, By: data.ByCategory, KeyID: r.KeyID, Only: only, Period: b.Period, Start: f.Start}
		}
		share := stats.Percent(*r.Numerator, *out.Open.Numerator)
		out.Shares = append(out.Shares, r.Key+" "+r.Text()+" 个（"+share+"）")
	}
	for _, name := range names {
		d, _ := stats.Define(name)
		ch.Definition += name + "：" + d.Text + "\n"
	}
	out.Chart = ch
	return out, nil
}

// boardTable is a table of names and figures, as it goes on paper and into a workbook.
func boardTable(title string, header ...string) Table {
	t := Table{Title: title, Sheet: "数据", Header: make([][]HeaderCell, 1)}
	for i, h := range header {
		c := Column{Key: fmt.Sprintf("c%d", i), Align: Right}
		if i == 0 {
			c.Align, c.Weight = Left, 2
		}
		t.Columns = append(t.Columns, c)
		t.Header[0] = append(t.Header[0], HeaderCell{Text: h})
	}
	return t
}

// figureCell is a figure in a cell of a table.
func figureCell(f stats.Figure) Cell {
	c := Cell{Text: f.Text(), Value: f.Value, Kind: "decimal"}
	switch {
	case f.Value == nil:
		c.Kind = ""
	case f.Unit == stats.UnitPercent:
		c.Kind = "percent"
	case *f.Value == float64(int64(*f.Value)) && f.Unit != stats.UnitPoints:
		c.Kind = "int"
	}
	return c
}

// RankingTable is a board's ranking of units.
func RankingTable(b *Board) Table {
	t := boardTable("主办单位办结率排名", "主办单位", "名次", "办结率", "累计登记", "期末在办", "期末逾期", "按时办结率")
	for _, u := range b.Ranking {
		place := Cell{Text: u.Note}
		if u.Place > 0 {
			v := float64(u.Place)
			place = Cell{Text: fmt.Sprint(u.Place), Kind: "int", Value: &v}
		}
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: u.Name}, place, figureCell(u.Rate), figureCell(u.Registered), figureCell(u.Open), figureCell(u.Late), figureCell(u.InTime)}})
	}
	return t
}

// ComparisonTable is two boards' figures side by side.
func ComparisonTable(c *Comparison) Table {
	t := boardTable(c.Sides[0].Name+"与"+c.Sides[1].Name+"对比", "指标", "单位", c.Sides[0].Name, c.Sides[1].Name, "相差", "增减")
	for _, x := range c.Lines {
		t.Rows = append(t.Rows, Row{Cells: []Cell{{Text: x.Name}, {Text: x.Figures[0].Unit}, figureCell(x.Figures[0]), figureCell(x.Figures[1]), {Text: x.Difference.Text()}, {Text: x.Difference.Note}}})
	}
	return t
}
