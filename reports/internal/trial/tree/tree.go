// Package tree builds the blocks of documents for the tests of the writers. Only tests
// import it.
package tree

import "qinqing/reports"

// Heading is a heading of a level, its text with its number.
func Heading(level int, text string) reports.Block {
	return reports.Block{Heading: &reports.Heading{Level: level, Text: text}}
}

// Para is a paragraph of spans.
func Para(spans ...string) reports.Block {
	p := &reports.Para{}
	for _, s := range spans {
		p.Spans = append(p.Spans, reports.Span{Text: s})
	}
	return reports.Block{Para: p}
}

// Row is a row of cells that hold text.
func Row(texts ...string) reports.Row {
	var r reports.Row
	for _, t := range texts {
		r.Cells = append(r.Cells, reports.Cell{Text: t})
	}
	return r
}
