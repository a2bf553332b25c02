package data

import (
	"strings"
	"testing"
)

func TestAttachmentsThatAreRefused(t *testing.T) {
	pdf := []byte("%PDF-1.7")
	for name, x := range map[string]struct {
		file  string
		size  int64
		head  []byte
		words string // empty: taken
	}{
		"a scan":               {"扫描件.pdf", 8, pdf, ""},
		"a photograph":         {"现场 1.JPG", 8, []byte("\xff\xd8\xff"), ""},
		"no ending":            {"回执", 8, pdf, ""},
		"the largest":          {"大.pdf", MaxAttachment, pdf, ""},
		"empty":                {"空.pdf", 0, nil, "0 字节"},
		"too large":            {"大.pdf", MaxAttachment + 1, pdf, "超过 50 MB"},
		"a program":            {"setup.exe", 8, pdf, "程序或脚本"},
		"in capitals":          {"SETUP.BAT", 8, pdf, "程序或脚本"},
		"with two endings":     {"照片.jpg.scr", 8, pdf, "程序或脚本"},
		"a script":             {"run.sh", 8, pdf, "程序或脚本"},
		"a program by content": {"照片.jpg", 8, []byte("MZ\x90"), "内容是程序"},
		"a script by content":  {"说明.txt", 8, []byte("#!/bin/sh"), "内容是程序"},
		"for Linux":            {"照片", 8, []byte("\x7fELF"), "内容是程序"},
		"a name of nothing":    {"  ", 8, pdf, "没有名称"},
		"a folder":             {"C:\\扫描\\", 8, pdf, ""}, // its last part is a name
		"marked secret":        {"机密★通知.pdf", 8, pdf, "严禁录入国家秘密"},
	} {
		err := CheckAttachment(x.file, x.size, x.head)
		if x.words == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: taken", name)
			continue
		}
		wantRefusal(t, err, Invalid, "file", x.words)
	}
}

func TestFileNames(t *testing.T) {
	long := strings.Repeat("长", 300)
	for given, want := range map[string]string{
		"扫描.pdf": "扫描.pdf", `C:\桌面\扫描.pdf`: "扫描.pdf", "../../etc/passwd": "passwd", " 前后 .txt ": "前后 .txt", "a\nb\x00c.png": "abc.png",
		`是?不是*.jpg`: "是不是.jpg", "\u202egpj.exe": "gpj.exe",
		long + ".pdf": strings.Repeat("长", longestName-4) + ".pdf", long: strings.Repeat("长", longestName),
	} {
		if got := FileName(given); got != want {
			t.Errorf("%q is kept as %q, want %q", given, got, want)
		}
	}
	if got := ShortFileName(long + ".pdf"); got != strings.Repeat("长", 78)+".pdf" || ShortFileName("短.pdf") != "短.pdf" {
		t.Errorf("shortened to %q", got)
	}
	if got := FileType("照片.JPeG"); got != "jpeg" {
		t.Errorf("type %s", got)
	}
}
