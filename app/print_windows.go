package app

import (
	"os"
	"syscall"
	"unsafe"

	"qinqing/data"
)

var shellExecute = syscall.NewLazyDLL("shell32.dll").NewProc("ShellExecuteW")

// What ShellExecute answers, as far as it is told apart: above done all went well.
const (
	shellDone    = 32
	shellNoProg  = 31
	showMinimise = 7
)

// printPath has the program for that kind of file print it. One that can only show it, as
// a browser, is opened instead.
func printPath(path string) (told string, err error) {
	if _, err := os.Stat(path); err != nil {
		return "", data.Wrap(data.NotFound, err, "%s 已经不在了，可能被移走或删除。", path)
	}
	verb, err := syscall.UTF16PtrFromString("print")
	if err != nil {
		return "", err
	}
	file, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return "", data.Wrap(data.Invalid, err, "文件名里有不能用的字符，没有打印：%s。", path)
	}
	code, _, _ := shellExecute.Call(0, uintptr(unsafe.Pointer(verb)), uintptr(unsafe.Pointer(file)), 0, 0, showMinimise)
	switch {
	case code > shellDone:
		return "已送去打印", nil
	case code == shellNoProg:
		if err := openPath(path); err != nil {
			return "", data.Wrap(data.NotFound, err, "这台电脑上没有能打印 PDF 的程序，没有打印。请先装一个 PDF 阅读器（如 WPS）；文件在 %s。", path)
		}
		return "没有能直接打印的程序，已打开文件，请在里面打印", nil
	}
	return "", data.Errorf(data.Invalid, "", "系统没有打印这个文件（代码 %d）。请打开它，在里面打印；文件在 %s。", code, path)
}
