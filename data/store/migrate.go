package store

import (
	"context"
	"embed"
	"path/filepath"
	"strconv"

	"qinqing/data"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration brings a file from the format before it to its own number, counted
// from 1. The first one is the whole schema as first shipped.
type migration struct {
	name string
	sql  string
}

var shipped = readMigrations()

func migrations() []migration { return shipped }

func readMigrations() []migration {
	entries, err := migrationFiles.ReadDir("migrations")
	if err != nil {
		panic("store: " + err.Error()) // embedded: can't fail at run time
	}
	var out []migration
	for _, e := range entries {
		b, err := migrationFiles.ReadFile("migrations/" + e.Name())
		if err != nil {
			panic("store: " + err.Error())
		}
		out = append(out, migration{e.Name(), string(b)})
	}
	return out
}

// migrate runs what the file lacks, one transaction each, after a verified backup.
func (s *Store) migrate(ctx context.Context, all []migration) error {
	var version int
	if _, err := s.writer.one("PRAGMA user_version", nil, &version); err != nil {
		return err
	}
	if version >= len(all) {
		return nil
	}
	tell := func(part string, done int) {
		if s.upgrading != nil {
			s.upgrading(part, done, len(all)-version+1)
		}
	}
	if version > 0 {
		tell("备份升级前的台账", 0)
		out := filepath.Join(filepath.Dir(s.path), filepath.Base(s.path)+".升级前-"+strconv.Itoa(version)+"-"+s.now().Format("20060102-150405")+".db")
		if err := s.copyVerified(ctx, out); err != nil {
			return err
		}
	}
	for i := version; i < len(all); i++ {
		tell("升级到第 "+strconv.Itoa(i+1)+" 版格式", i-version+1)
		if err := s.step(all[i], i+1); err != nil {
			return data.Wrap(data.CodeOf(err), err, "台账格式升级到第 %d 版时出错，已退回升级前的样子，内容没有丢失；请保留原文件并联系维护人员。", i+1)
		}
	}
	return nil
}

func (s *Store) step(m migration, version int) error {
	if err := s.writer.script("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err := s.writer.script(m.sql)
	if err == nil {
		err = s.writer.noOrphans()
	}
	if err == nil {
		err = s.writer.script("PRAGMA user_version = " + strconv.Itoa(version) + "; COMMIT")
	}
	if err != nil {
		_ = s.writer.script("ROLLBACK")
	}
	if e := s.writer.script("PRAGMA foreign_keys = ON"); err == nil {
		err = e
	}
	return err
}

func (c *conn) noOrphans() error {
	var table string
	found, err := c.one("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", nil, &table)
	if err == nil && found {
		return data.Errorf(data.Corrupt, "", "表 %s 中有失去归属的记录。", table)
	}
	return err
}
