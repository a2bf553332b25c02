package reports

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// Scope narrows a board to one row of a dimension; the zero value is the whole office.
type Scope = stats.Only

// Board is what a leader looks at: how we are doing, which units and why, better or
// worse than before. Every number in it knows its definition and its rows.
type Board struct {
	Period  stats.Period // what is counted
	Whole   stats.Period // what was asked for; longer while it is not over
	Scope   Scope
	Tiles   []Tile
	Charts  []BoardChart // trend, categories, ages, measures, regions: those that have anything
	Ranking []RankedUnit
	Of      int    // how many units have a place
	Figures []Tile // every figure of the scope there is, in order, as two boards are compared by
	Others  []Tile // policies and money, time saved, coverage: those the office keeps
	Notes   []string
}

// Tile is one figure with how it changed, and beside it the cumulative one.
type Tile struct {
	Name       string
	Figure     stats.Figure
	Previous   stats.Figure // 环比; zero: none
	LastYear   stats.Figure // 同比; zero: none
	Total      stats.Figure // 累计; zero: none
	Definition string
	LessIsGood bool
	Rows       stats.RowQuery
}

// BoardChart is a chart whose values know the rows behind them.
type BoardChart struct {
	Chart
	Which      string // 趋势, 类别, 在办, 措施, 地区, 单位
	Definition string
	Rows       map[Mark]stats.RowQuery
	Ages       map[string][2]int // of ages: from and to in days since 登记
}

// Mark is one value of a chart.
type Mark struct{ Series, Category string }

// RankedUnit is one lead unit of the ranking.
type RankedUnit struct {
	Unit                                  data.ID
	Name                                  string
	Place                                 int // 0: not ranked, Note says why
	Note                                  string
	Rate, Registered, Open, Late, InTime  stats.Figure
	RateRows, OpenRows, LateRows, AllRows stats.RowQuery
}

// tilePlans are the six tiles of the board, in their order.
var tilePlans = []struct {
	name, span, total string
	less              bool
}{
	{"走访家次", stats.SpanPeriod, "累计走访家次", false}, {"走访企业", stats.SpanPeriod, "累计走访企业", false}, {"登记问题", stats.SpanPeriod, "累计登记", false},
	{"办结", stats.SpanPeriod, "累计办结", false}, {"销号", stats.SpanPeriod, "累计销号", false}, {"期末逾期", stats.SpanEnd, "", true},
	{"按时办结率", stats.SpanPeriod, "办结率", false}, {"满意率", stats.SpanPeriod, "满意率", false},
}

var otherPlans = []struct{ name, span string }{
	{"政策公开率", stats.SpanTotal}, {"兑付申请", stats.SpanTotal}, {"应兑付资金", stats.SpanTotal}, {"已兑付资金", stats.SpanTotal}, {"兑现率", stats.SpanTotal},
	{"承诺提速", stats.SpanPeriod}, {"实际提速", stats.SpanPeriod}, {"覆盖率", stats.SpanTotal},
}

var rankNames = []string{"办结率", "累计登记", "期末在办", "期末逾期", "按时办结率"}

// ageBounds part the ages of what is open, in days since 登记.
var ageBounds = []int{30, 60, 90, 180}

// ComposeBoard counts a board. Figures and rows are those of the bulletin. A period that
// is not over is counted up to today: what falls due later is not late yet.
func ComposeBoard(ctx context.Context, src Source, p stats.Period, scope Scope, today data.Date) (*Board, error) {
	b := &boarder{ctx: ctx, src: src, out: &Board{Period: p, Whole: p, Scope: scope}}
	if today >= p.From && today < p.To {
		b.out.Period.To = today
	}
	if err := b.count(); err != nil {
		return nil, err
	}
	b.trend()
	b.tiles()
	b.parts("类别", data.ByCategory, "问题类别")
	b.ages()
	b.parts("措施", data.ByMeasure, "措施条目")
	b.parts("地区", data.ByRegion, "企业所在地")
	b.units()
	b.others()
	b.figures()
	b.out.Notes = stats.DataNotes(b.split)
	return b.out, nil
}

type boarder struct {
	ctx     context.Context
	src     Source
	facts   *stats.Facts // of the scope's own row
	trended []*stats.Facts
	split   *stats.Facts // of what lies in the scope, parted
	ranked  *stats.Facts // of the units that are ranked
	out     *Board
	floor   int64
}

// count reads all the board shows in one pass.
func (b *boarder) count() error {
	settings, err := b.src.Settings()
	if err != nil {
		return err
	}
	b.floor = floorOf(settings)
	qs := append([]stats.Query{b.scoped(), b.parted()}, b.trends()...)
	ranked := 1
	if b.out.Scope.By == data.ByLead { // all units, so that the one keeps its place
		ranked = len(qs)
		qs = append(qs, stats.Query{Period: b.out.Period, By: []data.Dim{data.ByLead}, Figures: rankNames})
	}
	all, err := stats.ComputeAll(b.ctx, b.src, qs)
	if err != nil {
		return err
	}
	b.facts, b.split, b.trended, b.ranked = all[0], all[1], all[2:2+trendMonths], all[ranked]
	return nil
}

// scoped asks for the figures of the tiles, which are the scope's row.
func (b *boarder) scoped() stats.Query {
	names := append(slices.Clone(rankNames), "登记问题")
	for _, t := range tilePlans {
		names = append(names, t.name)
		if t.total != "" {
			names = append(names, t.total)
		}
	}
	for _, t := range otherPlans {
		names = append(names, t.name)
	}
	slices.Sort(names)
	return stats.Query{Period: b.out.Period, By: []data.Dim{b.out.Scope.By}, Figures: slices.Compact(names), Compare: true}
}

var partDims = []data.Dim{data.ByLead, data.ByCategory, data.ByMeasure, data.ByRegion}

// parted asks how what lies in the scope falls to the rows of the charts and the ranking.
func (b *boarder) parted() stats.Query {
	return stats.Query{Period: b.out.Period, By: partDims, Only: b.out.Scope, Ages: ageBounds,
		Figures: append(slices.Clone(rankNames), "登记问题", "补录登记", "补录办结", "补录销号")}
}

// trends ask for thirteen periods of the board's length, the last one its own.
func (b *boarder) trends() []stats.Query {
	var by []data.Dim
	if d := b.out.Scope.By; d != data.ByAll {
		by = []data.Dim{d}
	}
	qs := make([]stats.Query, trendMonths)
	p := b.out.Whole
	for i := range slices.Backward(qs) {
		qs[i] = stats.Query{Period: p, By: by, Figures: trendFigures}
		p = p.Previous()
	}
	return qs
}

// query asks for the rows behind a figure of the board, narrowed to what only says.
func (b *boarder) query(f stats.Figure, only stats.Only) stats.RowQuery {
	return stats.RowQuery{Name: f.Name, Span: f.Span, By: data.DimCoded(f.By), KeyID: f.KeyID, Only: only, Period: b.out.Period, Start: b.facts.Start}
}

func (b *boarder) tile(name, span, total string, less bool) (t Tile, ok bool) {
	s := b.out.Scope
	t = Tile{Name: name, LessIsGood: less}
	if t.Figure, ok = b.facts.Get(name, span, s.By, s.Key); !ok {
		return t, false
	}
	if d, known := stats.Define(name); known {
		t.Definition = d.Text
	}
	t.Rows = b.query(t.Figure, stats.Only{})
	t.Previous, _ = b.facts.Get(name, stats.SpanPrevious, s.By, s.Key)
	t.LastYear, _ = b.facts.Get(name, stats.SpanLastYear, s.By, s.Key)
	if total != "" {
		t.Total, _ = b.facts.Get(total, stats.SpanTotal, s.By, s.Key)
	}
	return t, true
}

func (b *boarder) tiles() {
	for _, x := range tilePlans {
		if t, ok := b.tile(x.name, x.span, x.total, x.less); ok {
			b.out.Tiles = append(b.out.Tiles, t)
		}
	}
}

// figurePlans are what two boards are compared by.
var figurePlans = []struct {
	name, span string
	less       bool
}{
	{"走访家次", stats.SpanPeriod, false}, {"走访企业", stats.SpanPeriod, false}, {"登记问题", stats.SpanPeriod, false}, {"办结", stats.SpanPeriod, false}, {"销号", stats.SpanPeriod, false},
	{"期末在办", stats.SpanEnd, true}, {"期末逾期", stats.SpanEnd, true}, {"按时办结率", stats.SpanPeriod, false}, {"满意率", stats.SpanPeriod, false},
	{"累计走访家次", stats.SpanTotal, false}, {"累计走访企业", stats.SpanTotal, false}, {"累计登记", stats.SpanTotal, false}, {"累计办结", stats.SpanTotal, false}, {"累计销号", stats.SpanTotal, false},
	{"办结率", stats.SpanTotal, false}, {"满意率", stats.SpanTotal, false},
}

func (b *boarder) figures() {
	for _, x := range figurePlans {
		if t, ok := b.tile(x.name, x.span, "", x.less); ok {
			b.out.Figures = append(b.out.Figures, t)
		}
	}
	b.out.Figures = append(b.out.Figures, b.out.Others...)
}

// others are the figures of the lesser registers; none where the office keeps nothing of
// them, — where one has no denominator.
func (b *boarder) others() {
	some := false
	for _, x := range otherPlans {
		if t, ok := b.tile(x.name, x.span, "", false); ok {
			b.out.Others = append(b.out.Others, t)
			some = some || t.Figure.Value != nil && (*t.Figure.Value != 0 || t.Figure.Denominator != nil && *t.Figure.Denominator > 0)
		}
	}
	if !some {
		b.out.Others = nil
	}
}

// trend draws thirteen periods of the board's length, the last one its own.
func (b *boarder) trend() {
	ch := BoardChart{Which: "趋势", Chart: Chart{Kind: "barline", Title: "近十三期登记和办结", Unit: "个",
		Series: []ChartSeries{{Name: trendFigures[0], Kind: "bar"}, {Name: trendFigures[1], Kind: "line", Unit: "件次"}}}, Rows: map[Mark]stats.RowQuery{}}
	s := b.out.Scope
	for _, f := range b.trended {
		p := f.Period
		name := shortName(p)
		ch.Categories = append(ch.Categories, name)
		for i, n := range trendFigures {
			v, ok := f.Get(n, stats.SpanPeriod, s.By, s.Key)
			value := 0.0
			if ok && v.Value != nil {
				value = *v.Value
			}
			ch.Series[i].Values = append(ch.Series[i].Values, value)
			ch.Rows[Mark{n, name}] = stats.RowQuery{Name: n, Span: stats.SpanPeriod, By: s.By, KeyID: s.Key, Period: p}
		}
	}
	b.add(ch, trendFigures...)
}

// shortName is a period's name as an axis bears it: 26年10月 for 2026年10月.
func shortName(p stats.Period) string {
	name, _, _ := strings.Cut(p.Name(), "（")
	if year := fmt.Sprint(p.To.Year()); len(year) == 4 && strings.HasPrefix(name, year+"年") {
		return name[2:]
	}
	return name
}

// parts draws how the problems registered fall to the rows of a dimension, the most
// first. Of the scope's own dimension there is but one row.
func (b *boarder) parts(which string, by data.Dim, word string) {
	const name = "登记问题"
	var fs []stats.Figure
	filled := false
	for _, k := range b.split.Keys(by) {
		if f, ok := b.split.Get(name, stats.SpanPeriod, by, k.ID); ok && positive(f) {
			fs = append(fs, f)
			filled = filled || k.ID != 0
		}
	}
	if !filled {
		return
	}
	ch := BoardChart{Which: which, Chart: Chart{Kind: "hbar", Title: name + "按" + word, Unit: "个", Series: []ChartSeries{{Name: name}}}, Rows: map[Mark]stats.RowQuery{}}
	for _, r := range stats.Rank(fs, 0) {
		ch.Categories = append(ch.Categories, r.Key)
		ch.Series[0].Values = append(ch.Series[0].Values, *r.Value)
		ch.Rows[Mark{name, r.Key}] = b.query(r.Figure, b.out.Scope)
	}
	b.add(ch, name)
}

func (b *boarder) ages() {
	const name = "期末在办"
	ch := BoardChart{Which: "在办", Chart: Chart{Kind: "bar", Title: "在办问题已登记多久", Unit: "个", Series: []ChartSeries{{Name: name}}}, Ages: map[string][2]int{}}
	low := 0
	for i, n := range b.split.OpenAges() {
		word, high := fmt.Sprintf("超过%d天", low-1), 1<<20
		if i < len(ageBounds) {
			word, high = fmt.Sprintf("%d–%d天", low, ageBounds[i]), ageBounds[i]
		}
		ch.Categories = append(ch.Categories, word)
		ch.Series[0].Values = append(ch.Series[0].Values, float64(n))
		ch.Ages[word] = [2]int{low, high}
		low = high + 1
	}
	b.add(ch, name)
}

// add keeps a chart that has anything to show.
func (b *boarder) add(ch BoardChart, figures ...string) {
	some := false
	for _, s := range ch.Series {
		some = some || slices.ContainsFunc(s.Values, func(v float64) bool { return v != 0 })
	}
	if !some {
		return
	}
	var texts []string
	for _, name := range figures {
		if d, ok := stats.Define(name); ok {
			texts = append(texts, name+"："+d.Text)
		}
	}
	ch.Definition = strings.Join(texts, "\n")
	b.out.Charts = append(b.out.Charts, ch)
}

// units orders the lead units by 办结率, those below the floor after all others, and
// draws the rates of those that are ranked.
func (b *boarder) units() {
	const name = "办结率"
	s, get := b.out.Scope, b.ranked.Get
	only := s
	if s.By == data.ByLead {
		only = stats.Only{}
	}
	var rates []stats.Figure
	for _, k := range b.ranked.Keys(data.ByLead) {
		f, ok := get(name, stats.SpanTotal, data.ByLead, k.ID)
		all, _ := get("累计登记", stats.SpanTotal, data.ByLead, k.ID)
		open, _ := get("期末在办", stats.SpanEnd, data.ByLead, k.ID)
		if ok && k.ID != 0 && (positive(all) || positive(open)) {
			rates = append(rates, f)
		}
	}
	ch := BoardChart{Which: "单位", Chart: Chart{Kind: "hbar", Title: "主办单位办结率", Unit: stats.UnitPercent, Series: []ChartSeries{{Name: name}}}, Rows: map[Mark]stats.RowQuery{}}
	for _, r := range stats.Rank(rates, b.floor) {
		if r.Place > 0 {
			b.out.Of++
		}
		if s.By == data.ByLead && r.KeyID != s.Key {
			continue
		}
		u := RankedUnit{Unit: r.KeyID, Name: r.Key, Place: r.Place, Note: r.Note, Rate: r.Figure}
		u.Registered, _ = get("累计登记", stats.SpanTotal, data.ByLead, r.KeyID)
		u.Open, _ = get("期末在办", stats.SpanEnd, data.ByLead, r.KeyID)
		u.Late, _ = get("期末逾期", stats.SpanEnd, data.ByLead, r.KeyID)
		u.InTime, _ = get("按时办结率", stats.SpanPeriod, data.ByLead, r.KeyID)
		u.RateRows, u.OpenRows, u.LateRows, u.AllRows = b.query(u.Rate, only), b.query(u.Open, only), b.query(u.Late, only), b.query(u.Registered, only)
		b.out.Ranking = append(b.out.Ranking, u)
		if r.Place > 0 && r.Value != nil {
			ch.Categories = append(ch.Categories, r.Key)
			ch.Series[0].Values = append(ch.Series[0].Values, *r.Value)
			ch.Rows[Mark{name, r.Key}] = u.RateRows
		}
	}
	b.add(ch, name)
}
