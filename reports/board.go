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
type Scope struct {
	By  data.Dim
	Key data.ID
}

// Board is what a leader looks at: how we are doing, which units and why, better or
// worse than before. Every number in it knows its definition and its rows.
type Board struct {
	Period  stats.Period // what is counted
	Whole   stats.Period // what was asked for; longer while it is not over
	Scope   Scope
	Tiles   []Tile
	Charts  []BoardChart // trend, categories, ages, measures, regions: those that have anything
	Ranking []RankedUnit
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

// AgeSource is a Source that also counts what is open by age.
type AgeSource interface {
	Source
	// OpenAges counts the problems in O at the end of a day by whole days since 登记:
	// those of at most bounds[0] days, of more and at most bounds[1], … and the rest.
	OpenAges(at data.Date, bounds []int) ([]int, error)
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
	{"政策公开率", stats.SpanTotal}, {"已兑付资金", stats.SpanTotal}, {"兑现率", stats.SpanTotal}, {"承诺提速", stats.SpanPeriod}, {"实际提速", stats.SpanPeriod}, {"覆盖率", stats.SpanTotal},
}

var rankNames = []string{"办结率", "累计登记", "期末在办", "期末逾期", "按时办结率"}

// ageBounds part the ages of what is open, in days since 登记.
var ageBounds = []int{30, 60, 90, 180}

// ComposeBoard counts a board. Figures and rows are those of the bulletin. A period that
// is not over is counted up to today: what falls due later is not late yet.
func ComposeBoard(ctx context.Context, src AgeSource, p stats.Period, scope Scope, today data.Date) (*Board, error) {
	b := &boarder{ctx: ctx, src: src, out: &Board{Period: p, Whole: p, Scope: scope}}
	if today >= p.From && today < p.To {
		b.out.Period.To = today
	}
	if err := b.count(); err != nil {
		return nil, err
	}
	b.tiles()
	if err := b.trend(); err != nil {
		return nil, err
	}
	if scope.By == data.ByAll {
		b.parts("登记问题", data.ByCategory, "问题类别")
		if err := b.ages(); err != nil {
			return nil, err
		}
		b.parts("登记问题", data.ByMeasure, "措施条目")
		b.parts("登记问题", data.ByRegion, "企业所在地")
		b.others()
	}
	b.ranking()
	b.out.Notes = stats.DataNotes(b.facts)
	return b.out, nil
}

type boarder struct {
	ctx   context.Context
	src   AgeSource
	facts *stats.Facts
	out   *Board
	floor int64
}

func (b *boarder) count() error {
	var names []string
	for _, t := range tilePlans {
		names = append(names, t.name)
		if t.total != "" {
			names = append(names, t.total)
		}
	}
	for _, t := range otherPlans {
		names = append(names, t.name)
	}
	names = append(names, rankNames...)
	slices.Sort(names)
	by := []data.Dim{data.ByLead, data.ByCategory, data.ByMeasure, data.ByRegion}
	if s := b.out.Scope.By; s != data.ByAll && !slices.Contains(by, s) {
		by = append(by, s)
	}
	var err error
	if b.facts, err = stats.Compute(b.ctx, b.src, stats.Query{Period: b.out.Period, By: by, Figures: slices.Compact(names), Compare: true}); err != nil {
		return err
	}
	settings, err := b.src.Settings()
	b.floor = floorOf(settings)
	return err
}

// query asks for the rows behind a figure of the board.
func (b *boarder) query(f stats.Figure) stats.RowQuery {
	return stats.RowQuery{Name: f.Name, Span: f.Span, By: data.DimCoded(f.By), KeyID: f.KeyID, Period: b.out.Period, Start: b.facts.Start}
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
	t.Rows = b.query(t.Figure)
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

// others are the figures of the lesser registers; those of which nothing is kept are left out.
func (b *boarder) others() {
	for _, x := range otherPlans {
		if t, ok := b.tile(x.name, x.span, "", false); ok && t.Figure.Value != nil && (*t.Figure.Value != 0 || t.Figure.Denominator != nil && *t.Figure.Denominator > 0) {
			b.out.Others = append(b.out.Others, t)
		}
	}
}

// trend draws thirteen periods of the board's length, the last one its own.
func (b *boarder) trend() error {
	ch := BoardChart{Chart: Chart{Kind: "barline", Title: "近十三期登记和办结", Unit: "个",
		Series: []ChartSeries{{Name: trendFigures[0], Kind: "bar"}, {Name: trendFigures[1], Kind: "line", Unit: "件次"}}}, Rows: map[Mark]stats.RowQuery{}}
	s := b.out.Scope
	periods := []stats.Period{b.out.Whole}
	for len(periods) < trendMonths {
		periods = append(periods, periods[len(periods)-1].Previous())
	}
	slices.Reverse(periods)
	var by []data.Dim
	if s.By != data.ByAll {
		by = []data.Dim{s.By}
	}
	for _, p := range periods {
		f, err := stats.Compute(b.ctx, b.src, stats.Query{Period: p, By: by, Figures: trendFigures})
		if err != nil {
			return err
		}
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
	return nil
}

// shortName is a period's name as an axis bears it: 26年10月 for 2026年10月.
func shortName(p stats.Period) string {
	name, _, _ := strings.Cut(p.Name(), "（")
	if year := fmt.Sprint(p.To.Year()); len(year) == 4 && strings.HasPrefix(name, year+"年") {
		return name[2:]
	}
	return name
}

// parts draws how a figure falls to the rows of a dimension, the most first.
func (b *boarder) parts(name string, by data.Dim, word string) {
	var fs []stats.Figure
	filled := false
	for _, k := range b.facts.Keys(by) {
		if f, ok := b.facts.Get(name, stats.SpanPeriod, by, k.ID); ok && positive(f) {
			fs = append(fs, f)
			filled = filled || k.ID != 0
		}
	}
	if !filled {
		return
	}
	ch := BoardChart{Chart: Chart{Kind: "hbar", Title: "登记问题按" + word, Unit: "个", Series: []ChartSeries{{Name: name}}}, Rows: map[Mark]stats.RowQuery{}}
	for _, r := range stats.Rank(fs, 0) {
		ch.Categories = append(ch.Categories, r.Key)
		ch.Series[0].Values = append(ch.Series[0].Values, *r.Value)
		ch.Rows[Mark{name, r.Key}] = b.query(r.Figure)
	}
	b.add(ch, name)
}

func (b *boarder) ages() error {
	counts, err := b.src.OpenAges(b.out.Period.To, ageBounds)
	if err != nil {
		return err
	}
	const name = "期末在办"
	ch := BoardChart{Chart: Chart{Kind: "bar", Title: "在办问题已登记多久", Unit: "个", Series: []ChartSeries{{Name: name}}}, Ages: map[string][2]int{}}
	low := 0
	for i, n := range counts {
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
	return nil
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

// ranking orders the lead units by 办结率, those below the floor after all others.
func (b *boarder) ranking() {
	var rates []stats.Figure
	for _, k := range b.facts.Keys(data.ByLead) {
		f, ok := b.facts.Get("办结率", stats.SpanTotal, data.ByLead, k.ID)
		all, _ := b.facts.Get("累计登记", stats.SpanTotal, data.ByLead, k.ID)
		open, _ := b.facts.Get("期末在办", stats.SpanEnd, data.ByLead, k.ID)
		if ok && k.ID != 0 && (positive(all) || positive(open)) {
			rates = append(rates, f)
		}
	}
	for _, r := range stats.Rank(rates, b.floor) {
		u := RankedUnit{Unit: r.KeyID, Name: r.Key, Place: r.Place, Note: r.Note, Rate: r.Figure}
		u.Registered, _ = b.facts.Get("累计登记", stats.SpanTotal, data.ByLead, r.KeyID)
		u.Open, _ = b.facts.Get("期末在办", stats.SpanEnd, data.ByLead, r.KeyID)
		u.Late, _ = b.facts.Get("期末逾期", stats.SpanEnd, data.ByLead, r.KeyID)
		u.InTime, _ = b.facts.Get("按时办结率", stats.SpanPeriod, data.ByLead, r.KeyID)
		u.RateRows, u.OpenRows, u.LateRows, u.AllRows = b.query(u.Rate), b.query(u.Open), b.query(u.Late), b.query(u.Registered)
		b.out.Ranking = append(b.out.Ranking, u)
	}
}
