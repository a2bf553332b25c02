package reports

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"qinqing/reports/stats"
)

// items turns the lines of a section into blocks, each with its key. Those the office
// left out are only noted.
func (c *composer) items(items []item, section string) ([]Block, error) {
	var out []Block
	body := !strings.HasPrefix(section, annexKey)
	keys := map[string]bool{}
	held, head := true, false // the last 若 held; the paragraph that + continues was printed
	for _, it := range items {
		if it.when != nil {
			held = c.holds(it.when)
		}
		skip := it.when != nil && !held || it.other && held
		switch {
		case it.join && !head:
			skip = true
		case !it.join && !it.other:
			head = !skip && it.block == ""
		case !it.join && !skip:
			head = it.block == ""
		}
		if skip {
			continue
		}
		key := section
		if !it.join {
			if key = keyOf(section, it.raw, keys); c.leftOut(it, key, body) {
				head = false
				continue
			}
		}
		if it.block != "" {
			made, err := c.block(it, body)
			if err != nil {
				return nil, err
			}
			out = append(out, c.keyed(made, it, key)...)
			continue
		}
		spans := c.spans(it.pieces)
		if n := len(out); it.join {
			out[n-1].Para.Spans = append(out[n-1].Para.Spans, spans...)
			continue
		}
		out = append(out, Block{Key: key, Para: &Para{Spans: spans}})
	}
	return out, nil
}

func (c *composer) holds(w *clause) bool {
	for _, all := range w.any {
		if !slices.ContainsFunc(all, func(t test) bool { return !t.holds(c.total(t.name, t.span).Value) }) {
			return true
		}
	}
	return false
}

// total is a figure over everything.
func (c *composer) total(name, span string) stats.Figure {
	f, _ := c.facts.Get(name, span, c.opt.Topic.By, c.opt.Topic.Key)
	return f
}

func (c *composer) spans(pieces []piece) []Span {
	var out []Span
	for _, p := range pieces {
		switch {
		case p.name == "":
			out = append(out, Span{Text: p.text})
		case p.span == "":
			out = append(out, Span{Text: c.word(p.name)})
		case p.top > 0:
			out = append(out, c.ranking(p.field)...)
		case p.change:
			out = append(out, c.change(p.field)...)
		default:
			out = append(out, c.figure(c.total(p.name, p.span)))
		}
	}
	return out
}

// figure is the printed value of a figure as a field.
func (c *composer) figure(f stats.Figure) Span {
	return Span{Text: f.Text(), Figure: c.use(f, "", f.Text())}
}

// periodUnit is 月, 季度 or, of any other period, 期.
func (c *composer) periodUnit() string {
	switch p := c.period; {
	case p == stats.Month(p.From.Year(), p.From.Month()), p == stats.CutoffMonth(p.To.Year(), p.To.Month(), p.To.Day()):
		return "月"
	case p == stats.Quarter(p.From.Year(), (p.From.Month()+2)/3):
		return "季度"
	case p == stats.Year(p.From.Year()):
		return "年"
	}
	return "期"
}

// word is a word of the period.
func (c *composer) word(name string) string {
	unit := c.periodUnit()
	switch name {
	case "专题":
		return cmp.Or(c.opt.Topic.Name, "全部")
	case "期间":
		return c.period.Name()
	case "期初日":
		return c.period.From.Chinese()
	case "期末日":
		return c.period.To.Chinese()
	case "起算日":
		return c.facts.Start.Chinese()
	case "本期":
		return "本" + unit
	case "上期":
		return "上" + unit
	}
	return "去年同期"
}

// change words a 环比 or 同比: 比上月增加3个（增长25.0%）. Counts whose base is 0 have no
// rate of growth; what has no base at all is not compared.
func (c *composer) change(f field) []Span {
	base := c.word("上期")
	if f.span == stats.SpanLastYear {
		base = c.word("去年同期")
	}
	v := c.total(f.name, f.span)
	if v.Value == nil {
		return []Span{{Text: base + "无可比数据"}}
	}
	if *v.Value == 0 {
		return []Span{{Text: "与" + base + "持平"}}
	}
	up, grow := "增加", "增长"
	if c.defs[f.name].Percent {
		up = "提高"
	}
	if *v.Value < 0 {
		up, grow = "减少", "下降"
		if c.defs[f.name].Percent {
			up = "下降"
		}
	}
	size := strings.TrimLeft(v.Text(), "+-")
	out := []Span{{Text: "比" + base + up}, {Text: size, Figure: c.use(v, "size", size)}}
	if c.defs[f.name].Percent {
		return out
	}
	out = append(out, Span{Text: c.defs[f.name].Unit})
	rate, ok := changeRate(v)
	if !ok {
		return append(out, Span{Text: "（" + base + "为0，不计算增幅）"})
	}
	return append(out, Span{Text: "（" + grow}, Span{Text: rate, Figure: c.use(v, "rate", rate)}, Span{Text: "）"})
}

// changeRate is the size of a change in per cent, as the figure's note begins with it.
func changeRate(v stats.Figure) (string, bool) {
	s := strings.TrimLeft(v.Note, "+-")
	i := strings.IndexByte(s, '%')
	if i < 0 {
		return "", false
	}
	if _, err := strconv.ParseFloat(s[:i], 64); err != nil {
		return "", false
	}
	return s[:i+1], true
}

// ranking lists the highest rows of a dimension: 融资12个、用工8个. Rows that tie with
// the last one are listed too; what is 未填 is no category and left to the table.
func (c *composer) ranking(f field) []Span {
	if c.opt.Topic.Set() {
		return []Span{{Text: "—"}}
	}
	var fs []stats.Figure
	none := "无"
	for _, k := range c.facts.Keys(f.by) {
		v, ok := c.facts.Get(f.name, f.span, f.by, k.ID)
		switch {
		case !ok || v.Value == nil || *v.Value <= 0:
		case k.ID == 0:
			none = "均" + stats.Unfilled
		default:
			fs = append(fs, v)
		}
	}
	if len(fs) == 0 {
		return []Span{{Text: none}}
	}
	var out []Span
	for _, r := range stats.Rank(fs, c.floor) {
		if r.Place == 0 || r.Place > f.top {
			break
		}
		if len(out) > 0 {
			out = append(out, Span{Text: "、"})
		}
		out = append(out, Span{Text: r.Key}, c.figure(r.Figure), Span{Text: unitWord(c.defs[f.name])})
	}
	if len(out) == 0 {
		return []Span{{Text: stats.TooFew}}
	}
	return out
}

// unitWord is what follows a number of the figure; a rate's % is part of the number.
func unitWord(d stats.Definition) string {
	if d.Percent {
		return ""
	}
	return d.Unit
}

func floorOf(settings map[string]string) int64 {
	n, err := strconv.ParseInt(strings.TrimSpace(settings["stats.floor"]), 10, 64)
	if err != nil || n < 1 || n > math.MaxInt32 {
		return stats.DefaultFloor
	}
	return n
}
