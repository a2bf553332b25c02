package intake

import (
	"bytes"
	"context"
	"strings"

	"qinqing/data"
)

// ParseDeadline reads a limit as offices write it, given on the day on: a date, a number
// of days or months, a month's end, 立行立改, 长期坚持, or the dates of several stages
// (2026-06-30、9月底前). Nothing typed is no limit; text that is none is data.Invalid of
// the field due, unlike in a ledger, where it is kept and marked.
func ParseDeadline(text string, on data.Date) (data.Deadline, error) {
	if text = strings.TrimSpace(text); text == "" {
		return data.Deadline{}, nil
	}
	parts := stagesOf(text)
	if len(parts) < 2 {
		return parseOne(text, on)
	}
	d := data.Deadline{Kind: data.Staged, Text: text}
	for _, part := range parts {
		stage, err := parseOne(part, on)
		if err != nil {
			return data.Deadline{}, err
		}
		if stage.Kind != data.ByDate {
			return data.Deadline{}, data.Errorf(data.Invalid, "due", "分阶段的期限每个阶段都要写日期，“%s”不是日期。", part)
		}
		d.Stages = append(d.Stages, stage.Date)
	}
	return d, d.Check()
}

func parseOne(text string, on data.Date) (data.Deadline, error) {
	l, err := readLimit(text, false)
	if err != nil {
		return data.Deadline{}, &data.Error{Code: data.Invalid, Field: "due", Message: err.Error() + "。", Cause: err}
	}
	d := l.on(on, on, nil)
	if d.Kind == data.NoDeadline {
		return data.Deadline{}, data.Errorf(data.Invalid, "due", "期限“%s”看不懂；可写日期（2026-10-31、10月31日）、7个工作日、15日内、1个月内、本月底、11月底前、立行立改、长期坚持。", text)
	}
	return d, nil
}

// stagesOf are the parts of a limit in stages. A comma alone does not part stages:
// “X 前，并长期坚持” is one limit.
func stagesOf(text string) []string {
	text, named := strings.CutPrefix(strings.TrimSpace(text), "分阶段")
	text = strings.TrimLeft(text, "：: ")
	parts := strings.FieldsFunc(text, func(r rune) bool {
		return r == '、' || r == '；' || r == ';' || named && (r == '，' || r == ',')
	})
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
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
