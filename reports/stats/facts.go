package stats

import (
	"context"
	"fmt"
	"math/big"
	"slices"

	"qinqing/data"
)

// Facts are the counts of one period, from which each figure is worked out when it
// is asked for. They need the Source no more.
type Facts struct {
	Period  Period
	Start   data.Date // first day of 累计
	By      []data.Dim
	Compare bool
	Only    Only

	cut      data.Cutoff // by which the month table is divided
	bare     bool        // nothing is taken from it: for tests that compare the two ways
	figures  []*figure
	allTyped bool // every 手录事项 found, not only those asked for
	windows  [roles]*window
	ledger   row // ByAll, from the first record to the period's end
	names    map[data.Dim][]data.Named
	called   map[rowKey]string // the same by key
	lists    []string          // sources of the coverage lists used

	ages       []int             // see Query.Ages
	typedUnits map[string]string // unit words of the 手录事项 found
}

// OpenAges are the problems open at the period's end by the ages the query asked for.
func (f *Facts) OpenAges() []int { return f.ages }

func (f *Facts) asked(by data.Dim) bool { return slices.Contains(f.By, by) }

func (f *Facts) loadNames(_ context.Context, src Source) error {
	f.names, f.called = map[data.Dim][]data.Named{}, map[rowKey]string{}
	for _, by := range f.By {
		if by == data.ByAll {
			continue
		}
		list, err := src.Names(by)
		if err != nil {
			return err
		}
		f.names[by] = list
		for _, n := range list {
			f.called[rowKey{by, n.ID}] = n.Name
		}
	}
	return nil
}

// Unfilled is the row of what has no key along a dimension.
const Unfilled = "未填"

// Keys are the rows of a dimension that have anything in them, in printed order;
// rows whose name is gone and then 未填 (ID 0) come last. Of ByAll there is one.
func (f *Facts) Keys(by data.Dim) []data.Named {
	if by == data.ByAll {
		return []data.Named{{Name: data.DimNames[data.ByAll].Name}}
	}
	used := map[data.ID]bool{}
	for r := range roles {
		if w := f.windows[r]; w.on {
			for key, row := range w.rows[by] {
				if !row.empty(&w.wants) {
					used[key] = true
				}
			}
		}
	}
	var out []data.Named
	for _, n := range f.names[by] {
		if used[n.ID] && n.ID != 0 {
			out = append(out, n)
			delete(used, n.ID)
		}
	}
	unfilled := used[0]
	delete(used, 0)
	var gone []data.ID
	for id := range used {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, id := range gone {
		out = append(out, data.Named{ID: id, Name: f.keyName(by, id)})
	}
	if unfilled {
		out = append(out, data.Named{Name: Unfilled})
	}
	return out
}

func (f *Facts) keyName(by data.Dim, key data.ID) string {
	switch {
	case by == data.ByAll:
		return ""
	case key == 0:
		return Unfilled
	}
	if name, ok := f.called[rowKey{by, key}]; ok {
		return name
	}
	return fmt.Sprintf("（名称已不在字典中，编号%d）", key)
}

// Get is one figure. ok is false where the catalogue has no such figure, span or
// dimension, or where it was not asked for. A row without records is 0, not absent.
func (f *Facts) Get(name, span string, by data.Dim, key data.ID) (Figure, bool) {
	d, ok := lookup(name, span)
	i := slices.IndexFunc(f.figures, func(x *figure) bool {
		return ok && x.Name == d.Name || !ok && x.Name == name
	})
	if i < 0 {
		return Figure{}, false
	}
	d = f.figures[i]
	changes := span == SpanPrevious || span == SpanLastYear
	if !d.has(span) || !d.along(by) || !f.asked(by) || changes && !f.Compare || by == data.ByAll && key != 0 {
		return Figure{}, false
	}
	return f.figure(d, span, by, key), true
}

// All is every figure asked for, by definition, span, dimension and row.
func (f *Facts) All() []Figure {
	var out []Figure
	keys := map[data.Dim][]data.Named{}
	for _, by := range f.By {
		keys[by] = f.Keys(by)
	}
	for _, d := range f.figures {
		for _, span := range d.Spans {
			if !f.Compare && (span == SpanPrevious || span == SpanLastYear) {
				continue
			}
			for _, by := range f.By {
				if !d.along(by) {
					continue
				}
				for _, k := range keys[by] {
					out = append(out, f.figure(d, span, by, k.ID))
				}
			}
		}
	}
	return out
}

// Column is one figure of every row of a dimension, in printed order.
func (f *Facts) Column(name, span string, by data.Dim) []Figure {
	var out []Figure
	for _, k := range f.Keys(by) {
		if g, ok := f.Get(name, span, by, k.ID); ok {
			out = append(out, g)
		}
	}
	return out
}

func (f *Facts) figure(d *figure, span string, by data.Dim, key data.ID) Figure {
	out := Figure{Name: d.Name, Span: span, By: data.DimNames[by].Code, Key: f.keyName(by, key), KeyID: key, Unit: d.Unit}
	at, base := d.roleOf(span)
	now := f.work(d, at, by, key)
	if base != roles {
		change(&out, d, now, f.work(d, base, by, key), span)
		return out
	}
	out.Numerator, out.Denominator = now.num, now.den
	if now.value != nil {
		out.Value = number(d.printed(now.value))
	}
	out.Note = f.noteOn(d, at, by, key, now)
	return out
}

// worked is a figure before rounding; value is nil where there is none.
type worked struct {
	value    *big.Rat
	num, den *int64
}

func (f *Facts) work(d *figure, at role, by data.Dim, key data.ID) worked {
	w := f.windows[at]
	r := w.peek(by, key)
	num, den := d.terms(at)
	switch d.how {
	case asTyped:
		n := w.typed[d.Name]
		return worked{value: new(big.Rat).SetInt64(n), num: whole(n)}
	case asDays:
		return ratio(r.daySum(), r.n[sDays], 1)
	case asMedian:
		twice, n := r.median2()
		out := ratio(twice, 2*n, n)
		out.num, out.den = nil, whole(n)
		return out
	case asMean:
		return ratio(num.of(r), den.of(r), 1)
	case asPercent, asCovered:
		return ratio(num.of(r), den.of(r), 100)
	case asMoney:
		n := num.of(r)
		return worked{value: big.NewRat(n, fenPerWan), num: whole(n)}
	}
	n := num.of(r)
	return worked{value: new(big.Rat).SetInt64(n), num: whole(n)}
}

const fenPerWan = 1_000_000 // 分 in 万元

func ratio(num, den, times int64) worked {
	out := worked{num: whole(num), den: whole(den)}
	if den > 0 {
		out.value = big.NewRat(num, den)
		out.value.Mul(out.value, new(big.Rat).SetInt64(times))
	}
	return out
}

// printed rounds by the rule of the figure's kind.
func (d *figure) printed(v *big.Rat) float64 {
	if d.how == asPercent || d.how == asCovered {
		return rounded(v, 100)
	}
	return rounded(v, 0)
}

func (r *row) daySum() int64 {
	var sum int64
	for days, n := range r.days {
		sum += int64(days) * n
	}
	return sum
}

// median2 is twice the median, so that it is a whole number, and the count of cases.
func (r *row) median2() (twice, n int64) {
	days := make([]int32, 0, len(r.days))
	for d, c := range r.days {
		if c > 0 {
			days = append(days, d)
			n += c
		}
	}
	slices.Sort(days)
	at := func(i int64) int64 {
		for _, d := range days {
			if i -= r.days[d]; i < 0 {
				return int64(d)
			}
		}
		return 0
	}
	if n == 0 {
		return 0, 0
	}
	return at((n-1)/2) + at(n/2), n
}

// change fills a figure with the difference between now and base: of rates in
// percentage points, of others in number with the change in per cent in Note.
func change(out *Figure, d *figure, now, base worked, span string) {
	what := map[string]string{SpanPrevious: "上期", SpanLastYear: "上年同期"}[span]
	if d.Percent {
		out.Unit = UnitPoints
	}
	if now.value == nil || base.value == nil {
		out.Note = "—（本期无数据）"
		if base.value == nil {
			out.Note = "—（" + what + "无数据）"
		}
		return
	}
	diff := new(big.Rat).Sub(now.value, base.value)
	out.Value = number(rounded(diff, 0))
	if d.Percent {
		out.Note = what + Figure{Value: number(d.printed(base.value)), Unit: UnitPercent}.Text()
		return
	}
	if d.den.none() {
		n := *now.num - *base.num
		out.Numerator, out.Denominator = &n, base.num
	}
	if base.value.Sign() == 0 {
		out.Note = "—（" + what + "为0）"
		return
	}
	diff.Quo(diff, base.value)
	diff.Mul(diff, new(big.Rat).SetInt64(100))
	out.Note = Figure{Value: number(rounded(diff, 0)), Unit: UnitPercent, Span: span}.Text()
}
