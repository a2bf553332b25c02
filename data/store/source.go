package store

import (
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// Names lists the rows of a dimension in printed order, retired ones too; with Cells,
// Histories, Calls, Visited and Records it makes View a source of figures.
func (v *View) Names(by data.Dim) ([]data.Named, error) {
	switch by {
	case data.ByAll:
		return []data.Named{{Name: "合计"}}, nil
	case data.ByVisiting, data.ByLead, data.BySupervising:
		return v.named("SELECT id, coalesce(code, ''), name, kind FROM unit WHERE gone <> 2 ORDER BY " + unitOrder)
	case data.ByRegion:
		return v.named("SELECT id, coalesce(code, ''), name, '' FROM region WHERE gone <> 2 ORDER BY sort, coalesce(code, ''), id")
	}
	kind, ok := map[data.Dim]data.EntryKind{data.ByCategory: data.DictCategory, data.ByNature: data.DictNature,
		data.ByMeasure: data.DictMeasure, data.BySource: data.DictSource}[by]
	if !ok {
		return nil, data.Errorf(data.Invalid, "by", "没有这种分组。")
	}
	return v.named("SELECT id, coalesce(code, ''), name, '' FROM dict_entry WHERE kind = ? AND gone <> 2 ORDER BY sort, id", string(kind))
}

func (v *View) named(query string, args ...any) ([]data.Named, error) {
	var out []data.Named
	err := v.c.each(query, args, func(r *rows) error {
		n := data.Named{Rank: len(out)}
		err := r.Scan(&n.ID, &n.Code, &n.Name, &n.Kind)
		out = append(out, n)
		return err
	})
	return out, err
}

// Cells yields the month table's cells of those kinds and dimensions, from ≤ month ≤ to
// (yyyymm), in the order of month, kind and dimension.
func (v *View) Cells(kinds []data.AtomKind, dims []data.Dim, from, to int, yield func(data.CellKey, int) error) error {
	if len(kinds) == 0 || len(dims) == 0 {
		return nil
	}
	args := []any{from, to}
	for _, k := range kinds {
		args = append(args, string(k))
	}
	for _, d := range dims {
		args = append(args, int(d))
	}
	query := "SELECT month, kind, dim, packed FROM cell WHERE month BETWEEN ? AND ? AND kind IN (" + marks(len(kinds)) +
		") AND dim IN (" + marks(len(dims)) + ") ORDER BY month, kind, dim"
	return v.c.each(query, args, func(r *rows) error {
		var k data.CellKey
		var packed sql.RawBytes
		if err := r.Scan(&k.Month, &k.Kind, &k.Dim, &packed); err != nil {
			return err
		}
		return unpackCells(packed, func(c cell) error {
			k.Key, k.Val = data.ID(c.key), c.val
			return yield(k, c.n)
		})
	})
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// Histories yields, by id, every live problem registered on or before to that was in
// stock O, L or R at the end of the day before from, or has an event on or after from.
func (v *View) Histories(from, to data.Date, yield func(*data.Problem, *data.Timeline) error) error {
	eve := from.AddDays(-1)
	return v.stream(`SELECT id FROM (
		SELECT problem AS id FROM problem_span WHERE stock IN ('O', 'L', 'R') AND stop > ?1 AND start <= ?1
		UNION SELECT problem FROM problem_event WHERE day >= ?2)
		ORDER BY id`, []any{eve, from}, func(p *data.Problem, tl *data.Timeline) error {
		if tl.RegisteredOn > to {
			return nil
		}
		if s := tl.StockAt(eve); s != data.StockO && s != data.StockL && s != data.StockR {
			on := false
			for _, e := range p.Events {
				on = on || !e.Voided() && e.On >= from
			}
			if !on {
				return nil
			}
		}
		return yield(p, tl)
	})
}

// AllProblems yields every live problem by id.
func (v *View) AllProblems(yield func(*data.Problem, *data.Timeline) error) error {
	return v.stream("SELECT id FROM problem WHERE gone = 0 ORDER BY id", nil, yield)
}

// stream reads the live problems of a list of ids, in blocks.
func (v *View) stream(query string, args []any, yield func(*data.Problem, *data.Timeline) error) error {
	clock, err := v.Clock()
	if err != nil {
		return err
	}
	ids, err := v.ids64(query, args)
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		if err := v.ctx.Err(); err != nil {
			return wrap(err)
		}
		n := min(block, len(ids))
		list, err := v.problemBlock(ids[:n])
		if err != nil {
			return err
		}
		ids = ids[n:]
		for _, p := range list {
			tl, err := p.Timeline(clock)
			if err != nil {
				return corrupt(err, "问题 "+p.Code)
			}
			if err := yield(p, tl); err != nil {
				return err
			}
		}
	}
	return nil
}

// problemBlock reads live problems with events in two statements. The ids ascend.
func (v *View) problemBlock(ids []int64) ([]*data.Problem, error) {
	args := make([]any, block)
	for i := range args {
		args[i] = ids[min(i, len(ids)-1)]
	}
	in := " IN (" + marks(block) + ")"
	out := make([]*data.Problem, 0, len(ids))
	at := make(map[data.ID]*data.Problem, len(ids))
	err := v.c.each("SELECT "+factColumns+" FROM problem WHERE id"+in+" AND gone = 0 ORDER BY id", args, func(r *rows) error {
		p, err := scanFacts(r)
		out = append(out, p.Rec)
		at[p.Rec.ID] = p.Rec
		return err
	})
	if err != nil {
		return nil, err
	}
	var run []data.Event // of one problem, used again for each
	flush := func() {
		if len(run) == 0 {
			return
		}
		if p := at[run[0].ProblemID]; p != nil {
			p.Events = slices.Clone(standing(run))
		}
		run = run[:0]
	}
	err = v.c.each("SELECT "+eventColumns+" FROM problem_event WHERE problem"+in+" ORDER BY problem, pos, seq", args, func(r *rows) error {
		e, err := scanEvent(r)
		if len(run) > 0 && run[0].ProblemID != e.ProblemID {
			flush()
		}
		run = append(run, e)
		return err
	})
	flush()
	return out, err
}

// Calls yields the live visits made in [from, to], by date and id.
func (v *View) Calls(from, to data.Date, yield func(*data.Visit) error) error {
	return v.visitBlocks("WHERE gone = 0 AND (day, id) > (?1, ?2) AND day <= ?4 ORDER BY day, id LIMIT ?3", []any{to},
		func(x *data.Visit) []any { return []any{x.On, int64(x.ID)} }, []any{from, int64(0)}, yield)
}

// Visited counts distinct enterprises visited in [from, to], by ByAll, ByVisiting
// or ByRegion.
func (v *View) Visited(from, to data.Date, by data.Dim) (map[data.ID]int64, error) {
	if by == data.ByAll {
		return v.visitedInAll(from, to)
	}
	query := map[data.Dim]string{
		data.ByVisiting: `SELECT coalesce(u.unit, 0), count(DISTINCT v.enterprise) FROM visit v LEFT JOIN visit_unit u ON u.visit = v.id
			WHERE v.gone = 0 AND v.day BETWEEN ? AND ? GROUP BY 1`,
		data.ByRegion: "SELECT coalesce(region, 0), count(DISTINCT enterprise) FROM visit WHERE gone = 0 AND day BETWEEN ? AND ? GROUP BY 1",
	}[by]
	if query == "" {
		return nil, data.Errorf(data.Invalid, "by", "走访企业只能按走访单位或所在地分组。")
	}
	out := map[data.ID]int64{}
	err := v.c.each(query, []any{from, to}, func(r *rows) error {
		var key data.ID
		var n int64
		err := r.Scan(&key, &n)
		if n > 0 {
			out[key] = n
		}
		return err
	})
	return out, err
}

// visitedInAll has the enterprises of a year's visits in one text: SQLite would look each
// up in a tree of those it counted, which takes several times as long.
func (v *View) visitedInAll(from, to data.Date) (map[data.ID]int64, error) {
	var text string
	if _, err := v.c.one("SELECT coalesce(group_concat(enterprise, ' '), '') FROM visit WHERE gone = 0 AND day BETWEEN ? AND ?", []any{from, to}, &text); err != nil {
		return nil, err
	}
	ids := make([]int64, 0, strings.Count(text, " ")+1)
	for word := range strings.FieldsSeq(text) {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil {
			return nil, wrap(err)
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := map[data.ID]int64{}
	if n := len(slices.Compact(ids)); n > 0 {
		out[0] = int64(n)
	}
	return out, nil
}

// Records lists a lesser register's live entries dated in [from, to], ascending.
func (v *View) Records(kind data.RecordKind, from, to data.Date) ([]data.Record, error) {
	var out []data.Record
	err := v.c.each("SELECT "+recordColumns+" FROM record WHERE kind = ? AND gone = 0 AND day BETWEEN ? AND ? ORDER BY day, id",
		[]any{string(kind), from, to}, func(r *rows) error {
			x, err := scanRecord(r)
			out = append(out, *x.Rec)
			return err
		})
	return out, err
}
