package widget

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// FilesInput is a field of a form that holds files: a button that lets some be chosen
// and, once there are any, names them and lets them be put down again.
type FilesInput struct {
	Button
	Name string
	// Choose lets files be chosen and gives them to took.
	Choose func(took func(paths []string))

	win    fyne.Window
	paths  []string
	onEdit func()
}

// NewFilesInput makes an empty one.
func NewFilesInput(w fyne.Window, name string, choose func(took func(paths []string))) *FilesInput {
	f := &FilesInput{Name: name, win: w, Choose: choose}
	f.Alignment = widget.ButtonAlignLeading
	f.ExtendBaseWidget(f)
	f.OnTapped = f.press
	f.say()
	return f
}

// Paths are the files it holds.
func (f *FilesInput) Paths() []string { return slices.Clone(f.paths) }

// Take adds files, each once.
func (f *FilesInput) Take(paths []string) {
	for _, p := range paths {
		if p != "" && !slices.Contains(f.paths, p) {
			f.paths = append(f.paths, p)
		}
	}
	f.changed()
}

// Clear puts all of them down.
func (f *FilesInput) Clear() {
	f.paths = nil
	f.changed()
}

func (f *FilesInput) leave(path string) {
	f.paths = slices.DeleteFunc(f.paths, func(p string) bool { return p == path })
	f.changed()
}

func (f *FilesInput) changed() {
	f.say()
	if f.onEdit != nil {
		f.onEdit()
	}
}

// say names the files on the button.
func (f *FilesInput) say() {
	text := "选择文件…"
	if len(f.paths) > 0 {
		text = shortName(f.paths[0], 22)
	}
	if n := len(f.paths); n > 1 {
		text += fmt.Sprintf(" 等 %d 个文件", n)
	}
	f.SetText(text)
}

func shortName(path string, most int) string {
	name := []rune(filepath.Base(path))
	if len(name) > most {
		return string(name[:most-1]) + "…"
	}
	return string(name)
}

func (f *FilesInput) press() {
	if len(f.paths) == 0 {
		f.Choose(f.Take)
		return
	}
	f.list()
}

// list shows the files, to put one down or take more.
func (f *FilesInput) list() {
	var s *Sheet
	rows := container.NewVBox()
	for _, p := range f.paths {
		remove := NewButton("去掉", func() {
			f.leave(p)
			s.Close()
			if len(f.paths) > 0 {
				f.list()
			}
		})
		rows.Add(container.NewBorder(nil, nil, nil, remove, NewPara(shortName(p, 60), fynetheme.ColorNameForeground, 14, 380)))
	}
	done := NewPrimary("好了", func() { s.Close() })
	more := NewButton("再选", func() {
		s.Close()
		f.Choose(f.Take)
	})
	s = ShowSheet(f.win, f.Name, container.NewVBox(spacer(noticeWidth), rows, container.NewHBox(done, more)), done)
	s.OnClosed = func() { f.win.Canvas().Focus(f) }
}

// TypedKey also puts the last file down with Delete and Backspace.
func (f *FilesInput) TypedKey(k *fyne.KeyEvent) {
	if n := len(f.paths); n > 0 && (k.Name == fyne.KeyDelete || k.Name == fyne.KeyBackspace) {
		f.leave(f.paths[n-1])
		return
	}
	f.Button.TypedKey(k)
}

// Held is the field's name and its files, one a line.
func (f *FilesInput) Held() (name, text string) { return f.Name, strings.Join(f.paths, "\n") }

func (f *FilesInput) hold(text string) {
	f.paths = nil
	f.Take(strings.Split(text, "\n"))
}

func (f *FilesInput) join(form *Form, x *Field) {
	f.onReach, f.onEdit = func() { form.reveal(x) }, x.edited
	f.onEnter, f.onMore = form.Submit, form.more
}

func (f *FilesInput) tidy() {}
