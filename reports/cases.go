package reports

import (
	"fmt"
	"slices"
	"strings"

	"qinqing/data"
)

// Candidate is a problem of the period that can be told of as an example, as it would be
// printed.
type Candidate struct {
	ID                   data.ID
	Code, Content, State string
	Lead, Category       string
}

// Candidates lists problems of the period whose number, printed content, lead unit or category holds a text,
// at most so many. What was handed on as a clue or refused is never among them.
func (c *Composition) Candidates(text string, limit int) (out []Candidate) {
	by := c.by
	for _, r := range slices.Backward(by.rows) {
		if len(out) == limit {
			break
		}
		if x := by.candidate(r); !r.out && (strings.Contains(x.Code, text) || strings.Contains(x.Content, text) || strings.Contains(x.Lead, text) || strings.Contains(x.Category, text)) {
			out = append(out, x)
		}
	}
	return out
}

// CandidateOf is one of them; nil if it is none.
func (c *Composition) CandidateOf(id data.ID) *Candidate {
	i := slices.IndexFunc(c.by.rows, func(r ledgerRow) bool { return r.id == id && !r.out })
	if i < 0 {
		return nil
	}
	x := c.by.candidate(c.by.rows[i])
	return &x
}

func (c *composer) candidate(r ledgerRow) Candidate {
	if r.out {
		return Candidate{}
	}
	return Candidate{ID: r.id, Code: r.code, Content: oneLine(c.mask.text(r.content, r.complaint)), State: r.status(),
		Lead: c.names.of(data.ByLead, r.dims.Lead), Category: c.names.of(data.ByCategory, r.dims.Category)}
}

// cases are the examples the office picked from the ledger: masked, each with the number
// of its problem. One that was handed on since, or lies outside the period, is left out
// and told.
func (c *composer) cases() (out []Block) {
	for _, x := range c.opt.Cases {
		i := slices.IndexFunc(c.rows, func(r ledgerRow) bool { return r.id == x.Problem && !r.out })
		if i < 0 {
			c.tell(LostCase, "选过的一个%s没有印：它已经转出或删除，或者不在这一期。", x.Kind)
			continue
		}
		r := c.rows[i]
		text := c.candidate(r).Content
		if own := strings.TrimSpace(x.Text); own != "" {
			text = c.mask.Text(own)
		}
		out = append(out, Block{Key: fmt.Sprintf("%s%d", CaseKey, x.Problem),
			Para: &Para{Spans: []Span{{Text: x.Kind + "：" + strings.TrimRight(text, "。；，") + "（"}, {Text: r.code, Problem: r.id}, {Text: "）。"}}}})
	}
	return out
}
