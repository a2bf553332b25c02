package app

import (
	"fmt"
	"os"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/page"
	"qinqing/app/theme"
)

// What the window remembers of itself.
const (
	sizeKey = "window.size"
	pageKey = "window.page"
	navKey  = "window.nav"
)

// scaleVariable is what Fyne takes the size of everything from.
const scaleVariable = "FYNE_SCALE"

// askedScale is what the environment asked for before the program changed it.
var askedScale = os.Getenv(scaleVariable)

// looks is what the window wears.
type looks = page.Appearance

// recallLook puts on what was chosen when the program ran last.
func (w *window) recallLook() {
	w.looks = w.office.Looks()
	w.dress()
}

// wear changes the look of the window that is on show. Whatever is in it is made anew, as
// it holds the old colours; the window keeps its size on the screen.
func (w *window) wear(a looks) {
	if w.office.Filling() || a == w.looks {
		return
	}
	name, was := w.screens[w.at].name, w.looks.Percent
	w.looks = a
	size := w.win.Canvas().Size()
	w.recallNav()
	w.dress()
	w.build()
	if was != a.Percent {
		by := float32(was) / float32(a.Percent)
		w.win.Resize(fyne.NewSize(size.Width*by, size.Height*by))
	}
	w.showNamed(name)
	w.steps()
}

// dress gives the theme and the scale to Fyne, which shows them at once.
func (w *window) dress() {
	if err := scaleBy(w.looks.Percent); err != nil {
		w.log.write("scale: " + err.Error())
	}
	th, ok := w.app.Settings().Theme().(*theme.Theme)
	if !ok {
		return
	}
	th.Wear(w.looks.Look)
	if w.looks.Look == theme.System {
		w.followSystem(th)
	}
	w.app.Settings().SetTheme(th)
}

// scaleBy makes everything larger or smaller, on top of what the environment asked for.
func scaleBy(percent int) error {
	asked, err := strconv.ParseFloat(askedScale, 64)
	if err != nil {
		asked = 1
	}
	if percent == 100 {
		if askedScale == "" {
			return os.Unsetenv(scaleVariable)
		}
		return os.Setenv(scaleVariable, askedScale)
	}
	return os.Setenv(scaleVariable, fmt.Sprintf("%.2f", asked*float64(percent)/100))
}

// followSystem asks the desktop whether it is dark, and listens for changes.
func (w *window) followSystem(th *theme.Theme) {
	watchSystem(func(dark bool) {
		v := fynetheme.VariantLight
		if dark {
			v = fynetheme.VariantDark
		}
		if th.Machine(v) {
			w.remake()
		}
	})
}

// remake makes the window anew in the same look, after the machine changed.
func (w *window) remake() {
	if w.win == nil || w.at < 0 || w.covered() || w.office.Unsaved() {
		return // whatever is made next has the new colours
	}
	name := w.screens[w.at].name
	w.app.Settings().SetTheme(w.app.Settings().Theme())
	w.build()
	w.showNamed(name)
	w.steps()
}

// usualSize is the window's where nobody changed it.
var usualSize = fyne.NewSize(1366, 720)

// recallSize is the size the window had when it was closed, whatever the size of its text.
func (w *window) recallSize() fyne.Size {
	s := usualSize
	var x, y float32
	if n, err := fmt.Sscanf(w.office.Recall(sizeKey), "%f %f", &x, &y); n == 2 && err == nil && x >= 400 && y >= 300 && x < 8000 && y < 8000 {
		s = fyne.NewSize(x, y)
	}
	by := 100 / float32(w.looks.Percent)
	return fyne.NewSize(s.Width*by, s.Height*by)
}

func (w *window) rememberSize() {
	s := w.win.Canvas().Size()
	by := float32(w.looks.Percent) / 100
	text := fmt.Sprintf("%.0f %.0f", s.Width*by, s.Height*by)
	if w.office.ReadOnly || s.Width == 0 || w.office.Recall(sizeKey) == text {
		return
	}
	// At once: the program ends with the window.
	if err := w.office.Actions.Remember(w.office.Context, sizeKey, text); err != nil {
		w.log.write("size: " + err.Error())
	}
}

// ownPage is what the screen last shown is remembered by: where people sign in, each
// comes back to their own.
func (w *window) ownPage() string {
	if w.signer.actor.Name == "" {
		return pageKey
	}
	return pageKey + "." + w.signer.actor.Name
}

// recallPage is the screen that was on show when the program ran last.
func (w *window) recallPage() int {
	return max(0, w.named(w.office.Recall(w.ownPage())))
}

func (w *window) rememberPage(name string) {
	if w.remembered != name {
		w.remembered = name
		w.office.Remember(w.ownPage(), name)
	}
}

// resizeText goes to the next larger or smaller size of text.
func (w *window) resizeText(step int) {
	i := slices.Index(page.TextSizes, w.looks.Percent) + step
	if i >= 0 && i < len(page.TextSizes) {
		w.office.SetLooks(looks{Look: w.looks.Look, Percent: page.TextSizes[i]})
	}
}
