package intake

import (
	"bytes"
	"context"

	"qinqing/data"
)

// ParseDeadline reads a limit as a clerk types it: a date in any usual form,
// 7个工作日, 15日内, 1个月, 11月底前, 立行立改, 长期坚持 … given on the day on. Text that
// says no limit is an error, unlike in a ledger, where it is kept and marked.
func ParseDeadline(text string, on data.Date) (data.Deadline, error) {
	l, err := readLimit(text, false)
	if err != nil {
		return data.Deadline{}, data.Wrap(data.Invalid, err, "%s。", err.Error())
	}
	d := l.on(on, on)
	if d.Kind == data.NoDeadline {
		return data.Deadline{}, data.Errorf(data.Invalid, "due", "期限“%s”看不懂；可写日期（2026-10-31、10月31日）、7个工作日、15日内、1个月内、11月底前、立行立改、长期坚持。", text)
	}
	return d, nil
}

// TextCells is a text ledger (CSV, TSV) as cells, for a report that can be
// corrected in a spreadsheet; ok is false for a workbook.
func TextCells(ctx context.Context, name string, raw []byte) (cells [][]string, ok bool, err error) {
	if bytes.HasPrefix(raw, []byte("PK")) {
		return nil, false, nil
	}
	sheets, err := read(ctx, name, raw)
	if err != nil || len(sheets) == 0 {
		return nil, true, err
	}
	for _, r := range sheets[0].rows {
		for len(cells) < r.number-1 {
			cells = append(cells, nil)
		}
		cells = append(cells, r.cells)
	}
	return cells, true, nil
}
