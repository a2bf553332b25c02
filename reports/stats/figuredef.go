package stats

import (
	"slices"
	"strings"

	"qinqing/data"
)

// expr is a sum of slots: those of plus less those of minus.
type expr struct{ plus, minus []slot }

func sum(s ...slot) expr { return expr{plus: s} }

func (e expr) less(s ...slot) expr { return expr{e.plus, append(slices.Clone(e.minus), s...)} }

func (e expr) none() bool { return len(e.plus) == 0 }

func (e expr) of(r *row) int64 {
	var n int64
	for _, s := range e.plus {
		n += r.n[s]
	}
	for _, s := range e.minus {
		n -= r.n[s]
	}
	return n
}

// how a figure is worked out from its row.
type how int

const (
	asCount how = iota
	asPercent
	asMean    // num ÷ den, one decimal
	asDays    // mean of row.days
	asMedian  // median of row.days
	asMoney   // 分 → 万元
	asTyped   // 手录事项
	asCovered // percent of a list, coverage notes
)

// figure is a definition with what Compute needs to know.
type figure struct {
	Definition
	how      how
	num, den expr
	totalNum expr // of 累计, where it differs
	totalDen expr
	in       role // rolePeriod, roleTotal, roleEver, roleEverStart
	noteOf   slot // with note: how many are told of
	note     string
}

func (d *figure) has(span string) bool { return slices.Contains(d.Spans, span) }

func (d *figure) along(by data.Dim) bool { return slices.Contains(d.Dims, by) }

// terms are numerator and denominator for a window of role in.
func (d *figure) terms(in role) (num, den expr) {
	total := in == roleTotal || in == roleTotalLastYear
	num, den = d.num, d.den
	if total && !d.totalNum.none() {
		num = d.totalNum
	}
	if total && !d.totalDen.none() {
		den = d.totalDen
	}
	return num, den
}

// roleOf is the window a span looks at, and for 环比 and 同比 the one it is compared with.
func (d *figure) roleOf(span string) (at, base role) {
	switch span {
	case SpanTotal:
		return roleTotal, roles
	case SpanPrevious:
		return d.in, map[role]role{rolePeriod: rolePrevious, roleEver: roleEverPrevious}[d.in]
	case SpanLastYear:
		return d.in, map[role]role{rolePeriod: roleLastYear, roleEver: roleEverLastYear, roleTotal: roleTotalLastYear}[d.in]
	}
	return d.in, roles
}

// otherNames are what the rule book and offices also call a figure.
var otherNames = map[string]string{
	"按原期限": "按原期限按时办结率", "按原期限办结率": "按原期限按时办结率", "按时办结率（按原期限）": "按原期限按时办结率",
	"走访企业数": "走访企业", "办理工作日": "平均办理工作日", "原期限按时办结率": "按原期限按时办结率",
}

// named finds a figure by its name, by another name of it, or by its name with its
// own unit word in brackets (走访企业（家）). Other words in brackets make another name.
func named(name string) (*figure, bool) {
	name = strings.NewReplacer("(", "（", ")", "）").Replace(strings.TrimSpace(name))
	if other, ok := otherNames[name]; ok {
		name = other
	}
	if d, ok := byName[name]; ok {
		return d, true
	}
	bare, word, _ := strings.Cut(strings.TrimSuffix(name, "）"), "（")
	if d, ok := byName[bare]; ok && word == d.Unit {
		return d, true
	}
	return nil, false
}

// lookup finds a figure by name, where 累计 of a flow that has a figure of its own for
// it is that one.
func lookup(name, span string) (*figure, bool) {
	d, ok := named(name)
	if ok {
		name = d.Name
	}
	if span == SpanTotal && (!ok || !d.has(span)) {
		if name == "登记问题" {
			name = "登记"
		}
		if t, found := byName["累计"+name]; found {
			return t, true
		}
	}
	return d, ok
}

var byName = func() map[string]*figure {
	out := map[string]*figure{}
	for _, d := range catalogue {
		out[d.Name] = d
	}
	return out
}()

// Catalogue is every figure, in printed order.
func Catalogue() []Definition {
	out := make([]Definition, 0, len(catalogue))
	for _, d := range catalogue {
		def := d.Definition
		def.Dims, def.Additive, def.Spans = slices.Clone(d.Dims), slices.Clone(d.Additive), slices.Clone(d.Spans)
		out = append(out, def)
	}
	return out
}

// Define finds a definition by the figure's name.
func Define(name string) (Definition, bool) {
	d, ok := lookup(name, "")
	if !ok {
		return Definition{}, false
	}
	return d.Definition, true
}

var (
	problemDims = data.SortedDims()
	callDims    = []data.Dim{data.ByAll, data.ByVisiting, data.ByRegion}
	regionDims  = []data.Dim{data.ByAll, data.ByRegion}
	leadDims    = []data.Dim{data.ByAll, data.ByLead}
	allOnly     = []data.Dim{data.ByAll}

	flowSpans  = []string{SpanPeriod, SpanPrevious, SpanLastYear}
	fullSpans  = []string{SpanPeriod, SpanTotal, SpanPrevious, SpanLastYear}
	endSpans   = []string{SpanEnd, SpanPrevious, SpanLastYear}
	totalSpans = []string{SpanTotal, SpanLastYear}
)

// flow is a count of what happened, added along every role of a problem.
func flow(name, unit, text string, num expr, spans []string) *figure {
	in := rolePeriod
	if spans[0] == SpanTotal {
		in = roleTotal
	}
	return &figure{Definition: Definition{Name: name, Unit: unit, Text: text, Numerator: name, Dims: problemDims, Additive: problemDims, Spans: spans}, num: num, in: in}
}

// stock is a count of what lies there at an end.
func stock(name, text string, num expr, in role) *figure {
	d := flow(name, "个", text, num, endSpans)
	d.in = in
	return d
}

func opening(name, text string, num expr, in role) *figure {
	d := stock(name, text, num, in)
	d.Spans = []string{SpanStart}
	return d
}

// rate is a percentage: never added.
func rate(name, text, numerator, denominator string, num, den expr, spans []string) *figure {
	d := flow(name, UnitPercent, text, num, spans)
	d.how, d.den, d.Percent, d.Additive, d.Numerator, d.Denominator = asPercent, den, true, nil, numerator, denominator
	return d
}

func (d *figure) dims(have, additive []data.Dim) *figure {
	d.Dims, d.Additive = have, additive
	return d
}

func (d *figure) counted(h how, numerator, denominator string) *figure {
	d.how, d.Numerator, d.Denominator = h, numerator, denominator
	return d
}

func (d *figure) noted(s slot, note string) *figure {
	d.noteOf, d.note = s, note
	return d
}

func (d *figure) inside() *figure {
	d.Internal = true
	return d
}

func (d *figure) total(num, den expr) *figure {
	d.totalNum, d.totalDen = num, den
	return d
}
