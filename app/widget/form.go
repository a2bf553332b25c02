package widget

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

// Input is what a form can hold: Entry, Picker, DateEntry, NumberEntry, MoneyEntry, Select.
type Input interface {
	fyne.CanvasObject
	fyne.Focusable
	// Held is the input's name and the text it holds.
	Held() (name, text string)

	hold(text string)
	join(f *Form, x *Field) // to be told of Enter, of every change and of the focus
	tidy()                  // brings what was typed into its usual form
}

// Field is one row of a form.
type Field struct {
	Key      string // named by Fail and Hint
	Label    string
	Required bool
	Missing  string        // what is said where a required field is empty; "": to fill it in, and the hint
	Check    func() string // what else is wrong with what it holds, "" for nothing; may be nil
	Hint     string
	Input    Input
	Most     int  // characters at most; how many there are is told beside the field. 0: any number
	Wide     bool // over both columns

	form   *Form
	group  *Group
	row    *fyne.Container
	aside  *Para
	told   string // beside it, without the count
	failed bool
	watch  []func()
	start  string // what it held at first
	long   int    // how many characters it held when it was last asked
}

// Form lays fields out with labels at the left and hints and errors beside them, in two
// columns where it is long and the window wide. Enter in any field submits, Esc closes.
type Form struct {
	Content fyne.CanvasObject // to be put on a sheet or page

	fields    []*Field
	groups    []*Group
	body      *fyne.Container
	scroll    *container.Scroll // of a form in a sheet
	parts     *fyne.Container
	room      func() fyne.Size // of the window; nil: the form is part of a page
	layer     *fyne.Container
	message   *Para
	submit    *Button
	foot      *fyne.Container
	failed    bool // since the last Submit
	edits     int  // characters changed since it was kept
	restoring bool
	// OnSubmit does the work; it calls Fail for each faulty field.
	OnSubmit func()
	OnClose  func()
	// OnMore is Ctrl+Shift+Enter in a field; may be nil.
	OnMore func()
	// OnKeep is given what the fields hold, by their keys, whenever a field is left and
	// every few changes; may be nil.
	OnKeep func(values map[string]string)
	// OnRestore is told before Restore fills the fields; may be nil.
	OnRestore func(values map[string]string)
}

// NewForm makes a form whose button says what it does.
func NewForm(submit string, fields ...*Field) *Form {
	f := &Form{layer: container.NewWithoutLayout(), body: container.New(rowsLayout{})}
	f.message = NewPara("", fynetheme.ColorNameError, theme.TextSmall, inputWidth+asideWidth)
	f.submit = NewPrimary(submit, f.Submit)
	f.foot = container.NewHBox(spacer(labelWidth+8), f.submit, NewButton("关闭", f.Close))
	f.reached(f.foot)
	f.scroll = container.NewVScroll(f.body)
	// On a page the page scrolls: a scroll in here would take the wheel from it.
	f.parts = container.New(&formLayout{f}, f.body,
		container.NewBorder(nil, nil, spacer(labelWidth+4), nil, f.message), f.foot)
	f.Content = container.NewStack(f.parts, f.layer)
	f.message.Hide()
	f.Add(&Group{Fields: fields})
	f.Settle()
	return f
}

// Beside puts other buttons in the place of 关闭.
func (f *Form) Beside(buttons ...*Button) {
	f.foot.Objects = f.foot.Objects[:2]
	for _, b := range buttons {
		f.foot.Add(b)
	}
	f.reached(f.foot)
}

// reached gives buttons the keys of the form.
func (f *Form) reached(row *fyne.Container) {
	for _, o := range row.Objects {
		if b, ok := o.(*Button); ok {
			b.onEnter, b.onMore = f.Submit, f.more
		}
	}
}

// Within tells the form how large the window is that it has to fit into.
func (f *Form) Within(room func() fyne.Size) {
	f.room = room
	f.parts.Objects[0] = f.scroll
	f.body.Refresh()
}

func (f *Form) row(x *Field) *fyne.Container {
	label := canvas.NewText(x.Label, theme.Of(theme.Second))
	star := canvas.NewText("", theme.Of(fynetheme.ColorNameError))
	if x.Required {
		star.Text = "*"
	}
	x.aside = NewPara("", theme.Second, theme.TextSmall, asideWidth)
	f.tell(x, x.Hint, false)
	x.form = f
	x.Input.join(f, x)
	x.row = container.New(rowLayout{f, x}, star, label, x.Input, x.aside)
	return x.row
}

// edited is told that what the field holds has changed.
func (x *Field) edited() {
	f := x.form
	if x.failed {
		f.tell(x, x.Hint, false)
	} else if x.Most > 0 {
		f.tell(x, x.told, false)
	}
	for _, do := range x.watch {
		do()
	}
	f.changed(x.grown())
}

func (f *Form) tell(x *Field, text string, fault bool) {
	x.failed = fault
	x.aside.ink = theme.Second
	if fault {
		x.aside.ink = fynetheme.ColorNameError
	}
	x.told = text
	x.aside.SetText(x.counted(text))
	if x.form != nil && fault {
		f.body.Refresh() // a long error makes its row higher
	}
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

// fault is what is wrong with what the field holds, as far as it can be told without the
// others; "" for nothing.
func (x *Field) fault() string {
	if x.Required && strings.TrimSpace(held(x.Input)) == "" {
		if x.Missing != "" {
			return x.Missing
		}
		return "请填写" + x.Label + "。" + x.Hint
	}
	if x.Most > 0 && x.length() > x.Most {
		return fmt.Sprintf("最多写 %d 字，请删去 %d 字。", x.Most, x.length()-x.Most)
	}
	if in, ok := x.Input.(interface{ fault() string }); ok && in.fault() != "" {
		return in.fault()
	}
	if x.Check != nil {
		return x.Check()
	}
	return ""
}

func (x *Field) length() int { return utf8.RuneCountInString(strings.TrimSpace(held(x.Input))) }

// Settle takes what the fields hold now for what they held at first.
func (f *Form) Settle() {
	for _, x := range f.fields {
		x.start = held(x.Input)
		x.grown()
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

// Watch calls do whenever what some fields hold has changed.
func (f *Form) Watch(do func(), keys ...string) {
	for _, k := range keys {
		if x := f.field(k); x != nil {
			x.watch = append(x.watch, do)
		}
	}
}

// Input is the input of a field, nil if the form has none of that key.
func (f *Form) Input(key string) Input {
	if x := f.field(key); x != nil {
		return x.Input
	}
	return nil
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
		x.group.unfold(x)
		f.tell(x, text, true)
		if !f.failed {
			f.focus(x.Input)
		}
		f.failed = true
		return
	}
	f.message.SetText(text)
	f.message.Show()
}

// focus goes to an input. The canvas is that of the form: what was folded away until now
// was never drawn and has none of its own.
func (f *Form) focus(in Input) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f.Content); c != nil {
		c.Focus(in)
	}
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

// Submit clears the errors and does the work, unless a field can be seen to be faulty.
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
		if fault := x.fault(); fault != "" {
			f.Fail(x.Key, fault)
		}
	}
	if f.OnSubmit != nil && !f.failed {
		f.OnSubmit()
	}
}

func (f *Form) more() {
	if f.OnMore != nil {
		f.OnMore()
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
