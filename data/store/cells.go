package store

import (
	"cmp"
	"encoding/binary"
	"slices"

	"qinqing/data"
)

// cellsBroken is what a cell that is missing or would fall below zero says.
func cellsBroken() error {
	return data.Errorf(data.Corrupt, "", "统计数与台账对不上，这一步没有写入，已保存的内容不受影响；请运行“检查数据”。")
}

// The cells of one month, kind and dimension are packed into one row: what a step through
// SQLite costs is the row, not what it holds, and a report wants ten thousands of cells.

// cell is one place of a packed row and what is counted there.
type cell struct {
	key int64
	val int32
	n   int
}

func (a cell) compare(b cell) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.val, b.val))
}

// packCells writes cells that ascend as key less the one before, val, n. No number is
// negative, and the same cells always give the same bytes.
func packCells(cells []cell) []byte {
	out := make([]byte, 0, 4*len(cells)+8)
	last := int64(0)
	for _, c := range cells {
		out = binary.AppendUvarint(out, uint64(c.key-last))
		out = binary.AppendUvarint(out, uint64(c.val))
		out = binary.AppendUvarint(out, uint64(c.n))
		last = c.key
	}
	return out
}

// unpackCells yields the cells of a packed row.
func unpackCells(packed []byte, yield func(cell) error) error {
	bad := false
	next := func() uint64 {
		x, size := binary.Uvarint(packed)
		if size <= 0 {
			bad = true
			packed = nil
			return 0
		}
		packed = packed[size:]
		return x
	}
	var c cell
	for len(packed) > 0 {
		c.key += int64(next())
		c.val, c.n = int32(next()), int(next())
		if bad {
			return corrupt(nil, "统计数")
		}
		if err := yield(c); err != nil {
			return err
		}
	}
	return nil
}

// flushCells adds the gathered differences to the month table, in key order so
// that a large import walks the table once.
func (tx *Tx) flushCells() error {
	keys := make([]data.CellKey, 0, len(tx.cells))
	for k := range tx.cells {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareCells)
	var more []cell
	for i, k := range keys {
		more = append(more, cell{int64(k.Key), k.Val, tx.cells[k]})
		if i+1 < len(keys) && sameRow(k, keys[i+1]) {
			continue
		}
		if err := tx.addCells(k, more); err != nil {
			return err
		}
		more = more[:0]
	}
	clear(tx.cells)
	return nil
}

// addCells adds differences, in order, to the packed row of k.
func (tx *Tx) addCells(k data.CellKey, more []cell) error {
	at := []any{k.Month, string(k.Kind), int(k.Dim)}
	var packed []byte
	if _, err := tx.c.one("SELECT packed FROM cell WHERE month = ? AND kind = ? AND dim = ?", at, &packed); err != nil {
		return err
	}
	now, err := mergeCells(packed, more)
	if err != nil {
		return err
	}
	if len(now) == 0 {
		_, err := tx.c.exec("DELETE FROM cell WHERE month = ? AND kind = ? AND dim = ?", at...)
		return err
	}
	_, err = tx.c.exec(`INSERT INTO cell(month, kind, dim, packed) VALUES(?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET packed = excluded.packed`, append(at, packCells(now))...)
	return err
}

// mergeCells adds differences to the cells of a packed row; both ascend.
func mergeCells(packed []byte, more []cell) ([]cell, error) {
	out := make([]cell, 0, len(packed)/3+len(more))
	put := func(c cell) error {
		if c.n < 0 {
			return cellsBroken()
		}
		if c.n > 0 {
			out = append(out, c)
		}
		return nil
	}
	err := unpackCells(packed, func(c cell) error {
		for len(more) > 0 && more[0].compare(c) < 0 {
			if err := put(more[0]); err != nil {
				return err
			}
			more = more[1:]
		}
		if len(more) > 0 && more[0].compare(c) == 0 {
			c.n += more[0].n
			more = more[1:]
		}
		return put(c)
	})
	for _, c := range more {
		if err == nil {
			err = put(c)
		}
	}
	return out, err
}

func sameRow(a, b data.CellKey) bool { return a.Month == b.Month && a.Kind == b.Kind && a.Dim == b.Dim }

func compareCells(a, b data.CellKey) int {
	return cmp.Or(cmp.Compare(a.Month, b.Month), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Dim, b.Dim), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Val, b.Val))
}
