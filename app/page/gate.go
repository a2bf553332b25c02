package page

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
	"qinqing/app/widget"
)

// Gate is where a person says who they are: before the window, and over it while it is
// locked. It hides whatever lies below.
type Gate struct {
	Content fyne.CanvasObject

	name, password *widget.Entry
	told           *widget.Para
	button         *widget.Button
	enter          func(name, password string, done func(error))
	busy           bool
}

// GateWay says what a gate is for.
type GateWay struct {
	Title string
	Name  string // who signed in last, or who locked the window
	Fixed bool   // nobody else may come in here
	// Enter tries a name and a password and tells how it went; on the window's goroutine.
	Enter func(name, password string, done func(error))
	// Other is what a second button does, such as to let somebody else in; may be nil.
	Other     func()
	OtherName string
}

// NewGate makes one.
func NewGate(w GateWay) *Gate {
	g := &Gate{enter: w.Enter, name: widget.NewEntry("姓名", ""), password: widget.NewEntry("密码", "")}
	g.password.Password = true
	g.name.SetText(w.Name)
	if w.Fixed {
		g.name.Disable()
	}
	g.name.OnEnter = func() { g.focus(g.password) }
	g.password.OnEnter = g.Submit
	nowhere := func() {} // Esc must not close what lies below
	g.name.OnEscape, g.password.OnEscape = nowhere, nowhere
	g.told = widget.NewPara("", fynetheme.ColorNameError, theme.TextSmall, gateWidth)
	g.button = widget.NewPrimary("登录", g.Submit)
	if w.Fixed {
		g.button.SetText("解锁")
	}
	buttons := container.NewHBox(gapOf(gateLabel, 1), g.button)
	if w.Other != nil {
		buttons.Add(widget.NewButton(w.OtherName, w.Other))
	}
	row := func(word string, in fyne.CanvasObject) fyne.CanvasObject {
		label := second(word)
		label.Alignment = fyne.TextAlignTrailing
		return container.NewBorder(nil, nil, container.NewStack(gapOf(gateLabel, 36), container.NewCenter(label)), nil, in)
	}
	card := container.NewVBox(gapOf(gateWidth, 1), widget.Heading(w.Title), gapOf(1, 4), row("姓名", g.name), row("密码", g.password),
		container.NewBorder(nil, nil, gapOf(gateLabel, 1), nil, g.told), buttons)
	ground := canvas.NewRectangle(theme.Of(fynetheme.ColorNameBackground))
	g.Content = container.NewStack(ground, container.NewCenter(container.New(layout.NewCustomPaddedLayout(24, 24, 24, 24), card)))
	return g
}

const gateWidth, gateLabel float32 = 380, 56

// First is where the caret belongs.
func (g *Gate) First() fyne.Focusable {
	if g.name.Text == "" {
		return g.name
	}
	return g.password
}

func (g *Gate) focus(f fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g.Content); c != nil {
		c.Focus(f)
	}
}

// Submit tries what was typed.
func (g *Gate) Submit() {
	switch {
	case g.busy:
		return
	case textOf(g.name) == "":
		g.tell("请填写姓名。")
		g.focus(g.name)
		return
	case g.password.Text == "":
		g.tell("请填写密码。")
		g.focus(g.password)
		return
	}
	g.busy = true
	g.button.Disable()
	g.enter(textOf(g.name), g.password.Text, func(err error) {
		g.busy = false
		g.button.Enable()
		g.password.SetText("")
		if err != nil {
			g.tell(err.Error())
			g.focus(g.password)
			return
		}
		g.tell("")
	})
}

func (g *Gate) tell(text string) { g.told.SetText(text) }
