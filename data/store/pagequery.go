package store

import (
	"strings"

	"qinqing/data"
)

// plan is a grid's query in SQL: which index to walk, what to filter, how to sort.
type plan struct {
	index string // INDEXED BY … or empty
	where []string
	args  []any
	key   string // sort expression
	desc  bool
}

// sortKeys are the expressions a grid may be sorted by; each is text.
var sortKeys = map[string]string{
	"": "registered", "registered": "registered", "due": "due_sort", "id": "id", "code": "code", "content": "content",
	"state":      "CAST(state AS TEXT)",
	"lead":       "coalesce((SELECT u.pinyin FROM unit u WHERE u.id = lead), '')",
	"category":   "coalesce((SELECT d.name FROM dict_entry d WHERE d.id = category_now), '')",
	"enterprise": "coalesce((SELECT e.pinyin FROM enterprise e WHERE e.id = enterprise), '')",
}

func (p *plan) and(condition string, args ...any) {
	p.where = append(p.where, condition)
	p.args = append(p.args, args...)
}

// statesOf lists the states of a stock, as the indexes hold states.
func statesOf(s data.Stock) []data.State {
	var out []data.State
	for _, st := range data.States {
		if st.Stock() == s {
			out = append(out, st)
		}
	}
	return out
}

func (v *View) planFor(q ProblemQuery) (*plan, error) {
	key, ok := sortKeys[q.Sort]
	if !ok {
		return nil, data.Errorf(data.Invalid, "sort", "不能按“%s”排序。", q.Sort)
	}
	p := &plan{key: key, desc: q.Desc}
	p.and("gone = 0")
	region, err := v.regionFilter(p, q.Region)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		column string
		id     data.ID
	}{{"lead", q.Lead}, {"visiting", q.Visiting}, {"category_now", q.Category}} {
		if f.id != 0 {
			p.and(f.column+" = ?", int64(f.id))
		}
	}
	stock := q.Stock
	if q.State != 0 {
		if stock != "" && q.State.Stock() != stock {
			p.and("1 = 0")
		}
		stock = q.State.Stock()
	}
	if q.OverdueOnly || q.DueSoon {
		if stock != "" && stock != data.StockO {
			p.and("1 = 0")
		}
		stock = data.StockO
	}
	if need := q.Need.stock(); need != "" {
		if stock != "" && stock != need {
			p.and("1 = 0")
		}
		stock = need
	}
	p.chooseIndex(q, stock, region)
	p.filterStates(q, stock)
	if err := v.filterDays(p, q); err != nil {
		return nil, err
	}
	p.filterFacts(q)
	if q.Need != NoNeed {
		condition, args, err := v.needs(q)
		if err != nil {
			return nil, err
		}
		p.and(condition, args...)
	}
	return p, nil
}

// regionFilter takes in everything below a region; leaf says it is a single one.
func (v *View) regionFilter(p *plan, region data.ID) (leaf bool, err error) {
	if region == 0 {
		return false, nil
	}
	tree, err := v.regionTree(region)
	if err != nil {
		return false, err
	}
	if len(tree) == 1 {
		p.and("region = ?", tree[0])
		return true, nil
	}
	args := make([]any, len(tree))
	for i, id := range tree {
		args[i] = id
	}
	// The plus keeps the planner from walking every region's own index.
	p.and("+region IN ("+marks(len(tree))+")", args...)
	return false, nil
}

// chooseIndex names the index: the planner has no statistics and would guess.
func (p *plan) chooseIndex(q ProblemQuery, stock data.Stock, leafRegion bool) {
	narrow := ""
	switch {
	case q.Lead != 0:
		narrow = "problem_lead"
	case q.Visiting != 0:
		narrow = "problem_visiting"
	case leafRegion:
		narrow = "problem_region"
	}
	bySort := map[string]string{"registered": "problem_registered", "due_sort": "problem_due", "code": "problem_code"}[p.key]
	switch {
	case narrow != "":
		p.index = narrow
	case stock == data.StockO && (p.key == "due_sort" || q.OverdueOnly || q.DueSoon) && p.key != "registered":
		p.index = "problem_open"
	case stock != "" && stock != data.StockX && p.key != "due_sort":
		p.index = "problem_stock"
	case q.Category != 0 && p.key == "registered":
		p.index = "problem_category"
	default:
		p.index = bySort
	}
}

func (p *plan) filterStates(q ProblemQuery, stock data.Stock) {
	if p.index == "problem_stock" || p.index == "problem_open" {
		p.and("stock = '" + string(stock) + "'") // one of the six letters: partial indexes want a literal
	}
	switch {
	case q.State != 0:
		p.and("state = ?", int(q.State))
	case stock != "" && p.index != "problem_stock" && p.index != "problem_open":
		states := statesOf(stock)
		args := make([]any, len(states))
		for i, s := range states {
			args[i] = int(s)
		}
		p.and("state IN ("+marks(len(states))+")", args...)
	}
}

func (v *View) filterDays(p *plan, q ProblemQuery) error {
	if q.From != 0 {
		p.and("registered >= ?", q.From)
	}
	if q.To != 0 {
		p.and("registered <= ?", q.To)
	}
	if !q.OverdueOnly && !q.DueSoon {
		return nil
	}
	today := q.Today
	if today == 0 {
		today = v.Today()
	}
	p.and("calm = 0")
	if q.OverdueOnly {
		p.and("due_sort < ?", today)
	}
	if q.DueSoon {
		clock, err := v.Clock()
		if err != nil {
			return err
		}
		past, _ := clock.AddWorkdays(today, 4) // yellow: at most 3 working days left
		p.and("due_sort >= ? AND due_sort < ?", today, past)
	}
	return nil
}

// sql is the query for ids and sort keys, and the columns of more, a page of it if limit
// is not 0.
func (p *plan) sql(more string, after Cursor, limit int) (string, []any) {
	where, args := p.where, p.args
	dir, cmp := "", " > "
	if p.desc {
		dir, cmp = " DESC", " < "
	}
	if after.ID != 0 {
		if p.key == "id" {
			where = append(where[:len(where):len(where)], "id"+cmp+"?")
			args = append(args[:len(args):len(args)], int64(after.ID))
		} else {
			where = append(where[:len(where):len(where)], "("+p.key+", id)"+cmp+"(?, ?)")
			args = append(args[:len(args):len(args)], after.Key, int64(after.ID))
		}
	}
	order := p.key + dir + ", id" + dir
	if p.key == "id" {
		order = "id" + dir
	}
	query := "SELECT id, " + p.key + more + " FROM problem" + p.indexed() + " WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order
	if limit > 0 {
		query += " LIMIT ?"
		args = append(args[:len(args):len(args)], limit)
	}
	return query, args
}

func (p *plan) indexed() string {
	if p.index == "" {
		return ""
	}
	return " INDEXED BY " + p.index
}

// count counts up to TotalCap.
func (v *View) count(p *plan) (int, bool, error) {
	var n int
	query := "SELECT count(*) FROM (SELECT 1 FROM problem" + p.indexed() + " WHERE " + strings.Join(p.where, " AND ") + " LIMIT ?)"
	_, err := v.c.one(query, append(p.args[:len(p.args):len(p.args)], TotalCap+1), &n)
	if n > TotalCap {
		return TotalCap, false, err
	}
	return n, true, err
}

// counted answers from the counters where the filters allow it.
func (v *View) counted(q ProblemQuery) (n int, ok bool, err error) {
	if q.Text != "" || q.From != 0 || q.To != 0 || q.OverdueOnly || q.DueSoon || q.Need != NoNeed || q.facts() {
		return 0, false, nil
	}
	dim, keys, used := data.ByAll, []int64{0}, 0
	for _, f := range []struct {
		by data.Dim
		id data.ID
	}{{data.ByLead, q.Lead}, {data.ByVisiting, q.Visiting}, {data.ByRegion, q.Region}, {data.ByCategory, q.Category}} {
		if f.id != 0 {
			dim, keys = f.by, []int64{int64(f.id)}
			used++
		}
	}
	if used > 1 {
		return 0, false, nil
	}
	if dim == data.ByRegion {
		if keys, err = v.regionTree(q.Region); err != nil {
			return 0, false, err
		}
	}
	args := []any{int(dim)}
	for _, k := range keys {
		args = append(args, k)
	}
	query := "SELECT coalesce(sum(n), 0) FROM problem_count WHERE dim = ? AND key IN (" + marks(len(keys)) + ")"
	states := data.States
	if q.Stock != "" {
		states = statesOf(q.Stock)
	}
	query += " AND state IN (" + marks(len(states)) + ")"
	for _, s := range states {
		args = append(args, int(s))
	}
	if q.State != 0 {
		query += " AND state = ?"
		args = append(args, int(q.State))
	}
	_, err = v.c.one(query, args, &n)
	return n, err == nil, err
}
