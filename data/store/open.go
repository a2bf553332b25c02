package store

import (
	"context"
	"crypto/rand"
	_ "embed" // schema.sql
	"encoding/hex"
	"errors"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"strconv"

	"qinqing/data"
)

//go:embed schema.sql
var schemaSQL string

// realPath follows links, so that a ledger has one lock by whatever name it is opened,
// and so that the share it really lies on is looked at.
func realPath(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(path)); err == nil {
		return filepath.Join(dir, filepath.Base(path))
	}
	return path
}

// smallestFile is one page of the smallest size; SQLite takes less for an empty database.
const smallestFile = 512

// vetFile looks at the place without opening a file that may be a live database:
// closing it would drop SQLite's locks.
func vetFile(path string, readOnly bool) (fresh bool, err error) {
	dir := filepath.Dir(path)
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return false, data.Errorf(data.NotFound, "path", "文件夹“%s”不存在，没有新建任何文件；请先建好文件夹，或换一个位置。", dir)
	}
	if networkShare(dir) {
		return false, data.Errorf(data.Invalid, "path", "“%s”在网络共享盘上，多机同时写入会损坏台账，没有打开；请放到本机磁盘。", dir)
	}
	st, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if readOnly {
			return false, data.Errorf(data.NotFound, "path", "台账文件“%s”不存在；只读方式不会新建，请检查路径。", path)
		}
		return true, nil
	case err != nil:
		return false, data.Wrap(data.ReadOnly, err, "看不到台账文件“%s”，没有改动它；请检查权限。", path)
	case st.IsDir():
		return false, data.Errorf(data.Invalid, "path", "“%s”是文件夹，不是台账文件；请选择里面的文件。", path)
	case !st.Mode().IsRegular():
		return false, data.Errorf(data.Invalid, "path", "“%s”不是普通文件，不能作台账。", path)
	case st.Size() == 0:
		return false, data.Errorf(data.Corrupt, "path", "“%s”是空文件，不是台账，没有改动它；请用备份恢复，或另取一个文件名。", path)
	case st.Size() < smallestFile:
		return false, data.Errorf(data.Corrupt, "path", "“%s”不是台账（或已损坏），没有改动它；请选择正确的文件，或用备份恢复。", path)
	}
	return false, nil
}

// vetOpened refuses what is not ours, in words, before anything is written.
func vetOpened(c *conn) error {
	var app, version, tables int
	if _, err := c.one("PRAGMA application_id", nil, &app); err != nil {
		return err
	}
	if _, err := c.one("PRAGMA user_version", nil, &version); err != nil {
		return err
	}
	if _, err := c.one("SELECT count(*) FROM sqlite_schema WHERE name IN ('meta', 'problem', 'problem_event')", nil, &tables); err != nil {
		return err
	}
	switch newest := len(migrations()); {
	case app != applicationID:
		return data.Errorf(data.Invalid, "path", "这是别的程序的数据库，不是亲清台账，没有改动它；请选择正确的文件。")
	case version > newest:
		return data.Errorf(data.TooNew, "path", "台账由更新版本的程序建立（格式 %d，本程序只认识到 %d），没有改动它；请升级程序后再打开。", version, newest)
	case tables != 3:
		return data.Errorf(data.Corrupt, "path", "台账文件不完整，缺少必要的表，没有改动它；请用备份恢复。")
	}
	// What is known of the ledger itself may lie on a page that became another's: without its
	// marks it would pass for an old one, and be brought up to date.
	if _, err := siteOf(c); err != nil {
		return err
	}
	form, _, err := formOfCells(c)
	if err != nil {
		return err
	}
	traced, err := tracesAreOurs(c)
	if err != nil {
		return err
	}
	worded, err := wordsAreOurs(c)
	if err != nil {
		return err
	}
	if version < len(migrations()) || form != cellsForm || !traced || !worded {
		return data.Errorf(codeOld, "path", "台账由旧版本的程序建立，只读方式没有打开它，也没有改动它；请先用本程序以可写方式打开一次，升级格式。")
	}
	return nil
}

// create makes the tables and the first rows of a new file in one transaction.
func (s *Store) create(ctx context.Context, seed *Seed) error {
	if err := s.writer.script("PRAGMA application_id = " + strconv.Itoa(applicationID) + "; PRAGMA journal_mode = WAL"); err != nil {
		return err
	}
	if err := s.writer.script("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := func() error {
		if err := s.writer.script(schemaSQL); err != nil {
			return err
		}
		if err := s.writer.script("PRAGMA user_version = " + strconv.Itoa(len(migrations()))); err != nil {
			return err
		}
		if err := firstRows(s.writer, stamp(s.now())); err != nil {
			return err
		}
		return s.writer.script("COMMIT")
	}()
	if err != nil {
		_ = s.writer.script("ROLLBACK")
		return err
	}
	site, err := siteOf(s.writer)
	if err != nil {
		return err
	}
	s.site.Store(int64(site))
	return s.plant(ctx, seed)
}

func firstRows(c *conn, at string) error {
	site, err := rand.Int(rand.Reader, big.NewInt(data.MaxSite))
	if err != nil {
		return wrap(err)
	}
	uid := make([]byte, 16)
	if _, err := rand.Read(uid); err != nil {
		return wrap(err)
	}
	for _, kv := range [][2]string{
		{"site", strconv.FormatInt(site.Int64()+1, 10)}, {"site_uid", hex.EncodeToString(uid)}, {"created_at", at}, {"clock", "0"}, {"cells", markOfCells(0)}, {"traces", traceForm}, {"words", wordsForm},
	} {
		if _, err := c.exec("INSERT INTO meta(key, value) VALUES(?, ?)", kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}

func siteOf(c *conn) (int, error) {
	var text string
	if _, err := c.one("SELECT value FROM meta WHERE key = 'site'", nil, &text); err != nil {
		return 0, err
	}
	site, err := strconv.Atoi(text)
	if err != nil || site < 1 || site > data.MaxSite {
		return 0, corrupt(err, "台账登记信息")
	}
	return site, nil
}
