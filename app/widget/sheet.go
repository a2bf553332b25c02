package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"qinqing/app/theme"
)

// Sheet is a card over the window that must be dealt with first. Esc closes it,
// whatever has the focus, unless OnEscape says otherwise.
type Sheet struct {
	OnClosed func()
	OnEscape func() // in place of closing

	popup  *widget.PopUp
	canvas fyne.Canvas
	layer  *layer
}

// ShowSheet opens a sheet; first gets the focus and may be nil.
func ShowSheet(w fyne.Window, title string, content fyne.CanvasObject, first fyne.Focusable) *Sheet {
	s := &Sheet{canvas: w.Canvas()}
	head := Heading(title)
	body := container.NewPadded(container.NewPadded(container.NewBorder(container.NewVBox(head, spacer(8)), nil, nil, nil, content)))
	s.popup = widget.NewModalPopUp(backed(fitting(body, s.canvas.Size()), s.canvas), s.canvas)
	s.layer = over(s.canvas, s.escape)
	s.popup.Show()
	if first != nil {
		s.canvas.Focus(first)
	}
	return s
}

// fitting makes content scroll where the window is too small for it.
func fitting(content fyne.CanvasObject, window fyne.Size) fyne.CanvasObject {
	const edge = 24
	room, wants := window.SubtractWidthHeight(edge, edge), content.MinSize()
	if room.Width <= 0 || wants.Width <= room.Width && wants.Height <= room.Height {
		return content
	}
	scroll := container.NewScroll(content)
	scroll.SetMinSize(wants.Min(room))
	return scroll
}

func (s *Sheet) escape() {
	if s.OnEscape != nil {
		s.OnEscape()
		return
	}
	s.Close()
}

// Close takes the sheet away; a second call does nothing.
func (s *Sheet) Close() {
	if s.popup == nil {
		return
	}
	s.popup.Hide()
	s.popup = nil
	s.layer.leave()
	if s.OnClosed != nil {
		s.OnClosed()
	}
}

// Showing says whether the sheet is open.
func (s *Sheet) Showing() bool { return s != nil && s.popup != nil }

// OnTop says whether the sheet is open and no other lies over it.
func (s *Sheet) OnTop() bool {
	return s.Showing() && s.canvas.Overlays().Top() == fyne.CanvasObject(s.popup)
}

// Heading is the bold line at the top of a page or sheet.
func Heading(text string) *canvas.Text {
	t := canvas.NewText(text, theme.Of(fynetheme.ColorNameForeground))
	t.TextSize, t.TextStyle = theme.TextHeading, fyne.TextStyle{Bold: true}
	return t
}

// Notice is what an error sheet says.
type Notice struct {
	Title  string // what happened, in a few words
	Text   string // what happened, what was not lost, what to do
	Detail string // for whoever mends it; can be copied, may be empty
	Action string // the button that does what is to be done; may be empty
	Do     func()
	Closed func() // the sheet was left without Action; may be nil
}

const noticeWidth float32 = 460

// ShowNotice opens a sheet that tells of an error.
func ShowNotice(w fyne.Window, n Notice) *Sheet {
	text := NewPara(n.Text, fynetheme.ColorNameForeground, 14, noticeWidth)
	var s *Sheet
	acted := false
	closing := NewButton("知道了", func() { s.Close() })
	buttons := container.NewHBox(closing)
	if n.Detail != "" {
		buttons.Add(NewButton("复制详细信息", func() {
			fyne.CurrentApp().Clipboard().SetContent(n.Title + "\n" + n.Text + "\n" + n.Detail)
		}))
	}
	if n.Action != "" {
		buttons.Add(NewPrimary(n.Action, func() {
			acted = true
			s.Close()
			n.Do()
		}))
	}
	s = ShowSheet(w, n.Title, container.NewVBox(spacer(noticeWidth), text, container.NewGridWrap(fyne.NewSize(1, 8)), buttons), closing)
	s.OnClosed = func() {
		if !acted && n.Closed != nil {
			n.Closed()
		}
	}
	return s
}
