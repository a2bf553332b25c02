package store

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"qinqing/data"
)

// Tx is one step of work being written. It reads what it has written itself.
type Tx struct {
	*View

	stepID  int64
	op      data.Op
	ids     map[string]int64 // last sequence given, by table
	cells   map[data.CellKey]int
	counts  map[countKey]int
	traces  map[data.ID][]byte            // nil: the problem has none
	words   map[string]map[data.ID]string // search tokens, by table
	touched map[touchKey]*touch
	order   []touchKey
	changes data.Changes
	final   int       // why it can't be undone: finalIssue, finalClue
	moved   []data.ID // problems turned into transfers
	secrets []string  // what they said
	bulk    bool      // no undo, no log: see Load
	dropped bool      // something half typed was forgotten and must leave no trace
}

// Now is the one moment at which everything in this step is recorded, in UTC.
func (tx *Tx) Now() time.Time { return tx.now }

// Do runs fn in one transaction and makes it one step for Undo. ctx must carry a
// data.Actor, where accounts are on one that signed in; what fn writes takes the right to
// it (data.Denied). If fn fails or panics nothing is written. Do inside fn is refused.
func (s *Store) Do(ctx context.Context, op data.Op, fn func(*Tx) error) (data.Changes, error) {
	return s.transact(ctx, op, func(tx *Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return tx.seal()
	})
}

func (s *Store) transact(ctx context.Context, op data.Op, fn func(*Tx) error) (_ data.Changes, err error) {
	none := data.Changes{}
	actor, ok := data.ActorOf(ctx)
	switch {
	case !ok:
		return none, data.Errorf(data.Invalid, "actor", "没有说明由谁操作，这一步没有写入；请先在设置里填写经办人。")
	case s.readOnly:
		return none, data.Errorf(data.ReadOnly, "", "台账以只读方式打开，这一步没有写入；请先关闭占用台账的窗口，再以可写方式打开。")
	case op.Name == "":
		return none, data.Errorf(data.Invalid, "op", "这一步没有名称，没有写入。")
	}
	self := goroutine()
	if s.inDo.Load() == self {
		return none, data.Errorf(data.Internal, "", "程序内部出错：一步操作里又开始了一步，没有写入。")
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.done.Load() {
		return none, wrap(errClosed)
	}
	if s.broken.Load() {
		return none, errBroken()
	}
	if err := ctx.Err(); err != nil {
		return none, wrap(err)
	}
	s.inDo.Store(self)
	defer s.inDo.Store(0)
	if err := s.writer.script("BEGIN IMMEDIATE"); err != nil {
		return none, err
	}
	committed := false
	defer func() {
		if committed {
			return
		}
		s.markBroken(err)
		_ = s.writer.script("ROLLBACK") // nothing to roll back if SQLite did it
		s.forgetClock()
		if p := recover(); p != nil {
			err = data.Wrap(data.Internal, fmt.Errorf("panic: %v", p), "程序内部出错，这一步没有写入，已保存的内容不受影响；请重试，仍不行请把日志交给维护人员。")
		}
	}()
	tx := newTx(s, ctx, actor, op)
	if err := tx.admit(); err != nil {
		return none, err
	}
	if err := fn(tx); err != nil {
		return none, wrap(err)
	}
	if err := tx.flush(); err != nil {
		return none, err
	}
	if err := tx.forget(); err != nil {
		return none, err
	}
	if err := ctx.Err(); err != nil {
		return none, wrap(err)
	}
	if err := s.writer.script("COMMIT"); err != nil {
		return none, err
	}
	committed = true
	if tx.stepID != 0 {
		s.steps.Add(1)
	}
	s.unwashed = s.unwashed || len(tx.moved) > 0 || tx.dropped
	s.wash()
	if len(tx.moved) > 0 {
		s.eraseFiles()
	}
	return tx.changes, nil
}

func newTx(s *Store, ctx context.Context, actor data.Actor, op data.Op) *Tx {
	// To the millisecond, as it is stored.
	now := s.now().UTC().Truncate(time.Millisecond)
	tx := &Tx{
		View: &View{s: s, c: s.writer, ctx: ctx, actor: actor, now: now}, op: op, words: map[string]map[data.ID]string{},
		ids: map[string]int64{}, cells: map[data.CellKey]int{}, counts: map[countKey]int{}, traces: map[data.ID][]byte{}, touched: map[touchKey]*touch{},
	}
	tx.settle = tx.flushSearch
	return tx
}

func (s *Store) forgetClock() {
	s.clockMu.Lock()
	defer s.clockMu.Unlock()
	s.clockStamp = ""
}

// goroutine is the number of the running goroutine: the only way to tell a nested
// Do, which would wait for itself for ever, from one of another goroutine.
func goroutine() int64 {
	var buf [64]byte
	b := bytes.TrimPrefix(buf[:runtime.Stack(buf[:], false)], []byte("goroutine "))
	if i := bytes.IndexByte(b, ' '); i > 0 {
		b = b[:i]
	}
	n, err := strconv.ParseInt(string(b), 10, 64)
	if err != nil {
		return -1
	}
	return n
}

// newID gives the next id of a table.
func (tx *Tx) newID(table string) (data.ID, error) {
	last, ok := tx.ids[table]
	if !ok {
		low := int64(data.NewID(int(tx.s.site.Load()), 0))
		var top *int64
		if _, err := tx.c.one("SELECT max(id) FROM "+table+" WHERE id BETWEEN ? AND ?", []any{low, low + 1<<data.SiteBits - 1}, &top); err != nil {
			return 0, err
		}
		if top != nil {
			last = data.ID(*top).Sequence()
		}
	}
	tx.ids[table] = last + 1
	return data.NewID(int(tx.s.site.Load()), last+1), nil
}

// flush writes what was gathered over the transaction.
func (tx *Tx) flush() error {
	if err := tx.flushSearch(); err != nil {
		return err
	}
	if err := tx.flushTraces(); err != nil || tx.bulk {
		return err
	}
	if err := tx.flushCells(); err != nil {
		return err
	}
	return tx.flushCounts()
}
