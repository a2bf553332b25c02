package widget

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// shelf is a folder with a folder in it, two ledgers, one other file and a hidden one.
func shelf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"十月/旧.csv", "乙.XLSX", "甲.csv", "照片.png", ".隐藏.csv"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func names(f *FileSheet) (out []string) {
	for _, r := range f.rows {
		out = append(out, r.name)
	}
	return out
}

func TestFilesByKeyboardAlone(t *testing.T) {
	w := window(t)
	dir := shelf(t)
	got := ""
	f := ShowFiles(w, "选择", dir, []string{".xlsx", ".csv"}, func(p string) { got = p })
	if want := []string{"十月", "乙.XLSX", "甲.csv"}; !slices.Equal(names(f), want) {
		t.Fatalf("列出 %v，应为 %v", names(f), want)
	}
	focus := func() fyne.Focusable { return w.Canvas().Focused() }
	key(focus(), fyne.KeyReturn) // into the folder
	if want := []string{"旧.csv"}; !slices.Equal(names(f), want) || f.path.Text != filepath.Join(dir, "十月") {
		t.Fatalf("在 %s 列出 %v", f.path.Text, names(f))
	}
	key(focus(), fyne.KeyBackspace)
	if f.dir != dir || f.table.CursorRow() != 0 {
		t.Fatalf("退回到 %s，第 %d 行", f.dir, f.table.CursorRow())
	}
	key(focus(), fyne.KeyEnd)
	key(focus(), fyne.KeyReturn)
	if got != filepath.Join(dir, "甲.csv") || f.Sheet.Showing() {
		t.Errorf("选了 %s，还开着 %v", got, f.Sheet.Showing())
	}
}

func TestFilesEscChoosesNothing(t *testing.T) {
	w := window(t)
	n := 0
	f := ShowFiles(w, "选择", shelf(t), []string{".csv"}, func(string) { n++ })
	key(w.Canvas().Focused(), fyne.KeyEscape)
	if f.Sheet.Showing() || n != 0 {
		t.Errorf("开着 %v，选了 %d 次", f.Sheet.Showing(), n)
	}
}

func TestFilesPathCanBeTyped(t *testing.T) {
	w := window(t)
	dir := shelf(t)
	got := ""
	f := ShowFiles(w, "选择", dir, []string{".csv"}, func(p string) { got = p })
	for typed, told := range map[string]string{"": "请写明", filepath.Join(dir, "没有"): "没有找到"} {
		f.path.SetText(typed)
		key(f.path, fyne.KeyReturn)
		if !strings.Contains(f.note.Text(), told) || f.dir != dir {
			t.Errorf("输入“%s”：%s，到了 %s", typed, f.note.Text(), f.dir)
		}
	}
	f.path.SetText(filepath.Join(dir, "十月"))
	key(f.path, fyne.KeyReturn)
	if f.note.Text() != "" || len(f.rows) != 1 {
		t.Errorf("到了文件夹以后：%s %v", f.note.Text(), names(f))
	}
	f.path.SetText(filepath.Join(dir, "照片.png"))
	key(f.path, fyne.KeyReturn) // whoever types it means it
	if got != filepath.Join(dir, "照片.png") {
		t.Errorf("选了 %s", got)
	}
}

func TestFilesOfAnEmptyFolderSaySo(t *testing.T) {
	w := window(t)
	f := ShowFiles(w, "选择", t.TempDir(), []string{".csv"}, func(string) {})
	if !strings.Contains(f.note.Text(), "没有可以选的文件") {
		t.Errorf("空文件夹：%s", f.note.Text())
	}
	test.Tap(buttonBelow(t, w.Canvas().Overlays().Top(), "打开"))
	if !f.Sheet.Showing() {
		t.Error("没有可选的也关掉了")
	}
}
