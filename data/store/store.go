package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver

	"qinqing/data"
)

// Options say how to open a ledger.
type Options struct {
	ReadOnly bool             // beside a window that writes; never creates a file
	Now      func() time.Time // nil: time.Now
	Holder   string           // who holds the file, told to a second writer; empty: 亲清台账
	Seed     *Seed            // used only when the file is created

	Old     bool   // read-only: a file of an older format too
	Frozen  bool   // read-only: as on a medium nobody can write to, not a byte beside the file
	Machine string // the mark of this machine; "": its own
	// Upgrading is told before each part of bringing an old file up to date, which takes
	// minutes for a large one; never where there is nothing to do. nil: nobody is told.
	Upgrading func(part string, done, of int)
}

// Seed is what a new ledger starts with.
type Seed struct {
	Notices    [][]byte          // holiday notices, JSON
	Dictionary map[string][]byte // "categories", "natures", "sources", "measures", "regions", "aliases": JSON arrays
	Demo       bool              // the banner 示例数据
}

// Store is an open ledger. It is safe for concurrent use.
type Store struct {
	path      string
	upgrading func(part string, done, of int)
	readOnly  bool
	now       func() time.Time
	lock      *fileLock

	db      *sql.DB // the writer's; nil when read-only
	readDB  *sql.DB
	writer  *conn
	readers chan *conn

	writing sync.Mutex
	inDo    atomic.Int64 // goroutine inside Do
	site    atomic.Int64
	mark    string       // this machine's
	opening Opening      // under writing
	steps   atomic.Int64 // written since Open
	broken  atomic.Bool  // SQLite said the file is damaged: nothing is written any more

	sessions sessions

	fileless bool // a copy being verified: its attachments lie elsewhere still
	unwashed bool // the write-ahead log may hold what was erased; under writing
	frozen   bool // on a medium nobody can write to, or to be left as it is
	unlogged atomic.Bool

	clockMu    sync.Mutex
	clockStamp string
	clock      data.Clock

	done   atomic.Bool
	closed chan struct{} // closed when done, for readers that wait
}

// readerCount is how many snapshots can be read at the same time.
const readerCount = 4

// Open opens the ledger at path, or creates it if there is no file and ReadOnly is
// false; the folder must exist. A file that is not ours, is damaged, is newer than
// the program or lies on a network share is refused and left as it is; so is a
// second writer (data.Locked).
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	if err := ctx.Err(); err != nil {
		return nil, wrap(err)
	}
	if path == "" {
		return nil, data.Errorf(data.Invalid, "path", "没有指定台账文件，没有打开；请选择一个文件。")
	}
	real := realPath(path)
	fresh, err := vetFile(real, o.ReadOnly)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, readOnly: o.ReadOnly, now: o.Now, upgrading: o.Upgrading, readers: make(chan *conn, readerCount), closed: make(chan struct{})}
	if s.now == nil {
		s.now = time.Now
	}
	if !o.ReadOnly {
		if s.lock, err = takeLock(real, o.Holder); err != nil {
			return nil, err
		}
		// Another program may have made the file while we waited for the lock.
		if fresh, err = vetFile(real, false); err == nil && !fresh {
			s.opening.Unclean = s.lock.left
			s.sweep(real)
			err = s.vetLog(real)
		}
		if err != nil {
			return nil, errors.Join(err, s.lock.release())
		}
	}
	if err := s.connect(ctx, fresh, o); err != nil {
		_ = s.Close() // the first error says more
		if fresh {
			discard(path)
		}
		return nil, err
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, fresh bool, o Options) error {
	bg := context.WithoutCancel(ctx)
	if !s.readOnly {
		db, err := sql.Open("sqlite", dsn(s.path, toWrite))
		if err != nil {
			return wrap(err)
		}
		db.SetMaxOpenConns(1)
		s.db = db
		if s.writer, err = newConn(bg, db); err != nil {
			return wrap(err)
		}
		if err := s.prepareFile(bg, fresh, o); err != nil {
			return err
		}
	}
	mode := toRead
	if s.frozen = o.Frozen; o.Frozen {
		mode = frozen
	}
	err := s.openReaders(bg, mode, o.Old)
	if code := data.CodeOf(err); s.readOnly && (code == data.ReadOnly || code == data.NotFound) && !exists(realPath(s.path)+"-wal") {
		for range readerCount {
			<-s.readers
		}
		if e := s.readDB.Close(); e != nil {
			return wrap(errors.Join(err, e))
		}
		s.frozen = true
		err = s.openReaders(bg, frozen, o.Old)
	}
	return err
}

func (s *Store) openReaders(ctx context.Context, mode openMode, old bool) error {
	db, err := sql.Open("sqlite", dsn(s.path, mode))
	if err != nil {
		return wrap(err)
	}
	db.SetMaxOpenConns(readerCount)
	s.readDB = db
	for range readerCount {
		s.readers <- nil // opened when first needed
	}
	c, err := s.takeReader(ctx)
	if err != nil {
		return err
	}
	if err := vetOpened(c); err != nil && (!old || data.CodeOf(err) != codeOld) {
		s.readers <- nil
		if data.CodeOf(err) == codeOld {
			err = data.Wrap(data.Conflict, err, "%s", err.Error())
		}
		return errors.Join(err, c.close())
	}
	defer s.giveReader(c)
	site, err := siteOf(c)
	s.site.Store(int64(site))
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// prepareFile creates the tables of a new file, or brings an old one up to date.
func (s *Store) prepareFile(ctx context.Context, fresh bool, o Options) error {
	if fresh {
		if err := s.create(ctx, o.Seed); err != nil {
			return err
		}
	} else {
		if err := vetOpened(s.writer); err != nil && data.CodeOf(err) != codeOld {
			return err
		}
		if err := s.lookThrough(); err != nil {
			return err
		}
		if _, err := siteOf(s.writer); err != nil { // before anything is written
			return err
		}
		// SQLite opens a file it may not write all the same, and fails at the first step.
		if err := s.writer.script("BEGIN IMMEDIATE; UPDATE meta SET value = value WHERE key = 'site'; ROLLBACK"); err != nil {
			return err
		}
		if err := s.migrate(ctx, migrations()); err != nil {
			return err
		}
		if err := s.renewCells(ctx); err != nil {
			return err
		}
		if err := s.renewWords(ctx); err != nil {
			return err
		}
	}
	s.eraseFiles() // what a program that was killed left
	mark := o.Machine
	if mark == "" {
		mark = machineMark()
	}
	if err := s.noteMachine(mark); err != nil {
		return err
	}
	site, err := siteOf(s.writer)
	s.site.Store(int64(site))
	return err
}

// Written counts the steps written since the ledger was opened.
func (s *Store) Written() int64 { return s.steps.Load() }

// Path is the file's path as it was given to Open.
func (s *Store) Path() string { return s.path }

// ReadOnly says whether Do is refused.
func (s *Store) ReadOnly() bool { return s.readOnly }

// Today is the present day where the office is.
func (s *Store) Today() data.Date { return today(s.now()) }

// Close lets the file go. A read still running goes on; its connection is closed with it.
func (s *Store) Close() error {
	if s.done.Swap(true) {
		return nil
	}
	close(s.closed)
	var errs []error
	s.writing.Lock()
	defer s.writing.Unlock()
	for n := len(s.readers); n > 0; n-- {
		if c := <-s.readers; c != nil {
			errs = append(errs, c.close())
		}
	}
	if s.writer != nil {
		errs = append(errs, s.writer.close())
	}
	for _, db := range []*sql.DB{s.readDB, s.db} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	if err := errors.Join(errs...); err != nil {
		return wrap(err)
	}
	return nil
}

func (s *Store) takeReader(ctx context.Context) (*conn, error) {
	if s.done.Load() {
		return nil, wrap(errClosed)
	}
	select {
	case <-s.closed:
		return nil, wrap(errClosed)
	case c := <-s.readers:
		if c != nil {
			return c, nil
		}
		c, err := newConn(context.WithoutCancel(ctx), s.readDB)
		if err != nil {
			s.readers <- nil
			return nil, wrap(err)
		}
		return c, nil
	case <-ctx.Done():
		return nil, wrap(ctx.Err())
	}
}

func (s *Store) giveReader(c *conn) {
	if s.done.Load() {
		_ = c.close()
		return
	}
	s.readers <- c
}

// discard removes what a failed creation left; the file was not there before.
func discard(path string) {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		_ = os.Remove(path + suffix)
	}
}

// Now is the moment by the store's clock.
func (s *Store) Now() time.Time { return s.now() }
