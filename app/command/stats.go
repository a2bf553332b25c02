package command

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

// periodFlags choose a period; exactly one way may be used.
type periodFlags struct {
	Month   string `name:"month" help:"月份，如 2026-10" placeholder:"月份"`
	Quarter string `name:"quarter" help:"季度，如 2026-3" placeholder:"季度"`
	Half    string `name:"half" help:"半年，如 2026-1" placeholder:"半年"`
	Year    string `name:"year" help:"年份，如 2026" placeholder:"年份"`
	From    string `name:"from" help:"起始日期" placeholder:"日期"`
	To      string `name:"to" help:"截止日期" placeholder:"日期"`
}

func (f periodFlags) period(cutoff int) (stats.Period, error) {
	var p stats.Period
	var err error
	given := 0
	for _, x := range []struct {
		text  string
		parse func(string) (stats.Period, error)
	}{
		{f.Month, func(s string) (stats.Period, error) { return monthOf(s, cutoff) }},
		{f.Quarter, stats.ParseQuarter}, {f.Half, stats.ParseHalf}, {f.Year, stats.ParseYear},
	} {
		if x.text == "" {
			continue
		}
		given++
		if p, err = x.parse(x.text); err != nil {
			return p, err
		}
	}
	if f.From != "" || f.To != "" {
		given++
		if p.From, err = parseDay("--from", f.From); err != nil {
			return p, err
		}
		if p.To, err = parseDay("--to", f.To); err != nil {
			return p, err
		}
		if p.From == 0 || p.To == 0 || p.To < p.From {
			return p, data.Errorf(data.Invalid, "period", "--from 和 --to 须同时写明，且起始不晚于截止。")
		}
	}
	if given != 1 {
		return p, data.Errorf(data.Invalid, "period", "请用 --month、--quarter、--half、--year 或 --from/--to 之一写明统计期间。")
	}
	return p, nil
}

// monthOf is the calendar month, or with a cut-off day the office's month that ends on it.
func monthOf(s string, cutoff int) (stats.Period, error) {
	p, err := stats.ParseMonth(s)
	if err == nil && cutoff > 0 {
		p = stats.CutoffMonth(p.To.Year(), p.To.Month(), cutoff)
	}
	return p, err
}

// choice is the chosen period under the office's cut-off day.
func (f periodFlags) choice(v *store.View) (stats.Period, error) {
	s, err := v.Setting("stats.cutoff")
	if err != nil {
		return stats.Period{}, err
	}
	cutoff := 0
	if s != "" {
		if cutoff, err = strconv.Atoi(s); err != nil || cutoff < 1 || cutoff > 28 {
			return stats.Period{}, data.Errorf(data.Invalid, "stats.cutoff", "设置“stats.cutoff”（月度截止日）应是 1 到 28 的数，现在是“%s”。", s)
		}
	}
	return f.period(cutoff)
}

type statsCmd struct {
	periodFlags
	scopeFlags
	By     string `name:"by" help:"分组：lead visiting supervising region category nature measure source" enum:",all,lead,visiting,supervising,region,category,nature,measure,source" default:""`
	Figure string `name:"figure" help:"只要这一个指标，如 办结率" placeholder:"指标"`
	Key    string `name:"key" help:"只要分组中的这一行" placeholder:"名称"`
	Span   string `name:"span" help:"只要这一口径：本期、期初、期末、累计、环比、同比" placeholder:"口径"`
	Rows   bool   `name:"rows" help:"列出指标背后的记录"`
}

type figureJSON struct {
	Name        string   `json:"name"`
	Span        string   `json:"span"`
	By          string   `json:"by"`
	Key         string   `json:"key"`
	Unit        string   `json:"unit"`
	Value       *float64 `json:"value"`
	Numerator   *int64   `json:"numerator"`
	Denominator *int64   `json:"denominator"`
	Note        string   `json:"note"`
}

func (c *statsCmd) Run(r *run) error {
	if err := c.check(); err != nil {
		return err
	}
	return r.read(func(ctx context.Context, s *store.Store) error {
		return s.View(ctx, func(v *store.View) error {
			p, err := c.choice(v)
			if err != nil {
				return err
			}
			only, err := c.scope(v)
			if err != nil {
				return err
			}
			// Both are counted for the total's note 各行之和, whether their rows are shown or not.
			q := stats.Query{Period: p, Compare: true, By: []data.Dim{data.ByVisiting, data.ByRegion}, Only: only}
			if by := data.DimCoded(c.By); by != data.ByAll {
				q.By = []data.Dim{by}
			}
			if c.Figure != "" {
				q.Figures = []string{c.Figure}
			}
			facts, err := stats.Compute(ctx, v, q)
			if err != nil {
				return err
			}
			fs, err := c.choose(facts, v)
			if err != nil {
				return err
			}
			return c.tell(ctx, r, v, p, only, fs)
		})
	})
}

func (c *statsCmd) tell(ctx context.Context, r *run, v *store.View, p stats.Period, only stats.Only, fs []stats.Figure) error {
	figures := []figureJSON{}
	for _, f := range fs {
		figures = append(figures, figureJSON{f.Name, f.Span, f.By, f.Key, f.Unit, f.Value, f.Numerator, f.Denominator, f.Note})
	}
	out := map[string]any{"period": map[string]string{"from": p.From.String(), "to": p.To.String()}, "figures": figures}
	var rows []rowJSON
	if c.Rows {
		var err error
		if rows, err = recordsOf(ctx, v, p, only, fs); err != nil {
			return err
		}
		out["rows"] = rows
	}
	if r.args.JSON {
		return r.json(out)
	}
	title := p.Name()
	if name := c.named(); name != "" {
		title += "　" + name
	}
	r.print("%s（%s 至 %s）", title, p.From, p.To)
	for _, f := range fs {
		name := f.Name
		if f.By != "all" {
			name += "·" + f.Key
		}
		note, unit := f.Note, f.Unit
		if unit == "%" || unit == "个百分点" { // its text has it already
			unit = ""
		}
		if f.Denominator != nil && f.Numerator != nil {
			note = strings.TrimSpace(fmt.Sprintf("%d/%d %s", *f.Numerator, *f.Denominator, note))
		}
		r.print("  %-4s %s：%s %s", f.Span, name, f.Text(), strings.TrimSpace(unit+"  "+note))
	}
	for _, x := range rows {
		r.print("    %s", strings.Join(strings.Fields(x.On+" "+x.Key+" "+x.Code+" "+x.What), " "))
	}
	return nil
}
