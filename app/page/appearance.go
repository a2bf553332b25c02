package page

import (
	"strconv"
	"strings"

	"qinqing/app/theme"
)

// Appearance is how the window looks: its colours, and the size of everything in it as a
// percentage of the usual one.
type Appearance struct {
	Look    theme.Look
	Percent int
}

// TextSizes are the percentages that can be chosen.
var TextSizes = []int{90, 100, 110, 120, 130, 150, 180, 200}

// HiddenSetting lists the screens an office doesn't use, parted by HiddenMark;
// NoneHidden, where all are shown.
const (
	HiddenSetting = "desk.hidden"
	HiddenMark    = "、"
	NoneHidden    = "无"
)

// ClerkSetting names the 经办人, who acts in this window.
const ClerkSetting = "office.clerk"

const appearanceKey = "window.look"

// Looks is what the window wears, as it was remembered.
func (o *Office) Looks() Appearance {
	a := Appearance{Percent: 100}
	look, percent, _ := strings.Cut(o.Recall(appearanceKey), " ")
	for _, x := range theme.Looks {
		if string(x.Look) == look {
			a.Look = x.Look
		}
	}
	if n, err := strconv.Atoi(percent); err == nil && n >= TextSizes[0] && n <= TextSizes[len(TextSizes)-1] {
		a.Percent = n
	}
	return a
}

// SetLooks changes how the window looks, at once and from now on.
func (o *Office) SetLooks(a Appearance) {
	o.Remember(appearanceKey, string(a.Look)+" "+strconv.Itoa(a.Percent))
	if o.Wear != nil {
		o.Wear(a)
	}
}
