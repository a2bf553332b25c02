package data

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"
)

// EntityAttachment is a scan or photograph kept beside the ledger.
const EntityAttachment Entity = "attachment"

// Attachment is a scan, photograph or document that belongs to a visit, a problem or one
// event of it. The file lies beside the ledger under its SHA-256.
type Attachment struct {
	ID        ID
	Entity    Entity // EntityVisit or EntityProblem
	Ref       ID
	Seq       int    // the event of a problem it belongs to; 0: the record itself
	Name      string // as the office called it
	Size      int64
	SHA256    string // hexadecimal; empty: erased
	Type      string // the ending of the name, in small letters, without the dot
	AddedAt   time.Time
	AddedBy   string
	Version   int
	DeletedAt time.Time
}

// MaxAttachment is the largest file that is kept, in bytes.
const MaxAttachment = 50 << 20

// longestName is how many characters of a file's name are kept.
const longestName = 200

// runnable are the endings by which systems run a file when it is opened.
var runnable = []string{"exe", "bat", "cmd", "com", "scr", "pif", "msi", "msp", "msc", "cpl", "dll", "sys", "ps1", "psm1", "vbs", "vbe", "js", "jse", "wsf", "wsh",
	"hta", "lnk", "url", "reg", "jar", "sh", "bash", "zsh", "run", "bin", "appimage", "deb", "rpm", "apk", "so", "desktop", "command", "py", "pl", "scf", "inf", "gadget"}

// FileName is a file's name as it is kept: no folders, no control characters, not too long.
func FileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`<>:"|?*`, r) {
			return -1
		}
		return r
	}, name))
	if rs := []rune(name); len(rs) > longestName {
		ext := []rune(path.Ext(name))
		if len(ext) > 10 {
			ext = nil
		}
		name = string(rs[:longestName-len(ext)]) + string(ext)
	}
	return name
}

// diskName is how many bytes a name may have on the disks of Linux, with some to spare;
// Windows allows longer ones.
const diskName = 240

// ShortFileName is a name that every disk takes; its ending stays.
func ShortFileName(name string) string {
	if len(name) <= diskName {
		return name
	}
	ext := path.Ext(name)
	if len(ext) > 20 {
		ext = ""
	}
	rs := []rune(strings.TrimSuffix(name, ext))
	for len(string(rs))+len(ext) > diskName {
		rs = rs[:len(rs)-1]
	}
	return string(rs) + ext
}

// FileType is the ending of a name, in small letters, without the dot.
func FileType(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }

// CheckAttachment refuses a file that is not to be kept; head is how it begins.
func CheckAttachment(name string, size int64, head []byte) error {
	clean := FileName(name)
	switch {
	case clean == "" || clean == "." || clean == "/":
		return Errorf(Invalid, "file", "文件没有名称，没有添加。")
	case MarkedSecret(clean):
		return Errorf(Invalid, "file", "文件“%s”的名称标有密级。%s，没有添加。请按保密规定处理。", clean, NoSecrets)
	case size == 0:
		return Errorf(Invalid, "file", "文件“%s”是空的（0 字节），没有添加；请检查扫描或拍照是否成功。", clean)
	case size > MaxAttachment:
		return Errorf(Invalid, "file", "文件“%s”有 %d MB，超过 50 MB，没有添加；请压缩或分成几个。", clean, size>>20)
	case slices.Contains(runnable, FileType(clean)):
		return Errorf(Invalid, "file", "文件“%s”是程序或脚本（.%s），打开就会运行，没有添加；请只添加扫描件、照片和文档。", clean, FileType(clean))
	case runs(head):
		return Errorf(Invalid, "file", "文件“%s”的内容是程序，没有添加；请只添加扫描件、照片和文档。", clean)
	}
	return nil
}

// runs says that a file begins as programs do, whatever its name.
func runs(head []byte) bool {
	for _, mark := range []string{"MZ", "\x7fELF", "#!", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe"} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return true
		}
	}
	return false
}
