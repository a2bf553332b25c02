package reports

import (
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// pieces splits a text into words and {fields}.
func (p *templateParser) pieces(s string) ([]piece, error) {
	var out []piece
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			return append(out, piece{text: s}), nil
		}
		if s[i] == '}' {
			return nil, p.fail("“}”前面没有“{”")
		}
		if i > 0 {
			out = append(out, piece{text: s[:i]})
		}
		end := strings.IndexAny(s[i+1:], "{}")
		if end < 0 || s[i+1+end] == '{' {
			return nil, p.fail("“{”后面没有“}”")
		}
		f, err := p.field(s[i+1 : i+1+end])
		if err != nil {
			return nil, err
		}
		out = append(out, piece{field: f})
		s = s[i+2+end:]
	}
	return out, nil
}

func (p *templateParser) field(s string) (field, error) {
	parts := strings.Split(s, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if parts[0] == "榜" {
		return p.ranking(parts)
	}
	if len(parts) == 1 && listed(templateWords, parts[0]) {
		return field{name: parts[0]}, nil
	}
	f, err := p.figure(parts[0])
	if err != nil {
		return f, err
	}
	if len(parts) > 1 {
		f.span = parts[1]
		if d := p.figures[f.name]; !slices.Contains(d.Spans, f.span) {
			return f, p.fail("指标“%s”没有“%s”，只有：%s", f.name, f.span, strings.Join(d.Spans, "、"))
		}
	}
	switch {
	case len(parts) == 2, len(parts) == 1:
	case len(parts) == 3 && parts[2] == "增减" && (f.span == stats.SpanPrevious || f.span == stats.SpanLastYear):
		f.change = true
	default:
		return f, p.fail("看不懂字段“{%s}”", s)
	}
	return f, nil
}

// figure finds a figure that may leave the office, with its usual span.
func (p *templateParser) figure(name string) (field, error) {
	d, ok := p.figures[name]
	switch {
	case !ok:
		return field{}, p.fail("没有名为“%s”的指标或字段", name)
	case d.Internal:
		return field{}, p.fail("指标“%s”仅供内部掌握，不能写入通报；请用“转出”", name)
	}
	return field{name: name, span: d.Spans[0]}, nil
}

// ranking reads 榜|figure|dimension|n. Units are not ranked in prose: naming one is
// only ever a proposal.
func (p *templateParser) ranking(parts []string) (field, error) {
	if len(parts) != 4 {
		return field{}, p.fail("榜要写成 {榜|指标|类别|3}")
	}
	f, err := p.figure(parts[1])
	if err != nil {
		return f, err
	}
	for _, d := range data.DimNames {
		if d.Name == parts[2] && slices.Contains([]data.Dim{data.ByCategory, data.ByNature, data.BySource, data.ByMeasure}, d.Dim) {
			f.by = d.Dim
		}
	}
	if f.by == data.ByAll || !slices.Contains(p.figures[f.name].Dims, f.by) {
		return f, p.fail("指标“%s”不能按“%s”排；榜只能按 类别、性质、来源、措施", f.name, parts[2])
	}
	n, err := strconv.Atoi(parts[3])
	if err != nil || n < 1 || n > 20 {
		return f, p.fail("榜的行数要在 1 到 20 之间，现在是“%s”", parts[3])
	}
	f.top = n
	return f, nil
}

func (p *templateParser) clause(s string) (*clause, error) {
	c := &clause{}
	for _, group := range strings.Split(s, " 或 ") {
		var all []test
		for _, one := range strings.Split(group, " 且 ") {
			t, err := p.test(strings.TrimSpace(one))
			if err != nil {
				return nil, err
			}
			all = append(all, t)
		}
		c.any = append(c.any, all)
	}
	return c, nil
}

var comparisons = []string{">=", "<=", "≥", "≤", "≠", ">", "<", "="}

func (p *templateParser) test(s string) (t test, err error) {
	for _, op := range []string{"有", "无"} {
		if rest, ok := strings.CutPrefix(s, op+" "); ok {
			t.op = op
			t.field, err = p.plainFigure(rest)
			return t, err
		}
	}
	for _, op := range comparisons {
		left, right, ok := strings.Cut(s, op)
		if !ok {
			continue
		}
		t.op = op
		if t.value, err = strconv.ParseFloat(strings.TrimSpace(right), 64); err != nil {
			return t, p.fail("条件“%s”里的数写错了", s)
		}
		t.field, err = p.plainFigure(left)
		return t, err
	}
	return t, p.fail("看不懂条件“%s”；写法如 登记问题 > 0，有 办结率", s)
}

func (p *templateParser) plainFigure(s string) (field, error) {
	f, err := p.field(strings.TrimSpace(s))
	if err == nil && (f.span == "" || f.change || f.top > 0) {
		err = p.fail("条件里只能写指标，不能写“%s”", s)
	}
	return f, err
}

// holds says whether a test holds for a value; nil is a figure without one.
func (t test) holds(v *float64) bool {
	switch {
	case t.op == "有":
		return v != nil
	case t.op == "无":
		return v == nil
	case v == nil:
		return false
	}
	switch t.op {
	case ">":
		return *v > t.value
	case "<":
		return *v < t.value
	case ">=", "≥":
		return *v >= t.value
	case "<=", "≤":
		return *v <= t.value
	case "≠":
		return *v != t.value
	}
	return *v == t.value
}
