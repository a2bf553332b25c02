package store

import (
	"maps"
	"slices"
	"strings"

	"qinqing/data"
)

// storedProblem is a problem with everything the file keeps about it.
type storedProblem struct {
	row[data.Problem]
	hash    int64
	derived [11]any // as in problemArgs from registered on
	raw     []rawEvent
	spans   [][]any
	trace   []byte // as packed; nil: none
}

type rawEvent struct {
	data.Event
	seq int
}

// problems replays every problem and compares rows, spans, traces, cells and counters.
func (c *checker) problems() error {
	clock, err := c.Clock()
	if data.CodeOf(err) == data.Corrupt {
		return nil // without a calendar nothing can be replayed; notices says why
	}
	if err != nil {
		return err
	}
	if _, err := c.Cutoff(); err != nil {
		return err
	}
	cells, counts := map[data.CellKey]int{}, map[countKey]int{}
	after := int64(0)
	for {
		if err := c.ctx.Err(); err != nil {
			return wrap(err)
		}
		list, err := c.storedBlock(after)
		if err != nil {
			return err
		}
		for _, p := range list {
			c.checkEvents(p)
			before := c.derivedFindings()
			c.checkDerived(p, clock, cells, counts)
			if c.derivedFindings() > before {
				c.stale = append(c.stale, p.Rec.ID)
			}
		}
		if len(list) < block {
			break
		}
		after = int64(list[len(list)-1].Rec.ID)
	}
	if err := c.countVisits(cells, c.cut, func() error { return nil }); err != nil {
		return err
	}
	if err := c.checkCells(cells); err != nil {
		return err
	}
	if err := c.walkTraces(); err != nil {
		return err
	}
	return c.checkCounts(counts)
}

// derivedFindings counts what was found of rows and stretches that a replay puts right.
func (c *checker) derivedFindings() int {
	return c.found["state"] + c.found["deadline"] + c.found["span"] + c.found["hash"] + c.found["hidden"]
}

func (c *checker) storedBlock(after int64) ([]*storedProblem, error) {
	var out []*storedProblem
	at := map[data.ID]*storedProblem{}
	err := c.c.each("SELECT "+factColumns+`, hash, registered, reg_basis, state, stock, lead, category_now, due, uncertain, calm, extended, since
		FROM problem WHERE id > ? ORDER BY id LIMIT ?`, []any{after, block}, func(r *rows) error {
		p := &storedProblem{}
		var err error
		if p.row, err = scanFacts(rowsTail(r, append([]any{&p.hash}, pointers(p.derived[:])...))); err != nil {
			return err
		}
		out = append(out, p)
		at[p.Rec.ID] = p
		return nil
	})
	if err != nil || len(out) == 0 {
		return out, err
	}
	ends := []any{int64(out[0].Rec.ID), int64(out[len(out)-1].Rec.ID)}
	err = c.c.each("SELECT "+eventColumns+", seq FROM problem_event WHERE problem BETWEEN ? AND ? ORDER BY problem, pos, seq", ends, func(r *rows) error {
		var e rawEvent
		var err error
		if e.Event, err = scanEvent(rowsTail(r, []any{&e.seq})); err != nil {
			return err
		}
		if p := at[e.ProblemID]; p != nil {
			p.raw = append(p.raw, e)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	kept, err := c.keptTraces(out[0].Rec.ID, out[len(out)-1].Rec.ID)
	if err != nil {
		return nil, err
	}
	for id, raw := range kept {
		if p := at[id]; p != nil {
			p.trace = raw
		}
	}
	err = c.c.each("SELECT "+spanColumns+" FROM problem_span WHERE problem BETWEEN ? AND ? ORDER BY problem, n", ends, func(r *rows) error {
		s := make([]any, 13)
		if err := r.Scan(pointers(s)...); err != nil {
			return err
		}
		if p := at[data.ID(s[0].(int64))]; p != nil {
			p.spans = append(p.spans, s)
		}
		return nil
	})
	return out, err
}

func pointers(values []any) []any {
	out := make([]any, len(values))
	for i := range values {
		out[i] = &values[i]
	}
	return out
}

// checkEvents: the numbers of recording run without a gap, the places too, and each
// event was voided at most once and completely.
func (c *checker) checkEvents(p *storedProblem) {
	seqs := make([]int, 0, len(p.raw))
	list := make([]data.Event, 0, len(p.raw))
	for _, e := range p.raw {
		seqs = append(seqs, e.seq)
		list = append(list, e.Event)
		if e.Voided() && (e.VoidedAt.IsZero() || e.VoidedAt.Before(e.RecordedAt) && !strings.HasPrefix(e.VoidedBy, undoMark)) {
			c.find("void", "问题 %s 第 %d 条事项的作废记录不完整，或作废早于登记", p.Rec.Code, e.seq)
		}
	}
	slices.Sort(seqs)
	for i, n := range seqs {
		if n != i+1 {
			c.find("seq", "问题 %s 的事项序号有缺漏：第 %d 条的序号是 %d", p.Rec.Code, i+1, n)
			break
		}
	}
	p.Rec.Events = standing(list)
	for i, e := range p.Rec.Events {
		if e.Seq != i+1 {
			c.find("seq", "问题 %s 缺少第 %d 条事项", p.Rec.Code, i+1)
			break
		}
	}
}

func (c *checker) checkDerived(p *storedProblem, clock data.Clock, cells map[data.CellKey]int, counts map[countKey]int) {
	rec := p.Rec
	if p.hash != contentHash(rec.Content) {
		c.find("hash", "问题 %s 的内容与它的校验值不符", rec.Code)
	}
	if p.Gone != live {
		c.compareTrace(p, nil)
		if len(p.spans) > 0 {
			c.find("hidden", "问题 %s 已删除或撤销，却还留有期间记录", rec.Code)
		}
		if p.Gone == hidden && len(rec.Events) > 0 {
			c.find("hidden", "问题 %s 已撤销，却还有生效的事项", rec.Code)
		}
		return
	}
	tl, err := rec.Timeline(clock)
	if err != nil || len(tl.Spans) == 0 {
		c.find("event", "问题 %s 的事项排不成合规的经过：%v", rec.Code, err)
		return
	}
	args, err := problemArgs(p.row, tl)
	if err != nil {
		c.find("event", "问题 %s 的字段读不出来", rec.Code)
		return
	}
	c.compareRow(p, args)
	c.compareSpans(p, tl)
	c.compareTrace(p, tl)
	tl.AddCells(cells, c.cut, 1)
	addCounts(counts, tl.Now, tl.State, 1)
}

// compareRow compares today's row with the replay's columns, which problemArgs gives
// from place 22 on with due_sort in between.
func (c *checker) compareRow(p *storedProblem, args []any) {
	want := append(slices.Clone(args[22:29]), args[30:]...)
	for i, have := range p.derived {
		if plain(want[i]) == plain(have) {
			continue
		}
		code := "state"
		if i == 6 || i == 7 {
			code = "deadline"
		}
		c.find(code, "问题 %s 的%s应为“%v”，记着“%v”", p.Rec.Code,
			[]string{"登记日期", "登记依据", "状态", "存量", "主办单位", "类别", "期限", "期限说明", "不亮灯", "延期", "状态起日"}[i], plain(want[i]), plain(have))
	}
}

// plain brings what is written and what is read back to one form.
func plain(x any) any {
	switch t := x.(type) {
	case data.Date:
		if t == 0 {
			return nil
		}
		return t.String()
	case int:
		return int64(t)
	case []byte:
		return string(t)
	}
	return x
}

func (c *checker) compareSpans(p *storedProblem, tl *data.Timeline) {
	want := stretches(tl)
	if len(want) != len(p.spans) {
		c.find("span", "问题 %s 应有 %d 段期间记录，实有 %d 段", p.Rec.Code, len(want), len(p.spans))
		return
	}
	for n, s := range want {
		for i, x := range spanArgs(p.Rec.ID, n, s) {
			if plain(x) != plain(p.spans[n][i]) {
				c.find("span", "问题 %s 第 %d 段期间记录与事项不符：应为“%v”，记着“%v”", p.Rec.Code, n+1, plain(x), plain(p.spans[n][i]))
				return
			}
		}
	}
}

func (c *checker) checkCells(want map[data.CellKey]int) error {
	err := c.c.each("SELECT month, kind, dim, packed FROM cell", nil, func(r *rows) error {
		var k data.CellKey
		var packed []byte
		if err := r.Scan(&k.Month, &k.Kind, &k.Dim, &packed); err != nil {
			return err
		}
		return unpackCells(packed, func(x cell) error {
			k.Key, k.Val = data.ID(x.key), x.val
			if want[k] != x.n {
				c.find("cell", "统计数（%s，%d 月，分组 %d，行 %d）记着 %d，按台账重算是 %d", k.Kind, k.Month, k.Dim, k.Key, x.n, want[k])
			}
			delete(want, k)
			return nil
		})
	})
	for _, k := range slices.SortedFunc(maps.Keys(want), compareCells) {
		c.find("cell", "统计数（%s，%d 月，分组 %d，行 %d）缺失，按台账重算是 %d", k.Kind, k.Month, k.Dim, k.Key, want[k])
	}
	return err
}

func (c *checker) checkCounts(want map[countKey]int) error {
	err := c.c.each("SELECT dim, key, state, n FROM problem_count", nil, func(r *rows) error {
		var k countKey
		var n int
		if err := r.Scan(&k.dim, &k.key, &k.state, &n); err != nil {
			return err
		}
		if want[k] != n {
			c.find("counter", "总数（分组 %d，行 %d，%s）记着 %d，实有 %d", k.dim, k.key, k.state, n, want[k])
		}
		delete(want, k)
		return nil
	})
	for k, n := range want {
		c.find("counter", "总数（分组 %d，行 %d，%s）缺失，实有 %d", k.dim, k.key, k.state, n)
	}
	return err
}
