package page

import (
	"time"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// visitCellFacts are the columns of a grid of visits whose cells may be typed into.
var visitCellFacts = map[string]data.Fact{"走访日期": data.FactVisitOn, "走访单位": data.FactVisitUnit, "企业": data.FactVisitEnterprise, "所在地": data.FactVisitRegion, "满意度": data.FactVisitAnswer}

// visitCells lets the cells of visits be typed into: columns by their titles.
func visitCells(o *Office, columns []widget.Column[store.VisitRow]) []widget.Column[store.VisitRow] {
	type editing = widget.Editing[store.VisitRow]
	how := map[string]*editing{
		"走访日期": {Today: func() time.Time { return o.Ledger.Today().Time() }, Mark: o.dayMark},
		"走访单位": {Choices: o.offer(choices.visiting), Value: func(r store.VisitRow) (string, error) { return r.Unit, nil }},
		"企业":   {Choices: o.enterprises},
		"所在地":  {Choices: o.offer(func(c choices) []named { return c.regions })},
		"满意度":  {Choices: widget.Matching(data.SatisfactionNames[1:])},
	}
	for i := range columns {
		c := &columns[i]
		if c.Edit = how[c.Title]; c.Edit == nil {
			c.Fixed = "“" + c.Title + "”由登记的问题得出，不能直接修改。"
			continue
		}
		fact := visitCellFacts[c.Title]
		c.Edit.Refuse = func(r store.VisitRow) string { return fact.VisitRefusal(r.Problems) }
	}
	return columns
}
