package stats

import (
	"context"
	"slices"

	"qinqing/data"
	"qinqing/data/workday"
)

// Query says what to count.
type Query struct {
	Period  Period
	By      []data.Dim // rows asked for; ByAll is always included
	Figures []string   // names; nil: all of the catalogue
	Compare bool       // 环比 and 同比 too
	Only    Only       // counts nothing but what lies in that row
	Ages    []int      // counts what is open at the period's end by days since 登记: at most so many, …, and the rest
	Start   data.Date  // first day of 累计; 0: the setting stats.start, else 1 January of the period's year
}

// Definition is one figure of the catalogue and its 口径.
type Definition struct {
	Name        string
	Unit        string     // unit word; "%" of rates
	Text        string     // 口径, in Chinese
	Numerator   string     // what is counted
	Denominator string     // empty: not a rate or mean
	Dims        []data.Dim // along which it has rows, ByAll included
	Additive    []data.Dim // along which its rows may be added up to the total
	Spans       []string
	Percent     bool
	Internal    bool // would tell 移送 from 不予受理: never in a file that leaves the office
}

// Compute counts. Whole months, calendar ones and those that end on the office's cut-off
// day, come from the month table alone, any other days and what lies in one row of another
// dimension (Only) from the histories too; both give the same. It fails with data.Conflict where the ledger's
// identities do not hold, saying where; nothing may be printed then.
func Compute(ctx context.Context, src Source, q Query) (*Facts, error) {
	all, err := ComputeAll(ctx, src, []Query{q})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// ComputeAll is Compute of several queries, which read the histories together.
func ComputeAll(ctx context.Context, src Source, qs []Query) ([]*Facts, error) {
	jobs, out := make([]*job, len(qs)), make([]*Facts, len(qs))
	for i, q := range qs {
		f, err := newFacts(src, q)
		if err != nil {
			return nil, err
		}
		jobs[i], out[i] = &job{facts: f}, f
		if err := jobs[i].begin(ctx, src, q.Ages); err != nil {
			return nil, err
		}
	}
	if err := replay(ctx, src, jobs); err != nil {
		return nil, err
	}
	for _, j := range jobs {
		if err := j.finish(ctx, src); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// finish counts what no history tells.
func (j *job) finish(ctx context.Context, src Source) error {
	f := j.facts
	if err := f.countCalls(ctx, src, j.parts); err != nil {
		return err
	}
	for _, step := range []func(context.Context, Source) error{f.countVisited, f.countRecords, f.loadNames} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(ctx, src); err != nil {
			return err
		}
	}
	return f.check()
}

func newFacts(src Source, q Query) (*Facts, error) {
	if !q.Period.Valid() {
		return nil, data.Errorf(data.Invalid, "period", "统计期不对：开始日期须不晚于结束日期。")
	}
	start, err := startOf(src, q.Period, q.Start)
	if err != nil {
		return nil, err
	}
	cut, err := src.Cutoff()
	if err != nil {
		return nil, err
	}
	f := &Facts{Period: q.Period, Start: start, Compare: q.Compare, By: withAll(q.By), Only: q.Only, cut: cut}
	if err := f.choose(q.Figures); err != nil {
		return nil, err
	}
	f.plan()
	return f, nil
}

// startOf is the first day of 累计. A setting that lies after the period belongs to
// another year and gives way to the default.
func startOf(src Source, p Period, asked data.Date) (data.Date, error) {
	if asked != 0 {
		if asked > p.To {
			return 0, data.Errorf(data.Invalid, "start", "累计起算日 %s 晚于统计期末 %s。", asked, p.To)
		}
		return asked, nil
	}
	s, err := src.Setting("stats.start")
	if err != nil {
		return 0, err
	}
	if s != "" {
		d, err := workday.Parse(s)
		if err != nil {
			return 0, data.Wrap(data.Invalid, err, "设置中的累计起算日“%s”不是日期，请在设置中改正。", s)
		}
		if d <= p.To {
			return d, nil
		}
	}
	return workday.Make(p.To.Year(), 1, 1), nil
}

func withAll(by []data.Dim) []data.Dim {
	out := append([]data.Dim{data.ByAll}, by...)
	slices.Sort(out)
	return slices.Compact(out)
}

// choose picks the figures asked for.
func (f *Facts) choose(names []string) error {
	if names == nil {
		f.figures = slices.Clone(catalogue)
		f.allTyped = f.Only.everything()
		f.figures = slices.DeleteFunc(f.figures, func(d *figure) bool { return !d.along(f.Only.By) })
		return nil
	}
	for _, name := range names {
		d, ok := lookup(name, "")
		if !ok {
			d = typed(name, "") // perhaps a 手录事项; addTyped finds out
		}
		if !slices.Contains(f.figures, d) && d.along(f.Only.By) {
			f.figures = append(f.figures, d)
		}
	}
	return nil
}

// plan opens the windows the chosen figures look at and notes which slots they need.
func (f *Facts) plan() {
	p := f.Period
	total := Period{f.Start, p.To}
	totalLastYear := Period{f.Start.AddMonths(-12), p.LastYear().To}
	ever := func(to data.Date) Period { return Period{1, to} }
	for r, span := range map[role]Period{
		rolePeriod: p, rolePrevious: p.Previous(), roleLastYear: p.LastYear(),
		roleTotal: total, roleTotalLastYear: totalLastYear,
		roleEver: ever(p.To), roleEverStart: ever(p.From.AddDays(-1)),
		roleEverPrevious: ever(p.Previous().To), roleEverLastYear: ever(p.LastYear().To),
	} {
		f.windows[r] = &window{Period: span, guesses: r == roleTotal || r == roleTotalLastYear}
	}
	if f.Only.everything() {
		f.want(rolePeriod, identitySlots...)
	}
	for _, d := range f.figures {
		for _, span := range d.Spans {
			if !f.Compare && (span == SpanPrevious || span == SpanLastYear) {
				continue
			}
			at, base := d.roleOf(span)
			for _, r := range []role{at, base} {
				if r == roles {
					continue
				}
				num, den := d.terms(r)
				f.want(r, slices.Concat(num.plus, num.minus, den.plus, den.minus)...)
				if d.note != "" {
					f.want(r, d.noteOf)
				}
				f.windows[r].on = true
			}
		}
	}
}

// whole says whether every window is made of whole stretches of the month table.
func (f *Facts) whole() bool {
	for r := range roles {
		if w := f.windows[r]; w.on && (!f.cut.Ends(w.To) || !r.ever() && !f.cut.Starts(w.From)) {
			return false
		}
	}
	return true
}

func (f *Facts) want(r role, list ...slot) {
	w := f.windows[r]
	w.on = true
	for _, s := range list {
		w.wants[s] = true
		if s == cX {
			for _, part := range cohortParts {
				w.wants[part] = true
			}
		}
	}
}

func (r role) ever() bool { return r >= roleEver }

// span is the stretch the windows that are open cover, the endless ones left out.
func (f *Facts) span() Period {
	out := f.Period
	for r := range roles {
		if w := f.windows[r]; w.on && !r.ever() {
			out.From = min(out.From, w.From)
			out.To = max(out.To, w.To)
		}
	}
	return out
}
