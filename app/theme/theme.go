// Package theme is how the window looks: the bundled Chinese fonts, the sizes and
// colours of the house style, light and dark, and Fyne's own words in Chinese.
//
// It holds no widget and no business word. Package app sets it once at the start;
// widgets ask it for the colours Fyne has no name for.
package theme

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"qinqing/assets"
)

// Theme is the house style. It knows two faces only, regular and bold: each
// further text style would make Fyne parse a font of several megabytes again.
type Theme struct {
	base          fyne.Theme
	regular, bold fyne.Resource
	look          Look
	machine       *fyne.ThemeVariant // nil: as Fyne says
}

// New loads the fonts that come with the program.
func New() (*Theme, error) {
	t := &Theme{base: theme.DefaultTheme()}
	for name, into := range map[string]*fyne.Resource{"hei-tgh.ttf": &t.regular, "hei-bold-tgh.ttf": &t.bold} {
		b, err := assets.Font(name)
		if err != nil {
			return nil, fmt.Errorf("程序自带的字体 %s 读不出来，请重新安装程序：%w", name, err)
		}
		*into = fyne.NewStaticResource(name, b)
	}
	return t, nil
}

// Font is the bold face for bold text and the regular one for all else.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	if s.Bold {
		return t.bold
	}
	return t.regular
}

// Icon is Fyne's own.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return t.base.Icon(n) }

// Size follows the 4-pixel grid: text 14, headings 16 and 20, nothing below 12.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	if v, ok := sizes[n]; ok {
		return v
	}
	return t.base.Size(n)
}

// Color is the colour of a name in the look that was chosen; v is the machine's variant.
func (t *Theme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	v = t.variant(v)
	c, known := colours[n]
	if !known {
		return t.base.Color(n, v)
	}
	out := c.in(v)
	if strong, ok := contrasts[n]; ok && t.look == Contrast {
		out = strong
	}
	if n == theme.ColorNameForeground {
		return ink{out}
	}
	return out
}

// ink is a colour whose opacity is full to whoever takes it for the 8 bits it is. Fyne's
// menus take 95 % of the 16 bits and keep the lower byte as the opacity of a shortcut's
// text: of full opacity 20 % would be left, which nobody can read.
type ink struct{ color.Color }

// RGBA is for package image/color.
func (c ink) RGBA() (r, g, b, a uint32) {
	r, g, b, _ = c.Color.RGBA()
	return r, g, b, 0xFFC9
}

// The names of colours Fyne has none for.
const (
	Second fyne.ThemeColorName = "qinqing.second" // second ink: labels, hints
	Line   fyne.ThemeColorName = "qinqing.line"
	Zebra  fyne.ThemeColorName = "qinqing.zebra"
	Chosen fyne.ThemeColorName = "qinqing.chosen" // the selected rows
	Side   fyne.ThemeColorName = "qinqing.side"   // navigation and status line
	Red    fyne.ThemeColorName = "qinqing.red"
	Yellow fyne.ThemeColorName = "qinqing.yellow"
	Green  fyne.ThemeColorName = "qinqing.green"
	Grey   fyne.ThemeColorName = "qinqing.grey"
)

// Text sizes beside Fyne's own.
const (
	TextTable   float32 = 13
	TextSmall   float32 = 12
	TextHeading float32 = 16
	TextTitle   float32 = 20
)

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           14,
	theme.SizeNameCaptionText:    TextSmall,
	theme.SizeNameSubHeadingText: TextHeading,
	theme.SizeNameHeadingText:    TextTitle,
	theme.SizeNamePadding:        4,
	theme.SizeNameInnerPadding:   8,
	theme.SizeNameInputRadius:    4,
	theme.SizeNameInputBorder:    1,
	theme.SizeNameScrollBar:      12,
	theme.SizeNameScrollBarSmall: 4,
}

// pair is one colour in the light and in the dark variant.
type pair struct{ light, dark color.NRGBA }

func (p pair) in(v fyne.ThemeVariant) color.Color {
	if v == theme.VariantDark {
		return p.dark
	}
	return p.light
}

func rgb(n uint32) color.NRGBA {
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xff}
}

func both(light, dark uint32) pair { return pair{rgb(light), rgb(dark)} }

var colours = map[fyne.ThemeColorName]pair{
	theme.ColorNameBackground:          both(0xFFFFFF, 0x1B1D21),
	theme.ColorNameForeground:          both(0x1F2329, 0xE6E8EB),
	theme.ColorNamePrimary:             both(0x1F4E8C, 0x6FA3E8),
	theme.ColorNameForegroundOnPrimary: both(0xFFFFFF, 0x12161C),
	theme.ColorNameHyperlink:           both(0x1F4E8C, 0x6FA3E8),
	theme.ColorNameError:               both(0xC9252D, 0xF0757B),
	theme.ColorNameForegroundOnError:   both(0xFFFFFF, 0x12161C),
	theme.ColorNameWarning:             both(0xB76E00, 0xE9A23B),
	theme.ColorNameSuccess:             both(0x2B8A3E, 0x5FBF73),
	theme.ColorNamePlaceHolder:         both(0x646A73, 0x9AA0A8),
	theme.ColorNameDisabled:            both(0x646A73, 0x9AA0A8),
	theme.ColorNameDisabledButton:      both(0xF0F1F3, 0x26292E),
	theme.ColorNameButton:              both(0xEDEFF2, 0x2C3036),
	theme.ColorNameInputBackground:     both(0xFFFFFF, 0x202328),
	theme.ColorNameInputBorder:         both(0xC4C8CF, 0x4A4E56),
	theme.ColorNameSeparator:           both(0xE5E6EB, 0x33363C),
	theme.ColorNameHeaderBackground:    both(0xF2F3F5, 0x26292E),
	theme.ColorNameMenuBackground:      both(0xFFFFFF, 0x24272C),
	theme.ColorNameOverlayBackground:   both(0xFFFFFF, 0x24272C),
	theme.ColorNameSelection:           both(0xDCE8FA, 0x25405F),
	theme.ColorNameScrollBar:           {color.NRGBA{0x1F, 0x23, 0x29, 0x66}, color.NRGBA{0xE6, 0xE8, 0xEB, 0x66}},
	theme.ColorNameFocus:               {color.NRGBA{0x1F, 0x4E, 0x8C, 0x33}, color.NRGBA{0x6F, 0xA3, 0xE8, 0x44}},
	theme.ColorNameShadow:              {color.NRGBA{A: 0x22}, color.NRGBA{A: 0x66}},
	theme.ColorNameHover:               {color.NRGBA{0x1F, 0x23, 0x29, 0x0F}, color.NRGBA{0xE6, 0xE8, 0xEB, 0x14}},
	theme.ColorNamePressed:             {color.NRGBA{0x1F, 0x23, 0x29, 0x22}, color.NRGBA{0xE6, 0xE8, 0xEB, 0x28}},
	Second:                             both(0x646A73, 0x9AA0A8),
	Line:                               both(0xE5E6EB, 0x33363C),
	Zebra:                              both(0xF7F8FA, 0x202328),
	Chosen:                             both(0xDCE8FA, 0x25405F),
	Side:                               both(0xF2F3F5, 0x16181B),
	Red:                                both(0xC9252D, 0xF0757B),
	Yellow:                             both(0xB76E00, 0xE9A23B),
	Green:                              both(0x2B8A3E, 0x5FBF73),
	Grey:                               both(0x8A9099, 0x8A9099),
}

// Of is a colour of the running program's theme and variant.
func Of(n fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(n, s.ThemeVariant())
}
