package pdf

import (
	"math"
	"strings"
	"testing"

	"qinqing/assets"
	"qinqing/reports"
	"qinqing/reports/internal/trial"
	"qinqing/reports/typeset"
)

// Every number and name of a paragraph lies in a zone of its own, as wide as it is set,
// however the lines are broken; so does every cell that is a figure.
func TestZonesLieOnTheirWords(t *testing.T) {
	b := &reports.Bulletin{Kind: "月度通报", Template: "A", Masthead: "某机关", Title: "通报"}
	fill := strings.Repeat("走访企业、了解情况，督促整改。", 3)
	p := &reports.Para{}
	for i, w := range []string{"1", "2345", "99.9%", "WT-2026-0012"} {
		p.Spans = append(p.Spans, reports.Span{Text: fill[:3*(20+7*i)]})
		if i == 3 {
			p.Spans = append(p.Spans, reports.Span{Text: w, Problem: 12})
		} else {
			p.Spans = append(p.Spans, reports.Span{Text: w, Figure: "f" + w})
		}
		p.Spans = append(p.Spans, reports.Span{Text: "，"})
	}
	value := 3.0
	table := &reports.Table{Columns: []reports.Column{{Key: "a"}, {Key: "b"}}, Header: [][]reports.HeaderCell{{{Text: "甲"}, {Text: "乙"}}},
		Rows: []reports.Row{{Cells: []reports.Cell{{Text: "某单位"}, {Text: "3", Kind: "int", Value: &value, Figure: "cell"}}}}}
	b.Body = []reports.Block{{Key: "章", Heading: &reports.Heading{Level: 1, Text: "一、章"}}, {Key: "章/1", Para: p}, {Para: &reports.Para{Spans: []reports.Span{{Text: "不能改的一段"}}}}, {Key: "章/2", Table: table}}
	b.Annexes = []reports.Annex{{No: 1, Title: "表", Blocks: []reports.Block{{Key: "附件：表/1", Table: table}}}}
	fonts := typeset.NewFonts(typeset.Library{Font: assets.Font, Astral: assets.Astral}, []string{trial.FontDir(t)})
	pages, _ := layout(b, fonts, false)
	found := map[string]float64{}
	for _, pg := range pages {
		for _, z := range pg.Zones {
			if z.X < 0 || z.Y < 0 || z.X2 > pg.W || z.Y2 > pg.H || z.X2 <= z.X || z.Y2 <= z.Y {
				t.Errorf("%+v lies outside of its page", z)
			}
			found[z.Kind+":"+z.Key] += z.X2 - z.X
		}
	}
	st := style(typeset.FangSong)
	for key, word := range map[string]string{"figure:f1": "1", "figure:f2345": "2345", "figure:f99.9%": "99.9%", "problem:12": "WT-2026-0012"} {
		// the line may be stretched or its marks squeezed, numbers hardly
		if want := fonts.Width(st.Role, st.Size, st.Spacing, word); math.Abs(found[key]-want) > 0.3*want {
			t.Errorf("%s is %.1f points wide, set it is %.1f", key, found[key], want)
		}
	}
	for _, key := range []string{"block:章", "block:章/1", "block:章/2", "block:附件：表", "block:附件：表/1", "figure:cell"} {
		if found[key] == 0 {
			t.Errorf("nothing lies at %s", key)
		}
	}
	if len(found) != 10 {
		t.Errorf("zones %v", found)
	}
}
