package store

import (
	"encoding/json"
	"strings"

	"qinqing/data"
)

// EnterpriseQuery says which enterprises a list shows, and in what order.
type EnterpriseQuery struct {
	Text   string  // in the name, a former name, the code, the alias or the pinyin
	Region data.ID // and everything below it
	Sort   string  // name, industry, region, visits, problems, open, last; empty: as they were entered
	Desc   bool
}

// EnterpriseRow is one line of the list of enterprises.
type EnterpriseRow struct {
	ID       data.ID
	Name     string
	USCC     string
	Industry string
	Region   string
	Visits   int
	Problems int
	Open     int       // of them 在办
	Last     data.Date // of the last visit; 0: never
}

// firmSorts are the orders of the list; of equal ones the newest come first.
var firmSorts = map[string]string{
	"": "e.id", "name": "e.pinyin", "industry": "e.industry",
	"region":   "coalesce((SELECT printf('%09d', r.sort) || coalesce(r.code, '') FROM region r WHERE r.id = e.region), '')",
	"visits":   "(SELECT count(*) FROM visit v WHERE v.enterprise = e.id AND v.gone = 0)",
	"problems": "(SELECT count(*) FROM problem p WHERE p.enterprise = e.id AND p.gone = 0)",
	"open":     "(SELECT count(*) FROM problem p WHERE p.enterprise = e.id AND p.gone = 0 AND p.stock = 'O')",
	"last":     "coalesce((SELECT max(v.day) FROM visit v WHERE v.enterprise = e.id AND v.gone = 0), '')",
}

// EnterpriseIDs lists the live enterprises of a query in its order, for a virtual list.
func (v *View) EnterpriseIDs(q EnterpriseQuery) ([]data.ID, error) {
	order, ok := firmSorts[q.Sort]
	if !ok {
		return nil, data.Errorf(data.Invalid, "sort", "企业不能按“%s”排序。", q.Sort)
	}
	from, where, args, err := v.firmsSaying(q.Text)
	if err != nil {
		return nil, err
	}
	if q.Region != 0 {
		tree, err := v.regionTree(q.Region)
		if err != nil {
			return nil, err
		}
		list, err := json.Marshal(tree)
		if err != nil {
			return nil, wrap(err)
		}
		where = append(where, "e.region IN (SELECT value FROM json_each(?))")
		args = append(args, string(list))
	}
	if q.Desc {
		order += " DESC"
	}
	var out []data.ID
	err = v.c.each("SELECT e.id FROM "+from+" WHERE "+strings.Join(where, " AND ")+" ORDER BY "+order+", e.id DESC", args, func(r *rows) error {
		var id data.ID
		err := r.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

// firmsSaying is where enterprises with a text are looked for. What has two characters
// in a row is asked of the index of words; less than that would be most of them.
func (v *View) firmsSaying(text string) (from string, where []string, args []any, err error) {
	from, where = "enterprise e", []string{"e.gone = 0"}
	terms := termsOf(text)
	var long []string
	for _, t := range terms {
		if len([]rune(t)) > 1 {
			long = append(long, t)
		}
	}
	if len(long) > 0 {
		from = "search_enterprise f CROSS JOIN enterprise e ON e.id = f.rowid"
		where, args = append(where, "f.search_enterprise MATCH ?"), append(args, match(long))
		if err := v.settled(); err != nil {
			return "", nil, nil, err
		}
	}
	for _, t := range terms {
		low := strings.ToLower(t)
		where = append(where, `(instr(e.norm, ?) OR instr(e.initials, ?) OR instr(e.pinyin, ?) OR instr(e.uscc, ?) OR instr(upper(e.alias), ?)
			OR EXISTS (SELECT 1 FROM enterprise_former o WHERE o.enterprise = e.id AND instr(o.norm, ?)))`)
		args = append(args, t, low, low, t, t, t)
	}
	return from, where, args, nil
}

const firmRowsSQL = `SELECT e.id, e.name, e.uscc, e.industry, coalesce(g.name, ''), v.n, v.last, p.n, p.open
	FROM json_each(?) j CROSS JOIN enterprise e ON e.id = j.value LEFT JOIN region g ON g.id = e.region
	LEFT JOIN (SELECT enterprise, count(*) AS n, max(day) AS last FROM visit WHERE gone = 0 AND enterprise IN (SELECT value FROM json_each(?1)) GROUP BY 1) v ON v.enterprise = e.id
	LEFT JOIN (SELECT enterprise, count(*) AS n, sum(stock = 'O') AS open FROM problem WHERE gone = 0 AND enterprise IN (SELECT value FROM json_each(?1)) GROUP BY 1) p ON p.enterprise = e.id
	WHERE e.gone = 0`

// EnterpriseRows reads the list's lines of those ids, in their order; ids that are no
// longer live are left out.
func (v *View) EnterpriseRows(ids []data.ID) ([]EnterpriseRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, wrap(err)
	}
	byID := make(map[data.ID]EnterpriseRow, len(ids))
	err = v.c.each(firmRowsSQL, []any{string(list)}, func(r *rows) error {
		var x EnterpriseRow
		var visits, problems, open *int
		err := r.Scan(&x.ID, &x.Name, textCol{&x.USCC}, &x.Industry, &x.Region, &visits, &x.Last, &problems, &open)
		for _, n := range []struct {
			into *int
			from *int
		}{{&x.Visits, visits}, {&x.Problems, problems}, {&x.Open, open}} {
			if n.from != nil {
				*n.into = *n.from
			}
		}
		byID[x.ID] = x
		return err
	})
	if err != nil {
		return nil, err
	}
	out := make([]EnterpriseRow, 0, len(ids))
	for _, id := range ids {
		if x, ok := byID[id]; ok {
			out = append(out, x)
		}
	}
	return out, nil
}

// RecordsOfEnterprise lists the live entries of the lesser registers that are about one
// enterprise: 兑现资金 and 一企一策, newest first.
func (v *View) RecordsOfEnterprise(id data.ID) ([]data.Record, error) {
	var out []data.Record
	err := v.c.each("SELECT "+recordColumns+` FROM record WHERE kind IN ('disbursement', 'support_measure') AND gone = 0 AND body ->> 'enterprise' = ?
		ORDER BY day DESC, id DESC`, []any{int64(id)}, func(r *rows) error {
		x, err := scanRecord(r)
		out = append(out, *x.Rec)
		return err
	})
	return out, err
}
