package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"qinqing/data"
)

// The log and the note of a crash tell what went wrong, and nothing of a record.
func TestLogHoldsNoWordOfARecord(t *testing.T) {
	for name, x := range map[string]struct{ text, want string }{
		"a message that quotes":      {"保存企业: 台账里已有“示例陶瓷”（联系人丙 13800001234），没有保存。", "保存企业: 台账里已有“…”（…），没有保存。"},
		"quotes within quotes":       {"上一步“撤销“示例陶瓷””是别人做的", "上一步“…”是别人做的"},
		"a quote that is cut":        {"走访“示例陶瓷的长名\n第二行", "走访“…\n第二行"},
		"a driver's failure":         {`strconv.Atoi: parsing "示例陶瓷": invalid syntax`, `strconv.Atoi: parsing "…": invalid syntax`},
		"a bulletin's title":         {"《示例陶瓷的通报》没有导出", "《…》没有导出"},
		"a number that can't be his": {"UNIQUE constraint failed: enterprise.uscc (2067)", "UNIQUE constraint failed: enterprise.uscc (2067)"},
		"a telephone":                {"读不出 13800001234", "读不出 138000"},
	} {
		t.Run(name, func(t *testing.T) {
			l := &logFile{path: filepath.Join(t.TempDir(), "qinqing.log")}
			l.write(x.text)
			got := textOf(t, l.path)
			if !strings.HasSuffix(strings.TrimSpace(got), x.want) || strings.Contains(got, "示例陶瓷") {
				t.Errorf("log %q, want %q", got, x.want)
			}
		})
	}
	l := &logFile{path: filepath.Join(t.TempDir(), "qinqing.log")}
	l.crash(data.Wrap(data.Internal, errors.New(`bad "示例陶瓷"`), "问题“示例陶瓷用电”坏了"))
	for _, text := range []string{textOf(t, l.path), l.lastCrash()} {
		if strings.Contains(text, "示例陶瓷") || !strings.Contains(text, "panic: 问题“…”坏了") || !strings.Contains(text, "log_test.go") {
			t.Errorf("the crash is noted as %q", text)
		}
	}
}

// Copies of attachments made for a viewer lie in a folder of this user's alone, and are
// gone when the program starts again.
func TestViewedCopiesAreSwept(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("LocalAppData", os.Getenv("XDG_CACHE_HOME"))
	dir, err := viewedFolder()
	if err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(dir); err != nil || st.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may look: %v, %v", st, err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "x"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "x", "现场.jpg"), []byte("照片"), 0o600); err != nil {
		t.Fatal(err)
	}
	sweepViewed()
	if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
		t.Errorf("left: %v, %v", list, err)
	}
}

func textOf(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
