package widget

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
)

func TestColumnsShareTheWidth(t *testing.T) {
	text := func(int) string { return "" }
	columns := func() []Column[int] {
		return []Column[int]{{Title: "编号", Width: 100, Text: text}, {Title: "内容", Width: 200, Least: 120, Grow: true, Text: text},
			{Title: "单位", Width: 100, Least: 80, Grow: true, Text: text}, {Title: "备注", Width: 150, Text: text}}
	}
	for _, c := range []struct {
		name     string
		width    float32
		foremost int
		hand     float32 // of 内容; 0: nobody set it
		want     string
		scrolls  bool
	}{
		{"刚好", 550 + thumbWidth, 0, 0, "[100 200 100 150]", false},
		{"宽", 850 + thumbWidth, 0, 0, "[100 400 200 150]", false},
		{"窄", 500 + thumbWidth, 0, 0, "[100 160 90 150]", false},
		{"太窄", 400 + thumbWidth, 0, 0, "[100 120 80 150]", true},
		{"后面的列不算在内", 460, 3, 0, "[100 240 120 150]", true},
		{"后面的列也放得下", 850 + thumbWidth, 3, 0, "[100 400 200 150]", false},
		{"后面的列挤一挤就放得下", 500 + thumbWidth, 3, 0, "[100 160 90 150]", false},
		{"手定了宽度", 850 + thumbWidth, 0, 300, "[100 300 300 150]", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := window(t)
			table := NewDataTable(columns(), Slice[int]{1})
			table.Foremost = c.foremost
			w.SetContent(table)
			if c.hand > 0 {
				table.columns[1].Width = c.hand
			}
			table.Resize(fyne.NewSize(c.width, 200))
			table.clamp()
			var got []float32
			for _, x := range table.columns {
				got = append(got, x.span)
			}
			if fmt.Sprint(got) != c.want || table.wide() != c.scrolls {
				t.Errorf("列宽 %v，横向滚动 %v", got, table.wide())
			}
		})
	}
}

func TestWidthsThatGrewAreNotRemembered(t *testing.T) {
	w := window(t)
	table := NewDataTable([]Column[int]{{Title: "内容", Width: 200, Grow: true, Text: func(int) string { return "" }}}, Slice[int]{1})
	w.SetContent(table)
	table.Resize(fyne.NewSize(900, 200))
	kept := table.Layout()
	again := NewDataTable(table.declared, Slice[int]{1})
	again.SetLayout(kept)
	again.Resize(fyne.NewSize(500, 200))
	again.clamp()
	if got := again.columns[0].span; got != 500-thumbWidth {
		t.Errorf("记住以后再打开，列宽 %v", got)
	}
}
