package reports

import (
	"slices"
	"strings"

	"qinqing/data"
	"qinqing/reports/stats"
)

// Proposal is a sentence that would name a unit under 存在的主要问题. It is only ever
// proposed: it is printed once somebody has checked it with the unit, and never
// for a unit whose numbers are below the floor of rankings.
type Proposal struct {
	Unit      data.ID
	Name      string
	Figure    Figure
	Why       string // 期末逾期 … in Chinese, for the office's screen
	Sentence  string
	Confirmed bool         // printed: checked with the unit by somebody on a day
	Asked     Confirmation // of this sentence, or of another that the unit was asked about; zero: none

	fact, overall stats.Figure
}

// Stale says that the unit was asked, and about another number.
func (p Proposal) Stale() bool { return !p.Confirmed && p.Asked.By != "" }

// propose finds what could be said of lead units, those with most overdue first.
func (c *composer) propose() {
	var late, slow []stats.Figure
	for _, k := range c.facts.Keys(data.ByLead) {
		base, ok := c.facts.Get("累计登记", stats.SpanTotal, data.ByLead, k.ID)
		if k.ID == 0 || !ok || base.Numerator == nil || *base.Numerator < c.floor {
			continue
		}
		if f, ok := c.facts.Get("期末逾期", stats.SpanEnd, data.ByLead, k.ID); ok && f.Numerator != nil && *f.Numerator > 0 {
			late = append(late, f)
		}
		if f, ok := c.facts.Get("按时办结率", stats.SpanPeriod, data.ByLead, k.ID); ok && f.Value != nil && f.Denominator != nil && *f.Denominator >= c.floor {
			slow = append(slow, f)
		}
	}
	for _, r := range stats.Rank(late, 1) {
		c.offer(r.Figure, stats.Figure{}, "期末有逾期未办结的问题")
	}
	overall := c.total("按时办结率", stats.SpanPeriod)
	for _, r := range stats.RankLowFirst(slow, c.floor) {
		if overall.Value != nil && *r.Value < *overall.Value {
			c.offer(r.Figure, overall, "按时办结率低于总体")
		}
	}
}

func (c *composer) offer(f, overall stats.Figure, why string) {
	p := Proposal{Unit: f.KeyID, Name: f.Key, Why: why, fact: f, overall: overall,
		Figure: Figure{Name: f.Name, Span: f.Span, By: f.By, Key: f.Key, Unit: f.Unit, Text: f.Text(), Value: f.Value,
			Numerator: f.Numerator, Denominator: f.Denominator, Definition: c.defs[f.Name].Text, Note: f.Note, Query: c.query(f)}}
	var b strings.Builder
	for _, s := range sentenceOf(p, func(f stats.Figure) Span { return Span{Text: f.Text()} }) {
		b.WriteString(s.Text)
	}
	p.Sentence = b.String()
	if i := slices.IndexFunc(c.opt.Confirmed, func(k Confirmation) bool {
		return k.Unit == p.Unit && k.Figure == f.Name && strings.TrimSpace(k.By) != "" && k.On != 0
	}); i >= 0 {
		p.Asked = c.opt.Confirmed[i]
		p.Confirmed = p.Asked.Text == "" || p.Asked.Text == p.Sentence
		if !p.Confirmed {
			c.tell(StaleNaming, "点名的一句没有印，核对以后数字变了：当时核对的是“%s”现在是“%s”请再与该单位核对。", p.Asked.Text, p.Sentence)
		}
	}
	c.proposals = append(c.proposals, p)
}

// sentence is a confirmed proposal as printed.
func (c *composer) sentence(p Proposal) []Span { return sentenceOf(p, c.figure) }

func sentenceOf(p Proposal, field func(stats.Figure) Span) []Span {
	if p.fact.Name == "期末逾期" {
		return []Span{{Text: p.Name + "期末逾期未办结问题"}, field(p.fact), {Text: "个。"}}
	}
	return []Span{{Text: p.Name + p.fact.Name}, field(p.fact), {Text: "，低于总体的"}, field(p.overall), {Text: "。"}}
}
