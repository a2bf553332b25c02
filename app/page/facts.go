package page

import (
	"strings"

	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// facts is one problem as the detail shows it.
type facts struct {
	problem   *data.Problem
	code      string
	light     data.Light
	lightWord string
	extended  bool
	pairs     [][2]string
	events    []eventLine
	legal     []data.Kind
	why       map[data.Kind]string
}

// eventLine is one event of the time line.
type eventLine struct {
	seq      int
	on       string
	kind     string
	text     string
	inferred bool
	voided   string
}

// namesOf prints the rows of a dimension.
func namesOf(v *store.View, by data.Dim) (map[data.ID]string, error) {
	list, err := v.Names(by)
	if err != nil {
		return nil, err
	}
	m := make(map[data.ID]string, len(list))
	for _, n := range list {
		m[n.ID] = n.Name
	}
	return m, nil
}

func factsOf(v *store.View, id data.ID, today data.Date) (*facts, error) {
	p, err := v.Problem(id)
	if err != nil {
		return nil, err
	}
	clock, err := v.Clock()
	if err != nil {
		return nil, err
	}
	tl, err := p.Timeline(clock)
	if err != nil {
		return nil, err
	}
	units, err := namesOf(v, data.ByLead)
	if err != nil {
		return nil, err
	}
	categories, err := namesOf(v, data.ByCategory)
	if err != nil {
		return nil, err
	}
	f := &facts{problem: p, code: p.Code}
	f.light, f.lightWord, f.extended = tl.LightOn(today, clock)
	f.legal, f.why = p.LegalKinds(today, data.FromWindow, clock)
	if err := f.describe(v, tl, units, categories); err != nil {
		return nil, err
	}
	for _, e := range p.Events {
		f.events = append(f.events, lineOf(e, units, categories))
	}
	return f, nil
}

// describe fills in the pairs of word and value; what is empty is left out.
func (f *facts) describe(v *store.View, tl *data.Timeline, units, categories map[data.ID]string) error {
	p := f.problem
	regions, err := namesOf(v, data.ByRegion)
	if err != nil {
		return err
	}
	sources, err := namesOf(v, data.BySource)
	if err != nil {
		return err
	}
	enterprise := ""
	if p.EnterpriseID != 0 {
		e, err := v.Enterprise(p.EnterpriseID)
		if err != nil {
			return err
		}
		enterprise = e.Name
	}
	due := tl.Due.String()
	written, isDay := widget.DateText(tl.Deadline.Text, 0)
	if due != "" && tl.Deadline.Text != "" && !(isDay && written == due) {
		due += "（" + tl.Deadline.Text + "）"
	}
	if tl.Uncertain != "" {
		due += " 不确定：" + tl.Uncertain
	}
	for _, x := range [][2]string{{"问题", p.Content}, {"状态", tl.State.String()}, {"期限", due}, {"企业", enterprise}, {"所在地", regions[p.Region]},
		{"类别", categories[tl.Now.Category]}, {"来源", sources[p.Source]}, {"走访单位", units[p.Visiting]}, {"主办单位", units[tl.Now.Lead]},
		{"监督单位", units[p.Supervising]}, {"满意度", tl.Satisfaction.String()}, {"督办", tl.Grade}, {"要件待补", strings.Join(tl.Missing, "、")}} {
		if x[1] != "" {
			f.pairs = append(f.pairs, x)
		}
	}
	return nil
}

func lineOf(e data.Event, units, categories map[data.ID]string) eventLine {
	l := eventLine{seq: e.Seq, on: e.On.String(), kind: e.Kind.Name(), inferred: e.Basis == data.Inferred}
	due := e.Deadline.Text
	if due == "" && e.Deadline.Date != 0 {
		due = e.Deadline.Date.String()
	}
	if due != "" {
		due = "期限 " + due
	}
	grade := e.Grade
	if grade != "" {
		grade += "色督办"
	}
	var parts []string
	for _, s := range []string{units[e.Unit], due, categories[e.Category], e.Satisfaction.String(), grade, e.Note} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, x := range [][2]string{{"无法回访：", e.Unreachable}, {"审批人 ", e.Approver}, {"签字人 ", e.SignedBy}, {"签字 ", e.SignedOn.String()},
		{"申请 ", e.AppliedOn.String()}, {"告知企业 ", e.ToldOn.String()}} {
		if x[1] != "" {
			parts = append(parts, x[0]+x[1])
		}
	}
	l.text = strings.Join(parts, "　")
	if e.Voided() {
		l.voided = e.VoidReason
	}
	return l
}
