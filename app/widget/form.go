package widget

import (
	"fmt"
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

// Measures of a form, in the house style.
const (
	labelWidth float32 = 96
	inputWidth float32 = 340
	asideWidth float32 = 250
	formRow    float32 = 36
	asideTop   float32 = 9 // one line of small text stands in the middle of a row
)

// Input is what a form can hold: Entry, Picker, DateEntry, NumberEntry, MoneyEntry, Select.
type Input interface {
	fyne.CanvasObject
	fyne.Focusable
	// Held is the input's name and the text it holds.
	Held() (name, text string)

	hold(text string)
	join(f *Form, edited func()) // to be told of Enter, of every change and of losing the focus
	tidy()                       // brings what was typed into its usual form
}

// Field is one row of a form.
type Field struct {
	Key      string // named by Fail and Hint
	Label    string
	Required bool
	Hint     string
	Input    Input
	Most     int // characters at most; how many there are is told beside the field. 0: any number

	aside  *Para
	told   string // beside it, without the count
	failed bool
	watch  func()
	start  string // what it held at first
}

// Form lays fields out with labels at the left and hints and errors beside them.
// Enter in any field submits, Esc closes.
type Form struct {
	Content fyne.CanvasObject // to be put on a sheet or page

	fields  []*Field
	layer   *fyne.Container
	message *Para
	submit  *Button
	foot    *fyne.Container
	failed  bool // since the last Submit
	// OnSubmit does the work; it calls Fail for each faulty field.
	OnSubmit func()
	OnClose  func()
}

// NewForm makes a form whose button says what it does.
func NewForm(submit string, fields ...*Field) *Form {
	f := &Form{fields: fields, layer: container.NewWithoutLayout()}
	rows := container.New(rowsLayout{})
	for _, x := range fields {
		rows.Add(f.row(x))
	}
	f.Settle()
	f.message = NewPara("", fynetheme.ColorNameError, theme.TextSmall, inputWidth+asideWidth)
	f.submit = NewPrimary(submit, f.Submit)
	f.foot = container.NewHBox(spacer(labelWidth+8), f.submit, NewButton("关闭", f.Close))
	f.Content = container.NewStack(container.NewVBox(rows, container.NewBorder(nil, nil, spacer(labelWidth+4), nil, f.message), f.foot), f.layer)
	f.message.Hide()
	return f
}

// Beside puts another button in the place of 关闭, for a form that is part of a page.
func (f *Form) Beside(b *Button) { f.foot.Objects[2] = b }

func spacer(w float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, 1))
	return r
}

func (f *Form) row(x *Field) fyne.CanvasObject {
	label := canvas.NewText(x.Label, theme.Of(theme.Second))
	star := canvas.NewText("", theme.Of(fynetheme.ColorNameError))
	if x.Required {
		star.Text = "*"
	}
	x.aside = NewPara("", theme.Second, theme.TextSmall, asideWidth)
	f.tell(x, x.Hint, false)
	edited := func() {
		if x.failed {
			f.tell(x, x.Hint, false)
		} else if x.Most > 0 {
			f.tell(x, x.told, false)
		}
		if x.watch != nil {
			x.watch()
		}
	}
	x.Input.join(f, edited)
	return container.New(rowLayout{}, star, label, x.Input, x.aside)
}

func (f *Form) tell(x *Field, text string, fault bool) {
	x.failed = fault
	x.aside.ink = theme.Second
	if fault {
		x.aside.ink = fynetheme.ColorNameError
	}
	x.told = text
	x.aside.SetText(x.counted(text))
}

// counted is what is told beside a field with the number of its characters.
func (x *Field) counted(text string) string {
	if x.Most == 0 {
		return text
	}
	count := fmt.Sprintf("%d / %d 字", x.length(), x.Most)
	if text == "" {
		return count
	}
	return text + "\n" + count
}

func (x *Field) length() int { return utf8.RuneCountInString(strings.TrimSpace(held(x.Input))) }

// Settle takes what the fields hold now for what they held at first.
func (f *Form) Settle() {
	for _, x := range f.fields {
		x.start = held(x.Input)
	}
}

// Touched says that a field holds something else than at first.
func (f *Form) Touched() bool {
	for _, x := range f.fields {
		if held(x.Input) != x.start {
			return true
		}
	}
	return false
}

func held(in Input) string {
	_, text := in.Held()
	return text
}

// left is told when a field has lost the focus.
func (f *Form) left() {}

// Watch calls do whenever what some fields hold has changed.
func (f *Form) Watch(do func(), keys ...string) {
	for _, k := range keys {
		if x := f.field(k); x != nil {
			x.watch = do
		}
	}
}

// Hint shows a note beside a field, such as the due date that follows from it.
func (f *Form) Hint(key, text string) {
	if x := f.field(key); x != nil {
		f.tell(x, text, false)
	}
}

// Fail shows what is wrong beside the field, or below all if there is no such field.
// The first field that fails gets the caret; its error goes when it is edited.
func (f *Form) Fail(key, text string) {
	if x := f.field(key); x != nil {
		f.tell(x, text, true)
		if c := fyne.CurrentApp().Driver().CanvasForObject(x.Input); c != nil && !f.failed {
			c.Focus(x.Input)
		}
		f.failed = true
		return
	}
	f.message.SetText(text)
	f.message.Show()
}

// Told is what stands beside a field; the text below all for an unknown key.
func (f *Form) Told(key string) string {
	if x := f.field(key); x != nil {
		return x.told
	}
	return f.message.Text()
}

func (f *Form) field(key string) *Field {
	for _, x := range f.fields {
		if x.Key == key {
			return x
		}
	}
	return nil
}

// Submit clears the errors and does the work.
func (f *Form) Submit() {
	if f.submit.Disabled() {
		return
	}
	for _, x := range f.fields {
		x.Input.tidy()
	}
	f.failed = false
	f.message.SetText("")
	f.message.Hide()
	for _, x := range f.fields {
		if x.failed {
			f.tell(x, x.Hint, false)
		}
	}
	for _, x := range f.fields {
		if x.Most > 0 && x.length() > x.Most {
			f.Fail(x.Key, fmt.Sprintf("最多写 %d 字，请删去 %d 字。", x.Most, x.length()-x.Most))
		}
	}
	if f.OnSubmit != nil && !f.failed {
		f.OnSubmit()
	}
}

// Close gives up.
func (f *Form) Close() {
	if f.OnClose != nil {
		f.OnClose()
	}
}

// Busy greys the button while the work is under way.
func (f *Form) Busy(on bool) {
	if on {
		f.submit.Disable()
		return
	}
	f.submit.Enable()
}

// First is the field to start in.
func (f *Form) First() fyne.Focusable {
	if len(f.fields) == 0 {
		return nil
	}
	return f.fields[0].Input
}

// rowLayout places star, label, input and what is said beside it.
type rowLayout struct{}

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := max(formRow, o[2].MinSize().Height, o[3].MinSize().Height+2*asideTop)
	return fyne.NewSize(labelWidth+8+inputWidth+10+asideWidth, h)
}

func (rowLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	label := o[1].MinSize()
	x := labelWidth - label.Width
	o[0].Move(fyne.NewPos(x-10, (formRow-label.Height)/2))
	o[0].Resize(o[0].MinSize())
	o[1].Move(fyne.NewPos(x, (formRow-label.Height)/2))
	o[1].Resize(label)
	in := o[2].MinSize().Height
	o[2].Move(fyne.NewPos(labelWidth+8, max(0, (formRow-in)/2)))
	o[2].Resize(fyne.NewSize(inputWidth, in))
	o[3].Move(fyne.NewPos(labelWidth+8+inputWidth+10, asideTop))
	o[3].Resize(fyne.NewSize(max(asideWidth, s.Width-labelWidth-8-inputWidth-10), s.Height-asideTop))
}

// rowsLayout stacks rows with the distance of the 4-pixel grid.
type rowsLayout struct{}

func (rowsLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, x := range o {
		m := x.MinSize()
		s = fyne.NewSize(max(s.Width, m.Width), s.Height+m.Height+4)
	}
	return s
}

func (rowsLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	var y float32
	for _, x := range o {
		h := x.MinSize().Height
		x.Move(fyne.NewPos(0, y))
		x.Resize(fyne.NewSize(s.Width, h))
		y += h + 4
	}
}
