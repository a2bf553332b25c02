package widget

import (
	"slices"

	"fyne.io/fyne/v2"
)

// layer is something that lies over a window and has its keys: a sheet, or the cover.
type layer struct {
	stack  *layers
	escape func()
}

// layers are all that lie over a window, the topmost last, and what had the keys before. One
// may go from under another, as when the work ends that a sheet waited for; neither its keys
// nor those of the window may come back before their time.
type layers struct {
	canvas fyne.Canvas
	list   []*layer
	below  func(*fyne.KeyEvent)
}

// lying are the windows over which something lies.
var lying = map[fyne.Canvas]*layers{}

// over puts a layer on top of a window; Esc calls escape, and no other key reaches what is
// below.
func over(c fyne.Canvas, escape func()) *layer {
	s := lying[c]
	if s == nil {
		s = &layers{canvas: c, below: c.OnTypedKey()}
		lying[c] = s
		c.SetOnTypedKey(s.key)
	}
	l := &layer{stack: s, escape: escape}
	s.list = append(s.list, l)
	return l
}

func (s *layers) key(k *fyne.KeyEvent) {
	if n := len(s.list); n > 0 && k.Name == fyne.KeyEscape {
		s.list[n-1].escape()
	}
}

// leave takes the layer away, wherever in the stack it is.
func (l *layer) leave() {
	s := l.stack
	s.list = slices.DeleteFunc(s.list, func(x *layer) bool { return x == l })
	if len(s.list) == 0 {
		delete(lying, s.canvas)
		s.canvas.SetOnTypedKey(s.below)
	}
}
