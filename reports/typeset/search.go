package typeset

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// wanted lists the font files looked for outside the program, best first, in
// lower case: what official documents are really set in, then our own 仿宋.
var wanted = [roles][]string{
	FangSong: {"仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "simfang_gb2312.ttf", "simfang.ttf", "simfang.ttc", "仿宋.ttf", "fangsong-fandol.ttf"},
	BiaoSong: {"方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "fzxbsjw.ttf", "fzxbsk.ttf", "fzxiaobiaosong-b05s.ttf", "方正小标宋简体.ttc"},
}

// FontDirs lists the folders in which fonts are looked for, in order:
// $QINQING_FONTS (a path list), fonts/ beside the program, ./assets/fonts, the
// user's data folder, the system's font folders. Folders need not exist.
func FontDirs() []string {
	dirs := filepath.SplitList(os.Getenv("QINQING_FONTS"))
	if exe, err := os.Executable(); err == nil {
		dirs = append(dirs, filepath.Join(filepath.Dir(exe), "fonts"))
	}
	dirs = append(dirs, filepath.Join("assets", "fonts"))
	if conf, err := os.UserConfigDir(); err == nil {
		dirs = append(dirs, filepath.Join(conf, "qinqing", "fonts"))
	}
	return append(dirs, systemDirs()...)
}

func systemDirs() []string {
	home, _ := os.UserHomeDir()
	root := string(filepath.Separator)
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"), filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{filepath.Join(home, "Library", "Fonts"), filepath.Join(root, "Library", "Fonts"), filepath.Join(root, "System", "Library", "Fonts")}
	}
	data := os.Getenv("XDG_DATA_DIRS")
	if data == "" { // the default the XDG base directory specification gives
		data = filepath.Join(root, "usr", "local", "share") + string(filepath.ListSeparator) + filepath.Join(root, "usr", "share")
	}
	dirs := []string{filepath.Join(home, ".local", "share", "fonts"), filepath.Join(home, ".fonts")}
	for _, d := range filepath.SplitList(data) {
		dirs = append(dirs, filepath.Join(d, "fonts"))
	}
	return dirs
}

// candidates finds the wanted files of a role in dirs: in the order of wanted,
// and for each name in the order of dirs.
func candidates(role Role, dirs []string) []string {
	at := map[string]string{}
	for _, dir := range dirs {
		if dir == "" {
			continue
		}
		root := os.DirFS(dir)
		// A folder that is not there or may not be read simply has no fonts.
		_ = fs.WalkDir(root, ".", func(path string, e fs.DirEntry, err error) error {
			if err != nil {
				return fs.SkipDir
			}
			if e.IsDir() {
				if strings.Count(path, "/") > 3 {
					return fs.SkipDir
				}
				return nil
			}
			name := strings.ToLower(e.Name())
			if _, seen := at[name]; !seen {
				at[name] = filepath.Join(dir, filepath.FromSlash(path))
			}
			return nil
		})
	}
	var found []string
	for _, name := range wanted[role] {
		if path, ok := at[name]; ok {
			found = append(found, path)
		}
	}
	return found
}

// found loads the best usable font file of a role from the folders; nil if none.
func (f *Fonts) found(role Role) *Face {
	if len(wanted[role]) == 0 {
		return nil
	}
	for _, path := range candidates(role, f.dirs) {
		data, err := os.ReadFile(path)
		if err == nil {
			var face *Face
			if face, err = NewFace(asciiName(role, path), data, nil); err == nil {
				return face
			}
		}
		if !errors.Is(err, errNotGlyf) {
			f.trouble = append(f.trouble, fmt.Sprintf("字体文件“%s”不能用（%v），已改用其他字体", filepath.Base(path), err))
		}
	}
	if role == FangSong {
		f.trouble = append(f.trouble, "没有找到仿宋字体，正文已改用宋体。请把 fangsong-fandol.ttf 或本单位的仿宋_GB2312 放进程序旁边的 fonts 文件夹后重新生成")
	}
	return nil
}

// asciiName is a PDF font name for a file whose own name may be Chinese.
func asciiName(role Role, path string) string {
	name := strings.ToLower(strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)))
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, name)
	if len(clean) < 3 {
		clean = [roles]string{FangSong: "fangsong", BiaoSong: "xiaobiaosong"}[role] + clean
	}
	return clean
}
