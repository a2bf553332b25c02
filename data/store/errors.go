package store

import (
	"context"
	"database/sql"
	"errors"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"qinqing/data"
)

// codeOld marks, inside this package, a file that must be migrated first.
const codeOld data.Code = "old"

// wrap turns a driver's failure into a data.Error, by its code and never by its
// text. Errors that already are data.Errors pass.
func wrap(err error) error {
	if err == nil {
		return nil
	}
	var known *data.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return data.Wrap(data.Internal, err, "操作已取消，没有写入任何内容。")
	}
	if errors.Is(err, sql.ErrConnDone) || errors.Is(err, errClosed) {
		return data.Wrap(data.Internal, err, "台账已经关闭，这一步没有写入；请重新打开程序。")
	}
	var driver *sqlite.Error
	if errors.As(err, &driver) {
		return driverError(driver)
	}
	return data.Wrap(data.Internal, err, "程序内部出错，这一步没有写入，已保存的内容不受影响；请重试，仍不行请把日志交给维护人员。")
}

var errClosed = errors.New("sql: database is closed")

// driverError maps by the primary result code (the low byte); the few extended
// codes that mean something else to the user come first.
func driverError(e *sqlite.Error) error {
	switch e.Code() {
	case sqlite3.SQLITE_CONSTRAINT_TRIGGER:
		return data.Wrap(data.Conflict, e, "事项记录、操作日志和已印发的通报只能增加、不能改动；这一步没有写入。")
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return data.Wrap(data.Conflict, e, "已经有一条同样的记录，这一步没有写入；请先查找原有的那条。")
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return data.Wrap(data.Invalid, e, "引用的单位、企业、地区或字典条目不存在，这一步没有写入；请重新选择。")
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return data.Wrap(data.Full, e, "磁盘空间不足，这一步没有写入，之前保存的内容都在；请清理磁盘后重试。")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return data.Wrap(data.Locked, e, "台账正被另一个程序占用，这一步没有写入；请稍候再试。")
	case sqlite3.SQLITE_READONLY:
		return data.Wrap(data.ReadOnly, e, "台账是只读的，这一步没有写入；请检查文件权限，或以可写方式打开。")
	case sqlite3.SQLITE_CORRUPT:
		return data.Wrap(data.Corrupt, e, "台账文件已损坏，程序没有再写入；请用最近的备份恢复，并保留原文件。")
	case sqlite3.SQLITE_NOTADB:
		return data.Wrap(data.Corrupt, e, "这个文件不是台账（或已损坏），没有改动它；请选择正确的文件，或用备份恢复。")
	case sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_RANGE:
		return data.Wrap(data.Invalid, e, "有一项内容不合规定，这一步没有写入；请检查填写的内容。")
	case sqlite3.SQLITE_TOOBIG:
		return data.Wrap(data.Invalid, e, "内容过长，无法保存，这一步没有写入；请分开填写。")
	case sqlite3.SQLITE_IOERR:
		return data.Wrap(data.Internal, e, "读写磁盘出错，这一步没有写入，之前保存的内容都在；请检查磁盘或 U 盘后重试。")
	case sqlite3.SQLITE_CANTOPEN:
		return data.Wrap(data.NotFound, e, "打不开台账文件，没有改动任何内容；请检查路径和权限。")
	case sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return data.Wrap(data.ReadOnly, e, "没有读写台账文件的权限，没有改动任何内容；请联系管理员。")
	case sqlite3.SQLITE_NOMEM:
		return data.Wrap(data.Internal, e, "内存不足，这一步没有写入，之前保存的内容都在；请关闭其他程序后重试。")
	case sqlite3.SQLITE_INTERRUPT:
		return data.Wrap(data.Internal, e, "操作已取消，没有写入任何内容。")
	}
	return data.Wrap(data.Internal, e, "台账读写出错，这一步没有写入，已保存的内容不受影响；请重试，仍不行请把日志交给维护人员。")
}

func notFound(what string) error {
	return data.Errorf(data.NotFound, "id", "没有找到这条%s，可能已被删除；请刷新后再看。", what)
}

func corrupt(cause error, what string) error {
	return data.Wrap(data.Corrupt, cause, "%s的一条记录读不出来，程序没有改动它；请运行“检查数据”，必要时用备份恢复。", what)
}

// isTaken says that what a row alone may have is another's.
func isTaken(err error) bool {
	var driver *sqlite.Error
	return errors.As(err, &driver) && (driver.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || driver.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}
