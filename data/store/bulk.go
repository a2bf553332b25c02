package store

import (
	"context"

	"qinqing/data"
)

// loadBatch is how many records Load commits at a time.
const loadBatch = 20_000

// Load fills an empty ledger with many records, for large test cities: through the
// same writes as Do, but without undo images, with one entry in the log, and with the
// indexes built last. next is called until it says false; what it saves goes through
// the usual SaveX. A ledger that holds problems is refused. After an error the file
// is unfinished and must be thrown away.
func (s *Store) Load(ctx context.Context, op data.Op, next func(*Tx) (more bool, err error)) error {
	var n int
	if _, err := s.countProblems(&n); err != nil {
		return err
	}
	if n > 0 {
		return data.Errorf(data.Conflict, "", "台账里已有问题，不能批量装入，没有改动任何内容。")
	}
	indexes, err := s.dropIndexes()
	if err != nil {
		return err
	}
	total := 0
	cells, counts := map[data.CellKey]int{}, map[countKey]int{}
	for more := true; more; {
		_, err := s.transact(ctx, op, func(tx *Tx) error {
			tx.bulk, tx.cells, tx.counts = true, cells, counts
			for range loadBatch {
				var err error
				if more, err = next(tx); err != nil || !more {
					return err
				}
				total++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	s.writing.Lock()
	err = s.buildIndexes(indexes)
	s.writing.Unlock()
	if err != nil {
		return err
	}
	_, err = s.transact(ctx, op, func(tx *Tx) error {
		tx.cells, tx.counts = cells, counts
		chain, err := tx.chainEnd()
		if err != nil {
			return err
		}
		_, err = tx.log(chain, "seed", "store", data.ID(total), []byte("{}"))
		return err
	})
	return err
}

func (s *Store) countProblems(n *int) (bool, error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.readOnly {
		return false, data.Errorf(data.ReadOnly, "", "台账以只读方式打开，不能装入。")
	}
	return s.writer.one("SELECT count(*) FROM problem", nil, n)
}

// dropIndexes takes away the indexes no write looks anything up in.
func (s *Store) dropIndexes() (statements []string, err error) {
	s.writing.Lock()
	defer s.writing.Unlock()
	var names []string
	err = s.writer.each(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'
		AND name NOT IN ('problem_hash', 'problem_visit', 'enterprise_norm', 'visit_enterprise')`, nil, func(r *rows) error {
		var name, text string
		err := r.Scan(&name, &text)
		names, statements = append(names, name), append(statements, text)
		return err
	})
	for _, n := range names {
		if err == nil {
			err = s.writer.script("DROP INDEX " + n)
		}
	}
	return statements, err
}

func (s *Store) buildIndexes(statements []string) error {
	for _, q := range statements {
		if err := s.writer.script(q); err != nil {
			return err
		}
	}
	for _, table := range searchTables {
		if err := s.writer.script(searchPack[table]); err != nil {
			return err
		}
	}
	return s.writer.script("PRAGMA wal_checkpoint(TRUNCATE)")
}
