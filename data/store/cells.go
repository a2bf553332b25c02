package store

import (
	"cmp"
	"slices"

	"qinqing/data"
)

// cellsCheck is what a cell that is missing or would fall below zero says.
func cellsBroken() error {
	return data.Errorf(data.Corrupt, "", "统计数与台账对不上，这一步没有写入，已保存的内容不受影响；请运行“检查数据”。")
}

// flushCells adds the gathered differences to the month table, in key order so
// that a large import walks the table once.
func (tx *Tx) flushCells() error {
	keys := make([]data.CellKey, 0, len(tx.cells))
	for k := range tx.cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareCells)
	for _, k := range keys {
		if err := tx.addCell(k, tx.cells[k]); err != nil {
			return err
		}
	}
	clear(tx.cells)
	return nil
}

func (tx *Tx) addCell(k data.CellKey, n int) error {
	at := []any{string(k.Kind), int(k.Dim), k.Month, int64(k.Key), k.Val, n}
	if n > 0 {
		_, err := tx.c.exec(`INSERT INTO cell(kind, dim, month, key, val, n) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
			ON CONFLICT DO UPDATE SET n = n + excluded.n`, at...)
		return err
	}
	hit, err := tx.c.exec("UPDATE cell SET n = n + ?6 WHERE kind = ?1 AND dim = ?2 AND month = ?3 AND key = ?4 AND val = ?5 AND n + ?6 > 0", at...)
	if err != nil || hit == 1 {
		return err
	}
	hit, err = tx.c.exec("DELETE FROM cell WHERE kind = ?1 AND dim = ?2 AND month = ?3 AND key = ?4 AND val = ?5 AND n = -?6", at...)
	if err == nil && hit != 1 {
		return cellsBroken()
	}
	return err
}

func compareCells(a, b data.CellKey) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Dim, b.Dim), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Val, b.Val))
}

// countKey is one counter of the grid's totals.
type countKey struct {
	dim   data.Dim
	key   data.ID
	state data.State
}

// countDims are the dimensions that have counters.
var countDims = []data.Dim{data.ByAll, data.ByVisiting, data.ByLead, data.ByRegion, data.ByCategory}

func addCounts(into map[countKey]int, d data.Dims, s data.State, n int) {
	for _, by := range countDims {
		k := countKey{by, d.Key(by), s}
		if into[k] += n; into[k] == 0 {
			delete(into, k)
		}
	}
}

func (tx *Tx) flushCounts() error {
	for k, n := range tx.counts {
		if n > 0 {
			if _, err := tx.c.exec(`INSERT INTO problem_count(dim, key, state, n) VALUES(?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET n = n + excluded.n`, int(k.dim), int64(k.key), int(k.state), n); err != nil {
				return err
			}
			continue
		}
		hit, err := tx.c.exec("UPDATE problem_count SET n = n + ?4 WHERE dim = ?1 AND key = ?2 AND state = ?3 AND n + ?4 >= 0",
			int(k.dim), int64(k.key), int(k.state), n)
		if err != nil {
			return err
		}
		if hit != 1 {
			return cellsBroken()
		}
	}
	clear(tx.counts)
	if _, err := tx.c.exec("DELETE FROM problem_count WHERE n = 0"); err != nil {
		return err
	}
	return nil
}
