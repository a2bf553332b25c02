package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"qinqing/data"
)

// derivedCodes are the checks of what is derived and can be made anew from what is
// original: today's rows, stretches, sums, search, keys of names, indexes and triggers.
var derivedCodes = map[string]bool{"state": true, "deadline": true, "span": true, "hash": true, "hidden": true, "cell": true, "counter": true, "trace": true,
	"search": true, "name": true, "schema": true}

// Repairable says whether a finding is about what Repair makes anew.
func Repairable(f Finding) bool { return derivedCodes[f.Code] && f.Code != "schema" }

// groundCodes are the checks of what everything derived is made from. While one of
// them fails nothing can be made anew.
var groundCodes = map[string]bool{"file": true, "column": true, "seq": true, "event": true, "void": true, "notice": true, "dictionary": true}

// RepairReport says what Repair did.
type RepairReport struct {
	Found    []Finding // before
	Done     []string  // what was made anew, in words
	Left     []Finding // after: what is original, which no repair touches
	Problems int       // problems whose row or stretches were made anew
}

// Repair makes anew what is derived and does not agree with what is original: it writes
// no event, no entry of the log but its own, no bulletin, no attachment. Where the
// original is damaged nothing is repaired (data.Corrupt): it is for a backup.
func (s *Store) Repair(ctx context.Context) (out RepairReport, err error) {
	_, err = s.transact(ctx, data.Op{Name: "修复统计和检索"}, func(tx *Tx) error {
		if err := tx.need(data.MayCheck); err != nil {
			return err
		}
		c := &checker{View: tx.View, found: map[string]int{}}
		if err := c.run(); err != nil {
			return err
		}
		out = RepairReport{Found: c.out.Problems, Problems: len(c.stale)}
		if err := repairable(c); err != nil {
			return err
		}
		if err := tx.repair(c, &out); err != nil || len(out.Done) == 0 {
			return err
		}
		return tx.logRepair(out.Done)
	})
	if err != nil {
		return out, err
	}
	report, err := s.Check(ctx)
	out.Left = report.Problems
	return out, err
}

func repairable(c *checker) error {
	for _, f := range c.out.Problems {
		if groundCodes[f.Code] || f.Code == "schema" && c.crippled {
			return data.Errorf(data.Corrupt, "", "台账里的原始记录有损坏（%s），没有修复、也没有改动任何内容；请用核验过的备份恢复。", f.Text)
		}
	}
	return nil
}

// repair makes anew whatever the checker found amiss of what is derived.
func (tx *Tx) repair(c *checker, out *RepairReport) error {
	any := func(codes ...string) bool {
		return slices.ContainsFunc(codes, func(code string) bool { return c.found[code] > 0 })
	}
	if any("schema") {
		if err := tx.remakeSchema(out); err != nil {
			return err
		}
	}
	if any("name") {
		if err := tx.remakeNames(); err != nil {
			return err
		}
		out.Done = append(out.Done, "重建名称的检索字")
	}
	for _, id := range c.stale {
		if err := tx.remakeProblem(id); err != nil {
			return err
		}
	}
	if n := len(c.stale); n > 0 {
		out.Done = append(out.Done, "按事项重排 "+strconv.Itoa(n)+" 个问题的状态、期限和期间")
	}
	if any("state", "span", "deadline", "hidden", "cell", "counter") {
		if err := tx.recountCells(); err != nil {
			return err
		}
		if err := tx.recountTotals(); err != nil {
			return err
		}
		out.Done = append(out.Done, "按台账重算月统计数和总数")
	}
	if any("trace") {
		if err := tx.retrace(nil); err != nil {
			return err
		}
		out.Done = append(out.Done, "按台账重理统计经过")
	}
	if any("search", "name") {
		if err := tx.reindexAll(nil); err != nil {
			return err
		}
		out.Done = append(out.Done, "重建检索")
	}
	return nil
}

// remakeProblem writes what the events of a problem give; its version stays, as a screen
// that shows it has lost nothing.
func (tx *Tx) remakeProblem(id data.ID) error {
	r, err := loadProblem(tx.View, id)
	if err != nil {
		return err
	}
	if _, err := tx.c.exec("DELETE FROM problem_span WHERE problem = ?", int64(id)); err != nil {
		return err
	}
	tx.changes.Add(data.EntityProblem, id)
	if r.Gone == hidden {
		_, err := tx.c.exec("UPDATE problem SET hash = ? WHERE id = ?", contentHash(r.Rec.Content), int64(id))
		return err
	}
	clock, err := tx.Clock()
	if err != nil {
		return err
	}
	tl, err := r.Rec.Timeline(clock)
	if err != nil {
		return corrupt(err, "问题 "+r.Rec.Code)
	}
	if err := tx.putProblemRow(r, tl); err != nil || r.Gone != live {
		return err
	}
	for n, s := range stretches(tl) {
		if _, err := tx.c.exec(putSpanSQL, spanArgs(id, n, s)...); err != nil {
			return err
		}
	}
	return nil
}

// recountTotals counts the grid's totals from the records.
func (tx *Tx) recountTotals() error {
	if _, err := tx.c.exec("DELETE FROM problem_count"); err != nil {
		return err
	}
	clear(tx.counts)
	return tx.AllProblems(func(_ *data.Problem, tl *data.Timeline) error {
		addCounts(tx.counts, tl.Now, tl.State, 1)
		return nil
	})
}

// remakeNames writes the keys by which enterprises and units are found.
func (tx *Tx) remakeNames() error {
	for _, q := range []struct{ read, write string }{
		{"SELECT id, name FROM enterprise", "UPDATE enterprise SET pinyin = ?1, initials = ?2, norm = ?3 WHERE id = ?4 AND (pinyin <> ?1 OR initials <> ?2 OR norm <> ?3)"},
		{"SELECT id, name FROM unit", "UPDATE unit SET pinyin = ?1, initials = ?2 WHERE ?3 = ?3 AND id = ?4 AND (pinyin <> ?1 OR initials <> ?2)"},
	} {
		names := map[int64]string{}
		err := tx.c.each(q.read, nil, func(r *rows) error {
			var id int64
			var name string
			err := r.Scan(&id, &name)
			names[id] = name
			return err
		})
		if err != nil {
			return err
		}
		for id, name := range names {
			full, initials := pinyinOf(name)
			if _, err := tx.c.exec(q.write, full, initials, data.Normalise(name), id); err != nil {
				return err
			}
		}
	}
	return tx.remakeFormer()
}

func (tx *Tx) remakeFormer() error {
	var list []*data.Enterprise
	err := tx.c.each("SELECT "+enterpriseColumns+" FROM enterprise WHERE gone = 0 AND former <> '[]'", nil, func(r *rows) error {
		x, err := scanEnterprise(r)
		list = append(list, x.Rec)
		return err
	})
	if err != nil {
		return err
	}
	if _, err := tx.c.exec("DELETE FROM enterprise_former"); err != nil {
		return err
	}
	for _, e := range list {
		if err := tx.writeFormer(nil, e, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// remakeSchema makes the indexes and triggers that are missing or were changed. Strange
// ones are left: they are somebody's.
func (tx *Tx) remakeSchema(out *RepairReport) error {
	want, err := expectedSchema()
	if err != nil {
		return err
	}
	have, err := schemaOf(tx.c)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		made, sort := want[name], "INDEX"
		switch {
		case have[name] == made, made == "":
			continue
		case strings.HasPrefix(made, "CREATE TRIGGER"):
			sort = "TRIGGER"
		case !strings.HasPrefix(made, "CREATE INDEX") && !strings.HasPrefix(made, "CREATE UNIQUE INDEX"):
			continue
		}
		if err := tx.c.script("DROP " + sort + " IF EXISTS " + name); err != nil {
			return err
		}
		if err := tx.c.script(made); err != nil {
			return err
		}
		out.Done = append(out.Done, "重建 "+name)
	}
	return nil
}

// logRepair leaves an entry in the log, as of everything that writes.
func (tx *Tx) logRepair(done []string) error {
	chain, err := tx.chainEnd()
	if err != nil {
		return err
	}
	diff, err := json.Marshal(map[string][2]any{"Note": {nil, strings.Join(done, "；")}})
	if err != nil {
		return wrap(err)
	}
	_, err = tx.log(chain, "update", "store", data.ID(len(done)), diff)
	return err
}
