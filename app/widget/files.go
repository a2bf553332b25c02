package widget

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"

	"qinqing/app/theme"
)

// FileSheet lets one choose a file. Fyne's own dialog knows no Esc, no arrows and no
// place to type a path, and speaks English.
type FileSheet struct {
	Sheet *Sheet

	dir    string
	ext    []string
	chosen func(string)
	many   func([]string) // several may be chosen; nil: one
	path   *Entry
	table  *DataTable[fileRow]
	rows   fileRows
	note   *Para
}

type fileRow struct {
	name, path string
	dir        bool
	size       int64
	at         string
}

type fileRows []fileRow

func (f *fileRows) Len() int                  { return len(*f) }
func (f *fileRows) Row(i int) (fileRow, bool) { return (*f)[i], true }

// ShowFiles opens the sheet on a folder; only files that end in one of ext are listed.
func ShowFiles(w fyne.Window, title, dir string, ext []string, chosen func(path string)) *FileSheet {
	f := &FileSheet{ext: ext, chosen: chosen}
	f.show(w, title, dir)
	return f
}

// ShowManyFiles opens the sheet on a folder for files of any kind; several may be chosen
// with Shift.
func ShowManyFiles(w fyne.Window, title, dir string, chosen func(paths []string)) *FileSheet {
	f := &FileSheet{many: chosen}
	f.show(w, title, dir)
	return f
}

func (f *FileSheet) show(w fyne.Window, title, dir string) {
	f.note = NewPara("", fynetheme.ColorNameError, theme.TextSmall, fileSheetWidth)
	f.path = NewEntry("位置", "文件夹或文件的位置")
	f.path.OnEnter = func() { f.visit(strings.TrimSpace(f.path.Text)) }
	f.table = NewDataTable(fileColumns(), &f.rows)
	f.table.Name = "文件"
	f.table.OnOpen = f.open
	f.table.OnBack = f.up
	places := container.NewHBox(NewButton("上一级", f.up))
	for _, p := range filePlaces() {
		places.Add(NewButton(p.name, func() { f.visit(p.path) }))
	}
	open := NewPrimary("打开", func() { f.open(f.table.CursorRow()) })
	if f.many != nil {
		open = NewPrimary("添加", f.takeAll)
	}
	closing := NewButton("关闭", func() { f.Sheet.Close() })
	content := container.NewVBox(f.path, places, container.NewGridWrap(fyne.NewSize(fileSheetWidth, 340), f.table), f.note, container.NewHBox(open, closing))
	f.Sheet = ShowSheet(w, title, content, nil)
	f.visit(dir)
	w.Canvas().Focus(f.table)
}

// takeAll takes every file that is chosen; a folder alone is opened.
func (f *FileSheet) takeAll() {
	from, to, ok := f.table.Selected()
	if !ok {
		return
	}
	var paths []string
	for _, r := range f.rows[from : to+1] {
		if !r.dir {
			paths = append(paths, r.path)
		}
	}
	if len(paths) == 0 {
		f.open(f.table.CursorRow())
		return
	}
	f.Sheet.Close()
	f.many(paths)
}

const fileSheetWidth float32 = 700

func fileColumns() []Column[fileRow] {
	return []Column[fileRow]{
		{Title: "名称", Width: 420, Text: func(r fileRow) string { return r.name }, Mark: func(r fileRow) fyne.ThemeColorName {
			if r.dir {
				return fynetheme.ColorNamePrimary
			}
			return theme.Grey
		}},
		{Title: "修改时间", Width: 150, Text: func(r fileRow) string { return r.at }},
		{Title: "大小", Width: 110, Right: true, Text: func(r fileRow) string {
			if r.dir {
				return "文件夹"
			}
			return strconv.FormatInt((r.size+1023)/1024, 10) + " KB"
		}},
	}
}

type filePlace struct{ name, path string }

// filePlaces are the folders people keep their files in, those that are there.
func filePlaces() (out []filePlace) {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	for _, p := range []filePlace{{"主文件夹", home}, {"桌面", filepath.Join(home, "Desktop")}, {"桌面", filepath.Join(home, "桌面")},
		{"文档", filepath.Join(home, "Documents")}, {"文档", filepath.Join(home, "文档")}, {"下载", filepath.Join(home, "Downloads")}, {"下载", filepath.Join(home, "下载")}} {
		if st, err := os.Stat(p.path); err == nil && st.IsDir() {
			out = append(out, p)
		}
	}
	return out
}

// visit shows a folder, or takes a file.
func (f *FileSheet) visit(path string) {
	if st, err := os.Stat(path); err == nil && !st.IsDir() {
		f.take(path)
		return
	}
	entries, err := os.ReadDir(path)
	f.note.SetText("")
	if err != nil {
		f.note.SetText(unreadable(path, err))
		return
	}
	f.dir, f.rows = path, nil
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := os.Stat(filepath.Join(path, e.Name())) // follows links
		if err != nil || !info.IsDir() && !f.wanted(e.Name()) {
			continue
		}
		f.rows = append(f.rows, fileRow{e.Name(), filepath.Join(path, e.Name()), info.IsDir(), info.Size(), info.ModTime().Format("2006-01-02 15:04")})
	}
	slices.SortStableFunc(f.rows, func(a, b fileRow) int {
		switch {
		case a.dir && !b.dir:
			return -1
		case b.dir && !a.dir:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	if len(f.rows) == 0 {
		f.note.SetText("这个文件夹里没有可以选的文件" + f.endings() + "。")
	}
	f.path.SetText(path)
	f.table.Reset()
	if len(f.rows) > 0 {
		f.table.Choose(0)
	}
}

// endings says which files are listed.
func (f *FileSheet) endings() string {
	if len(f.ext) == 0 {
		return ""
	}
	return "（" + strings.Join(f.ext, "、") + "）"
}

func unreadable(path string, err error) string {
	switch {
	case path == "":
		return "请写明文件夹或文件的位置。"
	case errors.Is(err, fs.ErrNotExist):
		return "没有找到 " + path + "，请核对。"
	case errors.Is(err, fs.ErrPermission):
		return "没有打开 " + path + " 的权限，请换一个位置。"
	}
	return "打不开 " + path + "，请换一个位置。"
}

func (f *FileSheet) wanted(name string) bool {
	if f.many != nil {
		return true
	}
	return slices.ContainsFunc(f.ext, func(e string) bool { return strings.EqualFold(filepath.Ext(name), e) })
}

func (f *FileSheet) open(i int) {
	if i < 0 || i >= len(f.rows) {
		return
	}
	if f.rows[i].dir {
		f.visit(f.rows[i].path)
		return
	}
	f.take(f.rows[i].path)
}

func (f *FileSheet) take(path string) {
	if f.many != nil {
		f.Sheet.Close()
		f.many([]string{path})
		return
	}
	f.Sheet.Close()
	f.chosen(path)
}

// up goes to the folder above and marks the one it came from; above a drive of Windows
// lie the drives.
func (f *FileSheet) up() {
	from := f.dir
	above := filepath.Dir(from)
	if above == from {
		if runtime.GOOS == "windows" {
			f.drives()
		}
		return
	}
	f.visit(above)
	if i := slices.IndexFunc(f.rows, func(r fileRow) bool { return r.path == from }); i >= 0 {
		f.table.Choose(i)
	}
}

func (f *FileSheet) drives() {
	f.rows = nil
	for letter := 'A'; letter <= 'Z'; letter++ {
		root := string(letter) + `:\`
		if _, err := os.Stat(root); err == nil {
			f.rows = append(f.rows, fileRow{name: root, path: root, dir: true})
		}
	}
	f.path.SetText("")
	f.table.Reset()
}
