package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"strings"
)

// applicationID marks our files in SQLite's header: "QQtz".
const applicationID = 0x5151747a

// openMode is how a file is opened.
type openMode int

const (
	toWrite openMode = iota
	toRead
	// frozen: on a medium where nobody can write, not even the files that readers of a
	// live database share.
	frozen
)

// dsn names the file so that blanks, #, ?, % and Chinese in its path mean themselves.
func dsn(path string, mode openMode) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		abs = path
	}
	slashed := filepath.ToSlash(abs)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed
	}
	parts := strings.Split(slashed, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	q := "_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=trusted_schema(0)"
	if mode != toWrite {
		q += "&mode=ro&_pragma=query_only(1)&_pragma=mmap_size(0)&_pragma=cache_size(-16000)"
	} else {
		q += "&mode=rwc&_txlock=immediate&_pragma=synchronous(FULL)&_pragma=cache_size(-64000)&_pragma=temp_store(MEMORY)&_pragma=secure_delete(1)"
	}
	if mode == frozen {
		q += "&immutable=1"
	}
	return "file://" + strings.Join(parts, "/") + "?" + q
}

// conn is one connection with its prepared statements. Statements are run without
// the caller's cancellation, which the driver watches with a goroutine each;
// loops look at the context between rows instead.
type conn struct {
	c     *sql.Conn
	stmts map[string]*sql.Stmt
	guard func(query string) error // of a view that shows no records; nil: every query is let through
}

func newConn(ctx context.Context, db *sql.DB) (*conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &conn{c: c, stmts: map[string]*sql.Stmt{}}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, st := range c.stmts {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, c.c.Close())...)
}

// keptStatements bounds the cache: grid filters make many shapes.
const keptStatements = 400

func (c *conn) prepare(query string) (*sql.Stmt, error) {
	if c.guard != nil {
		if err := c.guard(query); err != nil {
			return nil, err
		}
	}
	if st := c.stmts[query]; st != nil {
		return st, nil
	}
	if len(c.stmts) >= keptStatements {
		for q, st := range c.stmts {
			_ = st.Close()
			delete(c.stmts, q)
		}
	}
	st, err := c.c.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, wrap(err)
	}
	c.stmts[query] = st
	return st, nil
}

func (c *conn) exec(query string, args ...any) (int64, error) {
	st, err := c.prepare(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, wrap(err)
	}
	n, err := res.RowsAffected()
	return n, wrap(err)
}

// script runs text that is more than one statement or opens and ends transactions.
func (c *conn) script(query string) error {
	_, err := c.c.ExecContext(context.Background(), query)
	return wrap(err)
}

// one scans the single row of a query; found is false if there is none.
func (c *conn) one(query string, args []any, into ...any) (found bool, err error) {
	st, err := c.prepare(query)
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(context.Background(), args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, wrap(err)
}

// each calls row for every row of a query until it fails.
func (c *conn) each(query string, args []any, row func(*rows) error) (err error) {
	st, err := c.prepare(query)
	if err != nil {
		return err
	}
	found, err := st.QueryContext(context.Background(), args...)
	if err != nil {
		return wrap(err)
	}
	defer func() {
		if e := found.Close(); err == nil {
			err = wrap(e)
		}
	}()
	for found.Next() {
		if err := row(found); err != nil {
			return wrap(err)
		}
	}
	return wrap(found.Err())
}

// snapshot runs fn in one read transaction.
func (c *conn) snapshot(fn func() error) error {
	if err := c.script("BEGIN"); err != nil {
		return err
	}
	defer func() { _ = c.script("ROLLBACK") }()
	return fn()
}

type rows = sql.Rows

// scanner is a row being read.
type scanner interface{ Scan(into ...any) error }

// tailed scans columns that follow those its user knows of.
type tailed struct {
	r    scanner
	more []any
}

func (t tailed) Scan(into ...any) error { return t.r.Scan(append(into, t.more...)...) }

func rowsTail(r scanner, more []any) scanner { return tailed{r, more} }

// openPlain opens a file read-only, whatever its tables.
func openPlain(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, toRead))
	return db, wrap(err)
}

// openFrozen opens a file as one that nobody can write to.
func openFrozen(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn(path, frozen))
	return db, wrap(err)
}

// openScratch opens a copy that is thrown away.
func openScratch(path string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", strings.Replace(dsn(path, toWrite), "synchronous(FULL)", "synchronous(OFF)", 1))
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, wrap(err)
}
