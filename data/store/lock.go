package store

import (
	"os"
	"strings"

	"github.com/gofrs/flock"

	"qinqing/data"
)

// fileLock keeps a second writer out. The holder's name stands in a file of its
// own: on Windows a locked file can't be read.
type fileLock struct {
	f    *flock.Flock
	name string
	left bool // the last holder was killed: its name stood there still
}

func takeLock(path, holder string) (*fileLock, error) {
	if holder == "" {
		holder = "亲清台账"
	}
	l := &fileLock{f: flock.New(path + ".lock"), name: path + ".holder"}
	ok, err := l.f.TryLock()
	if err != nil {
		return nil, data.Wrap(data.ReadOnly, err, "不能在台账所在的文件夹里建立锁文件，没有打开台账；请检查文件夹的写权限。")
	}
	if !ok {
		who, err := os.ReadFile(l.name)
		if err != nil || len(who) == 0 {
			who = []byte("另一个程序")
		}
		return nil, data.Errorf(data.Locked, "path", "台账正由“%s”打开，不能同时写入，没有改动任何内容；请先关闭它，或以只读方式打开。",
			strings.TrimSpace(string(who)))
	}
	_, err = os.Lstat(l.name)
	l.left = err == nil
	if err := os.WriteFile(l.name, []byte(holder), 0o600); err != nil {
		_ = l.f.Unlock()
		return nil, data.Wrap(data.ReadOnly, err, "不能在台账所在的文件夹里写文件，没有打开台账；请检查文件夹的写权限和磁盘空间。")
	}
	return l, nil
}

// release leaves the lock file itself: removing it would let two writers lock two
// different files of one name.
func (l *fileLock) release() error {
	_ = os.Remove(l.name)
	return l.f.Close()
}
