package theme

import (
	"image/color"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Look is how the window looks, as the person at it chose.
type Look string

// The looks.
const (
	Usual    Look = "" // nobody chose
	Light    Look = "light"
	Dark     Look = "dark"
	Contrast Look = "contrast" // black on white, every text at least 7 : 1
	System   Look = "system"   // as the machine is set, light or dark
)

// Looks are all that can be chosen, with their words.
var Looks = []struct {
	Look Look
	Word string
}{{Light, "浅色"}, {Dark, "深色"}, {Contrast, "高对比"}, {System, "跟随系统"}}

// Wear puts a look on. It shows when the theme is set anew.
func (t *Theme) Wear(l Look) { t.look = l }

// Look is the look that is worn.
func (t *Theme) Look() Look { return t.look.resolved() }

// Machine tells what the machine is set to, where Fyne doesn't learn of it itself, and
// says whether that is news.
func (t *Theme) Machine(v fyne.ThemeVariant) (news bool) {
	news = t.machine == nil || *t.machine != v
	t.machine = &v
	return news
}

// resolved is what is meant where nobody chose: on Linux light, unless the environment
// asks for something, as desktops there that say nothing would be taken for dark.
func (l Look) resolved() Look {
	if l != Usual {
		return l
	}
	if runtime.GOOS == "linux" && os.Getenv("FYNE_THEME") == "" {
		return Light
	}
	return System
}

func (t *Theme) variant(machine fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.look.resolved() {
	case Light, Contrast:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	if t.machine != nil {
		return *t.machine
	}
	return machine
}

// contrasts are the colours of the high contrast where they are other than the light ones.
var contrasts = map[fyne.ThemeColorName]color.NRGBA{
	theme.ColorNameForeground:       rgb(0x000000),
	theme.ColorNamePrimary:          rgb(0x0B2E6B),
	theme.ColorNameHyperlink:        rgb(0x0B2E6B),
	theme.ColorNameError:            rgb(0x9B0000),
	theme.ColorNameWarning:          rgb(0x5C3A00),
	theme.ColorNameSuccess:          rgb(0x0A4D16),
	theme.ColorNamePlaceHolder:      rgb(0x3A3A3A),
	theme.ColorNameDisabled:         rgb(0x3A3A3A),
	theme.ColorNameButton:           rgb(0xE4E6EA),
	theme.ColorNameInputBorder:      rgb(0x000000),
	theme.ColorNameSeparator:        rgb(0x4D4D4D),
	theme.ColorNameHeaderBackground: rgb(0xE6E6E6),
	theme.ColorNameSelection:        rgb(0xFFE27A),
	theme.ColorNameScrollBar:        {A: 0xB0},
	theme.ColorNameFocus:            {0x0B, 0x2E, 0x6B, 0x66},
	theme.ColorNameHover:            {A: 0x22},
	Second:                          rgb(0x2B2B2B),
	Line:                            rgb(0x595959),
	Zebra:                           rgb(0xF5F5F5),
	Chosen:                          rgb(0xFFE27A),
	Red:                             rgb(0x9B0000),
	Yellow:                          rgb(0x5C3A00),
	Green:                           rgb(0x0A4D16),
	Grey:                            rgb(0x4A4A4A),
}
