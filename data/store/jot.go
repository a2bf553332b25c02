package store

import (
	"context"
	"database/sql"

	"qinqing/data"
)

// jot logs what concerns a sign-in. A ledger opened read-only is opened for writing for that
// moment; where it can't be written to, Unlogged says so.
func (s *Store) jot(ctx context.Context, op string, fn func(*Tx) error) error {
	o := data.Op{Name: op, Aside: true}
	if !s.readOnly {
		_, err := s.Do(ctx, o, fn)
		return err
	}
	if s.frozen {
		s.unlogged.Store(true)
		return nil
	}
	x, err := s.writable(ctx)
	if err == nil {
		_, err = x.Do(ctx, o, fn)
		if e := x.writer.script("PRAGMA wal_checkpoint(TRUNCATE)"); err == nil && data.CodeOf(e) != data.Locked {
			err = e
		}
		if e := x.Close(); err == nil {
			err = e
		}
	}
	switch data.CodeOf(err) {
	case data.ReadOnly, data.Full, data.Corrupt, data.NotFound:
		s.unlogged.Store(true)
		return nil
	}
	return err
}

// writable is the ledger opened for writing beside this one: as any program would, or by
// the side of the window that holds it, whose steps and this one SQLite puts in order.
func (s *Store) writable(ctx context.Context) (*Store, error) {
	x, err := Open(context.WithoutCancel(ctx), s.path, Options{Now: s.now, Holder: "登录"})
	if data.CodeOf(err) != data.Locked {
		return x, err
	}
	db, err := sql.Open("sqlite", dsn(s.path, toWrite))
	if err != nil {
		return nil, wrap(err)
	}
	db.SetMaxOpenConns(1)
	x = &Store{path: s.path, now: s.now, db: db, readers: make(chan *conn), closed: make(chan struct{})}
	if x.writer, err = newConn(context.WithoutCancel(ctx), db); err != nil {
		return nil, wrap(err)
	}
	return x, nil
}

// Unlogged says whether somebody signed in, or tried to, of whom the log could not be told
// since the ledger can't be written to.
func (s *Store) Unlogged() bool { return s.unlogged.Load() }
