package command

import (
	"os"
	"path/filepath"
	"slices"

	"qinqing/assets"
	"qinqing/data"
	"qinqing/reports"
)

// templateFolder is what the folder of an office's own wordings is called, beside the
// ledger or beside the program.
const templateFolder = "templates"

// OwnTemplates gives an office's own wordings: those beside its ledger come before those
// beside the program.
func OwnTemplates(ledger string) func(file string) (reports.OwnTemplate, bool) {
	dirs := []string{filepath.Join(filepath.Dir(ledger), templateFolder)}
	if exe, err := os.Executable(); err == nil {
		dirs = append(dirs, filepath.Join(filepath.Dir(exe), templateFolder))
	}
	return func(file string) (reports.OwnTemplate, bool) {
		for _, d := range dirs {
			path := filepath.Join(d, file)
			if src, err := os.ReadFile(path); err == nil {
				return reports.OwnTemplate{Name: path, Text: src}, true
			}
		}
		return reports.OwnTemplate{}, false
	}
}

// bulletinTemplates are the wordings of bulletins.
var bulletinTemplates = []string{"monthly-a.txt", "quarterly-a.txt", "yearly-a.txt", "special-a.txt"}

// CopyTemplates puts the program's wordings of all papers and bulletins into the folder beside a
// ledger, for the office to edit, and returns the folder. What lies there already stays
// as it is.
func CopyTemplates(ledger string) (dir string, err error) {
	dir = filepath.Join(filepath.Dir(ledger), templateFolder)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", data.Wrap(data.ReadOnly, err, "建不了文件夹 %s，没有放进模板；请检查权限。", dir)
	}
	names := slices.Clone(bulletinTemplates)
	for _, k := range reports.PaperKinds {
		names = append(names, k.File)
	}
	for _, name := range names {
		src, err := assets.Template(name)
		if err != nil {
			return "", data.Wrap(data.Internal, err, "程序自带的模板 %s 读不出。请重新安装程序。", name)
		}
		f, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if os.IsExist(err) {
			continue
		}
		if err == nil {
			_, err = f.Write(src)
			if e := f.Close(); err == nil {
				err = e
			}
		}
		if err != nil {
			return "", data.Wrap(data.ReadOnly, err, "写不出模板 %s；请检查磁盘空间和权限。", filepath.Join(dir, name))
		}
	}
	return dir, nil
}
