package command

import (
	"qinqing/data"
	"qinqing/data/store"
	"qinqing/reports/stats"
)

// PeriodOf reads a period as it was typed: a 月 (under the office's cut-off day), 季度,
// 半年 or 年.
func PeriodOf(v *store.View, kind, text string) (stats.Period, error) {
	var f periodFlags
	example := "2026-10"
	switch kind {
	case "月":
		f.Month = text
	case "季度":
		f.Quarter, example = text, "2026-3"
	case "半年":
		f.Half, example = text, "2026-1"
	default:
		f.Year, example = text, "2026"
	}
	wrong := data.Errorf(data.Invalid, "period", "%s应写成 %s 的样子，现在是“%s”。没有生成文件。", kind, example, text)
	if text == "" {
		return stats.Period{}, wrong
	}
	p, err := f.choice(v)
	if data.CodeOf(err) == data.Invalid {
		return p, wrong
	}
	return p, err
}
