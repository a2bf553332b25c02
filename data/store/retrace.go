package store

import "qinqing/data"

// tracesAtOnce bounds how many traces are gathered before they are written.
const tracesAtOnce = 20 << traceBits

// tracesAreOurs says whether the traces are packed as this program packs them.
func tracesAreOurs(c *conn) (bool, error) {
	var mark string
	_, err := c.one("SELECT value FROM meta WHERE key = 'traces'", nil, &mark)
	return mark == traceForm, err
}

// retrace packs every trace from the records.
func (tx *Tx) retrace(tell func(part string, done, of int)) error {
	if _, err := tx.c.exec("DELETE FROM trace"); err != nil {
		return err
	}
	clear(tx.traces) // what this step changed so far stands in the records
	total, done := 0, 0
	if _, err := tx.c.one("SELECT count(*) FROM problem WHERE gone = 0", nil, &total); err != nil {
		return err
	}
	err := tx.AllProblems(func(p *data.Problem, tl *data.Timeline) error {
		tx.traces[p.ID] = packTrace(p.ID, tl)
		if done++; len(tx.traces) < tracesAtOnce {
			return nil
		}
		if tell != nil {
			tell("整理统计经过", done, total)
		}
		return tx.flushTraces()
	})
	if err == nil {
		err = tx.flushTraces()
	}
	if err != nil {
		return err
	}
	_, err = tx.c.exec("INSERT INTO meta(key, value) VALUES('traces', ?) ON CONFLICT DO UPDATE SET value = excluded.value", traceForm)
	return err
}
