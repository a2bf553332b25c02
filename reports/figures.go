package reports

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// use notes a figure of the catalogue as used and returns its ID in the document.
// part tells apart what one figure prints in several ways (size and rate of a
// change); text is what is printed.
func (c *composer) use(f stats.Figure, part, text string) string {
	id := fmt.Sprintf("%s/%s/%s/%d", f.Name, f.Span, f.By, f.KeyID)
	if part != "" {
		id += "/" + part
	}
	if c.used[id] {
		return id
	}
	c.used[id], c.defined[f.Name] = true, true
	c.printed = append(c.printed, f)
	d := c.defs[f.Name]
	c.out.Figures = append(c.out.Figures, Figure{ID: id, Name: f.Name, Span: f.Span, By: f.By, Key: f.Key, Unit: f.Unit, Text: text,
		Value: f.Value, Numerator: f.Numerator, Denominator: f.Denominator, Definition: d.Text, Note: f.Note, Query: c.query(f)})
	return id
}

// useShare notes a part's share of a total, which the catalogue leaves to the parts.
func (c *composer) useShare(f stats.Figure, whole int64, value float64, text string) string {
	id := fmt.Sprintf("%s占比/%s/%s/%d", f.Name, f.Span, f.By, f.KeyID)
	if !c.used[id] {
		c.used[id] = true
		c.out.Figures = append(c.out.Figures, Figure{ID: id, Name: f.Name + "占比", Span: f.Span, By: f.By, Key: f.Key, Unit: stats.UnitPercent, Text: text,
			Value: &value, Numerator: f.Numerator, Denominator: &whole, Definition: "本行" + f.Name + "÷合计" + f.Name + "。", Query: c.query(f)})
	}
	return id
}

// query is the subcommand that lists the rows behind a figure.
func (c *composer) query(f stats.Figure) string {
	span := f.Span
	if span == stats.SpanPrevious || span == stats.SpanLastYear {
		span = c.defs[f.Name].Spans[0] // a change is shown by the records it ends with
	}
	q := "stats " + c.periodFlag() + " --figure " + f.Name + " --span " + span
	if f.By != "" && f.By != "all" {
		key := f.Key
		if f.KeyID == 0 {
			key = stats.Unfilled
		}
		q += " --by " + f.By + " --key " + quoted(key)
	}
	return q + " --rows"
}

// periodFlag names the period as the subcommands do; their months end on the
// office's cut-off day.
func (c *composer) periodFlag() string {
	p := c.period
	cutoff, err := strconv.Atoi(strings.TrimSpace(c.settings["stats.cutoff"]))
	if err != nil {
		cutoff = 0
	}
	y, m := p.To.Year(), p.To.Month()
	switch p {
	case stats.CutoffMonth(y, m, cutoff):
		return fmt.Sprintf("--month %04d-%02d", y, m)
	case stats.Quarter(y, (m+2)/3):
		return fmt.Sprintf("--quarter %04d-%d", y, (m+2)/3)
	case stats.Half(y, (m+5)/6):
		return fmt.Sprintf("--half %04d-%d", y, (m+5)/6)
	case stats.Year(y):
		return fmt.Sprintf("--year %04d", y)
	}
	return fmt.Sprintf("--from %s --to %s", p.From, p.To)
}

func quoted(s string) string {
	if s == "" || strings.ContainsAny(s, " \t\"'\\$`|&;()<>*?[]#~") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// names are the words behind IDs, by role.
type names struct {
	by      map[data.Dim]map[data.ID]string
	units   []data.Unit
	regions []data.Region
}

func loadNames(src Source) (names, error) {
	n := names{by: map[data.Dim]map[data.ID]string{}}
	for _, d := range data.SortedDims()[1:] {
		list, err := src.Names(d)
		if err != nil {
			return n, err
		}
		n.by[d] = make(map[data.ID]string, len(list))
		for _, x := range list {
			n.by[d][x.ID] = x.Name
		}
	}
	var err error
	if n.units, err = src.Units(); err != nil {
		return n, err
	}
	n.regions, err = src.Regions()
	return n, err
}

func positive(f stats.Figure) bool { return f.Value != nil && *f.Value > 0 }

func (n names) of(by data.Dim, id data.ID) string {
	if s := n.by[by][id]; s != "" {
		return s
	}
	return stats.Unfilled
}

// open lists every word that a mask must leave readable.
func (n names) open() (keep, places []string) {
	for _, u := range n.units {
		keep = append(append(keep, u.Name), u.Aliases...)
	}
	for by, m := range n.by {
		for _, s := range m {
			if by == data.ByRegion {
				places = append(places, s)
			} else {
				keep = append(keep, s)
			}
		}
	}
	for _, r := range n.regions {
		places = append(places, r.Name)
	}
	slices.Sort(keep)
	slices.Sort(places)
	return slices.Compact(keep), slices.Compact(places)
}

// definitions lists the figures used in the catalogue's order.
func (c *composer) definitions() []stats.Definition {
	var out []stats.Definition
	for _, d := range stats.Catalogue() {
		if c.defined[d.Name] {
			out = append(out, d)
		}
	}
	return out
}

func byID(a, b ledgerRow) int { return cmp.Compare(a.id, b.id) }
