package locale_test

import (
	"os"
	"os/exec"
	"testing"

	"fyne.io/fyne/v2/lang"

	_ "qinqing/app/locale"
)

// TestFyneDoesNotComplain starts this test again as its own child, because what is
// tested happens before main.
func TestFyneDoesNotComplain(t *testing.T) {
	if os.Getenv("QINQING_LOCALE_CHILD") != "" {
		lang.SystemLocale()
		return
	}
	for _, env := range [][]string{{"LC_ALL=C.UTF-8"}, {"LANG=C.UTF-8"}, {"LANG=C"}, {"LANG=zh_CN.UTF-8"}, {"LANG="}, {"LC_ALL=C.UTF-8", "LANGUAGE=zh_CN"}} {
		c := exec.Command(os.Args[0], "-test.run=TestFyneDoesNotComplain", "-test.count=1")
		c.Env = append([]string{"QINQING_LOCALE_CHILD=1", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}, env...)
		out, err := c.CombinedOutput()
		if err != nil || string(out) != "PASS\n" {
			t.Errorf("%v：%v\n%s", env, err, out)
		}
	}
}
