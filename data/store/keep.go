package store

import (
	"encoding/json"
	"time"

	"qinqing/data"
)

// How a row stands. A hidden one was made by a step that was undone.
const (
	live   = 0
	binned = 1
	hidden = 2
)

// row is a record with how it stands; a nil rec is one that never was.
type row[T any] struct {
	Rec  *T
	Gone int
}

func (r row[T]) alive() *T {
	if r.Gone == live {
		return r.Rec
	}
	return nil
}

// head points at the columns every kind of record has.
type head struct {
	id      *data.ID
	version *int
	deleted *time.Time // nil if the type has none
}

// kind is how one kind of record is kept: everything that is the same for all of
// them (optimistic lock, recycle bin, undo, log) is written once, below.
type kind[T any] struct {
	entity data.Entity
	word   string // in messages
	head   func(*T) head
	// load reads a record whatever its standing; a nil Rec if there is none.
	load func(*View, data.ID) (row[T], error)
	// write stores now over was and keeps everything derived from it in step.
	write func(tx *Tx, was, now row[T]) error
	// free refuses to remove a record others rest on; nil: nothing rests on it.
	free func(*View, *T) error
	// vet refuses a record that can't be saved or brought back; may complete it.
	vet func(*View, row[T], *T) error
}

// save inserts or updates rec as described at Tx.
func (k *kind[T]) save(tx *Tx, rec *T) error {
	if err := tx.need(k.rights()...); err != nil {
		return err
	}
	h := k.head(rec)
	var was row[T]
	if *h.id != 0 {
		var err error
		if was, err = k.current(tx.View, *h.id); err != nil {
			return err
		}
		if *k.head(was.Rec).version != *h.version {
			return stale(k.word)
		}
	}
	if k.vet != nil {
		if err := k.vet(tx.View, was, rec); err != nil {
			return err
		}
	}
	if was.Rec == nil {
		id, err := tx.newID(string(k.entity))
		if err != nil {
			return err
		}
		*h.id = id
	}
	undo := *h.version
	*h.version++
	if err := k.replace(tx, was, row[T]{Rec: rec}); err != nil {
		*h.version = undo
		if was.Rec == nil {
			*h.id = 0
		}
		return err
	}
	return nil
}

// rights are those of which one is needed to write the kind: units, regions and words of
// the dictionary are also whoever's who sets the program up.
func (k *kind[T]) rights() []data.Right {
	switch k.entity {
	case data.EntityUnit, data.EntityRegion, data.EntityEntry:
		return []data.Right{data.MayRecord, data.MaySet}
	}
	return []data.Right{data.MayRecord}
}

func (k *kind[T]) current(v *View, id data.ID) (row[T], error) {
	was, err := k.load(v, id)
	if err == nil && (was.Rec == nil || was.Gone != live) {
		err = notFound(k.word)
	}
	return was, err
}

// replace writes and notes the change for the log and for undo.
func (k *kind[T]) replace(tx *Tx, was, now row[T]) error {
	if err := tx.ctx.Err(); err != nil {
		return wrap(err) // nobody waits for it any longer
	}
	if tx.bulk {
		return k.write(tx, was, now)
	}
	before, err := encode(was)
	if err != nil {
		return err
	}
	if err := k.write(tx, was, now); err != nil {
		return err
	}
	after, err := encode(now)
	if err != nil {
		return err
	}
	tx.note(touchKey{k.entity, *k.head(now.Rec).id, ""}, before, after)
	return nil
}

func (k *kind[T]) remove(tx *Tx, id data.ID) error {
	if err := tx.need(k.rights()...); err != nil {
		return err
	}
	was, err := k.current(tx.View, id)
	if err != nil {
		return err
	}
	if k.free != nil {
		if err := k.free(tx.View, was.Rec); err != nil {
			return err
		}
	}
	return k.stand(tx, was, binned)
}

func (k *kind[T]) restore(tx *Tx, id data.ID) error {
	if err := tx.need(k.rights()...); err != nil {
		return err
	}
	was, err := k.load(tx.View, id)
	if err != nil {
		return err
	}
	if was.Rec == nil || was.Gone != binned {
		return data.Errorf(data.NotFound, "id", "回收站里没有这条%s，可能已经恢复；请刷新后再看。", k.word)
	}
	if k.vet != nil {
		probe := *was.Rec
		if err := k.vet(tx.View, row[T]{}, &probe); err != nil {
			return err
		}
	}
	return k.stand(tx, was, live)
}

// stand moves a record into or out of the recycle bin.
func (k *kind[T]) stand(tx *Tx, was row[T], gone int) error {
	rec := *was.Rec
	h := k.head(&rec)
	*h.version++
	if h.deleted != nil {
		*h.deleted = time.Time{}
		if gone == binned {
			*h.deleted = tx.now
		}
	}
	return k.replace(tx, was, row[T]{Rec: &rec, Gone: gone})
}

// set brings a record to an image taken earlier, or hides it if there was none.
func (k *kind[T]) set(tx *Tx, id data.ID, image []byte) error {
	was, err := k.load(tx.View, id)
	if err != nil {
		return err
	}
	if was.Rec == nil {
		return corrupt(nil, k.word)
	}
	now := row[T]{Gone: hidden}
	if image == nil {
		rec := *was.Rec
		now.Rec = &rec
	} else if err := json.Unmarshal(image, &now); err != nil {
		return corrupt(err, "撤销记录")
	}
	h := k.head(now.Rec)
	// Versions never run backwards: a screen that still shows the undone state must not pass for fresh.
	*h.version = *k.head(was.Rec).version + 1
	return k.write(tx, was, now)
}

// image is the record as it is, for redo.
func (k *kind[T]) image(v *View, id data.ID) ([]byte, error) {
	image, _, err := k.stands(v, id)
	return image, err
}

// stands is the record as it is and where; no image if it is hidden or not there.
func (k *kind[T]) stands(v *View, id data.ID) (image []byte, gone int, err error) {
	is, err := k.load(v, id)
	if err != nil {
		return nil, 0, err
	}
	image, err = encode(is)
	return image, is.Gone, err
}

func encode[T any](r row[T]) ([]byte, error) {
	if r.Rec == nil || r.Gone == hidden {
		return nil, nil
	}
	b, err := json.Marshal(r)
	return b, wrap(err)
}

func stale(word string) error {
	return data.Errorf(data.Conflict, "version", "这条%s在您打开之后被改过，您的修改没有写入，也没有覆盖别人的；请刷新后重新填写。", word)
}

// keeper is a kind without its type.
type keeper interface {
	remove(*Tx, data.ID) error
	restore(*Tx, data.ID) error
	set(*Tx, data.ID, []byte) error
	image(*View, data.ID) ([]byte, error)
	stands(*View, data.ID) (image []byte, gone int, err error)
}

func keeperOf(e data.Entity) (keeper, error) {
	switch e {
	case data.EntityUnit:
		return unitKind, nil
	case data.EntityRegion:
		return regionKind, nil
	case data.EntityEnterprise:
		return enterpriseKind, nil
	case data.EntityVisit:
		return visitKind, nil
	case data.EntityProblem:
		return problemKind, nil
	case data.EntityEntry:
		return entryKind, nil
	case data.EntityRecord:
		return recordKind, nil
	case data.EntityDraft:
		return draftKind, nil
	case data.EntityAttachment:
		return attachmentKind, nil
	}
	return nil, data.Errorf(data.Invalid, "entity", "这类内容（%s）不能删除或恢复。", string(e))
}

// Delete puts a record into the recycle bin. It is refused (data.Conflict) while
// live records rest on it.
func (tx *Tx) Delete(e data.Entity, id data.ID) error {
	k, err := keeperOf(e)
	if err != nil {
		return err
	}
	return k.remove(tx, id)
}

// Restore brings a record back from the recycle bin.
func (tx *Tx) Restore(e data.Entity, id data.ID) error {
	k, err := keeperOf(e)
	if err != nil {
		return err
	}
	return k.restore(tx, id)
}

// ref is an id as a column that may be empty.
func ref(id data.ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

func text(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// jsonText is v as JSON, or NULL for what is empty.
func jsonText[K comparable, V any](m map[K]V) (any, error) {
	if len(m) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(m)
	return string(b), wrap(err)
}

func deletedText(gone int, t time.Time, now time.Time) any {
	if gone != binned {
		return nil
	}
	if t.IsZero() {
		t = now
	}
	return stamp(t)
}

// idCol scans an id that may be NULL.
type idCol struct{ to *data.ID }

func (c idCol) Scan(src any) error {
	n, _ := src.(int64)
	*c.to = data.ID(n)
	return nil
}

// timeCol scans an instant that may be NULL.
type timeCol struct{ to *time.Time }

func (c timeCol) Scan(src any) error {
	s, _ := src.(string)
	*c.to = unstamp(s)
	return nil
}

// textCol scans a text that may be NULL.
type textCol struct{ to *string }

func (c textCol) Scan(src any) error {
	*c.to, _ = src.(string)
	return nil
}

// jsonCol scans JSON that may be NULL into what to points at.
type jsonCol struct{ to any }

func (c jsonCol) Scan(src any) error {
	s, _ := src.(string)
	if s == "" || s == "[]" {
		return nil
	}
	if err := json.Unmarshal([]byte(s), c.to); err != nil {
		return corrupt(err, "台账")
	}
	return nil
}
