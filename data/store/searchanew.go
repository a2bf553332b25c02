package store

import (
	"context"

	"qinqing/data"
)

// wordsForm says how the search tables are written. A ledger with another mark has them
// written anew when it is opened to write.
const wordsForm = "2"

// wordsAreOurs says whether the search tables are written as this program does it.
func wordsAreOurs(c *conn) (bool, error) {
	var mark string
	_, err := c.one("SELECT value FROM meta WHERE key = 'words'", nil, &mark)
	return mark == wordsForm, err
}

// renewWords writes the search tables anew where another program wrote the ledger.
func (s *Store) renewWords(ctx context.Context) error {
	ours, err := wordsAreOurs(s.writer)
	if err != nil || ours {
		return err
	}
	_, err = s.transact(asProgram(ctx, "系统升级"), data.Op{Name: "整理检索"}, func(tx *Tx) error {
		if err := tx.reindexAll(s.upgrading); err != nil {
			return err
		}
		for _, table := range searchTables {
			if _, err := tx.c.exec(searchPack[table]); err != nil {
				return err
			}
		}
		_, err := tx.c.exec("INSERT INTO meta(key, value) VALUES('words', ?) ON CONFLICT DO UPDATE SET value = excluded.value", wordsForm)
		return err
	})
	return err
}

// reindexAll writes every search row from the records.
func (tx *Tx) reindexAll(tell func(part string, done, of int)) error {
	clear(tx.words) // what this step changed so far stands in the records
	total, done := 0, 0
	for _, table := range searchTables {
		if _, err := tx.c.exec(searchEmpty[table]); err != nil {
			return err
		}
		if tell == nil {
			continue
		}
		var n int
		if _, err := tx.c.one("SELECT count(*) FROM "+foundBy[table].from, nil, &n); err != nil {
			return err
		}
		total += n
	}
	for _, table := range searchTables {
		for last, more := data.ID(0), true; more; {
			if err := tx.ctx.Err(); err != nil {
				return wrap(err)
			}
			n := 0
			err := tx.eachFound(table, "id > ? ORDER BY id LIMIT ?", []any{int64(last), wordsAtOnce}, func(id data.ID, texts []string) error {
				n, last = n+1, id
				return tx.index(table, id, texts)
			})
			if err != nil {
				return err
			}
			if err := tx.flushSearch(); err != nil {
				return err
			}
			if done += n; tell != nil {
				tell("整理检索", done, total)
			}
			more = n == wordsAtOnce
		}
	}
	return nil
}
