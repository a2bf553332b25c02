package app

import (
	"os"
	"os/exec"
	"runtime"

	"qinqing/data"
)

// openPath shows a file or folder in the system's own program.
func openPath(path string) error {
	if _, err := os.Stat(path); err != nil {
		return data.Wrap(data.NotFound, err, "%s 已经不在了，可能被移走或删除。", path)
	}
	name := map[string]string{"windows": "explorer", "darwin": "open"}[runtime.GOOS]
	if name == "" {
		name = "xdg-open"
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return data.Wrap(data.NotFound, err, "这台机器上没有可以打开它的程序，文件在 %s。", path)
	}
	c := exec.Command(program, path)
	if err := c.Start(); err != nil {
		return data.Wrap(data.Invalid, err, "打不开，文件在 %s。", path)
	}
	go func() { _ = c.Wait() }() // explorer answers 1 even when it worked
	return nil
}
