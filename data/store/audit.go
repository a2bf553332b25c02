package store

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"maps"
	"slices"

	"qinqing/data"
)

// touchKey names a record a step touched; key is for settings and notices.
type touchKey struct {
	entity data.Entity
	id     data.ID
	key    string
}

// touch is a record before the step and as the step leaves it; nil: not there.
type touch struct{ before, after []byte }

func (tx *Tx) note(k touchKey, before, after []byte) {
	t := tx.touched[k]
	if t == nil {
		t = &touch{before: before}
		tx.touched[k] = t
		tx.order = append(tx.order, k)
		if tx.changes.Touched == nil {
			tx.changes.Touched = map[data.Entity][]data.ID{}
		}
		tx.changes.Touched[k.entity] = append(tx.changes.Touched[k.entity], k.id)
	}
	t.after = after
}

// seal ends a step: its undo images, its entries in the log, its place in the menu.
func (tx *Tx) seal() error {
	// A setting that went there and back is as it was; records have a version to tell.
	tx.order = slices.DeleteFunc(tx.order, func(k touchKey) bool { return bytes.Equal(tx.touched[k].before, tx.touched[k].after) })
	if len(tx.order) == 0 {
		return nil
	}
	if tx.op.Aside {
		return tx.sealAside()
	}
	if err := tx.openStep(); err != nil {
		return err
	}
	chain, err := tx.chainEnd()
	if err != nil {
		return err
	}
	for n, k := range tx.order {
		t := tx.touched[k]
		if k.entity == data.EntityPerson {
			return data.Errorf(data.Internal, "", "程序内部出错：账号的改动不能撤销，却要记成一步；没有写入。")
		}
		before := textOf(t.before)
		if tx.final == finalClue {
			before = nil // nothing goes back there
		}
		if _, err := tx.c.exec("INSERT INTO undo_image(step, n, entity, id, key, before) VALUES(?, ?, ?, ?, ?, ?)",
			tx.stepID, n, string(k.entity), int64(k.id), k.key, before); err != nil {
			return err
		}
		diff, err := diffOf(k, t.before, t.after)
		if err != nil {
			return err
		}
		if chain, err = tx.log(chain, actionOf(k, t), k.entity, k.id, diff); err != nil {
			return err
		}
	}
	tx.changes.Step = tx.stepID
	if tx.final != 0 {
		tx.changes.Step = 0
	}
	if len(tx.moved) > 0 {
		return tx.eraseTraces()
	}
	return nil
}

// sealAside logs a step that no undo knows of. A record it had changed would stand in the
// way of undoing an earlier step, so only people and settings may.
func (tx *Tx) sealAside() error {
	chain, err := tx.chainEnd()
	if err != nil {
		return err
	}
	for _, k := range tx.order {
		if k.entity != data.EntityPerson && k.entity != data.EntitySetting {
			return data.Errorf(data.Internal, "", "程序内部出错：这一步改了台账，却不能撤销；没有写入。")
		}
		t := tx.touched[k]
		diff, err := diffOf(k, t.before, t.after)
		if err != nil {
			return err
		}
		if chain, err = tx.log(chain, actionOf(k, t), k.entity, k.id, diff); err != nil {
			return err
		}
	}
	return nil
}

func textOf(b []byte) any {
	if b == nil {
		return nil
	}
	return string(b)
}

func actionOf(k touchKey, t *touch) string {
	switch {
	case k.entity == data.EntityIssue:
		return "issue"
	case t.before == nil:
		return "create"
	case t.after == nil:
		return "delete"
	}
	was, is := goneOf(t.before), goneOf(t.after)
	switch {
	case was == live && is == binned:
		return "delete"
	case was == binned && is == live:
		return "restore"
	}
	return "update"
}

func goneOf(image []byte) int {
	var r struct{ Gone int }
	if json.Unmarshal(image, &r) != nil {
		return live
	}
	return r.Gone
}

// chainEnd is the hash the next entry continues.
func (tx *Tx) chainEnd() ([]byte, error) {
	prev := make([]byte, sha256.Size)
	var last []byte
	found, err := tx.c.one("SELECT hash FROM audit_log ORDER BY id DESC LIMIT 1", nil, &last)
	if found {
		prev = last
	}
	return prev, err
}

func (tx *Tx) log(prev []byte, action string, e data.Entity, id data.ID, diff []byte) ([]byte, error) {
	salt := make([]byte, 16)
	if _, err := rand.Read(salt); err != nil {
		return nil, wrap(err)
	}
	sum := diffHash(salt, diff)
	at := stamp(tx.now)
	hash := chainHash(prev, at, tx.actor.Name, action, string(e), int64(id), sum)
	_, err := tx.c.exec(`INSERT INTO audit_log(at, actor, action, entity, entity_id, step, op, salt, diff, diff_hash, prev_hash, hash)
		VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		at, tx.actor.Name, action, string(e), int64(id), tx.stepID, tx.op.Name, salt, string(diff), sum, prev, hash)
	return hash, err
}

// auditFormat is the first byte of every hashed entry.
const auditFormat = 1

func diffHash(salt, diff []byte) []byte {
	h := sha256.New()
	h.Write(salt)
	h.Write(diff)
	return h.Sum(nil)
}

func chainHash(prev []byte, at, actor, action, entity string, id int64, diffSum []byte) []byte {
	h := sha256.New()
	h.Write([]byte{auditFormat})
	h.Write(prev)
	var n [8]byte
	part := func(b []byte) {
		binary.BigEndian.PutUint64(n[:], uint64(len(b)))
		h.Write(n[:])
		h.Write(b)
	}
	for _, s := range []string{at, actor, action, entity} {
		part([]byte(s))
	}
	binary.BigEndian.PutUint64(n[:], uint64(id))
	part(bytes.Clone(n[:]))
	h.Write(diffSum)
	return h.Sum(nil)
}

// diffOf is old and new value of every field that changed: {"Name":["旧","新"]}.
func diffOf(k touchKey, before, after []byte) ([]byte, error) {
	was, err := fieldsOf(before)
	if err != nil {
		return nil, err
	}
	is, err := fieldsOf(after)
	if err != nil {
		return nil, err
	}
	out := map[string][2]json.RawMessage{}
	names := map[string]bool{}
	for n := range was {
		names[n] = true
	}
	for n := range is {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		a, b := was[n], is[n]
		if n == "Version" || bytes.Equal(a, b) || emptyJSON(a) && emptyJSON(b) {
			continue
		}
		if n == "Events" {
			if a, b, err = newEvents(a, b); err != nil {
				return nil, err
			}
		}
		out[n] = [2]json.RawMessage{orNull(a), orNull(b)}
	}
	if k.key != "" {
		name, err := json.Marshal(k.key)
		if err != nil {
			return nil, wrap(err)
		}
		out["Key"] = [2]json.RawMessage{orNull(nil), name}
	}
	b, err := json.Marshal(out)
	return b, wrap(err)
}

func orNull(b json.RawMessage) json.RawMessage {
	if b == nil {
		return json.RawMessage("null")
	}
	return b
}

func emptyJSON(b json.RawMessage) bool {
	switch string(b) {
	case "", "null", `""`, "0", "false", "[]", "{}", `"0001-01-01T00:00:00Z"`:
		return true
	}
	return false
}

func fieldsOf(image []byte) (map[string]json.RawMessage, error) {
	if image == nil {
		return nil, nil
	}
	var r struct {
		Rec  map[string]json.RawMessage
		Gone int
	}
	if err := json.Unmarshal(image, &r); err != nil {
		return nil, wrap(err)
	}
	return r.Rec, nil
}

// newEvents leaves the events that differ only, or each entry would repeat the
// whole history.
func newEvents(before, after json.RawMessage) (a, b json.RawMessage, err error) {
	var was, is []json.RawMessage
	if before != nil {
		if err := json.Unmarshal(before, &was); err != nil {
			return nil, nil, wrap(err)
		}
	}
	if after != nil {
		if err := json.Unmarshal(after, &is); err != nil {
			return nil, nil, wrap(err)
		}
	}
	known := func(list []json.RawMessage, x json.RawMessage) bool {
		return slices.ContainsFunc(list, func(y json.RawMessage) bool { return bytes.Equal(x, y) })
	}
	goneFrom := slices.DeleteFunc(slices.Clone(was), func(x json.RawMessage) bool { return known(is, x) })
	addedTo := slices.DeleteFunc(slices.Clone(is), func(x json.RawMessage) bool { return known(was, x) })
	if a, err = json.Marshal(goneFrom); err != nil {
		return nil, nil, wrap(err)
	}
	b, err = json.Marshal(addedTo)
	return a, b, wrap(err)
}
