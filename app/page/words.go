package page

import (
	"strconv"

	"fyne.io/fyne/v2"

	"qinqing/app/theme"
	"qinqing/data"
	"qinqing/data/workday"

	"qinqing/app/widget"
)

// thousands writes a number with separators.
func thousands(n int) string {
	s := strconv.Itoa(n)
	if n < 0 {
		return "-" + thousands(-n)
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// cut shortens a text to n characters.
func cut(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "……"
}

// colourOf is the colour of a light; its word always stands beside it.
func colourOf(l data.Light) fyne.ThemeColorName {
	switch l {
	case data.Red:
		return theme.Red
	case data.Yellow:
		return theme.Yellow
	case data.Green:
		return theme.Green
	}
	return theme.Grey
}

// readDate reads a day as people type it; the error says in Chinese what is wrong.
func readDate(field, text string, today data.Date) (data.Date, error) {
	form, ok := widget.ReadDay(text, today.Time(), false)
	return dateOf(field, form, ok, today)
}

func dateOf(field, form string, ok bool, today data.Date) (data.Date, error) {
	if !ok {
		return 0, data.Errorf(data.Invalid, field, "日期应写成 %s，也可以写 3.8、昨天、+3、下周一。", today)
	}
	d, err := workday.Parse(form)
	if err != nil {
		return 0, data.Errorf(data.Invalid, field, "没有 %s 这一天。", form)
	}
	return d, nil
}
