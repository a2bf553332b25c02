//go:build journey

package app

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	fynewidget "fyne.io/fyne/v2/widget"

	"qinqing/app/page"
	"qinqing/app/widget"
)

const widgetsVariable = "QINQING_WIDGETS"

// node is one widget with its place in the window, one line of the file.
type node struct {
	Name string  `json:"name"`
	Kind string  `json:"kind"`
	Text string  `json:"text"`
	Off  bool    `json:"off,omitempty"`
	X    float32 `json:"x"`
	Y    float32 `json:"y"`
	W    float32 `json:"w"`
	H    float32 `json:"h"`
}

// watched is the window whose tree is written.
var watched fyne.Window

// watchWidgets writes the tree of what is on show into the file the variable names,
// whenever it has changed, so that a script can press things by their names.
func watchWidgets(w fyne.Window) {
	path := os.Getenv(widgetsVariable)
	if path == "" {
		return
	}
	watched = w
	var seen, written []byte
	go func() {
		for range time.Tick(100 * time.Millisecond) {
			left := false
			fyne.DoAndWait(func() {
				if left = watched != w || widget.HasGone(); left {
					return
				}
				t := tree{c: w.Canvas()}
				root := w.Content()
				if top := w.Canvas().Overlays().Top(); top != nil {
					root = top
				}
				t.walk(root)
				t.focus()
				// Written once it has stood still: in a frame that is not laid out yet
				// things lie at the window's corner, on top of the menu.
				out := bytes.Clone(t.out.Bytes())
				still := bytes.Equal(out, seen)
				seen = out
				if still && !bytes.Equal(out, written) {
					written = out
					if os.WriteFile(path+".new", out, 0o600) == nil {
						_ = os.Rename(path+".new", path)
					}
				}
			})
			if left {
				return // another window has come in its place
			}
		}
	}()
}

type tree struct {
	c   fyne.Canvas
	out bytes.Buffer
}

func (t *tree) add(o fyne.CanvasObject, n node) {
	p := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	if n.W == 0 {
		n.W, n.H = o.Size().Width, o.Size().Height
	}
	s := t.c.Scale()
	n.X, n.Y, n.W, n.H = (n.X+p.X)*s, (n.Y+p.Y)*s, n.W*s, n.H*s
	b, err := json.Marshal(n)
	if err == nil {
		t.out.Write(append(b, '\n'))
	}
}

func (t *tree) focus() {
	if o, ok := t.c.Focused().(fyne.CanvasObject); ok {
		name := ""
		switch x := o.(type) {
		case widget.Input:
			name, _ = x.Held()
		case *widget.Button:
			name = x.Text
		}
		t.add(o, node{Name: name, Kind: "focus"})
	}
}

func (t *tree) walk(o fyne.CanvasObject) {
	if !o.Visible() {
		return
	}
	switch x := o.(type) {
	case *widget.Button:
		t.add(o, node{Name: x.Text, Kind: "button", Text: x.Text, Off: x.Disabled()})
	case *widget.Select:
		t.add(o, node{Name: x.Name, Kind: "select", Text: x.Selected})
	case widget.Input:
		name, text := x.Held()
		if e, ok := x.(*widget.Entry); ok && e.Password {
			text = strings.Repeat("•", len([]rune(text)))
		}
		t.add(o, node{Name: name, Kind: "entry", Text: text})
	case *widget.Check:
		t.add(o, node{Name: x.Text, Kind: "check", Text: map[bool]string{true: "是", false: "否"}[x.Checked], Off: x.Disabled()})
	case *widget.NavItem:
		t.add(o, node{Name: x.Text, Kind: "nav", Text: x.Text})
	case *page.Tile:
		t.add(o, node{Name: x.Word, Kind: "tile", Text: x.Number})
	case *page.FigureTile:
		t.add(o, node{Name: x.Tile.Name, Kind: "tile", Text: x.Number()})
	case *widget.Para:
		t.add(o, node{Kind: "label", Text: x.Text()})
	case *fynewidget.Label:
		t.add(o, node{Kind: "label", Text: x.Text})
	case *canvas.Text:
		t.add(o, node{Name: strings.TrimSpace(x.Text), Kind: "text", Text: strings.TrimSpace(x.Text)})
	}
	if x, ok := o.(interface{ Parts() []widget.Part }); ok {
		for _, p := range x.Parts() {
			t.add(o, node{Name: p.Name, Kind: "part", X: p.X, Y: p.Y, W: p.W, H: p.H})
		}
		if y, ok := o.(interface {
			Inside() []fyne.CanvasObject
			Told() string
		}); ok {
			t.add(o, node{Name: "told", Kind: "label", Text: y.Told()})
			for _, c := range y.Inside() {
				t.walk(c)
			}
		}
		return
	}
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			t.walk(c)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			t.walk(c)
		}
	}
}
