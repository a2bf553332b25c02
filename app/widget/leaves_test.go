package widget

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
)

// A document that got longer or shorter stays where it was being read; another one begins
// at its top.
func TestLeavesKeepTheirPlace(t *testing.T) {
	w := window(t)
	l := NewLeaves()
	w.SetContent(l.Content)
	w.Resize(fyne.NewSize(500, 400))
	show := func(n int) {
		l.Show(make([]fyne.Size, n), func(int, float32) image.Image { return image.White }, nil)
	}
	sized := func(n int) {
		sizes := make([]fyne.Size, n)
		for i := range sizes {
			sizes[i] = fyne.NewSize(400, 600)
		}
		l.Show(sizes, func(int, float32) image.Image { return image.White }, nil)
	}
	sized(6)
	l.by(3)
	at := l.scroll.Offset.Y
	if at == 0 {
		t.Fatal("nothing was scrolled")
	}
	for _, n := range []int{6, 7, 5} {
		if sized(n); l.scroll.Offset.Y != at {
			t.Errorf("%d pages: at %v, was at %v", n, l.scroll.Offset.Y, at)
		}
	}
	if sized(1); l.scroll.Offset.Y >= at {
		t.Errorf("one page is left, and the view stands at %v", l.scroll.Offset.Y)
	}
	sized(6)
	l.by(3)
	if l.Top(); l.scroll.Offset.Y != 0 {
		t.Errorf("another document begins at %v", l.scroll.Offset.Y)
	}
	show(0)
}

// Arrows up and down keep to the column; two clicks and F2 edit what a click does not.
func TestSpotsOfAPageGoByLines(t *testing.T) {
	for _, c := range []struct {
		name  string
		keys  []fyne.KeyName
		at    string
		edits string
	}{
		{"down from the paragraph", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown}, "row1", ""},
		{"along the row", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight}, "b1", ""},
		{"down the column", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown}, "b2", ""},
		{"down the first column", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyDown}, "a2", ""},
		{"and up again", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyRight, fyne.KeyDown, fyne.KeyUp}, "b1", ""},
		{"below the last nothing comes", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown}, "row2", ""},
		{"F2 edits", []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyRight, fyne.KeyF2}, "a1", "a1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := window(t)
			l := NewLeaves()
			w.SetContent(l.Content)
			w.Resize(fyne.NewSize(500, 400))
			spots := []Spot{{Name: "para", X: 10, Y: 10, W: 300, H: 20},
				{Name: "row1", X: 10, Y: 40, W: 200, H: 20}, {Name: "a1", X: 10, Y: 40, W: 100, H: 20}, {Name: "b1", X: 110, Y: 40, W: 100, H: 20},
				{Name: "row2", X: 10, Y: 60, W: 200, H: 40}, {Name: "a2", X: 10, Y: 60, W: 100, H: 40}, {Name: "b2", X: 110, Y: 60, W: 100, H: 40}}
			l.Show([]fyne.Size{fyne.NewSize(400, 600)}, func(int, float32) image.Image { return image.White }, func(int) []Spot { return spots })
			edited := ""
			l.OnEdit = func(_, spot int) { edited = spots[spot].Name }
			x := l.leaves[0]
			for _, k := range c.keys {
				x.TypedKey(&fyne.KeyEvent{Name: k})
			}
			if x.at < 0 || spots[x.at].Name != c.at || edited != c.edits {
				t.Errorf("at %d, edited %q", x.at, edited)
			}
		})
	}
}
