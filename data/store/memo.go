package store

import (
	"strings"

	"qinqing/data"
)

// HalfTyped begins the keys under which forms keep what was typed and not yet saved.
// Forgetting one takes its text out of the file, as it may have been a clue; turning a
// problem into a transfer forgets them all.
//
// Where people sign in, each has their own under these keys and meets nobody else's. What
// was half typed without accounts waits until there are none again.
const HalfTyped = "form."

// ownedBy stands, with a name and a tab no name has, between HalfTyped and the rest of a key
// in the file that is one person's own. No title of a form begins so.
const ownedBy = "@"

// own is the key in the file for one that forms keep something under.
func (v *View) own(key string) string {
	rest, half := strings.CutPrefix(key, HalfTyped)
	if !half || v.person == nil {
		return key
	}
	return HalfTyped + ownedBy + v.person.Name + "\t" + rest
}

// owned is the key of which own made one in the file; ok is false where it is another's.
func (v *View) owned(kept string) (key string, ok bool) {
	rest, half := strings.CutPrefix(kept, HalfTyped)
	if !half {
		return kept, true
	}
	if v.person == nil {
		return kept, !strings.HasPrefix(rest, ownedBy)
	}
	rest, ok = strings.CutPrefix(rest, ownedBy+v.person.Name+"\t")
	return HalfTyped + rest, ok
}

// Remember keeps something of the window's own: widths of columns, views, a half-typed
// form. It is no part of the ledger: no step to undo, no entry in the log. "" forgets it.
func (tx *Tx) Remember(key, value string) error {
	if strings.HasPrefix(key, HalfTyped) && tx.narrowed() {
		return tx.need(data.MayRead)
	}
	if key == "" {
		return data.Errorf(data.Internal, "key", "程序内部出错：要记住的东西没有名称，没有保存。")
	}
	key = tx.own(key)
	if value != "" {
		_, err := tx.c.exec("INSERT INTO memo(key, value) VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value", key, value)
		return err
	}
	var had string
	found, err := tx.c.one("SELECT value FROM memo WHERE key = ?", []any{key}, &had)
	if err != nil || !found {
		return err
	}
	tx.dropped = tx.dropped || strings.HasPrefix(key, HalfTyped)
	_, err = tx.c.exec("DELETE FROM memo WHERE key = ?", key)
	return err
}

// Remembered is what is remembered under a key, "" if nothing is.
func (v *View) Remembered(key string) (string, error) {
	var value string
	if strings.HasPrefix(key, HalfTyped) && v.narrowed() {
		return "", v.need(data.MayRead)
	}
	_, err := v.c.one("SELECT value FROM memo WHERE key = ?", []any{v.own(key)}, &value)
	return value, err
}

// RememberedAll is what is remembered under every key that begins so, by key.
func (v *View) RememberedAll(prefix string) (map[string]string, error) {
	out := map[string]string{}
	if v.narrowed() {
		return nil, v.need(data.MayRead)
	}
	err := v.c.each("SELECT key, value FROM memo WHERE substr(key, 1, length(?1)) = ?1", []any{v.own(prefix)}, func(r *rows) error {
		var kept, value string
		err := r.Scan(&kept, &value)
		if key, ok := v.owned(kept); ok {
			out[key] = value
		}
		return err
	})
	return out, err
}
