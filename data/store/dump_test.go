package store

import (
	"encoding/json"
	"fmt"
	"strings"

	"qinqing/data"
)

// dump is everything a user can see, as text, without what may rightly differ after an
// undo and a redo: versions, event ids, times of deletion, the log.
func (o *office) dump() string {
	o.t.Helper()
	var b strings.Builder
	o.view(func(v *View) error {
		for _, q := range []string{
			"SELECT 'unit', id, code, name, aliases, kind, parent, region, sort, valid_from, valid_to, merged_to, gone FROM unit WHERE gone < 2 ORDER BY id",
			"SELECT 'region', id, code, name, aliases, parent, sort, gone FROM region WHERE gone < 2 ORDER BY id",
			"SELECT 'entry', id, kind, code, name, aliases, note, sort, retired, gone FROM dict_entry WHERE gone < 2 ORDER BY id",
			"SELECT 'enterprise', id, name, former, norm, initials, uscc, alias, industry, region, contact, phone, gone FROM enterprise WHERE gone < 2 ORDER BY id",
			"SELECT 'former', * FROM enterprise_former ORDER BY norm, enterprise",
			"SELECT 'visit', id, day, unit, enterprise, region, visitors, reply, satisfaction, note, fields, gone FROM visit WHERE gone < 2 ORDER BY id",
			"SELECT 'joint', u.* FROM visit_unit u JOIN visit v ON v.id = u.visit WHERE v.gone < 2 ORDER BY visit, place",
			"SELECT 'record', id, kind, day, ref, body, gone FROM record WHERE gone < 2 ORDER BY id",
			"SELECT 'attachment', id, entity, ref, seq, name, size, sha256, type, added_by, gone FROM attachment WHERE gone < 2 ORDER BY id",
			"SELECT 'draft', id, kind, title, tree, gone FROM bulletin_draft WHERE gone < 2 ORDER BY id",
			"SELECT 'setting', key, value FROM setting ORDER BY key",
			"SELECT 'notice', year, body FROM holiday_notice ORDER BY year",
			"SELECT 'cell', month, kind, dim, hex(packed) FROM cell ORDER BY month, kind, dim",
			"SELECT 'trace', block, first, last, hex(packed) FROM trace ORDER BY block",
			"SELECT 'count', * FROM problem_count ORDER BY dim, key, state",
			"SELECT 'span', * FROM problem_span ORDER BY problem, n",
			`SELECT 'row', id, registered, reg_basis, state, stock, lead, category_now, due, due_sort, uncertain, calm, extended, since
				FROM problem WHERE gone = 0 ORDER BY id`,
			"SELECT 'found', rowid FROM search_problem UNION ALL SELECT 'found visit', rowid FROM search_visit UNION ALL SELECT 'found firm', rowid FROM search_enterprise",
			"SELECT 'found event', e.problem, e.pos FROM search_event f JOIN problem_event e ON e.id = f.rowid ORDER BY e.problem, e.pos",
		} {
			if err := dumpQuery(&b, v, q); err != nil {
				return err
			}
		}
		ids, err := v.ids64("SELECT id FROM problem WHERE gone < 2 ORDER BY id", nil)
		if err != nil {
			return err
		}
		for _, id := range ids {
			r, err := loadProblem(v, data.ID(id))
			if err != nil {
				return err
			}
			p := *r.Rec
			p.Version = 0
			p.DeletedAt = p.DeletedAt.UTC().Truncate(0)
			if r.Gone == binned {
				p.DeletedAt = noon("2026-01-01")
			}
			for i := range p.Events {
				p.Events[i].ID = 0
			}
			j, err := json.Marshal(p)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "problem %d %s\n", r.Gone, j)
		}
		for _, word := range []string{"用电", "电", "招工 用电", "陶瓷", "补充", "措施不实", "林主任"} {
			hits, err := v.Search(word, 100)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, "hits %s %v\n", word, hits)
		}
		return nil
	})
	return b.String()
}

func dumpQuery(b *strings.Builder, v *View, query string) error {
	return v.c.each(query, nil, func(r *rows) error {
		cols, err := r.Columns()
		if err != nil {
			return err
		}
		values := make([]any, len(cols))
		if err := r.Scan(pointers(values)...); err != nil {
			return err
		}
		for _, x := range values {
			fmt.Fprintf(b, "%v|", plain(x))
		}
		b.WriteByte('\n')
		return nil
	})
}

// difference is the first line in which two dumps differ.
func difference(a, b string) string {
	la, lb := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range max(len(la), len(lb)) {
		x, y := "(none)", "(none)"
		if i < len(la) {
			x = la[i]
		}
		if i < len(lb) {
			y = lb[i]
		}
		if x != y {
			return x + "\n" + y
		}
	}
	return ""
}
