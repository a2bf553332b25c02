package page

import (
	"strconv"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
	"qinqing/data"
	"qinqing/data/store"
)

// sumOf is all units together.
func sumOf(units []store.OverdueUnit) store.OverdueUnit {
	all := store.OverdueUnit{Unit: allUnits, Name: "全部单位", Grades: map[string]int{}}
	for _, u := range units {
		all.Count += u.Count
		if all.Oldest == 0 || u.Oldest < all.Oldest {
			all.Oldest = u.Oldest
		}
		for g, n := range u.Grades {
			all.Grades[g] += n
		}
	}
	return all
}

// nameOr is a unit's name, or that there is none.
func nameOr(name string) string {
	if name == "" {
		return "未填"
	}
	return name
}

// countText is a number, and nothing for none: a table full of zeros hides the others.
func countText(n int) string {
	if n == 0 {
		return ""
	}
	return thousands(n)
}

// overdueColumns are the lead units: how many are overdue, and at which grade of 督办.
func overdueColumns() []widget.Column[store.OverdueUnit] {
	type row = store.OverdueUnit
	out := []widget.Column[row]{
		{Title: "主办单位", Width: 110, Least: 80, Grow: true, Text: func(r row) string { return nameOr(r.Name) }},
		{Title: "逾期", Width: 50, Right: true, Text: func(r row) string { return thousands(r.Count) }},
		{Title: "最久", Width: 96, Text: func(r row) string { return r.Oldest.String() }},
	}
	for _, g := range data.Grades {
		out = append(out, widget.Column[row]{Title: g, Width: 36, Right: true, Text: func(r row) string { return countText(r.Grades[g]) }})
	}
	return out
}

// gradeColour is the colour of a grade of 督办; its word always stands beside it.
func gradeColour(grade string) fyne.ThemeColorName {
	switch grade {
	case "蓝":
		return fynetheme.ColorNamePrimary
	case "橙":
		return theme.Yellow
	case "红":
		return theme.Red
	}
	return ""
}

// superviseColumns are those of a duty's list.
func superviseColumns(at int) []widget.Column[store.SuperviseRow] {
	type row = store.SuperviseRow
	code := widget.Column[row]{Title: "编号", Width: 104, Text: func(r row) string { return r.Code }}
	content := widget.Column[row]{Title: "问题", Width: 200, Least: 120, Grow: true, Text: func(r row) string { return r.Content }}
	firm := widget.Column[row]{Title: "企业", Width: 120, Least: 90, Grow: true, Text: func(r row) string { return r.Enterprise }}
	lead := widget.Column[row]{Title: "主办单位", Width: 104, Least: 80, Grow: true, Text: func(r row) string { return nameOr(r.Lead) }}
	grade := widget.Column[row]{Title: "督办", Width: 56, Text: func(r row) string { return r.Grade }, Mark: func(r row) fyne.ThemeColorName { return gradeColour(r.Grade) }}
	letter := widget.Column[row]{Title: "最近函件", Width: 150, Text: func(r row) string {
		if r.Letter == "" {
			return ""
		}
		return r.LetterOn.String() + " " + r.Letter
	}}
	reply := widget.Column[row]{Title: "回复", Width: 120, Text: func(r row) string {
		if r.Letter != "" && r.Reply == "" {
			return "未回复"
		}
		return r.Reply
	}}
	switch at {
	case reviewDuty:
		waited := widget.Column[row]{Title: "已等", Width: 110, Text: func(r row) string { return strconv.Itoa(r.Waited) + " 个工作日" }}
		return []widget.Column[row]{code, waited, content, firm, lead, {Title: "监督单位", Width: 120, Least: 80, Grow: true, Text: func(r row) string { return r.Supervising }}, grade}
	case lookDuty:
		return []widget.Column[row]{code, {Title: "应在此前复查", Width: 110, Text: func(r row) string { return r.LookDue.String() }},
			{Title: "上次复查", Width: 102, Text: func(r row) string { return r.LookedOn.String() }}, content, firm, lead}
	case visitDuty:
		return []widget.Column[row]{code, {Title: "办结日", Width: 102, Text: func(r row) string { return r.ResolvedOn.String() }}, firm, content, lead}
	}
	late := widget.Column[row]{Title: "逾期", Width: 84, Text: func(r row) string { return thousands(r.Late) + " 天" }, Mark: func(row) fyne.ThemeColorName { return theme.Red }}
	return []widget.Column[row]{code, late, grade, content, firm, lead, {Title: "期限", Width: 102, Text: func(r row) string { return r.Due.String() }}, letter, reply}
}
