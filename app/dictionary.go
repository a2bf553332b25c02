package app

import (
	"context"
	"strconv"

	"qinqing/app/page"
	"qinqing/data"
	"qinqing/data/store"
)

// SaveEntry adds a word to a dictionary, or changes one. Its code stays as it is: offices
// exchange by it.
func (a *actions) SaveEntry(ctx context.Context, in page.EntryInput) (id data.ID, err error) {
	e := in.Entry
	name := "新增字典条目 " + e.Name
	if e.ID != 0 {
		name = "修改字典条目 " + e.Name
	}
	_, err = a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		all, err := tx.Entries(e.Kind)
		if err != nil {
			return err
		}
		if err := data.CheckEntry(e, all); err != nil {
			return err
		}
		fresh := e.ID == 0
		if fresh {
			e.Sort = len(all) + 1
			for _, x := range all {
				e.Sort = max(e.Sort, x.Sort+1)
			}
		}
		if err := tx.SaveEntry(&e); err != nil {
			return err
		}
		id = e.ID
		if !fresh || in.Prefix == "" {
			return nil
		}
		// A code of the office's own tells the part the word belongs to.
		e.Code = in.Prefix + "own-" + strconv.FormatInt(int64(e.ID), 36)
		return tx.SaveEntry(&e)
	})
	return id, err
}

// RetireEntry stops offering a word, or offers it again; records that hold it keep it.
func (a *actions) RetireEntry(ctx context.Context, e data.Entry, retired bool) error {
	name := "停用字典条目 " + e.Name
	if !retired {
		name = "启用字典条目 " + e.Name
	}
	_, err := a.store.Do(ctx, data.Op{Name: name}, func(tx *store.Tx) error {
		e.Retired = retired
		return tx.SaveEntry(&e)
	})
	return err
}

// MoveEntry puts a word one place up or down.
func (a *actions) MoveEntry(ctx context.Context, e data.Entry, down bool) error {
	_, err := a.store.Do(ctx, data.Op{Name: "调整字典次序 " + e.Name}, func(tx *store.Tx) error {
		all, err := tx.Entries(e.Kind)
		if err != nil {
			return err
		}
		for _, x := range data.MoveEntry(all, e.ID, down) {
			if err := tx.SaveEntry(&x); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// DeleteEntry takes a word nobody uses away.
func (a *actions) DeleteEntry(ctx context.Context, e data.Entry) error {
	_, err := a.store.Do(ctx, data.Op{Name: "删除字典条目 " + e.Name}, func(tx *store.Tx) error { return tx.Delete(data.EntityEntry, e.ID) })
	return err
}
