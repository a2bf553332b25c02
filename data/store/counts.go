package store

import "qinqing/data"

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
	if len(tx.counts) == 0 {
		return nil
	}
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
