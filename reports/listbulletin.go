package reports

import (
	"context"
	"strings"

	"qinqing/data"
)

// ListInput is a list of problems to print.
type ListInput struct {
	Source   Source
	Title    string // 逾期未办结问题清单 …
	Problems []*data.Problem
	AsOf     data.Date // the day the problems are shown at
	Unmasked bool      // print names as they are; needs Reason, which the caller logs
	Reason   string
}

// ListBulletin makes any list of problems a document, in the order given, with the
// columns of 问题台账; problems registered after AsOf are left out. Like everything
// that may leave the office it is masked unless a reason is given.
func ListBulletin(ctx context.Context, in ListInput) (*Bulletin, MaskReport, error) {
	if in.Unmasked && strings.TrimSpace(in.Reason) == "" {
		return nil, MaskReport{}, data.Errorf(data.Invalid, "reason", "解除脱敏须写明理由。没有生成文件。")
	}
	clock, err := in.Source.Clock()
	if err != nil {
		return nil, MaskReport{}, err
	}
	settings, err := in.Source.Settings()
	if err != nil {
		return nil, MaskReport{}, err
	}
	n, err := loadNames(in.Source)
	if err != nil {
		return nil, MaskReport{}, err
	}
	var rows []ledgerRow
	var people []string
	for _, p := range in.Problems {
		if err := ctx.Err(); err != nil {
			return nil, MaskReport{}, err
		}
		t, err := p.Timeline(clock)
		if err != nil {
			return nil, MaskReport{}, err
		}
		people = append(people, p.People()...)
		if r, ok := rowAt(p, t, in.AsOf); ok {
			rows = append(rows, r)
		}
	}
	known, err := peopleOn(in.Source, in.AsOf)
	if err != nil {
		return nil, MaskReport{}, err
	}
	mask, err := maskFor(in.Source, n, append(people, known...), Lift{All: in.Unmasked, Reason: in.Reason})
	if err != nil {
		return nil, MaskReport{}, err
	}
	title := in.Title
	if title == "" {
		title = "问题清单"
	}
	t := lister{mask, n}.ledger(title, rows)
	b := &Bulletin{Kind: "台账", Template: "A", Demo: settings["demo"] == "1", Draft: true, Title: title,
		Period:  PeriodInfo{Name: in.AsOf.Chinese(), From: day(in.AsOf), To: day(in.AsOf)},
		Annexes: []Annex{}, Figures: []Figure{}, Notes: []string{}}
	b.Body = append(b.Body, para("截至"+in.AsOf.Chinese()+"。"), Block{Table: &t})
	if len(rows) == 0 {
		b.Body = []Block{para("截至" + in.AsOf.Chinese() + "，没有符合条件的问题。")}
	}
	return b, mask.Report([]string{"问题编号、日期、所在地、类别、主办单位、状态", "问题内容（已隐去企业、人员、电话、证照号码）"}), nil
}
