package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// NewTab is a button that shows one of several parts of a page; on: that part is on show.
// It is underlined then, as colour alone would not tell, and no primary button, of which
// a page has one.
func NewTab(text string, on bool, show func()) fyne.CanvasObject {
	b := NewButton(text, show)
	b.Importance = widget.LowImportance
	ground, line := canvas.NewRectangle(color.Transparent), canvas.NewRectangle(color.Transparent)
	ground.CornerRadius = 4
	line.SetMinSize(fyne.NewSize(1, 2))
	if on {
		ground.FillColor, line.FillColor = theme.Of(theme.Chosen), theme.Of(fynetheme.ColorNamePrimary)
	}
	return container.NewStack(ground, b, container.NewBorder(nil, line, nil, nil))
}
