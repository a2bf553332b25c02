//go:build !windows

package app

// printPath shows a file in the system's viewer, from where it is printed: there is no
// printing of PDF that every desktop has.
func printPath(path string) (told string, err error) {
	return "已在阅读器里打开，请在那里打印（一般是 Ctrl+P）", openPath(path)
}
