package store

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"qinqing/data"
)

type cellPlace struct {
	key int64
	val int32
}

// Packed cells come back as they were, and adding differences to them gives what adding
// them one by one does.
func TestPackedCellsAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) cellPlace {
			return cellPlace{rapid.SampledFrom([]int64{0, 1, 2, 300, 7 << 40, 7<<40 + 1, 8191 << 40}).Draw(t, "key"), rapid.SampledFrom([]int32{0, 5, 202610, 1_202_609}).Draw(t, "val")}
		}), 0, 12, func(p cellPlace) cellPlace { return p }).Draw(t, "places")
		want := map[cellPlace]int{}
		var packed []byte
		for range rapid.IntRange(1, 4).Draw(t, "steps") {
			var more []cell
			for _, p := range places {
				n := rapid.IntRange(-want[p], 3).Draw(t, "n")
				if n != 0 {
					more = append(more, cell{p.key, p.val, n})
				}
				if want[p] += n; want[p] == 0 {
					delete(want, p)
				}
			}
			slices.SortFunc(more, cell.compare)
			now, err := mergeCells(packed, more)
			if err != nil {
				t.Fatal(err)
			}
			packed = packCells(now)
		}
		got := map[cellPlace]int{}
		if err := unpackCells(packed, func(c cell) error { got[cellPlace{c.key, c.val}] += c.n; return nil }); err != nil {
			t.Fatal(err)
		}
		if !maps.Equal(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	})
}

func TestCellsBelowZeroAreRefused(t *testing.T) {
	packed := packCells([]cell{{1, 0, 2}, {3, 0, 1}})
	for name, more := range map[string][]cell{
		"more than there are": {{1, 0, -3}}, "of none, before": {{0, 0, -1}}, "of none, between": {{1, 1, -1}}, "of none, behind": {{3, 1, -1}},
	} {
		if got, err := mergeCells(packed, more); data.CodeOf(err) != data.Corrupt {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for name, torn := range map[string][]byte{"cut": packed[:len(packed)-1], "no number": {0x80}} {
		if _, err := mergeCells(torn, nil); data.CodeOf(err) != data.Corrupt {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A ledger whose month table was counted by another rule, or never, is counted anew when
// it is opened to write, and not opened to read before.
func TestCellsOfAnotherFormAreCountedAnew(t *testing.T) {
	for name, spoil := range map[string]string{
		"another form": "UPDATE meta SET value = 'old' WHERE key = 'cells'; UPDATE cell SET packed = x'000009' WHERE kind = 'call'; DELETE FROM cell WHERE kind = 'res'",
		"never":        "DELETE FROM meta WHERE key = 'cells'; DELETE FROM cell",
	} {
		t.Run(name, func(t *testing.T) {
			path := livedCopy(t)
			o := openAt(t, path, nil)
			want := cellRows(t, o)
			if err := o.writer.script(spoil); err != nil {
				t.Fatal(err)
			}
			if err := o.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(t.Context(), path, Options{ReadOnly: true}); data.CodeOf(err) != data.Conflict {
				t.Errorf("opened to read: %v", err)
			}
			o = openAt(t, path, nil)
			if got := cellRows(t, o); len(want) == 0 || !slices.Equal(got, want) {
				t.Errorf("%d rows, want %d", len(got), len(want))
			}
			if r := must(o.Check(actorCtx()))(t); len(r.Problems) > 0 {
				t.Error(r.Problems)
			}
		})
	}
}

func cellRows(t *testing.T, s *Store) (out []string) {
	t.Helper()
	err := s.View(actorCtx(), func(v *View) error {
		return v.c.each("SELECT month || ' ' || kind || ' ' || dim || ' ' || hex(packed) FROM cell ORDER BY 1", nil, func(r *rows) error {
			var line string
			err := r.Scan(&line)
			out = append(out, line)
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// A cut-off day divides the month table, undoing takes it back, and in between every step
// keeps it in order.
func TestCutoffDividesTheMonthTable(t *testing.T) {
	o := livedOffice(t)
	o.do("自然月", func(tx *Tx) error { return tx.SetSetting(cutoffKey, "") })
	o.do("用电", func(tx *Tx) error { return tx.SaveProblem(o.problem("用电不足，截止日以前", "2026-10-25")) })
	before := o.dump()
	o.do("截止日", func(tx *Tx) error {
		if err := tx.SaveProblem(o.problem("同一步里登记的", "2026-10-26")); err != nil {
			return err
		}
		if err := tx.SetSetting(cutoffKey, "25"); err != nil {
			return err
		}
		return tx.SaveProblem(o.problem("用电不足，截止日以后", "2026-10-26"))
	})
	o.view(func(v *View) error {
		if cut := must(v.Cutoff())(t); cut != 25 {
			t.Errorf("cut-off %d", cut)
		}
		for slot, least := range map[int]int{202619: 1, 202620: 2} {
			n := 0
			if err := v.Cells([]data.AtomKind{data.AtomRegister}, []data.Dim{data.ByAll}, slot, slot, func(_ data.CellKey, x int) error { n += x; return nil }); err != nil || n < least {
				t.Errorf("registered in %d: %d, %v", slot, n, err)
			}
		}
		return nil
	})
	o.do("走访", func(tx *Tx) error {
		return tx.SaveVisit(&data.Visit{On: on("2026-10-28"), Unit: o.units[0], EnterpriseID: o.firms[0], Region: o.regions[0]})
	})
	o.sound()
	for range 2 {
		if _, _, err := o.Undo(o.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if d := difference(before, o.dump()); d != "" {
		t.Error(d)
	}
	o.sound()
}
