package reports

import (
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// ledgerRow is one problem as it stood at the end of a day.
type ledgerRow struct {
	id, enterprise         data.ID
	dims                   data.Dims
	code, content          string
	registered, due        data.Date
	resolvedOn, struckOn   data.Date
	regGuess, resolveGuess bool // 推定
	strikeGuess            bool
	uncertain, extended    bool
	overdue, complaint     bool
	dueGuess               bool // the deadline rests on a 推定 day: it never makes overdue
	out                    bool // 转出: nothing but its number and day may be told
	state                  data.State
	stock                  data.Stock
	missing                []string
	reopened, sentBack     int
}

// rowAt is the problem at the end of day z; ok is false before its registration. A
// problem that was moved as a clue since then is 转出 like any other, so that no
// file tells which one it was.
func rowAt(p *data.Problem, t *data.Timeline, z data.Date) (r ledgerRow, ok bool) {
	s, ok := t.At(z)
	if !ok {
		return r, false
	}
	r = ledgerRow{id: p.ID, code: p.Code, registered: t.RegisteredOn, regGuess: t.RegBasis == data.Inferred,
		dims: s.Dims, state: s.State, stock: s.State.Stock(), due: s.Due, uncertain: s.Uncertain != "", extended: s.Extended,
		overdue: s.OverdueAt(z), dueGuess: s.DueInferred || s.EndInferred, complaint: p.Complaint, missing: t.Missing}
	if now := t.State.Stock(); now == data.StockN || now == data.StockM || r.stock == data.StockN || r.stock == data.StockM {
		r.out = true
		return r, true
	}
	r.enterprise, r.content = p.EnterpriseID, p.Content
	for _, e := range p.InForce() {
		if e.On > z {
			continue
		}
		guess := e.Basis == data.Inferred
		switch e.Kind {
		case data.Resolve:
			r.resolvedOn, r.resolveGuess = e.On, guess
		case data.StrikeOff:
			r.struckOn, r.strikeGuess = e.On, guess
			if r.resolvedOn == 0 {
				r.resolvedOn, r.resolveGuess = e.On, guess
			}
		case data.Rework, data.Reopen:
			r.resolvedOn, r.struckOn = 0, 0
			if e.Kind == data.Reopen {
				r.reopened++
			}
		case data.SendBack:
			r.sentBack++
		}
	}
	return r, true
}

// linked is the problem its number opens; 转出 opens nothing.
func (r ledgerRow) linked() data.ID {
	if r.out {
		return 0
	}
	return r.id
}

// status is the word of the state on paper; 不予受理 and 移送 are one word.
func (r ledgerRow) status() string {
	if r.out {
		return "转出"
	}
	return r.state.String()
}

// remarks are what a reader must know to understand the dates.
func (r ledgerRow) remarks() string {
	var out []string
	if r.regGuess {
		out = append(out, "登记日期推定")
	}
	if r.out {
		return strings.Join(out, "；")
	}
	if r.resolvedOn != 0 && r.resolveGuess {
		out = append(out, "办结日期推定")
	}
	if r.struckOn != 0 && r.strikeGuess {
		out = append(out, "销号日期推定")
	}
	if r.stock == data.StockO {
		switch {
		case r.due == 0:
			out = append(out, "期限缺失")
		case r.dueGuess:
			out = append(out, "期限按推定日期计，不判逾期")
		case r.uncertain:
			out = append(out, "期限不确定")
		}
	}
	if r.extended {
		out = append(out, "延")
	}
	if r.sentBack > 0 {
		out = append(out, fmt.Sprintf("退回%d次", r.sentBack))
	}
	if r.reopened > 0 {
		out = append(out, fmt.Sprintf("重启%d次", r.reopened))
	}
	if len(r.missing) > 0 {
		out = append(out, "历史结转，要件待补："+strings.Join(r.missing, "、"))
	}
	return strings.Join(out, "；")
}

// collect reads the problems that were alive in the period, and the people whom a mask
// of the period has to know.
func (c *composer) collect() (people []string, err error) {
	from, to := c.period.From, c.period.To
	people, err = peopleNamed(c.src, from, to, from.AddMonths(-12), func(p *data.Problem, t *data.Timeline) error {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		if r, ok := rowAt(p, t, to); ok && aliveIn(p, t, from, to) && c.opt.Topic.holds(r.dims) {
			c.rows = append(c.rows, r)
		}
		return nil
	})
	slices.SortFunc(c.rows, byID)
	return people, err
}

// aliveIn says whether the problem lay in 在办, 长期坚持 or 待销号 when the period began,
// or something happened to it in the period.
func aliveIn(p *data.Problem, t *data.Timeline, from, to data.Date) bool {
	switch t.StockAt(from.AddDays(-1)) {
	case data.StockO, data.StockL, data.StockR:
		return true
	}
	return slices.ContainsFunc(p.Events, func(e data.Event) bool { return !e.Voided() && e.On >= from && e.On <= to })
}

// allEnterprises asks for every enterprise at once.
const allEnterprises = 1 << 30

// maskFor makes the mask of a document from what the office knows.
func maskFor(src Source, n names, people []string, lift Lift) (*Mask, error) {
	firms, err := src.EnterprisePage("", allEnterprises)
	if err != nil {
		return nil, err
	}
	keep, places := n.open()
	return NewMask(firms, people, lift).Keep(keep...).Places(places...), nil
}
