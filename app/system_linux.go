package app

import (
	"github.com/rymdport/portal/settings"
	"github.com/rymdport/portal/settings/appearance"

	"qinqing/app/widget"
)

// watchSystem tells, on the window's goroutine, whether the desktop is dark, now and
// whenever that changes. A desktop that doesn't say is never told of.
func watchSystem(tell func(dark bool)) {
	report := func(s appearance.ColorScheme) { widget.Later(func() { tell(s == appearance.Dark) }) }
	go func() { // some desktops are slow to answer
		s, err := appearance.GetColorScheme()
		if err != nil {
			return
		}
		report(s)
		_ = settings.OnSignalSettingChanged(func(c settings.Changed) { // without it the next start will see
			if n, ok := c.Value.(uint32); ok && c.Namespace == appearance.Namespace && c.Key == "color-scheme" {
				report(appearance.ColorScheme(n))
			}
		})
	}()
}
