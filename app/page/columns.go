package page

import (
	"fyne.io/fyne/v2"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// problemColumns are the columns of the problems' grid. The content has most of the
// width; the light stands with its word.
func problemColumns() []widget.Column[store.ProblemRow] {
	type row = store.ProblemRow
	return []widget.Column[row]{
		{Title: "编号", Key: "code", Width: 112, Text: func(r row) string { return r.Code }},
		{Title: "期限情况", Key: "due", Width: 144, Text: lightText, Mark: func(r row) fyne.ThemeColorName { return colourOf(r.Light) }},
		{Title: "问题", Key: "content", Width: 170, Text: func(r row) string { return r.Content }},
		{Title: "企业", Key: "enterprise", Width: 110, Text: func(r row) string { return r.Enterprise }},
		{Title: "主办单位", Key: "lead", Width: 92, Text: func(r row) string { return r.Lead }},
		{Title: "状态", Key: "state", Width: 84, Text: func(r row) string { return r.State.String() }},
		{Title: "期限", Width: 96, Text: dueText, Color: func(r row) fyne.ThemeColorName {
			if r.Uncertain != "" {
				return theme.Yellow
			}
			return ""
		}},
		{Title: "登记日", Key: "registered", Width: 132, Text: func(r row) string {
			if r.RegBasis == data.Inferred {
				return r.RegisteredOn.String() + " 推定"
			}
			return r.RegisteredOn.String()
		}},
		{Title: "类别", Key: "category", Width: 110, Text: func(r row) string { return r.Category }},
		{Title: "走访单位", Width: 120, Text: func(r row) string { return r.Visiting }},
		{Title: "所在地", Width: 90, Text: func(r row) string { return r.Region }},
	}
}

func lightText(r store.ProblemRow) string {
	if r.Extended {
		return r.LightWord + " 延"
	}
	return r.LightWord
}

func dueText(r store.ProblemRow) string {
	if r.Uncertain != "" && r.Due != 0 {
		return r.Due.String() + "?"
	}
	return r.Due.String()
}
