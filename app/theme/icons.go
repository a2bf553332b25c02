package theme

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Icons that Fyne has none for, drawn on a field of 24. No two pages of the navigation
// may look alike: folded, it has nothing but its icons.
var icons = map[string]string{
	"firm":       `M4 21V5h9v4h7v12H4zm3-13v2h3V8H7zm0 4v2h3v-2H7zm0 4v2h3v-2H7zm6-4v2h4v-2h-4zm0 4v2h4v-2h-4z`,
	"units":      `M9 3h6v6h-2v2h6v4h2v6h-6v-6h2v-2H7v2h2v6H3v-6h2v-4h6V9H9V3z`,
	"board":      `M4 20v-8h4v8H4zm6 0V4h4v16h-4zm6 0v-5h4v5h-4z`,
	"common":     `M3 3h12v4h-2V5H5v8h2v2H3V3zm6 6h12v12H9V9z`,
	"dictionary": `M4 3h16v18H4V3zm2 2v14h2V5H6zm5 3v2h6V8h-6zm0 4v2h6v-2h-6z`,
}

func icon(name string) fyne.Resource {
	svg := `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="` + icons[name] + `"/></svg>`
	return theme.NewThemedResource(fyne.NewStaticResource(name+".svg", []byte(svg)))
}

// FirmIcon is a building.
func FirmIcon() fyne.Resource { return icon("firm") }

// UnitsIcon is a tree of units.
func UnitsIcon() fyne.Resource { return icon("units") }

// BoardIcon is three bars.
func BoardIcon() fyne.Resource { return icon("board") }

// CommonIcon is one sheet over another.
func CommonIcon() fyne.Resource { return icon("common") }

// DictionaryIcon is a book.
func DictionaryIcon() fyne.Resource { return icon("dictionary") }
