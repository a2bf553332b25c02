package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Check is a box that is ticked or not; Esc and the window's keys pass it by.
type Check struct{ widget.Check }

// NewCheck makes a box that is not ticked.
func NewCheck(text string) *Check {
	c := &Check{}
	c.Text = text
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey hands the window's keys on; Enter ticks like the space bar.
func (c *Check) TypedKey(k *fyne.KeyEvent) {
	switch {
	case windowKey(k):
		pass(c, k)
	case k.Name == fyne.KeyReturn, k.Name == fyne.KeyEnter:
		if !c.Disabled() {
			c.SetChecked(!c.Checked)
		}
	default:
		c.Check.TypedKey(k)
	}
}
