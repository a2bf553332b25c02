package stats

import (
	"context"
	"fmt"
	"slices"

	"qinqing/data"
)

// lister collects the records that count in some slots of one row of one window.
type lister struct {
	ctx  context.Context
	src  Source
	w    *window
	ever bool
	by   data.Dim
	key  data.ID
	only Only
	refs map[slot][]RowRef
}

func (l *lister) list(d *figure, e expr) ([]RowRef, error) {
	if d.how == asTyped {
		return l.records(data.RecActivityCount, l.w.From, func(r data.Record) (bool, error) {
			var a data.ActivityCount
			err := r.Decode(&a)
			return typedName(a.Name) == d.Name, err
		}, d.Name)
	}
	switch s := e.plus[0]; {
	case s == sCall || s == sCallAnswer || s == sCallSatisfied:
		return l.calls(s)
	case s == sVisited:
		return l.enterprises()
	case s == sCovered || s == sListed:
		return l.covered(s)
	default:
		return l.register(s)
	}
}

// note keeps what one problem adds to the slots of an expression.
func (l *lister) note(id data.ID, t *data.Timeline, e expr) {
	put := func(s slot, at data.Dims, a data.Atom) {
		if at.Key(l.by) == l.key && l.only.holds(at) && (slices.Contains(e.plus, s) || slices.Contains(e.minus, s)) {
			l.refs[s] = append(l.refs[s], RowRef{data.EntityProblem, id, a.From, wordOf(s, a)})
		}
	}
	if l.ever {
		l.w.eachEver(t, l.w.From, put)
	} else {
		l.w.each(t, put)
	}
}

// problems are the rows of what was noted.
func (l *lister) problems(e expr) []RowRef {
	var out []RowRef
	for _, s := range e.plus {
		out = append(out, l.refs[s]...)
	}
	for _, s := range e.minus {
		for _, m := range l.refs[s] {
			out = takeOff(out, m)
		}
	}
	return out
}

// takeOff removes the record that m undoes: the same problem's last one on or
// before m's day.
func takeOff(list []RowRef, m RowRef) []RowRef {
	best := -1
	for i, r := range list {
		if r.ID == m.ID && r.On <= m.On && (best < 0 || r.On >= list[best].On) {
			best = i
		}
	}
	if best < 0 {
		return list
	}
	return slices.Delete(list, best, best+1)
}

var slotWords = map[slot]string{
	sO: "在办", sL: "长期坚持", sR: "待销号", sOverdue: "逾期", sO0: "在办", sL0: "长期坚持", sR0: "待销号",
	cO: "在办", cL: "长期坚持", cR: "待销号", cX: "已销号", cN: "不予受理", cM: "移送终结",
	sRegister: "登记", sRegisterInferred: "补录登记", sAssign: "交办", sAssignAgain: "再次交办", sReport: "反馈", sReportAgain: "再次反馈",
	sResolve: "办结", sResolveInferred: "补录办结", sResolveLong: "长期办结", sPass: "审核通过", sResolveDue: "办结", sOnTime: "按时办结", sOnTimeFirst: "按原期限办结",
	sStrike: "销号", sStrikeInferred: "补录销号", sSendBack: "退回", sRework: "办结后退回", sReopen: "重启", sExtend: "延期", sDecline: "不予受理", sClue: "移送终结",
	sToLong: "转长期", sFromLong: "长期转回", sTransferOut: "转办出", sTransferIn: "转办入", sRecatOut: "改类出", sRecatIn: "改类入", sReturnVisit: "回访",
	sReached: "已回访", sUnreachable: "无法回访", sReachedAfter: "办结",
}

func wordOf(s slot, a data.Atom) string {
	switch s {
	case sDays:
		return fmt.Sprintf("办结，用时%d个工作日", a.Val)
	case sAnswer, sSatisfied, sAnswerInferred, sSatisfiedInferred:
		return data.Satisfaction(a.Val).String()
	}
	return slotWords[s]
}

func (l *lister) calls(s slot) ([]RowRef, error) {
	var out []RowRef
	err := l.src.Calls(l.w.From, l.w.To, func(v *data.Visit) error {
		if !l.only.call(v) {
			return nil
		}
		l.w.eachCall(v, func(x slot, by data.Dim, key data.ID) {
			if x == s && by == l.by && key == l.key {
				what := "走访"
				if s != sCall {
					what = v.Satisfaction.String()
				}
				out = append(out, RowRef{data.EntityVisit, v.ID, v.On, what})
			}
		})
		return l.ctx.Err()
	})
	return out, err
}

func (l *lister) enterprises() ([]RowRef, error) {
	var out []RowRef
	seen := map[data.ID]bool{}
	err := l.src.Calls(l.w.From, l.w.To, func(v *data.Visit) error {
		if !l.only.call(v) {
			return nil
		}
		l.w.eachCall(v, func(s slot, by data.Dim, key data.ID) {
			if s == sCall && by == l.by && key == l.key && !seen[v.EnterpriseID] {
				seen[v.EnterpriseID] = true
				out = append(out, RowRef{data.EntityEnterprise, v.EnterpriseID, v.On, "走访"})
			}
		})
		return l.ctx.Err()
	})
	return out, err
}

func (l *lister) covered(s slot) ([]RowRef, error) {
	lists, err := coverageLists(l.src, l.w.To)
	if err != nil {
		return nil, err
	}
	codes, err := regionCodes(l.src)
	if err != nil {
		return nil, err
	}
	seen, err := firstCalls(l.src, l.w.Period)
	if err != nil {
		return nil, err
	}
	var out []RowRef
	for _, c := range lists {
		switch {
		case !l.only.everything() && c.Region != l.only.Key, l.only.everything() && l.by == data.ByAll && c.nested, l.by == data.ByRegion && c.Region != l.key:
			continue
		case s == sListed && len(c.Enterprises) == 0:
			return nil, data.Errorf(data.NotFound, "list", "名单只录入了家数（%d家，%s），没有逐户名单。", c.Count, c.on)
		case s == sListed:
			for _, id := range c.Enterprises {
				out = append(out, RowRef{data.EntityEnterprise, id, c.on, "名单企业"})
			}
		default:
			for _, v := range c.covered(seen, codes) {
				out = append(out, RowRef{data.EntityEnterprise, v.EnterpriseID, v.On, "走访"})
			}
		}
	}
	return out, nil
}

func (l *lister) records(kind data.RecordKind, from data.Date, keep func(data.Record) (bool, error), what string) ([]RowRef, error) {
	recs, err := l.src.Records(kind, from, l.w.To)
	var out []RowRef
	for _, r := range recs {
		ok, err := keep(r)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, RowRef{data.EntityRecord, r.ID, r.On, what})
		}
	}
	return out, err
}

// register lists the entries of the lesser registers.
func (l *lister) register(s slot) ([]RowRef, error) {
	switch s {
	case sPolicies, sPublished:
		return l.records(data.RecPolicy, l.w.From, func(r data.Record) (bool, error) {
			var p data.Policy
			err := r.Decode(&p)
			return s == sPolicies || p.PublishedOn != 0 && p.PublishedOn <= l.w.To, err
		}, map[slot]string{sPolicies: "应公开", sPublished: "已公开"}[s])
	case sStatutory, sPromised, sActualStatutory2, sActual2:
		return l.records(data.RecTimeLimitCut, 1, func(r data.Record) (bool, error) {
			var c data.TimeLimitCut
			err := r.Decode(&c)
			cases := slices.ContainsFunc(c.Actual, func(a data.ActualCase) bool { return l.w.Contains(a.On) })
			return (l.by == data.ByAll || c.Unit == l.key) && l.only.unit(c.Unit) && (s == sStatutory || cases), err
		}, "审批提速")
	}
	firms := map[data.ID]bool{}
	return l.records(data.RecDisbursement, l.w.From, func(r data.Record) (bool, error) {
		var p data.Disbursement
		err := r.Decode(&p)
		keep := s == sDueFen || paidBy(p, l.w.To)
		switch s {
		case sApplied:
			keep = p.AppliedOn != 0 && p.AppliedOn <= l.w.To
		case sPaidFirms:
			keep = keep && p.Enterprise != 0 && !firms[p.Enterprise]
			firms[p.Enterprise] = firms[p.Enterprise] || keep
		case sPayDays, sPayCases:
			keep = keep && p.AppliedOn != 0 && p.PaidOn >= p.AppliedOn
		}
		return keep, err
	}, "兑现")
}
