package data

import "slices"

// Total is one sum in the foot of a register. Money is in 分 (Unit 万元); of a share
// (Unit %) it is N/Of.
type Total struct {
	Word  string
	N, Of int64
	Unit  string
}

// Totals sums entries of a register by the definitions of DOMAIN §5.
func (g *Book) Totals(list []Record) ([]Total, error) {
	sum := &summing{firms: map[ID]bool{}, counts: map[[2]string]int64{}}
	for _, rec := range list {
		body := newBody(g.Kind)
		if err := rec.Decode(body); err != nil {
			return nil, err
		}
		sum.add(body)
	}
	n := int64(len(list))
	switch g.Kind {
	case RecPolicy:
		return []Total{{Word: "应公开", N: n, Unit: "项"}, {Word: "已公开", N: sum.done, Unit: "项"}, {Word: "尚未公开", N: n - sum.done, Unit: "项"},
			{Word: "公开率", N: sum.done, Of: n, Unit: "%"}}, nil
	case RecDisbursement:
		return []Total{{Word: "申报", N: n, Unit: "件"}, {Word: "已兑付", N: sum.done, Unit: "件"}, {Word: "涉及企业", N: int64(len(sum.firms)), Unit: "家"},
			{Word: "应兑付", N: sum.due, Unit: "万元"}, {Word: "已兑付", N: sum.paid, Unit: "万元"}, {Word: "兑现率", N: sum.paid, Of: sum.due, Unit: "%"}}, nil
	case RecTimeLimitCut:
		return []Total{{Word: "事项", N: n, Unit: "项"}, {Word: "法定", N: sum.due, Unit: "工作日"}, {Word: "承诺", N: sum.paid, Unit: "工作日"},
			{Word: "承诺提速", N: sum.due - sum.paid, Of: sum.due, Unit: "%"}}, nil
	case RecInspectionRound:
		return []Total{{N: n, Unit: "批"}, {Word: "发现问题", N: sum.found, Unit: "个"}}, nil
	case RecActivityCount:
		return sum.activities(), nil
	case RecCoverageList:
		return []Total{{N: n, Unit: "份"}}, nil // the 家 of lists within lists may not be added
	case RecSupportMeasure:
		return []Total{{N: n, Unit: "项"}, {Word: "涉及企业", N: int64(len(sum.firms)), Unit: "家"}}, nil
	case RecSupervision:
		return []Total{{N: n, Unit: "份"}, {Word: "已回复", N: sum.done, Unit: "份"}}, nil
	}
	return []Total{{N: n, Unit: "条"}}, nil
}

// summing is what the sums of all registers are made of.
type summing struct {
	done, due, paid, found int64
	firms                  map[ID]bool
	counts                 map[[2]string]int64 // of activities, by name and unit word
	names                  [][2]string
}

func (s *summing) add(body bookBody) {
	switch b := body.(type) {
	case *Policy:
		s.done += one(b.PublishedOn != 0)
	case *Disbursement:
		s.done += one(b.PaidFen > 0)
		s.due += b.DueFen
		s.paid += b.PaidFen
		s.firm(b.Enterprise)
	case *TimeLimitCut:
		s.due += int64(b.Statutory)
		s.paid += int64(b.Promised)
	case *InspectionRound:
		s.found += b.Found
	case *ActivityCount:
		k := [2]string{b.Name, b.Unit}
		if !slices.Contains(s.names, k) {
			s.names = append(s.names, k)
		}
		s.counts[k] += b.Count
	case *SupportMeasure:
		s.firm(b.Enterprise)
	case *Supervision:
		s.done += one(b.Reply != "")
	}
}

func (s *summing) firm(id ID) {
	if id != 0 {
		s.firms[id] = true
	}
}

func (s *summing) activities() (out []Total) {
	for _, k := range s.names {
		out = append(out, Total{Word: k[0], N: s.counts[k], Unit: k[1]})
	}
	return out
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
