package page

import (
	"strings"

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
		{Title: "编号", Key: "code", Width: 104, Text: func(r row) string { return r.Code }},
		{Title: "登记日", Key: "registered", Width: 100, Text: func(r row) string {
			if r.RegBasis == data.Inferred {
				return r.RegisteredOn.String() + "推"
			}
			return r.RegisteredOn.String()
		}},
		{Title: "问题", Key: "content", Width: 116, Text: func(r row) string { return r.Content }},
		{Title: "企业", Key: "enterprise", Width: 80, Text: func(r row) string { return r.Enterprise }},
		{Title: "主办单位", Key: "lead", Width: 72, Text: func(r row) string { return r.Lead }},
		{Title: "期限", Key: "due", Width: 102, Text: dueText, Color: func(r row) fyne.ThemeColorName {
			if r.Uncertain != "" {
				return theme.Yellow
			}
			return ""
		}},
		{Title: "期限情况", Width: 122, Text: lightText, Mark: func(r row) fyne.ThemeColorName {
			if lightText(r) == "" {
				return ""
			}
			return colourOf(r.Light)
		}},
		{Title: "状态", Key: "state", Width: 70, Text: func(r row) string {
			word, _, _ := strings.Cut(r.State.String(), "（")
			return word
		}},
		{Title: "类别", Key: "category", Width: 110, Text: func(r row) string { return r.Category }},
		{Title: "走访单位", Width: 120, Text: func(r row) string { return r.Visiting }},
		{Title: "所在地", Width: 90, Text: func(r row) string { return r.Region }},
	}
}

// lightText is the light's word. Of what is closed it is empty: the state says it all.
func lightText(r store.ProblemRow) string {
	if r.Light == data.Grey || r.LightWord == r.State.String() {
		return ""
	}
	return r.LightWord
}

func dueText(r store.ProblemRow) string {
	text := r.Due.String()
	if r.Uncertain != "" && r.Due != 0 {
		text += "?"
	}
	if r.Extended {
		text += " 延"
	}
	return text
}
