package store

import (
	"strings"

	"qinqing/data"
)

// HalfTyped begins the keys under which forms keep what was typed and not yet saved.
// Forgetting one takes its text out of the file, as it may have been a clue; turning a
// problem into a transfer forgets them all.
const HalfTyped = "form."

// Remember keeps something of the window's own: widths of columns, views, a half-typed
// form. It is no part of the ledger: no step to undo, no entry in the log. "" forgets it.
func (tx *Tx) Remember(key, value string) error {
	if strings.HasPrefix(key, HalfTyped) && tx.narrowed() {
		return tx.need(data.MayRead)
	}
	if key == "" {
		return data.Errorf(data.Internal, "key", "程序内部出错：要记住的东西没有名称，没有保存。")
	}
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
	_, err := v.c.one("SELECT value FROM memo WHERE key = ?", []any{key}, &value)
	return value, err
}

// RememberedAll is what is remembered under every key that begins so, by key.
func (v *View) RememberedAll(prefix string) (map[string]string, error) {
	out := map[string]string{}
	if v.narrowed() {
		return nil, v.need(data.MayRead)
	}
	err := v.c.each("SELECT key, value FROM memo WHERE substr(key, 1, length(?1)) = ?1", []any{prefix}, func(r *rows) error {
		var k, value string
		err := r.Scan(&k, &value)
		out[k] = value
		return err
	})
	return out, err
}
