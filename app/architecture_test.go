package app

import (
	"bufio"
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// forbidden lists, for each room, what it may not reach, directly or through others.
var forbidden = []struct{ room, why string }{
	{"qinqing/data qinqing/app", "data 不依赖窗口"},
	{"qinqing/data qinqing/reports", "data 不依赖 reports"},
	{"qinqing/data fyne.io/", "data 不依赖 Fyne"},
	{"qinqing/reports qinqing/app", "reports 不依赖窗口"},
	{"qinqing/reports fyne.io/", "reports 不依赖 Fyne"},
	{"qinqing/reports qinqing/data/store", "reports 不认识 SQL"},
	{"qinqing/reports modernc.org/", "reports 不认识 SQL"},
	{"qinqing/data/intake qinqing/data/store", "intake 是纯的"},
	{"qinqing/data/workday qinqing/data/store", "workday 是纯的"},
	{"qinqing/data/intake qinqing/data/keep", "intake 是纯的"},
	{"qinqing/data/workday qinqing/data/keep", "workday 是纯的"},
	{"qinqing/data/store qinqing/data/keep", "store 不认识备份的安排"},
	{"qinqing/reports qinqing/data/keep", "reports 不认识备份"},
	{"qinqing/app/page qinqing/data/keep", "页面不碰文件"},
	{"qinqing/app/widget qinqing/data", "widget 不含业务"},
	{"qinqing/app/widget qinqing/reports", "widget 不含业务"},
	{"qinqing/app/command fyne.io/", "子命令不开窗口"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", `{{$p := .ImportPath}}{{range .Deps}}{{$p}} {{.}}
{{end}}`, "qinqing/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	rooms := 0
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		from, to, ok := strings.Cut(lines.Text(), " ")
		if !ok || !strings.HasPrefix(from, "qinqing/") {
			continue
		}
		rooms++
		for _, f := range forbidden {
			room, target, _ := strings.Cut(f.room, " ")
			if within(from, room) && (within(to, target) || strings.HasSuffix(target, "/") && strings.HasPrefix(to, target)) {
				t.Errorf("%s 引用了 %s：%s", from, to, f.why)
			}
		}
	}
	if rooms == 0 {
		t.Fatal("go list 没有列出任何包，检查器失灵")
	}
}

func within(pkg, room string) bool { return pkg == room || strings.HasPrefix(pkg, room+"/") }

func TestOnlyAppOpensWindows(t *testing.T) {
	eachFile(t, func(path string, file *ast.File, _ *token.FileSet, _ int) {
		for _, i := range file.Imports {
			if i.Path.Value == `"fyne.io/fyne/v2/app"` && filepath.Dir(path) != "app" {
				t.Errorf("%s 引用了 fyne.io/fyne/v2/app，只有 app 可以", path)
			}
			if strings.Contains(i.Path.Value, "database/sql") && !strings.HasSuffix(i.Path.Value, `/driver"`) && !strings.HasPrefix(path, "data/store") {
				t.Errorf("%s 引用了 database/sql，只有 data/store 可以", path)
			}
		}
	})
}

func TestSizes(t *testing.T) {
	files := 0
	eachFile(t, func(path string, file *ast.File, set *token.FileSet, lines int) {
		files++
		if lines > 600 {
			t.Errorf("%s 有 %d 行，超过 600 行", path, lines)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			if n := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; n > 80 {
				t.Errorf("%s: %s 有 %d 行，超过 80 行", path, f.Name.Name, n)
			}
		}
		for _, bad := range []string{"Util", "Manager", "Helper"} {
			ast.Inspect(file, func(n ast.Node) bool {
				if s, ok := n.(*ast.TypeSpec); ok && strings.Contains(s.Name.Name, bad) {
					t.Errorf("%s: 类型名 %s 里有 %s", path, s.Name.Name, bad)
				}
				return true
			})
		}
	})
	if files == 0 {
		t.Fatal("没有找到任何源文件，检查器失灵")
	}
}

// TestPackagesSayWhatTheyAre wants a package comment in every room.
func TestPackagesSayWhatTheyAre(t *testing.T) {
	told := map[string]bool{}
	eachFile(t, func(path string, file *ast.File, _ *token.FileSet, _ int) {
		dir := filepath.Dir(path)
		told[dir] = told[dir] || file.Doc != nil
	})
	for dir, ok := range told {
		if !ok {
			t.Errorf("%s 没有包注释", dir)
		}
	}
}

// TestTopLevel holds the customer's layout.
func TestTopLevel(t *testing.T) {
	allowed := map[string]bool{"main.go": true, "app": true, "data": true, "reports": true, "assets": true, "go.mod": true, "go.sum": true,
		"FyneApp.toml": true, "README.md": true, "Makefile": true, "build": true}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		n := e.Name()
		licence := strings.HasPrefix(n, "LICENSE") || strings.HasPrefix(n, "NOTICE") || strings.HasPrefix(n, "COPYING")
		if !allowed[n] && !licence && !strings.HasPrefix(n, ".") {
			t.Errorf("顶层多出了 %s", n)
		}
	}
}

// eachFile visits every source file that is not a test, by its path from the top.
func eachFile(t *testing.T, visit func(path string, file *ast.File, set *token.FileSet, lines int)) {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "build" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, src, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		visit(filepath.ToSlash(rel), file, set, bytes.Count(src, []byte("\n")))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
