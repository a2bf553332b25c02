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
